import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CslItem } from '../../src/domain/study.ts';
import { Sandbox } from './lectern.ts';

let box: Sandbox;
beforeEach(() => {
  box = new Sandbox();
  box.ok('init');
});
afterEach(() => {
  box.remove();
});

interface Own {
  tags: string[];
  excerpts: { uid: string; text: string; section: string; tags: string[] }[];
  status: string;
  attachments?: { path: string }[];
}
const show = (key: string) => box.json<CslItem>('show', key);
const own = (key: string) => (show(key).custom as { lectern: Own }).lectern;
const write = (name: string, text: string) => writeFileSync(box.path(name), text);
const run = (...args: string[]) => box.run(['import', ...args]);
const everything = () => box.ok('export', '--format', 'csl-json');

const FIRST = `TY  - JOUR
T1  - Shared study
AU  - Roe, A.
PY  - 2020
SP  - 1
EP  - 9
DO  - 10.5555/s.1
KW  - alpha
ER  - 
TY  - JOUR
T1  - A study without an identifier
AU  - Poe, B.
PY  - 2019
ER  - 
`;
const SECOND = `TY  - JOUR
T1  - Shared Study.
AU  - Roe, A.
PY  - 2020
SP  - 1
EP  - 10
DO  - https://doi.org/10.5555/S.1
AB  - The abstract that only this database has.
KW  - beta
UR  - https://example.org/full
AN  - WOS:0001
ER  - 
TY  - JOUR
T1  - A study without an identifier.
AU  - Poe, Bo
PY  - 2019
AB  - Abstract two.
ER  - 
`;

describe('the records of a second database', () => {
  beforeEach(() => {
    write('scopus.ris', FIRST);
    write('wos.ris', SECOND);
    box.ok('import', '-t', 'db/scopus', 'scopus.ris');
  });

  test('join the studies that are there, and one line a study says what was added and what differs', () => {
    const { stdout, stderr, code } = run('-t', 'db/wos', 'wos.ris');
    expect([code, stdout]).toEqual([0, 'Imported 0 studies; added to 2 studies: roe2020shared, poe2019study.\n']);
    expect(stderr.split('\n')).toEqual([
      'wos.ris:1: roe2020shared: added URL, abstract, keyword beta, tag db/wos, RIS field AN; stays as it is: pages (here "1-9", in the file "1-10"); same DOI',
      'wos.ris:13: poe2019study: added abstract, tag db/wos; stays as it is: author (here "Poe, B.", in the file "Poe, Bo"); same title, authors and year',
      '',
    ]);
    expect(show('roe2020shared')).toMatchObject({
      title: 'Shared study',
      page: '1-9',
      URL: 'https://example.org/full',
      abstract: 'The abstract that only this database has.',
      keyword: 'alpha, beta',
    });
    expect(own('roe2020shared').tags).toEqual(['db/scopus', 'db/wos']);
    expect(box.ok('export', '--format', 'ris')).toMatch(/AN {2}- WOS:0001/);
    expect(box.ok('find', 'tag:db/wos', 'abstract:database')).toContain('roe2020shared');
  });

  test('add nothing the second time, and say so', () => {
    run('-t', 'db/wos', 'wos.ris');
    const before = everything();
    expect(run('-t', 'db/wos', 'wos.ris').stdout).toBe('Imported 0 studies; 2 already here in full.\n');
    expect(everything()).toBe(before);
    expect(box.json<object[]>('history')).toHaveLength(2);
  });

  test('are told beforehand by a dry run that changes nothing', () => {
    const before = everything();
    const dry = run('--dry-run', '-t', 'db/wos', 'wos.ris');
    expect(dry.stdout).toBe('Would import 0 studies; would add to 2 studies: roe2020shared, poe2019study.\n');
    expect(everything()).toBe(before);
    expect(dry.stderr.replaceAll('would add', 'added')).toBe(run('-t', 'db/wos', 'wos.ris').stderr);
  });

  test('are taken back by one undo, and brought again by one redo', () => {
    const before = everything();
    run('-t', 'db/wos', 'wos.ris');
    const after = everything();
    expect(box.ok('undo')).toContain('add to 2 studies from wos.ris');
    expect(everything()).toBe(before);
    box.ok('redo');
    expect(everything()).toBe(after);
  });

  test('are left alone with --skip', () => {
    const before = everything();
    const { stdout, stderr } = run('--skip', '-t', 'db/wos', 'wos.ris');
    expect(stdout).toBe('Imported 0 studies; 2 skipped, already in the library.\n');
    expect(stderr).toContain('wos.ris:1: roe2020shared: skipped: already in the library; same DOI');
    expect(everything()).toBe(before);
  });

  test('come in as studies of their own with --as-new, and the two options exclude each other', () => {
    expect(run('--as-new', 'wos.ris').stdout).toBe('Imported 2 studies: roe2020shareda, poe2019studya.\n');
    expect(show('roe2020shareda').title).toBe('Shared Study.');
    const both = run('--as-new', '--skip', 'wos.ris');
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('--skip and --as-new')]);
  });

  test('are told with all that they gained in --json', () => {
    expect(JSON.parse(run('--json', 'wos.ris').stdout)).toMatchObject({
      added: [],
      joined: [
        { key: 'roe2020shared', because: 'same DOI', gained: ['URL', 'abstract', 'keyword beta', 'RIS field AN'] },
        { key: 'poe2019study' },
      ],
      complete: [],
    });
  });

  test('do not touch a study in the trash, and say how it comes back', () => {
    box.ok('trash', 'roe2020shared');
    const before = box.ok('show', 'roe2020shared');
    const { stdout, stderr } = run('-t', 'db/wos', 'wos.ris');
    expect(stdout).toBe('Imported 0 studies; added to 1 study: poe2019study; 1 in the trash.\n');
    expect(stderr).toContain(
      'roe2020shared: in the trash, and stays as it is; "lectern restore roe2020shared" brings it back',
    );
    expect(box.ok('show', 'roe2020shared')).toBe(before);
  });

  test('join the study outside the trash where another of the same DOI is in it', () => {
    run('--as-new', 'scopus.ris');
    box.ok('trash', 'roe2020shared');
    expect(run('wos.ris').stderr).toContain('wos.ris:1: roe2020shareda: added URL');
  });

  test('join whatever their format is, and keep what only theirs says', () => {
    write('zotero.bib', '@article{roe, title={Shared study}, doi={10.5555/s.1}, issn={1234-5678}, owner={me}}');
    expect(run('zotero.bib').stderr).toContain(
      'zotero.bib:1: roe2020shared: added ISSN, its BibTeX source; same DOI as roe in the file',
    );
    expect(box.ok('export', 'roe2020shared', '--format', 'bibtex')).toMatch(
      /@article\{roe2020shared,.*owner += \{me\}/s,
    );
    expect(run('zotero.bib').stdout).toBe('Imported 0 studies; 1 already here in full.\n');
  });
});

