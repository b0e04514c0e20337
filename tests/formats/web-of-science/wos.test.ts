import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../../src/formats/formats.ts';
import { wosFormat } from '../../../src/formats/web-of-science/wos.ts';

const read = (text: string) => wosFormat.read!(text, { source: 'savedrecs.txt' });

const HEADER = 'FN Clarivate Analytics Web of Science\nVR 1.0\n';
const ARTICLE = `PT J
AU Bruen, J
   Lee, RY
   [Anonymous]
AF Bruen, Johanna
   Lee, Rachel Y., Jr.
   [Anonymous]
CA Spaced Learning Study Grp
TI A study of spaced
   learning
SO JOURNAL OF LEARNING
LA English
DT Article
DE memory; spacing, massed
ID CHILDREN; RECALL
AB Background text that
   wraps.
C1 [Bruen, Johanna] Univ Nowhere, Dept Learning, Nowhere.
CR Smith A, 2001, J LEARN, V1, P1
   Doe B, 2002, J LEARN, V2, P2
NR 2
PU LEARNING PRESS
PI LONDON
SN 0022-1111
EI 1522-2222
J9 J LEARN
JI J. Learn.
PD MAR 15
PY 2014
VL 12
IS 3
SU 2
BP 100
EP 118
DI 10.5555/jl.2014.3
PM 24000001
UT WOS:000331000000001
DA 2020-01-01
ER

`;

