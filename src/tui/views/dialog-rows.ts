import { cleanText } from '../../domain/text/clean-text.ts';
import { cut, firstFitting, width } from '../../domain/text/text-width.ts';
import type { Span } from '../theme.ts';

/** One row of a dialog. */
export interface Row {
  spans: readonly Span[];
  selected?: boolean;
}

/** The title row; of several texts, the first that fits. */
export function title(columns: number, ...texts: readonly string[]): Row {
  const label = ` ▸ ${cut(firstFitting(texts.map(cleanText), columns - 4), columns - 4)} `;
  return {
    spans: [
      [label, 'heading'],
      ['─'.repeat(Math.max(0, columns - width(label))), 'quiet'],
    ],
  };
}
