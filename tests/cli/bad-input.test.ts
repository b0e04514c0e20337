import { chmodSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Result, Sandbox } from './lectern.ts';

let box: Sandbox;
beforeEach(() => {
  box = Sandbox.withReview();
  box.ok('find');
});
afterEach(() => {
  box.remove();
});

/** Exit code 1 and one line that says what is wrong and, in a second clause, what to do. */
function expectOneClearLine(result: Result, message: RegExp) {
  expect(result.stderr).toMatch(message);
  expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(result.stderr).toMatch(/; |[.:(] ?/);
  expect(result.stdout).toBe('');
  expect(result.stderr).not.toMatch(/\bat .*\.js:\d+|node:internal|\[Error/);
  expect(result.code).toBe(1);
}

const studies = () => box.ok('export', '--format', 'csl-json');

describe('importing what cannot be imported', () => {
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(box.path(name), content);
    return name;
  };
  const folder = (name: string) => {
    mkdirSync(box.path(name));
    return name;
  };
  const cases: [what: string, make: () => string, message: RegExp][] = [
    ['a file that does not exist', () => 'nowhere.bib', /nowhere\.bib: no such file/],
    ['a folder', () => folder('papers.bib'), /papers\.bib: is a folder/],
    ['an empty file', () => write('empty.bib', ''), /empty\.bib: .*empty/],
    ['a PDF', () => write('paper.pdf', '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n'), /paper\.pdf: .*PDF/],
    ['binary data', () => write('data.bib', new Uint8Array([0, 1, 2, 3, 0, 255, 254, 0, 9])), /data\.bib: /],
    [
      'JSON that is not UTF-8',
      () => write('latin.json', new Uint8Array([0x5b, 0x22, 0xe9, 0x22, 0x5d])),
      /latin\.json.*UTF-8/,
    ],
    [
      'broken JSON',
      () => write('broken.json', '[{"id": "a", "type": "book", "title": "Cut off'),
      /broken\.json:1.*JSON/,
    ],
    ['a text in no known format', () => write('notes.xyz', 'Milk, eggs, bread\n'), /notes\.xyz/],
    ['a page that is no study', () => write('page.txt', 'Welcome\n\nOpening hours\n\nMonday to Friday\n'), /page\.txt/],
  ];
  for (const [what, make, message] of cases) {
    test(`${what} gets one clear line and changes nothing`, () => {
      const before = studies();
      expectOneClearLine(box.run(['import', make()]), message);
      expect(studies()).toBe(before);
      expect(box.json<unknown[]>('history').length).toBe(2);
    });
  }

  test('a file of 200 MB is refused before it is read', () => {
    writeFileSync(box.path('huge.bib'), '@book{a, title = {A}}');
    truncateSync(box.path('huge.bib'), 200 * 1024 * 1024);
    expectOneClearLine(box.run(['import', 'huge.bib']), /huge\.bib: too large \(200 MiB/);
  });

  test('one file that cannot be read keeps the others of the same import out', () => {
    writeFileSync(box.path('good.bib'), '@book{good2001, title = {A Good Book}, year = 2001}');
    const before = studies();
    expectOneClearLine(box.run(['import', 'good.bib', 'nowhere.bib']), /nowhere\.bib/);
    expect(studies()).toBe(before);
  });

  test('members named __proto__ and constructor do no harm', () => {
    const item =
      '{"id":"odd","type":"book","title":"Odd","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    writeFileSync(box.path('odd.json'), `[${item}]`);
    expect(box.run(['import', 'odd.json']).code).toBe(0);
    expect(box.json<{ title: string }[]>('find', 'odd')).toMatchObject([{ title: 'Odd' }]);
  });
});

describe('a library that cannot be used', () => {
  test('a file that is not SQLite is refused and left as it was', () => {
    writeFileSync(box.path('notes.db'), 'my notes');
    expectOneClearLine(box.run(['--library', 'notes.db', 'find']), /not a Lectern library/);
    expect(readFileSync(box.path('notes.db'), 'utf8')).toBe('my notes');
  });

  test('a folder is refused', () => {
    expectOneClearLine(box.run(['--library', 'library', 'find']), /is a folder, not a library/);
  });

  test.skipIf(process.getuid?.() === 0)(
    'a read-only folder is named (skipped for the superuser, who may write anywhere)',
    () => {
      const other = Sandbox.withReview();
      chmodSync(other.path('library'), 0o555);
      expectOneClearLine(other.run(['find']), /cannot be written/);
      chmodSync(other.path('library'), 0o755);
      other.remove();
    },
  );

  test('a place where no folder can be made is named', () => {
    expectOneClearLine(box.run(['--library', '/proc/nowhere/lectern.db', 'find']), /cannot make this folder/);
  });
});

describe('exporting to where nothing can be written', () => {
  test('a missing folder, a folder and an unknown ending each get one clear line', () => {
    expectOneClearLine(box.run(['export', '-o', 'nowhere/refs.bib']), /folder does not exist/);
    mkdirSync(box.path('refs.bib'));
    expectOneClearLine(box.run(['export', '-o', 'refs.bib']), /is a folder/);
    const unknown = box.run(['export', '-o', 'refs.docx']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/refs\.docx: its ending names no format/);
    expect(existsSync(box.path('refs.docx'))).toBe(false);
  });

  test.skipIf(!existsSync('/dev/full'))('a full disk leaves the file that was there', () => {
    const result = box.run(['export', '--format', 'bibtex', '-o', '/dev/full']);
    expectOneClearLine(result, /the disk is full/);
  });
});

describe('wrong usage', () => {
  test('exits with 2 and says what to look at', () => {
    for (const args of [
      ['fnid'],
      ['tag'],
      ['show'],
      ['edit', 'year=2001'],
      ['export', '--format', 'docx'],
      ['find', '--nope'],
    ]) {
      const result = box.run(args);
      expect([args.join(' '), result.code]).toEqual([args.join(' '), 2]);
      expect(result.stderr).toMatch(/help|Allowed choices|QUERY/);
    }
  });

  test('a query that finds nothing, or too much, says so', () => {
    expectOneClearLine(box.run(['show', 'zzzz']), /no study matches/);
    expectOneClearLine(box.run(['show', 'pornography']), /studies match: /);
  });
});
