import { expect, test } from 'vitest';
import { sorted, sortOf } from '../../src/tui/sort.ts';
import { browsing } from './press.ts';

test('a column that is chosen sorts, and says so', () => {
  const state = sorted(browsing(), 'sort-next');
  expect(state.status?.text).toBe('Sorted by Author ▲.');
  expect(sortOf(state)).toEqual([{ field: 'author', descending: false }]);
});

test('an order that the search itself asks for goes before the column, and is said to', () => {
  const state = sorted(browsing({ query: 'weber sort:-year,title' }), 'sort-next');
  expect(state.status?.text).toContain('sort:-year,title');
  expect(sortOf(state).map(({ field }) => field)).toEqual(['year', 'title']);
});
