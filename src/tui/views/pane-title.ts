import { cut, width } from '../../domain/text/text-width.ts';
import type { Theme } from '../theme.ts';

/** The title row of a pane. The focused one has a mark, not only another colour. */
export function paneTitle(text: string, focused: boolean, columns: number, theme: Theme): string {
  const label = cut(` ${focused ? '▸' : ' '} ${text} `, columns);
  return theme.paint([
    [label, focused ? 'heading' : 'quiet'],
    ['─'.repeat(Math.max(0, columns - width(label))), 'quiet'],
  ]);
}
