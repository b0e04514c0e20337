/**
 * Fields that BibLaTeX's data model knows for an entry type, of those that Lectern writes (biblatex 3.19, blx-dm.def).
 * Those that every type has are not listed.
 */
const FIELDS: Record<string, string> = {
  article: 'author editor translator journaltitle issuetitle series volume number issue pages eid version issn',
  book: 'author editor translator maintitle series volume volumes number part chapter edition pages pagetotal isbn publisher location',
  collection:
    'editor translator maintitle series volume volumes number part chapter edition pages pagetotal isbn publisher location',
  inbook:
    'author editor translator bookauthor booktitle maintitle series volume volumes number part chapter edition pages isbn publisher location',
  incollection:
    'author editor translator booktitle maintitle series volume volumes number part chapter edition pages isbn publisher location',
  inreference:
    'author editor translator booktitle maintitle series volume volumes number part chapter edition pages isbn publisher location',
  inproceedings:
    'author editor booktitle maintitle series volume volumes number part chapter pages isbn publisher organization location eventtitle eventdate venue',
  booklet: 'author editor chapter howpublished location pages pagetotal type',
  dataset: 'author editor edition number organization publisher series type version location',
  manual:
    'author editor chapter edition isbn location number organization pages pagetotal publisher series type version',
  misc: 'author editor howpublished location organization type version',
  software: 'author editor howpublished location organization type version',
  online: 'author editor organization version',
  patent: 'author location number type version',
  periodical: 'editor issn issue issuetitle number series volume',
  report: 'author chapter institution location number pages pagetotal type version',
  thesis: 'author chapter institution location pages pagetotal type',
  unpublished: 'author eventtitle eventdate venue howpublished location type',
};

const EVERYWHERE =
  'title titleaddon shorttitle shortjournal date year month day entrysubtype origdate origtitle origpublisher origlocation pubstate langid library doi eprint eprinttype eprintclass url urldate note annotation keywords abstract';

const SETS = new Map(Object.entries(FIELDS).map(([type, fields]) => [type, new Set(fields.split(' '))]));
const COMMON = new Set(EVERYWHERE.split(' '));

/** Whether biber takes `field` in an entry of this type without a warning. True for entry types that Lectern does not write of itself. */
export function isInDataModel(entryType: string, field: string): boolean {
  const fields = SETS.get(entryType.toLowerCase());
  return fields === undefined || COMMON.has(field) || fields.has(field);
}
