import type { Place, Wanted } from '../commands/browse.ts';
import type { AnyCommand, Overwrites, Pane, Scope, Selection } from '../commands/define-command.ts';
import type { TimedProgress } from '../commands/progress.ts';
import type { GivenArgs } from '../commands/run-command.ts';
import type { HistoryStep } from '../commands/view.ts';
import type { SortTerm } from '../domain/query/query-tree.ts';
import type { SavedSearch } from '../domain/saved-search.ts';
import type { ScreeningStatus, Study } from '../domain/study.ts';
import type { Tag } from '../domain/tag.ts';
import { USUAL_COLUMNS } from './columns.ts';
import type { Form } from './form.ts';
import type { LineState } from './line-editor.ts';
import type { Picker } from './picker.ts';
import type { Prompt } from './prompt.ts';

export interface Size {
  columns: number;
  rows: number;
}

/** What the user is in. Everything but `browsing` lies over the panes or in the status row. */
export type Screen =
  | { screen: 'browsing' }
  /** `before` is what Esc goes back to when nothing was found. */
  | { screen: 'search'; line: LineState }
  | { screen: 'prompt'; prompt: Prompt }
  | { screen: 'picker'; picker: Picker }
  | { screen: 'form'; form: Form }
  /** `of` names the studies; `now` is the status that all of them have. */
  | { screen: 'screening'; studies: readonly number[]; of: string; now: ScreeningStatus | undefined }
  /** What the list may show, in the order it will have. */
  | { screen: 'columns'; rows: readonly { name: string; on: boolean }[]; cursor: number }
  /** `steps` newest first; the row behind them is the beginning. */
  | { screen: 'history'; steps: readonly HistoryStep[]; cursor: number; top: number }
  | { screen: 'help'; of: Scope; filter: LineState; top: number; back: Screen }
  | { screen: 'message'; title: string; lines: readonly string[]; top: number }
  /** `yes` happens when the user agrees; else the screen `back` is there again. */
  | { screen: 'confirm'; question: string; yes: readonly Effect[]; back: Screen }
  /** The file that an export would replace is not Lectern's own; one of `ways` is added to its arguments. */
  | {
      screen: 'overwrite';
      path: string;
      ways: Overwrites['ways'];
      command: AnyCommand;
      args: GivenArgs;
      selection: Selection;
      back: Screen;
    }
  | { screen: 'working'; progress: TimedProgress };

export interface Status {
  text: string;
  tone: 'plain' | 'good' | 'bad';
}

export interface State {
  size: Size;
  /** Name of the workspace or library, as the title row shows it. */
  name: string;
  pane: Pane;
  /** Only the focused pane is shown. */
  alone: boolean;
  place: Place;
  query: string;
  /** The column that the list is sorted by; undefined for the best, or the newest, first. */
  sort: SortTerm | undefined;
  /** Names of the columns of the list, from the left. */
  columns: readonly string[];
  /** Whether the list shows studies, or the passages in them. */
  find: Wanted['find'];
  /**
   * Row ids of the studies of the list (for passages, of the study of each), and what they are the answer to
   * (`wantedList`). Until `isWhole`, they are only the first to show: the rest is on its way.
   */
  found: { wanted: string; ids: ArrayLike<number>; passages?: ArrayLike<number>; isWhole: boolean };
  /**
   * `id` is the study that the cursor stays on, `passage` the excerpt in a list of passages; undefined sends the cursor to
   * the first row of the next answer. `gone` is the study that it was on before that left the list: it goes back when that returns.
   */
  list: { cursor: number; top: number; id: number | undefined; passage?: number | undefined; gone?: number };
  marks: ReadonlySet<number>;
  /** Study on which a range began. */
  rangeFrom: number | undefined;
  /** The study of the detail pane. */
  open: { id: number; version: string; study: Study; passage?: number | undefined } | undefined;
  /** Whether the detail pane shows all keywords, or one row of them. */
  unfolded: boolean;
  /** `excerpt` is the index of the one under the cursor, -1 for none. */
  detail: { excerpt: number; top: number };
  sidebar: { cursor: number; top: number };
  /** Formatted reference of the study in the detail pane. */
  reference: { study: Study; text: string } | undefined;
  codebook: readonly Tag[];
  searches: readonly SavedSearch[];
  /** How many studies are in a place of the sidebar, by `placeKey`, and when that was counted; absent while it is not known. */
  placeCounts: { version: string; counts: ReadonlyMap<string, number> };
  /** Of the library, as last read. */
  version: string;
  /** Newest first. */
  recentTags: readonly string[];
  /** Lines of the prompt, newest last. */
  history: readonly string[];
  screen: Screen;
  status: Status | undefined;
}

