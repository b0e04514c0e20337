import type { CalendarDate, Moment } from './query-tree.ts';

/** A comparison as typed: `2010..2020`, `..2020`, `>=2015`, `2015`. Bounds are included; `over` and `under` are not. */
interface Comparison {
  from?: string;
  to?: string;
  over?: string;
  under?: string;
}

/** `2010..2020` → from and to; `>2015` → over; `2015` → from and to alike. Also `2010-2020` when `hyphen` may part two years. */
function readComparison(value: string, hyphen = false): Comparison {
  const dots = value.indexOf('..');
  if (dots >= 0) return bounds(value.slice(0, dots), value.slice(dots + 2));
  if (value.startsWith('>=')) return bounds(value.slice(2), '');
  if (value.startsWith('<=')) return bounds('', value.slice(2));
  if (value.startsWith('>')) return { over: value.slice(1).trim() };
  if (value.startsWith('<')) return { under: value.slice(1).trim() };
  const years = hyphen ? /^(\d{4})[-–—](\d{4})$/.exec(value) : null;
  return years ? bounds(years[1]!, years[2]!) : bounds(value, value);
}

function bounds(from: string, to: string): Comparison {
  return { ...(from.trim() === '' ? {} : { from: from.trim() }), ...(to.trim() === '' ? {} : { to: to.trim() }) };
}

/**
 * What of a year, date or moment at the end of the text is complete, as a value that reads like one: `2010.` → `2010`,
 * `2010..2` and `2010-2` → `2010..`, `tod` → `today`. What can still become right but says nothing yet is "": `..20`, or `7` as a
 * moment. Any other text is its own answer.
 */
export function completePart(text: string, kind: 'year' | 'date' | 'time'): string {
  const value = text.replace(/(?<=\d)[.–—-]$|(?<=^|[.<>=])-$/, '');
  const [, from, to] = /^(.*)\.\.(\d{1,3})$/.exec(value) ?? [];
  // Two short years are meant so: 400..500.
  if (from !== undefined && !(kind !== 'time' && /^\d{1,3}$/.test(from) && Number(from) <= Number(to))) {
    return from === '' ? '' : `${from}..`;
  }
  const [, first, second] = /^(\d{4})[-–—](\d{1,3})$/.exec(value) ?? [];
  const isMonth = kind !== 'year' && second !== undefined && second.length < 3 && Number(second) <= 12;
  // No year that begins so may come before the first: 2015-13 stays wrong.
  if (first !== undefined && !isMonth && second!.padEnd(4, '9') >= first) return `${first}..`;
  // The letters of an era are on their way.
  if (kind !== 'time') return /^[<>]?=?\d{1,5}\s?[abc]$/i.test(value) ? '' : value;
  if (/^[<>]?=?\d{1,3}$/.test(value)) return '';
  return ['today', 'yesterday'].find((word) => value !== '' && word.startsWith(value.toLowerCase())) ?? value;
}

export interface NumberRange {
  low?: number;
  high?: number;
}

/** Years: `2015`, `2010..2020`, `>=2015`, `1990s`; while it is typed, `201` is 2010 to 2019, `=201` the year itself. */
export function readYears(value: string): NumberRange | undefined {
  if (value.startsWith('=')) return rangeOf(readComparison(value.slice(1)), (text) => year(text, false));
  return rangeOf(readComparison(value, true), (text) => year(text, !/[.<>]/.test(value)));
}

/** `50BC` and `50 AD`, and the marks of EDTF for a year that is not certain: `2008~`, `2008?`. */
const ERA = /^~?(-?\d{1,5})\s?(?:(bce?|b\.c\.)|(ce|ad|a\.d\.)|[~?%])?$/i;

function year(text: string, growing: boolean): [number, number] | undefined {
  const decade = /^(\d{3})0s$/.exec(text);
  if (decade) return [Number(decade[1]) * 10, Number(decade[1]) * 10 + 9];
  const [, certain = text, before, after] = ERA.exec(text) ?? [];
  if (!/^-?\d{1,5}$/.test(certain)) return undefined;
  const number = before === undefined ? Number(certain) : -Number(certain);
  if (before !== undefined || after !== undefined) return [number, number];
  if (!growing || !/^[1-9]\d{0,2}$/.test(text)) return [number, number];
  const scale = 10 ** (4 - text.length);
  return [number * scale, (number + 1) * scale - 1];
}

