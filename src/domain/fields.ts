import { nearest } from './text/nearest.ts';

/**
 * What a field holds, which decides how it is searched, edited and shown.
 * `text`, `long-text`: words. `names`: CSL names. `date`: a CSL date. `year`: the year of one. `number`: a CSL number variable,
 * which may hold text ("12a"). `identifier`: compared without hyphens and spaces. `time`: a moment the library noted.
 */
type FieldKind =
  | 'text'
  | 'long-text'
  | 'names'
  | 'date'
  | 'year'
  | 'number'
  | 'identifier'
  | 'type'
  | 'key'
  | 'tag'
  | 'status'
  | 'excerpt'
  | 'section'
  | 'source'
  | 'attachment'
  | 'time';

/** One field of a study. With `variable` it lives in the CSL item under that name; without, the library keeps it. */
export interface Field {
  /** As people and queries write it: "container", "doi". Lower case. */
  name: string;
  label: string;
  kind: FieldKind;
  /** CSL 1.0.2 variable. */
  variable?: string;
  aliases: readonly string[];
  description: string;
}

export interface CslType {
  /** CSL 1.0.2, "Item Types". */
  name: string;
  label: string;
  /** Names of the fields that a form for this type shows first, after those of every type. */
  fields: readonly string[];
}

type Row = [name: string, label: string, kind: FieldKind, variable: string, description: string, aliases?: string];

