import type { Diagnostic } from '../domain/diagnostic.ts';
import type { StudyDraft } from '../domain/study.ts';
import type { ReadContext, ReadResult } from './format.ts';
import { recordResidue, type TagField, type TagRecord } from './ris/record.ts';
import { type RisManner, risToCsl } from './ris/to-csl.ts';

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
  for (const [index, record] of records.entries()) {
    if (index % 500 === 499) await context.onProgress?.(index / records.length);
    const { item, notes } = risToCsl(toRis(record), manner);
    for (const message of notes) all.push({ severity: 'warning', message, line: record.line });
    studies.push({ item, tags: [], excerpts: [], residue: { [format]: recordResidue(record) }, line: record.line });
  }
  return { studies, diagnostics: all.map((diagnostic) => ({ ...diagnostic, source: context.source })) };
}
