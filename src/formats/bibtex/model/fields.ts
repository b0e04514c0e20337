export type Dialect = 'bibtex' | 'biblatex';

/** How the text of a field is to be understood. `list` is a list in BibLaTeX, parted by " and "; `title` has braces against case changes. */
export type FieldKind = 'title' | 'text' | 'long' | 'verbatim' | 'names' | 'list' | 'pages' | 'language';

export interface FieldRule {
  /** Names in the source, the preferred one first: it wins when an entry has several. Lower case. */
  fields: readonly string[];
  variable: string;
  kind: FieldKind;
  /** Entry types for which the rule holds; all when absent. */
  entryTypes?: readonly string[];
  /** Entry types for which it does not. */
  except?: readonly string[];
  /** Whether it holds beside the other fields of an entry that is read. */
  when?: (has: (name: string) => boolean) => boolean;
  /** What it is called in BibTeX, where that is not the first of `fields`. */
  bibtex?: string;
}

const BOOKS = 'book mvbook inbook bookinbook suppbook collection mvcollection incollection suppcollection manual proceedings mvproceedings reference mvreference inreference'.split(' '); // biome-ignore format: one line
const ARTICLES = ['article', 'periodical', 'suppperiodical', 'review'];
const TALKS = ['inproceedings', 'conference'];

/**
 * Fields that give one CSL variable each, both ways. Titles, dates, publishers, types, keywords and eprints take more
 * than one field and have functions of their own.
 */
export const FIELD_RULES: readonly FieldRule[] = [
  { fields: ['author'], variable: 'author', kind: 'names' },
  { fields: ['editor'], variable: 'editor', kind: 'names' },
  { fields: ['translator'], variable: 'translator', kind: 'names' },
  { fields: ['bookauthor'], variable: 'container-author', kind: 'names' },
  { fields: ['shorttitle'], variable: 'title-short', kind: 'title' },
  { fields: ['shortjournal'], variable: 'container-title-short', kind: 'text' },
  { fields: ['series'], variable: 'collection-title', kind: 'text' },
  { fields: ['volume'], variable: 'volume', kind: 'text' },
  { fields: ['number'], variable: 'issue', kind: 'text', entryTypes: ARTICLES },
  // Proceedings are a volume of a series or an issue of a journal.
  {
    fields: ['number'],
    variable: 'collection-number',
    kind: 'text',
    entryTypes: TALKS,
    when: (has) => has('series') || !has('volume'),
  },
  { fields: ['number'], variable: 'issue', kind: 'text', entryTypes: TALKS, when: (has) => has('volume') },
  { fields: ['number'], variable: 'collection-number', kind: 'text', entryTypes: BOOKS },
  { fields: ['number'], variable: 'number', kind: 'text', except: [...ARTICLES, ...TALKS, ...BOOKS] },
  { fields: ['issue'], variable: 'issue', kind: 'text', entryTypes: ARTICLES, bibtex: 'number' },
  { fields: ['issue'], variable: 'issue', kind: 'text', except: ARTICLES },
  {
    fields: ['eid', 'articleno', 'article-number'],
    variable: 'number',
    kind: 'text',
    entryTypes: ['article', 'suppperiodical', 'review'],
  },
  { fields: ['pages'], variable: 'page', kind: 'pages' },
  { fields: ['pagetotal', 'numpages'], variable: 'number-of-pages', kind: 'text' },
  { fields: ['volumes'], variable: 'number-of-volumes', kind: 'text' },
  { fields: ['part'], variable: 'part', kind: 'text' },
  { fields: ['chapter'], variable: 'chapter-number', kind: 'text' },
  { fields: ['edition'], variable: 'edition', kind: 'text' },
  { fields: ['version'], variable: 'version', kind: 'text' },
  { fields: ['location', 'address'], variable: 'publisher-place', kind: 'list', bibtex: 'address' },
  { fields: ['venue'], variable: 'event-place', kind: 'text' },
  { fields: ['eventtitle'], variable: 'event-title', kind: 'title' },
  { fields: ['origlocation'], variable: 'original-publisher-place', kind: 'list' },
  { fields: ['origpublisher'], variable: 'original-publisher', kind: 'list' },
  { fields: ['origtitle'], variable: 'original-title', kind: 'title' },
  { fields: ['library'], variable: 'call-number', kind: 'text' },
  { fields: ['doi'], variable: 'DOI', kind: 'verbatim' },
  { fields: ['url'], variable: 'URL', kind: 'verbatim' },
  { fields: ['isbn'], variable: 'ISBN', kind: 'text' },
  { fields: ['issn'], variable: 'ISSN', kind: 'text' },
  { fields: ['pmid'], variable: 'PMID', kind: 'verbatim' },
  { fields: ['pmcid', 'pmc'], variable: 'PMCID', kind: 'verbatim' },
  { fields: ['pubstate'], variable: 'status', kind: 'text' },
  { fields: ['langid', 'language'], variable: 'language', kind: 'language', bibtex: 'language' },
  { fields: ['note', 'addendum'], variable: 'note', kind: 'long' },
  { fields: ['annotation', 'annote'], variable: 'annote', kind: 'long', bibtex: 'annote' },
  { fields: ['abstract'], variable: 'abstract', kind: 'long' },
];

