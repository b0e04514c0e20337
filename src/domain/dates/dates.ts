import type { CslDate } from '../study.ts';
import { oneLine } from '../text/one-line.ts';
import { monthNumber } from './month-names.ts';

const SEASONS = ['spring', 'summer', 'autumn', 'winter'];

interface Point {
  parts: number[];
  /** The last year of an unspecified one: 199X is 1990 to 1999. */
  until?: number;
  season?: number;
  circa?: boolean;
}

/** An open end of a range as citeproc understands it. */
const OPEN: Point = { parts: [0] };

/**
 * A date from EDTF level 1, ISO 8601 or words: `2016-06-12`, `2016/2018`, `2016/..`, `1890~`, `2016-21` (spring),
 * `-0043` (44 BCE), `1996_2004` and `1996_` (ranges), `June 2016`, `12 June 2016`, `circa 1890`, `Spring 2016`, `44 BC`. What is none of these
 * ("forthcoming") becomes the `literal`. Years before 1 are counted as citeproc does: -44 is 44 BCE.
 */
export function parseDate(source: string): CslDate {
  const text = oneLine(source);
  return parseRange(text) ?? { literal: text };
}

/** What stands for a date that is not known, or not yet, with publishers and catalogues. */
const WORDS_FOR_DATES: ReadonlySet<string> = new Set(
  [
    'forthcoming|in press|in preparation|in progress|to appear|to be published|submitted|accepted|under review|present',
    'advance online publication|online first|ahead of print|unpublished|undated|no date|ongoing|n.d.|s.a.|s.d.|o.j.|o.d.',
    'im erscheinen|im druck|in vorbereitung|à paraître|sous presse|en prensa|en preparación|in corso di stampa|no prelo',
  ].flatMap((line) => line.split('|')),
);

/** Whether the text says that there is no date, or none yet: "forthcoming", "In press", "n. d.". */
export function isWordsForDate(text: string): boolean {
  const words = oneLine(text.toLowerCase());
  return WORDS_FOR_DATES.has(words) || WORDS_FOR_DATES.has(words.replace(/\. (?=\p{L}\.)/gu, '.'));
}

/** Whether every day that a date names is one of its month (proleptic Gregorian calendar). */
export function isOnCalendar(date: CslDate): boolean {
  return (date['date-parts'] ?? []).every((part) => {
    const [year = 0, month = 1, day = 1] = part.map(Number);
    const at = new Date(Date.UTC(2000, 0, 1));
    at.setUTCFullYear(year < 0 ? year + 1 : year, month - 1, day);
    return at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  });
}

/** EDTF level 1, `2016-06-12`, `2016/2018`, `1890~`; the text itself of a date that has only text. */
export function formatDate(date: CslDate): string {
  const parts = date['date-parts'];
  if (!Array.isArray(parts) || parts.length === 0) {
    if (typeof date.edtf === 'string') return date.edtf;
    if (typeof date.raw === 'string') return formatParsed(parseDate(date.raw), date.raw);
    const season = seasonOf(date.season);
    if (typeof date.literal === 'string')
      return RANGE_IN_WORDS.test(date.literal) ? formatParsed(parseDate(date.literal), date.literal) : date.literal;
    return season ? (SEASONS[season - 1] ?? '') : '';
  }
  const mark = date.circa && date.circa !== 'false' ? '~' : '';
  const season = seasonOf(date.season);
  // Where a month was not a number, Zotero puts its words here.
  if (season === undefined && date.season && parts.length === 1 && parts[0]?.length === 1)
    return `${date.season} ${formatPoint(parts[0], undefined, mark)}`;
  const points = parts.slice(0, 2).map((part) => formatPoint(part, season, mark));
  if (points.length === 1) return points[0] ?? '';
  return points.map((point) => point || '..').join('/');
}

const RANGE_IN_WORDS = /^-?\d{4}[\d-]{0,6}_[\d-]{0,12}$/;

/** The date that a text such as `1996_2004` says; any other date as it is. */
export function withRange(date: CslDate): CslDate {
  const isRange =
    date['date-parts'] === undefined && typeof date.literal === 'string' && RANGE_IN_WORDS.test(date.literal);
  return isRange ? parseDate(date.literal ?? '') : date;
}

