import type { Scope } from '../commands/define-command.ts';
import { pad, width, wrap } from '../domain/text/text-width.ts';
import { fuzzyFilter } from './fuzzy.ts';
import type { Key } from './input.ts';
import { actionOf, type KeyHelp, keysOf } from './keys.ts';
import { dialogBox, dialogRows } from './layout.ts';
import { edit } from './line-editor.ts';
import { BROWSING, type Screen, type State, type Step, step } from './state.ts';

type ScreenOf<K extends Screen['screen']> = Extract<Screen, { screen: K }>;

/** Where one writes. */
const TEXT_SCOPES: readonly Scope[] = ['search', 'prompt', 'picker', 'form', 'help'];
/** What `line-editor.ts` does with the keys that no action takes. */
const EDITING_KEYS: readonly KeyHelp[] = [
  ['Ctrl-A Home', 'To the beginning of the line'],
  ['Ctrl-E End', 'To the end of the line'],
  ['Alt-B Alt-F', 'A word back, a word on'],
  ['Ctrl-W', 'Erase the word before the cursor'],
  ['Ctrl-U Ctrl-K', 'Erase to the beginning, to the end of the line'],
  ['Ctrl-_', 'Take back the last edit of this field'],
].map(([keys = '', summary = '']) => ({ keys, name: '', summary, hint: undefined }));

/** The keys of the scope in which a word of key, name or summary holds the filter. */
export function helpRows(of: Scope, filter: string): KeyHelp[] {
  const rows = [...keysOf(of), ...(TEXT_SCOPES.includes(of) ? EDITING_KEYS : [])];
  return fuzzyFilter(rows, filter, ({ keys, name, summary }) => `${name} ${summary} ${keys}`).map(({ item }) => item);
}

/** A row of the help screen: `keys` as wide as in every other row, then what they do, and how the prompt names it. */
interface HelpLine {
  keys: string;
  text: string;
  command: string;
}

/** The rows of the help screen; where there is little room, a sentence goes on in the next row. */
export function helpLines(of: Scope, filter: string, columns: number): HelpLine[] {
  const rows = helpRows(of, filter);
  const widest = Math.max(...rows.map(({ keys }) => width(keys)), 8);
  const cells = Math.min(24, widest, Math.max(8, Math.floor(columns / 3)));
  const room = Math.max(10, columns - cells - 4);
  return rows.flatMap(({ keys, name, summary, command }) => {
    const named = command ? `  (:${name})` : '';
    const isWhole = width(summary) + width(named) <= room;
    const [left, right] = [wrap(keys, cells), isWhole ? [summary] : wrap(summary, room)];
    return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => ({
      keys: pad(left[at] ?? '', cells),
      text: right[at] ?? '',
      command: at === 0 && isWhole ? named : '',
    }));
  });
}

export function reduceHelp(state: State, screen: ScreenOf<'help'>, key: Key): Step {
  const { length } = helpLines(screen.of, screen.filter.text, dialogBox(state).columns);
  const page = Math.max(1, dialogRows(state.size) - 3);
  const most = Math.max(0, length - page);
  const scroll = (by: number) =>
    step({ ...state, screen: { ...screen, top: Math.max(0, Math.min(most, screen.top + by)) } });
  switch (actionOf('help', key)) {
    case 'close':
      return step({ ...state, screen: screen.back });
    case 'select-next':
      return scroll(1);
    case 'select-previous':
      return scroll(-1);
    case 'select-page-down':
      return scroll(page);
    case 'select-page-up':
      return scroll(-page);
    default:
      return step({ ...state, screen: { ...screen, filter: edit(screen.filter, key), top: 0 } });
  }
}

export function reduceMessage(state: State, screen: ScreenOf<'message'>, key: Key): Step {
  const page = Math.max(1, dialogRows(state.size) - 2);
  const most = Math.max(0, screen.lines.length - page);
  const to = (top: number) => step({ ...state, screen: { ...screen, top: Math.max(0, Math.min(most, top)) } });
  switch (actionOf('message', key)) {
    case 'close':
      return step({ ...state, screen: BROWSING });
    case 'down':
      return to(screen.top + 1);
    case 'up':
      return to(screen.top - 1);
    case 'page-down':
      return to(screen.top + page);
    case 'page-up':
      return to(screen.top - page);
    case 'first':
      return to(0);
    case 'last':
      return to(most);
    default:
      return step(state);
  }
}

export function reduceConfirm(state: State, screen: ScreenOf<'confirm'>, key: Key): Step {
  switch (actionOf('confirm', key)) {
    case 'yes':
      return step({ ...state, screen: BROWSING }, ...screen.yes);
    case 'no':
    case 'close':
      return step({ ...state, screen: screen.back });
    default:
      return step(state);
  }
}
