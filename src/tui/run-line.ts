import type { Browser } from '../commands/browse.ts';
import { parseLine } from '../commands/command-line/parse.ts';
import { PANE_ACTIONS, type UiActionName } from '../commands/ui-actions.ts';
import { studiesCount } from '../domain/text/counts.ts';
import { UserError } from '../domain/user-error.ts';
import { labelOf } from './keys.ts';
import { act } from './reduce.ts';
import { type Effect, type State, type Step, selectedStudies, selectionOf, step } from './state.ts';

/**
 * What a line of the prompt does: a command with its arguments, or an action by its name. A command that works on studies takes
 * those of its query, without one the marked ones or the one under the cursor. @throws UserError
 */
export function runLine(state: State, line: string, browser: Browser): Step {
  const action = actionOfLine(line);
  if (action) return act(state, action);
  const { command, args, query, manner } = parseLine(line);
  const yes = manner.yes === true;
  if (command.opensScreen) return step(state, { effect: 'open-screen', command });
  const words = (query ?? []).join(' ').trim();
  if (command.name === 'find') {
    const { query: found = [], limit, explain, excerpts } = args as { query?: string[]; [option: string]: unknown };
    // The list is the place for what was found.
    if (limit === undefined && explain !== true) {
      const list = { cursor: 0, top: 0, id: undefined };
      return step({ ...state, pane: 'list', find: excerpts ? 'passages' : 'studies', query: found.join(' '), list });
    }
  }
  // So is the detail pane for one study.
  if (command.name === 'show' && args.style === undefined) {
    const [id, ...others] = words === '' ? selectedStudies(state) : browser.select(words);
    if (words === '' && others.length > 0)
      throw new UserError(
        `${studiesCount(others.length + 1)} are marked, and one is shown at a time`,
        `${labelOf('back', 'list')} unmarks them`,
      );
    const row = id === undefined || others.length > 0 ? undefined : browser.rows([id])[0];
    const query = row ? `key:="${row.key}"` : words;
    const list = { cursor: 0, top: 0, id: undefined };
    return step({ ...state, pane: row ? 'detail' : 'list', place: { kind: 'all' }, find: 'studies', query, list });
  }
  const bare = !yes && command.asks !== 'prompt' && words === '' && Object.values(args).every(isEmpty);
  if (bare) return step(state, { effect: 'key-command', command });
  const selection = words === '' ? selectionOf(state) : { studies: browser.select(words) };
  const excerpt = selectionOf(state).excerpt;
  const needs = Object.entries(command.params as { [name: string]: { completes?: string; required?: boolean } }).find(
    ([, param]) => param.completes === 'excerpt' && param.required,
  )?.[0];
  const filled =
    needs !== undefined && args[needs] === undefined && excerpt !== undefined ? { ...args, [needs]: excerpt } : args;
  const effect: Effect = { effect: 'run', command, args: filled, selection, ...(yes ? { agreed: true } : {}) };
  return step(state, effect);
}

/** The action whose name, or short name, the line is. */
export function actionOfLine(line: string): UiActionName | undefined {
  const wanted = line.trim();
  return PANE_ACTIONS.find((one) => one.name === wanted || ('alias' in one && one.alias === wanted))?.name;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}
