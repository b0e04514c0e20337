import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { CslItem, Residue, StudyDraft } from '../../domain/study.ts';
import { inDataFolder } from '../attached/written-paths.ts';
import { recordsInBounds } from '../bounds.ts';
import type { ReadContext, ReadResult } from '../format.ts';
import { decodeEntities } from '../html-entities.ts';
import { NameDoubts } from '../names/name-doubts.ts';
import { readNames } from '../names/read-names.ts';
import { readDate } from '../ris/dates.ts';
import { recordResidue, type TagField, type TagRecord } from '../ris/record.ts';
import { type Reading, type RisManner, risToCsl } from '../ris/to-csl.ts';

/**
 * Fields of a read-only format in the words of RIS, whose mapping to CSL they share; none for what stays residue only. What RIS has no
 * tag for is named by its CSL variable instead: `csl:event-title`.
 */
export type ToRis = (record: TagRecord) => TagField[];

const OWN = 'csl:';
const NAMES: ReadonlySet<string> = new Set(['container-author']);
const DATES: ReadonlySet<string> = new Set(['event-date', 'original-date']);

/** Studies from records of a tagged format. The source of each stays with it as residue under the format's name. */
export async function readAsRis(
  format: string,
  records: readonly TagRecord[],
  toRis: ToRis,
  diagnostics: readonly Diagnostic[],
  context: ReadContext,
  manner: RisManner = {},
): Promise<ReadResult> {
  const studies: StudyDraft[] = [];
  const all = [...diagnostics];
  const read = recordsInBounds(records, all);
  const nameDoubts = new NameDoubts();
  for (const [index, record] of read.entries()) {
    if (index % 500 === 499) await context.onProgress?.(index / read.length);
    const fields = toRis(record);
    const reading = risToCsl(fields, manner);
    addOwn(reading.item, fields);
    nameDoubts.add(reading.doubts, record.line);
    for (const message of reading.notes) all.push({ severity: 'warning', message, line: record.line });
    const library = record.fields.find(([name]) => name === 'database@name')?.[1] ?? context.source;
    studies.push(draftOf(reading, { [format]: recordResidue(record) }, record.line, library));
  }
  for (const doubt of nameDoubts.diagnostics()) all.push(doubt);
  all.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { studies, diagnostics: all.map((diagnostic) => ({ ...diagnostic, source: context.source })) };
}

/** A name that is known to be that of a body, as the reader of names takes it whole. */
export const bodyName = (name: string): string => `{${name.replace(/[{}]/g, '')}}`;

/** Puts the variables in that fields name themselves, where RIS gave none. */
function addOwn(item: CslItem, fields: readonly TagField[]): void {
  for (const [tag, source] of fields) {
    if (!tag.startsWith(OWN)) continue;
    const variable = tag.slice(OWN.length);
    const value = decodeEntities(source);
    if (NAMES.has(variable)) {
      const before = item[variable];
      item[variable] = [...(Array.isArray(before) ? before : []), ...readNames(value).names];
    } else item[variable] ??= DATES.has(variable) ? (readDate(value) ?? { literal: value }) : value;
  }
}

/** The study of a record. @param library the name of the file, for the folder that EndNote keeps beside it */
export function draftOf(reading: Reading, residue: Residue, line: number, library: string): StudyDraft {
  const { item, tags, status, files } = reading;
  const attachments = files.map((path) => ({ path: inDataFolder(path, library) }));
  return {
    item,
    tags,
    excerpts: [],
    ...(status === undefined ? {} : { status }),
    ...(attachments.length === 0 ? {} : { attachments }),
    residue,
    line,
  };
}
