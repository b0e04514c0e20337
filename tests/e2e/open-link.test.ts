import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Sandbox } from '../cli/lectern.ts';
import { keyOf } from './keys.ts';
import { openReview, reviewFolder } from './review.ts';

/** A folder for PATH with programs that note the words they get, one a line, and what they read. */
function programs(folder: string, names: readonly string[], status = 0): { path: string; said: () => string } {
  const path = join(folder, 'programs');
  const file = join(folder, 'said');
  mkdirSync(path, { recursive: true });
  for (const name of names) {
    writeFileSync(
      join(path, name),
      `#!/bin/sh\nprintf '%s\\n' "${name}" "$@" >> '${file}'\n[ "$1" = "-selection" ] && cat >> '${file}'\nexit ${status}\n`,
    );
    chmodSync(join(path, name), 0o755);
  }
  return { path: `${path}:${process.env.PATH}`, said: () => (existsSync(file) ? readFileSync(file, 'utf8') : '') };
}

test('the DOI of the study goes to the opener of the system, as one word', async () => {
  const folder = reviewFolder();
  const { path, said } = programs(join(folder, '..'), ['xdg-open']);
  const tty = await openReview({ folder, env: { PATH: path } });
  await tty.until('1 of 20');
  tty.press(keyOf('open'));
  await tty.until('Opened https://doi.org/10.1111/jcom.12201');
  expect(said()).toBe('xdg-open\nhttps://doi.org/10.1111/jcom.12201\n');
});

test('a failing opener is told, and the screen goes on', async () => {
  const folder = reviewFolder();
  const { path } = programs(join(folder, '..'), ['xdg-open'], 3);
  const tty = await openReview({ folder, cols: 120, env: { PATH: path } });
  await tty.until('1 of 20');
  tty.press(keyOf('open'));
  await tty.until('the program "xdg-open" ended with 3');
  tty.press(keyOf('down'));
  await tty.until('2 of 20');
});

test('the citation key and the reference go to the terminal where no program has the clipboard', async () => {
  const tty = await openReview({ cols: 100 });
  await tty.until('1 of 20');
  tty.press(keyOf('copy key'));
  await tty.until('Copied wright2016meta.');
  expect(clipboard(tty.raw)).toBe('wright2016meta');
  tty.press(keyOf('copy reference'));
  await tty.until('Copied the reference (apa).', 25_000);
  expect(clipboard(tty.raw)).toMatch(/^Wright, P\. J\., Tokunaga, R\. S\., & Kraus, A\. \(2016\)/);
});

test('all marked studies are copied', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('mark'), keyOf('mark'), keyOf('copy key'));
  await tty.until('Copied 2 keys.');
  expect(clipboard(tty.raw)?.split(', ')).toHaveLength(2);
});

test('a program that has the clipboard gets the text, but not over ssh', async () => {
  const folder = reviewFolder();
  const { path, said } = programs(join(folder, '..'), ['xclip']);
  const here = await openReview({ folder, env: { PATH: path, DISPLAY: ':0' } });
  await here.until('1 of 20');
  here.press(keyOf('copy key'));
  await here.until('Copied wright2016meta.');
  expect(said()).toBe('xclip\n-selection\nclipboard\nwright2016meta');
  expect(clipboard(here.raw)).toBeUndefined();
  const there = await openReview({ folder, env: { PATH: path, DISPLAY: ':0', SSH_TTY: '/dev/pts/7' } });
  await there.until('1 of 20');
  there.press(keyOf('copy key'));
  await there.until('Copied wright2016meta.');
  expect(clipboard(there.raw)).toBe('wright2016meta');
});

test('the command line copies to whoever reads it, and opens links', () => {
  const sandbox = Sandbox.withReview();
  onTestFinished(() => sandbox.remove());
  expect(sandbox.ok('copy', 'key', 'wright2016meta')).toBe('wright2016meta\n');
  expect(sandbox.ok('copy', 'reference', 'wright2016meta')).toMatch(/^Wright, P\. J\./);
  const { path, said } = programs(sandbox.folder, ['xdg-open']);
  const { code, stdout } = sandbox.run(['open', 'wright2016meta'], { env: { PATH: path } });
  expect([code, stdout]).toEqual([0, 'Opened https://doi.org/10.1111/jcom.12201\n']);
  expect(said()).toContain('https://doi.org/10.1111/jcom.12201');
});

test('only web links and documents that exist are opened', () => {
  const sandbox = Sandbox.withReview();
  onTestFinished(() => sandbox.remove());
  const { path, said } = programs(sandbox.folder, ['xdg-open']);
  const bad = [['title=One', 'URL=file:///etc/passwd'], ['title=Two', 'URL=javascript:alert(1)'], ['title=Four']];
  for (const fields of bad) {
    sandbox.ok('add', `key=k${fields[0]}`.replace('title=', ''), ...fields);
    const { code, stderr } = sandbox.run(['open', `k${fields[0]}`.replace('title=', '')], { env: { PATH: path } });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/cannot be opened|has no DOI, URL or file/)]);
  }
  writeFileSync(sandbox.path('run.desktop'), '');
  writeFileSync(sandbox.path('paper.pdf'), '');
  writeFileSync(
    sandbox.path('refs.bib'),
    '@book{withoption, title={C}, url={--version}}\n@book{withrun, title={A}, file={:run.desktop:}}\n@book{withpdf, title={B}, file={Full text:paper.pdf:application/pdf}}\n',
  );
  sandbox.ok('import', 'refs.bib');
  for (const key of ['withoption', 'withrun'])
    expect([key, sandbox.run(['open', key], { env: { PATH: path } }).code]).toEqual([key, 1]);
  expect(said()).toBe('');
  expect(sandbox.run(['open', 'withpdf'], { env: { PATH: path } }).code).toBe(0);
  expect(said()).toBe(`xdg-open\n${sandbox.path('paper.pdf')}\n`);
});

/** What the terminal was last told to take into its clipboard. */
function clipboard(raw: string): string | undefined {
  const coded = [...raw.matchAll(/\x1b\]52;c;([A-Za-z0-9+/=]*)\x07/g)].at(-1)?.[1];
  return coded === undefined ? undefined : Buffer.from(coded, 'base64').toString();
}
