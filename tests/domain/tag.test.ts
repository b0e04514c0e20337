import { expect, test } from 'vitest';
import { normalTag, normalTags } from '../../src/domain/tag.ts';

test('a tag is a path without spaces round its parts, in the case it was written in', () => {
  expect(normalTag(' Harm / online  grooming ')).toBe('Harm/online grooming');
  expect(normalTag('/harm//x/')).toBe('harm/x');
  expect(normalTag('a\u001b[31m\tb')).toBe('a [31m b');
});

test('what has no part is no tag', () => {
  for (const text of ['', ' ', '/', ' / / ']) expect(normalTag(text)).toBeUndefined();
});

test('a list of tags has each once, whatever its case, in the first spelling', () => {
  expect(normalTags(['b', 'A', 'a ', 'B', 'c'])).toEqual(['b', 'A', 'c']);
});
