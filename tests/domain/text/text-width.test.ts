import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { cleanBlock, cleanText } from '../../../src/domain/text/clean-text.ts';
import { cut, pad, width, wrap } from '../../../src/domain/text/text-width.ts';

const line = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(' ', '  ', '漢字', 'é', 'e\u0301', '👩‍👧', 'क्ष', 'word', 'ﷺ'),
    ),
  )
  .map((parts) => cleanText(parts.join('')));

test('the quick path reckons every character as wide as string-width does', () => {
  for (let code = 0x20; code < 0x3000; code += 1) {
    const text = cleanText(String.fromCharCode(code));
    if (text !== '') expect([code.toString(16), width(text)]).toEqual([code.toString(16), stringWidth(text)]);
  }
});

test('joined characters have room for all of them, so that no terminal writes over the last', () => {
  for (const [text, columns] of [
    ['नमस्ते', 4],
    ['हिन्दी', 5],
    ['ภาษาไทย', 7],
    ['คำ', 2],
    ['e\u0301', 1],
    ['👍🏽', 4],
    ['👩‍👧', 4],
    ['한국', 4],
  ] as const)
    expect([text, width(text)]).toEqual([text, columns]);
});

test.each([
  ['ำ', 1],
  ['กำ', 2],
  ['น้ำ', 2],
  ['การทำ', 5],
  ['ນຳ', 2],
])('sara am has a column of its own: %s', (text, columns) => expect(width(text)).toBe(columns));

test('what is too long ends in an ellipsis and is never wider than its column', () => {
  expect(cut('Grooming review', 8)).toBe('Groomin…');
  expect(cut('Grooming', 8)).toBe('Grooming');
  expect(cut('漢字漢字', 5)).toBe('漢字…');
  expect(cut('漢字漢字', 4)).toBe('漢…');
  expect(cut('漢字', 4)).toBe('漢字');
  expect(cut('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  expect(cut('anything', 0)).toBe('');
  fc.assert(
    fc.property(line, fc.nat(30), (text, columns) => {
      expect(width(cut(text, columns))).toBeLessThanOrEqual(columns);
    }),
  );
});

test('padded text is exactly as wide as its column', () => {
  expect(pad('漢', 4)).toBe('漢  ');
  fc.assert(
    fc.property(line, fc.nat(30), (text, columns) => {
      expect(width(pad(text, columns))).toBe(columns);
    }),
  );
});

test('text is wrapped at spaces, long words inside, ideographs anywhere', () => {
  expect(wrap('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
  expect(wrap('a\n\nb', 10)).toEqual(['a', '', 'b']);
  expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  expect(wrap('ab 漢字漢字', 5)).toEqual(['ab 漢', '字漢', '字']);
  expect(wrap('  indented text', 11)).toEqual(['  indented', 'text']);
  expect(wrap('', 10)).toEqual(['']);
});

test('wrapping loses nothing but spaces at the breaks, and no row is too wide', () => {
  const block = fc.array(line).map((lines) => cleanBlock(lines.join('\n')));
  fc.assert(
    fc.property(block, fc.integer({ min: 2, max: 30 }), (text, columns) => {
      const rows = wrap(text, columns);
      expect(rows.join('').replaceAll(/[ \n]/g, '')).toBe(text.replaceAll(/[ \n]/g, ''));
      for (const row of rows)
        if ([...new Intl.Segmenter().segment(row)].length > 1) expect(width(row)).toBeLessThanOrEqual(columns);
    }),
  );
});

test('a megabyte without a space is wrapped before the test times out', () => {
  wrap('x'.repeat(1_000_000), 40);
  wrap('x '.repeat(500_000), 40);
});