/** Whether the date is the "0000" that people write where a year is wanted, and not the year 1 BCE of EDTF. */
export function isPlaceholder(date: CslDate): boolean {
  return date['date-parts'] === undefined && /^0+$/.test(String(date.literal ?? ''));
}

/** The year that a date stands for in sorting and in citation keys: that of its start, or of its end when the start is open. */
export function yearOf(date: CslDate): number | undefined {
  const parts = Array.isArray(date['date-parts']) ? date['date-parts'] : [];
  for (const part of parts) {
    const year = Array.isArray(part) ? Number(part[0]) : Number.NaN;
    if (Number.isInteger(year) && year !== 0) return year;
  }
  const words = date.edtf ?? date.raw ?? date.literal;
  if (typeof words !== 'string' || isPlaceholder(date)) return undefined;
  const parsed = parseRange(words.trim());
  if (parsed) return yearOf(parsed);
  const year = /(?<!\d)\d{4}(?!\d)/.exec(words)?.[0];
  return year === undefined ? undefined : Number(year);
}

function parseRange(text: string): CslDate | undefined {
  if (text === '') return undefined;
  const one = parsePoint(text);
  if (one) return asDate(one);
  for (const ends of rangeEnds(text)) {
    const from = isOpen(ends[0]) ? OPEN : parsePoint(ends[0]);
    const to = isOpen(ends[1]) ? OPEN : parsePoint(ends[1]);
    if (!from || !to || (from === OPEN && to === OPEN)) continue;
    if (from.season !== to.season) continue;
    // "June - July 2016" has its year at the end only, and means no year 6.
    const date: CslDate = { 'date-parts': [from.parts, to.until === undefined ? to.parts : [to.until]] };
    if (from.season !== undefined) date.season = from.season;
    if (from.circa || to.circa) date.circa = true;
    return date;
  }
  return undefined;
}

/** Ways to cut a text into two ends: EDTF slash, dashes between spaces, a dash between two years. */
function rangeEnds(text: string): [string, string][] {
  const found: [string, string][] = [];
  const slash = text.indexOf('/');
  if (slash >= 0) found.push([text.slice(0, slash), text.slice(slash + 1)]);
  const dash = /^([^–—]{0,40})[–—]([^–—]{0,40})$/.exec(text) ?? /^(.{1,40}?) (?:-{1,3}|to) (.{1,40})$/.exec(text);
  if (dash) found.push([dash[1] ?? '', dash[2] ?? '']);
  const years = /^(\d{4})-{1,2}(\d{4})$/.exec(text);
  if (years) found.push([years[1] ?? '', years[2] ?? '']);
  // As citeproc-js and Zotero write ranges in words.
  const low = /^(-?\d{4}(?:-\d\d){0,2})_(-?\d{4}(?:-\d\d){0,2})?$/.exec(text);
  if (low) found.push([low[1] ?? '', low[2] ?? '']);
  return found;
}

const isOpen = (end: string) => end.trim() === '' || end.trim() === '..';

function asDate(point: Point): CslDate {
  const date: CslDate = { 'date-parts': [point.parts] };
  if (point.until !== undefined) date['date-parts'] = [point.parts, [point.until]];
  if (point.season !== undefined) date.season = point.season;
  if (point.circa) date.circa = true;
  return date;
}

function parsePoint(source: string): Point | undefined {
  const text = source.trim();
  return text.length > 60 ? undefined : (parseEdtf(text) ?? parseWords(text));
}

function parseEdtf(text: string): Point | undefined {
  const match =
    /^(?:(-?\d{4})|Y(-?\d{5,9})|(\d{2}XX|\d{3}X))(?:-(\d{1,2}|XX)(?:-(\d{1,2}|XX))?)?(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?([?~%]?)$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, plain, long, unspecified, monthText, dayText, mark] = match;
  const circa = mark ? { circa: true } : {};
  if (unspecified !== undefined) {
    const from = Number(unspecified.replace(/X/g, '0'));
    return { parts: [from], until: Number(unspecified.replace(/X/g, '9')), ...circa };
  }
  const astronomical = Number(plain ?? long);
  const year = astronomical <= 0 ? astronomical - 1 : astronomical;
  const month = Number(monthText);
  if (monthText === undefined || monthText === 'XX') return { parts: [year], ...circa };
  if (month >= 21 && month <= 28) return { parts: [year], season: ((month - 21) % 4) + 1, ...circa };
  if (month < 1 || month > 12) return undefined;
  const day = Number(dayText);
  if (dayText === undefined || dayText === 'XX') return { parts: [year, month], ...circa };
  return day >= 1 && day <= 31 ? { parts: [year, month, day], ...circa } : undefined;
}

