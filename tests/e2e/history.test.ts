import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { cursorRow, openReview, reviewFolder } from './review.ts';

const LECTERN = fileURLToPath(new URL('../../dist/lectern.js', import.meta.url));

test('the history goes back over several steps at once, and forward again', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await tty.until('1 of 20');
  for (const count of [19, 18, 17]) {
    tty.press(keyOf('trash'));
    await tty.until(`Studies ${count}`);
  }
  tty.press(keyOf('history'));
  await tty.until(/^> .*now +move /m);
  tty.press(keyOf('down', 'history'), keyOf('down', 'history'), keyOf('jump', 'history'));
  await tty.until('2 steps undone.');
  await tty.until('Studies 19');

  tty.press(keyOf('prompt'));
  tty.type('history');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until(/^> .*now +move /m);
  expect(tty.text().match(/ undone +move /g)).toHaveLength(2);
  tty.press(keyOf('first', 'history'), keyOf('jump', 'history'));
  await tty.until('2 steps done again.');
  await tty.until('Studies 17');
});

test('what is in the way of a jump is told, and nothing is changed', async () => {
  const folder = reviewFolder();
  const tty = await openReview({ folder, cols: 120, rows: 40 });
  await tty.until('1 of 20');
  const lectern = (...args: string[]) => execFileSync(process.execPath, [LECTERN, ...args], { cwd: folder });
  lectern('add', 'title=Added elsewhere', 'year=2021', 'key=elsewhere2021');
  await tty.until('Studies 21');
  tty.press(keyOf('trash'));
  await tty.until('Studies 20');
  // Undone, then overtaken: that step is gone for good.
  tty.press(keyOf('undo'));
  await tty.until('Studies 21');
  lectern('edit', 'year=2022', 'elsewhere2021');
  tty.press(keyOf('history'));
  await tty.until(/ overtaken +move /);
  tty.press(keyOf('first', 'history'), keyOf('down', 'history'), keyOf('jump', 'history'));
  await tty.until('cannot come back');
  expect(tty.text()).toContain('Studies 21');
});

test('after undoing a bulk trash the cursor is on the study it was on', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('down'), keyOf('down'), keyOf('down'));
  await tty.until('4 of 20');
  const before = cursorRow(tty);
  tty.press(keyOf('mark-all'), keyOf('trash'));
  await tty.until('Moved 20 studies to the trash.');
  await tty.until('Studies 0');
  tty.press(keyOf('undo'));
  await tty.until('Undone: move 20 studies to the trash.');
  await tty.until('Studies 20');
  expect(cursorRow(tty)).toBe(before);
});
