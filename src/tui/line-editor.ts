import { graphemes } from '../domain/text/graphemes.ts';
import type { Key } from './input.ts';
import { keyName } from './input.ts';

interface Snapshot {
  readonly text: string;
  readonly cursor: number;
}

/** A text field. `cursor` is a UTF-16 offset that never stands inside a character. */
export interface LineState extends Snapshot {
  readonly multiline: boolean;
  /** What undo goes back to, newest last. */
  readonly past: readonly Snapshot[];
  /** The kind of the last edit: a run of one kind is undone at once. */
  readonly run?: 'type' | 'erase';
}

const UNDO_STEPS = 200;

/** A field with the cursor at the end of `text`. */
export function lineState(text = '', options: { multiline?: boolean } = {}): LineState {
  return { text, cursor: text.length, multiline: options.multiline ?? false, past: [] };
}

/** The field after a key. The very same object comes back when the key has nothing to do here. */
export function edit(state: LineState, key: Key): LineState {
  if (key.paste !== undefined) return paste(state, key.paste);
  if (key.text !== undefined) return insert(state, key.text, 'type');
  const name = keyName(key);
  const move = MOVES[name];
  if (move) return moveTo(state, move(state));
  const erase = ERASES[name];
  if (erase) return eraseTo(state, erase(state));
  if (name === 'enter' || name === 'ctrl-j') return state.multiline ? insert(state, '\n') : state;
  return name === 'ctrl-_' ? undo(state) : state;
}

const MOVES: Record<string, (state: LineState) => number> = {
  left: characterBefore,
  right: characterAfter,
  up: (state) => lineBeside(state, -1),
  down: (state) => lineBeside(state, 1),
  home: lineStart,
  end: lineEnd,
  'ctrl-a': lineStart,
  'ctrl-e': lineEnd,
  'alt-b': wordBefore,
  'alt-f': wordAfter,
  'ctrl-left': wordBefore,
  'ctrl-right': wordAfter,
  'alt-left': wordBefore,
  'alt-right': wordAfter,
  'ctrl-home': () => 0,
  'ctrl-end': ({ text }) => text.length,
};

/** To where each key erases, from the cursor. */
const ERASES: Record<string, (state: LineState) => number> = {
  backspace: characterBefore,
  delete: characterAfter,
  'ctrl-d': characterAfter,
  'ctrl-w': ({ text, cursor }) => text.slice(0, cursor).replace(/\S*\s*$/u, '').length,
  'alt-backspace': wordBefore,
  'alt-d': wordAfter,
  'ctrl-u': (state) => lineStart(state),
  'ctrl-k': (state) => (lineEnd(state) === state.cursor ? characterAfter(state) : lineEnd(state)),
};

/** The field with `text` put in at the cursor; one undo takes it out again. Used for completions. */
export function insert(state: LineState, text: string, run?: 'type'): LineState {
  if (text === '') return state;
  const before = state.text.slice(0, state.cursor) + text;
  return changed(state, before + state.text.slice(state.cursor), before.length, run);
}

/** Pasted text without controls; a field of one line gets its lines joined by spaces. */
function paste(state: LineState, text: string): LineState {
  const plain = text.replaceAll('\t', ' ').replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '');
  return insert(state, state.multiline ? plain : plain.trim().replace(/\s*\n\s*/g, ' '));
}

function eraseTo(state: LineState, offset: number): LineState {
  if (offset === state.cursor) return state;
  const from = Math.min(offset, state.cursor);
  const to = Math.max(offset, state.cursor);
  return changed(state, state.text.slice(0, from) + state.text.slice(to), from, 'erase');
}

function changed(state: LineState, text: string, cursor: number, run?: 'type' | 'erase'): LineState {
  const { past, multiline } = state;
  const goesOn = run !== undefined && run === state.run;
  const steps = goesOn ? past : [...past.slice(1 - UNDO_STEPS), { text: state.text, cursor: state.cursor }];
  return { text, cursor, multiline, past: steps, ...(run && { run }) };
}

function moveTo(state: LineState, cursor: number): LineState {
  if (cursor === state.cursor) return state;
  const { text, multiline, past } = state;
  return { text, cursor, multiline, past };
}

function undo(state: LineState): LineState {
  const last = state.past.at(-1);
  return last ? { ...last, multiline: state.multiline, past: state.past.slice(0, -1) } : state;
}

// A character reaches no further than this many units from the cursor, so that a key costs the same in a long text.
const REACH = 256;

function characterBefore({ text, cursor }: Snapshot): number {
  const from = Math.max(0, cursor - REACH);
  let start = cursor;
  for (const { index } of graphemes(text.slice(from, cursor))) start = from + index;
  return start;
}

function characterAfter({ text, cursor }: Snapshot): number {
  for (const { segment } of graphemes(text.slice(cursor, cursor + REACH))) return cursor + segment.length;
  return cursor;
}

function wordBefore({ text, cursor }: Snapshot): number {
  let at = cursor;
  while (at > 0 && !isWord(text, at - 1)) at -= 1;
  while (at > 0 && isWord(text, at - 1)) at -= 1;
  return at;
}

function wordAfter({ text, cursor }: Snapshot): number {
  let at = cursor;
  while (at < text.length && !isWord(text, at)) at += 1;
  while (at < text.length && isWord(text, at)) at += 1;
  return at;
}

/** Letters, digits and marks; both halves of characters beyond the basic plane, so that no offset falls between them. */
function isWord(text: string, index: number): boolean {
  return /[\p{L}\p{N}\p{M}\ud800-\udfff\u200c\u200d]/u.test(text.charAt(index));
}

function lineStart({ text, cursor }: Snapshot): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd({ text, cursor }: Snapshot): number {
  const end = text.indexOf('\n', cursor);
  return end < 0 ? text.length : end;
}

/** As many characters into the line above or below; the cursor's own place when there is none. */
function lineBeside(state: LineState, step: -1 | 1): number {
  const { text, cursor } = state;
  const start = lineStart(state);
  const target = step < 0 ? lineStart({ text, cursor: start - 1 }) : lineEnd(state) + 1;
  if ((step < 0 && start === 0) || target > text.length) return cursor;
  const column = [...graphemes(text.slice(start, cursor))].length;
  const line = text.slice(target, lineEnd({ text, cursor: target }));
  const ahead = [...graphemes(line)].slice(0, column);
  return target + ahead.reduce((length, { segment }) => length + segment.length, 0);
}
