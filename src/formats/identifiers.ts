import { citationKeyProblem } from '../domain/citation-key.ts';
import { bareDoi } from '../domain/doi.ts';

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
