import { OVERWRITING } from '../commands/define-command.ts';
import type { Key } from './input.ts';
import { actionOf } from './keys.ts';
import { BROWSING, type Screen, type State, type Step, step } from './state.ts';

/** One key says what becomes of the file that is in the way; closing leaves it, and goes back to where it was named. */
export function reduceOverwrite(state: State, screen: Extract<Screen, { screen: 'overwrite' }>, key: Key): Step {
  const action = actionOf('overwrite', key);
  if (action === 'close')
    return step({
      ...state,
      screen: screen.back,
      status: { text: `Nothing was written; ${screen.path} is as it was.`, tone: 'plain' },
    });
  const way = OVERWRITING.find((one) => action === `overwrite-${one}`);
  if (way === undefined || !screen.ways.includes(way)) return step(state);
  const { command, args, selection } = screen;
  return step({ ...state, screen: BROWSING }, { effect: 'run', command, args: { ...args, [way]: true }, selection });
}