// In the order in which forms and lists show them. An empty variable: the library keeps the field itself.
const ROWS: readonly Row[] = [
  ['key', 'Citation key', 'key', '', 'What a paper cites the study by', 'id citekey citation-key'],
  ['type', 'Type', 'type', 'type', 'Kind of work: article, book, thesis …', 'kind'],
  ['title', 'Title', 'text', 'title', 'Title of the work', 'ti'],
  ['author', 'Author', 'names', 'author', 'Authors; of a work without authors, its editors', 'authors au by'],
  ['year', 'Year', 'year', '', 'Year of publication', 'y'],
  ['issued', 'Date', 'date', 'issued', 'Date of publication', 'date published'],
  [
    'container',
    'Container',
    'text',
    'container-title',
    'Journal, book or site that holds the work',
    'container-title journal booktitle in-title',
  ],
  ['publisher', 'Publisher', 'text', 'publisher', 'Publisher, university or institution', 'institution school'],
  ['place', 'Place', 'text', 'publisher-place', 'Place of publication', 'publisher-place address'],
  ['volume', 'Volume', 'number', 'volume', 'Volume of the journal or book', 'vol'],
  ['issue', 'Issue', 'number', 'issue', 'Issue of the journal', ''],
  ['page', 'Pages', 'number', 'page', 'Pages in the container, such as 12-14', 'pages pp'],
  ['edition', 'Edition', 'number', 'edition', 'Edition of the book', ''],
  ['number', 'Number', 'number', 'number', 'Number of the report, patent, bill …', ''],
  ['doi', 'DOI', 'identifier', 'DOI', 'Digital object identifier', ''],
  ['url', 'URL', 'text', 'URL', 'Address on the web', 'link'],
  ['isbn', 'ISBN', 'identifier', 'ISBN', 'International standard book number', ''],
  ['issn', 'ISSN', 'identifier', 'ISSN', 'International standard serial number', ''],
  ['pmid', 'PMID', 'identifier', 'PMID', 'PubMed number', 'pubmed'],
  ['pmcid', 'PMCID', 'identifier', 'PMCID', 'PubMed Central number', 'pmc'],
  ['language', 'Language', 'text', 'language', 'Language of the work, such as en or de-AT', 'lang langid'],
  ['genre', 'Genre', 'text', 'genre', 'Doctoral thesis, preprint, technical report …', ''],
  ['abstract', 'Abstract', 'long-text', 'abstract', 'Abstract of the work', 'ab'],
  ['note', 'Note', 'long-text', 'note', 'Remarks on the study', 'notes'],
  ['keyword', 'Keywords', 'text', 'keyword', 'Keywords given by the publisher', 'keywords kw'],
  ['accessed', 'Accessed', 'date', 'accessed', 'When the web page was read', 'urldate'],

  ['editor', 'Editor', 'names', 'editor', 'Editors', 'editors ed'],
  ['translator', 'Translator', 'names', 'translator', 'Translators', 'translators'],
  ['chair', 'Chair', 'names', 'chair', 'Chair of the session or event', ''],
  ['collection-editor', 'Series editor', 'names', 'collection-editor', 'Editor of the series', 'series-editor'],
  ['compiler', 'Compiler', 'names', 'compiler', 'Who compiled the collection', ''],
  ['composer', 'Composer', 'names', 'composer', 'Composer of the music', ''],
  [
    'container-author',
    'Author of container',
    'names',
    'container-author',
    'Author of the book that holds the chapter',
    'bookauthor',
  ],
  ['contributor', 'Contributor', 'names', 'contributor', 'Further contributors', ''],
  ['curator', 'Curator', 'names', 'curator', 'Curator of the exhibition or collection', ''],
  ['director', 'Director', 'names', 'director', 'Director of the film or programme', ''],
  ['editor-translator', 'Editor and translator', 'names', 'editor-translator', 'Editor who also translated', ''],
  ['editorial-director', 'Editorial director', 'names', 'editorial-director', 'Managing editor', ''],
  ['executive-producer', 'Executive producer', 'names', 'executive-producer', 'Executive producer', ''],
  ['guest', 'Guest', 'names', 'guest', 'Guest of the programme', ''],
  ['host', 'Host', 'names', 'host', 'Host of the programme', ''],
  ['illustrator', 'Illustrator', 'names', 'illustrator', 'Illustrator', ''],
  ['interviewer', 'Interviewer', 'names', 'interviewer', 'Who asked the questions', ''],
  ['narrator', 'Narrator', 'names', 'narrator', 'Narrator of the recording', ''],
  ['organizer', 'Organizer', 'names', 'organizer', 'Organizer of the event', 'organiser'],
  ['original-author', 'Original author', 'names', 'original-author', 'Author of the original work', ''],
  ['performer', 'Performer', 'names', 'performer', 'Performer', ''],
  ['producer', 'Producer', 'names', 'producer', 'Producer', ''],
  ['recipient', 'Recipient', 'names', 'recipient', 'Recipient of the letter', ''],
  ['reviewed-author', 'Author of reviewed work', 'names', 'reviewed-author', 'Author of the work under review', ''],
  ['script-writer', 'Script writer', 'names', 'script-writer', 'Script writer', ''],
  ['series-creator', 'Series creator', 'names', 'series-creator', 'Creator of the series', ''],

  ['short-title', 'Short title', 'text', 'title-short', 'Short form of the title', 'title-short shorttitle'],
  [
    'container-short',
    'Short container',
    'text',
    'container-title-short',
    'Abbreviated journal title',
    'container-title-short journal-abbreviation',
  ],
  ['series', 'Series', 'text', 'collection-title', 'Series of books or reports', 'collection-title collection'],
  ['series-number', 'Number in series', 'number', 'collection-number', 'Number within the series', 'collection-number'],
  ['original-title', 'Original title', 'text', 'original-title', 'Title of the original work', 'origtitle'],
  ['original-date', 'Original date', 'date', 'original-date', 'When the original appeared', 'origdate'],
  ['original-publisher', 'Original publisher', 'text', 'original-publisher', 'Publisher of the original work', ''],
  [
    'original-place',
    'Original place',
    'text',
    'original-publisher-place',
    'Where the original appeared',
    'original-publisher-place',
  ],
  ['reviewed-title', 'Reviewed title', 'text', 'reviewed-title', 'Title of the work under review', ''],
  ['reviewed-genre', 'Reviewed genre', 'text', 'reviewed-genre', 'Kind of the work under review', ''],
  ['volume-title', 'Volume title', 'text', 'volume-title', 'Title of the volume', ''],
  ['part-title', 'Part title', 'text', 'part-title', 'Title of the part', ''],
  ['part', 'Part', 'number', 'part-number', 'Number of the part', 'part-number'],
  ['chapter', 'Chapter', 'number', 'chapter-number', 'Number of the chapter', 'chapter-number'],
  ['volumes', 'Number of volumes', 'number', 'number-of-volumes', 'How many volumes the work has', 'number-of-volumes'],
  ['page-count', 'Number of pages', 'number', 'number-of-pages', 'How many pages the work has', 'number-of-pages'],
  ['first-page', 'First page', 'number', 'page-first', 'First page in the container', 'page-first'],
  ['supplement', 'Supplement', 'number', 'supplement-number', 'Number of the supplement', 'supplement-number'],
  ['printing', 'Printing', 'number', 'printing-number', 'Number of the printing', 'printing-number'],
  ['version', 'Version', 'number', 'version', 'Version of the software or data', ''],
  ['medium', 'Medium', 'text', 'medium', 'Print, online, audio, film …', 'howpublished'],
  ['event', 'Event', 'text', 'event-title', 'Conference, hearing or exhibition', 'event-title conference eventtitle'],
  ['event-date', 'Event date', 'date', 'event-date', 'When the event took place', ''],
  ['event-place', 'Event place', 'text', 'event-place', 'Where the event took place', 'venue'],
  ['submitted', 'Submitted', 'date', 'submitted', 'When the work was submitted', ''],
  ['available', 'Available', 'date', 'available-date', 'When the work became available', 'available-date'],
  ['archive', 'Archive', 'text', 'archive', 'Archive that holds the work', ''],
  [
    'archive-collection',
    'Archive collection',
    'text',
    'archive_collection',
    'Collection within the archive',
    'archive_collection',
  ],
  [
    'archive-location',
    'Archive location',
    'text',
    'archive_location',
    'Shelf mark or path within the archive',
    'archive_location',
  ],
  ['archive-place', 'Archive place', 'text', 'archive-place', 'Where the archive is', ''],
  ['call-number', 'Call number', 'text', 'call-number', 'Call number in a library', ''],
  ['database', 'Database', 'text', 'source', 'Database or catalogue that the record came from', 'catalogue'],
  ['authority', 'Authority', 'text', 'authority', 'Court, agency or standards body', 'court'],
  ['jurisdiction', 'Jurisdiction', 'text', 'jurisdiction', 'Where the law applies', ''],
  ['law-section', 'Section of law', 'number', 'section', 'Section of the statute or newspaper', 'statute-section'],
  ['division', 'Division', 'text', 'division', 'Faculty, department or division', 'department'],
  ['references', 'References', 'text', 'references', 'Related cases and legislative history', ''],
  ['publication-status', 'Publication status', 'text', 'status', 'Forthcoming, in press, advance online …', 'pubstate'],
  ['dimensions', 'Dimensions', 'text', 'dimensions', 'Size of the object or length of the recording', ''],
  ['scale', 'Scale', 'text', 'scale', 'Scale of the map', ''],
  ['license', 'License', 'text', 'license', 'License of the work', 'licence'],
  ['annote', 'Annotation', 'long-text', 'annote', 'Short description for an annotated bibliography', 'annotation'],
  ['citation-label', 'Citation label', 'text', 'citation-label', 'Label that the source gave the item', ''],
  ['year-suffix', 'Year suffix', 'text', 'year-suffix', 'Letter after the year, as in 2010a', ''],

  ['tag', 'Tags', 'tag', '', 'Codes of the codebook; a parent finds its children', 'tags code'],
  ['status', 'Screening', 'status', '', 'Unscreened, included, maybe or excluded', 'screening'],
  ['excerpt', 'Excerpts', 'excerpt', '', 'Passages quoted from the study', 'excerpts quote'],
  ['section', 'Section', 'section', '', 'Section that an excerpt stands in: Methods, Results …', ''],
  ['source', 'Source', 'source', '', 'Page that presented the study', 'from'],
  ['attachment', 'Attachments', 'attachment', '', 'Files of the study', 'attachments file pdf'],
  ['added', 'Added', 'time', '', 'When the study came into the library', 'created'],
  ['changed', 'Changed', 'time', '', 'When the study was last changed', 'modified'],
];

