import { expect, test } from 'vitest';
import { fuzzyFilter } from '../../src/tui/fuzzy.ts';

const tags = [
  'evidence/meta-analysis',
  'harm/grooming',
  'harm/aggression',
  'stance/contested',
  'migration',
  '𝒳/grooming',
];
const found = (query: string) => fuzzyFilter(tags, query, (tag) => tag).map(({ item }) => item);

test('characters in their order find a tag, from anywhere in it', () => {
  expect(found('hgroom')).toEqual(['harm/grooming']);
  expect(found('meta')).toEqual(['evidence/meta-analysis']);
  expect(found('xyz')).toEqual([]);
});

test('the beginning of a part of the path ranks before the middle of a word', () => {
  expect(fuzzyFilter(['migration', 'harm/grooming'], 'gr', (tag) => tag).map(({ item }) => item)).toEqual([
    'harm/grooming',
    'migration',
  ]);
});

test('an empty query keeps everything as it was', () => {
  expect(found(' ')).toEqual(tags);
});

test('positions point at the characters that matched', () => {
  const [first] = fuzzyFilter(['𝒳/grooming'], 'groom', (tag) => tag);
  expect(first?.positions.map((at) => '𝒳/grooming'.charAt(at)).join('')).toBe('groom');
});
