import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CslItem } from '../../src/domain/study.ts';
import { Sandbox } from './lectern.ts';

let box: Sandbox;
beforeEach(() => {
  box = Sandbox.withReview();
});
afterEach(() => {
  box.remove();
});

interface Lectern {
  tags: string[];
  excerpts: {
    uid: string;
    kind: string;
    text: string;
    section: string;
    comment?: string;
    locator?: object;
    tags: string[];
  }[];
  status: string;
}
const lectern = (item: CslItem) => (item.custom as { lectern: Lectern }).lectern;
const show = (key: string) => box.json<CslItem>('show', key);

const PAGE = `Skip to content
Journal of Examples

New survey looks at reading habits

A short introduction by the site, which is no part of the study.

Reading Habits of Adults in Two Cities: A Survey

Authors: Institute for the Study of Reading and Writing
Published: 2019

Background

Few surveys have asked adults what they read for their work.

Methods

Two thousand adults were asked in writing.

Results

Most of those asked read every day.

About a tenth read in more than one language.

The full study can be accessed here.

Reading Matters`;

describe('the first start', () => {
  test('loads the review that ships, and nothing of it can be undone by mistake', () => {
    expect(existsSync(box.path('library/lectern.db'))).toBe(false);
    const shipped = JSON.parse(readFileSync(box.path('library/harms-review.json'), 'utf8')) as CslItem[];
    expect(
      box
        .json<CslItem[]>('find')
        .map((item) => item.id)
        .sort(),
    ).toEqual(shipped.map((item) => item.id).sort());
    const undo = box.run(['undo']);
    expect([undo.code, undo.stderr]).toEqual([1, expect.stringContaining('nothing to undo')]);
    expect(box.json<{ name: string; definition: string }[]>('codebook').every((tag) => tag.definition !== '')).toBe(
      true,
    );
  });

  test('show --json has the shape of the shipped file', () => {
    const shipped = JSON.parse(readFileSync(box.path('library/harms-review.json'), 'utf8')) as CslItem[];
    expect(show('icmec2017online')).toEqual(shipped.find((item) => item.id === 'icmec2017online'));
  });
});

