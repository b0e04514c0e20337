import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinKeywords, keywordsAndTags, keywordsBeside, keywordsOf, splitKeywords } from '../../src/domain/keywords.ts';

const item = (keyword: string) => ({ id: 'k', type: 'book', keyword });

test.each([
  ['Humans, Child', ['Humans', 'Child']],
  ['Humans; Child, Preschool', ['Humans', 'Child, Preschool']],
  ['Child, Preschool;', ['Child, Preschool']],
  ['a; b\nc', ['a; b', 'c']],
  [' ,; ', [',']],
  ['', []],
])('%j is the keywords %j', (keyword, words) => {
  expect(splitKeywords(keyword)).toEqual(words);
});

test('keywords joined are split into the same, whatever commas and semicolons they have', () => {
  const word = fc.stringMatching(/^[a-z][a-z,;]{0,6}[a-z]$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (words) => {
      expect(splitKeywords(joinKeywords(words))).toEqual(words);
    }),
  );
});

test('a keyword counts once, whatever its case, and is no keyword beside a tag of its name', () => {
  expect(keywordsOf(item('Trials, trials, Humans'))).toEqual(['Trials', 'Humans']);
  expect(keywordsBeside(['trials'], item('Trials, Humans'))).toEqual(['Humans']);
  expect(keywordsAndTags(item('Trials, Humans'), ['trials', 'mine'])).toEqual(['Trials', 'Humans', 'mine']);
});