const LIST_FIELDS = new Set([
  'publisher', 'institution', 'school', 'organization', 'location', 'address', 'origlocation', 'origpublisher',
]); // biome-ignore format: one line

/** Whether a field (lower case) is a list in BibLaTeX, parted by "and". In BibTeX it is one text. */
export function isListField(name: string): boolean {
  return LIST_FIELDS.has(name);
}

/** The variables that a field can give in an entry of this type and not in others; none for a field that is the same in all. */
export function variablesByType(field: string, entryType: string): string[] {
  return FIELD_RULES.filter(
    ({ fields, entryTypes, except }) =>
      fields.includes(field) && (entryTypes?.includes(entryType) || (except && !except.includes(entryType))),
  ).map(({ variable }) => variable);
}

/** Other fields that entries begin with. */
const OTHER_FIELDS = 'year month day type key keywords file crossref xdata ids howpublished publisher institution school organization eprint entrysubtype'.split(' '); // biome-ignore format: one line

/** Whether an entry can have a field of this name (lower case) for all that Lectern knows. */
export function isFieldName(name: string): boolean {
  return (
    OTHER_FIELDS.includes(name) ||
    FIELD_RULES.some(({ fields }) => fields.includes(name)) ||
    TITLE_RULES.some(({ fields, subtitle }) => fields.includes(name) || subtitle === name) ||
    DATE_RULES.some(({ field }) => field === name)
  );
}

/** A title and its subtitle are one CSL variable. */
export const TITLE_RULES: readonly {
  fields: readonly string[];
  subtitle: string;
  variable: string;
  kind: FieldKind;
}[] = [
  { fields: ['title'], subtitle: 'subtitle', variable: 'title', kind: 'title' },
  { fields: ['booktitle'], subtitle: 'booksubtitle', variable: 'container-title', kind: 'title' },
  { fields: ['journaltitle', 'journal'], subtitle: 'journalsubtitle', variable: 'container-title', kind: 'text' },
  { fields: ['maintitle'], subtitle: 'mainsubtitle', variable: 'container-title', kind: 'title' },
  { fields: ['issuetitle'], subtitle: 'issuesubtitle', variable: 'volume-title', kind: 'title' },
];

export const DATE_RULES: readonly { field: string; variable: string }[] = [
  { field: 'date', variable: 'issued' },
  { field: 'urldate', variable: 'accessed' },
  { field: 'eventdate', variable: 'event-date' },
  { field: 'origdate', variable: 'original-date' },
];

/** The same field under the name that the other dialect has for it. */
const TO_BIBLATEX: Record<string, string> = {
  journal: 'journaltitle',
  address: 'location',
  school: 'institution',
  annote: 'annotation',
  archiveprefix: 'eprinttype',
  primaryclass: 'eprintclass',
};