describe('bringing a study in', () => {
  test('a research page becomes one study with its excerpts, and undo takes it all back', () => {
    const before = box.ok('export', '--format', 'csl-json');
    writeFileSync(box.path('page.txt'), PAGE);
    expect(box.ok('import', 'page.txt')).toContain('Imported 1 study: isrw2019reading.');
    const study = show('isrw2019reading');
    expect(study.title).toBe('Reading Habits of Adults in Two Cities: A Survey');
    expect(study.author).toEqual([{ literal: 'Institute for the Study of Reading and Writing' }]);
    expect(lectern(study).excerpts.map((e) => [e.section, e.kind])).toEqual([
      ['Background', 'quotation'],
      ['Methods', 'quotation'],
      ['Results', 'quotation'],
      ['Results', 'quotation'],
    ]);
    box.ok('undo');
    expect(box.ok('export', '--format', 'csl-json')).toBe(before);
    box.ok('redo');
    expect(show('isrw2019reading')).toEqual(study);
  });

  test('standard input works as a file does', () => {
    const result = box.run(['import', '-'], {
      input: '@book{smith2001, title = {A Book}, author = {Smith, Jane}, year = 2001}',
    });
    expect([result.code, result.stdout]).toEqual([0, 'Imported 1 study: smith2001.\n']);
  });

  const added = (...files: string[]) =>
    JSON.parse(box.run(['import', '--json', ...files]).stdout).added.map(({ key }: { key: string }) => key);
  const twice: [what: string, file: string, content: string, keys: string[]][] = [
    ['two entries with one key', 'a.bib', '@book{k1,title={A}}\n@book{k1,title={B}}', ['k1', 'k1a']],
    ['a key that had to be repaired', 'a.bib', '@book{a b,title={B}}', ['a_b']],
    [
      'repaired keys that then were the same',
      'a.bib',
      '@book{a b,title={A}}\n@book{a~b,title={B}}\n@book{a%b,title={C}}',
      ['a_b', 'a_ba', 'a_bb'],
    ],
    [
      'entries without a title',
      'a.bib',
      '@misc{x,note={1}}\n@misc{x,note={2}}\n@misc{x,author={A, B}}',
      ['x', 'xa', 'xb'],
    ],
    [
      'a record with neither key nor title',
      'a.ris',
      'TY  - BOOK\nAU  - Weber, Max\nPY  - 1919\nER  - \n',
      ['weber1919'],
    ],
  ];
  for (const [what, file, content, keys] of twice) {
    test(`importing ${what} twice adds nothing the second time`, () => {
      writeFileSync(box.path(file), content);
      expect(added(file)).toEqual(keys);
      expect(added(file)).toEqual([]);
    });
  }

  test('importing every file that our tests read twice adds nothing the second time', () => {
    const folder = new URL('../fixtures/', import.meta.url).pathname;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(added(...files).length).toBeGreaterThan(files.length);
    expect(added(...files)).toEqual([]);
  });

  test('a different study whose key is taken comes in, though its title is that of another one', () => {
    writeFileSync(box.path('one.bib'), '@article{k,title={A}}\n@article{k,title={Editorial},volume=1}');
    writeFileSync(box.path('two.bib'), '@article{k,title={Editorial},volume=2}');
    box.ok('import', 'one.bib');
    expect(added('two.bib')).toEqual(['kb']);
  });

  test('thousands of records of one title come in, and add nothing a second time, within seconds', () => {
    const record = (n: number) => `TY  - JOUR\nAU  - Weber, Max\nTI  - Editorial\nPY  - 1919\nVL  - ${n}\nER  - \n`;
    writeFileSync(box.path('same.ris'), Array.from({ length: 5000 }, (_, n) => record(n)).join(''));
    expect(added('same.ris').length).toBe(5000);
    expect(added('same.ris')).toEqual([]);
  });

  test('importing the same file twice adds nothing and says so, with what the studies have in common', () => {
    writeFileSync(
      box.path('refs.bib'),
      '@book{one, title={First}}\n@article{two, title={Second}, doi={10.1000/xyz}}\n',
    );
    box.ok('import', 'refs.bib');
    const before = box.ok('export', '--format', 'csl-json');
    const again = box.run(['import', 'refs.bib']);
    expect(again.code).toBe(0);
    expect(again.stdout).toBe('Imported 0 studies; 2 already here in full.\n');
    expect(again.stderr).toContain('same DOI');
    expect(again.stderr).toContain('same citation key and title');
    expect(box.ok('export', '--format', 'csl-json')).toBe(before);
  });

  test('a page imported twice adds nothing', () => {
    writeFileSync(box.path('page.txt'), PAGE);
    box.ok('import', 'page.txt');
    const before = box.ok('export', '--format', 'csl-json');
    expect(box.ok('import', 'page.txt')).toBe('Imported 0 studies; 1 already here in full.\n');
    expect(box.ok('export', '--format', 'csl-json')).toBe(before);
  });

  test('a study in the trash is not brought in again behind the back of its user', () => {
    writeFileSync(box.path('refs.bib'), '@book{one, title={First}}');
    box.ok('import', 'refs.bib');
    box.ok('trash', 'one');
    expect(box.run(['import', 'refs.bib']).stderr).toContain('in the trash');
  });

  test('a dry run says what would happen and changes nothing', () => {
    writeFileSync(box.path('refs.bib'), '@book{one, title={First}}');
    const before = box.ok('export', '--format', 'csl-json');
    expect(box.ok('import', '--dry-run', 'refs.bib')).toContain('Would import 1 study: one.');
    expect(box.ok('export', '--format', 'csl-json')).toBe(before);
    expect(box.json<{ command: string }[]>('history')).toHaveLength(2);
  });

  test('another study with a taken key gets the next letter and a warning', () => {
    writeFileSync(box.path('a.bib'), '@book{same, title={First}}');
    writeFileSync(box.path('b.bib'), '@book{same, title={Second}}');
    box.ok('import', 'a.bib');
    const second = box.run(['import', 'b.bib']);
    expect(second.stdout).toContain('samea');
    expect(second.stderr).toMatch(/b\.bib:1: samea: the key same belongs to another study/);
  });

  const sacred: [what: string, files: string[], keys: string[]][] = [
    [
      'a key of a later entry',
      ['@article{k, title={One}} @article{k, title={Two}} @article{ka, title={Third}}'],
      ['k', 'kb', 'ka'],
    ],
    [
      'the key that another entry has and a keyless one would get',
      [
        '@article{, author={Smith, Jane}, year=2016, title={Online Reading}} @book{smith2016online, title={Other}, year=2016}',
      ],
      ['smith2016onlinea', 'smith2016online'],
    ],
    [
      'a key of a later file',
      [
        'TY  - BOOK\nAU  - Smith, Jane\nPY  - 2016\nTI  - Online Reading\nER  - \n',
        '@book{smith2016online, title={Other}}',
      ],
      ['smith2016onlinea', 'smith2016online'],
    ],
    ['a key for one that had to be repaired', ['@book{a b, title={A}} @book{a_b, title={B}}'], ['a_ba', 'a_b']],
    [
      'an alias of another entry',
      ['@book{x, title={A}} @book{x, title={B}} @book{other, title={C}, ids = {xa, xb}}'],
      ['x', 'xc', 'other'],
    ],
    ['a key in other case', ['@book{k, title={A}} @book{k, title={B}} @book{KA, title={C}}'], ['k', 'kb', 'KA']],
  ];
  for (const [what, files, keys] of sacred) {
    test(`a made key never takes ${what}`, () => {
      const names = files.map((text, at) => {
        const name = `${at}.${text.startsWith('@') ? 'bib' : 'ris'}`;
        writeFileSync(box.path(name), text);
        return name;
      });
      expect(added(...names)).toEqual(keys);
      expect(added(...names)).toEqual([]);
    });
  }

  test('a made key never takes an alias that a study of the library has', () => {
    writeFileSync(box.path('a.bib'), '@book{x, title={A}} @book{other, title={C}, IDS = {xa, xb}}');
    writeFileSync(box.path('b.bib'), '@book{x, title={B}}');
    expect(added('a.bib')).toEqual(['x', 'other']);
    expect(added('b.bib')).toEqual(['xc']);
  });

  test('keys that differ in case only stay as they are, are found by their own spelling, and come in once', () => {
    writeFileSync(box.path('a.bib'), '@book{Smith2010, title={First}}\n@book{smith2010, title={Second}}');
    const { stdout, stderr } = box.run(['import', 'a.bib']);
    expect(stdout).toBe('Imported 2 studies: Smith2010, smith2010.\n');
    expect(stderr).toContain(
      'a.bib:2: smith2010: another citation key of this file differs from this one only in case',
    );
    expect(show('Smith2010').title).toBe('First');
    expect(show('smith2010').title).toBe('Second');
    expect(box.run(['show', 'SMITH2010']).stderr).toContain('2 studies match');
    expect(added('a.bib')).toEqual([]);
    box.ok('edit', 'key=SMITH2010', 'smith2010');
    expect(box.ok('find', 'SMITH2010')).toContain('Second');
    expect(box.run(['edit', 'key=Smith2010', 'SMITH2010']).stderr).toContain('belongs to another study');
    box.ok('trash', 'SMITH2010');
    expect(show('smith2010').title).toBe('First');
    box.ok('undo');
    box.ok('undo');
    expect(show('smith2010').title).toBe('Second');
  });

  test('two entries of one file that share a DOI both come in', () => {
    writeFileSync(
      box.path('refs.bib'),
      '@book{one, title={Part One}, doi={10.1000/b}}\n@book{two, title={Part Two}, doi={10.1000/b}}\n',
    );
    expect(box.ok('import', 'refs.bib')).toContain('Imported 2 studies');
  });
});

