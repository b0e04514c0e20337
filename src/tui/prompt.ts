import type { LineState } from './line-editor.ts';

/** The line behind ":". */
export interface Prompt {
  line: LineState;
  /** Place in the history, counted from the newest; -1 is the line itself, kept in `draft`. */
  back: number;
  draft: string;
  /** Proposals for the word that stands at `start`; `at` is the one in the line, -1 for none yet. */
  proposals: { start: number; items: readonly string[]; at: number } | undefined;
}
