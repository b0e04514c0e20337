import { date, names, text } from '../csl.ts';
import { formatDate } from '../dates/dates.ts';
import { normalDoi } from '../doi.ts';
import { fieldOfVariable } from '../fields.ts';
import { formatName } from '../names.ts';
import type { CslItem } from '../study.ts';

/** Whether a value of a CSL item says nothing: absent, blank, or a list or object without members. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The letters, digits and signs of a text in lower case, without spaces; the text itself when it has none. */
export function plainText(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/<\/?(?:i|b|sup|sub|sc|span)\b[^<>]{0,200}>/gi, '')
    .toLowerCase()
    .replace(/[\p{P}\p{Z}\p{Cc}\p{Cf}]/gu, '');
  return plain === '' ? text.trim() : plain;
}

/** Whether two items say the same in a variable that both have. */
export function isSameValue(variable: string, one: CslItem, other: CslItem): boolean {
  // Most values of a file that is imported again are the same to the letter; telling so costs little.
  if (isIdentical(one[variable], other[variable])) return true;
  const [here, there] = [one, other].map((item) => comparable(variable, item)) as [string, string];
  return here === there;
}

function isIdentical(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}

/** What people read of a variable: names in one line, dates as EDTF, the rest as text. */
export function shownValue(variable: string, item: CslItem): string {
  const shown = fieldOfVariable(variable)?.kind === 'names' ? namesOf(item, variable) : textOrDate(item, variable);
  return shown || (JSON.stringify(item[variable]) ?? '');
}

const namesOf = (item: CslItem, variable: string) => names(item, variable).map(formatName).join('; ');

function textOrDate(item: CslItem, variable: string): string | undefined {
  const value = date(item, variable);
  return value && fieldOfVariable(variable)?.kind === 'date' ? formatDate(value) : text(item, variable);
}

function comparable(variable: string, item: CslItem): string {
  const shown = shownValue(variable, item);
  switch (variable) {
    case 'DOI':
      return normalDoi(shown) ?? plainText(shown);
    case 'URL':
      return shown.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '');
    case 'PMCID':
      return plainText(shown).replace(/^pmc/, '');
    case 'page':
      return plainText(wholePages(shown).replaceAll(/[-–—]+/g, ' to '));
    default:
      return fieldOfVariable(variable)?.kind === 'date' ? shown : plainText(shown);
  }
}

/** "123-30" is "123-130". */
function wholePages(pages: string): string {
  const range = /^(\d{1,9})\s*[-–—]+\s*(\d{1,9})$/.exec(pages.trim());
  const [, first = '', last = ''] = range ?? [];
  return range && last.length < first.length ? `${first}-${first.slice(0, first.length - last.length)}${last}` : pages;
}

/** The first page as a text that can be compared; undefined where no page is known. */
export function firstPage(item: CslItem): string | undefined {
  const pages = text(item, 'page') ?? text(item, 'page-first');
  return pages === undefined ? undefined : /[\p{L}\p{N}]+/u.exec(pages)?.[0].toLowerCase();
}
