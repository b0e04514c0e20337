import { insert, type LineState } from './line-editor.ts';

/** The field with all its text replaced; one undo brings the old text back. */
export function insertText(line: LineState, text: string): LineState {
  const emptied: LineState = { ...line, text: '', cursor: 0 };
  const next = text === '' ? emptied : insert(emptied, text);
  return { ...next, past: [...line.past, { text: line.text, cursor: line.cursor }] };
}