/** Dates as yyyymmdd: `2015-03`, `2015-03..2016`, and years as `readYears`. A date known only by its year counts as its first day. */
export function readDates(value: string): NumberRange | undefined {
  return rangeOf(readComparison(value.replace(/^=/, ''), true), (text) => {
    const years = year(text, !/[.<>=]/.test(value));
    if (years) return [years[0] * 10_000, years[1] * 10_000 + 9999];
    const date = readDay(text);
    if (!date) return undefined;
    const [y, m, d] = date;
    return [y * 10_000 + (m ?? 0) * 100 + (d ?? 0), y * 10_000 + (m ?? 99) * 100 + (d ?? 99)];
  });
}

/** `>10`, `3..5`: a number without either is looked for as a word. */
export function isComparison(value: string): boolean {
  return /^[<>]|\.\./.test(value);
}

/** Numbers: `>10`, `3..5`. */
export function readNumbers(value: string): NumberRange | undefined {
  return rangeOf(readComparison(value), (text) => (/^\d{1,9}$/.test(text) ? [Number(text), Number(text)] : undefined));
}

function rangeOf(
  comparison: Comparison,
  read: (text: string) => [number, number] | undefined,
): NumberRange | undefined {
  const range: NumberRange = {};
  for (const [side, text] of Object.entries(comparison) as [keyof Comparison, string][]) {
    const span = read(text);
    if (!span) return undefined;
    if (side === 'from') range.low = span[0];
    else if (side === 'over') range.low = span[1] + 1;
    else if (side === 'to') range.high = span[1];
    else range.high = span[0] - 1;
  }
  return range.low === undefined && range.high === undefined ? undefined : range;
}

export interface TimeRange {
  from?: Moment;
  before?: Moment;
}

/** Moments: `7d` the last seven days, `>30d` longer ago than thirty, `today`, `yesterday`, `2024-05`, `2024..2025-03`. */
export function readTimes(value: string): TimeRange | undefined {
  const text = value.toLowerCase().replace(/^=/, '');
  if (text === 'today') return { from: { ago: 0, unit: 'd' } };
  if (text === 'yesterday') return { from: { ago: 1, unit: 'd' }, before: { ago: 0, unit: 'd' } };
  const age = /^([<>]?)=?(\d{1,4})([hdwmy])$/.exec(text);
  if (age) {
    const moment: Moment = { ago: Number(age[2]), unit: age[3] as 'h' | 'd' | 'w' | 'm' | 'y' };
    return age[1] === '>' ? { before: moment } : { from: moment };
  }
  const { from, to, over, under } = readComparison(text, true);
  const range: TimeRange = {};
  for (const [side, bound] of Object.entries({ from, to, over, under })) {
    if (bound === undefined) continue;
    const date = readDay(bound);
    if (!date) return undefined;
    if (side === 'from') range.from = { date };
    else if (side === 'over') range.from = { date: dayAfter(date) };
    else range.before = { date: side === 'to' ? dayAfter(date) : date };
  }
  return range.from || range.before ? range : undefined;
}

function readDay(text: string): CalendarDate | undefined {
  const m = /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?[-/]?$/.exec(text);
  if (!m) return undefined;
  const [year, month, day] = [Number(m[1]), m[2] && Number(m[2]), m[3] && Number(m[3])];
  if (!month) return [year];
  if (month > 12) return undefined;
  if (!day) return [year, month];
  return day > 31 ? undefined : [year, month, day];
}

/** The first year, month or day after this one. Months past December and days past the month's end are the next ones. */
function dayAfter([year, month, day]: CalendarDate): CalendarDate {
  if (month === undefined) return [year + 1];
  return day === undefined ? [year, month + 1] : [year, month, day + 1];
}
