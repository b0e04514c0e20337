import { expect, test } from 'vitest';
import type { HistoryStep } from '../../src/commands/view.ts';
import { keyOf } from '../e2e/keys.ts';
import { browsing, press, screenOf } from './press.ts';

const steps = Array.from(
  { length: 60 },
  (_, at): HistoryStep => ({ id: 60 - at, at: '', command: 'edit', summary: `step ${60 - at}`, state: 'done' }),
);
const open = () => browsing({ screen: { screen: 'history', steps, cursor: 0, top: 0 } });

test('Enter jumps to the step under the cursor and closes the list', () => {
  const { state, effects } = press(open(), keyOf('down', 'history'), keyOf('jump', 'history'));
  expect(state.screen.screen).toBe('browsing');
  expect(effects).toMatchObject([{ effect: 'run', command: { name: 'history jump' }, args: { step: 59 } }]);
});

test('behind the first step stands the beginning', () => {
  const { effects } = press(open(), keyOf('last', 'history'), keyOf('down', 'history'), keyOf('jump', 'history'));
  expect(effects).toMatchObject([{ args: { step: 0 } }]);
});

test('the cursor stays in sight, and closing jumps nowhere', () => {
  const screen = screenOf(press(open(), keyOf('page-down', 'history'), keyOf('page-down', 'history')).state, 'history');
  expect(screen.cursor).toBeGreaterThanOrEqual(screen.top);
  expect(screen.cursor).toBeLessThan(screen.top + 20);
  const { state, effects } = press(open(), keyOf('down', 'history'), keyOf('close', 'history'));
  expect([state.screen.screen, effects]).toEqual(['browsing', []]);
});
