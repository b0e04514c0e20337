import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview, reviewFolder } from './review.ts';
import { startProgram, type Tty, type TtyOptions } from './tty.ts';

const LECTERN = fileURLToPath(new URL('../../dist/lectern.js', import.meta.url));
const libraryFile = (folder: string) => join(folder, 'library', 'lectern.db');

/** Lectern as a job of an interactive bash. */
async function openInShell(folder: string, options: TtyOptions = {}): Promise<Tty> {
  const tty = startProgram('bash', ['--norc', '-i'], { ...options, cwd: folder, env: { PS1: 'PROMPT> ' } });
  onTestFinished(() => tty.close());
  await tty.until('PROMPT>');
  tty.type(`${process.execPath} ${LECTERN}\r`);
  await tty.until('1 of 20');
  return tty;
}

function childOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).trim());
}

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** The modes that Lectern sets are off again, and nothing of it is on the screen. */
function expectGivenBack(tty: Tty): void {
  expect(tty.alt).toBe(false);
  const entered = tty.raw.lastIndexOf('\x1b[?1049h');
  for (const off of ['\x1b[?25h', '\x1b[?7h', '\x1b[?2004l', '\x1b[?1049l'])
    expect(tty.raw.indexOf(off, entered), JSON.stringify(off)).toBeGreaterThan(entered);
  expect(tty.raw.slice(entered)).not.toMatch(/\x1b\[\?1049l.*\x1b\[\?(?:25l|7l|1049h)/s);
}

/** The library is whole, holds these many studies, and nobody holds a lock on it. */
function expectIntact(folder: string, studies: number): void {
  const db = new Database(libraryFile(folder));
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('select count(*) from study where deleted_at is null').pluck().get()).toBe(studies);
    db.exec('begin exclusive; rollback');
  } finally {
    db.close();
  }
}

/** Writes a column of a study past every check, as no version of Lectern does. */
function damage(folder: string, column: 'tags' | 'item', value: string): void {
  const db = new Database(libraryFile(folder));
  db.pragma('ignore_check_constraints = on');
  db.exec('drop trigger if exists study_retagged');
  db.prepare(`update study set ${column} = ? where key = 'wolak2008online'`).run(value);
  db.close();
}

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('%s in the middle of a form gives the terminal back and keeps what was saved', async (signal, code) => {
  const folder = reviewFolder();
  const tty = await openReview({ folder });
  await tty.until('1 of 20');
  tty.press(keyOf('trash'));
  await tty.until('Studies 19');
  tty.press(keyOf('add'));
  await tty.until('New study');
  tty.type('Half a title');
  await tty.until('Half a title');
  tty.kill(signal);
  expect(await tty.exit).toEqual({ exitCode: code, signal: 0 });
  expectGivenBack(tty);
  expect(tty.text()).not.toContain('Half a title');
  expectIntact(folder, 19);
});

test('Ctrl-C closes a dialog, leaves the program from the panes, and the shell has its terminal', async () => {
  const tty = await openInShell(reviewFolder());
  tty.press(keyOf('help'));
  await tty.until('Keys: list');
  tty.press('ctrl-c');
  await tty.until('1 of 20');
  tty.press('ctrl-c');
  await tty.until(/PROMPT> *$/m);
  expectGivenBack(tty);
  tty.type('stty -a\r');
  await tty.until(/ icanon/);
  expect(tty.text()).toMatch(/ echo /);
});

test('a hang-up ends the process with the library closed', async () => {
  const folder = reviewFolder();
  const tty = await openReview({ folder });
  await tty.until('1 of 20');
  tty.press(keyOf('trash'));
  await tty.until('Studies 19');
  tty.kill('SIGHUP');
  await tty.exit;
  expectGivenBack(tty);
  expectIntact(folder, 19);
});

test('a terminal that is gone ends the process with the library closed', async () => {
  const folder = reviewFolder();
  const tty = await openInShell(folder);
  const pid = childOf(tty.pid);
  tty.press(keyOf('trash'));
  await tty.until('Studies 19');
  process.kill(tty.pid, 'SIGKILL');
  await tty.exit;
  await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
  expectIntact(folder, 19);
});

test('a fault while drawing gives the terminal back, then tells what happened', async () => {
  const folder = reviewFolder();
  const tty = await openReview({ folder, cols: 120, rows: 40 });
  await tty.until('1 of 20');
  damage(folder, 'tags', '{broken');
  expect((await tty.exit).exitCode).toBe(1);
  expectGivenBack(tty);
  expect(tty.text()).toMatch(/SyntaxError: .*JSON/);
  expect(tty.text()).toMatch(/^ +at /m);
  damage(folder, 'tags', '[]');
  expectIntact(folder, 20);
});

test('a fault in a command gives the terminal back, then tells what happened', async () => {
  const folder = reviewFolder();
  const tty = await openReview({ folder, cols: 120, rows: 40 });
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type('edit title="Not to be kept" key:wolak2008online');
  await tty.until('key:wolak2008online');
  damage(folder, 'item', '{broken');
  tty.press(keyOf('run-line', 'prompt'));
  expect((await tty.exit).exitCode).toBe(1);
  expectGivenBack(tty);
  expect(tty.text()).toMatch(/^ +at /m);
  damage(folder, 'item', JSON.stringify({ id: 'wolak2008online', type: 'article-journal' }));
  expectIntact(folder, 20);
});