/** What the reducer wants done outside it. */
export type Effect =
  | { effect: 'quit' }
  | { effect: 'suspend' }
  /** Run it; without arguments that it needs, ask for them first. */
  | { effect: 'key-command'; command: AnyCommand }
  | { effect: 'run'; command: AnyCommand; args: GivenArgs; selection?: Selection; agreed?: true }
  | { effect: 'run-line'; line: string }
  /** Hand the terminal to a command that has a terminal UI of its own. */
  | { effect: 'open-screen'; command: AnyCommand }
  | { effect: 'complete'; step: 1 | -1 }
  /** Remember the column that the list is sorted by. */
  | { effect: 'keep-sort' }
  | { effect: 'keep-columns' }
  | { effect: 'keep-recent-tags' }
  | { effect: 'save-form'; form: Form }
  | { effect: 'editor'; text: string };

export interface Step {
  state: State;
  effects: readonly Effect[];
}

/** A step without effects. */
export function step(state: State, ...effects: Effect[]): Step {
  return { state, effects };
}

export const BROWSING: Screen = { screen: 'browsing' };

export function initialState(size: Size, name: string): State {
  return {
    size,
    name,
    pane: 'list',
    alone: false,
    place: { kind: 'all' },
    query: '',
    sort: undefined,
    columns: USUAL_COLUMNS,
    find: 'studies',
    found: { wanted: '', ids: [], isWhole: true },
    list: { cursor: 0, top: 0, id: undefined },
    marks: new Set(),
    rangeFrom: undefined,
    open: undefined,
    unfolded: false,
    detail: { excerpt: -1, top: 0 },
    sidebar: { cursor: 0, top: 0 },
    reference: undefined,
    codebook: [],
    searches: [],
    placeCounts: { version: '', counts: new Map() },
    version: '',
    recentTags: [],
    history: [],
    screen: BROWSING,
    status: undefined,
  };
}

/** Names the answer that the list needs; `found.wanted` is the same when it is there. */
export function wantedList(state: State): string {
  return JSON.stringify([state.version, wantedOf(state)]);
}

/** What the list is to show. */
export function wantedOf({ query, place, sort, find }: State): Wanted {
  return { query, place, sort, find };
}

/** Whether the list shows the whole answer to what is wanted now. */
export function isListWhole(state: State): boolean {
  return state.found.isWhole && state.found.wanted === wantedList(state);
}

/** Rows of the list from where a range began to the cursor; none (`to` before `from`) when no range is open. */
export function openRange({ found, list, rangeFrom }: State): { from: number; to: number } {
  const at = rangeFrom === undefined ? -1 : Array.prototype.indexOf.call(found.ids, rangeFrom);
  return at < 0 ? { from: 0, to: -1 } : { from: Math.min(at, list.cursor), to: Math.max(at, list.cursor) };
}

/** The marked studies and those of an open range. */
export function markedStudies(state: State): ReadonlySet<number> {
  const { from, to } = openRange(state);
  if (to < from) return state.marks;
  return new Set([...state.marks, ...Array.from(state.found.ids).slice(from, to + 1)]);
}

/** The marked studies, else the one under the cursor. */
export function selectedStudies(state: State): number[] {
  const marked = markedStudies(state);
  if (marked.size > 0) return [...marked];
  const id = currentStudy(state);
  return id === undefined ? [] : [id];
}

export function currentStudy(state: State): number | undefined {
  return state.found.ids[state.list.cursor];
}

/** Row id of the excerpt under the cursor of a list of passages. */
export function currentPassage(state: State): number | undefined {
  return state.find === 'passages' ? state.found.passages?.[state.list.cursor] : undefined;
}

/** Uid of the excerpt under the cursor of the detail pane. */
export function currentExcerpt(state: State): string | undefined {
  if (state.pane !== 'detail' || state.open?.id !== currentStudy(state)) return undefined;
  return state.open?.study.excerpts[state.detail.excerpt]?.uid;
}

export function selectionOf(state: State): Selection {
  const excerpt = currentExcerpt(state);
  const search = state.pane === 'sidebar' && state.place.kind === 'search' ? state.place.name : undefined;
  return {
    studies: selectedStudies(state),
    ...(excerpt === undefined ? {} : { excerpt }),
    ...(search === undefined ? {} : { search }),
  };
}

/** Where keys work now. */
export function scopeOf({ screen, pane }: State): Scope {
  return screen.screen === 'browsing' ? pane : screen.screen;
}
