import type { Dialect } from '../model/fields.ts';

const THESIS = /^(?:thesis|phdthesis|mastersthesis)$/;
const REPORT = /^(?:report|techreport)$/;
/** Works within others: their `institution` and `school` are the affiliation of the authors. */
const PART =
  /^(?:article|suppperiodical|review|inproceedings|conference|incollection|suppcollection|inbook|suppbook|bookinbook|inreference)$/;

/** Fields that may say who published an entry of this type (lower case); the first that it has does. */
export function publisherFields(entryType: string): readonly string[] {
  if (THESIS.test(entryType)) return ['school', 'institution', 'publisher', 'organization', 'howpublished'];
  if (REPORT.test(entryType)) return ['institution', 'publisher', 'school', 'organization', 'howpublished'];
  if (PART.test(entryType)) return ['publisher', 'organization', 'howpublished'];
  return ['publisher', 'institution', 'school', 'organization', 'howpublished'];
}

/** The field that a publisher is written in: the usual one of the dialect, or else one that is not taken. Undefined when all are. */
export function publisherField(
  entryType: string,
  dialect: Dialect,
  isTaken: (name: string) => boolean,
): string | undefined {
  return [usualField(entryType, dialect), 'publisher', 'organization', 'institution'].find((name) => !isTaken(name));
}

function usualField(entryType: string, dialect: Dialect): string {
  switch (entryType) {
    case 'report':
    case 'techreport':
    case 'thesis':
      return 'institution';
    case 'phdthesis':
    case 'mastersthesis':
      return 'school';
    case 'unpublished':
    case 'booklet':
      return 'howpublished';
    case 'online':
    case 'software':
      return dialect === 'biblatex' ? 'organization' : 'publisher';
    case 'misc':
      return dialect === 'biblatex' ? 'organization' : 'howpublished';
    default:
      return 'publisher';
  }
}
