import { fieldByName } from '../domain/fields.ts';
import { parseQuery } from '../domain/query/query.ts';
import type { SortTerm } from '../domain/query/query-tree.ts';
import { COLUMNS } from './columns.ts';
import { currentStudy, type State } from './state.ts';

/** What the list can be sorted by beside the columns that it shows. */
const ALSO = ['author', 'year', 'title', 'container', 'type', 'status', 'key', 'tag', 'excerpt', 'added', 'changed'];
/** Of these, the high or late ones come first at first. */
const HIGH_FIRST: readonly string[] = ['year', 'issued', 'tag', 'excerpt', 'attachment', 'added', 'changed'];

/** The state sorted by the next column or the one before (past the last comes the order of best matches), or the other way round. */
export function sorted(state: State, way: 'sort-next' | 'sort-previous' | 'sort-reverse'): State {
  const sort =
    way === 'sort-reverse'
      ? reversed(state.sort)
      : neighbour(state.sort, fieldsOf(state), way === 'sort-next' ? 1 : -1);
  const text = sortMessage(sort, parseQuery(state.query).sort);
  const list = { ...state.list, id: currentStudy(state) };
  return { ...state, sort, list, rangeFrom: undefined, status: { text, tone: 'plain' } };
}

function sortMessage(sort: SortTerm | undefined, own: readonly SortTerm[]): string {
  if (own.length > 0) {
    const typed = own.map(({ field, descending }) => `${descending ? '-' : ''}${field}`).join(',');
    return `The search itself says sort:${typed}, which goes before the columns.`;
  }
  return sort
    ? `Sorted by ${sortLabel(sort)}.`
    : 'Sorted by how well the study matches; without a search, newest first.';
}

/** What the list is sorted by: what the query says goes before the column. */
export function sortOf({ query, sort }: State): readonly SortTerm[] {
  const own = parseQuery(query).sort;
  return own.length > 0 || !sort ? own : [sort];
}

/** "Year ▼" */
export function sortLabel({ field, descending }: SortTerm): string {
  return field === 'relevance' ? field : `${fieldByName(field)?.label ?? field} ${descending ? '▼' : '▲'}`;
}

function reversed(sort: SortTerm | undefined): SortTerm {
  return sort ? { ...sort, descending: !sort.descending } : { field: 'added', descending: false };
}

/** The fields of the columns from the left, and behind them the others. */
function fieldsOf({ columns }: State): string[] {
  const shown = columns.flatMap((name) => COLUMNS.find((column) => column.name === name)?.field ?? []);
  return [...new Set([...shown, ...ALSO])];
}

function neighbour(sort: SortTerm | undefined, fields: readonly string[], by: 1 | -1): SortTerm | undefined {
  const at = sort === undefined ? -1 : fields.indexOf(sort.field);
  const next = at === -1 && by === -1 ? fields.length - 1 : at + by;
  const field = fields[next];
  return field === undefined ? undefined : { field, descending: HIGH_FIRST.includes(field) };
}
