import { graphemes } from '../../domain/text/graphemes.ts';
import { width } from '../../domain/text/text-width.ts';
import type { LineState } from '../line-editor.ts';
import { viewLine } from '../line-view.ts';
import type { Span } from '../theme.ts';

/** Text with the cell at `column` as the cursor. */
export function withCursor(text: string, column: number): Span[] {
  let used = 0;
  for (const { segment, index } of graphemes(text)) {
    if (used >= column) return [[text.slice(0, index)], [segment, 'cursor'], [text.slice(index + segment.length)]];
    used += width(segment);
  }
  return [[text], [' ', 'cursor']];
}

/** A one-line field, exactly `columns` wide. */
export function fieldSpans(line: Pick<LineState, 'text' | 'cursor'>, columns: number): Span[] {
  const view = viewLine(line, Math.max(1, columns));
  return withCursor(view.text, view.column);
}
