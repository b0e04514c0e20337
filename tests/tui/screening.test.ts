import { expect, test } from 'vitest';
import { SCREENING_STATUSES } from '../../src/domain/study.ts';
import { keyOf } from '../e2e/keys.ts';
import { browsing, press } from './press.ts';

const open = () =>
  browsing({ screen: { screen: 'screening', studies: [101, 102], of: '2 studies', now: 'unscreened' } });

test('each status is one key, which decides for all that were selected', () => {
  for (const status of SCREENING_STATUSES) {
    const { state, effects } = press(open(), keyOf(`screen-${status}`, 'screening'));
    expect(state.screen.screen).toBe('browsing');
    expect(effects).toMatchObject([
      { effect: 'run', command: { name: 'screen' }, args: { status }, selection: { studies: [101, 102] } },
    ]);
  }
});

test('any other key decides nothing', () => {
  expect(press(open(), 'j').state.screen.screen).toBe('screening');
  const { state, effects } = press(open(), keyOf('close', 'screening'));
  expect([state.screen.screen, effects]).toEqual(['browsing', []]);
});

test('the inbox is shown in the list, without a search and without marks', () => {
  const { state } = press(browsing({ query: 'words', marks: new Set([100]), pane: 'detail' }), keyOf('inbox'));
  expect([state.place.kind, state.pane, state.query, state.marks.size]).toEqual(['inbox', 'list', '', 0]);
});