describe('working with studies', () => {
  test('a study is added by hand with a made key', () => {
    expect(
      box.ok(
        'add',
        'type=report',
        'title=Annual Review of Reading',
        'author={World Health Organization}',
        'year=2020',
        '--tag',
        'evidence/review',
      ),
    ).toBe('Added who2020annual.\n');
    expect(show('who2020annual')).toMatchObject({
      type: 'report',
      author: [{ literal: 'World Health Organization' }],
      issued: { 'date-parts': [[2020]] },
      custom: { lectern: { tags: ['evidence/review'] } },
    });
  });

  test('fields are edited and cleared, and the key changes only when it is named', () => {
    box.ok('edit', 'icmec2017online', 'year=2018', 'publisher=');
    expect(show('icmec2017online')).toMatchObject({ issued: { 'date-parts': [[2018]] } });
    expect(show('icmec2017online')).not.toHaveProperty('publisher');
    box.ok('edit', 'key=icmec2018', 'icmec2017online');
    expect(box.run(['show', 'icmec2017online']).code).toBe(1);
    box.ok('undo');
    box.ok('undo');
    expect(show('icmec2017online')).toHaveProperty('publisher');
  });

  test('tags go on and off many studies at once, as one undo', () => {
    const tags = () => box.json<CslItem[]>('find', 'tag:harm/grooming').map((item) => lectern(item).tags);
    const before = tags();
    expect(box.ok('tag', '+to-discuss', '-harm/grooming', 'tag:harm/grooming')).toContain(
      `Tagged ${before.length} studies`,
    );
    expect(box.json<CslItem[]>('find', 'tag:to-discuss')).toHaveLength(before.length);
    box.ok('undo');
    expect(tags()).toEqual(before);
  });

  test('an excerpt is added with its place, edited, tagged and removed', () => {
    box.ok(
      'excerpt',
      'add',
      'icmec2017online',
      '--text',
      'A passage.',
      '--section',
      'Methods',
      '--locator',
      'pp. 12–14',
      '--tag',
      'a',
    );
    const added = () => lectern(show('icmec2017online')).excerpts.at(-1);
    const uid = added()?.uid as string;
    expect(added()).toEqual({
      uid,
      kind: 'quotation',
      text: 'A passage.',
      section: 'Methods',
      locator: { label: 'page', value: '12-14' },
      tags: ['a'],
    });
    box.ok(
      'excerpt',
      'edit',
      uid.slice(-8),
      '--kind',
      'paraphrase',
      '--locator',
      '',
      '--comment',
      'Look again',
      '--tag',
      'b',
      '--untag',
      'a',
    );
    expect(added()).toEqual({
      uid,
      kind: 'paraphrase',
      text: 'A passage.',
      section: 'Methods',
      comment: 'Look again',
      tags: ['b'],
    });
    box.ok('tag', '+c', '--excerpt', uid);
    expect(added()?.tags).toEqual(['b', 'c']);
    box.ok('excerpt', 'remove', uid);
    expect(added()?.uid).not.toBe(uid);
    box.ok('undo');
    expect(added()?.tags).toEqual(['b', 'c']);
  });

  test('the trash keeps a study until it is emptied, which wants a yes', () => {
    box.ok('trash', 'icmec2017online');
    expect(box.ok('find')).not.toContain('icmec2017online');
    expect(box.ok('trash')).toContain('icmec2017online');
    expect(box.run(['find', 'icmec2017online']).stderr).toContain('1 study, in the trash');
    box.ok('restore', 'icmec2017online');
    expect(box.ok('find')).toContain('icmec2017online');
    box.ok('trash', 'icmec2017online');
    const asked = box.run(['empty-trash']);
    expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('--yes')]);
    box.ok('empty-trash', '--yes');
    expect(box.run(['show', 'icmec2017online']).code).toBe(1);
    expect(box.run(['undo']).code).toBe(1);
  });

  test('the journal outlives the program, whichever process wrote it', () => {
    box.ok('screen', 'excluded', 'icmec2017online');
    box.ok('tag', '+x', 'icmec2017online');
    expect(
      box
        .json<{ summary: string }[]>('history')
        .slice(0, 2)
        .map((step) => step.summary),
    ).toEqual(['tag +x on 1 study', 'screen 1 study as excluded']);
    box.ok('undo');
    box.ok('undo');
    expect(lectern(show('icmec2017online'))).toMatchObject({ status: 'included' });
  });
});

