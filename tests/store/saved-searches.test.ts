import { beforeEach, expect, test } from 'vitest';
import { redo, undo, write } from '../../src/store/journal.ts';
import { type Library, openLibrary } from '../../src/store/open-library.ts';
import { removeSavedSearch, savedSearches, saveSearch } from '../../src/store/saved-searches.ts';

let library: Library;
beforeEach(() => {
  library = openLibrary(':memory:');
});

const save = (name: string, query: string) =>
  write(library, 'search save', (writer) => ({ summary: name, result: saveSearch(writer, { name, query }) }));
const remove = (name: string) =>
  write(library, 'search remove', (writer) => ({ summary: name, result: removeSavedSearch(writer, name) }));

test('saved searches come back by name, whatever the case of its letters', () => {
  save('reviews', 'type:review');
  save('Early work', 'year:..1990');
  expect(savedSearches(library).map(({ name }) => name)).toEqual(['Early work', 'reviews']);
});

test('a name that is there already gets the new query, and the same query changes nothing', () => {
  save('Reviews', 'type:review');
  expect(save('reviews', 'type:review year:>2010')).toBe(true);
  expect(savedSearches(library)).toEqual([{ name: 'Reviews', query: 'type:review year:>2010' }]);
  expect(save('REVIEWS', 'type:review year:>2010')).toBe(false);
});

test('saving, changing and removing are undone and done again one by one', () => {
  save('Reviews', 'a');
  save('Reviews', 'b');
  remove('reviews');
  expect(savedSearches(library)).toEqual([]);
  undo(library);
  expect(savedSearches(library)).toEqual([{ name: 'Reviews', query: 'b' }]);
  undo(library);
  expect(savedSearches(library)).toEqual([{ name: 'Reviews', query: 'a' }]);
  undo(library);
  expect(savedSearches(library)).toEqual([]);
  redo(library);
  redo(library);
  expect(savedSearches(library)).toEqual([{ name: 'Reviews', query: 'b' }]);
});

test('removing a name that is not there is no change', () => {
  expect(remove('nothing')).toBe(false);
});
