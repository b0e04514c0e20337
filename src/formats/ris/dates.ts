import { readDatabaseDate } from '../../domain/dates/database-dates.ts';
import { formatDate } from '../../domain/dates/dates.ts';
import type { CslDate } from '../../domain/study.ts';
import { oneLine, unwrapped } from '../../domain/text/one-line.ts';

/** `2019/10/12/`, `2019///Spring`, and whatever else `readDatabaseDate` reads; undefined otherwise. */
export function readDate(value: string): CslDate | undefined {
  const text = unwrapped(value);
  const slashed = /^(\d{4})(?:\/(\d{0,2})(?:\/(\d{0,2})(?:\/(.{0,80}))?)?)?$/.exec(text);
  const [, year, month = '', day = '', other] = slashed ?? [];
  if (year === undefined || (other === undefined && (Number(month) > 12 || Number(day) > 31)))
    return readDatabaseDate(text);
  return slashedDate(Number(year), Number(month), Number(day), other ?? '');
}

function slashedDate(year: number, month: number, day: number, other: string): CslDate {
  const words = other.trim();
  const whole = words === '' ? undefined : (readDatabaseDate(words) ?? readDatabaseDate(`${words} ${year}`));
  // "Other information" that is a date says more than the numbers, unless it is of another year.
  if (whole?.['date-parts']?.some(([own]) => Number(own) === year) && (month === 0 || /[~/]|-2[1-4]$/.test(words)))
    return whole;
  const parts = [year];
  if (month >= 1 && month <= 12) parts.push(month);
  if (parts.length === 2 && day >= 1 && day <= 31) parts.push(day);
  return { 'date-parts': [parts] };
}

/** `2019/10/12/`; what RIS has no place for goes into its "other information" as EDTF, where `readDate` finds it. */
export function writeDate(date: CslDate): string {
  const parts = date['date-parts'];
  const edtf = formatDate(date);
  if (!parts) return oneLine(edtf);
  const [year = '', month = '', day = ''] = (parts[0] ?? []).map((part) => String(part));
  if (!/^\d{4}$/.test(year)) return edtf;
  const odd = parts.length > 1 || date.circa || date.season !== undefined || Number(month) > 12;
  const pad = (part: string) => (part === '' ? '' : part.padStart(2, '0'));
  return odd ? `${year}///${edtf}` : `${year}/${pad(month)}/${pad(day)}/`;
}
