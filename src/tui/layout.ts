import type { Pane } from '../commands/define-command.ts';
import type { Screen, Size, State } from './state.ts';

export interface Box {
  columns: number;
  rows: number;
}

/** Where the panes are. A box counts what is inside, without the lines between the panes. */
export interface Layout {
  /** `columns`: side by side; `stacked`: the detail under the list; `single`: one pane. */
  shape: 'columns' | 'stacked' | 'single' | 'too-small';
  panes: Partial<Record<Pane, Box>>;
}

/** Rows that are no pane: title, status, hints. */
const FRAME_ROWS = 3;
const MIN: Size = { columns: 24, rows: 6 };
const ROOMY: Size = { columns: 60, rows: 15 };
/** From here on the sidebar stands beside the list, and from there the detail too. */
const WIDE = 100;
const VERY_WIDE = 160;

/** Below `ROOMY` there is one pane at a time; below `MIN` a sentence. */
export function layoutOf({ columns, rows }: Size, pane: Pane, alone: boolean): Layout {
  if (columns < MIN.columns || rows < MIN.rows) return { shape: 'too-small', panes: {} };
  const height = rows - FRAME_ROWS;
  if (alone || columns < ROOMY.columns || rows < ROOMY.rows)
    return { shape: 'single', panes: { [pane]: { columns, rows: height } } };
  if (columns < WIDE && pane === 'sidebar') return { shape: 'single', panes: { sidebar: { columns, rows: height } } };
  const sidebar = columns < WIDE ? 0 : Math.min(34, Math.max(24, Math.floor(columns * 0.17)));
  const rest = sidebar === 0 ? columns : columns - sidebar - 1;
  const side = sidebar === 0 ? {} : { sidebar: { columns: sidebar, rows: height } };
  if (columns < VERY_WIDE) {
    const list = Math.max(5, Math.floor(height * 0.45));
    return {
      shape: 'stacked',
      panes: { ...side, list: { columns: rest, rows: list }, detail: { columns: rest, rows: height - list } },
    };
  }
  const list = Math.floor((rest - 1) * 0.55);
  return {
    shape: 'columns',
    panes: { ...side, list: { columns: list, rows: height }, detail: { columns: rest - 1 - list, rows: height } },
  };
}

/** The dialogs that work on the study, which is shown beside them; the others leave the list in sight. */
const OF_STUDY: ReadonlySet<Screen['screen']> = new Set(['picker', 'form']);
const OF_LIST: ReadonlySet<Screen['screen']> = new Set(['columns', 'history', 'help']);

/** The pane whose place a dialog takes where all three stand side by side; undefined for one over all of them. */
export function dialogPane({ screen, size, pane, alone }: State): Pane | undefined {
  if (layoutOf(size, pane, alone).shape !== 'columns') return undefined;
  const { screen: kind } = screen.screen === 'confirm' || screen.screen === 'overwrite' ? screen.back : screen;
  return OF_STUDY.has(kind) ? 'list' : OF_LIST.has(kind) ? 'detail' : undefined;
}

/** Whether keys go to the pane: not while a dialog stands beside it. */
export function hasFocus(state: State, pane: Pane): boolean {
  return state.pane === pane && dialogPane(state) === undefined;
}

/** Where a dialog is. */
export function dialogBox(state: State): Box {
  const { size, pane, alone } = state;
  const over = dialogPane(state);
  const box = over && layoutOf(size, pane, alone).panes[over];
  return box ?? { columns: size.columns, rows: size.rows - FRAME_ROWS };
}

/** Rows that dialogs over the panes have for their body, without their own title row. */
export function dialogRows({ rows }: Size): number {
  return Math.max(1, rows - FRAME_ROWS);
}
