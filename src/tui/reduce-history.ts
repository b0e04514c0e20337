import { commandByName } from '../commands/registry.ts';
import type { Key } from './input.ts';
import { actionOf } from './keys.ts';
import { dialogRows } from './layout.ts';
import { windowTop } from './move.ts';
import { BROWSING, type Screen, type State, type Step, step } from './state.ts';

/** The history as a list: Enter goes to right after a step, or before the first of them. */
export function reduceHistory(state: State, screen: Extract<Screen, { screen: 'history' }>, key: Key): Step {
  const { steps, cursor } = screen;
  const page = Math.max(1, dialogRows(state.size) - 1);
  const to = (row: number) => {
    const at = Math.max(0, Math.min(steps.length, row));
    return step({
      ...state,
      screen: { ...screen, cursor: at, top: windowTop(screen.top, at, page, steps.length + 1) },
    });
  };
  switch (actionOf('history', key)) {
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
      return to(steps.length);
    case 'jump': {
      const command = commandByName('history jump');
      const closed = { ...state, screen: BROWSING };
      return command ? step(closed, { effect: 'run', command, args: { step: steps[cursor]?.id ?? 0 } }) : step(closed);
    }
    case 'close':
      return step({ ...state, screen: BROWSING });
    default:
      return step(state);
  }
}
