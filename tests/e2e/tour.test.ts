import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { keyOf } from './keys.ts';
import { startLectern, startProgram, type Tty } from './tty.ts';

/** The tour in an empty folder, with a folder of its own for what is temporary. */
async function startTour(rows = 30): Promise<{ tty: Tty; temporary: string }> {
  const temporary = mkdtempSync(join(tmpdir(), 'lectern-'));
  onTestFinished(() => rmSync(temporary, { recursive: true, force: true }));
  const tty = startLectern({ args: ['tour'], cols: 100, rows, env: { TMPDIR: temporary } });
  onTestFinished(() => tty.close());
  await tty.until('Tour, 1 of 11');
  await tty.until('1 of 20');
  return { tty, temporary };
}

test('the tour notices each thing that was done, and leaves nothing behind', async () => {
  const { tty, temporary } = await startTour();
  tty.press(keyOf('down'));
  await tty.until('Tour, 2 of 11');
  tty.press(keyOf('next-pane'));
  for (let presses = 0; presses < 60 && !tty.text().includes('Tour, 3 of'); presses += 1) {
    tty.press(keyOf('down', 'detail'));
    await tty.still(40);
  }
  await tty.until('Tour, 3 of 11');
  tty.press(keyOf('excerpt edit', 'detail'));
  await tty.until('Tour, 4 of 11');
  tty.press(keyOf('close', 'form'));
  await tty.until('Tour, 5 of 11');
  tty.press(keyOf('search'));
  tty.type('groom');
  await tty.until('Tour, 6 of 11');
  tty.press(keyOf('keep-search', 'search'));
  await tty.until('Tour, 7 of 11');
  tty.press(keyOf('tag'));
  await tty.until('Tags of');
  tty.press(keyOf('toggle', 'picker'), keyOf('apply', 'picker'));
  await tty.until('Tour, 8 of 11');
  tty.press(keyOf('undo'));
  await tty.until('Tour, 9 of 11');
  tty.press(keyOf('export'));
  await tty.until('▸ Export');
  tty.press(keyOf('save', 'form'));
  await tty.until('Tour, 10 of 11');
  tty.press(keyOf('help'));
  await tty.until('Tour, 11 of 11');
  tty.press(keyOf('close', 'help'));
  await tty.until(() => !tty.text().includes('Keys: '));
  tty.press(keyOf('quit'));
  expect((await tty.exit).exitCode).toBe(0);
  expect(tty.text()).toContain('That was the tour');
  expect(readdirSync(temporary)).toEqual([]);
  expect(existsSync(join(tty.home, '.local'))).toBe(false);
});

test('Esc ends the tour, but first closes what is open', async () => {
  const { tty } = await startTour();
  tty.press(keyOf('help'));
  await tty.until('Keys: list');
  tty.press('esc');
  await tty.until(() => !tty.text().includes('Keys: list') && tty.text().includes('1 of 20'));
  tty.press('esc');
  expect((await tty.exit).exitCode).toBe(0);
  expect(tty.alt).toBe(false);
});

test('what the tour says stays at the bottom in every size', async () => {
  const { tty } = await startTour();
  tty.resize(60, 20);
  await tty.until(() => tty.screen()[16]?.includes('Tour, 1 of 11') && tty.screen()[15]?.includes('keys'));
});

test('an installed Lectern finds its review, far from where it was built', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const installed = mkdtempSync(join(tmpdir(), 'lectern-'));
  onTestFinished(() => rmSync(installed, { recursive: true, force: true }));
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };
  for (const name of [...files, 'package.json']) cpSync(join(root, name), join(installed, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'));
  const tty = startProgram(process.execPath, [join(installed, 'dist', 'lectern.js'), 'tour'], { cols: 100, rows: 30 });
  onTestFinished(() => tty.close());
  await tty.until('Tour, 1 of 11');
  await tty.until('1 of 20');
});
