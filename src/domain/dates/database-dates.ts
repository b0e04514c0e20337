import type { CslDate } from '../study.ts';
import { isWordsForDate, parseDate } from './dates.ts';
import { monthNumber } from './month-names.ts';

/** What one end of a span says. */
interface End {
  year?: number;
  month?: number;
  day?: number;
  /** 1 to 4. */
  season?: number;
  quarter?: number;
}

type Part = 'year' | 'month' | 'day' | 'season' | 'quarter';
type Token = { [part in Part | 'number']?: number };

const SEASONS: readonly [name: string, words: readonly string[]][] = [
  ['Spring', ['spring', 'printemps', 'frühjahr', 'frühling', 'primavera', 'voorjaar', 'wiosna']],
  ['Summer', ['summer', 'été', 'sommer', 'verano', 'estate', 'verão', 'zomer', 'lato']],
  ['Autumn', ['autumn', 'fall', 'automne', 'herbst', 'otoño', 'autunno', 'outono', 'najaar', 'jesień']],
  ['Winter', ['winter', 'hiver', 'invierno', 'inverno', 'zima']],
];
const SEASON_OF = new Map(SEASONS.flatMap(([, words], at) => words.map((word) => [word, at + 1] as const)));
const ORDINALS: readonly (readonly string[])[] = [['1st', 'first'], ['2nd', 'second'], ['3rd', 'third'], ['4th', 'fourth']]; // biome-ignore format: one line
/** What parts the ends of a span, in the languages of databases. */
const TO = /^(?:[-–—‐‑/&+]|to|and|bis|und|et|au|y|e|al|till|t\/m|en|do|i)$/i;
/** Words that stand in a date and say nothing. */
const NOISE =
  /^(?:de|del|of|the|le|den|di|do|undefined|null|epub|online|published|print|issue|ahead|available|g|г|год|года|r|roku|mon|tue|wed|thu|fri|sat|sun|\p{L}+day)$/iu;

/**
 * A date as databases and their filters write it; undefined for what is none. Ranges of days, months, seasons and years
 * ("2016 Dec 28-2017 Jan 3", "Nov/Dec 2016", "Winter 2015-2016", "2015/16"), quarters (their months), parts that are zero
 * ("2016-00-00"), slashes, dots and hyphens in any order, months in words, years of copyright ("c2003", "©2003"), 20160612,
 * "2016年6月12日". Of "05/06/2016" only the year is sure; of "05.06.2016", the day comes first.
 */
export function readDatabaseDate(source: string): CslDate | undefined {
  const text = plain(source);
  if (text === '' || text.length > 80) return undefined;
  const known = parseDate(text);
  if (known['date-parts'] && !runsBackwards(known)) return known;
  return numeric(text) ?? compact(text) ?? span(text);
}

/** What a text says in place of a date about work that is not out yet ("in press"), and what else it says. */
export function publicationStatus(text: string): { status: string; rest: string } | undefined {
  const status = STATUS.exec(text.slice(0, 200))?.[0];
  if (status === undefined || !(isWordsForDate(status) || /press|print|appear/i.test(status))) return undefined;
  return { status, rest: text.replace(status, '').replace(/^[\s,;:()[\]]+|[\s,;:()[\]]+$/g, '') };
}

const STATUS =
  /(?:articles? )?in press|(?:e-?pub |online )?ahead of print|(?:advance )?online (?:first|publication)|advance online publication|forthcoming|to appear|to be published|submitted|accepted|under review|in preparation|im druck|im erscheinen|in vorbereitung|sous presse|à paraître|en prensa|en preparación|in corso di stampa|no prelo/i;

