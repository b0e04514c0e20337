import type { CslItem, Study } from '../domain/study.ts';
import { furtherLinks } from '../formats/attached/links.ts';
import { studyToCslJson } from '../formats/csl-json/csl-json.ts';
import type { Library } from '../store/open-library.ts';
import { readStudy } from '../store/studies.ts';

/** A study as --json prints it: the item of the CSL-JSON export, Lectern's own data under `custom.lectern`. */
export function studyData(library: Library, id: number): CslItem | undefined {
  const study = readStudy(library, id);
  return study && (studyToCslJson(study) as CslItem);
}

/** Addresses on the web beside the URL and the DOI of a study, as "open --what url --number 2" counts them after the URL. */
export const linksOf = (study: Study): string[] => furtherLinks(study);
