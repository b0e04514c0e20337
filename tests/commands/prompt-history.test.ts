import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { keepPromptLine, promptHistory, promptHistoryFile } from '../../src/commands/prompt-history.ts';

let env: { HOME: string; XDG_STATE_HOME?: string };
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  env = { HOME: folder };
});

test('lines come back in their order, a line said again once and last', () => {
  for (const line of ['undo', 'find tag:method', 'undo']) keepPromptLine(line, env);
  expect(promptHistory(env)).toEqual(['find tag:method', 'undo']);
});

test('the file is for its user alone, where the environment says', () => {
  env.XDG_STATE_HOME = join(env.HOME, 'state');
  keepPromptLine('undo', env);
  expect(promptHistoryFile(env)).toBe(join(env.HOME, 'state', 'lectern', 'history'));
  expect(statSync(promptHistoryFile(env)).mode & 0o777).toBe(0o600);
});

test('no more than five hundred lines are kept', () => {
  keepPromptLine('first', env);
  writeFileSync(promptHistoryFile(env), Array.from({ length: 900 }, (_, at) => `line ${at}`).join('\n'));
  keepPromptLine('newest', env);
  const lines = readFileSync(promptHistoryFile(env), 'utf8').trimEnd().split('\n');
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([500, 'line 401', 'newest']);
});

test('a folder that cannot be written loses the history and nothing else', () => {
  expect(promptHistory(env)).toEqual([]);
  writeFileSync(join(env.HOME, '.local'), 'a file in the way');
  chmodSync(join(env.HOME, '.local'), 0o400);
  expect(() => keepPromptLine('undo', env)).not.toThrow();
  expect(promptHistory(env)).toEqual([]);
});
