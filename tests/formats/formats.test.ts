import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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
  ['page', page('report with a blog headline.txt')],
  ['page', page('nested markup.html')],
])('%s is told by its content, whatever the file is called', (name, text) => {
  expect(detectFormat(text, 'file.bin')?.name).toBe(name);
  expect(detectFormat(text, 'file.bib')?.name).toBe(name);
});

test('where the content says nothing, the name of the file does', () => {
  expect(detectFormat('nothing', 'LIST.RIS')?.name).toBe('ris');
  expect(detectFormat('nothing', 'page.txt')?.name).toBe('page');
  expect(detectFormat('nothing', 'file.bin')).toBeUndefined();
});

test('an export gets its format from its name', () => {
  expect(formatForFile('out.bib')?.name).toBe('bibtex');
  expect(formatForFile('out.ris')?.name).toBe('ris');
  expect(formatForFile('out.nbib')).toBeUndefined();
});

test('every format is found by its name, and no name stands for two', () => {
  for (const format of FORMATS) expect(formatByName(format.name)).toBe(format);
  expect(formatByName('word')).toBeUndefined();
});
