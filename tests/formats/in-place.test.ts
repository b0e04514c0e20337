import { describe, expect, test } from 'vitest';
import { bibtexInPlace } from '../../src/formats/in-place/bibtex.ts';
import { cslJsonInPlace } from '../../src/formats/in-place/csl-json.ts';
import { type InPlace, mergeInto } from '../../src/formats/in-place/in-place.ts';
import { risInPlace } from '../../src/formats/in-place/ris.ts';

const BOTH = { update: true, append: true, source: 'paper' };
const UPDATE = { ...BOTH, append: false };
const APPEND = { ...BOTH, update: false };

const WRITTEN = {
  bib: '@book{a,\n  title = {A, new},\n}\n\n@book{z,\n  title = {Z},\n}\n',
  ris: 'TY  - BOOK\r\nID  - a\r\nTI  - A, new\r\nER  - \r\n\r\nTY  - BOOK\r\nID  - z\r\nTI  - Z\r\nER  - \r\n',
  json: '[\n  {\n    "id": "a",\n    "title": "A, new"\n  },\n  {\n    "id": "z",\n    "title": "Z"\n  }\n]\n',
};

const CASES: [name: string, inPlace: InPlace, written: string, file: string, updated: string, appended: string][] = [
  [
    'BibTeX',
    bibtexInPlace,
    WRITTEN.bib,
    '% Encoding: UTF-8\n\n@String{jj = "J"}\n@Book ( b , title = {B} )\n  @book{a, title={A}} % mine\n@comment{jabref-meta: x;}',
    '% Encoding: UTF-8\n\n@String{jj = "J"}\n@Book ( b , title = {B} )\n  @book{a,\n  title = {A, new},\n} % mine\n@comment{jabref-meta: x;}',
    '% Encoding: UTF-8\n\n@String{jj = "J"}\n@Book ( b , title = {B} )\n  @book{a, title={A}} % mine\n@comment{jabref-meta: x;}\n\n@book{z,\n  title = {Z},\n}\n',
  ],
  [
    'RIS',
    risInPlace,
    WRITTEN.ris,
    'Database: X\n\nTY  - JOUR\nID  - a\nTI  - A\nER  - \n\n\nTY  - JOUR\nTI  - No ID\nER  -\n',
    'Database: X\n\nTY  - BOOK\nID  - a\nTI  - A, new\nER  - \n\n\nTY  - JOUR\nTI  - No ID\nER  -\n',
    'Database: X\n\nTY  - JOUR\nID  - a\nTI  - A\nER  - \n\n\nTY  - JOUR\nTI  - No ID\nER  -\n\nTY  - BOOK\nID  - z\nTI  - Z\nER  - \n',
  ],
  [
    'CSL-JSON',
    cslJsonInPlace,
    WRITTEN.json,
    '[ {"id":"b","note":"],[{\\"}"}, {"id":"a","title":"A"}\t]',
    '[ {"id":"b","note":"],[{\\"}"}, {\n    "id": "a",\n    "title": "A, new"\n  }\t]',
    '[ {"id":"b","note":"],[{\\"}"}, {"id":"a","title":"A"},\n  {\n    "id": "z",\n    "title": "Z"\n  }\t]',
  ],
];

describe.each(CASES)('a file of %s', (_, inPlace, written, file, updated, appended) => {
  test('gets the new text of the entries that it has, and keeps every other byte', () => {
    expect(mergeInto(inPlace, file, written, UPDATE)).toEqual({ text: updated, updated: ['a'], added: [], unsure: [] });
  });

  test('gets the entries that it has not at its end', () => {
    expect(mergeInto(inPlace, file, written, APPEND)).toEqual({
      text: appended,
      updated: [],
      added: ['z'],
      unsure: [],
    });
  });

  test('gets both, and is as it is the second time', () => {
    const once = mergeInto(inPlace, file, written, BOTH);
    expect([once.updated, once.added]).toEqual([['a'], ['z']]);
    expect(mergeInto(inPlace, once.text, written, BOTH)).toEqual({
      text: once.text,
      updated: [],
      added: [],
      unsure: [],
    });
  });

  test('keeps its own line ends', () => {
    const crlf = file.replaceAll('\n', '\r\n');
    if (!crlf.includes('\r\n')) return;
    const merged = mergeInto(inPlace, crlf, written, BOTH);
    expect([merged.updated, merged.added]).toEqual([['a'], ['z']]);
    expect(merged.text).not.toMatch(/[^\r]\n/);
    const cr = mergeInto(inPlace, file.replaceAll('\n', '\r'), written, BOTH);
    expect(cr.text).toBe(merged.text.replaceAll('\r\n', '\r'));
  });
});

