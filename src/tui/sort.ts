import type { SortTerm } from '../domain/query-tree.ts';
import { currentStudy, type State } from './state.ts';

/** What the list can be sorted by, in the order of the keys; of these, the high or late ones come first at first. */
const COLUMNS = ['author', 'year', 'title', 'container', 'type', 'status', 'key', 'tag', 'excerpt', 'added', 'changed'];
const HIGH_FIRST: readonly string[] = ['year', 'tag', 'excerpt', 'added', 'changed'];

/** The state sorted by the next column or the one before (past the last comes the order of best matches), or the other way round. */
export function sorted(state: State, way: 'sort-next' | 'sort-previous' | 'sort-reverse'): State {
  const sort = way === 'sort-reverse' ? reversed(state.sort) : neighbour(state.sort, way === 'sort-next' ? 1 : -1);
  const text = sort
    ? `Sorted by ${sortLabel(sort)}.`
    : 'Sorted by how well the study matches; without a search, newest first.';
  const list = { ...state.list, id: currentStudy(state) };
  return { ...state, sort, list, rangeFrom: undefined, status: { text, tone: 'plain' } };
}

/** "year ▼" */
export function sortLabel({ field, descending }: SortTerm): string {
  return `${field} ${descending ? '▼' : '▲'}`;
}

function reversed(sort: SortTerm | undefined): SortTerm {
  return sort ? { ...sort, descending: !sort.descending } : { field: 'added', descending: false };
}

function neighbour(sort: SortTerm | undefined, by: 1 | -1): SortTerm | undefined {
  const at = sort === undefined ? -1 : COLUMNS.indexOf(sort.field);
  const next = at === -1 && by === -1 ? COLUMNS.length - 1 : at + by;
  const field = COLUMNS[next];
  return field === undefined ? undefined : { field, descending: HIGH_FIRST.includes(field) };
}