const TO_BIBTEX: Record<string, string> = {
  journaltitle: 'journal',
  location: 'address',
  annotation: 'annote',
  eprinttype: 'archiveprefix',
  eprintclass: 'primaryclass',
  langid: 'language',
};

/** What `dialect` calls a field of the other one in an entry of this type. Names known to both, or to neither, stay. */
export function fieldNameIn(dialect: Dialect, name: string, entryType: string): string {
  if (name === 'institution' && /^(?:phd|masters)thesis$/.test(entryType)) return 'school';
  const table = dialect === 'biblatex' ? TO_BIBLATEX : TO_BIBTEX;
  return Object.hasOwn(table, name) ? (table[name] ?? name) : name;
}

const LANGUAGES: readonly (readonly [code: string, ...names: string[]])[] = [
  ['en', 'english'], ['en-US', 'american', 'usenglish'], ['en-GB', 'british', 'ukenglish'], ['en-AU', 'australian'],
  ['en-CA', 'canadian'], ['en-NZ', 'newzealand'], ['de', 'ngerman', 'german'], ['de-AT', 'naustrian', 'austrian'],
  ['de-CH', 'nswissgerman', 'swissgerman'], ['fr', 'french', 'francais'], ['fr-CA', 'canadien', 'acadian'],
  ['es', 'spanish'], ['it', 'italian'], ['pt-PT', 'portuguese', 'portuges'], ['pt-BR', 'brazilian', 'brazil'], ['nl', 'dutch'],
  ['sv', 'swedish'], ['da', 'danish'], ['nb', 'norwegian', 'norsk'], ['nn', 'nynorsk'], ['fi', 'finnish'],
  ['is', 'icelandic'], ['pl', 'polish'], ['cs', 'czech'], ['sk', 'slovak'], ['sl', 'slovene', 'slovenian'],
  ['hr', 'croatian'], ['sr', 'serbian'], ['bg', 'bulgarian'], ['ru', 'russian'], ['uk', 'ukrainian'], ['el', 'greek'],
  ['tr', 'turkish'], ['hu', 'magyar', 'hungarian'], ['ro', 'romanian'], ['et', 'estonian'], ['lv', 'latvian'],
  ['lt', 'lithuanian'], ['ca', 'catalan'], ['eu', 'basque'], ['gl', 'galician'], ['he', 'hebrew'], ['ar', 'arabic'],
  ['fa', 'persian', 'farsi'], ['ja', 'japanese'], ['zh', 'chinese'], ['ko', 'korean'], ['hi', 'hindi'], ['la', 'latin'],
]; // biome-ignore format: a table reads better in rows

const CODE_OF = new Map(LANGUAGES.flatMap(([code, ...names]) => names.map((name) => [name, code] as const)));
const NAME_OF = new Map(LANGUAGES.map(([code, name]) => [code.toLowerCase(), name ?? code] as const));

/** Whether babel has a language of this name, as `langid` wants it. */
export function isBabelName(name: string): boolean {
  return CODE_OF.has(name.trim().toLowerCase());
}

/** "ngerman" is "de"; what is no babel name stays. */
export function languageCode(name: string): string {
  return CODE_OF.get(name.toLowerCase()) ?? name;
}

/**
 * The babel name of a language tag (BCP 47): that of the language for its main region (`de-DE`), the tag itself for a region
 * that babel has no name for (`es-MX`). Undefined for what is no language that babel knows.
 */
export function babelName(tag: string): string | undefined {
  const lower = tag.toLowerCase().replace('_', '-');
  const [language = '', region] = lower.split('-');
  const own = NAME_OF.get(lower) ?? (CODE_OF.has(lower) ? lower : undefined);
  const name = NAME_OF.get(language) ?? (language === 'pt' ? NAME_OF.get('pt-pt') : undefined);
  if (own !== undefined || name === undefined) return own ?? name;
  const isMain = region === undefined || new Intl.Locale(language).maximize().region?.toLowerCase() === region;
  return isMain ? name : tag;
}
