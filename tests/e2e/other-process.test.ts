import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { cursorRow, openReview, reviewFolder } from './review.ts';

const LECTERN = fileURLToPath(new URL('../../dist/lectern.js', import.meta.url));

test('what another process adds shows within a second, the cursor staying on its study', async () => {
  const folder = reviewFolder();
  const tty = await openReview({ folder });
  await tty.until('1 of 20');
  tty.press(keyOf('down'), keyOf('down'), keyOf('down'));
  await tty.until('4 of 20');
  const row = cursorRow(tty);
  execFileSync(process.execPath, [LECTERN, 'add', 'title=Added elsewhere', 'year=2021'], { cwd: folder });
  await tty.until('Studies 21', 1500);
  expect(cursorRow(tty)).toBe(row);
});