test('a macro that new entries use is defined before the first of them, once', () => {
  const written =
    '@string{jj = {Journal}}\n@string{kk = {K}}\n\n@article{a,\n  journal = jj,\n}\n\n@article{b,\n  journal = jj # { x},\n}\n';
  const updated = mergeInto(bibtexInPlace, '@book{c}\n@article{a, journal={J}}\n', written, UPDATE).text;
  expect(updated).toBe('@book{c}\n@string{jj = {Journal}}\n\n@article{a,\n  journal = jj,\n}\n');
  const appended = mergeInto(bibtexInPlace, '@book{c}\n', written, APPEND).text;
  expect(appended).toBe(
    '@book{c}\n\n@string{jj = {Journal}}\n\n@article{a,\n  journal = jj,\n}\n\n@article{b,\n  journal = jj # { x},\n}\n',
  );
  const clash = mergeInto(bibtexInPlace, '@STRING(JJ = "Other")\n', written, APPEND);
  expect(clash.text).not.toContain('{Journal}');
  expect(clash.unsure).toEqual([
    { key: 'jj', message: expect.stringContaining('this @string is "Other" in the file') },
  ]);
});

test('an entry whose end is not sure is left alone, and named', () => {
  const file = '@book{a, title = {A}\n@book{c, title={C}}\n';
  const { text, unsure } = mergeInto(bibtexInPlace, file, WRITTEN.bib, UPDATE);
  expect([text, unsure]).toEqual([file, [{ key: 'a', message: expect.stringContaining('not rewritten') }]]);
  const ris = mergeInto(risInPlace, 'TY  - JOUR\nID  - a\nTY  - JOUR\nER  - \n', WRITTEN.ris, UPDATE);
  expect([ris.updated, ris.unsure.map(({ key }) => key)]).toEqual([[], ['a']]);
});

test('records of RIS are found in every form that its reader takes', () => {
  const bare = '1. TY  - JOUR\nID  - a\nER\n2. TY  - BOOK\nID  - c\nER\n';
  expect(mergeInto(risInPlace, bare, WRITTEN.ris, UPDATE)).toMatchObject({ updated: ['a'], unsure: [] });
  const late = 'ID  - c\nTY  - JOUR\nTI  - C\nER  - \nID  - a\nTY  - JOUR\nTI  - A\nER  - \nNL  - end\n';
  const { text, updated, added } = mergeInto(risInPlace, late, WRITTEN.ris, BOTH);
  expect(updated).toEqual(['a']);
  expect(added).not.toContain('a');
  expect(text).toMatch(/^ID {2}- c\nTY {2}- JOUR\nTI {2}- C\nER {2}- \nTY {2}- [\s\S]*\nER {2}- \nNL {2}- end\n/);
  const wrapped = 'TY  - JOUR\nID  - a\nAB  - seen in the\nER\nof a clinic\nER  - \n';
  expect(mergeInto(risInPlace, wrapped, WRITTEN.ris, UPDATE).text).not.toContain('of a clinic');
});

test('nothing is added behind an entry that is not closed, nor to JSON that is no list', () => {
  expect(() => mergeInto(bibtexInPlace, '\n@book{c, title = {C', WRITTEN.bib, APPEND)).toThrow(
    /^paper:2: .*not closed/,
  );
  expect(() => mergeInto(risInPlace, '\rTY  - JOUR\rID  - c\r', WRITTEN.ris, APPEND)).toThrow(
    /^paper:2: .*no "ER" line/,
  );
  expect(() => mergeInto(cslJsonInPlace, '{"id": "a"}', WRITTEN.json, APPEND)).toThrow(/not a list/);
  expect(() => mergeInto(cslJsonInPlace, '[{"id": "a"}', WRITTEN.json, APPEND)).toThrow(/^paper: .*not valid JSON/);
});

test('an empty list takes items', () => {
  expect(JSON.parse(mergeInto(cslJsonInPlace, '[]', WRITTEN.json, APPEND).text)).toHaveLength(2);
  expect(mergeInto(cslJsonInPlace, '[ ]\n', WRITTEN.json, APPEND).text).toMatch(/\n\]\n$/);
});

test('of two entries with one key the first is meant', () => {
  const { text, updated } = mergeInto(bibtexInPlace, '@book{a, title={1}}\n@book{a, title={2}}\n', WRITTEN.bib, UPDATE);
  expect([text, updated]).toEqual(['@book{a,\n  title = {A, new},\n}\n@book{a, title={2}}\n', ['a']]);
});

test('a large hostile file takes no longer than its length says', () => {
  const time = (inPlace: InPlace, file: string, written: string) => {
    const started = performance.now();
    try {
      mergeInto(inPlace, file, written, BOTH);
    } catch {}
    return performance.now() - started;
  };
  expect(time(bibtexInPlace, `@book{x,\n${'a = {'.repeat(100_000)}`, WRITTEN.bib)).toBeLessThan(3000);
  expect(time(risInPlace, `TY  - JOUR\n${'   '.repeat(500_000)}\n`.repeat(2), WRITTEN.ris)).toBeLessThan(3000);
  expect(time(cslJsonInPlace, `[${'{"id":1},'.repeat(100_000)}{}]`, WRITTEN.json)).toBeLessThan(3000);
  const macros = Array.from({ length: 2000 }, (_, at) => `@string{m${at} = {M}}`).join('\n');
  expect(time(bibtexInPlace, '', `${macros}\n@book{a, title = {${'= m '.repeat(20_000)}}}`)).toBeLessThan(5000);
});
