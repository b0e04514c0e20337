import { COLUMNS } from './columns.ts';
import type { Key } from './input.ts';
import { actionOf } from './keys.ts';
import { dialogRows } from './layout.ts';
import { BROWSING, type Screen, type State, type Step, step } from './state.ts';

type ColumnsScreen = Extract<Screen, { screen: 'columns' }>;

/** The columns that are shown, in their order, and behind them the others. */
export function openColumns(state: State): State {
  const rest = COLUMNS.map(({ name }) => name).filter((name) => !state.columns.includes(name));
  const rows = [...state.columns.map((name) => ({ name, on: true })), ...rest.map((name) => ({ name, on: false }))];
  return { ...state, screen: { screen: 'columns', rows, cursor: 0 } };
}

export function reduceColumns(state: State, screen: ColumnsScreen, key: Key): Step {
  const { rows, cursor } = screen;
  const show = (next: Partial<ColumnsScreen>) => step({ ...state, screen: { ...screen, ...next } });
  const page = Math.max(1, dialogRows(state.size) - 2);
  const to = (row: number) => show({ cursor: Math.max(0, Math.min(rows.length - 1, row)) });
  switch (actionOf('columns', key)) {
    case 'down':
      return to(cursor + 1);
    case 'up':
      return to(cursor - 1);
    case 'page-down':
      return to(cursor + page);
    case 'page-up':
      return to(cursor - page);
    case 'first':
      return to(0);
    case 'last':
      return to(rows.length - 1);
    case 'toggle-column':
      return show({ rows: rows.map((row, at) => (at === cursor ? { ...row, on: !row.on } : row)) });
    case 'column-up':
      return show(moved(screen, -1));
    case 'column-down':
      return show(moved(screen, 1));
    case 'keep-columns': {
      const columns = rows.filter(({ on }) => on).map(({ name }) => name);
      if (columns.length === 0)
        return step({ ...state, status: { text: 'The list needs at least one column.', tone: 'bad' } });
      return step({ ...state, columns, screen: BROWSING, status: undefined }, { effect: 'keep-columns' });
    }
    case 'close':
      return step({ ...state, screen: BROWSING, status: undefined });
    default:
      return step(state);
  }
}

/** The row under the cursor changes places with the one beside it. */
function moved({ rows, cursor }: ColumnsScreen, by: 1 | -1): Partial<ColumnsScreen> {
  const [here, there] = [rows[cursor], rows[cursor + by]];
  if (!here || !there) return {};
  const next = [...rows];
  next[cursor] = there;
  next[cursor + by] = here;
  return { rows: next, cursor: cursor + by };
}
