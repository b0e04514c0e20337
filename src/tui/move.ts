import { hasHeadings } from './columns.ts';
import { detailLines, excerptOrder } from './detail-lines.ts';
import type { Key } from './input.ts';
import { bindingOf } from './keys.ts';
import { layoutOf } from './layout.ts';
import { sidebarItems } from './sidebar-items.ts';
import { isListWhole, type State, wantedList } from './state.ts';

/** The state with the cursors in their windows, after panes or terminal got another size. */
export function inSight(state: State): State {
  const { list, sidebar, detail } = state;
  const top = windowTop(list.top, list.cursor, paneRows(state, 'list'), state.found.ids.length);
  const side = windowTop(sidebar.top, sidebar.cursor, paneRows(state, 'sidebar'), sidebarItems(state).length);
  const next =
    top === list.top && side === sidebar.top
      ? state
      : { ...state, list: { ...list, top }, sidebar: { ...sidebar, top: side } };
  const scrolled = scrollTo(next, detail.top);
  return scrolled.detail.top === detail.top ? next : scrolled;
}

/** Rows of the focused pane, without its title and its headings. */
export function paneRows(state: State, pane = state.pane): number {
  const rows = layoutOf(state.size, state.pane, state.alone).panes[pane]?.rows ?? 2;
  const headings = pane === 'list' && state.find === 'studies' && hasHeadings(rows) ? 1 : 0;
  return Math.max(1, rows - 1 - headings);
}

export function pageRows(state: State): number {
  return Math.max(1, paneRows(state) - 1);
}

/** Moves the cursor of the focused pane by rows. */
export function move(state: State, by: number): State {
  if (state.pane === 'list') return toRow(state, state.list.cursor + by);
  if (state.pane === 'sidebar') return toItem(state, state.sidebar.cursor + by);
  return Math.abs(by) === 1 ? stepDetail(state, by as 1 | -1) : scrollDetail(state, by);
}

export function moveTo(state: State, end: 'first' | 'last'): State {
  const at = end === 'first' ? 0 : Number.MAX_SAFE_INTEGER;
  if (state.pane === 'list') return toRow(state, at);
  if (state.pane === 'sidebar') return toItem(state, at);
  const order = state.open ? excerptOrder(state.open.study) : [];
  const excerpt = (end === 'last' ? order.at(-1) : undefined) ?? -1;
  return scrollTo({ ...state, detail: { ...state.detail, excerpt } }, at);
}

/** The list with its cursor on this row, or the nearest there is. */
export function toRow(state: State, row: number): State {
  const cursor = clamp(row, 0, state.found.ids.length - 1);
  return {
    ...state,
    list: {
      cursor,
      top: windowTop(state.list.top, cursor, paneRows(state, 'list'), state.found.ids.length),
      id: state.found.ids[cursor],
      passage: state.find === 'passages' ? state.found.passages?.[cursor] : undefined,
    },
  };
}

/** What can be done while the first rows of a list stand for all of it. */
const HARMLESS: ReadonlySet<string> = new Set([
  'up',
  'page-up',
  'first',
  'next-pane',
  'previous-pane',
  'hide-panes',
  'search',
  'keep-search',
  'prompt',
  'help',
  'back',
  'inbox',
  'columns',
  'quit',
  'suspend',
  'clear-search',
  'select-previous',
  'select-page-up',
]);

const UPWARDS: ReadonlySet<string | undefined> = new Set([
  'up',
  'page-up',
  'first',
  'select-previous',
  'select-page-up',
]);

/** Whether a key must wait for more of the list: it acts on a study, which the best match may take the place of, or leaves the rows that are. */
export function needsMoreOfList(state: State, key: Key): boolean {
  const { screen } = state.screen;
  if ((screen !== 'browsing' && screen !== 'search') || isListWhole(state)) return false;
  const scope = screen === 'browsing' ? state.pane : 'search';
  if (scope !== 'search' && state.pane === 'sidebar') return false;
  const binding = bindingOf(scope, key);
  if (binding && 'command' in binding) return true;
  const action = binding?.action;
  // Rows of what was asked for before: none of them is the first, or the one above, of what is wanted now.
  if (UPWARDS.has(action) && state.found.wanted !== wantedList(state)) return state.pane === 'list';
  const rows = { down: 1, 'select-next': 1, 'page-down': pageRows(state), 'select-page-down': pageRows(state) };
  const by = rows[action as keyof typeof rows];
  if (by !== undefined && state.found.wanted !== wantedList(state)) return state.pane === 'list';
  if (by !== undefined) return state.pane === 'list' && state.list.cursor + by >= state.found.ids.length;
  return action !== undefined && !isHarmless(action);
}