/** Every field of a study, once, in the order of forms and lists. */
export const FIELDS: readonly Field[] = ROWS.map(([name, label, kind, variable, description, aliases]) => ({
  name,
  label,
  kind,
  ...(variable === '' ? {} : { variable }),
  aliases: aliases ? aliases.split(' ') : [],
  description,
}));

const EVERY_TYPE = ['type', 'title', 'author', 'issued'];
const AFTER_TYPE = ['doi', 'url', 'accessed', 'language', 'abstract', 'keyword', 'note'];

const JOURNAL = 'container volume issue page issn pmid pmcid container-short';
const BOOK = 'editor publisher place edition volume volumes series series-number page-count isbn translator';
const CHAPTER =
  'container editor publisher place page volume edition chapter series series-number isbn container-author';
const BROADCAST = 'director producer container publisher place number medium dimensions host guest';
const LAW = 'container authority jurisdiction number volume page law-section references';
const WEB = 'container publisher genre';

type TypeRow = [name: string, label: string, fields: string];
const TYPE_ROWS: readonly TypeRow[] = [
  ['article-journal', 'Journal article', JOURNAL],
  ['book', 'Book', BOOK],
  ['chapter', 'Chapter', CHAPTER],
  [
    'paper-conference',
    'Conference paper',
    'container editor event event-place event-date publisher place page volume series isbn',
  ],
  ['thesis', 'Thesis', 'publisher place genre page-count archive division'],
  ['report', 'Report', 'number genre publisher place series series-number page isbn'],
  ['webpage', 'Web page', WEB],
  ['article', 'Article or preprint', 'publisher number genre archive version publication-status'],
  ['article-magazine', 'Magazine article', 'container volume issue page issn'],
  ['article-newspaper', 'Newspaper article', 'container place edition page law-section issn'],
  ['bill', 'Bill', LAW],
  ['broadcast', 'Broadcast', BROADCAST],
  ['classic', 'Classical work', 'publisher place volume edition editor translator original-date'],
  ['collection', 'Collection', 'editor compiler archive archive-location publisher place'],
  ['dataset', 'Data set', 'publisher version medium genre number archive'],
  ['document', 'Document', 'publisher place number genre medium archive'],
  ['entry', 'Entry', CHAPTER],
  ['entry-dictionary', 'Dictionary entry', CHAPTER],
  ['entry-encyclopedia', 'Encyclopedia entry', CHAPTER],
  ['event', 'Event', 'event event-date event-place organizer publisher'],
  ['figure', 'Figure', 'container publisher medium dimensions'],
  ['graphic', 'Graphic', 'medium dimensions archive archive-location archive-place'],
  ['hearing', 'Hearing', 'event authority jurisdiction chair number publisher place page event-place event-date'],
  ['interview', 'Interview', 'interviewer container medium publisher place'],
  ['legal_case', 'Legal case', `${LAW} publication-status`],
  ['legislation', 'Legislation', LAW],
  ['manuscript', 'Manuscript', 'genre archive archive-collection archive-location archive-place page-count'],
  ['map', 'Map', 'genre scale publisher place edition series isbn'],
  ['motion_picture', 'Film', `script-writer ${BROADCAST}`],
  ['musical_score', 'Musical score', 'composer publisher place genre volume number'],
  ['pamphlet', 'Pamphlet', 'publisher place page-count archive'],
  ['patent', 'Patent', 'number authority jurisdiction submitted publication-status'],
  ['performance', 'Performance', 'performer director composer event event-date event-place medium'],
  ['periodical', 'Periodical', 'editor publisher place volume issue issn'],
  ['personal_communication', 'Personal communication', 'recipient genre medium'],
  ['post', 'Post', WEB],
  ['post-weblog', 'Blog post', WEB],
  ['regulation', 'Regulation', LAW],
  ['review', 'Review', `reviewed-title reviewed-author reviewed-genre ${JOURNAL}`],
  ['review-book', 'Book review', `reviewed-title reviewed-author ${JOURNAL}`],
  ['software', 'Software', 'version publisher place medium license'],
  ['song', 'Recording', 'composer performer container publisher place medium volume number'],
  ['speech', 'Speech', 'event event-place event-date genre medium chair'],
  ['standard', 'Standard', 'number authority publisher place version publication-status'],
  ['treaty', 'Treaty', 'container volume page number references'],
];

