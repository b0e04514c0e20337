import type { CountedSearch } from '../domain/saved-search.ts';
import type { Study } from '../domain/study.ts';
import type { TagUse } from '../domain/tag.ts';
import type { Step } from '../store/journal.ts';
import type { PassageRow } from '../store/passages.ts';
import type { StudyRow } from '../store/studies.ts';

export type { Step as HistoryStep } from '../store/journal.ts';
export type { PassageRow } from '../store/passages.ts';
export type { StudyRow } from '../store/studies.ts';

/** What an outcome shows; each front end knows how to draw each kind. */
export type View =
  | { kind: 'studies'; rows: readonly StudyRow[]; total: number }
  /** `links` are addresses beside the URL and the DOI. */
  | { kind: 'study'; study: Study; reference: string; links: readonly string[] }
  | { kind: 'steps'; steps: readonly Step[] }
  | { kind: 'codebook'; tags: readonly TagUse[] }
  | { kind: 'passages'; passages: readonly PassageRow[] }
  | { kind: 'searches'; searches: readonly CountedSearch[] }
  /** Cells as they are stored; a number is right where it stands in a column of its own. */
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }
  /** `bytes` is the text in another encoding than UTF-8, for a reader that is no terminal. */
  | { kind: 'text'; text: string; bytes?: Uint8Array };
