import { cleanBlock, cleanText } from '../domain/text/clean-text.ts';
import { graphemes } from '../domain/text/graphemes.ts';
import { pad, width, wrapRows } from '../domain/text/text-width.ts';
import type { LineState } from './line-editor.ts';

export interface LineView {
  /** Exactly as wide as asked for, safe to show. */
  text: string;
  /** Column of the cursor, from 0. */
  column: number;
}

/** The part of a one-line field around the cursor; "…" stands where text goes on. */
export function viewLine(state: Pick<LineState, 'text' | 'cursor'>, columns: number): LineView {
  const before = cleanText(state.text.slice(0, state.cursor));
  const after = cleanText(state.text.slice(state.cursor));
  if (width(before) < columns) return { text: pad(before + after, columns), column: width(before) };
  // The cursor keeps a third of the field ahead of it, as far as there is text.
  const ahead = Math.min(width(after), Math.floor(columns / 3));
  const room = Math.max(0, columns - 2 - ahead);
  const shown = tail(before, room);
  const head = columns > 1 ? `…${shown}` : '';
  return { text: pad(head + after, columns), column: width(head) };
}

/** The end of `text` that fits in `columns`. */
function tail(text: string, columns: number): string {
  let used = 0;
  let start = text.length;
  // A column takes few units, and marks are capped.
  const from = Math.max(0, text.length - columns * 16 - 16);
  for (const { segment, index } of [...graphemes(text.slice(from))].reverse()) {
    used += width(segment);
    if (used > columns) break;
    start = from + index;
  }
  return text.slice(start);
}

export interface BlockView {
  /** As many as asked for, each exactly as wide as asked for, safe to show. */
  rows: string[];
  /** Of the cursor, from 0, within `rows`. */
  row: number;
  column: number;
  /** Rows above and below those shown. */
  above: number;
  below: number;
}

/** The rows of a many-line field around the cursor, wrapped. */
export function viewBlock(state: Pick<LineState, 'text' | 'cursor'>, columns: number, height: number): BlockView {
  const before = cleanBlock(state.text.slice(0, state.cursor));
  const text = before + cleanBlock(state.text.slice(state.cursor));
  const rows = wrapRows(text, Math.max(1, columns - 1)); // the cursor may stand behind a full row
  const at = Math.max(
    0,
    rows.findLastIndex(({ start }) => start <= before.length),
  );
  const top = Math.max(0, Math.min(at - Math.floor(height / 2), rows.length - height));
  const shown = rows.slice(top, top + height).map(({ start, end }) => pad(text.slice(start, end), columns));
  while (shown.length < height) shown.push(' '.repeat(Math.max(0, columns)));
  const column = width(text.slice(rows[at]?.start ?? 0, before.length));
  return {
    rows: shown,
    row: at - top,
    column: Math.min(column, Math.max(0, columns - 1)),
    above: top,
    below: Math.max(0, rows.length - top - height),
  };
}
