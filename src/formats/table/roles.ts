import { fieldByName } from '../../domain/fields.ts';

/**
 * What a column of a table says: a field of Lectern by its name ("doi", "container"), or a part of one. `full-author`
 * goes before `author`. `ignored`: known, and not about the work.
 */
export type Role = string;

/** Names of columns as databases and screening tools write them, by role. Compared as `folded` has them. */
const NAMES: readonly [role: Role, names: string][] = [
  ['title', 'title|article title|document title|primary title|paper title|display name'],
  ['author', 'authors|author|author s|author names|creators|creator'],
  ['full-author', 'author full names|author full name s'],
  ['editor', 'editors|editor|book editors'],
  ['translator', 'translators|translator'],
  ['year', 'year|publication year|published year|pubyear|year of publication'],
  ['month', 'month|published month|publication month'],
  ['day', 'day|published day'],
  ['issued', 'date|date published|publication date|published date|pub date|issued|cover date'],
  [
    'container',
    'source title|publication title|journal|journal book|journal title|journal name|book title|secondary title|' +
      'container|container title|publication|publication name|anthology title',
  ],
  ['container-short', 'abbreviated source title|journal abbreviation|journal iso abbreviation|container short'],
  ['volume', 'volume|vol'],
  ['issue', 'issue|issue number'],
  ['start-page', 'page start|start page|startpage|beginning page'],
  ['end-page', 'page end|end page|endpage|ending page'],
  ['article-number', 'art no|article number|article no'],
  ['page', 'pages|page|page range|pagination'],
  ['page-count', 'num pages|number of pages'],
  ['doi', 'doi|dois'],
  ['url', 'url|urls|link|articleurl|article url|external url'],
  ['abstract', 'abstract|abstract note'],
  ['keyword', 'author keywords|keywords|keyword|index keywords|keywords plus|mesh terms|ieee terms|automatic tags'],
  ['tag', 'manual tags|tags|tag'],
  ['publisher', 'publisher|publisher name'],
  ['place', 'place|publisher location|publisher city|place of publication'],
  ['issn', 'issn|issns|eissn|e issn|electronic issn|print issn'],
  ['isbn', 'isbn|isbns|eisbn'],
  ['pmid', 'pmid|pubmed id'],
  ['pmcid', 'pmcid|pmc id'],
  ['language', 'language|language of original document'],
  ['type', 'document type|item type|publication type|type|type of work|entry type|reference type'],
  ['edition', 'edition'],
  ['series', 'series|series title|book series title|book series'],
  ['series-number', 'series number'],
  ['short-title', 'short title'],
  ['volumes', 'number of volumes'],
  ['number', 'number|report number'],
  ['event', 'conference name|conference title|meeting name|conference|event'],
  ['event-place', 'conference location|event place'],
  ['event-date', 'conference date|event date'],
  ['note', 'note|extra'],
  ['annote', 'notes|annotation'],
  ['accessed', 'access date|date accessed|accessed'],
  ['call-number', 'call number'],
  ['archive', 'archive'],
  ['archive-location', 'archive location|loc in archive'],
  ['database', 'library catalog|database'],
  ['license', 'rights|license'],
  ['key', 'citation key|citekey|bibtex key|key'],
  ['status', 'included|include|inclusion|label|label included|asreview label|exported label|final included'],
  // Reference lists of databases are no field of the work.
  ['ignored', 'references'],
  ['attachment', 'file attachments|attachments|attachment'],
];

const ROLES = new Map(NAMES.flatMap(([role, names]) => names.split('|').map((name): [string, Role] => [name, role])));

