import { date, names, text } from '../domain/csl.ts';
import { yearOf } from '../domain/dates/dates.ts';
import { normalDoi } from '../domain/doi.ts';
import { shortName } from '../domain/names.ts';
import type { CslItem } from '../domain/study.ts';
import { foldForSearch } from '../domain/text/search-text.ts';
import type { Row } from './rows.ts';

/** Columns of `study` that lists, sorting and duplicate checks read, made from the CSL item. */
export function studyColumns(item: CslItem): Row {
  const people = [names(item, 'author'), names(item, 'editor')].find((list) => list.length > 0) ?? [];
  const author = people.map(shortName).join(', ');
  const title = text(item, 'title') ?? '';
  const container = text(item, 'container-title') ?? '';
  const issued = date(item, 'issued');
  return {
    key: item.id,
    key_folded: foldKey(item.id),
    type: item.type,
    title,
    title_sort: titleSort(title),
    author,
    author_sort: foldForSearch(author),
    year: (issued && yearOf(issued)) ?? null,
    container,
    container_sort: foldForSearch(container),
    doi: doiColumn(item),
  };
}

/** The columns of the same item under another citation key. */
export function columnsUnderKey(columns: Row, key: string): Row {
  return { ...columns, key, key_folded: foldKey(key) };
}

/** From the first letter or digit on: quotation marks say nothing about the order. A title without either stays. */
function titleSort(title: string): string {
  const folded = foldForSearch(title);
  if (/^[a-z0-9]/.test(folded)) return folded;
  return folded.replace(/^[^\p{L}\p{N}]+(?=[\p{L}\p{N}])/u, '');
}

/** The DOI as duplicate checks compare it. */
export function doiColumn(item: CslItem): string | null {
  return normalDoi(text(item, 'DOI') ?? '') ?? null;
}

/** A citation key as it is found: whatever its case. */
export function foldKey(key: string): string {
  return key.normalize('NFC').toLowerCase();
}

/** The ways to write one citation key. Case tells keys apart, as in biber; the way in which accents are composed does not. */
export function spellingsOf(key: string): [asItIs: string, composed: string, decomposed: string] {
  return [key, key.normalize('NFC'), key.normalize('NFD')];
}
