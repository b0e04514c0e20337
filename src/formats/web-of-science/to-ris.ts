import type { TagField, TagRecord } from '../ris/record.ts';
import { bodyName } from '../tagged/as-ris.ts';

/** Field tags of the Web of Science Core Collection ("Web of Science Core Collection Field Tags", Clarivate) in the words of RIS. */
const TAGS: { readonly [tag: string]: string } = {
  TI: 'TI',
  LA: 'LA',
  AB: 'AB',
  SN: 'SN',
  EI: 'SN',
  BN: 'SN',
  VL: 'VL',
  IS: 'IS',
  SU: 'csl:supplement',
  PN: 'csl:part',
  AR: 'C7',
  DI: 'DO',
  PM: 'PMID',
  UT: 'AN',
  PU: 'PB',
  PI: 'CY',
  CT: 'csl:event-title',
  CL: 'csl:event-place',
};

/** Names, one a line. Those in full before the short ones. */
const NAMES: readonly (readonly [full: string, short: string, as: string])[] = [
  ['AF', 'AU', 'AU'],
  ['BF', 'BA', 'csl:container-author'],
  ['BE', 'ED', 'ED'],
];
/** Names of bodies, one a line. */
const BODIES: { readonly [tag: string]: string } = { CA: 'AU', GP: 'csl:container-author' };

/** The fields of a record of the Web of Science in the words of RIS. */
export function toRis({ fields }: TagRecord): TagField[] {
  const first = (tag: string) => fields.find(([own, value]) => own === tag && value !== '')?.[1];
  const [title, container] = [first('TI'), first('SO')].map((text) => inOneLine(text ?? '').toLowerCase());
  const isPart = title !== '' && container !== '' && title !== container;
  const type = typeOf(first('PT') ?? '', first('DT') ?? '', isPart);
  const whole = type === 'BOOK' || type === 'EDBOOK';
  const ris: TagField[] = [['TY', type]];
  for (const [tag, value] of fields) {
    if (value === '') continue;
    const names = NAMES.find(([full, short]) => tag === full || (tag === short && first(full) === undefined));
    if (names) {
      const as = whole && names[2].startsWith('csl:') ? 'AU' : names[2] === 'ED' && !whole ? 'A2' : names[2];
      for (const name of lines(value)) if (!/^\[anonymous\]$/i.test(name)) ris.push([as, name]);
    } else if (Object.hasOwn(BODIES, tag)) {
      for (const body of lines(value)) ris.push([whole ? 'AU' : (BODIES[tag] ?? ''), bodyName(body)]);
    } else if (tag === 'SO') ris.push([whole ? 'TI' : type === 'JOUR' ? 'JF' : 'T2', inOneLine(value)]);
    else if (tag === 'J9' || tag === 'JI') ris.push(...(tag === 'J9' && first('JI') ? [] : shortTitle(type, value)));
    else if (tag === 'SE') ris.push([whole ? 'T2' : 'T3', inOneLine(value)]);
    else if (tag === 'DE' || tag === 'ID') {
      for (const word of inOneLine(value).split('; ')) ris.push(['KW', word]);
    } else if (tag === 'BP' || tag === 'EP') ris.push([tag === 'BP' ? 'SP' : 'EP', inOneLine(value)]);
    else if (tag === 'PY') ris.push(['PY', value]);
    else if (tag === 'PD') ris.push(...publicationDate(inOneLine(value), first('PY')));
    else if (tag === 'EA' && first('PY') === undefined) ris.push(['PY', inOneLine(value)]);
    else if (tag === 'CY') ris.push(['csl:event-date', meetingDate(inOneLine(value))]);
    else if (tag === 'PG' && whole) ris.push(['csl:number-of-pages', value]);
    else if (tag === 'D2' && first('DI') === undefined) ris.push(['DO', value]);
    else if (Object.hasOwn(TAGS, tag)) ris.push([TAGS[tag] ?? '', tag === 'AB' ? value : inOneLine(value)]);
  }
  return ris;
}

const lines = (value: string): string[] =>
  value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
const inOneLine = (value: string): string => lines(value).join(' ');

const shortTitle = (type: string, value: string): TagField[] => (type === 'JOUR' ? [['J2', inOneLine(value)]] : []);

/** @param isPart whether the work has another title than what it stands in */
function typeOf(publication: string, document: string, isPart: boolean): string {
  const is = (pattern: RegExp) => pattern.test(document);
  if (publication === 'P') return 'PAT';
  if (publication === 'J') return is(/^data set$/i) ? 'DATA' : 'JOUR';
  if (is(/chapter/i)) return 'CHAP';
  if (publication === 'C' || is(/proceedings paper|meeting/i)) return 'CONF';
  if (publication === 'B') return is(/^book$/i) || (document === '' && !isPart) ? 'BOOK' : 'CHAP';
  return publication === 'S' ? 'CHAP' : is(/^data set$/i) ? 'DATA' : 'GEN';
}

const SEASONS: { readonly [word: string]: string } = {
  SPR: 'Spring',
  SUM: 'Summer',
  FAL: 'Autumn',
  FALL: 'Autumn',
  WIN: 'Winter',
};

/** "MAR", "MAR 15", "JAN-FEB" and "SPR" of the year that stands in "PY". */
function publicationDate(value: string, year: string | undefined): TagField[] {
  if (year === undefined || !/^\d{4}$/.test(year.trim())) return [];
  const season = Object.hasOwn(SEASONS, value.toUpperCase()) ? SEASONS[value.toUpperCase()] : undefined;
  return [['DA', season ? `${season} ${year.trim()}` : `${year.trim()} ${value}`]];
}

/** "MAY 12-14, 2010" as its month and year, "MAY 12, 2010" as its day. */
function meetingDate(value: string): string {
  const days = /^([A-Z]{3,9}) (\d{1,2})-\d{1,2}, (\d{4})$/i.exec(value);
  return days ? `${days[1]} ${days[2]}, ${days[3]}` : value;
}
