import type { Study, StudyDraft } from '../../../src/domain/study.ts';
import type { ReadResult } from '../../../src/formats/format.ts';
import { risFormat } from '../../../src/formats/ris/ris.ts';

export const readRis = (text: string): Promise<ReadResult> => risFormat.read!(text, { source: 'list.ris' });

export const record = (...lines: string[]): string => `${['TY  - JOUR', ...lines, 'ER  - '].join('\r\n')}\r\n`;

export async function readItem(...lines: string[]) {
  const { studies } = await readRis(record(...lines));
  return studies[0]!.item;
}

/** As the library keeps a draft. */
export const kept = (draft: StudyDraft, key = 'key'): Study => ({
  uid: '0',
  tags: draft.tags,
  excerpts: [],
  status: draft.status ?? 'unscreened',
  ...(draft.attachments && { attachments: draft.attachments }),
  item: { ...draft.item, id: draft.item.id || key },
  ...(draft.residue && { residue: structuredClone(draft.residue) }),
});

export async function writeRis(...studies: Study[]): Promise<string> {
  return (await risFormat.write!(studies, {})).text;
}

export const lines = (text: string): string[] => text.split('\r\n').filter((line) => line !== '');
