import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Sandbox } from './lectern.ts';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.ok('init');
  sandbox.ok('add', 'title=Observations on a method', 'year=2019', 'key=weber2019');
  mkdirSync(sandbox.path('papers'));
  for (const name of ['first.pdf', 'second.pdf']) writeFileSync(sandbox.path('papers', name), '%PDF-1.7');
});
afterEach(() => sandbox.remove());

interface Shown {
  custom: { lectern: { attachments?: { path: string; title?: string }[] } };
}
const attachments = () => sandbox.json<Shown>('show', 'weber2019').custom.lectern.attachments;
const found = (query: string) => sandbox.json<unknown[]>('find', query).length;

describe('attachments', () => {
  test('a file inside the workspace is kept by its path from there, wherever the command is run', () => {
    const { code } = sandbox.run(['attach', 'first.pdf', 'weber2019'], { cwd: sandbox.path('papers') });
    expect(code).toBe(0);
    expect(attachments()).toEqual([{ path: 'papers/first.pdf' }]);
    expect(sandbox.ok('show', 'weber2019')).toMatch(/Attachments +papers\/first\.pdf/);
  });

  test('a file outside is kept by its whole path, with a title', () => {
    const outside = join(tmpdir(), `lectern-outside-${process.pid}.pdf`);
    writeFileSync(outside, '%PDF-1.7');
    sandbox.ok('attach', outside, 'weber2019', '--title', 'Appendix');
    rmSync(outside);
    expect(attachments()).toEqual([{ path: outside, title: 'Appendix' }]);
  });

  test('has:attachment finds the study as long as it has one', () => {
    expect([found('has:attachment'), found('no:attachment')]).toEqual([0, 1]);
    sandbox.ok('attach', 'papers/first.pdf', 'weber2019');
    sandbox.ok('attach', 'papers/second.pdf', 'weber2019');
    expect([found('has:attachment'), found('no:attachment')]).toEqual([1, 0]);
    sandbox.ok('detach', 'papers/first.pdf', 'weber2019');
    sandbox.ok('detach', 'second.pdf', 'weber2019');
    expect(attachments()).toBeUndefined();
    expect(found('has:attachment')).toBe(0);
  });

  test('attaching twice changes nothing, and undo and redo go over it', () => {
    sandbox.ok('attach', 'papers/first.pdf', 'weber2019');
    expect(sandbox.run(['attach', './papers/first.pdf', 'weber2019']).stdout).toContain('already');
    sandbox.ok('undo');
    expect(attachments()).toBeUndefined();
    sandbox.ok('redo');
    expect(attachments()).toEqual([{ path: 'papers/first.pdf' }]);
  });

  test('what is no file, and what is not attached, is one clear line', () => {
    expect(sandbox.run(['attach', 'papers/none.pdf', 'weber2019'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('papers/none.pdf: no such file'),
    });
    expect(sandbox.run(['attach', 'papers', 'weber2019']).stderr).toContain('papers: not a file');
    expect(sandbox.run(['detach', 'first.pdf', 'weber2019'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('weber2019 has no attachment first.pdf'),
    });
  });

  test('they travel in CSL-JSON, there and back', () => {
    sandbox.ok('attach', 'papers/first.pdf', 'weber2019', '--title', 'Accepted manuscript');
    sandbox.ok('attach', 'papers/second.pdf', 'weber2019');
    const before = attachments();
    sandbox.ok('export', '--format', 'csl-json', '-o', 'out.json');
    sandbox.ok('--library', 'other.db', 'import', 'out.json');
    const other = sandbox.json<Shown>('--library', 'other.db', 'show', 'weber2019');
    expect(other.custom.lectern.attachments).toEqual(before);
  });

  test('an attachment that another program has written wrongly is left out, and said', () => {
    const attached = [{ path: 'a.pdf', title: 7 }, { title: 'no path' }, 'b.pdf'];
    const item = { id: 'odd2020', type: 'book', title: 'Odd', custom: { lectern: { attachments: attached } } };
    writeFileSync(sandbox.path('odd.json'), JSON.stringify([item]));
    expect(sandbox.run(['import', 'odd.json']).stderr).toContain('an attachment without a path is left out');
    const odd = sandbox.json<Shown>('show', 'odd2020');
    expect(odd.custom.lectern.attachments).toEqual([{ path: 'a.pdf' }]);
  });

  test('open hands the attached file to the program of the system', () => {
    const programs = sandbox.path('programs');
    mkdirSync(programs);
    writeFileSync(join(programs, 'xdg-open'), `#!/bin/sh\nprintf '%s' "$1" > '${sandbox.path('said')}'\n`);
    chmodSync(join(programs, 'xdg-open'), 0o755);
    sandbox.ok('attach', 'papers/second.pdf', 'weber2019');
    const { code } = sandbox.run(['open', 'weber2019'], { env: { PATH: `${programs}:${process.env.PATH}` } });
    expect(code).toBe(0);
    expect(readFileSync(sandbox.path('said'), 'utf8')).toBe(sandbox.path('papers', 'second.pdf'));
  });

  test('files that an imported file names are found from its folder, listed, opened and searched', () => {
    const programs = sandbox.path('programs');
    mkdirSync(programs);
    writeFileSync(join(programs, 'xdg-open'), `#!/bin/sh\nprintf '%s' "$1" > '${sandbox.path('said')}'\n`);
    chmodSync(join(programs, 'xdg-open'), 0o755);
    const opened = (...args: string[]) => {
      const { code, stderr } = sandbox.run(['open', 'files2001', ...args], {
        env: { PATH: `${programs}:${process.env.PATH}` },
      });
      return code === 0 ? readFileSync(sandbox.path('said'), 'utf8') : stderr.trim();
    };
    mkdirSync(sandbox.path('downloads', 'My.Data', 'PDF', '0123'), { recursive: true });
    writeFileSync(sandbox.path('downloads', 'a.pdf'), '%PDF-1.7');
    writeFileSync(sandbox.path('downloads', 'My.Data', 'PDF', '0123', 'Smith.pdf'), '%PDF-1.7');
    const fields = [
      'ID  - files2001',
      'TI  - With files',
      'L1  - a.pdf',
      'L1  - internal-pdf://0123/Smith.pdf',
      'L1  - gone.pdf',
      'L1  - C:\\Users\\me\\x.pdf',
      'L4  - run.sh',
      'UR  - https://example.org/1',
      'UR  - https://example.org/2',
      'LK  - https://example.org/3',
    ];
    const source = `TY  - JOUR\r\n${fields.join('\r\n')}\r\nER  - \r\n`;
    writeFileSync(sandbox.path('downloads', 'My.ris'), source);
    sandbox.ok('import', 'downloads/My.ris');
    const shown = sandbox.ok('show', 'files2001');
    expect(shown).toMatch(
      /Attachments +downloads\/a\.pdf\n +downloads\/My\.Data\/PDF\/0123\/Smith\.pdf\n +downloads\/gone\.pdf\n +C:\/Users\/me\/x\.pdf\n/,
    );
    expect(shown).toMatch(/More links +https:\/\/example\.org\/2\n +https:\/\/example\.org\/3\n/);
    expect(found('has:attachment')).toBe(1);
    expect(opened()).toBe('https://example.org/1');
    expect(opened('--what', 'url', '--number', '3')).toBe('https://example.org/3');
    expect(opened('--what', 'file')).toBe(sandbox.path('downloads', 'a.pdf'));
    expect(opened('--what', 'file', '--number', '2')).toBe(
      sandbox.path('downloads', 'My.Data', 'PDF', '0123', 'Smith.pdf'),
    );
    expect(opened('--what', 'file', '--number', '3')).toContain('downloads/gone.pdf does not exist');
    expect(opened('--what', 'file', '--number', '5')).toContain('run.sh does not exist, or is not a document');
    expect(opened('--what', 'file', '--number', '9')).toContain('no number 9');
    expect(sandbox.ok('export', 'files2001', '--format', 'ris')).toBe(source);
  });
});
