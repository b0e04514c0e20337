import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Sandbox } from './lectern.ts';

let box: Sandbox;
beforeEach(() => {
  box = new Sandbox();
  box.ok('init');
});
afterEach(() => {
  box.remove();
});

const write = (name: string, content: string | Uint8Array) => {
  writeFileSync(box.path(name), content);
  return name;
};

const TABLE =
  'Titel;Autoren;Jahr;Standort\nEins;"Weber, Max";1919;A 12\nZwei;"Simmel, Georg; Weber, Marianne";1903;B 3\n';

test('a table of unknown columns is refused with one line that says which it has, and read with --columns', () => {
  const file = write('liste.csv', TABLE);
  const refused = box.run(['import', file]);
  expect(refused.code).toBe(1);
  expect(refused.stderr.trimEnd()).toBe(
    'liste.csv:1: Lectern does not know the columns of this table: Titel, Autoren, Jahr, Standort; ' +
      'say what they are, as in --columns title=Titel,author=Autoren,issued=Jahr',
  );
  box.ok('import', file, '--columns', 'title=Titel,author=Autoren,issued=Jahr');
  expect(box.ok('export', '-f', 'csv')).toBe(
    '\ufeffkey,type,title,author,year,issued,Standort\r\n' +
      'simmel1903zwei,document,Zwei,"Simmel, Georg; Weber, Marianne",1903,1903,B 3\r\n' +
      'weber1919eins,document,Eins,"Weber, Max",1919,1919,A 12\r\n',
  );
});

test('--columns makes a table of any file, and of nothing that is another format', () => {
  box.ok('import', write('liste.dat', 'Titel,Autoren\nEins,"Weber, Max"\n'), '--columns', 'title=Titel');
  const bib = write('a.bib', '@book{a, title={T}}');
  const { code, stderr } = box.run(['import', bib, '--columns', 'title=Titel']);
  expect([code, stderr]).toEqual([
    2,
    'lectern: a.bib: --columns is for tables (CSV and TSV), and this file is BibTeX\n',
  ]);
  const wrong = box.run(['import', write('b.csv', TABLE), '--columns', 'tilte=Titel']);
  expect([wrong.code, wrong.stderr]).toEqual([2, 'lectern: --columns: tilte: no such field; did you mean title?\n']);
});

test('a library written as CSV or TSV is the same library in another one, as far as columns go', () => {
  box.ok(
    'import',
    write('a.csv', 'Title,Authors,Year,Tags,Included,EID\n"-Omics, ""x""","Smith, J.; Doe, A.",2001,"a/b; c",1,e1\n'),
  );
  for (const file of ['out.csv', 'out.tsv']) {
    box.ok('export', '-o', file);
    const other = new Sandbox();
    other.ok('init');
    other.ok('import', box.path(file));
    other.ok('export', '-o', file);
    expect(readFileSync(other.path(file), 'utf8')).toBe(readFileSync(box.path(file), 'utf8'));
    expect(other.json('find')).toMatchObject([
      { title: '-Omics, "x"', custom: { lectern: { tags: ['a/b', 'c'], status: 'included' } } },
    ]);
    other.remove();
  }
  expect(readFileSync(box.path('out.csv'), 'utf8')).toContain(`,"'-Omics, ""x""",`);
});

test.each(['refs.yaml', 'refs.yml', 'refs.xml'])(
  'what is written as %s comes in again, and is written the same',
  (file) => {
    box.ok(
      'import',
      write('a.csv', 'Title,Authors,Year,Journal,DOI\n"One: two & {three}","Smith, J.; Doe, A.",2001,J,10.5555/a\n'),
    );
    box.ok('export', '-o', file);
    const other = new Sandbox();
    other.ok('init');
    other.ok('import', box.path(file));
    other.ok('export', '-o', file);
    expect(readFileSync(other.path(file), 'utf8')).toBe(readFileSync(box.path(file), 'utf8'));
    expect(other.json('find')).toMatchObject([{ title: 'One: two & {three}', DOI: '10.5555/a' }]);
    other.remove();
  },
);
