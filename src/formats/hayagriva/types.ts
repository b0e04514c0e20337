/** Hayagriva's types of entries and of the works that hold them (its file format, "Entry Type"), and the CSL types they stand for. */
const ROWS: readonly [csl: string, entry: string, parent?: string][] = [
  ['article-journal', 'article', 'periodical'],
  ['article-newspaper', 'article', 'newspaper'],
  ['post-weblog', 'article', 'blog'],
  ['paper-conference', 'article', 'proceedings'],
  ['paper-conference', 'article', 'conference'],
  ['chapter', 'article', 'anthology'],
  ['article', 'article'],
  ['chapter', 'chapter', 'book'],
  ['chapter', 'anthos', 'anthology'],
  ['chapter', 'chapter'],
  ['chapter', 'anthos'],
  ['entry-encyclopedia', 'entry', 'reference'],
  ['entry-encyclopedia', 'entry'],
  ['report', 'report'],
  ['thesis', 'thesis'],
  ['webpage', 'web'],
  ['webpage', 'blog'],
  ['broadcast', 'scene'],
  ['graphic', 'artwork'],
  ['patent', 'patent'],
  ['legal_case', 'case'],
  ['legislation', 'legislation'],
  ['manuscript', 'manuscript'],
  ['post', 'post'],
  ['post', 'thread'],
  ['post', 'tweet'],
  ['document', 'misc'],
  ['performance', 'performance'],
  ['periodical', 'periodical'],
  ['article-newspaper', 'newspaper'],
  ['book', 'book'],
  ['book', 'proceedings'],
  ['book', 'reference'],
  ['book', 'anthology'],
  ['event', 'conference'],
  ['event', 'exhibition'],
  ['software', 'repository'],
  ['motion_picture', 'video'],
  ['song', 'audio'],
];

/** CSL types that Hayagriva has no type for, and those under which they go best. */
const NEAREST: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'article-magazine': 'article-journal',
    review: 'article-journal',
    'review-book': 'article-journal',
    bill: 'legislation',
    regulation: 'legislation',
    treaty: 'legislation',
    classic: 'book',
    collection: 'book',
    pamphlet: 'book',
    dataset: 'software',
    entry: 'entry-encyclopedia',
    'entry-dictionary': 'entry-encyclopedia',
    figure: 'graphic',
    map: 'graphic',
    hearing: 'legal_case',
    standard: 'report',
  }),
);

/** Types of entries, as Hayagriva spells them in lower case. */
export const ENTRY_TYPES: ReadonlySet<string> = new Set(ROWS.map(([, entry]) => entry));

/** The CSL type of an entry in works of these types; undefined for a type that Hayagriva has not. */
export function cslTypeOf(entry: string, parents: readonly string[]): string | undefined {
  const rows = ROWS.filter(([, own]) => own === entry);
  return (rows.find(([, , parent]) => parent !== undefined && parents.includes(parent)) ??
    rows.find(([, , parent]) => parent === undefined) ??
    rows[0])?.[0];
}

/** The type of an entry and of the work that holds it, and whether reading them gives the CSL type again. */
export function hayagrivaTypes(csl: string): { entry: string; parent: string | undefined; exact: boolean } {
  const find = (type: string) => ROWS.find(([own]) => own === type);
  const row = find(csl) ?? find(NEAREST.get(csl) ?? '') ?? (['document', 'misc', undefined] as const);
  return { entry: row[1], parent: row[2], exact: row[0] === csl };
}

/** "article" as Hayagriva's own files write it: "Article". */
export const spelled = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1);
