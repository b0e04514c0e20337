import type { Study, StudyDraft } from '../../../src/domain/study.ts';
import { biblatexFormat, bibtexFormat } from '../../../src/formats/bibtex/bibtex.ts';
import type { WriteOptions } from '../../../src/formats/format.ts';

export const read = (text: string) => bibtexFormat.read!(text, { source: 'a.bib' });

/** The one study of a text. */
export async function readOne(text: string): Promise<StudyDraft> {
  const { studies } = await read(text);
  if (studies.length !== 1) throw new Error(`expected one study, got ${studies.length}`);
  return studies[0]!;
}

export function asStudies(drafts: readonly StudyDraft[]): Study[] {
  return drafts.map(({ line: _, ...draft }, at) => ({ uid: `u${at}`, status: 'unscreened', ...draft }) as Study);
}

export function asStudy(item: Record<string, unknown> & { type: string }, tags: string[] = []): Study {
  return { uid: 'u', item: { id: 'key', ...item }, tags, excerpts: [], status: 'unscreened' };
}

export const writeBibtex = async (studies: readonly Study[], options: WriteOptions = {}) =>
  (await bibtexFormat.write!(studies, options)).text;
export const writeBiblatex = async (studies: readonly Study[], options: WriteOptions = {}) =>
  (await biblatexFormat.write!(studies, options)).text;
