import type { Dialect } from './fields.ts';

/** CSL type of each entry type of BibTeX, BibLaTeX and what managers add. */
const CSL_TYPES: Record<string, string> = {
  article: 'article-journal', suppperiodical: 'article-journal', book: 'book', mvbook: 'book', bookinbook: 'chapter',
  booklet: 'pamphlet', collection: 'book', mvcollection: 'book', reference: 'book', mvreference: 'book', inbook: 'chapter',
  suppbook: 'chapter', incollection: 'chapter', suppcollection: 'chapter', inreference: 'entry', manual: 'report',
  misc: 'document', online: 'webpage', electronic: 'webpage', www: 'webpage', patent: 'patent', periodical: 'periodical',
  proceedings: 'book', mvproceedings: 'book', inproceedings: 'paper-conference', conference: 'paper-conference',
  report: 'report', techreport: 'report', dataset: 'dataset', data: 'dataset', software: 'software', thesis: 'thesis',
  mastersthesis: 'thesis', phdthesis: 'thesis', unpublished: 'manuscript', artwork: 'graphic', audio: 'song', image: 'figure',
  jurisdiction: 'legal_case', legislation: 'legislation', legal: 'treaty', letter: 'personal_communication',
  movie: 'motion_picture', music: 'song', performance: 'performance', review: 'review', standard: 'standard',
  video: 'motion_picture', commentary: 'book',
}; // biome-ignore format: a table reads better in rows

/** Entry type of each CSL type. Those that BibLaTeX's data model gives no fields to are written as `@misc` with an entry subtype. */
const BIBLATEX_TYPES: Record<string, string> = {
  article: 'article', 'article-journal': 'article', 'article-magazine': 'article', 'article-newspaper': 'article',
  review: 'article', 'review-book': 'article', book: 'book', chapter: 'inbook', entry: 'inreference',
  'entry-dictionary': 'inreference', 'entry-encyclopedia': 'inreference', classic: 'book', pamphlet: 'booklet',
  'paper-conference': 'inproceedings', patent: 'patent', periodical: 'periodical', report: 'report', thesis: 'thesis',
  dataset: 'dataset', software: 'software', webpage: 'online', post: 'online', 'post-weblog': 'online',
  manuscript: 'unpublished', speech: 'unpublished',
}; // biome-ignore format: a table reads better in rows

const BIBTEX_TYPES: Record<string, string> = {
  ...BIBLATEX_TYPES,
  entry: 'incollection', 'entry-dictionary': 'incollection', 'entry-encyclopedia': 'incollection', patent: 'misc',
  periodical: 'misc', report: 'techreport', thesis: 'phdthesis', dataset: 'misc', software: 'misc', webpage: 'misc',
  post: 'misc', 'post-weblog': 'misc',
}; // biome-ignore format: a table reads better in rows

/** Genres that BibLaTeX has a localised word for, by that word's key. */
const GENRES: readonly (readonly [key: string, genre: string])[] = [
  ['phdthesis', 'PhD thesis'],
  ['mathesis', "Master's thesis"],
  ['bathesis', "Bachelor's thesis"],
  ['candthesis', 'Candidate thesis'],
  ['techreport', 'Technical report'],
  ['resreport', 'Research report'],
  ['software', 'Computer software'],
  ['patent', 'Patent'],
  ['patentde', 'German patent'],
  ['patenteu', 'European patent'],
  ['patentfr', 'French patent'],
  ['patentuk', 'British patent'],
  ['patentus', 'U.S. patent'],
  ['patreq', 'Patent request'],
  ['patreqde', 'German patent request'],
  ['patreqeu', 'European patent request'],
  ['patreqfr', 'French patent request'],
  ['patrequk', 'British patent request'],
  ['patrequs', 'U.S. patent request'],
];

const MASTERS = /^(?:m\.?\s?a|m\.?\s?sc|m\.?\s?phil|master)/i;
const ENTRY_SUBTYPES: Record<string, string> = { magazine: 'article-magazine', newspaper: 'article-newspaper' };
const KNOWN_CSL_TYPES = new Set([
  ...Object.values(CSL_TYPES), ...Object.keys(BIBLATEX_TYPES), 'bill', 'broadcast', 'collection', 'document', 'event',
  'figure', 'hearing', 'interview', 'map', 'musical_score', 'regulation', 'treaty',
]); // biome-ignore format: a list reads better filled

