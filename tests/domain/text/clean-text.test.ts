import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanBlock, cleanText } from '../../../src/domain/text/clean-text.ts';

test('ordinary text of many scripts is left as it is', () => {
  for (const text of [
    'Online grooming: a review',
    'Müller & Ångström – “naïve” 50 %',
    'Обзор литературы',
    '文献レビュー 한국어',
    'क्षत्रिय',
    'می‌خواهم',
    '👩‍👩‍👧 ❤️ 🇬🇧',
    'שלום עולם',
    'ทบทวนวรรณกรรม',
  ]) {
    expect(cleanText(text)).toBe(text);
    expect(cleanBlock(text)).toBe(text);
  }
});

test.each([
  ['colours', '\x1b[31mred\x1b[0m', 'red'],
  ['cursor movement and clearing', 'a\x1b[2J\x1b[10;10Hb', 'ab'],
  ['a hyperlink', '\x1b]8;;https://example.org\x07link\x1b]8;;\x1b\\', 'link'],
  ['a write to the clipboard', 'x\x1b]52;c;cm0gLXJm\x07y', 'xy'],
  ['the same with C1 introducers', 'x\x9d52;c;cm0gLXJm\x9cy\x9b31mz', 'xyz'],
  [
    'device control, application, privacy and start of strings',
    'a\x1bPq#1\x1b\\b\x1b_x\x1b\\c\x1b^y\x1b\\d\x1bXz\x1b\\e',
    'abcde',
  ],
  ['a reset and a change of character set', 'a\x1bcb\x1b(0c', 'abc'],
  ['a control string without an end', 'a\x1b]0;title', 'a0;title'],
  ['bell, backspace, delete and null', 'a\x07\b\x7f\0b', 'ab'],
  ['bidirectional controls', 'a\u202eb\u2066c\u200fd\u061ce', 'abcde'],
  ['soft hyphens, byte-order marks and zero-width spaces', 'co\u00adop\ufeffer\u200bate', 'cooperate'],
  ['tag characters', `x${String.fromCodePoint(0xe0041, 0xe007f)}y`, 'xy'],
  ['lone surrogates', 'a\ud800b\udc00', 'a\ufffdb\ufffd'],
  ['joiners with nothing to join', '\u200da \u200d b\u200c', 'a  b'],
  ['joiners in a row', 'a\u200d\u200d\u200cb', 'a\u200db'],
])('%s', (_, text, expected) => {
  expect(cleanText(text)).toBe(expected);
});

test('line ends become spaces in a line and "\\n" in a block', () => {
  const text = 'a\r\nb\rc\nd\u2028e\x85f\tg';
  expect(cleanText(text)).toBe('a b c d e f g');
  expect(cleanBlock(text)).toBe('a\nb\nc\nd\ne\nf g');
});

test('a character carries at most eight marks, and none stands alone at the start of a line', () => {
  expect(cleanText(`a${'\u0301'.repeat(50)}b`)).toBe(`a${'\u0301'.repeat(8)}b`);
  expect(cleanBlock('\u0301a\n\u0301b')).toBe('a\nb');
  expect(cleanText(`a${'\u0301\u200d'.repeat(50)}b`).length).toBeLessThanOrEqual(10);
});

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\x1b',
        '\x1b[',
        '\x1b]',
        '\x9b',
        '\x9d',
        '\x9c',
        '\x07',
        '[31m',
        '\\',
        '\ud83d',
        '\u200d',
        '\u0301',
        '\u202e',
        '\r',
        '\n',
        'a',
        ' ',
        '\u00ad',
      ),
    ),
  )
  .map((parts) => parts.join(''));

// Written apart from the function's own expressions.
function forbidden(character: string): boolean {
  const code = character.codePointAt(0) as number;
  const inside = (from: number, to: number) => code >= from && code <= to;
  return (
    inside(0, 0x1f) ||
    inside(0x7f, 0x9f) ||
    code === 0xad ||
    code === 0x61c ||
    code === 0x200b ||
    inside(0x200e, 0x200f) ||
    inside(0x2028, 0x202e) ||
    inside(0x2060, 0x206f) ||
    code === 0xfeff ||
    inside(0xd800, 0xdfff) ||
    inside(0xfff9, 0xfffb) ||
    inside(0xe0000, 0xe007f)
  );
}

test('whatever comes in, nothing that a terminal obeys comes out', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect([...cleanText(text)].filter(forbidden)).toEqual([]);
      expect([...cleanBlock(text)].filter((c) => c !== '\n' && forbidden(c))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('cleaning twice is cleaning once', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(cleanText(cleanText(text))).toBe(cleanText(text));
      expect(cleanBlock(cleanBlock(text))).toBe(cleanBlock(text));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  '\x1b]',
  '\x9d',
  '\x1b[',
  '\x9b0',
  '\x1bP\x1b',
  'a\u0301',
  '\u200d',
  '\u0301\u200d',
  ' \u200c',
  '\u200c\n',
  '\x1b ',
  'é\r',
])('a megabyte of %j takes no longer than its length asks for', (unit) => {
  const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
  cleanBlock(text);
});
