import type { Dialect } from '../model/fields.ts';

const BOOKS = new Set([
  'book',
  'mvbook',
  'collection',
  'mvcollection',
  'proceedings',
  'mvproceedings',
  'reference',
  'mvreference',
]);
const IN_BOOK = new Set([
  'inbook',
  'bookinbook',
  'suppbook',
  'incollection',
  'suppcollection',
  'inproceedings',
  'conference',
  'inreference',
]);

/** The field for what holds a work of this entry type (lower case); undefined where the data model of BibLaTeX has none. */
export function containerField(
  entryType: string,
  dialect: Dialect,
  isTaken: (name: string) => boolean,
): string | undefined {
  const isBiblatex = dialect === 'biblatex';
  if (IN_BOOK.has(entryType)) return 'booktitle';
  if (entryType === 'article') return isBiblatex ? 'journaltitle' : 'journal';
  if (BOOKS.has(entryType)) return 'maintitle';
  if (isBiblatex && entryType === 'online') return isTaken('organization') ? undefined : 'organization';
  if (entryType === 'misc' || (entryType === 'booklet' && !isBiblatex))
    return isTaken('howpublished') ? 'maintitle' : 'howpublished';
  return isBiblatex ? undefined : 'maintitle';
}
