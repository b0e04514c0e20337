import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startProgram, type Tty, type TtyOptions } from './tty.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lectern-terminal-'));
const counter = join(folder, 'program/counter.js');
let tty: Tty;

beforeAll(() => {
  execFileSync(process.execPath, [
    join(project, 'build.mjs'),
    join(folder, 'program'),
    join(project, 'tests/e2e/fixtures/counter.tsx'),
  ]);
});
afterEach(() => tty?.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(options: TtyOptions = {}): Promise<void> {
  tty = startProgram(process.execPath, [counter], options);
  await tty.until('keys: 0.');
}

/** In a shell with job control. */
async function startInShell(env: Record<string, string> = {}): Promise<void> {
  tty = startProgram('bash', ['--norc', '-i'], { env: { PS1: 'PROMPT> ', ...env } });
  await tty.until('PROMPT>');
  tty.type(`${process.execPath} ${counter}\r`);
  await tty.until('keys: 0.');
}

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

function expectRestored(): void {
  expect(tty.alt).toBe(false);
  for (const mode of ['\x1b[?25h', '\x1b[?7h', '\x1b[?2004l', '\x1b[?1049l']) {
    expect(tty.raw.lastIndexOf(mode)).toBeGreaterThan(
      tty.raw.lastIndexOf(mode.replace(/[hl]$/, (end) => (end === 'h' ? 'l' : 'h'))),
    );
  }
}

test('five hundred keys in a burst are all counted', async () => {
  await start();
  tty.type('j'.repeat(500));
  await tty.until('keys: 500.');
});

test('text and Enter in one burst are keys of their own', async () => {
  await start();
  tty.press('a', 'b', 'enter');
  await tty.until('keys: 3.');
  await tty.until('last: enter.');
});

test('a paste is one key', async () => {
  await start();
  tty.paste('two\r\nlines q');
  await tty.until('last: paste "two\\nlines q".');
  await tty.until('keys: 1.');
});

test('mouse, focus, answers and unknown sequences do nothing', async () => {
  await start();
  tty.type('\x1b[1;5z\x1b[31m\x1b[5n\x1b[<0;1;1M\x1b[I\x1b[?62c\x1b]11;rgb:0/0/0\x07j');
  await tty.until('keys: 1.');
  await tty.until('last: j.');
});

test('Esc is a key of its own without another key after it', async () => {
  await start();
  tty.press('esc');
  await tty.until('last: esc.');
});

test('a character in two reads arrives whole', async () => {
  await start();
  const [first, ...others] = Buffer.from('漢');
  tty.type(Buffer.from(['j'.charCodeAt(0), first as number]));
  await tty.until('keys: 1.');
  tty.type(Buffer.from(others));
  await tty.until('last: 漢.');
  await tty.until('keys: 2.');
});

test('what follows a cluster of uncertain width stands in its column', async () => {
  await start();
  await tty.until(() => tty.cell(14, 4) === '|');
});

test('the frame fills the screen and follows its size', async () => {
  await start({ cols: 80, rows: 24 });
  await tty.until(() => tty.screen()[23] === 'size 80x24');
  for (const [cols, rows] of [
    [60, 12],
    [40, 10],
    [140, 45],
  ] as const) {
    const before = tty.raw.length;
    tty.resize(cols, rows);
    await tty.until(() => tty.screen()[rows - 1] === `size ${cols}x${rows}` && tty.cell(cols - 1, 0) === 'd');
    expect(tty.screen().filter((row) => row.startsWith('size'))).toHaveLength(1);
    expect(tty.raw.slice(before).split('\x1b[1;1H').length - 1).toBe(1);
  }
});

test('one key repaints only the rows it changes and never clears the screen', async () => {
  await start();
  const before = tty.raw.length;
  tty.press('j');
  await tty.until('last: j.');
  const painted = tty.raw.slice(before);
  expect(painted.match(/\x1b\[\d+;1H/g)).toEqual(['\x1b[2;1H', '\x1b[3;1H']);
  expect(tty.raw).not.toMatch(/\x1b\[[23]J/);
});

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGQUIT', 131],
] as const)('%s gives the terminal back and ends with %i, the library closed', async (signal, code) => {
  const endFile = join(folder, `${signal}.txt`);
  await start({ env: { END_FILE: endFile } });
  tty.kill(signal);
  expect(await tty.exit).toEqual({ exitCode: code, signal: 0 });
  expectRestored();
  expect(readFileSync(endFile, 'utf8')).toBe('library closed');
});

test('SIGHUP gives the terminal back, closes the library and leaves no core dump', async () => {
  const endFile = join(folder, 'hangup.txt');
  await start({ env: { END_FILE: endFile } });
  tty.kill('SIGHUP');
  expect(await tty.exit).toEqual({ exitCode: 0, signal: 9 });
  expectRestored();
  expect(existsSync(endFile)).toBe(true);
});

test('leaving gives back the screen that was there before', async () => {
  await startInShell();
  tty.press('q');
  await tty.until(/goodbye\nPROMPT> *$/m);
  expect(tty.alt).toBe(false);
  tty.type('stty -a\r');
  await tty.until(/ icanon/);
  expect(tty.text()).toMatch(/ echo /);
});

test('Ctrl-Z stops the program and fg brings the screen back', async () => {
  await startInShell();
  tty.press('j');
  await tty.until('keys: 1.');
  for (const count of [2, 4]) {
    tty.press('ctrl-z');
    await tty.until('Stopped');
    expect(tty.alt).toBe(false);
    tty.type('fg\r');
    await tty.until(`keys: ${count}.`);
    expect(tty.alt).toBe(true);
    tty.press('j');
    await tty.until(`keys: ${count + 1}.`);
  }
});

test('Ctrl-Z where nothing could continue the program brings the screen back', async () => {
  await start();
  tty.press('ctrl-z');
  await tty.until(() => tty.raw.split('\x1b[?1049h').length === 3 && tty.alt);
  tty.press('j');
  await tty.until('keys: 2.');
});

test('a stop from outside leaves the shell a usable terminal, and fg brings the screen back', async () => {
  await startInShell();
  const pid = Number(execFileSync('ps', ['-o', 'pid=', '--ppid', String(tty.pid)], { encoding: 'utf8' }).trim());
  process.kill(pid, 'SIGTSTP');
  await tty.until('Stopped');
  expect(tty.alt).toBe(false);
  tty.type('fg\r');
  await tty.until('keys: 0.');
  tty.press('j');
  await tty.until('keys: 1.');
});

test('an editor gets the terminal and gives it back', async () => {
  const editor = join(folder, 'editor.sh');
  writeFileSync(editor, 'read -p "EDIT> " line; exit 3\n');
  await start({ env: { EDITOR: `bash ${editor}` } });
  tty.press('E');
  await tty.until('EDIT>');
  expect(tty.alt).toBe(false);
  tty.type('qqq\r');
  await tty.until('note: ended: 3.');
  expect(tty.alt).toBe(true);
  await tty.until('keys: 1.');
  tty.press('j');
  await tty.until('keys: 2.');
});

test('an interrupt in the editor does not end the program', async () => {
  const editor = join(folder, 'interrupted.sh');
  writeFileSync(editor, 'echo EDIT; sleep 60\n');
  await start({ env: { EDITOR: `bash ${editor}` } });
  tty.press('E');
  await tty.until('EDIT');
  tty.press('ctrl-c');
  await tty.until(/note: ended: (null|130)\./);
  tty.press('j');
  await tty.until('keys: 2.');
});

test('Ctrl-Z in the editor stops both, and fg continues both', async () => {
  const editor = join(folder, 'stopped.sh');
  const pidFile = join(folder, 'stopped.pid');
  writeFileSync(editor, `echo $$ > ${pidFile}; read -p "EDIT> " line; exit 3\n`);
  await startInShell({ EDITOR: `bash ${editor}` });
  tty.press('E');
  await tty.until('EDIT>');
  tty.press('ctrl-z');
  await tty.until(/Stopped[\s\S]*PROMPT>\s*$/);
  tty.type('fg\r');
  // The shell gives the terminal to the job before it continues it.
  const state = () =>
    execFileSync('ps', ['-o', 'stat=', '-p', readFileSync(pidFile, 'utf8').trim()], { encoding: 'utf8' });
  await vi.waitFor(() => expect(state()).not.toMatch(/^T/), { timeout: 10_000 });
  tty.type('text\r');
  await tty.until('note: ended: 3.');
  tty.press('j');
  await tty.until('keys: 2.');
});

test('a missing editor is told, not fatal', async () => {
  await start({ env: { EDITOR: '/nonexistent/editor' } });
  tty.press('E');
  await tty.until('note: failed: ENOENT.');
  tty.press('j');
  await tty.until('keys: 2.');
});

test.each([
  ['T', 'thrown on purpose'],
  ['P', 'rejected on purpose'],
  ['R', 'broken while drawing'],
])('a crash (%s) gives the terminal back before it tells what happened', async (key, message) => {
  await start();
  tty.press(key);
  expect((await tty.exit).exitCode).toBe(1);
  expectRestored();
  expect(tty.text()).toContain(`TypeError: ${message}`);
  expect(tty.text()).toMatch(/^ +at /m);
});

test('what others print does not reach the screen', async () => {
  await start();
  tty.press('N', 'j');
  await tty.until('keys: 2.');
  expect(tty.raw).not.toContain('noise');
});

test('a lost terminal ends the program with the library closed', async () => {
  const endFile = join(folder, 'lost.txt');
  await startInShell({ END_FILE: endFile });
  const pid = Number(execFileSync('ps', ['-o', 'pid=', '--ppid', String(tty.pid)], { encoding: 'utf8' }).trim());
  expect(readlinkSync(`/proc/${pid}/fd/0`)).toContain('/dev/pts/');
  process.kill(tty.pid, 'SIGKILL');
  await tty.exit;
  await expect.poll(() => existsSync(endFile), { timeout: 5000 }).toBe(true);
  await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
});

test('a dumb terminal is refused in words', async () => {
  tty = startProgram(counter, [], { env: { TERM: 'dumb' } });
  expect((await tty.exit).exitCode).toBe(2);
  expect(tty.raw).toContain('cannot run in a terminal of type "dumb"');
  expect(tty.raw).not.toContain('\x1b');
});

test('without a terminal it refuses in words', () => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [counter], { input: '', encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('needs a terminal');
});
