import type { Diagnostic } from '../domain/diagnostic.ts';
import type { Residue, StudyDraft } from '../domain/study.ts';
import { inDataFolder } from './attached/written-paths.ts';
import type { ReadContext, ReadResult } from './format.ts';
import { NameDoubts } from './names/name-doubts.ts';
import { recordResidue, type TagField, type TagRecord } from './ris/record.ts';
import { type Reading, type RisManner, risToCsl } from './ris/to-csl.ts';

/** Fields of a read-only format in the words of RIS, whose mapping to CSL they share; empty for what stays residue only. */
export type ToRis = (record: TagRecord) => TagField[];

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
  const nameDoubts = new NameDoubts();
  for (const [index, record] of records.entries()) {
    if (index % 500 === 499) await context.onProgress?.(index / records.length);
    const reading = risToCsl(toRis(record), manner);
    nameDoubts.add(reading.doubts, record.line);
    for (const message of reading.notes) all.push({ severity: 'warning', message, line: record.line });
    const library = record.fields.find(([name]) => name === 'database@name')?.[1] ?? context.source;
    studies.push(draftOf(reading, { [format]: recordResidue(record) }, record.line, library));
  }
  all.push(...nameDoubts.diagnostics());
  return { studies, diagnostics: all.map((diagnostic) => ({ ...diagnostic, source: context.source })) };
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
