import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Sandbox } from './lectern.ts';

let sandbox: Sandbox;
const run = (...args: string[]) => sandbox.ok(...args, '--library', sandbox.path('l.db'));
const tagsOf = (key: string) =>
  (JSON.parse(run('show', key, '--json')) as { custom: { lectern: { tags: string[] } } }).custom.lectern.tags;
const file = (name: string, text: string) => {
  writeFileSync(sandbox.path(name), text);
  return sandbox.path(name);
};

const BIB = '@article{bib1,\n  title = {A Trial},\n  journal = {J},\n  keywords = {Humans; Sexting, Online},\n}\n';
const RIS = 'TY  - JOUR\r\nID  - ris1\r\nTI  - Another Trial\r\nKW  - humans\r\nKW  - Self-Report\r\nER  - \r\n';

beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => sandbox.remove());

describe('keywords of imported records', () => {
  test('stay keywords, found by keyword: and not by tag:', () => {
    run('import', file('a.bib', BIB), file('b.ris', RIS));
    expect(JSON.parse(run('codebook', '--json'))).toEqual([]);
    expect(run('find', 'keyword:humans').split('\n').length).toBe(3);
    expect(run('find', 'tag:humans')).toBe('');
    expect(run('show', 'bib1')).toMatch(/^Keywords +Humans; Sexting, Online$/m);
  });

  test('go on as tags where the codebook has them, in its spelling, and stay keywords too', () => {
    run('codebook', 'define', 'HUMANS', 'studies of people');
    run('import', file('a.bib', BIB), file('b.ris', RIS));
    expect([tagsOf('bib1'), tagsOf('ris1')]).toEqual([['HUMANS'], ['HUMANS']]);
    expect(run('find', 'keyword:humans').split('\n').length).toBe(3);
    expect(run('export', '-f', 'bibtex', 'bib1')).toContain('keywords = {Humans; Sexting, Online}');
    expect(run('export', '-f', 'ris', 'ris1').match(/humans/gi)?.length).toBe(1);
  });

  test('all become tags with --keywords-as-tags', () => {
    run('import', '--keywords-as-tags', file('a.bib', BIB));
    expect(tagsOf('bib1')).toEqual(['Humans', 'Sexting, Online']);
  });

  test('put no tag back that was taken off, when the file is one that Lectern wrote', () => {
    run('codebook', 'define', 'humans', 'studies of people');
    run('import', file('a.bib', BIB));
    run('tag', '-humans', 'bib1');
    const json = file('own.json', run('export', '-f', 'csl-json'));
    const other = (...args: string[]) => sandbox.ok('--library', sandbox.path('other.db'), ...args);
    other('codebook', 'define', 'humans', 'studies of people');
    other('import', json);
    expect(JSON.parse(other('show', 'bib1', '--json'))).toMatchObject({ custom: { lectern: { tags: [] } } });
  });
});

describe('lectern keyword', () => {
  test('lists keywords by how many studies have them, with the tag of the same name', () => {
    run('codebook', 'define', 'self-report', 'asked, not observed');
    run('import', file('a.bib', BIB), file('b.ris', RIS));
    expect(JSON.parse(run('keyword', 'list', '--json'))).toEqual([
      { name: 'Humans', studies: 2 },
      { name: 'Self-Report', studies: 1, tag: 'self-report' },
      { name: 'Sexting, Online', studies: 1 },
    ]);
  });

  test('adopts a keyword as a tag of any name on every study that has it, and undo takes it back', () => {
    run('import', file('a.bib', BIB), file('b.ris', RIS));
    expect(run('keyword', 'adopt', 'HUMANS', '--as', 'population/people')).toContain('population/people on 2 studies');
    expect([tagsOf('bib1'), tagsOf('ris1')]).toEqual([['population/people'], ['population/people']]);
    run('undo');
    expect([tagsOf('bib1'), tagsOf('ris1')]).toEqual([[], []]);
  });

  test('says that no study has the keyword', () => {
    run('import', file('a.bib', BIB));
    const { code, stderr } = sandbox.run(['--library', sandbox.path('l.db'), 'keyword', 'adopt', 'nothing']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('no study has the keyword "nothing"')]);
  });
});

describe('lectern codebook demote', () => {
  /** As version 0.1 made it of a .bib: its keywords are tags, and the source remembers them as such. */
  function olderLibrary() {
    const make = (...args: string[]) => sandbox.ok('--library', sandbox.path('new.db'), ...args);
    make('import', file('a.bib', BIB));
    const [item] = JSON.parse(make('export', '-f', 'csl-json')) as [Record<string, never>];
    const { keyword: _, ...old } = item;
    const { lectern } = item.custom as unknown as { lectern: Record<string, unknown> };
    const tags = ['Humans', 'Sexting, Online'];
    const residue = JSON.stringify(lectern.residue).replace('"tags","keyword"', '"tags"');
    run(
      'import',
      file(
        'old.json',
        JSON.stringify([{ ...old, custom: { lectern: { ...lectern, tags, residue: JSON.parse(residue) } } }]),
      ),
    );
    expect(tagsOf('bib1')).toEqual(tags);
  }

  test('turns the tags that nobody defined back into keywords; the .bib comes out as it came, and undo brings the tags back', () => {
    olderLibrary();
    run('codebook', 'define', 'humans', 'studies of people');
    expect(run('codebook', 'demote', '--dry-run')).toContain('Sexting, Online');
    expect(tagsOf('bib1')).toEqual(['Humans', 'Sexting, Online']);
    expect(run('codebook', 'demote')).toContain('Turned 1 tag of 1 study into keywords');
    expect(tagsOf('bib1')).toEqual(['Humans']);
    expect(run('find', 'keyword:sexting')).toContain('bib1');
    expect(run('export', '-f', 'bibtex', '--verbatim')).toBe(BIB);
    run('undo');
    expect(tagsOf('bib1')).toEqual(['Humans', 'Sexting, Online']);
    expect(run('find', 'keyword:sexting')).toBe('');
  });

  test('leaves what a user put on, and takes it by name only', () => {
    olderLibrary();
    run('tag', '+db/scopus', 'bib1');
    run('import', '--keywords-as-tags', file('b.ris', RIS));
    expect(JSON.parse(run('codebook', 'demote', '--dry-run', '--json'))).toEqual(['Humans', 'Sexting, Online']);
    run('codebook', 'demote');
    expect([tagsOf('bib1'), tagsOf('ris1')]).toEqual([['db/scopus'], ['Self-Report']]);
    run('codebook', 'demote', 'self-report');
    expect(tagsOf('ris1')).toEqual([]);
  });

  test('leaves tags that stand on an excerpt, and refuses them by name', () => {
    olderLibrary();
    run('excerpt', 'add', 'bib1', '--text', 'A passage.', '--tag', 'humans');
    expect(JSON.parse(run('codebook', 'demote', '--json'))).toEqual(['Sexting, Online']);
    const { code, stderr } = sandbox.run(['--library', sandbox.path('l.db'), 'codebook', 'demote', 'humans']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('stands on an excerpt')]);
  });
});
