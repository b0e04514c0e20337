import { UserError } from '../domain/user-error.ts';
import { biblatexFormat, bibtexFormat } from './bibtex/bibtex.ts';
import { cffFormat } from './cff/cff.ts';
import { cochraneFormat } from './cochrane/cochrane.ts';
import { crossrefFormat } from './crossref/crossref.ts';
import { cslJsonFormat } from './csl-json/csl-json.ts';
import { cslYamlFormat } from './csl-yaml/csl-yaml.ts';
import { endnoteXmlFormat } from './endnote/endnote-xml.ts';
import { enwFormat } from './endnote/enw.ts';
import type { Format } from './format.ts';
import { hayagrivaFormat } from './hayagriva/hayagriva.ts';
import { ovidFormat } from './ovid/ovid.ts';
import { pageFormat } from './page/page.ts';
import { nbibFormat } from './pubmed/nbib.ts';
import { pubmedXmlFormat } from './pubmed/pubmed-xml.ts';
import { risFormat } from './ris/ris.ts';
import { csvFormat, tsvFormat } from './table/table.ts';
import { unreadKind } from './unread.ts';
import { wosFormat } from './web-of-science/wos.ts';
import { zoteroJsonFormat } from './zotero/zotero-json.ts';

/** Every format, the surest to recognise first. */
export const FORMATS: readonly Format[] = [
  zoteroJsonFormat,
  crossrefFormat,
  cslJsonFormat,
  cffFormat,
  cslYamlFormat,
  hayagrivaFormat,
  endnoteXmlFormat,
  pubmedXmlFormat,
  csvFormat,
  tsvFormat,
  risFormat,
  nbibFormat,
  enwFormat,
  wosFormat,
  cochraneFormat,
  ovidFormat,
  bibtexFormat,
  biblatexFormat,
  pageFormat,
];

const TABLES: readonly Format[] = [csvFormat, tsvFormat];

type Reader = NonNullable<Format['read']>;
const isReadable = (format: Format | undefined): format is Format & { read: Reader } => format?.read !== undefined;
/** Those that can be read, in the same order. */
export const READABLE: readonly (Format & { read: Reader })[] = FORMATS.filter(isReadable);

/** The format of this name ("bibtex"); undefined for a name that no format has. */
export function formatByName(name: string): Format | undefined {
  return FORMATS.find((format) => format.name === name);
}

/** The format that can read this text: by what stands in its `head` (see `Format.detect`), or else by the ending of the file's name. */
export function detectFormat(head: string, fileName: string): Format | undefined {
  const found = READABLE.find((format) => format !== pageFormat && format.detect?.(head));
  if (found) return found;
  if (unreadKind(head, fileName)) return undefined;
  return pageFormat.detect?.(head) ? pageFormat : READABLE.find((format) => hasEnding(fileName, format));
}

/**
 * The format to read a file with: the one that the user names, or else the one that its `head` shows.
 * @throws UserError that says what the file is, as far as that can be told, and what to do, when no format reads it.
 */
export function formatToRead(head: string, fileName: string, name?: string): Format & { read: Reader } {
  const format = name === undefined ? detectFormat(head, fileName) : formatByName(name);
  if (isReadable(format)) return format;
  const kind = unreadKind(head, fileName);
  if (kind) throw new UserError(`${fileName}: this is ${kind.name}, which Lectern does not read`, kind.instead);
  const known = READABLE.map(({ label }) => label).join(', ');
  throw new UserError(
    `${fileName}: not a format that Lectern reads, and no page that presents a study`,
    `it reads ${known}; say which with --format`,
  );
}

/**
 * The format of a table whose columns the user names: any text can be one that is of no other format.
 * @throws UserError (exit code 2) for a file of another format
 */
export function tableToRead(head: string, fileName: string, name?: string): Format & { read: Reader } {
  const found = name === undefined ? detectFormat(head, fileName) : formatByName(name);
  if (isReadable(found) && TABLES.includes(found)) return found;
  if (isReadable(found) && (name !== undefined || found !== pageFormat)) {
    const message = `${fileName}: --columns is for tables (CSV and TSV), and this file is ${found.label}`;
    throw new UserError(message, undefined, 2);
  }
  return READABLE.find((format) => TABLES.includes(format))!;
}

/** The format that a file of this name is written in: ".bib" is BibTeX. */
export function formatForFile(fileName: string): Format | undefined {
  return FORMATS.find((format) => format.write && hasEnding(fileName, format));
}

function hasEnding(fileName: string, format: Format): boolean {
  const name = fileName.toLowerCase();
  return format.extensions.some((extension) => name.endsWith(extension));
}
