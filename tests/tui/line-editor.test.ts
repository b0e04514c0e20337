import fc from 'fast-check';
import { expect, test } from 'vitest';
import { width } from '../../src/domain/text/text-width.ts';
import { type Key, KeyReader } from '../../src/tui/input.ts';
import { edit, insert, type LineState, lineState } from '../../src/tui/line-editor.ts';
import { viewBlock, viewLine } from '../../src/tui/line-view.ts';

const HOME = '\x01';
const UNDO = '\x1f';

function keys(text: string): Key[] {
  const all: Key[] = [];
  new KeyReader((batch) => all.push(...batch)).push(text);
  return all;
}

/** The field after keys, with "|" at the cursor. */
function typed(start: LineState, sequence: string): string {
  return shown(keys(sequence).reduce(edit, start));
}

function shown({ text, cursor }: LineState): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

test.each([
  ['typing goes in at the cursor', `bc${HOME}a`, 'a|bc'],
  ['Backspace takes a whole character', 'ae\u0301👩‍👧\x7f\x7f', 'a|'],
  ['Delete takes the character after', `abc${HOME}\x1b[3~`, '|bc'],
  ['Left and Right step over whole characters', 'a👩‍👧b\x1b[D\x1b[D', 'a|👩‍👧b'],
  ['Home and End', 'abc\x1b[Hx\x1b[Fy', 'xabcy|'],
  ['Alt-b and Alt-f move by words', 'one two-three\x1bb\x1bb\x1bf', 'one two|-three'],
  ['Ctrl-W takes the word before, up to a space', 'one two-three\x17', 'one |'],
  ['Alt-Backspace takes the word before, up to any other sign', 'one two-three\x1b\x7f', 'one two-|'],
  ['Ctrl-U takes all before', 'one two\x1bb\x15', '|two'],
  ['Ctrl-K takes all after', 'one two\x1bb\x0b', 'one |'],
  ['a paste of lines becomes one line', '\x1b[200~ one\n  two\t3\x1b[31m \x1b[201~', 'one two 3[31m|'],
  ['undo takes back a run of typing', `one two\x17x${UNDO}`, 'one |'],
  ['undo takes back step after step', `one two\x17x${UNDO}${UNDO}`, 'one two|'],
  ['undo past the beginning stays', `a${UNDO}${UNDO}`, '|'],
])('%s', (_, sequence, expected) => {
  expect(typed(lineState(), sequence)).toBe(expected);
});

test('keys without a meaning here give back the very same field', () => {
  const state = lineState('text');
  for (const sequence of ['\r', '\x1b[A', '\x1bz', '\x1bOP', '\x1b[F'])
    expect(keys(sequence).reduce(edit, state)).toBe(state);
});

test('a field of many lines takes Enter and moves between lines', () => {
  const start = lineState('', { multiline: true });
  expect(typed(start, 'long line\rab\rthird\x1b[A\x1b[A')).toBe('lo|ng line\nab\nthird');
  expect(typed(start, 'one\rtwo\x01\x7f')).toBe('one|two');
  expect(typed(start, 'one\rtwo\x1b[A\x0b')).toBe('one|two');
  expect(typed(start, '\x1b[200~a\r\nb\x1b[201~')).toBe('a\nb|');
  expect(typed(start, 'a\rb\x1b[B')).toBe('a\nb|');
});

test('a completion is undone on its own', () => {
  const state = insert(keys('gr').reduce(edit, lineState()), 'ooming');
  expect(typed(state, UNDO)).toBe('gr|');
});

test('the cursor never stands inside a character, whatever is pressed', () => {
  const piece = fc.constantFrom(
    'a',
    ' ',
    'é',
    '漢',
    '👩‍👧',
    '𝒳',
    '\r',
    '\x7f',
    '\x17',
    '\x0b',
    '\x15',
    UNDO,
    '\x1bb',
    '\x1bf',
    '\x1bd',
    '\x1b[A',
    '\x1b[B',
    '\x1b[C',
    '\x1b[D',
    '\x1b[3~',
  );
  fc.assert(
    fc.property(fc.array(piece), fc.boolean(), (pieces, multiline) => {
      const state = pieces.flatMap(keys).reduce(edit, lineState('', { multiline }));
      expect(state.cursor).toBeGreaterThanOrEqual(0);
      expect(state.cursor).toBeLessThanOrEqual(state.text.length);
      expect(state.text.slice(0, state.cursor).isWellFormed()).toBe(true);
    }),
  );
});

test('the view of a line shows the cursor and is exactly as wide as its field', () => {
  expect(viewLine(lineState('short'), 10)).toEqual({ text: 'short     ', column: 5 });
  expect(viewLine(lineState('a long text that scrolls'), 10)).toEqual({ text: '… scrolls ', column: 9 });
  const { text, column } = viewLine({ text: 'abc\x1b[31m漢\x1b[0m', cursor: 3 }, 8);
  expect({ text, column }).toEqual({ text: 'abc漢   ', column: 3 });
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), fc.integer({ min: 1, max: 30 }), (value, at, columns) => {
      const view = viewLine({ text: value, cursor: at % (value.length + 1) }, columns);
      expect(width(view.text)).toBe(columns);
      expect(view.column).toBeGreaterThanOrEqual(0);
      expect(view.column).toBeLessThan(columns);
    }),
  );
});

test('the view of a block follows the cursor and tells what is above and below', () => {
  const text = 'one\ntwo\nthree\nfour\nfive';
  expect(viewBlock({ text, cursor: text.indexOf('three') + 2 }, 8, 3)).toEqual({
    rows: ['two     ', 'three   ', 'four    '],
    row: 1,
    column: 2,
    above: 1,
    below: 1,
  });
  expect(viewBlock({ text: '', cursor: 0 }, 4, 2)).toEqual({
    rows: ['    ', '    '],
    row: 0,
    column: 0,
    above: 0,
    below: 0,
  });
});
