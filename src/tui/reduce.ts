import type { UiActionName } from '../commands/ui-actions.ts';
import { keywordsBeside } from '../domain/keywords.ts';
import { countOf } from '../domain/text/counts.ts';
import type { Key } from './input.ts';
import { actionOf, bindingOf, labelOf } from './keys.ts';
import { lineState } from './line-editor.ts';
import { move, moveTo, pageRows } from './move.ts';
import { openColumns, reduceColumns } from './reduce-columns.ts';
import { reduceConfirm, reduceHelp, reduceMessage } from './reduce-dialogs.ts';
import { reduceForm } from './reduce-form.ts';
import { reduceHistory } from './reduce-history.ts';
import { reduceOverwrite } from './reduce-overwrite.ts';
import { reducePicker } from './reduce-picker.ts';
import { openPrompt, reducePrompt } from './reduce-prompt.ts';
import { reduceScreening } from './reduce-screening.ts';
import { reduceSearch } from './reduce-search.ts';
import { sidebarItems } from './sidebar-items.ts';
import { sorted } from './sort.ts';
import { BROWSING, currentStudy, markedStudies, type State, type Step, scopeOf, step } from './state.ts';

/** What a key does: the state after it, and what has to be done outside. Reads nothing but its arguments. */
export function reduce(state: State, key: Key): Step {
  const { screen } = state;
  if (screen.screen !== 'browsing' && actionOf(screen.screen, key) === 'suspend')
    return step(state, { effect: 'suspend' });
  if (screen.screen !== 'browsing' && actionOf(screen.screen, key) === 'help') return step(openHelp(state));
  switch (screen.screen) {
    case 'browsing':
      return reduceBrowsing(state, key);
    case 'search':
      return reduceSearch(state, screen, key);
    case 'prompt':
      return reducePrompt(state, screen, key);
    case 'picker':
      return reducePicker(state, screen, key);
    case 'form':
      return reduceForm(state, screen, key);
    case 'screening':
      return reduceScreening(state, screen, key);
    case 'columns':
      return reduceColumns(state, screen, key);
    case 'history':
      return reduceHistory(state, screen, key);
    case 'help':
      return reduceHelp(state, screen, key);
    case 'message':
      return reduceMessage(state, screen, key);
    case 'confirm':
      return reduceConfirm(state, screen, key);
    case 'overwrite':
      return reduceOverwrite(state, screen, key);
    case 'working':
      return reduceWorking(state, key);
  }
}

/** The keys that work now; closing them goes back to where they were asked for. */
function openHelp(state: State): State {
  return {
    ...state,
    screen: { screen: 'help', of: scopeOf(state), filter: lineState(), top: 0, back: state.screen },
  };
}

/** While long work is done one can look around: a key that would open something, or change the library, does nothing. */
function reduceWorking(state: State, key: Key): Step {
  const { state: next, effects } = reduceBrowsing({ ...state, screen: BROWSING }, key);
  return step(effects.length === 0 && next.screen === BROWSING ? { ...next, screen: state.screen } : state);
}

function reduceBrowsing(state: State, key: Key): Step {
  if (key.paste !== undefined)
    return step({
      ...state,
      status: { text: `To search for what you pasted, press ${labelOf('search', 'list')} first.`, tone: 'plain' },
    });
  const binding = bindingOf(state.pane, key);
  const quiet = state.status ? { ...state, status: undefined } : state;
  if (!binding) return step(quiet);
  if ('command' in binding) return step(quiet, { effect: 'key-command', command: binding.command });
  return act(quiet, binding.action);
}

