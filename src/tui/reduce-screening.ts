import { commandByName } from '../commands/registry.ts';
import { SCREENING_STATUSES } from '../domain/study.ts';
import type { Key } from './input.ts';
import { actionOf } from './keys.ts';
import { BROWSING, type Screen, type State, type Step, step } from './state.ts';

/** One key decides. */
export function reduceScreening(state: State, screen: Extract<Screen, { screen: 'screening' }>, key: Key): Step {
  const action = actionOf('screening', key);
  const closed = { ...state, screen: BROWSING };
  if (action === 'close') return step(closed);
  const status = SCREENING_STATUSES.find((one) => action === `screen-${one}`);
  const command = commandByName('screen');
  if (status === undefined || !command) return step(state);
  return step(closed, { effect: 'run', command, args: { status }, selection: { studies: screen.studies } });
}