test('a file joins what an earlier file of the same import brought', () => {
  write('scopus.ris', FIRST);
  write('wos.ris', SECOND);
  const { stdout } = run('scopus.ris', 'wos.ris');
  expect(stdout).toBe(
    'Imported 2 studies: roe2020shared, poe2019study; added to 2 studies: roe2020shared, poe2019study.\n',
  );
  box.ok('undo');
  expect(box.ok('find')).toBe('');
});

describe('a chapter that carries the DOI of its book', () => {
  const chapter = (key: string, title: string, pages: string) =>
    `@incollection{${key}, author={Roe, Ann}, title={${title}}, booktitle={Handbook}, year=2019, pages={${pages}}, doi={10.5555/978-1-2345}}\n`;

  test('is not another chapter of it, in one file or in two', () => {
    write('1.bib', chapter('intro', 'Introduction', '1--5'));
    write('2.bib', chapter('ch2', 'Measuring Things', '6--30') + chapter('ch3', 'Counting Things', '31--40'));
    expect(run('1.bib').stdout).toContain('Imported 1 study: intro');
    expect(run('2.bib').stdout).toBe('Imported 2 studies: ch2, ch3.\n');
    expect(run('1.bib', '2.bib').stdout).toBe('Imported 0 studies; 3 already here in full.\n');
  });

  test('is found again under another key, and the message names the study that is meant', () => {
    write('1.bib', chapter('intro', 'Introduction', '1--5') + chapter('ch2', 'Measuring Things', '6--30'));
    write('2.bib', chapter('poe2019', 'Measuring things: A guide', '6--30').replace('}\n', ', language={en}}\n'));
    run('1.bib');
    expect(run('2.bib').stderr).toMatch(/2\.bib:1: ch2: added language.*; same DOI as poe2019 in the file/);
  });
});

