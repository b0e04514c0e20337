import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import { keyOf } from './keys.ts';
import { openReview, reviewFolder } from './review.ts';
import type { Tty, TtyOptions } from './tty.ts';

const run = keyOf('run-line', 'prompt');

/** The first studies of the review, marked. */
async function withMarked(count: number, options: TtyOptions & { folder?: string } = {}): Promise<Tty> {
  const tty = await openReview({ cols: 120, rows: 40, ...options });
  await tty.until('1 of 20');
  tty.press(...Array.from({ length: count }, () => keyOf('mark')));
  await tty.until(`${count} marked`);
  return tty;
}

/** A folder for PATH whose opener notes what it is given, one a line. */
function opener(folder: string): { path: string; opened: () => string[] } {
  const path = join(folder, '..', 'programs');
  const file = join(folder, '..', 'opened');
  mkdirSync(path);
  writeFileSync(file, '');
  writeFileSync(join(path, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${file}'\n`);
  chmodSync(join(path, 'xdg-open'), 0o755);
  return { path: `${path}:${process.env.PATH}`, opened: () => readFileSync(file, 'utf8').split('\n').filter(Boolean) };
}

test('only what shows one study at a time works on one', () => {
  expect(COMMANDS.filter(({ selection }) => selection === 'one').map(({ name }) => name)).toEqual(['show']);
});

test('every marked study is opened', async () => {
  const folder = reviewFolder();
  const { path, opened } = opener(folder);
  const tty = await withMarked(3, { folder, env: { PATH: path } });
  tty.press(keyOf('open'));
  await tty.until('Opened 3 studies.');
  expect(new Set(opened()).size).toBe(3);
});

test('more than ten are opened only after a question', async () => {
  const folder = reviewFolder();
  const { path, opened } = opener(folder);
  const tty = await withMarked(12, { folder, env: { PATH: path } });
  tty.press(keyOf('open'));
  await tty.until('Open 12 studies at once?');
  tty.press(keyOf('no', 'confirm'));
  await tty.until(() => !tty.text().includes('at once?'));
  expect(opened()).toEqual([]);
  tty.press(keyOf('open'));
  await tty.until('Open 12 studies at once?');
  tty.press(keyOf('yes', 'confirm'));
  // Two of them have no link.
  await tty.until('Opened 10 of 12 studies.');
  expect(opened()).toHaveLength(10);
});

test('a marked study that has nothing to open is told, and the others are opened', async () => {
  const folder = reviewFolder();
  const { path, opened } = opener(folder);
  const tty = await openReview({ folder, cols: 120, rows: 40, env: { PATH: path } });
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type('add key=bare2020 title="A bare title"');
  tty.press(run);
  await tty.until('Added bare2020.');
  tty.press(keyOf('first'), keyOf('mark'), keyOf('mark'));
  await tty.until('2 marked');
  tty.press(keyOf('open'));
  await tty.until('Opened 1 of 2 studies.');
  await tty.until('bare2020 has no DOI, URL or file to open');
  expect(opened()).toHaveLength(1);
});

test('a file is attached to every marked study, and taken off them', async () => {
  const folder = reviewFolder();
  writeFileSync(join(folder, 'all.pdf'), '%PDF-1.7');
  const tty = await withMarked(3, { folder });
  tty.press(keyOf('attach'));
  await tty.until(':attach');
  tty.type('all.pdf');
  tty.press(run);
  await tty.until('Attached all.pdf to 3 studies.');
  tty.press(keyOf('first'), keyOf('mark'), keyOf('mark'), keyOf('mark'));
  await tty.until('3 marked');
  tty.press(keyOf('prompt'));
  tty.type('detach all.pdf');
  tty.press(run);
  await tty.until('Detached all.pdf from 3 studies.');
  tty.press(keyOf('undo'));
  await tty.until('Undone: detach all.pdf from 3 studies.');
});

test('an excerpt goes to every marked study, and its form says so', async () => {
  const tty = await withMarked(3);
  tty.press(keyOf('excerpt add'));
  await tty.until('New excerpt of 3 studies');
  tty.type('All three draw on one sample.');
  tty.press(keyOf('save', 'form'));
  await tty.until('Added an excerpt to 3 studies.');
  tty.press(keyOf('undo'));
  await tty.until('Undone: add an excerpt to 3 studies.');
});

test('show says in words that it shows one study', async () => {
  const tty = await withMarked(3);
  tty.press(keyOf('prompt'));
  tty.type('show');
  tty.press(run);
  await tty.until('3 studies are marked, and one is shown at a time');
  expect(tty.text()).toContain('3 marked');
});
