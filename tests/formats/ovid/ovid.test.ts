import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../../src/formats/formats.ts';
import { ovidFormat } from '../../../src/formats/ovid/ovid.ts';
import { readSource } from '../../../src/formats/ovid/source.ts';

const read = (text: string) => ovidFormat.read!(text, { source: 'citations.txt' });

const NUMBERED = `Database: Ovid MEDLINE(R) <1946 to March Week 2 2014>
Search Strategy:
--------------------------------------------------------------------------------
1     exp Reading/ (12345)

***************************

<1>
Unique Identifier
  24000001
Title
  A study of reading at
  home.
Source
  Journal of Learning. 12(3):100-18, 2014 Mar.
Authors
  Smith J; Doe A
Authors Full Name
  Smith, John; Doe, Ann.
Institution
  Smith J. University of Nowhere.
MeSH Subject Headings
  *Reading/px [Psychology]
  Home
Abstract
  BACKGROUND: Some text.
Digital Object Identifier
  https://dx.doi.org/10.5555/jl.2014.3
ISSN Electronic
  1522-2222
Year of Publication
  2014
Publication Type
  Journal Article.

<2>
Accession Number
  2010000001
Title
  Second.
Source
  Learning Letters. 7 (1) (pp 20-29), 2010. Date of Publication: May 2010.
Author
  Roe B.
`;

const TAGGED = `<1. >
VN  - Ovid Technologies
DB  - BIOSIS Previews
AN  - PREV200400000001
AU  - Werner, S. M. [Author, Reprint Author; E-mail: a@example.org]
AU  - Nordheim, E. V. [Author]
TI  - Comparison of methods.
SO  - Forest Letters. 201(2-3):327-334, November 15, 2004.
PT  - Article
IS  - 0378-1127 (ISSN print)
LG  - English
AB  - An abstract
      that wraps.
YR  - 2004
XL  - http://ovid.example.org/?AN=PREV200400000001

<2. >
VN  - Ovid Technologies
DB  - Ovid MEDLINE(R)
UI  - 24000002
FA  - Doe, Jane
AU  - Doe J
TI  - A part
SO  - Kamp, Rosa [Editor, Reprint Author], Calvete, Juan J. [Editor]. Methods of learning.:371-397, 2004.
Series Information:  Principles and Practice.
PT  - Book Chapter
IB  - 3-16-148410-0 (cloth)
`;

