import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Sandbox } from './lectern.ts';

let box: Sandbox;
beforeEach(() => {
  box = Sandbox.withReview();
});
afterEach(() => {
  box.remove();
});

const read = (...parts: string[]) => readFileSync(box.path(...parts), 'utf8');
const write = (name: string, content: string | Uint8Array) => writeFileSync(box.path(name), content);

function expectRefused(args: readonly string[], message: RegExp, file = args.at(-1) ?? '') {
  const before = readFileSync(box.path(file));
  const names = readdirSync(box.folder).sort();
  const { code, stdout, stderr } = box.run(args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(readFileSync(box.path(file)).equals(before)).toBe(true);
  expect(readdirSync(box.folder).sort()).toEqual(names);
}

describe('a file that Lectern did not write last', () => {
  const MINE = '% mine\n@book{mine, title={Mine}}\n';

  test('stands, and the hint says what can be done', () => {
    write('paper.bib', MINE);
    expectRefused(['export', '-o', 'paper.bib'], /Lectern did not write .*--force .*paper\.bib~; --update .*--append/);
  });

  test('is replaced by --force, and kept under another name that was free', () => {
    write('paper.bib', MINE);
    chmodSync(box.path('paper.bib'), 0o640);
    expect(box.ok('export', '--force', '-o', 'paper.bib')).toMatch(/^Wrote 20 .*The old file is paper\.bib~\.$/m);
    expect(read('paper.bib~')).toBe(MINE);
    expect(statSync(box.path('paper.bib')).mode & 0o777).toBe(0o640);
    write('paper.bib', '% again\n');
    expect(box.ok('export', '--force', '-o', 'paper.bib')).toContain('The old file is paper.bib~2.');
    expect([read('paper.bib~'), read('paper.bib~2')]).toEqual([MINE, '% again\n']);
    write('paper.bib', MINE);
    expect(box.ok('export', '--force', '-o', 'paper.bib')).toContain('The old file is paper.bib~.');
    expect(readdirSync(box.folder).filter((name) => name.startsWith('paper'))).toHaveLength(3);
  });

  test('is what Lectern wrote, once it was changed', () => {
    box.ok('export', '-o', 'paper.bib');
    box.ok('edit', 'title=Another', 'icmec2017online');
    expect(box.ok('export', '-o', 'paper.bib')).toContain('Wrote 20 studies to paper.bib (BibTeX).\n');
    write('paper.bib', `${read('paper.bib')}% my remark\n`);
    expectRefused(['export', '-o', 'paper.bib'], /was changed since/);
  });

  test('is what another library wrote', () => {
    box.ok('find');
    box.ok('--library', 'other.db', 'add', 'title=One');
    box.ok('--library', 'other.db', 'export', '-o', 'paper.bib');
    expectRefused(['export', '-o', 'paper.bib'], /Lectern did not write/);
    box.ok('export', '--force', '-o', 'paper.bib');
    expectRefused(['--library', 'other.db', 'export', '-o', 'paper.bib'], /changed since/);
  });

  test('that says the same already is left alone, and is Lectern’s from then on', () => {
    write('paper.bib', box.ok('export', '-f', 'bibtex'));
    expect(box.ok('export', '-o', 'paper.bib')).toContain('paper.bib is up to date');
    box.ok('edit', 'title=Another', 'icmec2017online');
    expect(box.ok('export', '-o', 'paper.bib')).toContain('Wrote 20');
  });

  test('is no file without anything in it', () => {
    write('paper.bib', '');
    expect(box.ok('export', '-o', 'paper.bib')).toContain('Wrote 20');
    expect(existsSync(box.path('paper.bib~'))).toBe(false);
  });
});

describe('an export of a workspace', () => {
  test('is known after the workspace was moved', () => {
    box.ok('export', '-o', 'exports/paper.bib');
    mkdirSync(box.path('elsewhere'));
    for (const name of ['library', 'exports']) renameSync(box.path(name), box.path('elsewhere', name));
    const moved = (...args: string[]) => box.run(args, { cwd: box.path('elsewhere') });
    moved('edit', 'title=Another', 'icmec2017online');
    expect(moved('export', '-o', 'exports/paper.bib').stdout).toContain('Wrote 20');
  });

  test('is known after a fresh clone where it is what Lectern writes of all studies, and only there', () => {
    const shipped = fileURLToPath(new URL('../../exports', import.meta.url));
    for (const name of readdirSync(shipped)) cpSync(join(shipped, name), box.path('exports', name));
    write('exports/part.bib', '@book{part, title = {Part}}\n');
    box.ok('edit', 'title=Another', 'icmec2017online');
    for (const name of ['exports/harms-review.bib', 'exports/harms-review.json', 'library/harms-review.json'])
      expect(box.ok('export', '-o', name)).toContain('Wrote 20');
    expectRefused(['export', '-o', 'exports/part.bib'], /Lectern did not write/);
  });
});

describe('links', () => {
  test('stay, and what they point at is written, there already or not', () => {
    mkdirSync(box.path('paper'));
    symlinkSync('paper/refs.bib', box.path('refs.bib'));
    box.ok('export', '-o', 'refs.bib');
    box.ok('edit', 'title=Another', 'icmec2017online');
    expect(box.ok('export', '-o', 'refs.bib')).toContain('Wrote 20');
    expect(lstatSync(box.path('refs.bib')).isSymbolicLink()).toBe(true);
    expect(read('paper', 'refs.bib')).toContain('Another');
    expect(box.ok('export', '-o', 'paper/refs.bib')).toContain('up to date');
    write('paper/refs.bib', '% mine\n');
    expect(box.ok('export', '--force', '-o', 'refs.bib')).toContain('The old file is paper/refs.bib~.');
  });

  test('that go round in a circle, or nowhere, get one clear line', () => {
    symlinkSync('b.bib', box.path('a.bib'));
    symlinkSync('a.bib', box.path('b.bib'));
    symlinkSync('no-folder/x.bib', box.path('c.bib'));
    expect(box.run(['export', '-o', 'a.bib'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^lectern: a\.bib: .*\n$/),
    });
    expect(box.run(['export', '-o', 'c.bib'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('folder does not exist'),
    });
  });
});

describe('files of a library are no targets', () => {
  test('under their own names, through a link and under a second name', () => {
    box.ok('find');
    symlinkSync('library/lectern.db', box.path('soft.ris'));
    linkSync(box.path('library', 'lectern.db'), box.path('hard.ris'));
    symlinkSync('library/lectern.db-wal', box.path('wal.ris'));
    const targets = ['lectern.db', 'lectern.db-wal', 'lectern.db-shm', 'lectern.db-journal'].map(
      (name) => `library/${name}`,
    );
    for (const target of [...targets, 'soft.ris', 'hard.ris', 'wal.ris']) {
      for (const flags of [[], ['--force'], ['--update'], ['--append']]) {
        const { code, stderr } = box.run(['export', '-f', 'ris', ...flags, '-o', target]);
        expect([target, code]).toEqual([target, 1]);
        expect(stderr).toMatch(/^lectern: \S+: is a library or another database.*\n$/);
      }
    }
    expect(box.json<unknown[]>('find')).toHaveLength(20);
  });

  test('nor are those of another library, a backup or a log of any database', () => {
    box.ok('find');
    box.ok('--library', 'other.db', 'add', 'title=One');
    mkdirSync(box.path('library', 'backups'));
    cpSync(box.path('other.db'), box.path('library', 'backups', 'lectern-v1.db'));
    write('log.ris', Buffer.from('377f0682002de218', 'hex'));
    for (const target of ['other.db', 'other.db-wal', 'other.db-journal', 'library/backups/lectern-v1.db', 'log.ris'])
      expect(box.run(['export', '--force', '-f', 'ris', '-o', target]).stderr).toMatch(
        /is a library or another database/,
      );
  });

  test.skipIf(process.getuid?.() !== 0)('nor is a disk (skipped for those who cannot make one)', ({ skip }) => {
    if (spawnSync('mknod', [box.path('disk'), 'b', '7', '200']).status !== 0) skip('no device can be made here');
    expect(box.run(['export', '-f', 'ris', '-o', 'disk']).stderr).toMatch(/^lectern: disk: is a device/);
  });
});

describe('--update and --append', () => {
  const MINE =
    '% Encoding: ISO8859_1\r\n@string{jj = {Journal f\xfcr X}}\r\n\r\n@report{icmec2017online, title = {Old}, date = 2017}\r\n@book{mine, title = {Mine}}\r\n@comment{jabref-meta: x;}\r\n';

  test('change the entries of a .bib, or add to them, in its dialect, encoding and line ends; all else stays', () => {
    write('paper.bib', Buffer.from(MINE, 'latin1'));
    expect(box.ok('export', '--update', '-o', 'paper.bib')).toBe(
      'Updated 1 entry in paper.bib; the rest of it is as it was.\n',
    );
    const [before = '', after = ''] = MINE.split('@report{icmec2017online, title = {Old}, date = 2017}');
    const updated = readFileSync(box.path('paper.bib'), 'latin1');
    expect(updated.startsWith(before)).toBe(true);
    expect(updated.endsWith(after)).toBe(true);
    expect(updated).toMatch(/@report\{icmec2017online,\r\n {2}author/);
    expect(box.ok('export', '--update', '-o', 'paper.bib')).toContain('up to date');
    expect(box.ok('export', '--append', 'author:hald', '-o', 'paper.bib')).toContain('Added 1 entry in paper.bib');
    const appended = readFileSync(box.path('paper.bib'), 'latin1');
    expect(appended.startsWith(updated)).toBe(true);
    expect(appended.replaceAll('\r\n', '')).not.toContain('\n');
    expect(box.ok('export', '--append', 'author:hald', '-o', 'paper.bib')).toContain(
      'has every entry of this study already',
    );
    expect(existsSync(box.path('paper.bib~'))).toBe(false);
  });

  test('do not make a file Lectern’s own that somebody else wrote', () => {
    write('paper.bib', '@book{mine, title = {Mine}}\n');
    box.ok('export', '--update', '--append', '-o', 'paper.bib');
    expectRefused(['export', '-o', 'paper.bib'], /Lectern did not write/);
    box.ok('export', 'author:hald', '-o', 'own.bib');
    box.ok('export', '--append', 'author:wright', '-o', 'own.bib');
    expect(box.ok('export', '-o', 'own.bib')).toContain('Wrote 20');
  });

  test('work on RIS and CSL-JSON, too', () => {
    for (const [name, mine] of [
      ['paper.ris', 'TY  - BOOK\nID  - mine\nTI  - Mine\nER  - \n'],
      ['paper.json', '[{"id": "mine", "type": "book", "title": "Mine"}]'],
    ] as const) {
      write(name, mine);
      expect(box.ok('export', '--append', 'author:hald', '-o', name)).toContain('Added 1 entry');
      box.ok('edit', `title=Another of ${name}`, 'author:hald');
      expect(box.ok('export', '--update', '-o', name)).toContain('Updated 1 entry');
      expect(read(name)).toContain(`Another of ${name}`);
      expect(read(name)).toContain('Mine');
    }
    expect(JSON.parse(read('paper.json'))).toHaveLength(2);
  });

  test('refuse what they cannot do, and write nothing', () => {
    write('paper.bib', 'TY  - BOOK\nID  - mine\nER  - \n');
    expectRefused(['export', '--append', '-o', 'paper.bib'], /holds RIS, not BibTeX/);
    write('open.bib', '@book{mine, title = {Mine}\n');
    expectRefused(['export', '--append', '-o', 'open.bib'], /open\.bib:1: .*not closed/);
    write('latin.bib', Buffer.from('@book{mine, title = {M\xfcne}}\n', 'latin1'));
    box.ok('edit', 'title=Łódź', 'icmec2017online');
    expectRefused(['export', '--append', '-o', 'latin.bib'], /windows-1252, which lacks a character/);
    expect(box.run(['export', '--update', '-o', 'none.bib']).stderr).toContain('there is no such file to update');
    for (const args of [
      ['--update', '-f', 'ris'],
      ['--force', '-f', 'ris', '-o', '-'],
      ['--force', '--append', '-o', 'x.bib'],
    ])
      expect(box.run(['export', ...args]).code).toBe(2);
    expect(existsSync(box.path('none.bib'))).toBe(false);
  });
});

test('undo says what it takes back, and an export is no step of it', () => {
  box.ok('tag', '+mine', 'icmec2017online');
  box.ok('export', '-o', 'paper.bib');
  expect(box.ok('undo')).toBe('Undone: tag +mine on 1 study.\n');
  expect(existsSync(box.path('paper.bib'))).toBe(true);
});
