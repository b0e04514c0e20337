import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROGRAM, type Result, Sandbox } from './lectern.ts';

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
    ['a .bib without an entry', () => write('n.bib', 'notes about @ nothing'), /^n\.bib: no study in it; .*BibTeX/],
    [
      'a .bib of comments',
      () => write('c.bib', '% to do\n@comment{later}\n'),
      /c\.bib: no study in it, only 1 @comment; /,
    ],
    [
      'MODS',
      () => write('m.xml', '<mods><title>T</title></mods>'),
      /m\.xml: this is MODS, which Lectern does not read; /,
    ],
    [
      'a package.json',
      () => write('p.json', '{"name":"a","version":"1","author":"A"}'),
      /p\.json: this is a package manifest/,
    ],
    [
      'a list of numbers',
      () => write('l.json', '[1,2]'),
      /l\.json:1: this JSON holds no CSL items, but a list of numbers/,
    ],
    ['an empty list of JSON', () => write('e.json', '[]'), /e\.json: no study in it; .*CSL-JSON/],
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

  test('JSON nested deeper than a library can hold is left out, and said', () => {
    const deep = `[{"id":"deep","type":"book","title":"Deep","custom":${'{"a":'.repeat(1200)}1${'}'.repeat(1200)}}]`;
    expectOneClearLine(box.run(['import', write('deep.json', deep)]), /deep\.json:1: .*500 levels/);
  });

  test('an encoding that there is not is one clear line with a near one', () => {
    write('a.ris', 'TY  - BOOK\nTI  - T\nER  - \n');
    const { code, stderr } = box.run(['import', '--encoding', 'gb1803', 'a.ris']);
    expect([code, stderr.trimEnd().split('\n').length]).toEqual([2, 1]);
    expect(stderr).toMatch(/"gb1803" is not the name of a text encoding .*did you mean gb18030/);
  });

  test('a file without a study costs the others nothing', () => {
    write('good.bib', '@book{good, title={Good}}');
    const { code, stdout, stderr } = box.run(['import', write('none.json', '[]'), 'good.bib']);
    expect([code, stdout]).toEqual([0, 'Imported 1 study: good.\n']);
    expect(stderr).toMatch(/^none\.json: no study in it; .*\n$/);
  });

  test('a file of 200 MB is refused before it is read', () => {
    writeFileSync(box.path('huge.bib'), '@book{a, title = {A}}');
    truncateSync(box.path('huge.bib'), 200 * 1024 * 1024);
    expectOneClearLine(box.run(['import', 'huge.bib']), /huge\.bib: too large \(200 MiB\)/);
  });

  test('standard input is refused as soon as it is too much', () => {
    const { code, stdout, stderr } = box.run(['import', '-'], {
      input: Buffer.alloc(70 * 1024 * 1024, '@misc{a, title={T}}\n'),
    });
    expectOneClearLine({ code, stdout, stderr }, /standard input: too large; Lectern reads files of up to 64 MiB/);
  });

  test('a file with more that is wrong than a function takes arguments is told whole', () => {
    writeFileSync(box.path('ones.json'), `[${'1,'.repeat(130_000)}{"id":"one","type":"book","title":"One"}]`);
    const { code, stderr } = box.run(['import', 'ones.json']);
    expect([code, stderr.split('\n').length]).toEqual([0, 130_001]);
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
    writeFileSync(box.path('one.bib'), '@book{one, title = {One}}');
    const run = box.run(['--library', '/proc/nowhere/lectern.db', 'import', 'one.bib']);
    expectOneClearLine(run, /cannot make this folder/);
  });

  test('a slip in its name makes no new library, unless a study comes in', () => {
    for (const args of [['find'], ['show', 'x'], ['tag', '+a', 'x'], ['undo'], ['export', '-f', 'ris']]) {
      expectOneClearLine(box.run(['--library', 'lecturn.db', ...args]), /lecturn\.db: no such library/);
      expectOneClearLine(box.run(args, { env: { LECTERN_LIBRARY: 'lecturn.db' } }), /lecturn\.db: no such library/);
    }
    expect(existsSync(box.path('lecturn.db'))).toBe(false);
    box.ok('--library', 'lecturn.db', 'add', 'title=One');
    expect(existsSync(box.path('lecturn.db'))).toBe(true);
  });
});

