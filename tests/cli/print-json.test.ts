import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPieces, jsonText } from '../../src/cli/print-json.ts';

test('a list in pieces reads as one text does', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (list) => {
      expect([...jsonPieces(list)].join('')).toBe(`${JSON.stringify(list, null, 2)}\n`);
    }),
  );
});

test('an item is not made before the pieces before it are taken', () => {
  let made = 0;
  const items = function* () {
    for (; made < 100; made += 1) yield 'x'.repeat(100_000);
  };
  const pieces = jsonPieces(items());
  pieces.next();
  pieces.next();
  expect(made).toBeLessThan(3);
});

test('nothing in JSON is obeyed by a terminal, and every reader gets the same text', () => {
  const title = 'a\x1b[31m\x7f\x9b2J\u202eb é';
  const text = jsonText({ title });
  expect(text).not.toMatch(/[\x1b\x7f-\x9f\u202e]/);
  expect(text).toContain('é');
  expect(JSON.parse(text)).toEqual({ title });
});
