import { expect, test } from 'vitest';
import { commandByName } from '../../src/commands/registry.ts';
import type { Screen } from '../../src/tui/state.ts';
import { keyOf } from '../e2e/keys.ts';
import { browsing, press } from './press.ts';

const open = (change: Partial<Extract<Screen, { screen: 'overwrite' }>> = {}) =>
  browsing({
    screen: {
      screen: 'overwrite',
      path: 'paper.bib',
      ways: ['force', 'update', 'append'],
      command: commandByName('export')!,
      args: { format: 'bibtex', output: 'paper.bib' },
      selection: { studies: [101] },
      back: { screen: 'browsing' },
      ...change,
    },
  });

test('each answer runs the export again with its flag', () => {
  for (const way of ['force', 'update', 'append']) {
    const { state, effects } = press(open(), keyOf(`overwrite-${way}`, 'overwrite'));
    expect(state.screen.screen).toBe('browsing');
    expect(effects).toMatchObject([
      {
        effect: 'run',
        command: { name: 'export' },
        args: { format: 'bibtex', output: 'paper.bib', [way]: true },
        selection: { studies: [101] },
      },
    ]);
  }
});

test('what the format cannot do is no answer, nor is any other key', () => {
  for (const key of [
    keyOf('overwrite-update', 'overwrite'),
    keyOf('overwrite-append', 'overwrite'),
    'y',
    'enter',
    'x',
  ]) {
    const { state, effects } = press(open({ ways: ['force'] }), key);
    expect([key, state.screen.screen, effects]).toEqual([key, 'overwrite', []]);
  }
});

test('closing goes back to where the file was named, and says that nothing was written', () => {
  const { state, effects } = press(
    open({ back: { screen: 'message', title: 'before', lines: [], top: 0 } }),
    keyOf('close', 'overwrite'),
  );
  expect([state.screen.screen, effects]).toEqual(['message', []]);
  expect(state.status?.text).toBe('Nothing was written; paper.bib is as it was.');
});
