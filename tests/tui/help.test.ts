import { expect, test } from 'vitest';
import { DIALOGS } from '../../src/commands/define-command.ts';
import { lineState } from '../../src/tui/line-editor.ts';
import { helpRows } from '../../src/tui/reduce-dialogs.ts';
import { openPrompt } from '../../src/tui/reduce-prompt.ts';
import { keyOf } from '../e2e/keys.ts';
import { browsing, press, screenOf } from './press.ts';

test('every dialog but the help itself and running work can show its keys', () => {
  for (const dialog of DIALOGS) {
    if (dialog === 'help' || dialog === 'working') continue;
    expect(() => keyOf('help', dialog), dialog).not.toThrow();
    expect(helpRows(dialog, '').length).toBeGreaterThan(1);
  }
});

test('help goes back to the dialog as it was', () => {
  const before = openPrompt(browsing(), 'half a line');
  const { state } = press(before, keyOf('help', 'prompt'));
  expect(screenOf(state, 'help').of).toBe('prompt');
  expect(press(state, keyOf('close', 'help')).state.screen).toEqual(before.screen);
});

test('a question mark is a character where one writes', () => {
  const searching = browsing({ screen: { screen: 'search', line: lineState() } });
  for (const state of [openPrompt(browsing(), ''), searching])
    expect(press(state, '?').state.screen.screen).toBe(state.screen.screen);
});
