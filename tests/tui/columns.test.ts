import { describe, expect, test } from 'vitest';
import { COLUMNS, columnWidths, knownColumns, USUAL_COLUMNS } from '../../src/tui/columns.ts';
import { keyOf } from '../e2e/keys.ts';
import { browsing, press, screenOf } from './press.ts';

const every = COLUMNS.map(({ name }) => name);

describe('the width of columns', () => {
  test('columns with the gaps between them fill a row, at every size', () => {
    for (const names of [USUAL_COLUMNS, every, [...every].reverse(), ['year'], ['key', 'status'], ['title']]) {
      for (let cells = 1; cells <= 260; cells += 1) {
        const widths = columnWidths(names, cells);
        const sum = widths.reduce((all, { width }) => all + width, widths.length - 1);
        expect(sum, `${names} in ${cells}`).toBe(cells);
      }
    }
  });

  test('a narrow list loses columns from the right, and title and year last', () => {
    const shown = (cells: number) => columnWidths(USUAL_COLUMNS, cells).map(({ column }) => column.name);
    expect(shown(78)).toEqual(['author', 'year', 'title', 'tags']);
    expect(shown(48)).toEqual(['author', 'year', 'title']);
    expect(shown(36)).toEqual(['year', 'title']);
    expect(shown(20)).toEqual(['title']);
  });

  test('names that no version of the list knows are left out, and none is the usual columns', () => {
    expect(knownColumns(['title', 'colour', 'title', 'year'])).toEqual(['title', 'year']);
    expect(knownColumns(['colour'])).toEqual(USUAL_COLUMNS);
  });
});

describe('the dialog of columns', () => {
  const open = () => press(browsing(), keyOf('columns')).state;
  const toggle = keyOf('toggle-column', 'columns');
  const keep = keyOf('keep-columns', 'columns');

  test('a column is hidden, another moved, and the choice kept', () => {
    const down = keyOf('down', 'columns');
    const { state, effects } = press(open(), toggle, down, keyOf('column-down', 'columns'), keep);
    expect(state.columns).toEqual(['title', 'year', 'tags']);
    expect(effects).toEqual([{ effect: 'keep-columns' }]);
  });

  test('a hidden column comes in where it stands', () => {
    const { state } = press(open(), keyOf('last', 'columns'), toggle, keep);
    expect(state.columns).toEqual([...USUAL_COLUMNS, COLUMNS.at(-1)?.name]);
  });

  test('a screen of columns is passed at once', () => {
    const down = press(open(), keyOf('page-down', 'columns')).state;
    expect(screenOf(down, 'columns').cursor).toBe(19);
    expect(screenOf(press(down, keyOf('page-up', 'columns')).state, 'columns').cursor).toBe(0);
  });

  test('a list without columns is not kept', () => {
    const down = keyOf('down', 'columns');
    const { state, effects } = press(open(), toggle, down, toggle, down, toggle, down, toggle, keep);
    expect(screenOf(state, 'columns').rows.every(({ on }) => !on)).toBe(true);
    expect([effects, state.status?.text]).toEqual([[], 'The list needs at least one column.']);
  });

  test('closing leaves the columns as they were', () => {
    const { state, effects } = press(open(), toggle, keyOf('close', 'columns'));
    expect([state.columns, effects]).toEqual([USUAL_COLUMNS, []]);
  });
});

test('sorting goes through the columns that are shown first, from the left', () => {
  const shown = browsing({ columns: ['title', 'doi', 'year'] });
  const next = keyOf('sort-next');
  expect(press(shown, next).state.sort).toEqual({ field: 'title', descending: false });
  expect(press(shown, next, next).state.sort).toEqual({ field: 'doi', descending: false });
  expect(press(shown, next, next, next).state.sort).toEqual({ field: 'year', descending: true });
});
