import type { CslItem } from '../domain/study.ts';
import { studyToCslJson } from '../formats/csl-json.ts';
import type { Library } from '../store/open-library.ts';
import { readStudy } from '../store/studies.ts';

/** A study as --json prints it: the item of the CSL-JSON export, Lectern's own data under `custom.lectern`. */
export function studyData(library: Library, id: number): CslItem | undefined {
  const study = readStudy(library, id);
  return study && (studyToCslJson(study) as CslItem);
}
