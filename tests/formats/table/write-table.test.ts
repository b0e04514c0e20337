import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CslItem, CslName, Study } from '../../../src/domain/study.ts';
import { kept, readTable, writeTable } from './table-helpers.ts';

const study = (item: Partial<CslItem>, more: Partial<Study> = {}): Study => ({
  uid: '0',
  tags: [],
  excerpts: [],
  status: 'unscreened',
  ...more,
  item: { id: 'key', type: 'article-journal', ...item },
});

test('one row a study, its columns named as Lectern names its fields', async () => {
  const one = study(
    {
      id: 'weber1919',
      title: 'Science, "a vocation"',
      author: [{ family: 'Weber', given: 'Max' }, { literal: 'World Health Organization' }],
      issued: { 'date-parts': [[1919, 1]] },
      'container-title': 'J',
    },
    { tags: ['a/b', 'c'], status: 'included', attachments: [{ path: 'papers/a.pdf' }] },
  );
  const { text, rows } = await writeTable([one, study({ id: 'b', volume: 3 })]);
  expect(rows).toEqual([
    'key,type,title,author,year,issued,container,volume,tag,status,attachment',
    'weber1919,article-journal,"Science, ""a vocation""","Weber, Max; {World Health Organization}",1919,1919-01,J,,a/b; c,included,papers/a.pdf',
    'b,article-journal,,,,,,3,,,',
    '',
  ]);
  // Spreadsheets take it for UTF-8 by its mark.
  expect(text.startsWith('\ufeffkey,')).toBe(true);
  expect((await writeTable([one], 'tsv')).rows[0]).toBe(
    'key\ttype\ttitle\tauthor\tyear\tissued\tcontainer\ttag\tstatus\tattachment',
  );
});

test('no cell and no name of a column is a formula to a spreadsheet', async () => {
  const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', "'=1", '＝1'];
  const studies = hostile.map((title, at) =>
    study({ id: `k${at}`, title }, { residue: { table: [[`=cmd|'/c calc'!A${at}`, title]] } }),
  );
  const { text, rows } = await writeTable(studies);
  for (const cell of (parse(text, { bom: true }) as string[][]).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝]/);
  expect(rows[0]).toContain("'=cmd|'/c calc'!A0");
  const { studies: read } = await readTable(text.slice(1));
  expect(read.map(({ item }) => item.title)).toEqual(hostile);
  expect(read.map(({ residue }) => residue)).toEqual(studies.map(({ residue }) => residue));
});

test('what has no place is named', async () => {
  const { messages } = await writeTable([
    study(
      { foo: 'x', author: [{ family: 'A', given: 'B', 'dropping-particle': 'von' }] },
      {
        excerpts: [{ uid: '1', kind: 'quotation', text: 'T', section: '', tags: [] }],
        source: { site: 'S' },
        attachments: [{ path: 'a.pdf', title: 'A' }],
        residue: {
          ris: {
            fields: [
              ['TY', 'JOUR'],
              ['C1', 'x'],
            ],
          },
        },
      },
    ),
  ]);
  expect(messages).toEqual([
    'CSV has no place for author of 1 study, or not for all of it; left out (CSL-JSON keeps it)',
    'CSV has no place for foo of 1 study, or not for all of it; left out (CSL-JSON keeps it)',
    'CSV has no place for the page it came from of 1 study, or not for all of it; left out (CSL-JSON keeps it)',
    'CSV has no place for titles of attachments of 1 study, or not for all of it; left out (CSL-JSON keeps it)',
    'CSV has no place for excerpts; of 1 study only how many there are is written (CSL-JSON keeps them)',
    'CSV has no place for what RIS said of 1 study in C1; left out (CSL-JSON keeps it)',
  ]);
});

test('a kept column that is called like a field stays apart from it', async () => {
  const { text, rows } = await writeTable([
    study(
      { title: 'T' },
      {
        residue: {
          table: [
            ['title', 'a'],
            ['x', '1'],
            ['x', '2'],
          ],
        },
      },
    ),
  ]);
  expect(rows[0]).toBe('key,type,title,title (2),x,x (2)');
  const { studies } = await readTable(text.slice(1));
  expect(studies[0]?.item.title).toBe('T');
  expect((await writeTable(studies.map((draft) => kept(draft)))).text).toBe(text);
});

describe('reads back what it wrote', () => {
  const word = fc.stringMatching(/^[A-Za-zÀ-ž=+@'";,{}\n\t -]{1,20}$/).filter((text) => text.trim() !== '');
  const plain = fc.stringMatching(/^[A-Z][a-z;]{0,8}$/);
  const name: fc.Arbitrary<CslName> = fc.oneof(
    fc.record({ family: plain, given: plain }, { noNullPrototype: true }),
    fc.record({ literal: fc.stringMatching(/^[A-Z][a-z;,]{0,8} and [A-Z]{2,5}$/) }, { noNullPrototype: true }),
    fc.record(
      { family: plain, given: plain, suffix: fc.constant('Jr.'), 'non-dropping-particle': fc.constant('van') },
      { noNullPrototype: true },
    ),
  );
  const issued = fc.oneof(
    fc.record({ 'date-parts': fc.tuple(fc.tuple(fc.integer({ min: -400, max: 2100 }).filter((year) => year !== 0))) }),
    fc.constant({ 'date-parts': [[2001, 2, 3], [2002]] }),
    fc.constant({ 'date-parts': [[2001]], season: 2 }),
    fc.constant({ literal: 'forthcoming' }),
  );
  const item = fc.record(
    {
      title: word,
      author: fc.array(name, { minLength: 1, maxLength: 3 }),
      editor: fc.array(name, { minLength: 1, maxLength: 2 }),
      issued,
      volume: word,
      abstract: word,
      keyword: word,
      DOI: word,
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const tag = fc.stringMatching(/^[a-z][a-z;,/ ]{0,8}[a-z]$/);
  const column = fc.constantFrom('EID', 'Title', 'Cited by', '=x', 'a "b"');
  const cell = word.map((text) => text.trim()).filter((text) => text !== '');

  test('items, tags, screening and kept columns, in the same bytes again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            item,
            tags: fc.uniqueArray(tag, { maxLength: 3 }),
            status: fc.constantFrom('unscreened' as const, 'included' as const, 'maybe' as const),
            cells: fc.uniqueArray(fc.tuple(column, cell), { maxLength: 3, selector: ([one]) => one }),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        fc.constantFrom('csv', 'tsv'),
        async (drafts, format) => {
          const studies = drafts.map(({ item: one, tags, status, cells }, at) =>
            study(
              { id: `k${at}`, ...one },
              { tags, status, ...(cells.length > 0 ? { residue: { table: cells } } : {}) },
            ),
          );
          const { text, messages } = await writeTable(studies, format);
          expect(messages).toEqual([]);
          const { studies: read, diagnostics } = await readTable(text.slice(1));
          expect(diagnostics).toEqual([]);
          expect(read.map(({ item: one }) => one)).toEqual(studies.map(({ item: one }) => one));
          expect(read.map(({ tags }) => tags)).toEqual(studies.map(({ tags }) => tags));
          expect(read.map(({ status }) => status ?? 'unscreened')).toEqual(studies.map(({ status }) => status));
          expect(
            (
              await writeTable(
                read.map((draft) => kept(draft)),
                format,
              )
            ).text,
          ).toBe(text);
        },
      ),
      { numRuns: 300 },
    );
  });
});
