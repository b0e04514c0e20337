import { formatDate, isOnCalendar, isPlaceholder, parseDate } from '../../../domain/dates/dates.ts';
import { monthName, monthNumber } from '../../../domain/dates/month-names.ts';
import type { CslDate } from '../../../domain/study.ts';
import { oneLine } from '../../../domain/text/one-line.ts';

/** One day or month of a year; a lone number may be either. */
interface Place {
  month?: number | undefined;
  day?: number | undefined;
  number?: number | undefined;
}

export const MONTH_MACROS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const SEASONS = ['Spring', 'Summer', 'Autumn', 'Winter'];

/**
 * The date that the fields `year`, `month` and `day` say together, and which of them it holds. A month in words that
 * CSL has no number for stays in the text: "Summer/Fall" and "1999" are the literal "Summer/Fall 1999".
 */
export function readYearAndMonth(year: string, month: string, day: string): { date: CslDate; uses: string[] } {
  // "[1999]" is a year that the work itself does not show.
  const date = /^(?:0+|\[.*\])$/.test(year) ? { literal: year } : parseDate(/^\d{3}$/.test(year) ? `0${year}` : year);
  const years = date['date-parts'];
  const words = month.replace(/[\s.,]+/g, ' ').trim();
  if (words === '' || years?.some((part) => part.length > 1)) return { date, uses: ['year'] };
  if (years) {
    const whole = day === '' ? undefined : placed(date, `${words} ${day}`);
    if (whole) return { date: whole, uses: ['year', 'month', 'day'] };
    const months = placed(date, words);
    if (months) return { date: months, uses: ['year', 'month'] };
    // The month of one year among several is anybody's guess.
    if (years.length > 1) return { date, uses: ['year'] };
  }
  const literal = year === '' ? month : `${month} ${year}`;
  return { date: { literal: oneLine(literal) }, uses: ['year', 'month'] };
}

/** The date with its months, days or season; undefined when the words are none of these. */
function placed(date: CslDate, words: string): CslDate | undefined {
  const years = (date['date-parts'] ?? []).map(([year]) => Number(year));
  const [first = 0, last = first] = years;
  const { season } = parseDate(`${words} 2000`);
  if (season !== undefined) return { ...date, season };
  const ends = words.split(/ ?[-–—/&] ?| (?:and|und|et|y|e|en) /);
  const [from, to = from] = ends.map(placeOf);
  if (!from || !to || ends.length > 2 || (years.length > 1 && ends.length === 1)) return undefined;
  const hasNumbers = from.number !== undefined && to.number !== undefined;
  const start: Place = hasNumbers ? { month: from.number } : { month: to.month, day: from.number, ...from };
  const end: Place = hasNumbers ? { month: to.number } : { month: from.month, day: to.number, ...to };
  if ((start.day === undefined) !== (end.day === undefined)) return undefined;
  const parts = [partsOf(first, start), partsOf(last, end)];
  if (parts.includes(undefined) || (first === last && rank(start) > rank(end))) return undefined;
  const result = { ...date, 'date-parts': (ends.length === 1 ? parts.slice(0, 1) : parts) as number[][] };
  // biber leaves out a date such as 30 February.
  return isOnCalendar(result) ? result : undefined;
}

function placeOf(words: string): Place | undefined {
  const tokens = words
    .split(' ')
    .filter((word) => !/^(?:de|of|the)$/i.test(word))
    .map((word) => word.replace(/^(\d{1,2})(?:st|nd|rd|th|er|º)$/i, '$1'));
  const [first = '', second] = tokens;
  const isNumber = (token: string) => /^\d{1,2}$/.test(token);
  if (second === undefined && isNumber(first)) return { number: Number(first) };
  const isDayFirst = second !== undefined && isNumber(first) && !isNumber(second);
  const [name, day] = isDayFirst ? [second, first] : [first, second];
  const month = monthNumber(name);
  if (month === undefined || tokens.length > 2 || (day !== undefined && !isNumber(day))) return undefined;
  return day === undefined ? { month } : { month, day: Number(day) };
}

function partsOf(year: number, { month, day }: Place): number[] | undefined {
  if (month === undefined || month < 1 || month > 12) return undefined;
  if (day === undefined) return [year, month];
  return day >= 1 && day <= 31 ? [year, month, day] : undefined;
}

const rank = ({ month = 0, day = 0 }: Place) => month * 100 + day;

/** Values as they stand in an entry, a macro without braces. */
export interface YearAndMonth {
  year: string;
  month?: string;
  day?: string;
}

/**
 * Fields from which `readYearAndMonth` makes the same date, in words that BibTeX prints: `ca. 1890`, `44 BC`, `1999--2001`,
 * `jun # "--" # jul`. `latex` encodes text.
 */
export function writeYearAndMonth(date: CslDate, latex: (text: string) => string): YearAndMonth {
  const text = formatDate(date);
  const known = parseDate(text);
  const parts = known['date-parts']?.map((part) => part.map(Number));
  if (!parts || isPlaceholder(date)) {
    const { year, month } = writeWords(text);
    return { year: `{${latex(year)}}`, ...(month === undefined ? {} : { month: `{${latex(month)}}` }) };
  }
  const [from = [], to] = parts;
  const isCirca = Boolean(known.circa);
  if (to) {
    const isOneYear = from[0] === to[0] && from.length > 1 && from.length === to.length;
    const month = known.season === undefined ? {} : { month: `{${SEASONS[Number(known.season) - 1] ?? ''}}` };
    if (!isOneYear) return { year: `{${parts.map((part) => pointInWords(part, isCirca)).join('--')}}`, ...month };
    return { year: `{${pointInWords(from.slice(0, 1), isCirca)}}`, month: monthSpan(from, to) };
  }
  const [, month, day] = from;
  const year = `{${pointInWords(from.slice(0, 1), isCirca)}}`;
  if (known.season !== undefined) return { year, month: `{${SEASONS[Number(known.season) - 1] ?? ''}}` };
  if (month === undefined) return { year };
  const macro = MONTH_MACROS[month - 1] ?? '';
  return day === undefined ? { year, month: macro } : { year, month: macro, day: `{${day}}` };
}

/** "Summer/Fall 1999" parts into a month and a year when these read back as the same. */
export function writeWords(text: string): { year: string; month?: string } {
  const [, month, year] = /^(\S.*) (\d{1,4})$/.exec(text) ?? [];
  if (month !== undefined && year !== undefined && readYearAndMonth(year, month, '').date.literal === text)
    return { year, month };
  return { year: text };
}

/** `jun # "--" # jul`, `dec # "~24--26"`, `jun # "~30--" # jul # "~2"`. */
function monthSpan([, from = 1, first]: number[], [, to = 1, last]: number[]): string {
  const [start, end] = [MONTH_MACROS[from - 1], MONTH_MACROS[to - 1]];
  if (first === undefined) return `${start} # "--" # ${end}`;
  return from === to ? `${start} # "~${first}--${last}"` : `${start} # "~${first}--" # ${end} # "~${last}"`;
}

/** "ca. 12 June 1890", "44 BC"; empty for an open end. */
function pointInWords([year = 0, month, day]: number[], isCirca: boolean): string {
  if (year === 0) return '';
  const inDigits = year > 9999 ? formatDate({ 'date-parts': [[year]] }) : String(Math.abs(year)).padStart(4, '0');
  const inWords = year < 0 ? `${-year} BC` : inDigits;
  const words = [day, month === undefined ? undefined : monthName(month), inWords];
  return [isCirca ? 'ca.' : undefined, ...words].filter((word) => word !== undefined).join(' ');
}
