import { publicationStatus } from '../../domain/dates/database-dates.ts';
import type { CslDate } from '../../domain/study.ts';
import { unwrapped } from '../../domain/text/one-line.ts';
import type { ClaimedFields } from './claimed-fields.ts';
import { readDate } from './dates.ts';

/** Gives an item the date on which its work appeared: of several that agree on the year, the most exact one. */
export function readIssued(record: ClaimedFields): void {
  const dated = record.unclaimed(['PY', 'Y1', 'DA']);
  const found: { at: number; date: CslDate }[] = [];
  const texts = dated.map((at) => dateText(record, at));
  const years = texts.flatMap((text) => /\d{4}/.exec(text)?.[0] ?? []);
  for (const [index, at] of dated.entries()) {
    const text = texts[index] ?? '';
    // EndNote writes "DA  - Mar 12" beside "PY  - 2017".
    const date = readDate(text) ?? (years[0] && !/\d{4}/.test(text) ? readDate(`${text} ${years[0]}`) : undefined);
    if (date) found.push({ at, date });
  }
  const year = firstYear((found.find(({ at }) => record.fields[at]?.[0] === 'PY') ?? found[0])?.date);
  const same = found.filter(({ date }) => isOfYear(date, year));
  const [best] = same.toSorted((a, b) => precision(b.date) - precision(a.date));
  if (best) {
    record.item.issued = best.date;
    for (const { at } of same) record.claims[at] = 'issued';
  } else if (record.item.status === undefined) {
    record.one('issued', ['PY', 'Y1', 'DA'], (value) => ({ literal: unwrapped(value) }));
  }
}

/** A date without the words that say that it is none yet: "in press" is where the work stands, and no date. */
function dateText(record: ClaimedFields, at: number): string {
  const value = record.value(at);
  const said = publicationStatus(value);
  if (!said) return value;
  record.item.status ??= said.status;
  if (said.rest === '' && said.status === record.item.status) record.claims[at] = 'status';
  return said.rest;
}

const firstYear = (date: CslDate | undefined): string => String(date?.['date-parts']?.[0]?.[0] ?? '');

/** Whether a date begins or ends in a year: "2017" is that of "2016 Dec-2017 Jan". */
const isOfYear = ({ 'date-parts': parts = [] }: CslDate, year: string): boolean =>
  parts.some((part) => String(part[0] ?? '') === year) || (parts.length === 0 && year === '');

const precision = (date: CslDate): number =>
  (date['date-parts'] ?? []).reduce((sum, parts) => sum + parts.length, 0) + (date.season || date.circa ? 1 : 0);
