import { parseLine } from '../commands/arguments.ts';
import type { Browser } from '../commands/browse.ts';
import { studiesCount } from '../commands/select-studies.ts';
import { UI_ACTIONS } from '../commands/ui-actions.ts';
import { UserError } from '../domain/user-error.ts';
import { labelOf } from './keys.ts';
import { act } from './reduce.ts';
import { type Effect, type State, type Step, selectedStudies, selectionOf, step } from './state.ts';

/**
 * What a line of the prompt does: a command with its arguments, or an action by its name. A command that works on studies takes
 * those of its query, without one the marked ones or the one under the cursor. @throws UserError
 */
export function runLine(state: State, line: string, browser: Browser): Step {
  const action = UI_ACTIONS.find(
    (one) => 'global' in one.keys && (one.name === line.trim() || ('alias' in one && one.alias === line.trim())),
  );
  if (action) return act(state, action.name);
  const { command, args, query, yes } = parseLine(line);
  if (command.onlyCli)
    throw new UserError(`${command.name} works on the command line only`, `run "lectern ${command.name}" in a shell`);
  const words = (query ?? []).join(' ').trim();
  if (command.name === 'find') {
    const { query: found = [], limit, explain } = args as { query?: string[]; limit?: string; explain?: boolean };
    // The list is the place for what was found.
    if (limit === undefined && explain !== true)
      return step({ ...state, pane: 'list', query: found.join(' '), list: { cursor: 0, top: 0, id: undefined } });
  }
  // So is the detail pane for one study.
  if (command.name === 'show') {
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
  const bare =
    command.asks !== undefined &&
    Object.keys(args).every((name) => isEmpty(args[name])) &&
    words === '' &&
    command.asks !== 'prompt';
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

function isEmpty(value: unknown): boolean {
  return value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}
