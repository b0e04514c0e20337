import { names, text } from '../csl.ts';
import { shortName } from '../names.ts';
import type { CslItem } from '../study.ts';
import { firstPage, plainText } from './same-value.ts';

/** CSL 1.0.2 item types that are parts of another work, whose DOI they often carry. */
const PARTS = new Set(['chapter', 'paper-conference', 'entry', 'entry-dictionary', 'entry-encyclopedia']);

/**
 * Whether two items of one DOI are different works all the same: chapters that carry the DOI of their book, papers with
 * that of their proceedings, abstracts with that of their supplement. What one of them does not say tells nothing.
 */
export function areDifferentWorks(one: CslItem, other: CslItem): boolean {
  const titles = isTitleOther(text(one, 'title'), text(other, 'title'));
  const pages = isOther(firstPage(one), firstPage(other));
  if (!PARTS.has(one.type) && !PARTS.has(other.type)) return titles && pages;
  // Papers have pages of their own in some databases, those of the proceedings in others.
  if (!titles) return pages && one.type !== 'paper-conference' && other.type !== 'paper-conference';
  return !(firstPage(one) !== undefined && !pages && firstAuthor(one) === firstAuthor(other));
}

/** Whether two titles differ in more than case, punctuation and a subtitle that only one of them has. */
function isTitleOther(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || plainText(one) === plainText(other)) return false;
  return plainText(mainTitle(one)) !== plainText(other) && plainText(one) !== plainText(mainTitle(other));
}

function mainTitle(title: string): string {
  const end = title.search(/[:.?!;([]|\s[-–—]\s|—/);
  return end > 0 ? title.slice(0, end) : title;
}

function isOther(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function firstAuthor(item: CslItem): string {
  const [first] = [names(item, 'author'), names(item, 'editor')].find((list) => list.length > 0) ?? [];
  return first ? plainText(shortName(first)) : '';
}
