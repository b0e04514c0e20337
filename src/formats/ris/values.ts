import { citationKeyProblem } from '../../domain/citation-key.ts';
import { readDatabaseDate } from '../../domain/dates/database-dates.ts';
import { formatDate } from '../../domain/dates/dates.ts';
import { bareDoi } from '../../domain/doi.ts';
import type { CslDate } from '../../domain/study.ts';

/** One line of a value that a program may have wrapped; an empty line between paragraphs stays. */
export const flat = (value: string): string => (value.includes('\n') ? paragraphs(value) : oneLine(value));

const paragraphs = (value: string): string =>
  value
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');

/** `2019/10/12/`, `2019///Spring`, and whatever else `readDatabaseDate` reads; undefined otherwise. */
export function readDate(value: string): CslDate | undefined {
  const text = flat(value);
  const slashed = /^(\d{4})(?:\/(\d{0,2})(?:\/(\d{0,2})(?:\/(.{0,80}))?)?)?$/.exec(text);
  const [, year, month = '', day = '', other] = slashed ?? [];
  if (year === undefined || (other === undefined && (Number(month) > 12 || Number(day) > 31)))
    return readDatabaseDate(text);
  return slashedDate(Number(year), Number(month), Number(day), other ?? '');
}

function slashedDate(year: number, month: number, day: number, other: string): CslDate {
  const words = other.trim();
  const whole = words === '' ? undefined : (readDatabaseDate(words) ?? readDatabaseDate(`${words} ${year}`));
  // "Other information" that is a date says more than the numbers, unless it is of another year.
  if (whole?.['date-parts']?.some(([own]) => Number(own) === year) && (month === 0 || /[~/]|-2[1-4]$/.test(words)))
    return whole;
  const parts = [year];
  if (month >= 1 && month <= 12) parts.push(month);
  if (parts.length === 2 && day >= 1 && day <= 31) parts.push(day);
  return { 'date-parts': [parts] };
}

/** `2019/10/12/`; what RIS has no place for goes into its "other information" as EDTF, where `readDate` finds it. */
export function writeDate(date: CslDate): string {
  const parts = date['date-parts'];
  const edtf = formatDate(date);
  if (!parts) return oneLine(edtf);
  const [year = '', month = '', day = ''] = (parts[0] ?? []).map((part) => String(part));
  if (!/^\d{4}$/.test(year)) return edtf;
  const odd = parts.length > 1 || date.circa || date.season !== undefined || Number(month) > 12;
  const pad = (part: string) => (part === '' ? '' : part.padStart(2, '0'));
  return odd ? `${year}///${edtf}` : `${year}/${pad(month)}/${pad(day)}/`;
}

/** The DOI with which a value begins, behind nothing but addresses and labels. */
export function readDoi(value: string): string | undefined {
  const match = /\b10\.\d{4,9}(?:\/|%2F)[^\s"]{1,500}/i.exec(value);
  return match ? bareDoi(value.slice(0, match.index) + match[0]) : undefined;
}

/** ISSNs of a value, hyphenated, each once: "0894-9867, 1573-6598". */
export function readIssn(value: string): string | undefined {
  const found = [...value.matchAll(/(?<![\dXx-])(\d{4})-?(\d{3}[\dXx])(?![\dXx-])/g)].map(
    ([, head, tail]) => `${head}-${tail?.toUpperCase()}`,
  );
  return found.length > 0 ? [...new Set(found)].join(', ') : undefined;
}

/** The ISBNs of a value as they are written, each once. */
export function readIsbn(value: string): string | undefined {
  const found = [...value.matchAll(/(?<![\w-])\d[\d -]{8,15}[\dXx](?![\w-])/g)]
    .map(([isbn]) => isbn.trim())
    .filter((isbn) => /^(?:\d{9}[\dXx]|\d{13})$/.test(isbn.replace(/[ -]/g, '')));
  return found.length > 0 ? [...new Set(found)].join(', ') : undefined;
}

/** Whether an identifier can serve as a citation key: "smith", not a number under which a database has the record. */
export const isCitationKey = (value: string): boolean =>
  citationKeyProblem(value) === undefined &&
  /\p{L}/u.test(value) &&
  value.length <= 200 &&
  !ACCESSION_NUMBERS.some((number) => number.test(value));

const ACCESSION_NUMBERS: readonly RegExp[] = [
  // Embase "L2012345678", ERIC "EJ1131633", "PMC1234567", "NCT01234567", "ISRCTN12345678".
  /^(?:\p{L}|EJ|ED|PMC|PMID:?|NCT|ISRCTN|ACTRN|DRKS|CRD)-?\d{6,}$/iu,
  // Cochrane, Rayyan, Scopus, The Lens.
  /^(?:CN-\d{6,}|rayyan-\d+|2-s2\.0-\d+|\d{3}(?:-\d{3}){3}-\d{2}[\dX])$/i,
  // The Web of Science and its kin, EBSCO, DOIs, addresses.
  /^(?:[a-z]{2,10}:[a-z]{0,6}\d{6,}|[a-z\d]{2,8}\.\d{7,}|(?:doi:)?10\.\d{4,9}\/.*|https?:.*|arxiv:.*|oai:.*)$/i,
];

const UNEVEN = /[^\S ]| {2}/;

/** Every run of white space as one space. */
export const oneLine = (text: string): string => (UNEVEN.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
