import { expect, test } from 'vitest';
import { parseQuery } from '../../src/domain/query/query.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { countMatches } from '../../src/store/search.ts';
import { SearchStopped } from '../../src/store/search-functions.ts';
import { codebook, codebookTags, studiesByTag, tagsOn } from '../../src/store/tags.ts';
import { insertExcerpt, insertStudy } from './rows.ts';

const TAGS = ['harm', 'harm/exposure', 'Harm/Exposure/early', 'method/survey', 'métier', 'method'];

function library() {
  const lib = openLibrary(':memory:');
  for (let at = 0; at < 60; at += 1) {
    const tags = TAGS.filter((_, bit) => (at >> bit) & 1);
    const deleted = at % 7 === 0 ? { deleted: '2024-01-02T00:00:00.000Z' } : {};
    const id = insertStudy(lib, { id: `k${at}`, type: 'book', title: 'T' }, { tags, ...deleted });
    insertExcerpt(lib, id, 'a passage', { tags: at % 5 === 0 ? ['harm/exposure', 'theme'] : [] });
  }
  insertStudy(
    lib,
    { id: 'gone', type: 'book', title: 'T' },
    { tags: ['only trash'], deleted: '2024-01-02T00:00:00.000Z' },
  );
  return lib;
}

test('every tag counts the studies that a search for it finds, children and excerpts included', () => {
  const lib = library();
  const counts = studiesByTag(lib);
  for (const name of ['harm', 'harm/exposure', 'harm/exposure/early', 'method', 'method/survey', 'métier', 'theme'])
    expect(counts.get(name), name).toBe(countMatches(lib, parseQuery(`tag:"${name}"`)));
  expect(counts.get('only trash')).toBeUndefined();
});

test('the codebook has the same tags with and without counts', () => {
  const lib = library();
  expect(codebookTags(lib).map(({ name }) => name)).toEqual(codebook(lib).map(({ name }) => name));
});

test('counting stops when it is no longer wanted', () => {
  const lib = openLibrary(':memory:');
  for (let at = 0; at < 1100; at += 1) insertStudy(lib, { id: `k${at}`, type: 'book', title: 'T' }, { tags: ['a'] });
  expect(() => studiesByTag(lib, () => true)).toThrow(SearchStopped);
  expect(studiesByTag(lib, () => false).get('a')).toBe(1100);
});

test('tags on some studies are counted for these alone, without those of their excerpts', () => {
  const lib = openLibrary(':memory:');
  const tagged = [['Harm', 'method'], ['harm'], ['harm'], []].map((tags, at) =>
    insertStudy(lib, { id: `k${at}`, type: 'book', title: 'T' }, { tags }),
  );
  insertExcerpt(lib, tagged[1]!, 'a passage', { tags: ['theme', 'harm'] });
  expect(tagsOn(lib, [tagged[0]!, tagged[1]!, tagged[3]!])).toEqual(
    new Map([
      ['harm', 2],
      ['method', 1],
    ]),
  );
  expect(tagsOn(lib, [])).toEqual(new Map());
});
