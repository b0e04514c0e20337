/** Types, fields and creators of Zotero in the words of CSL. Zotero's schema (github.com/zotero/zotero-schema), "csl" and "itemTypes". */

const words = (list: string): readonly string[] => list.split(' ');

const TYPES: { readonly [csl: string]: readonly string[] } = {
  article: ['preprint'],
  'article-journal': ['journalArticle'],
  'article-magazine': ['magazineArticle'],
  'article-newspaper': ['newspaperArticle'],
  bill: ['bill'],
  book: ['book'],
  broadcast: words('podcast tvBroadcast radioBroadcast'),
  chapter: ['bookSection'],
  dataset: ['dataset'],
  document: ['document'],
  'entry-dictionary': ['dictionaryEntry'],
  'entry-encyclopedia': ['encyclopediaArticle'],
  graphic: ['artwork'],
  hearing: ['hearing'],
  interview: ['interview'],
  legal_case: ['case'],
  legislation: ['statute'],
  manuscript: ['manuscript'],
  map: ['map'],
  motion_picture: words('film videoRecording'),
  'paper-conference': ['conferencePaper'],
  patent: ['patent'],
  personal_communication: words('letter email instantMessage'),
  post: ['forumPost'],
  'post-weblog': ['blogPost'],
  report: ['report'],
  software: ['computerProgram'],
  song: ['audioRecording'],
  speech: ['presentation'],
  standard: ['standard'],
  thesis: ['thesis'],
  webpage: ['webpage'],
};
/** Those of a variable in the order in which they count; fields that a type has in the place of a common one behind it. */
const FIELDS: { readonly [csl: string]: readonly string[] } = {
  title: words('title caseName nameOfAct subject'),
  abstract: ['abstractNote'],
  archive: ['archive'],
  archive_location: ['archiveLocation'],
  authority: words('authority court legislativeBody issuingAuthority organization'),
  'call-number': words('callNumber applicationNumber'),
  'chapter-number': ['session'],
  'collection-number': ['seriesNumber'],
  'collection-title': words('seriesTitle series'),
  'container-title': words(
    'publicationTitle bookTitle proceedingsTitle encyclopediaTitle dictionaryTitle programTitle blogTitle forumTitle websiteTitle reporter code',
  ),
  'container-title-short': ['journalAbbreviation'],
  dimensions: words('artworkSize runningTime'),
  DOI: ['DOI'],
  edition: ['edition'],
  'event-title': words('conferenceName meetingName'),
  genre: words(
    'type thesisType reportType letterType manuscriptType mapType presentationType websiteType postType genre programmingLanguage',
  ),
  ISBN: ['ISBN'],
  ISSN: ['ISSN'],
  issue: words('issue priorityNumbers'),
  language: ['language'],
  medium: words('medium interviewMedium artworkMedium audioRecordingFormat audioFileType videoRecordingFormat system'),
  number: words(
    'number reportNumber billNumber documentNumber patentNumber docketNumber publicLawNumber episodeNumber archiveID identifier',
  ),
  'number-of-pages': ['numPages'],
  'number-of-volumes': ['numberOfVolumes'],
  page: words('pages codePages firstPage'),
  publisher: words('publisher university institution label company studio network distributor repository'),
  'publisher-place': words('place repositoryLocation'),
  PMID: ['PMID'],
  PMCID: ['PMCID'],
  references: words('history references'),
  scale: ['scale'],
  section: words('section committee'),
  source: ['libraryCatalog'],
  status: words('legalStatus status'),
  'title-short': ['shortTitle'],
  URL: ['url'],
  version: words('versionNumber'),
  volume: words('volume codeVolume reporterVolume codeNumber'),
};
const DATES: { readonly [csl: string]: readonly string[] } = {
  issued: words('date dateDecided dateEnacted issueDate'),
  accessed: ['accessDate'],
  submitted: ['filingDate'],
  'original-date': ['originalDate'],
};
/** The first creator of these types is what CSL calls the author. */
const AUTHORS: { readonly [itemType: string]: string } = {
  artwork: 'artist',
  audioRecording: 'performer',
  bill: 'sponsor',
  computerProgram: 'programmer',
  film: 'director',
  hearing: 'contributor',
  interview: 'interviewee',
  map: 'cartographer',
  patent: 'inventor',
  podcast: 'podcaster',
  presentation: 'presenter',
  radioBroadcast: 'director',
  tvBroadcast: 'director',
  videoRecording: 'director',
};
const CREATORS: { readonly [creator: string]: string } = {
  author: 'author',
  bookAuthor: 'container-author',
  castMember: 'performer',
  composer: 'composer',
  contributor: 'contributor',
  director: 'director',
  editor: 'editor',
  guest: 'guest',
  host: 'host',
  interviewer: 'interviewer',
  narrator: 'narrator',
  originalCreator: 'original-author',
  performer: 'performer',
  producer: 'producer',
  recipient: 'recipient',
  reviewedAuthor: 'reviewed-author',
  scriptwriter: 'script-writer',
  seriesEditor: 'collection-editor',
  translator: 'translator',
};

const inverted = (table: { readonly [csl: string]: readonly string[] }): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).flatMap(([csl, own]) => own.map((name): [string, string] => [name, csl])));

const TYPE_OF = inverted(TYPES);

export const TEXT_FIELDS: readonly (readonly [csl: string, fields: readonly string[]])[] = Object.entries(FIELDS);
export const DATE_FIELDS: readonly (readonly [csl: string, fields: readonly string[]])[] = Object.entries(DATES);

/** Members of an item that Zotero keeps for itself, and those that are read apart. */
const OTHERS = words(
  'itemType creators tags attachments notes extra citationKey citekey citationkey key version uri itemID itemKey libraryID dateAdded dateModified select links library meta parentItem linkMode filename path note',
);
const USED: ReadonlySet<string> = new Set([...OTHERS, ...inverted(FIELDS).keys(), ...inverted(DATES).keys()]);

/** The CSL type of an `itemType`; undefined for one that Zotero's schema does not have. */
export const cslTypeOfZotero = (itemType: string): string | undefined => TYPE_OF.get(itemType);

/** The CSL variable of a creator in an item of this type; undefined for a creator that CSL has no name for. */
export function creatorVariable(creator: string, itemType: string): string | undefined {
  if (Object.hasOwn(AUTHORS, itemType) && AUTHORS[itemType] === creator) return 'author';
  return Object.hasOwn(CREATORS, creator) ? CREATORS[creator] : undefined;
}

/** Whether a member of an item goes into a variable, or is of no interest outside Zotero. */
export const isUsedField = (name: string): boolean => USED.has(name);
