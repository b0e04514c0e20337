import { date, text } from '../../../domain/csl.ts';
import { formatDate, isPlaceholder, parseDate } from '../../../domain/dates/dates.ts';
import { monthNumber } from '../../../domain/dates/month-names.ts';
import type { CslDate, CslItem } from '../../../domain/study.ts';
import { DATE_RULES, type Dialect } from '../model/fields.ts';
import type { WrittenField } from '../model/written-field.ts';
import { braced } from './braces.ts';
import { MONTH_MACROS, readYearAndMonth, writeWords, writeYearAndMonth } from './year-and-month.ts';

const PUBLICATION_STATES = new Set(['inpreparation', 'submitted', 'forthcoming', 'inpress', 'prepublished']);

/** The fields of an entry: as they stand there, and as text; both empty for one that it lacks. */
export interface DateSource {
  raw: (field: string) => string;
  text: (field: string) => string;
}

export interface ReadDate {
  variable: string;
  date: CslDate;
  /** Those that say it. */
  fields: string[];
}

/** The dates of an entry, each variable once. */
export function readDates({ raw, text }: DateSource): ReadDate[] {
  const dates: ReadDate[] = [];
  for (const { field, variable } of DATE_RULES) {
    const date = readEdtf(raw(field), () => text(field));
    const other = variable === 'issued' && date?.['date-parts'] === undefined ? goodYear({ raw, text }) : undefined;
    if (other) dates.push(other);
    else if (date) dates.push({ variable, date, fields: [field] });
  }
  if (dates.some(({ variable }) => variable === 'issued')) return dates;
  if (raw('year') !== '') {
    const { date, uses } = readYearAndMonth(text('year'), text('month'), text('day'));
    dates.push({ variable: 'issued', date, fields: uses });
  } else if (raw('pubstate') !== '') {
    dates.push({ variable: 'issued', date: { literal: text('pubstate') }, fields: ['pubstate'] });
  }
  return dates;
}

/** What `year` says beside a `date` that cannot be read: "Mar 3" is a day of it. Undefined when that is no date either. */
function goodYear({ raw, text }: DateSource): ReadDate | undefined {
  if (raw('year') === '') return undefined;
  const whole = readYearAndMonth(text('year'), text('date'), '');
  if (whole.uses.includes('month') && whole.date['date-parts'])
    return { variable: 'issued', date: whole.date, fields: ['date', 'year'] };
  const { date, uses } = readYearAndMonth(text('year'), text('month'), text('day'));
  return date['date-parts'] ? { variable: 'issued', date, fields: uses } : undefined;
}

/** In a date `~` means circa; anywhere else it is a space. */
function readEdtf(raw: string, decoded: () => string): CslDate | undefined {
  const source = raw.trim();
  const text = /^[\dXY?~%/.T:Z+-]{1,60}$/.test(source) ? source : decoded();
  return text === '' ? undefined : parseDate(text);
}

/** The fields that say the dates of an item. `latex` encodes text. */
export function writeDates(item: CslItem, dialect: Dialect, latex: (text: string) => string): WrittenField[] {
  const issued = date(item, 'issued');
  const fields = issued ? (dialect === 'biblatex' ? dateOf(issued, latex) : yearAndMonthOf(issued, latex)) : [];
  const status = issued || dialect === 'biblatex' ? undefined : text(item, 'status');
  // BibTeX prints "in press" where it stands for the year, and nothing of a `pubstate`.
  if (status !== undefined) fields.push({ name: 'year', value: () => braced(latex(status)), variables: ['status'] });
  for (const { field, variable } of DATE_RULES) {
    const value = variable === 'issued' ? undefined : date(item, variable);
    if (!value) continue;
    const edtf = formatDate(value);
    if (isEdtf(edtf)) fields.push({ name: field, value: () => braced(edtf), variables: [variable] });
    else if (dialect === 'bibtex' && edtf !== '')
      fields.push({ name: field, value: () => braced(latex(edtf)), variables: [variable] });
  }
  return fields;
}

function dateOf(issued: CslDate, latex: (text: string) => string): WrittenField[] {
  const edtf = formatDate(issued);
  if (isEdtf(edtf) && !isPlaceholder(issued))
    return [{ name: 'date', value: () => braced(edtf), variables: ['issued'] }];
  if (PUBLICATION_STATES.has(edtf))
    return [{ name: 'pubstate', value: () => braced(edtf), variables: ['issued', 'status'] }];
  const { year, month } = writeWords(edtf);
  const fields: WrittenField[] =
    year === '' ? [] : [{ name: 'year', value: () => braced(latex(year)), variables: ['issued'] }];
  if (month !== undefined)
    fields.push({ name: 'month', value: () => monthInWords(month, latex), variables: ['issued'] });
  return fields;
}

/** BibLaTeX takes words that begin with a digit or a month for that month, and prints no more of them, unless they begin with braces. */
function monthInWords(words: string, latex: (text: string) => string): string {
  const number = monthNumber(words);
  if (number !== undefined) return MONTH_MACROS[number - 1] ?? '';
  return braced(
    /^\d/.test(words) || monthNumber(/^\p{L}+/u.exec(words)?.[0] ?? '') !== undefined
      ? `{}${latex(words)}`
      : latex(words),
  );
}

function yearAndMonthOf(issued: CslDate, latex: (text: string) => string): WrittenField[] {
  if (formatDate(issued) === '') return [];
  const values = Object.entries(writeYearAndMonth(issued, latex));
  return values.map(([name, value]) => ({ name, value: () => value, variables: ['issued'] }));
}

function isEdtf(value: string): boolean {
  const point = /^(?:-?\d{4}|Y-?\d{5,9})(?:-\d\d(?:-\d\d)?)?~?$/;
  const ends = value.split('/');
  return ends.length <= 2 && ends.every((end) => (end === '..' && ends.length === 2) || point.test(end));
}