describe('the files of a workspace that is new', () => {
  let other: Sandbox;
  beforeEach(() => {
    other = Sandbox.withReview();
  });
  afterEach(() => other.remove());

  test('a folder with the name of a JSON file is no library', () => {
    mkdirSync(other.path('library', 'more.json'));
    expect(other.json<unknown[]>('find')).toHaveLength(20);
  });

  test('a file that is not UTF-8 is told, and no library is made', () => {
    writeFileSync(other.path('library', 'more.json'), Buffer.from('[{"id":"a","title":"caf\xe9"}]', 'latin1'));
    expectOneClearLine(other.run(['find']), /more\.json:1: this line is not valid UTF-8/);
    expect(existsSync(other.path('library', 'lectern.db'))).toBe(false);
  });

  test('init makes the library from what lies there', () => {
    other.ok('init');
    expect(other.json<unknown[]>('find')).toHaveLength(20);
  });

  test('a full disk gets one clear line, and no library is made', ({ skip }) => {
    const small = new Sandbox();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', small.folder]).status === 0;
    try {
      if (!mounted) skip('a small disk can be mounted by the superuser only');
      for (const name of ['library', 'exports']) mkdirSync(small.path(name));
      cpSync(other.path('library', 'harms-review.json'), small.path('library', 'harms-review.json'));
      expectOneClearLine(small.run(['find']), /the disk is full/);
      expect(existsSync(small.path('library', 'lectern.db'))).toBe(false);
    } finally {
      if (mounted) spawnSync('umount', [small.folder]);
      small.remove();
    }
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

  test('the library itself is no place for an export', () => {
    const before = studies();
    expectOneClearLine(
      box.run(['export', '--format', 'bibtex', '-o', 'library/lectern.db']),
      /is a library or another database/,
    );
    expect(studies()).toBe(before);
  });

  test.skipIf(!existsSync('/dev/full'))('a full disk behind standard output gets one clear line', () => {
    const command = `"${process.execPath}" "${PROGRAM}" export --format csl-json > /dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: box.folder, encoding: 'utf8' });
    expect(stderr).toBe('lectern: standard output: the disk is full; write to another place\n');
    expect(status).toBe(1);
  });

  test.skipIf(!existsSync('/dev/full'))('a full disk leaves the file that was there', () => {
    const result = box.run(['export', '--format', 'bibtex', '-o', '/dev/full']);
    expectOneClearLine(result, /the disk is full/);
  });
});

describe('wrong usage', () => {
  test('exits with 2 and says what to look at', () => {
    for (const args of [['tag'], ['show'], ['edit', 'year=2001'], ['export', '--format', 'docx'], ['find', '--nope']]) {
      const result = box.run(args);
      expect([args.join(' '), result.code]).toEqual([args.join(' '), 2]);
      expect(result.stderr).toMatch(/help|Allowed choices|QUERY/);
    }
  });

  test.each([
    [['trash', 'year:2O16'], 'is not a year'],
    [['trash', '"harm'], 'is never closed'],
    [['tag', '+x', '(harm OR risk'], 'is never closed'],
    [['edit', 'note=x', 'status:sideways'], 'status'],
    [['screen', 'excluded', 'has:abstrakt'], 'has:abstract'],
    [['export', 'year:2O16', '--format', 'bibtex'], 'is not a year'],
    [['trash', 'has:abst'], 'abst'],
    [['trash', '*'], 'nothing to search for'],
    [['tag', '+harm/grooming'], 'QUERY is missing'],
  ])('%j is refused: what is not understood would be every study', (args, message) => {
    const { code, stderr } = box.run(args);
    expect(code).not.toBe(0);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(box.json<unknown[]>('find')).toHaveLength(20);
  });

  test.each([
    [
      ['trash', '-z'],
      'lectern: trash: unknown option -z; see "lectern trash --help". For a search without "z", write -- -z',
    ],
    [['edit', 'title=x', '-q'], 'unknown option -q'],
    [['screen', 'excluded', '-q'], 'unknown option -q'],
    [['tag', '+x', 'smith', '-draft'], 'unknown option -draft'],
    [['restore', '-y'], 'unknown option -y'],
    [['excerpt', 'add', '--text', 'x', '-t'], 'did you mean --text?'],
    [['attach', 'lectern.bib', '-type:report'], 'unknown option -type:report'],
    [['search', 'save', 'Name', '-q'], 'unknown option -q'],
    [['find', '-z'], 'For a search without "z", write -- -z'],
    [['find', '--limt', '3'], 'did you mean --limit?'],
    [['--jsno', 'find'], 'did you mean --json?'],
    [['tag', '', 'pornography'], '+TAG|-TAG is missing'],
    [['import', ''], 'FILE is empty'],
    [['export', '-o', '', '-f', 'ris'], '--output is empty'],
    [['excerpt', 'remove', ''], 'ID is empty'],
    [['--library', '', 'find'], '--library is empty'],
    [[''], 'no such command: ""'],
  ])('%j is wrong usage, and changes nothing', (args, message) => {
    const before = studies();
    const { code, stdout, stderr } = box.run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(studies()).toBe(before);
  });

  test('a search that leaves something out works with and without global options', () => {
    const found = box.ok('find', '-type:report');
    expect(found.trim().split('\n').length).toBeLessThan(20);
    expect(box.ok('--library', 'library/lectern.db', 'find', '-type:report')).toBe(found);
    expect(box.ok('find', '--library=library/lectern.db', '-type:report')).toBe(found);
    expect(box.ok('--json', 'find', '-n1', '-type:report')).toMatch(/^\[\n {2}\{/);
    box.ok('trash', '--', '-type:report');
    expect(box.ok('find', '-type:report')).toBe('');
  });

  test('help is printed for Lectern, a command and the commands of a word, in the width of any terminal', () => {
    for (const args of [
      ['--library', 'x.db', 'help', 'find'],
      ['--help'],
      ['help', 'find'],
      ['find', '-h'],
      ['excerpt', '--help'],
      ['help', 'excerpt', 'add'],
    ]) {
      const { code, stdout } = box.run(args);
      expect([code, stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(/^Usage: lectern/)]);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    }
    expect(box.ok('help', 'export')).toMatch(
      /-f, --format <FORMAT> {2}.*\n[\s\S]*Global options:\n {2}--library <FILE>/,
    );
    const half = box.run(['excerpt']);
    expect([half.code, half.stdout]).toEqual([2, '']);
    expect(half.stderr).toMatch(/excerpt add .*\n.*excerpt edit/);
  });

  test('an unknown command is named, with the one that was meant', () => {
    const answer = (...args: string[]) => {
      const { code, stdout, stderr } = box.run(args);
      return [code, stdout, stderr];
    };
    expect(answer('fnid')).toEqual([2, '', 'lectern: no such command: fnid; did you mean find?\n']);
    expect(answer('fnid', 'title:x')).toEqual([2, '', 'lectern: no such command: fnid; did you mean find?\n']);
    expect(answer('qqqqqq', '--json')).toEqual([2, '', 'lectern: no such command: qqqqqq; see "lectern --help"\n']);
  });

  test('an unknown field is told with the nearest and the common ones', () => {
    const { code, stderr } = box.run(['edit', 'vlume=1', 'icmec2017online']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/vlume: no such field; did you mean volume\? Common fields are title, author, /);
  });

  test('a query that finds nothing, or too much, says so', () => {
    expectOneClearLine(box.run(['show', 'zzzz']), /no study matches/);
    expectOneClearLine(box.run(['show', 'pornography']), /studies match: /);
  });
});

test('what a file says makes no line of its own in a message', () => {
  const item = { id: 'a', type: 'book', title: 'T', 'x\u2028lectern: all is lost': 1, 'y\x85\nlectern: more': 2 };
  writeFileSync(box.path('items.json'), JSON.stringify([item]));
  const { stderr, stdout } = box.run(['import', 'items.json', '-t', 'a\u2028lectern: done']);
  const lines = `${stderr}${stdout}`.trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toMatch(/^(?:items\.json:1: |Imported 1 study: a\.$)/);
});