/** The CSL type of an entry. `subtype` is its `entrysubtype`, which may name a CSL type outright; `page` is a bare web address. */
export function cslTypeOf(entryType: string, subtype: string | undefined, isWebPage: boolean): string {
  const known = Object.hasOwn(CSL_TYPES, entryType) ? CSL_TYPES[entryType] : undefined;
  const wanted = subtype?.trim().toLowerCase() ?? '';
  if (entryType === 'article' && Object.hasOwn(ENTRY_SUBTYPES, wanted))
    return ENTRY_SUBTYPES[wanted] ?? 'article-journal';
  if (KNOWN_CSL_TYPES.has(wanted)) return wanted;
  if (entryType === 'misc' && isWebPage) return 'webpage';
  return known ?? 'document';
}

/** Whether `entryType` is one that Lectern knows; others come in as documents, and keep their name for export. */
export function isKnownEntryType(entryType: string): boolean {
  return Object.hasOwn(CSL_TYPES, entryType);
}

/** The genre that an entry type or its `type` field stands for: "PhD thesis" for `@phdthesis` and for `type = {phdthesis}`. */
export function genreOf(entryType: string, type: string | undefined): string | undefined {
  if (type === undefined || type === '') {
    if (entryType === 'phdthesis') return 'PhD thesis';
    if (entryType === 'mastersthesis') return "Master's thesis";
    return undefined;
  }
  // What the writer puts where the data model wants a type and the study has no genre.
  if (/^(?:report|thesis)$/i.test(type)) return undefined;
  return GENRES.find(([key]) => key === type.toLowerCase())?.[1] ?? type;
}

export interface EntryKind {
  entryType: string;
  /** `entrysubtype`, without which the CSL type would not come back. */
  subtype?: string;
  /** Value of the `type` field; a key of BibLaTeX's where there is one. */
  type?: string;
}

/** Variables that decide which entry type the data model lets an item have. */
export interface KindHints {
  hasAuthor: boolean;
  hasEditor: boolean;
  hasContainer: boolean;
  /** A URL, DOI or eprint. */
  hasAddress: boolean;
  /** A series or a number in one. */
  hasSeries: boolean;
  /** A page of the web that BibTeX can show as one. */
  isPlainPage: boolean;
}

/** How an item is written, so that biber misses nothing in it, and reading it gives the same CSL type and genre. */
export function entryKindOf(cslType: string, genre: string | undefined, dialect: Dialect, hints: KindHints): EntryKind {
  const table = dialect === 'biblatex' ? BIBLATEX_TYPES : BIBTEX_TYPES;
  const usual = (Object.hasOwn(table, cslType) ? table[cslType] : undefined) ?? 'misc';
  let entryType = dialect === 'biblatex' ? fitting(usual, cslType, hints) : usual;
  // Of the types that demand nothing but a title, `@manual` alone has a series.
  if (usual === 'misc' && hints.hasSeries) entryType = 'manual';
  if (entryType === 'inbook' && dialect === 'bibtex') entryType = 'incollection';
  if (entryType === 'article' && cslType === 'article' && !hints.hasContainer && dialect === 'bibtex')
    entryType = 'misc';
  let type = genre;
  if (cslType === 'thesis' && dialect === 'bibtex') {
    if (genre !== undefined && MASTERS.test(genre)) entryType = 'mastersthesis';
    if (genre === genreOf(entryType, undefined)) type = undefined;
    // BibTeX has a thesis of some kind only, and prints that kind unless a type is given.
    else type = genre ?? 'Thesis';
  } else if (dialect === 'biblatex') {
    type = GENRES.find(([, word]) => word === genre)?.[0] ?? genre;
    if (type === undefined && (entryType === 'report' || entryType === 'thesis')) type = entryType;
  }
  const kind: EntryKind = { entryType };
  if (type !== undefined) kind.type = type;
  if (cslTypeOf(entryType, undefined, hints.isPlainPage) !== cslType) {
    kind.subtype = Object.entries(ENTRY_SUBTYPES).find(([, csl]) => csl === cslType)?.[0] ?? cslType;
  }
  return kind;
}

/** The entry type for which the item has what BibLaTeX demands. */
function fitting(
  usual: string,
  cslType: string,
  { hasAuthor, hasEditor, hasContainer, hasAddress }: KindHints,
): string {
  switch (usual) {
    case 'inbook':
      return hasEditor && hasAuthor ? 'incollection' : usual;
    case 'inreference':
      return hasEditor && hasAuthor ? usual : 'inbook';
    case 'book':
      return hasEditor && !hasAuthor ? 'collection' : usual;
    case 'online':
      return hasAddress ? usual : 'misc';
    case 'unpublished':
      return hasAuthor ? usual : 'misc';
    case 'article':
      return cslType === 'article' && !hasContainer ? (hasAddress ? 'online' : 'misc') : usual;
    default:
      return usual;
  }
}