/** The item types of CSL 1.0.2, those that reviews use most first. */
export const CSL_TYPES: readonly CslType[] = TYPE_ROWS.map(([name, label, fields]) => ({
  name,
  label,
  fields: fields.split(' '),
}));

const byName = new Map<string, Field>();
for (const f of FIELDS) for (const alias of f.aliases) byName.set(alias, f);
for (const f of FIELDS)
  if (f.variable && !byName.has(f.variable.toLowerCase())) byName.set(f.variable.toLowerCase(), f);
for (const f of FIELDS) byName.set(f.name, f);
const typeByName = new Map(CSL_TYPES.map((t) => [t.name, t]));
const byVariable = new Map(FIELDS.flatMap((f) => (f.variable ? [[f.variable, f] as const] : [])));

/** The field of this name, alias or CSL variable, whatever its case: "journal" → container. A field's own name goes first. */
export function fieldByName(name: string): Field | undefined {
  return byName.get(name.toLowerCase());
}

/** The first field whose name begins so, or else the first that has such an alias: "abst" → abstract. None for "". */
export function fieldThatBegins(beginning: string): Field | undefined {
  if (beginning === '') return undefined;
  const lower = beginning.toLowerCase();
  return (
    FIELDS.find((f) => f.name.startsWith(lower)) ??
    FIELDS.find((f) => f.aliases.some((alias) => alias.startsWith(lower)))
  );
}

/** The field that holds this CSL variable: "container-title" → container. */
export function fieldOfVariable(variable: string): Field | undefined {
  return byVariable.get(variable);
}

/** "Journal article" for `article-journal`; a type that CSL does not know stays as it is. */
export function typeLabel(type: string): string {
  return typeByName.get(type)?.label ?? type;
}

/** The fields of the item in the order of a form: those of every type, of this type, those often filled, then the rest. */
export function fieldsForType(type: string): Field[] {
  const names = [...EVERY_TYPE, ...(typeByName.get(type)?.fields ?? []), ...AFTER_TYPE];
  const first = [...new Set(names)].map((name) => byName.get(name)!);
  const rest = FIELDS.filter((f) => f.variable !== undefined && !first.includes(f));
  return [...first, ...rest];
}

/** The field that begins so or the name nearest to a wrong one, if any is near enough: "abs" → "abstract", "auther" → "author". */
export function nearestField(wrong: string): string | undefined {
  const begun = wrong.length > 2 ? fieldThatBegins(wrong)?.name : undefined;
  // A field's own name before those it may be called by.
  return begun ?? nearest(wrong.toLowerCase(), [...FIELDS.map(({ name }) => name), ...byName.keys()]);
}
