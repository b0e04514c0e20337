import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { generateBib } from '../bench/generate-bib.ts';
import { keyOf } from './keys.ts';
import { cursorRow, openReview, reviewFolder } from './review.ts';
import { startLectern } from './tty.ts';

const LECTERN = fileURLToPath(new URL('../../dist/lectern.js', import.meta.url));
const LARGE = generateBib(4000);

function folderWithLargeFile(): string {
  const folder = reviewFolder();
  writeFileSync(join(folder, 'large.bib'), LARGE);
  return folder;
}

function lectern(folder: string, ...args: string[]): string {
  return execFileSync(process.execPath, [LECTERN, ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** What a library says of its studies and of what was done. */
function contents(folder: string): string {
  return lectern(folder, 'export', '--format', 'csl-json') + lectern(folder, 'history', '--json');
}

async function startImport(folder: string) {
  const tty = await openReview({ folder });
  await tty.until('1 of 20');
  tty.press(keyOf('import'));
  await tty.until(':import');
  tty.type('large.bib');
  tty.press(keyOf('run-line', 'prompt'));
  return tty;
}

test('a large import shows how far it is, the list can be read meanwhile, and Esc leaves the library as it was', {
  timeout: 120_000,
}, async () => {
  const folder = folderWithLargeFile();
  const before = contents(folder);
  const tty = await startImport(folder);
  await tty.until(/\d %.* writing/, 60_000);
  const row = cursorRow(tty);
  tty.press(keyOf('down'));
  await tty.until(() => cursorRow(tty) !== row, 2000);
  expect(tty.text()).toMatch(/\d %.* writing/);
  tty.resize(100, 30);
  await tty.until(() => tty.screen().length === 30 && /\d %/.test(tty.screen().slice(-3).join()), 2000);
  // What would change the library, or open something over the bar, does nothing.
  tty.press(keyOf('import'));
  tty.press('esc');
  await tty.until('stopped; nothing was changed', 5000);
  await tty.until('Studies 20');
  expect(contents(folder)).toBe(before);
});

test('a large import that is left alone brings everything in', { timeout: 120_000 }, async () => {
  const folder = folderWithLargeFile();
  const tty = await startImport(folder);
  await tty.until('Imported 4,000 studies', 90_000);
  await tty.until('Studies 4,020');
  tty.press(keyOf('undo'));
  await tty.until('Studies 20', 60_000);
});

test('an import killed in the middle leaves the library as it was', { timeout: 120_000 }, async () => {
  const folder = folderWithLargeFile();
  const before = contents(folder);
  const tty = startLectern({ args: ['import', 'large.bib'], cwd: folder });
  onTestFinished(() => tty.close());
  await tty.until(/\d % writing/, 60_000);
  tty.kill('SIGKILL');
  await tty.exit;
  expect(contents(folder)).toBe(before);
});

test('the command line shows a bar on a terminal when an import takes longer than half a second, and clears it', {
  timeout: 120_000,
}, async () => {
  const folder = folderWithLargeFile();
  const tty = startLectern({ args: ['import', 'large.bib'], cwd: folder });
  onTestFinished(() => tty.close());
  await tty.until(/^\[#*\.*\] \d+ % (?:reading|writing)/m, 60_000);
  await tty.until('Imported 4,000 studies', 90_000);
  expect((await tty.exit).exitCode).toBe(0);
  expect(tty.text()).not.toContain('%');
  expect(tty.text().trim()).toBe('Imported 4,000 studies.');
});