/** Tags of Web of Science's tab-delimited export ("Web of Science Core Collection Field Tags"). */
const WEB_OF_SCIENCE: ReadonlyMap<string, Role> = new Map(
  Object.entries({
    PT: 'publication-kind',
    AU: 'author',
    AF: 'full-author',
    BE: 'editor',
    TI: 'title',
    SO: 'container',
    SE: 'series',
    LA: 'language',
    DT: 'type',
    CT: 'event',
    CY: 'event-date',
    CL: 'event-place',
    DE: 'keyword',
    ID: 'keyword',
    AB: 'abstract',
    PU: 'publisher',
    PI: 'place',
    SN: 'issn',
    EI: 'issn',
    BN: 'isbn',
    JI: 'container-short',
    PD: 'date-in-year',
    PY: 'year',
    VL: 'volume',
    IS: 'issue',
    BP: 'start-page',
    EP: 'end-page',
    AR: 'article-number',
    DI: 'doi',
    PM: 'pmid',
  }),
);

/** What the names of one program mean where they mean something else than elsewhere. */
const PROGRAMS: readonly { isOf: (names: ReadonlySet<string>) => boolean; roles: Readonly<Record<string, Role>> }[] = [
  {
    // Zotero: its key is no citation key, and its type is that of a thesis or report.
    isOf: (names) => names.has('item type') && names.has('publication title'),
    roles: { key: 'ignored', type: 'genre', 'book author': 'container-author', 'cast member': 'performer', scriptwriter: 'script-writer', 'series editor': 'collection-editor', 'reviewed author': 'reviewed-author', contributor: 'contributor', composer: 'composer', interviewer: 'interviewer', producer: 'producer', recipient: 'recipient', guest: 'guest', 'series text': 'ignored', medium: 'medium', scale: 'scale', version: 'version', 'running time': 'dimensions', 'artwork size': 'dimensions', section: 'law-section', court: 'authority', 'issuing authority': 'authority', references: 'references' },
  }, // biome-ignore format: a table reads better filled
  {
    isOf: (names) => names.has('eid') && names.has('source title'),
    roles: { source: 'database', 'page count': 'ignored' },
  },
  { isOf: (names) => names.has('gsrank') || names.has('querydate'), roles: { source: 'container' } },
  { isOf: (names) => names.has('covidence'), roles: { 'accession number': 'ignored' } },
  { isOf: (names) => names.has('key') && names.has('journal') && names.has('pages'), roles: { location: 'place' } },
];

const folded = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** How Lectern's own tables begin. */
const OWN = ['key', 'type', 'title'];

/** Whether a table was written by Lectern: its names are fields, its cells in the words of `lectern edit`. */
export const isOwn = (names: readonly string[]): boolean => OWN.every((name, at) => names[at] === name);

/** Whether the names are the two-letter tags of Web of Science, whose cells know no quotation marks. */
export const isWebOfScience = (names: readonly string[]): boolean =>
  ['PT', 'AU', 'TI', 'SO', 'PY'].every((tag) => names.includes(tag));

/** What each column says; undefined for one that no work is described by, or that is not known. */
export function rolesOf(names: readonly string[]): (Role | undefined)[] {
  if (isWebOfScience(names)) return names.map((name) => WEB_OF_SCIENCE.get(name));
  if (isOwn(names)) return names.map((name) => (fieldByName(name)?.name === name ? name : undefined));
  const set = new Set(names.map(folded));
  const special = new Map(PROGRAMS.filter(({ isOf }) => isOf(set)).flatMap(({ roles }) => Object.entries(roles)));
  return names.map((name) => {
    const role = special.get(folded(name)) ?? ROLES.get(folded(name)) ?? roleOfField(name);
    return role === 'ignored' ? undefined : role;
  });
}

/** A column may be called as the field is, or as its CSL variable: "container-title". */
function roleOfField(name: string): Role | undefined {
  const field = fieldByName(name);
  const isMeant = field?.variable !== undefined && (field.name === name.toLowerCase() || field.variable === name);
  return isMeant ? field.name : undefined;
}

/** How sure it is that these names describe works: 0 where they name no title, or nothing beside it. */
export function knownColumns(names: readonly string[]): number {
  const roles = new Set(rolesOf(names));
  if (!roles.has('title')) return 0;
  const beside = ['author', 'full-author', 'year', 'issued', 'doi', 'abstract', 'container', 'pmid', 'url', 'key'];
  return beside.some((role) => roles.has(role)) ? roles.size : 0;
}