/** Without brackets, years of copyright and times of the day. */
function plain(source: string): string {
  const text = source
    .normalize('NFC')
    .replace(/[[\]()<>{}]/g, ' ')
    .replace(/[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?[AP]M| ?Z|[+-]\d\d:?\d\d)?/i, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
  const copyright = /(?:©|\bcop(?:yright|\.)?|\b[cp](?=\d{4}))[ ]?(?=\d{4}\b)/i;
  const printed = text.replace(/[,;]? ?(?:©|\bcop(?:yright|\.)?|\b[cp](?=\d{4})) ?\d{4}$/i, '');
  return (/\d{4}/.test(printed) ? printed : text.replace(copyright, '')).replace(/^[\s/.,;:-]+|[\s/.,;:]+$/g, '');
}

const isYear = (digits: string): boolean => /^[12]\d{3}$/.test(digits);

/** Numbers between slashes, dots or hyphens. */
function numeric(text: string): CslDate | undefined {
  const cjk = /^(\d{4}) ?[年년] ?(?:(\d{1,2}) ?[月월] ?(?:(\d{1,2}) ?[日일])?)?$/.exec(text);
  if (cjk) return whole(Number(cjk[1]), Number(cjk[2] ?? 0), Number(cjk[3] ?? 0));
  const match = /^(\d{1,4}) ?([/.-]) ?(\d{1,4})(?: ?[/. -] ?(\d{1,4}))?$/.exec(text);
  if (!match) return undefined;
  const [, first = '', mark = '', second = '', third] = match;
  if (third === undefined) return twoNumbers(first, second, mark);
  if (isYear(first) && third.length < 3 && second.length < 3) {
    const [month, day] = Number(second) > 12 ? [third, second] : [second, third];
    return whole(Number(first), Number(month), Number(day));
  }
  if (!isYear(third) || first.length > 2 || second.length > 2) return undefined;
  const [one, two, year] = [first, second, third].map(Number) as [number, number, number];
  if (one === 0 || two === 0) return whole(year, one + two, 0);
  if (one > 12 || mark === '.' || one === two) return whole(year, two, one);
  return two > 12 ? whole(year, one, two) : whole(year, 0, 0);
}

function twoNumbers(first: string, second: string, mark: string): CslDate | undefined {
  if (isYear(first) && isYear(second)) return range([[Number(first)], [Number(second)]]);
  if (isYear(second) && first.length < 3) return whole(Number(second), Number(first), 0);
  if (!isYear(first) || second.length > 2) return undefined;
  const [year, number] = [Number(first), Number(second)];
  if (number <= 12 || (mark === '-' && number >= 21 && number <= 24))
    return number <= 12 ? whole(year, number, 0) : undefined;
  // "2015/16"
  const until = year - (year % 100) + number;
  return until > year && until - year < 10 ? range([[year], [until]]) : undefined;
}

/** 20160612, 201606, 20160600. */
function compact(text: string): CslDate | undefined {
  const match = /^([12]\d{3})(\d\d)(\d\d)?$/.exec(text);
  return match ? whole(Number(match[1]), Number(match[2]), Number(match[3] ?? 0)) : undefined;
}

/** A date of which zero parts are not known; undefined when a part cannot be. */
function whole(year: number, month: number, day: number): CslDate | undefined {
  if (month > 12 || day > 31) return undefined;
  const parts = month === 0 ? [year] : day === 0 ? [year, month] : [year, month, day];
  return { 'date-parts': [parts] };
}

const range = (parts: number[][]): CslDate | undefined => {
  const [from = [], to = []] = parts;
  return rank(from) < rank(to)
    ? { 'date-parts': parts }
    : rank(from) === rank(to)
      ? { 'date-parts': [from] }
      : undefined;
};

function runsBackwards({ 'date-parts': parts = [] }: CslDate): boolean {
  const [from = [], to] = parts.map((part) => part.map(Number));
  return to !== undefined && from[0] !== 0 && to[0] !== 0 && rank(from) > rank(to);
}

const rank = ([year = 0, month = 0, day = 0]: number[]): number => year * 10_000 + month * 100 + day;

/** One date, or two ends of a span, with words in them. */
function span(text: string): CslDate | undefined {
  const ends: End[] = [{}];
  const marks: string[] = [];
  const tokens: { token: Token; end: number }[] = [];
  for (const [word] of text.matchAll(
    /q[1-4]\b|\p{L}[\p{L}\p{M}]*\.?|\d{1,4}(?:st|nd|rd|th|er|º|ª)?\b|t\/m|[-–—‐‑/&+]|[^\s,.;]/giu,
  )) {
    if (TO.test(word) && tokens.length > 0) {
      marks.push(word);
      ends.push({});
    } else if (!NOISE.test(word)) {
      const token = tokenOf(word);
      if (!token) return undefined;
      tokens.push({ token, end: ends.length - 1 });
    }
  }
  if (tokens.length > 8) return undefined;
  // "12-Jun-2016" and "Jun/2016" are one date.
  const isOneEach = tokens.length === ends.length && tokens.length <= 3 && new Set(marks).size <= 1;
  const isOne = isOneEach && tokens.filter(({ token }) => token.month !== undefined).length === 1;
  const isWhole = isOne && tokens.some(({ token }) => token.year !== undefined);
  for (const { token, end } of tokens) if (!take(ends[isWhole ? 0 : end] as End, token)) return undefined;
  const filled = ends.filter((end) => Object.keys(end).length > 0);
  return dateOf(filled);
}

function tokenOf(word: string): Token | undefined {
  const lower = word.toLowerCase().replace(/\.$/, '');
  const quarter = /^q([1-4])$/.exec(lower)?.[1];
  if (quarter !== undefined) return { quarter: Number(quarter) };
  if (isYear(lower)) return { year: Number(lower) };
  const ordinal = ORDINALS.findIndex((words) => words.includes(lower));
  if (/^\d{1,2}(?:st|nd|rd|th|er|º|ª)?$/.test(lower)) return { number: Number.parseInt(lower, 10) };
  if (ordinal >= 0) return { number: ordinal + 1 };
  if (/^(?:quarter|quart|trimestre|trim|quartal|kwartaal)$/.test(lower)) return { quarter: 0 };
  const season = SEASON_OF.get(lower);
  if (season !== undefined) return { season };
  const month = /^\d/.test(lower) ? undefined : monthNumber(lower);
  return month === undefined ? undefined : { month };
}

/** Adds what a word says to an end; false when the end says so already. */
function take(end: End, token: Token): boolean {
  for (const [name, value] of Object.entries(token)) {
    const part = (name === 'number' ? 'day' : name) as Part;
    if (part === 'quarter' && value === 0) {
      // "2nd quarter": the number is no day.
      if (end.day === undefined || end.day > 4 || end.quarter !== undefined) return false;
      end.quarter = end.day;
      delete end.day;
    } else if (end[part] !== undefined) return false;
    else if (part !== 'day' || value !== 0) end[part] = value;
  }
  return true;
}

function dateOf(ends: readonly End[]): CslDate | undefined {
  const [first, last] = [ends[0], ends.at(-1)];
  if (!first || !last) return undefined;
  const all = [...ends];
  if (all.some(({ season }) => season !== undefined)) return seasons(first, last, all);
  if (all.some(({ quarter }) => quarter !== undefined)) return quarters(first, last);
  const year = first.year ?? last.year;
  if (year === undefined) return undefined;
  if (ends.length === 1) return pointOf(first, year);
  return months(first, last);
}

function pointOf({ month, day }: End, year: number): CslDate | undefined {
  return month === undefined && day !== undefined ? undefined : whole(year, month ?? 0, day ?? 0);
}

function months(first: End, last: End): CslDate | undefined {
  // "4-8 Aug 2020" and "Aug 4-8, 2020" have their month at one end.
  const from = { ...first, month: first.month ?? (first.day === undefined ? undefined : last.month) };
  const to = { ...last, month: last.month ?? (last.day === undefined ? undefined : first.month) };
  const years = [from.year ?? to.year ?? 0, to.year ?? from.year ?? 0];
  const runsOver = from.month !== undefined && to.month !== undefined && from.month > to.month;
  // "2016 Dec-Jan" ends in the next year, "Dec-Jan 2017" begins in the one before.
  if (runsOver && from.year === undefined) years[0] = (years[0] ?? 0) - 1;
  else if (runsOver && to.year === undefined) years[1] = (years[1] ?? 0) + 1;
  const parts = [from, to].map(
    ({ month, day }, at) => pointOf({ month, day } as End, years[at] ?? 0)?.['date-parts']?.[0],
  );
  const [start, end] = parts;
  return start && end ? range([start as number[], end as number[]]) : undefined;
}

function seasons(first: End, last: End, ends: readonly End[]): CslDate | undefined {
  if (ends.some(({ month, day, quarter }) => month !== undefined || day !== undefined || quarter !== undefined))
    return undefined;
  const years = [first.year ?? last.year, last.year ?? first.year];
  const [from, to] = years;
  if (from === undefined || to === undefined) return undefined;
  const said = ends.flatMap(({ season }) => season ?? []);
  const [season] = said;
  if (new Set(said).size === 1 && season !== undefined)
    return from === to ? { 'date-parts': [[from]], season } : { 'date-parts': [[from], [to]], season };
  if (said.length !== ends.length) return undefined;
  const names = said.map((one) => SEASONS[one - 1]?.[0]).join('-');
  // CSL has one season a date: several are words, as Zotero writes them.
  return from === to ? { 'date-parts': [[from]], season: names } : range([[from], [to]]);
}

function quarters(first: End, last: End): CslDate | undefined {
  const [from, to] = [first.quarter ?? last.quarter ?? 0, last.quarter ?? first.quarter ?? 0];
  const year = first.year ?? last.year;
  if (year === undefined || from < 1 || to < from) return undefined;
  return range([
    [year, from * 3 - 2],
    [last.year ?? year, to * 3],
  ]);
}