describe('Web of Science', () => {
  test('an article comes in with full names, bodies, both kinds of keywords and identifiers', async () => {
    const { studies, diagnostics } = await read(`\ufeff${HEADER}${ARTICLE}EF`);
    expect(diagnostics).toEqual([]);
    expect(studies).toHaveLength(1);
    expect(studies[0]!.item).toMatchObject({
      type: 'article-journal',
      title: 'A study of spaced learning',
      author: [
        { family: 'Bruen', given: 'Johanna' },
        { family: 'Lee', given: 'Rachel Y.', suffix: 'Jr.' },
        { literal: 'Spaced Learning Study Grp' },
      ],
      'container-title': 'JOURNAL OF LEARNING',
      'container-title-short': 'J. Learn.',
      issued: { 'date-parts': [[2014, 3, 15]] },
      volume: '12',
      issue: '3',
      supplement: '2',
      page: '100-118',
      publisher: 'LEARNING PRESS',
      'publisher-place': 'LONDON',
      language: 'English',
      ISSN: '0022-1111, 1522-2222',
      DOI: '10.5555/jl.2014.3',
      PMID: '24000001',
      abstract: 'Background text that wraps.',
      keyword: 'memory; spacing, massed; CHILDREN; RECALL',
    });
    expect(studies[0]!.line).toBe(3);
  });

  test('every field stays as residue, in its order', async () => {
    const { studies } = await read(HEADER + ARTICLE);
    const { fields, before } = studies[0]!.residue!.wos as { fields: string[][]; before: string[] };
    expect(before).toEqual(HEADER.trim().split('\n'));
    expect(fields.map(([tag]) => tag).join(' ')).toBe(
      'PT AU AF CA TI SO LA DT DE ID AB C1 CR NR PU PI SN EI J9 JI PD PY VL IS SU BP EP DI PM UT DA',
    );
    expect(fields).toContainEqual(['CR', 'Smith A, 2001, J LEARN, V1, P1\nDoe B, 2002, J LEARN, V2, P2']);
  });

  test.each([
    ['PT J\nDT Article; Proceedings Paper', 'article-journal'],
    ['PT J\nDT Data Set', 'dataset'],
    ['PT C\nDT Proceedings Paper', 'paper-conference'],
    ['PT S\nDT Proceedings Paper', 'paper-conference'],
    ['PT S\nDT Article; Book Chapter', 'chapter'],
    ['PT B\nDT Book', 'book'],
    ['PT B\nDT Article; Book Chapter', 'chapter'],
    ['PT P\nDT Patent', 'patent'],
  ])('%j is of the type %s', async (fields, type) => {
    const { studies } = await read(`${HEADER}${fields}\nTI T\nER\n`);
    expect(studies[0]!.item.type).toBe(type);
  });

  test('a paper of a conference has its proceedings, series, editors and meeting', async () => {
    const { studies } = await read(
      `${HEADER}PT S\nAU Kim, S\nBE Roe, B\n   Poe, C\nTI A paper\nSO LEARNING 2010: PROCEEDINGS\nSE Lecture Notes in Learning\nDT Proceedings Paper\nCT 5th Meeting on Learning\nCY MAY 12-14, 2010\nCL Nowhere, NORWAY\nBN 978-3-16-148410-0\nPY 2010\nVL 7\nBP 1\nEP 9\nER\n`,
    );
    expect(studies[0]!.item).toMatchObject({
      type: 'paper-conference',
      'container-title': 'LEARNING 2010: PROCEEDINGS',
      'collection-title': 'Lecture Notes in Learning',
      editor: [
        { family: 'Roe', given: 'B' },
        { family: 'Poe', given: 'C' },
      ],
      'event-title': '5th Meeting on Learning',
      'event-place': 'Nowhere, NORWAY',
      'event-date': { 'date-parts': [[2010, 5, 12]] },
      ISBN: '978-3-16-148410-0',
    });
  });

  test('the authors of a whole book are its authors, and those of the book of a chapter its container-author', async () => {
    const book = await read(`${HEADER}PT B\nBA Doe, J\nBF Doe, Jane\nDT Book\nSO ON LEARNING\nPY 2011\nPG 210\nER\n`);
    expect(book.studies[0]!.item).toMatchObject({
      title: 'ON LEARNING',
      author: [{ family: 'Doe', given: 'Jane' }],
      'number-of-pages': '210',
    });
    const chapter = await read(
      `${HEADER}PT B\nAU Roe, A\nBF Doe, Jane\nTI Part\nDT Book Chapter\nSO ON LEARNING\nER\n`,
    );
    expect(chapter.studies[0]!.item).toMatchObject({
      author: [{ family: 'Roe', given: 'A' }],
      'container-author': [{ family: 'Doe', given: 'Jane' }],
      'container-title': 'ON LEARNING',
    });
  });

  test.each([
    ['PD SPR\nPY 2014', { 'date-parts': [[2014]], season: 1 }],
    ['PD JAN-FEB\nPY 2014', { 'date-parts': [[2014, 1], [2014, 2]] }],
    ['PD DEC\nPY 2014', { 'date-parts': [[2014, 12]] }],
    ['PY 2014', { 'date-parts': [[2014]] }],
    ['EA MAR 2020', { 'date-parts': [[2020, 3]] }],
  ])('%j is a date', async (fields, issued) => {
    const { studies } = await read(`${HEADER}PT J\nTI T\n${fields}\nER\n`);
    expect(studies[0]!.item.issued).toEqual(issued);
  }); // biome-ignore format: a row a date

  test('broken records cost no other, and are named with their line', async () => {
    const broken = `${HEADER}PT J\nAU Kim, S\nTI First\nPT J\nTI Second\nstray words\nPY 2015\nER\n\nPT J\nTI Third\nPY 2016`;
    const { studies, diagnostics } = await read(broken);
    expect(studies.map(({ item, line }) => [item.title, line])).toEqual([
      ['First', 3],
      ['Second', 6],
      ['Third', 12],
    ]);
    expect(diagnostics.map(({ line, message, source }) => [source, line, message])).toEqual([
      ['savedrecs.txt', 3, 'this record has no "ER" line at its end'],
      ['savedrecs.txt', 8, 'not a field: "stray words"; left out'],
      ['savedrecs.txt', 12, 'this record has no "ER" line at its end'],
    ]);
  });

  test('line ends of Windows are no part of values', async () => {
    const { studies } = await read((HEADER + ARTICLE).replaceAll('\n', '\r\n'));
    expect(JSON.stringify(studies)).not.toContain('\\r');
  });

  test.each([HEADER + ARTICLE, ARTICLE, `\n\n${HEADER}${ARTICLE}`])('is told by its content', (text) => {
    expect(detectFormat(text, 'file.bin')?.name).toBe('wos');
  });

  test('a file without records gives one error', async () => {
    expect((await read(HEADER)).diagnostics).toMatchObject([{ severity: 'error', source: 'savedrecs.txt' }]);
  });

  test('arbitrary lines never crash the reader', async () => {
    const line = fc.oneof(fc.constantFrom('PT J', 'AU a', 'AF ', '   b', 'ER', 'EF', '', 'PD X', 'CY ,'), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (lines) => {
        const { studies, diagnostics } = await read(lines.join('\n'));
        expect(studies.length + diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  [
    'PT B\nAU Roe, B\nTI Chapter\nSO The Book\nER\n\nEF',
    { type: 'chapter', title: 'Chapter', 'container-title': 'The Book' },
  ],
  ['PT B\nAU Roe, B\nTI The Book\nSO THE BOOK\nER\n\nEF', { type: 'book', title: 'The Book' }],
])('a record of a book without a document type is a chapter when it has a title of its own: %j', async (text, item) => {
  const { studies } = await read(text);
  expect(studies.map((study) => study.item)).toMatchObject([item]);
});