/** Does what a key of the panes, or its name in the prompt, stands for. */
export function act(state: State, action: UiActionName): Step {
  switch (action) {
    case 'down':
      return step(move(state, 1));
    case 'up':
      return step(move(state, -1));
    case 'page-down':
      return step(move(state, pageRows(state)));
    case 'page-up':
      return step(move(state, -pageRows(state)));
    case 'first':
      return step(moveTo(state, 'first'));
    case 'last':
      return step(moveTo(state, 'last'));
    case 'next-pane':
      return step(toPane(state, 1));
    case 'previous-pane':
      return step(toPane(state, -1));
    case 'hide-panes':
      return step({ ...state, alone: !state.alone });
    case 'go-in':
      return step(toPane(state, 1));
    case 'search':
      return step({ ...state, pane: 'list', screen: { screen: 'search', line: lineState(state.query) } });
    case 'inbox':
      return step(toInbox(state));
    case 'mark':
      return step(markOne(state));
    case 'mark-range':
      return step(markRange(state));
    case 'mark-all':
      return step(markAll(state));
    case 'passages':
      return step(togglePassages(state));
    case 'sort-next':
    case 'sort-previous':
    case 'sort-reverse':
      return step(sorted(state, action), { effect: 'keep-sort' });
    case 'unfold':
      return step(unfold(state));
    case 'columns':
      return step(openColumns(state));
    case 'back':
      return step(back(state));
    case 'prompt':
      return step(openPrompt(state, ''));
    case 'help':
      return step(openHelp(state));
    case 'quit':
      return step(state, { effect: 'quit' });
    case 'suspend':
      return step(state, { effect: 'suspend' });
    default:
      return step(state);
  }
}

const ORDER = ['sidebar', 'list', 'detail'] as const;

function toPane(state: State, by: 1 | -1): State {
  const at = ORDER.indexOf(state.pane) + by;
  const pane = ORDER[(at + ORDER.length) % ORDER.length] ?? 'list';
  return { ...state, pane, rangeFrom: undefined };
}

function toInbox(state: State): State {
  const cursor = sidebarItems(state).findIndex(({ place }) => place.kind === 'inbox');
  return {
    ...state,
    pane: 'list',
    place: { kind: 'inbox' },
    query: '',
    marks: new Set(),
    rangeFrom: undefined,
    sidebar: { ...state.sidebar, cursor },
  };
}

/** The cursor stays on its study. */
function togglePassages(state: State): State {
  const find = state.find === 'studies' ? 'passages' : 'studies';
  return { ...state, find, rangeFrom: undefined, list: { ...state.list, id: currentStudy(state), passage: undefined } };
}

function unfold(state: State): State {
  const study = state.open?.study;
  const count = study ? keywordsBeside(study.tags, study.item).length : 0;
  const text =
    count === 0
      ? 'This study has no keywords beside its tags.'
      : state.unfolded
        ? 'The keywords stand in one row again.'
        : `${countOf(count, 'keyword')} below the tags.`;
  return { ...state, unfolded: count === 0 ? state.unfolded : !state.unfolded, status: { text, tone: 'plain' } };
}

function markOne(state: State): State {
  const id = currentStudy(state);
  if (id === undefined) return state;
  const marks = new Set(state.marks);
  if (!marks.delete(id)) marks.add(id);
  return withMarks(move({ ...state, rangeFrom: undefined }, 1), marks);
}

/** The first press begins a range, the second marks all from there to the cursor. */
function markRange(state: State): State {
  const id = currentStudy(state);
  if (id === undefined) return state;
  if (state.rangeFrom === undefined) {
    return {
      ...withMarks(state, new Set(state.marks).add(id)),
      rangeFrom: id,
      status: { text: `A range begins here: move, then press ${labelOf('mark-range', 'list')} again.`, tone: 'plain' },
    };
  }
  return { ...withMarks(state, markedStudies(state)), rangeFrom: undefined };
}

function markAll(state: State): State {
  const all = Array.from(state.found.ids);
  const every = all.length > 0 && all.every((id) => state.marks.has(id));
  return withMarks({ ...state, rangeFrom: undefined }, new Set(every ? [] : [...state.marks, ...all]));
}

function withMarks(state: State, marks: ReadonlySet<number>): State {
  const text =
    marks.size === 0
      ? 'Nothing is marked.'
      : `${marks.size.toLocaleString('en')} marked: the next command works on ${marks.size === 1 ? 'it' : 'them'}.`;
  return { ...state, marks, status: { text, tone: 'plain' } };
}

/** One thing at a time: the range, the marks, the search, the tag or trash; then from the detail to the list. */
function back(state: State): State {
  if (state.rangeFrom !== undefined) return { ...state, rangeFrom: undefined };
  if (state.marks.size > 0) return { ...state, marks: new Set() };
  if (state.pane === 'detail') return { ...state, pane: 'list' };
  if (state.find === 'passages') return togglePassages(state);
  if (state.query !== '') return { ...state, query: '' };
  if (state.place.kind !== 'all') return { ...state, place: { kind: 'all' }, sidebar: { cursor: 0, top: 0 } };
  return { ...state, screen: BROWSING, pane: 'list' };
}
