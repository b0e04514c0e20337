import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Study } from '../../src/domain/study.ts';
import { detectFormat, FORMATS, formatByName, formatForFile } from '../../src/formats/formats.ts';

const page = (name: string) => readFileSync(new URL(`../fixtures/page/${name}`, import.meta.url), 'utf8');

test.each([
  ['ris', 'TY  - JOUR\nTI  - On email@example.org and @article{x,}\nER  - '],
  ['nbib', 'PMID- 12345678\nTI  - One\n'],
  ['enw', '%0 Book\n%T One\n'],
  ['endnote-xml', '<xml><records><record><ref-type name="Book">6</ref-type></record></records></xml>'],
  ['csl-json', '[{"id":"a","type":"book"}]'],
  ['bibtex', '@article{a, title = {One}, year = 2001}'],
  ['biblatex', '@article{a,\n title = {One},\n date = {2001},\n journaltitle = {J}}'],
  ['csv', 'Title,Authors,Year\nOne,"Smith, J.",2001\n'],
  ['csv', 'Titel;Autoren;Jahr\nEins;Weber;1919\nZwei;Simmel;1903\n'],
  ['tsv', 'PT\tAU\tTI\tSO\tPY\nJ\tKim, S\tOne\tNATURE\t2001\n'],
  ['page', page('report with a blog headline.txt')],
  ['page', page('nested markup.html')],
])('%s is told by its content, whatever the file is called', (name, text) => {
  expect(detectFormat(text, 'file.bin')?.name).toBe(name);
  expect(detectFormat(text, 'file.bib')?.name).toBe(name);
});

test.each([
  ['RIS', 'TY  - JOUR\nTI  - Shown\nER  - '],
  ['PubMed', 'PMID- 12345678\nOWN - NLM\nTI  - Shown'],
  ['EndNote', '%0 Book\n%T Shown\n%A Doe'],
  ['EndNote XML', '<records><record><ref-type name="Book">6</ref-type></record></records>'],
])('an abstract that shows %s does not make a BibTeX file one of that', (_name, shown) => {
  expect(detectFormat(`\n@article{a,\n title = {One},\n abstract = {\n${shown}\n}}`, 'list.bib')?.name).toBe('bibtex');
});

test('an abstract that shows RIS does not make other lists RIS', () => {
  const shown = '\nTY  - JOUR\nER  - \n';
  expect(detectFormat(`%0 Book\n%T One\n%X Text${shown}`, 'list.enw')?.name).toBe('enw');
  expect(detectFormat(`PMID- 12345678\nTI  - One\nAB  - Text${shown}`, 'list.nbib')?.name).toBe('nbib');
  expect(
    detectFormat(`<xml><records><record><contributors/><abstract>${shown}</abstract></record></records></xml>`, 'a.xml')
      ?.name,
  ).toBe('endnote-xml');
});

test.each(['<!doctype html>', '<!-- saved from url=(0014)about:internet -->\n<html>', '<html lang="en">'])(
  'a page that shows a BibTeX entry is a page: %s',
  (start) => {
    const html = `${start}\n<body><pre>\n@article{k,\n  title = {T}\n}\n</pre></body></html>`;
    expect(detectFormat(html, 'a.html')?.name).toBe('page');
  },
);

test('lists of another format in a cell do not make a table one of them', () => {
  const cell = '"\nTY  - JOUR\n@article{a, title={T}}\nPMID- 123\n"';
  expect(detectFormat(`Title,Authors,Abstract\nOne,"Smith, J.",${cell}\n`, 'a.ris')?.name).toBe('csv');
});

test('prose with commas is no table', () => {
  const text = 'Milk, eggs, bread\nSalt, oil, pepper\nSoap, tea, rice\n';
  expect(detectFormat(text, 'file.bin')).toBeUndefined();
});

test('header lines of a database may stand above the first RIS record', () => {
  expect(detectFormat('\nProvider: JSTOR\nContent: text/plain; charset="UTF-8"\n\nTY  - JOUR\n', 'a.bin')?.name).toBe(
    'ris',
  );
});

test('where the content says nothing, the name of the file does', () => {
  expect(detectFormat('nothing', 'LIST.RIS')?.name).toBe('ris');
  expect(detectFormat('nothing', 'page.txt')?.name).toBe('page');
  expect(detectFormat('nothing', 'file.bin')).toBeUndefined();
});

test('an export gets its format from its name', () => {
  expect(formatForFile('out.bib')?.name).toBe('bibtex');
  expect(formatForFile('out.ris')?.name).toBe('ris');
  expect(formatForFile('out.tsv')?.name).toBe('tsv');
  expect(formatForFile('out.nbib')).toBeUndefined();
});

test('every format is found by its name, and no name stands for two', () => {
  for (const format of FORMATS) expect(formatByName(format.name)).toBe(format);
  expect(formatByName('word')).toBeUndefined();
});

test.each([
  ['ris', 'TY  - JOUR\nTI  - T\nC1  - x\nER  - \n', 'bibtex', 'BibTeX has no place for what RIS said of 1 study in C1'],
  ['nbib', 'PMID- 1\nTI  - T\nGR  - x\nPT  - Journal Article\n', 'ris', 'what PubMed said of 1 study in GR;'],
  ['enw', '%0 Book\n%T T\n%$ x\n', 'biblatex', 'BibLaTeX has no place for what EndNote said of 1 study in %$;'],
  ['bibtex', '@book{k, title={T}, groups={x}, note={}, url={}}', 'ris', 'what BibTeX said of 1 study in groups;'],
])('what %s alone could say is told when it is written as another format', async (name, text, other, message) => {
  const { studies } = await formatByName(name)!.read!(text, { source: 'a' });
  const all = studies.map((draft): Study => ({ uid: 'u', status: 'unscreened', ...draft, excerpts: [] }));
  const told = async (format: string) =>
    (await formatByName(format)!.write!(all, {})).diagnostics.map((one) => one.message).join('\n');
  expect(await told(other)).toContain(message);
  expect(await told('csl-json')).toBe('');
  if (formatByName(name)!.write) expect(await told(name)).toBe('');
});