describe('the passages of a page', () => {
  const page = (...results: string[]) => `Journal of Examples

New survey looks at reading habits

Reading Habits of Adults in Two Cities: A Survey

Authors: Institute for the Study of Reading and Writing
Published: 2019

Results

${results.join('\n\n')}

The full study can be accessed here.
`;
  const FIRST_PASSAGE = 'Most of those asked read every day.';
  const SECOND_PASSAGE = 'About a tenth read in more than one language.';

  test('join the study that the page presents, without those that are there in other white space or with a page number', () => {
    write('page.txt', page(FIRST_PASSAGE));
    box.ok('import', 'page.txt');
    const key = 'isrw2019reading';
    const [kept] = own(key).excerpts;
    const uid = kept?.uid as string;
    box.ok('excerpt', 'edit', uid, '--text', 'Most of those  asked\nread every day.', '--locator', 'p. 4');
    write('page.txt', page(FIRST_PASSAGE, SECOND_PASSAGE));
    expect(run('page.txt').stderr).toMatch(
      /page\.txt:\d+: isrw2019reading: added 1 excerpt; same title, authors and year/,
    );
    expect(own(key).excerpts.map(({ text }) => text.replace(/\s+/g, ' '))).toEqual([FIRST_PASSAGE, SECOND_PASSAGE]);
    box.ok('undo');
    expect(own(key).excerpts.map((one) => one.uid)).toEqual([uid]);
  });
});

test('a copy of the library brings back what only it has, and never what was edited here', () => {
  const study = (more: object) => JSON.stringify([{ id: 'k', type: 'book', title: 'A', custom: { lectern: more } }]);
  const uid = '01890000-0000-7000-8000-00000000000a';
  const passage = { uid: '01890000-0000-7000-8000-00000000000b', text: 'As it was.', section: '', tags: [] };
  write('copy.json', study({ uid, tags: ['a'], excerpts: [passage], status: 'unscreened' }));
  box.ok('import', 'copy.json');
  box.ok('excerpt', 'edit', passage.uid, '--text', 'As it is now.');
  write(
    'copy.json',
    study({
      uid,
      tags: ['a', 'b'],
      excerpts: [passage, { text: 'New.', section: '', tags: ['c'] }],
      status: 'included',
      attachments: [{ path: 'papers/a.pdf' }],
    }),
  );
  expect(run('copy.json').stderr).toContain(
    'k: added tag b, file papers/a.pdf, 1 excerpt, screening (included); stays as it is: 1 edited excerpt; same study',
  );
  expect(own('k')).toMatchObject({ tags: ['a', 'b'], status: 'included', attachments: [{ path: 'papers/a.pdf' }] });
  expect(own('k').excerpts.map(({ text }) => text)).toEqual(['As it is now.', 'New.']);
  expect(run('--as-new', 'copy.json').stdout).toBe('Imported 1 study: ka.\n');
  expect(own('ka').excerpts).toHaveLength(2);
});

test('a tag that was taken off by hand does not come back with the keyword that it came from', () => {
  box.ok('codebook', 'define', 'alpha', 'A word');
  write('a.ris', FIRST);
  box.ok('import', 'a.ris');
  expect(own('roe2020shared').tags).toEqual(['alpha']);
  box.ok('tag', '--', '-alpha', 'roe2020shared');
  expect(run('a.ris').stdout).toContain('2 already here in full');
  expect(own('roe2020shared').tags).toEqual([]);
});

test('the files of which a workspace makes its library join each other, and no made key takes one of theirs', () => {
  const fresh = new Sandbox();
  const seed = (name: string, ...items: object[]) => {
    mkdirSync(fresh.path('library'), { recursive: true });
    writeFileSync(fresh.path('library', name), JSON.stringify(items));
  };
  seed('a.json', { id: 'k', type: 'book', title: 'A', DOI: '10.5555/1' }, { type: 'book', title: 'Course' });
  seed('b.json', { id: 'k', type: 'book', title: 'A', abstract: 'B' }, { id: 'course', type: 'book', title: 'D' });
  fresh.ok('init');
  const items = fresh.json<CslItem[]>('find');
  expect(items.map(({ id }) => id).sort()).toEqual(['course', 'coursea', 'k']);
  expect(items.find(({ id }) => id === 'k')).toMatchObject({ DOI: '10.5555/1', abstract: 'B' });
  fresh.remove();
});
