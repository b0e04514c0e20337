import { writeFileSync } from 'node:fs';
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

function importBib(name: string, text: string) {
  writeFileSync(box.path(name), text);
  return box.run(['import', name]);
}

const exported = () => box.ok('export', '--format', 'bibtex');

test('what stood around a study that the library has comes in with the next one of the file', () => {
  importBib('a.bib', '@article{a, title={A}, year=2001}\n');
  importBib('b.bib', '@preamble{"\\relax"}\n% about A\n@article{a, title={A}, year=2001}\n\n@article{b, title={B}}\n');
  expect(exported()).toMatch(/@preamble\{"\\relax"\}\n.*% about A\n\n@article\{b,/s);
});

test('what stood around the last studies of a file comes in with the one before', () => {
  importBib('a.bib', '@article{a, title={A}, year=2001}\n');
  const { stderr } = importBib(
    'b.bib',
    '@article{b, title={B}}\n% about A\n@article{a, title={A}, year=2001}\n@comment{jabref-meta: grouping:\n0 All:;}\n',
  );
  expect(stderr).not.toContain('not kept');
  expect(exported()).toMatch(/% about A.*jabref-meta: grouping/s);
});

test('it is said when nothing of the file comes in, unless the library has it all', () => {
  const text = '% mine\n@article{a, title={A}, year=2001}\n';
  importBib('a.bib', text);
  expect(importBib('a.bib', text).stderr).not.toContain('not kept');
  expect(importBib('b.bib', `@comment{other}\n${text}`).stderr).toContain(
    'b.bib: none of its studies came in, so comments, macros and the like around them were not kept',
  );
});

test('an entry that stands twice loses nothing: what only the second has joins the first, what differs is named', () => {
  const { stdout, stderr } = importBib(
    'a.bib',
    '@string{me = "Me"}\n@article{a, title={A}, file={one.pdf}, timestamp={1}}\n@article{a, title={A}, file={two.pdf}, keywords={k}, owner=me, timestamp={2}}\n',
  );
  expect(stdout).toBe('Imported 1 study: a; added to 1 study: a.\n');
  expect(stderr).toContain(
    'a.bib:3: a: added keyword k, file two.pdf, BibTeX field owner; stays as it is: BibTeX field timestamp; same entry twice in this file',
  );
  expect(exported()).toMatch(
    /@string\{me = "Me"\}.*@article\{a,.*owner += me,.*keywords += \{k\},.*file += \{:one\.pdf:PDF;:two\.pdf:PDF\}/s,
  );
});