/** Whether an action neither works on a study nor leaves the first rows; undefined is none. */
export function isHarmless(action: string | undefined): boolean {
  return action !== undefined && HARMLESS.has(action);
}

function toItem(state: State, row: number): State {
  const items = sidebarItems(state);
  const cursor = clamp(row, 0, items.length - 1);
  if (cursor === state.sidebar.cursor) return state;
  const top = windowTop(state.sidebar.top, cursor, paneRows(state, 'sidebar'), items.length);
  return {
    ...state,
    sidebar: { cursor, top },
    place: items[cursor]?.place ?? state.place,
    marks: new Set(),
    rangeFrom: undefined,
  };
}

/** The first row to show, as near to `top` as can be with the cursor in sight and no empty rows below. */
export function windowTop(top: number, cursor: number, height: number, length: number): number {
  const lowest = Math.max(0, length - height);
  if (cursor < top) return Math.min(cursor, lowest);
  if (cursor >= top + height) return Math.min(cursor - height + 1, lowest);
  return Math.min(top, lowest);
}

/** The next excerpt when it begins in sight, else one row on: long texts scroll by. */
function stepDetail(state: State, by: 1 | -1): State {
  const lines = linesOf(state);
  if (!state.open) return state;
  const { excerpt, top } = state.detail;
  const height = paneRows(state, 'detail');
  const order = excerptOrder(state.open.study);
  const next = order[order.indexOf(excerpt) + by] ?? -1;
  const first = lines.findIndex((line) => line.excerpt === next && next >= 0);
  const last = lines.findLastIndex((line) => line.excerpt === next && next >= 0);
  if (by === 1 && first >= 0 && first < top + height) {
    const end = Math.min(last, first + height - 1);
    return scrollTo({ ...state, detail: { excerpt: next, top } }, Math.max(top, end - height + 1));
  }
  if (by === -1 && last >= 0 && last >= top)
    return scrollTo({ ...state, detail: { excerpt: next, top } }, Math.min(top, Math.max(first, last - height + 1)));
  const moved = scrollTo(state, top + by);
  return by === -1 && moved.detail.top === 0 && top === 0 ? { ...moved, detail: { excerpt: -1, top: 0 } } : moved;
}

/** A screen on; the cursor goes to the first excerpt that is then in sight. */
function scrollDetail(state: State, by: number): State {
  const moved = scrollTo(state, state.detail.top + by);
  const { top } = moved.detail;
  const shown = linesOf(moved).slice(top, top + paneRows(state, 'detail'));
  const inSight = shown.some((line) => line.excerpt === state.detail.excerpt && line.excerpt !== undefined);
  if (inSight) return moved;
  return { ...moved, detail: { top, excerpt: shown.find((line) => line.excerpt !== undefined)?.excerpt ?? -1 } };
}

function scrollTo(state: State, top: number): State {
  const most = Math.max(0, linesOf(state).length - paneRows(state, 'detail'));
  return { ...state, detail: { ...state.detail, top: clamp(top, 0, most) } };
}

/** The detail pane with the cursor on an excerpt, its beginning in sight. */
export function showExcerpt(state: State, excerpt: number): State {
  const first = linesOf(state).findIndex((line) => line.excerpt === excerpt);
  return scrollTo({ ...state, detail: { ...state.detail, excerpt } }, Math.max(0, first - 1));
}

/** The rows of the detail pane as it is now wide. */
export function linesOf(state: State) {
  if (!state.open) return [];
  const box = layoutOf(state.size, state.pane, state.alone).panes.detail;
  const reference = state.reference?.study === state.open.study ? state.reference.text : undefined;
  const columns = (box?.columns ?? state.size.columns) - 3;
  return detailLines(state.open.study, reference, state.codebook, columns, state.unfolded);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