test('Ctrl-Z gives the shell its terminal, and fg brings the screen back as it was', async () => {
  const tty = await openInShell(reviewFolder());
  tty.press(keyOf('down'), keyOf('down'));
  await tty.until('3 of 20');
  for (const again of ['4 of 20', '5 of 20']) {
    tty.press(keyOf('suspend'));
    await tty.until('Stopped');
    expectGivenBack(tty);
    tty.type('echo typed in the shell\r');
    await tty.until(/^typed in the shell$/m);
    tty.type('fg\r');
    await tty.until(/\d of 20/);
    expect(tty.alt).toBe(true);
    tty.press(keyOf('down'));
    await tty.until(again);
  }
  tty.press(keyOf('quit'));
  await tty.until('PROMPT>');
  expectGivenBack(tty);
});

test('a terminal that was given another size while Lectern was stopped has the right size after fg', async () => {
  const tty = await openInShell(reviewFolder());
  await tty.until('1 of 20');
  tty.press(keyOf('suspend'));
  await tty.until('Stopped');
  tty.resize(120, 30);
  tty.type('fg\r');
  await tty.until(() => tty.alt && /quit *$/.test(tty.screen()[29] ?? ''));
});

test('a form survives Ctrl-Z with what was typed', async () => {
  const tty = await openInShell(reviewFolder());
  tty.press(keyOf('add'));
  await tty.until('New study');
  tty.type('A title half ');
  await tty.until('A title half');
  tty.press(keyOf('suspend', 'form'));
  await tty.until('Stopped');
  tty.type('fg\r');
  await tty.until('A title half');
  tty.type('written');
  await tty.until('A title half written');
});

test('a burst of new sizes paints each size at most once and clears nothing', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await tty.until('1 of 20');
  await tty.still();
  const before = tty.raw.length;
  const sizes = Array.from({ length: 12 }, (_, at) => [119 - at * 4, 39 - at] as const);
  for (const [cols, rows] of sizes) tty.resize(cols, rows);
  const [, rows] = sizes.at(-1) as readonly [number, number];
  await tty.until(() => tty.raw.includes(`\x1b[${rows};1H`, before) && tty.screen()[rows - 1]?.includes('quit'));
  await tty.still();
  const painted = tty.raw.slice(before);
  const full = painted.split('\x1b[1;1H').length - 1;
  expect(full).toBeGreaterThanOrEqual(1);
  expect(full).toBeLessThanOrEqual(sizes.length);
  expect(tty.raw).not.toMatch(/\x1b\[[23]?J|\x1bc/);
  expect(tty.screen().filter((row) => row.includes('quit'))).toHaveLength(1);
});

test('moving paints only rows that change, inside synchronised updates', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await tty.until('1 of 20');
  await tty.still();
  const before = tty.raw.length;
  tty.press(keyOf('down'));
  await tty.until('2 of 20');
  const painted = tty.raw.slice(before);
  expect(painted).not.toContain('\x1b[1;1H');
  expect(painted.split('\x1b[?2026h').length).toBe(painted.split('\x1b[?2026l').length);
  expect(painted.indexOf('\x1b[?2026h')).toBeLessThan(painted.search(/\x1b\[\d+;1H/));
});

test('a paste into the search is one line of text, whatever is in it', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('search'));
  tty.paste('title:convention\r\n\x1b[31mq');
  await tty.until('/title:convention');
  expect(tty.alt).toBe(true);
  await tty.until('found');
  tty.press(keyOf('clear-search', 'search'));
  await tty.until('Studies 20');
});

test('a paste of several lines fills one field of a form and saves nothing', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('add'));
  await tty.until('New study');
  tty.type('A title');
  tty.press(keyOf('next-field', 'form'));
  tty.paste('Weber, Marianne\nSimmel, Georg\n');
  await tty.until('Simmel, Georg');
  expect(tty.text()).toContain('Weber, Marianne');
  expect(tty.text()).toContain('New study');
});

test('a paste on the panes presses no key', async () => {
  const folder = reviewFolder();
  const tty = await openReview({ folder });
  await tty.until('1 of 20');
  tty.paste(`${keyOf('trash')}${keyOf('quit')}`);
  await tty.until('To search for what you pasted');
  expect(tty.text()).toContain('Studies 20');
});

test('Esc acts at once', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  const waits: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    tty.press(keyOf('help'));
    await tty.until('Keys: list');
    const pressed = performance.now();
    tty.press('esc');
    await tty.until('Studies 20');
    waits.push(performance.now() - pressed);
  }
  // Slower than 200 ms would be a wait for the rest of a sequence; one slow frame of a busy machine is none.
  expect(Math.min(...waits)).toBeLessThan(200);
});

test('NO_COLOR leaves bold, inverse and marks, and no colour in any view', async () => {
  const tty = await openReview({ cols: 120, rows: 40, env: { NO_COLOR: '1' } });
  await tty.until('1 of 20');
  tty.press(keyOf('next-pane'));
  await tty.until('▸ wright2016meta');
  tty.press(keyOf('previous-pane'), keyOf('tag'));
  await tty.until('Tags of');
  tty.press(keyOf('close', 'picker'));
  await tty.until('Studies 20');
  tty.press(keyOf('edit'));
  await tty.until('Edit wright2016meta');
  tty.press(keyOf('close', 'form'));
  await tty.until('Studies 20');
  tty.press(keyOf('search'));
  tty.type('grooming nothinglikethis');
  await tty.until('0 found');
  const codes = [...tty.raw.matchAll(/\x1b\[([\d;:]*)m/g)].flatMap(([, list = '']) => list.split(/[;:]/));
  expect(codes.filter((code) => /^(?:3\d|4\d|9\d|10\d)$/.test(code))).toEqual([]);
  expect(codes).toContain('7');
});

test('colours are there without NO_COLOR', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await tty.until('1 of 20');
  expect(tty.raw).toMatch(/\x1b\[(?:\d+;)*3\dm/);
});