function parseWords(source: string): Point | undefined {
  let text = source;
  // "c2003" is a year of copyright (AACR2, 1.4F6), "c. 2003" and "c 2003" are about 2003.
  if (/^c\d{4}$/.test(text)) return { parts: [Number(text.slice(1))] };
  const circa = /^(?:circa|ca?\.?|about|approx\.?)\s*(?=\d|[A-Za-z]{3,} )/i.exec(text);
  if (circa) text = text.slice(circa[0].length);
  const before = /\s*(?:BCE?|B\.C\.(?:E\.)?)$/.exec(text);
  if (before) text = text.slice(0, before.index);
  const point = wordPoint(text, before !== null || circa !== null);
  if (!point) return undefined;
  if (before) point.parts[0] = -(point.parts[0] ?? 0);
  if (circa) point.circa = true;
  return point;
}

function wordPoint(text: string, yearAlone: boolean): Point | undefined {
  if (yearAlone && /^\d{1,4}$/.test(text)) return { parts: [Number(text)] };
  const words = text
    .replace(/,/g, ' ')
    .replace(/(\d)(?:st|nd|rd|th|er|º)(?!\p{L})/u, '$1')
    .replace(/^(\d{1,2})\. /, '$1 ')
    .replace(/ del? /g, ' ')
    .split(/\s+/)
    .filter(Boolean);
  const year = words.length <= 3 ? Number(words.at(-1)) : Number.NaN;
  if (!Number.isInteger(year) || !/^\d{3,4}$/.test(words.at(-1) ?? '')) return undefined;
  const [first = '', second] = words;
  if (words.length === 2) {
    const season = SEASONS.indexOf(first.toLowerCase().replace(/^fall$/, 'autumn'));
    if (season >= 0) return { parts: [year], season: season + 1 };
    const month = /^\d/.test(first) ? undefined : monthNumber(first);
    return month ? { parts: [year, month] } : undefined;
  }
  if (second === undefined || words.length !== 3) return undefined;
  const dayFirst = /^\d{1,2}$/.test(first);
  const month = monthNumber(dayFirst ? second : first);
  const day = Number(dayFirst ? first : second);
  if (!month || !(day >= 1 && day <= 31) || /^\d/.test(dayFirst ? second : first)) return undefined;
  return { parts: [year, month, day] };
}

function formatPoint(part: (number | string)[] | undefined, season: number | undefined, mark: string): string {
  const [year, month, day] = (Array.isArray(part) ? part : []).map(Number);
  if (!year || !Number.isInteger(year)) return '';
  let text = formatYear(year);
  // BetterBibTeX and pandoc put a season where the month belongs, as 13 to 16 or 21 to 24.
  const seasonMonth = month !== undefined && month > 12 ? ((month - 1) % 4) + 1 : undefined;
  if (seasonMonth !== undefined && month !== undefined && month <= 24) text += `-${20 + seasonMonth}`;
  else if (month && month <= 12) {
    text += `-${pad(month)}`;
    if (day) text += `-${pad(day)}`;
  } else if (season) text += `-${20 + season}`;
  return text + mark;
}

function formatYear(year: number): string {
  const astronomical = year < 0 ? year + 1 : year;
  const digits = String(Math.abs(astronomical)).padStart(4, '0');
  const signed = astronomical < 0 ? `-${digits}` : digits;
  return digits.length > 4 ? `Y${signed}` : signed;
}

function seasonOf(season: CslDate['season']): number | undefined {
  if (season === undefined || season === null) return undefined;
  const number = Number(season);
  if (number >= 1 && number <= 4) return number;
  const index = SEASONS.indexOf(
    String(season)
      .toLowerCase()
      .replace(/^fall$/, 'autumn'),
  );
  return index < 0 ? undefined : index + 1;
}

function formatParsed(date: CslDate, fallback: string): string {
  return date['date-parts'] ? formatDate(date) : fallback;
}

const pad = (value: number) => String(value).padStart(2, '0');
