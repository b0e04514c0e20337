import { expect, test } from 'vitest';
import { snippet } from '../../src/domain/query/highlight.ts';
import { parseQuery } from '../../src/domain/query/query.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { searchIds } from '../../src/store/search.ts';
import { indexStudy } from '../../src/store/search-index.ts';
import { searchedTexts } from '../../src/store/search-texts.ts';
import { insertExcerpt, insertStudy } from './rows.ts';

const library = openLibrary(':memory:');
const id = insertStudy(
  library,
  {
    id: 'smith2010',
    type: 'article-newspaper',
    title: 'A long title that ends in adolescents',
    author: ['Weber', 'Simmel', 'Tanaka', 'Okafor'].map((family) => ({
      family,
      given: family === 'Okafor' ? 'Emeka' : '',
    })),
    editor: [{ family: 'Smith', given: 'Ada' }],
    genre: 'Doctoral thesis',
    note: 'read twice',
    ISBN: '978-3-16-148410-0',
  },
  { status: 'maybe', tags: ['method/survey'], source: { site: 'Research page' } },
);
insertExcerpt(library, id, 'Attrition was low.', { section: 'Results', tags: ['harm/grooming'] });
indexStudy(library, id);

test.each([
  ['adolescents', 'title'],
  ['okafor', 'author'],
  ['emeka', 'author'],
  ['author:"okafor, emeka"', 'author'],
  ['smith', 'editor'],
  ['editor:ada', 'editor'],
  ['doctoral', 'genre'],
  ['twice', 'note'],
  ['attrition', 'excerpt'],
  ['results', 'section'],
  ['grooming', 'tag'],
  ['survey', 'tag'],
  ['newspaper', 'type'],
  ['maybe', 'status'],
  ['"research page"', 'source'],
  ['smith2010', 'key'],
])('a study found by %s can say that it is in its %s', (text, field) => {
  const query = parseQuery(text);
  expect([...searchIds(library, query)]).toEqual([id]);
  const found = [...searchedTexts(library, id)].find((one) => snippet(one.text, query, 40, one.field));
  expect(found?.field).toBe(field);
});
