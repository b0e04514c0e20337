import { biblatexFormat, bibtexFormat } from './bibtex/bibtex.ts';
import { cslJsonFormat } from './csl-json.ts';
import { endnoteXmlFormat } from './endnote/endnote-xml.ts';
import { enwFormat } from './endnote/enw.ts';
import type { Format } from './format.ts';
import { pageFormat } from './page.ts';
import { nbibFormat } from './pubmed/nbib.ts';
import { risFormat } from './ris.ts';

/** Every format, the surest to recognise first. */
export const FORMATS: readonly Format[] = [
  cslJsonFormat,
  endnoteXmlFormat,
  risFormat,
  nbibFormat,
  enwFormat,
  bibtexFormat,
  biblatexFormat,
  pageFormat,
];

export function formatByName(name: string): Format | undefined {
  return FORMATS.find((format) => format.name === name);
}

/** The format that can read this text: by what stands in its `head` (see `Format.detect`), or else by the ending of the file's name. */
export function detectFormat(head: string, fileName: string): Format | undefined {
  const readable = FORMATS.filter((format) => format.read);
  return readable.find((format) => format.detect?.(head)) ?? readable.find((format) => hasEnding(fileName, format));
}

/** The format that a file of this name is written in: ".bib" is BibTeX. */
export function formatForFile(fileName: string): Format | undefined {
  return FORMATS.find((format) => format.write && hasEnding(fileName, format));
}

function hasEnding(fileName: string, format: Format): boolean {
  const name = fileName.toLowerCase();
  return format.extensions.some((extension) => name.endsWith(extension));
}
