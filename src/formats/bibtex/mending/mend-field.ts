import { bareDoi } from '../../../domain/doi.ts';
import { readAddress } from '../field-values/addresses.ts';
import { braced } from '../field-values/braces.ts';
import type { Dialect } from '../model/fields.ts';
import { splitBibtex } from '../syntax/split.ts';
import { closeBraces } from './close-braces.ts';
import { mendValue } from './mend.ts';
import { roleOf } from './typeset-fields.ts';

/** biber makes of `\'\i` a letter that pdfLaTeX does not know, and of `\'{i}` one that it does. */
const DOTLESS = /\\([`'^"~=]|[uv](?![A-Za-z]))\s*(?:\{\s*\\([ij])\s*\}|\\([ij])(?:\{\}|\s+|(?![A-Za-z])))/g;
/** Of `\~{\^e}` it makes `\~ê`, where LaTeX puts the accent on half a character; it looks into no box. */
const STACKED =
  /\\([`'^"~=.])\s*(?:\{\s*(\\[`'^"~=.]\s*(?:[A-Za-z]|\{[A-Za-z]\}))\s*\}|(\\[`'^"~=.]\s*(?:[A-Za-z]|\{[A-Za-z]\})))/g;

/** A value with its accents in a form that comes out of biber as letters that pdfLaTeX knows. */
function withAccentsForBiber(source: string): string {
  return source
    .replace(DOTLESS, (_, accent, inGroup, alone) => `\\${accent}{${inGroup ?? alone}}`)
    .replace(STACKED, (_, accent, inGroup, alone) => `\\${accent}{\\mbox{${inGroup ?? alone}}}`);
}

/** Told what was wrong with a field. */
export type Note = (field: string, what: string) => void;

/**
 * The value of a field as a paper can use it: braces match, marks that LaTeX would stop at are escaped, a DOI has no address
 * and an address no backslashes. All else stays as written, to the byte.
 */
export function mendField(name: string, source: string, dialect: Dialect, note: Note): string {
  const closed = closeBraces(source);
  if (closed !== source && source !== '') note(name, 'braces closed');
  const role = roleOf(name.toLowerCase(), dialect);
  if (role === 'none') return closed;
  if (role === 'verbatim') return mendAddress(name, closed, dialect, note);
  const { source: mended, marks } = mendValue(closed, role, dialect);
  if (marks.size > 0) note(name, `${[...marks].join(' ')} escaped`);
  if (dialect === 'biblatex' && mended.includes('\\')) {
    const forBiber = withAccentsForBiber(mended);
    if (forBiber !== mended) note(name, 'accents for biber');
    return forBiber;
  }
  // biber composes accents itself.
  if (dialect === 'biblatex' || role !== 'printed' || !/\p{M}/u.test(mended)) return mended;
  const composed = mended.normalize('NFC');
  if (composed !== mended) note(name, 'accents composed');
  return composed;
}

/** biblatex looks a language up by its words, where no command may stand; several languages are a list with "and". */
export function mendLanguage(source: string): string {
  return source
    .replace(/\\&/g, ' and ')
    .replace(/\\[_%#$]/g, '-')
    .replace(/\\text[a-z]{4,20}(?:\{\})?/g, '')
    .replace(/ {2,}/g, ' ');
}

/** In BibTeX an address stays as written: its styles set one in `\url{…}` or as text, and no form serves both. */
function mendAddress(name: string, source: string, dialect: Dialect, note: Note): string {
  const inner = /^[{"]\s*(.*?)\s*[}"]$/s.exec(source)?.[1];
  const field = name.toLowerCase();
  if (inner === undefined || inner === '') return source;
  if (field === 'doi') {
    const doi = bareDoi(readAddress(field, inner));
    if (doi === undefined || doi === inner) return source;
    note(name, 'the DOI alone');
    return braced(doi);
  }
  if (dialect === 'bibtex' || !/[\\{}\n]/.test(inner)) return source;
  const address = readAddress(field, inner);
  if (address === inner || /[\\{}\s]/.test(address)) return source;
  note(name, 'the address without LaTeX');
  return braced(address);
}

/** An entry as it stood in a file, each of its fields mended. */
export function mendEntry(source: string, dialect: Dialect, note: Note): string {
  const fields = splitBibtex(source)[0]?.fields ?? [];
  let result = '';
  let last = 0;
  for (const { name, from, to } of fields) {
    result += source.slice(last, from) + mendField(name, source.slice(from, to), dialect, note);
    last = to;
  }
  return result + source.slice(last);
}
