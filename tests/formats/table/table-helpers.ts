import { readFileSync } from 'node:fs';
import type { Study, StudyDraft } from '../../../src/domain/study.ts';
import type { ReadResult } from '../../../src/formats/format.ts';
import { detectFormat, formatByName } from '../../../src/formats/formats.ts';

export async function readTable(text: string, columns?: string): Promise<ReadResult> {
  return formatByName('csv')!.read!(text, { source: 'list.csv', ...(columns === undefined ? {} : { columns }) });
}

/** A fixture as the import reads it: by what stands in it. */
export async function readFixture(name: string): Promise<ReadResult & { format: string | undefined }> {
  const text = readFileSync(new URL(`../../fixtures/table/${name}`, import.meta.url), 'utf8').replace(/^\ufeff/, '');
  const format = detectFormat(text, 'download.bin');
  return { format: format?.name, ...(await format!.read!(text, { source: name })) };
}

/** As the library keeps a draft. */
export const kept = (draft: StudyDraft, key = 'key'): Study => ({
  uid: '0',
  status: 'unscreened',
  ...draft,
  excerpts: [],
  item: { ...draft.item, id: draft.item.id || key },
});

export async function writeTable(studies: Study[], format = 'csv') {
  const { text, diagnostics } = await formatByName(format)!.write!(studies, {});
  return { text, rows: text.replace(/^\ufeff/, '').split('\r\n'), messages: diagnostics.map(({ message }) => message) };
}
