import { graphemes } from '../domain/text/graphemes.ts';
import type { LineState } from './line-editor.ts';

type Field = Pick<LineState, 'text' | 'cursor'>;

/** What has changed in a field, in one line: what was typed or erased, or what the cursor is on now; undefined when nothing has. */
export function announceText(before: Field, after: Field): string | undefined {
  if (before.text === after.text) return before.cursor === after.cursor ? undefined : underCursor(before, after);
  if (after.text === '') return 'empty';
  const [longer, shorter, start] =
    after.text.length > before.text.length
      ? [after.text, before.text, before.cursor]
      : [before.text, after.text, after.cursor];
  const part = longer.slice(start, start + longer.length - shorter.length);
  // Anything but a piece put in, or taken out, at the cursor is another text.
  if (part === '' || longer.slice(0, start) + longer.slice(start + part.length) !== shorter) return after.text;
  return longer === after.text ? spoken(part) : `${spoken(part)} erased`;
}

/** The line for a move up or down, the word for one over several characters, else the character. */
function underCursor(before: Field, { text, cursor }: Field): string {
  const [from, to] = [Math.min(before.cursor, cursor), Math.max(before.cursor, cursor)];
  const passed = text.slice(from, to);
  const rest = text.slice(cursor);
  if (passed.includes('\n')) {
    const start = cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
    return text.slice(start).split('\n', 1)[0] || 'empty line';
  }
  if (rest === '') return 'end of the text';
  const [first] = graphemes(rest);
  const isOne = [...graphemes(passed)].length === 1;
  return spoken(isOne ? (first?.segment ?? '') : (/^\s*\S+/.exec(rest)?.[0] ?? rest));
}

/** A character that has no sound by itself has a name. */
function spoken(text: string): string {
  if (text === ' ') return 'space';
  return text === '\n' ? 'new line' : text;
}