describe('where the library is', () => {
  test('a workspace is found from the folders in it', () => {
    expect(box.run(['find', 'icmec'], { cwd: box.path('exports') }).stdout).toContain('icmec2017online');
  });

  test('init makes a workspace, and says when there is one', () => {
    const { code, stdout } = box.run(['init', 'mine']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Made a workspace in mine')]);
    expect(['library/lectern.db', 'exports'].every((name) => existsSync(box.path('mine', name)))).toBe(true);
    expect(box.run(['find'], { cwd: box.path('mine') }).stdout).toBe('');
    expect(box.run(['init', 'mine']).stderr).toContain('already a workspace');
  });

  test('outside a workspace it is in XDG_DATA_HOME, and --library wins over LECTERN_LIBRARY', () => {
    const outside = new Sandbox();
    const add = (args: string[], env: NodeJS.ProcessEnv = {}) =>
      expect(outside.run([...args, 'add', 'title=A'], { env }).code).toBe(0);
    add([], { XDG_DATA_HOME: outside.path('data') });
    expect(existsSync(outside.path('data/lectern/lectern.db'))).toBe(true);
    add([]);
    expect(existsSync(outside.path('.local/share/lectern/lectern.db'))).toBe(true);
    add([], { LECTERN_LIBRARY: outside.path('named.db') });
    expect(existsSync(outside.path('named.db'))).toBe(true);
    add(['--library', 'won.db'], { LECTERN_LIBRARY: outside.path('lost.db') });
    expect([existsSync(outside.path('won.db')), existsSync(outside.path('lost.db'))]).toEqual([true, false]);
    outside.remove();
  });
});

describe('help', () => {
  test('every command has help with its options', () => {
    const names = [...box.ok('--help').matchAll(/^ {2}([a-z][a-z-]+) /gm)].map((match) => match[1] as string);
    expect(names).toEqual(
      expect.arrayContaining([
        'init',
        'import',
        'find',
        'show',
        'add',
        'edit',
        'tag',
        'excerpt',
        'export',
        'undo',
        'redo',
        'history',
        'trash',
      ]),
    );
    for (const name of names) expect(box.ok(name, '--help')).toContain('Usage: lectern');
  });
});