describe('Ovid', () => {
  test('numbered records come in', async () => {
    const { studies, diagnostics } = await read(NUMBERED);
    expect(diagnostics).toEqual([]);
    expect(studies.map(({ line }) => line)).toEqual([8, 36]);
    expect(studies[0]!.item).toMatchObject({
      type: 'article-journal',
      title: 'A study of reading at home',
      author: [
        { family: 'Smith', given: 'John' },
        { family: 'Doe', given: 'Ann' },
      ],
      'container-title': 'Journal of Learning',
      volume: '12',
      issue: '3',
      page: '100-18',
      issued: { 'date-parts': [[2014, 3]] },
      PMID: '24000001',
      DOI: '10.5555/jl.2014.3',
      ISSN: '1522-2222',
      abstract: 'BACKGROUND: Some text.',
      keyword: 'Reading/px [Psychology], Home',
    });
    expect(studies[1]!.item).toMatchObject({
      id: '',
      title: 'Second',
      author: [{ family: 'Roe', given: 'B.' }],
      'container-title': 'Learning Letters',
      volume: '7',
      issue: '1',
      page: '20-29',
    });
    expect(studies[1]!.item).not.toHaveProperty('PMID');
  });

  test('records with tags come in, parts of books with their editors', async () => {
    const { studies, diagnostics } = await read(TAGGED);
    expect(diagnostics).toEqual([]);
    expect(studies[0]!.item).toMatchObject({
      type: 'article-journal',
      title: 'Comparison of methods',
      author: [
        { family: 'Werner', given: 'S. M.' },
        { family: 'Nordheim', given: 'E. V.' },
      ],
      'container-title': 'Forest Letters',
      volume: '201',
      issue: '2-3',
      page: '327-334',
      ISSN: '0378-1127',
      source: 'BIOSIS Previews',
      abstract: 'An abstract that wraps.',
    });
    expect(studies[1]!.item).toMatchObject({
      type: 'chapter',
      author: [{ family: 'Doe', given: 'Jane' }],
      editor: [
        { family: 'Kamp', given: 'Rosa' },
        { family: 'Calvete', given: 'Juan J.' },
      ],
      'container-title': 'Methods of learning',
      page: '371-397',
      PMID: '24000002',
      ISBN: '3-16-148410-0',
    });
  });

  test('every field stays as residue, and the search above the records too', async () => {
    const { studies } = await read(NUMBERED);
    const { fields, before } = studies[0]!.residue!.ovid as { fields: string[][]; before: string[] };
    expect(before[0]).toContain('Database: Ovid MEDLINE(R)');
    expect(fields).toContainEqual(['Institution', 'Smith J. University of Nowhere.']);
    expect(fields).toHaveLength(12);
  });

  test.each([
    ['J Learn. 12(3):100-18, 2014 Mar 5.', { container: 'J Learn', volume: '12', issue: '3', pages: '100-18', date: '2014 Mar 5' }],
    ['J Learn. Behav. 12:e100, 2014.', { container: 'J Learn. Behav', volume: '12', pages: 'e100', date: '2014' }],
    ['J Learn. 12 (3) (pp 100-118), 2014. Date of Publication: March 2014.', { container: 'J Learn', volume: '12', issue: '3', pages: '100-118', date: '2014' }],
    ['J Learn. Vol.12(3), 2014, pp. 100-118.', { container: 'J Learn', volume: '12', issue: '3', pages: '100-118', date: '2014' }],
    ['J Learn. 2014 Mar-Apr.', { container: 'J Learn', date: '2014 Mar-Apr' }],
    ['J Learn. (12) (pp 1-9), 2014.', { container: 'J Learn', issue: '12', pages: '1-9', date: '2014' }],
    ['Nothing known', {}],
    ['', {}],
  ])('the source %j is taken apart', (text, expected) => {
    expect(readSource(text)).toEqual({ editors: [], ...expected });
  }); // biome-ignore format: a row a source

  test.each([NUMBERED, TAGGED, NUMBERED.slice(NUMBERED.indexOf('<1>')), TAGGED.replace(/^<.*\n/gm, '')])(
    'is told by its content',
    (text) => {
      expect(detectFormat(text, 'a.bin')?.name).toBe('ovid');
      expect(detectFormat(text.replaceAll('\n', '\r\n'), 'a.txt')?.name).toBe('ovid');
    },
  );

  test('a broken record costs no other and is named', async () => {
    const { studies, diagnostics } = await read('<1>\nTitle\n  One\nstray\n<2>\n\n<3>\nTitle\n  Three\n');
    expect(studies.map(({ item }) => item.title)).toEqual(['One', 'Three']);
    expect(diagnostics.map(({ line, message, source }) => [source, line, message])).toEqual([
      ['citations.txt', 4, 'not a field: "stray"; left out'],
      ['citations.txt', 5, 'this record is empty; left out'],
    ]);
  });

  test('a file without records gives one error', async () => {
    expect((await read('nothing')).diagnostics).toMatchObject([{ severity: 'error', source: 'citations.txt' }]);
  });

  test('arbitrary lines never crash the reader, and long ones do not stop it', async () => {
    const line = fc.oneof(
      fc.constantFrom('<1>', 'Title', '  T', 'VN  - Ovid', 'SO  - a. 1(2', 'AU  - ;', ''),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (lines) => {
        const { studies, diagnostics } = await read(lines.join('\n'));
        expect(studies.length + diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
    const start = performance.now();
    for (const long of [' ', '[', 'a, ', '1', '. ', '[Ed', ': ', 'a;'].map((piece) => piece.repeat(100_000)))
      await read(`VN  - Ovid Technologies\nTI  - T${long}x\nSO  - J${long}x\nAU  - A${long}x\nKW  - K${long}x\n`);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});

test('authors on one line, parted by full stops, are several', async () => {
  const { studies } = await read(
    '<1>\nUnique Identifier\n  24000001\nTitle\n  A study.\nSource\n  Lancet. 1(2):3-4, 2011.\nAuthors\n  Smith J. de Boer AB. Doe-Roe C.\n',
  );
  expect(studies[0]?.item.author).toEqual([
    { family: 'Smith', given: 'J' },
    expect.objectContaining({ given: 'AB' }),
    { family: 'Doe-Roe', given: 'C' },
  ]);
});
