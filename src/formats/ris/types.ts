/** Types of RIS (2001 and 2011 specifications, and what Zotero and EndNote add) and the CSL types they stand for. */
const FROM_RIS: { readonly [type: string]: string } = {
  ABST: 'article-journal',
  ADVS: 'motion_picture',
  AGGR: 'dataset',
  ANCIENT: 'classic',
  ART: 'graphic',
  BILL: 'bill',
  BLOG: 'post-weblog',
  BOOK: 'book',
  CASE: 'legal_case',
  CHAP: 'chapter',
  CHART: 'graphic',
  CLSWK: 'classic',
  COMP: 'software',
  COMPUTER: 'software',
  CONF: 'paper-conference',
  CPAPER: 'paper-conference',
  CTLG: 'book',
  DATA: 'dataset',
  DBASE: 'dataset',
  DICT: 'entry-dictionary',
  DISS: 'thesis',
  EBOOK: 'book',
  ECHAP: 'chapter',
  EDBOOK: 'book',
  EJOUR: 'article-journal',
  EJOU: 'article-journal',
  ELEC: 'webpage',
  ENCYC: 'entry-encyclopedia',
  FIGURE: 'figure',
  GEN: 'document',
  GENERIC: 'document',
  GOVDOC: 'report',
  GRANT: 'document',
  GRNT: 'document',
  HEAR: 'hearing',
  ICOMM: 'personal_communication',
  INPR: 'article-journal',
  INTV: 'interview',
  JFULL: 'periodical',
  JOUR: 'article-journal',
  JOURN: 'article-journal',
  LEGAL: 'regulation',
  MANSCPT: 'manuscript',
  MAP: 'map',
  MGZN: 'article-magazine',
  MPCT: 'motion_picture',
  MULTI: 'motion_picture',
  MUSIC: 'musical_score',
  NEWS: 'article-newspaper',
  PAMP: 'pamphlet',
  PAT: 'patent',
  PCOMM: 'personal_communication',
  PODC: 'broadcast',
  PREPRINT: 'article',
  RPRT: 'report',
  SER: 'periodical',
  SLIDE: 'speech',
  SOUND: 'song',
  STAND: 'standard',
  STAT: 'legislation',
  STD: 'standard',
  STUD: 'report',
  THES: 'thesis',
  UNBILL: 'bill',
  UNPB: 'article',
  UNPD: 'article',
  VIDEO: 'motion_picture',
  WEB: 'webpage',
};

const TO_RIS: { readonly [type: string]: string } = {
  article: 'UNPB',
  'article-journal': 'JOUR',
  'article-magazine': 'MGZN',
  'article-newspaper': 'NEWS',
  bill: 'BILL',
  book: 'BOOK',
  broadcast: 'VIDEO',
  chapter: 'CHAP',
  classic: 'CLSWK',
  dataset: 'DATA',
  document: 'GEN',
  entry: 'ENCYC',
  'entry-dictionary': 'DICT',
  'entry-encyclopedia': 'ENCYC',
  figure: 'FIGURE',
  graphic: 'ART',
  hearing: 'HEAR',
  interview: 'PCOMM',
  legal_case: 'CASE',
  legislation: 'STAT',
  manuscript: 'MANSCPT',
  map: 'MAP',
  motion_picture: 'MPCT',
  musical_score: 'MUSIC',
  pamphlet: 'PAMP',
  'paper-conference': 'CONF',
  patent: 'PAT',
  periodical: 'SER',
  personal_communication: 'PCOMM',
  post: 'ICOMM',
  'post-weblog': 'BLOG',
  regulation: 'LEGAL',
  report: 'RPRT',
  review: 'JOUR',
  'review-book': 'JOUR',
  software: 'COMP',
  song: 'SOUND',
  speech: 'SLIDE',
  standard: 'STAND',
  thesis: 'THES',
  treaty: 'LEGAL',
  webpage: 'ELEC',
};

/** The CSL type of a RIS type; undefined for one that nobody defined. */
export function cslTypeOf(risType: string): string | undefined {
  const type = risType.trim().toUpperCase();
  return Object.hasOwn(FROM_RIS, type) ? FROM_RIS[type] : undefined;
}

/** The nearest RIS type, and whether reading it gives the same CSL type again. */
export function risTypeOf(cslType: string): { type: string; exact: boolean } {
  const type = (Object.hasOwn(TO_RIS, cslType) ? TO_RIS[cslType] : undefined) ?? 'GEN';
  return { type, exact: FROM_RIS[type] === cslType };
}

/** How a type of work uses the title fields of RIS. */
export type Shape = 'article' | 'part' | 'whole' | 'thesis' | 'other';

/** How works of a CSL type use the title fields of RIS. */
export function shapeOf(cslType: string): Shape {
  if (/^(?:article(?:-.*)?|review(?:-book)?)$/.test(cslType)) return 'article';
  if (/^(?:chapter|paper-conference|entry(?:-.*)?)$/.test(cslType)) return 'part';
  if (/^(?:book|report|classic|pamphlet|periodical|standard|map|software|dataset)$/.test(cslType)) return 'whole';
  return cslType === 'thesis' ? 'thesis' : 'other';
}
