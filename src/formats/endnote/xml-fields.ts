import { date } from '../../domain/csl.ts';
import { formatDate } from '../../domain/dates/dates.ts';
import type { CslItem } from '../../domain/study.ts';
import { RIS_VARIABLES, risFields } from '../ris/from-csl.ts';
import type { TagField } from '../ris/record.ts';
import { risTypeOf } from '../ris/types.ts';

/** EndNote's types of work by the RIS type: name and number, as its XML has them. */
const TYPES: Readonly<Record<string, readonly [name: string, number: number]>> = {
  ART: ['Artwork', 2],
  BILL: ['Bill', 4],
  BLOG: ['Blog', 56],
  BOOK: ['Book', 6],
  CASE: ['Case', 7],
  CHAP: ['Book Section', 5],
  CLSWK: ['Classical Work', 49],
  COMP: ['Computer Program', 9],
  CONF: ['Conference Proceedings', 10],
  DATA: ['Dataset', 59],
  DICT: ['Dictionary', 52],
  ELEC: ['Web Page', 12],
  ENCYC: ['Encyclopedia', 53],
  FIGURE: ['Figure', 37],
  HEAR: ['Hearing', 14],
  JOUR: ['Journal Article', 17],
  LEGAL: ['Legal Rule or Regulation', 50],
  MANSCPT: ['Manuscript', 36],
  MAP: ['Map', 20],
  MGZN: ['Magazine Article', 19],
  MPCT: ['Film or Broadcast', 21],
  MUSIC: ['Music', 61],
  NEWS: ['Newspaper Article', 23],
  PAT: ['Patent', 25],
  PCOMM: ['Personal Communication', 26],
  RPRT: ['Report', 27],
  SER: ['Serial', 57],
  STAND: ['Standard', 58],
  STAT: ['Statute', 31],
  THES: ['Thesis', 32],
  UNPB: ['Unpublished Work', 34],
  VIDEO: ['Film or Broadcast', 21],
};
const GENERIC = ['Generic', 13] as const;

/** Where the fields of RIS stand in a record. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  AU: ['contributors/authors/author'],
  A2: ['contributors/secondary-authors/author'],
  A3: ['contributors/tertiary-authors/author'],
  ED: ['contributors/tertiary-authors/author'],
  A4: ['contributors/subsidiary-authors/author'],
  TI: ['titles/title'],
  JF: ['titles/secondary-title', 'periodical/full-title'],
  T2: ['titles/secondary-title'],
  T3: ['titles/tertiary-title'],
  ST: ['titles/short-title'],
  OP: ['titles/translated-title'],
  J2: ['periodical/abbr-1'],
  VL: ['volume'],
  IS: ['number'],
  ET: ['edition'],
  SE: ['section'],
  NV: ['num-vols'],
  KW: ['keywords/keyword'],
  CY: ['pub-location'],
  PB: ['publisher'],
  SN: ['isbn'],
  AN: ['accession-num'],
  CN: ['call-num'],
  AB: ['abstract'],
  N1: ['notes'],
  M3: ['work-type'],
  ID: ['label'],
  UR: ['urls/related-urls/url'],
  C2: ['custom2'],
  C7: ['custom7'],
  DO: ['electronic-resource-num'],
  DB: ['remote-database-name'],
  RN: ['research-notes'],
  LA: ['language'],
  M1: ['misc1'],
  M2: ['misc2'],
};

/** The order of a record as EndNote 20 exports it. */
const ORDER = (
  'database source-app rec-number foreign-keys ref-type contributors auth-address titles periodical pages volume number issue edition section ' +
  'num-vols keywords dates pub-location publisher isbn accession-num call-num abstract notes label work-type urls custom1 custom2 custom3 custom4 ' +
  'custom5 custom6 custom7 custom8 electronic-resource-num remote-database-name remote-database-provider research-notes language access-date misc1 misc2 misc3'
).split(' ');
const PLACE = new Map(ORDER.map((name, at) => [name, at]));

/** The fields of a record, in its order. What RIS has no tag for, and EndNote no element, is left out. */
export function xmlFields(item: CslItem): TagField[] {
  const [name, number] = typeOf(item);
  const fields: TagField[] = [
    ['ref-type@name', name],
    ['ref-type', String(number)],
  ];
  const values = new Map<string, string[]>();
  for (const variable of RIS_VARIABLES) {
    if (variable === 'type' || variable === 'issued' || variable === 'accessed') continue;
    for (const [tag, value] of risFields(item, variable)) values.set(tag, [...(values.get(tag) ?? []), value]);
  }
  const pages = [...(values.get('SP') ?? []), ...(values.get('EP') ?? [])].join('-');
  if (pages !== '') fields.push(['pages', pages]);
  for (const [tag, all] of values) {
    for (const path of PATHS[tag] ?? []) {
      // Each has its element, but for numbers of books and journals, which share one.
      for (const value of tag === 'SN' ? [all.join('\n')] : all) fields.push([path, value]);
    }
  }
  fields.push(...dates(item));
  return inOrder(fields);
}

/** In EndNote's order; fields of one element stay as they were. */
export function inOrder(fields: readonly TagField[]): TagField[] {
  const place = ([path]: TagField) => PLACE.get(path.replace(/[/@].*$/s, '')) ?? ORDER.length;
  return fields.toSorted((a, b) => place(a) - place(b));
}

function typeOf(item: CslItem): readonly [name: string, number: number] {
  const { type } = risTypeOf(item.type);
  return (Object.hasOwn(TYPES, type) ? TYPES[type] : undefined) ?? GENERIC;
}

function dates(item: CslItem): TagField[] {
  const fields: TagField[] = [];
  const issued = date(item, 'issued');
  const whole = issued ? formatDate(issued) : '';
  const year = /^\d{4}(?=-\d\d)/.exec(whole)?.[0];
  if (whole !== '') fields.push(['dates/year', year ?? whole]);
  if (year !== undefined) fields.push(['dates/pub-dates/date', whole]);
  const accessed = date(item, 'accessed');
  if (accessed && formatDate(accessed) !== '') fields.push(['access-date', formatDate(accessed)]);
  // Without a date, readers look here for what a work has instead.
  if (!issued) for (const [, value] of risFields(item, 'status')) fields.push(['dates/year', value]);
  return fields;
}
