import type { WrittenField } from './written-field.ts';

/** Fields in the order of an entry: who, what, where, when, which, identifiers, words. */
const ORDER = (
  'author editor editortype translator bookauthor title titleaddon shorttitle booktitle journaltitle journal shortjournal maintitle series issuetitle date year month day ' +
  'eventtitle eventdate venue edition volume number issue part chapter pages eid pagetotal volumes version type entrysubtype institution school organization publisher ' +
  'howpublished location address origdate origtitle origpublisher origlocation pubstate language langid library isbn issn doi eprint eprinttype archiveprefix eprintclass primaryclass ' +
  'pmid pmcid url urldate note annotation annote keywords abstract'
).split(' ');
const PLACE = new Map(ORDER.map((name, index) => [name, index]));

/** Fields in the order in which entries are written; those that are not in it come last, as they stand. */
export function inOrder(fields: readonly WrittenField[]): WrittenField[] {
  return fields.toSorted((a, b) => (PLACE.get(a.name) ?? 99) - (PLACE.get(b.name) ?? 99));
}
