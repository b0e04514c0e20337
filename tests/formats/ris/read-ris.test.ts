import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { risFormat } from '../../../src/formats/ris.ts';
import { readItem, readRis, record } from './ris-helpers.ts';

describe('records and lines', () => {
  test('a journal article comes in with all its parts', async () => {
    const item = await readItem(
      'ID  - Doe2019reading',
      'AU  - Doe, Jane',
      'AU  - de la Cruz, María',
      'AU  - King, Martin, Jr.',
      'TI  - Reading at home',
      'T2  - Journal of Reading',
      'J2  - J. Read.',
      'PY  - 2019',
      'DA  - 2019/10/02/',
      'VL  - 12',
      'IS  - 3',
      'SP  - 45',
      'EP  - 67',
      'SN  - 12345679 (ISSN)',
      'DO  - https://doi.org/10.5555/12345678',
      'UR  - https://example.org/reading',
      'LA  - en',
    );
    expect(item).toEqual({
      id: 'Doe2019reading',
      type: 'article-journal',
      author: [
        { family: 'Doe', given: 'Jane' },
        { family: 'Cruz', given: 'María', 'non-dropping-particle': 'de la' },
        { family: 'King', given: 'Martin', suffix: 'Jr.' },
      ],
      title: 'Reading at home',
      'container-title': 'Journal of Reading',
      'container-title-short': 'J. Read.',
      issued: { 'date-parts': [[2019, 10, 2]] },
      volume: '12',
      issue: '3',
      page: '45-67',
      ISSN: '1234-5679',
      DOI: '10.5555/12345678',
      URL: 'https://example.org/reading',
      language: 'en',
    });
  });

  test('a value goes on over several lines, and an empty line parts paragraphs', async () => {
    const item = await readItem('AB  - First line', 'second line.', '', 'Second paragraph.', 'PY  - 2001');
    expect(item.abstract).toBe('First line second line.\n\nSecond paragraph.');
    expect(item.issued).toEqual({ 'date-parts': [[2001]] });
  });

  test('a hyphen in a wrapped line starts no field', async () => {
    const item = await readItem('AB  - It was found that', 'PTSD  - a disorder - and', 'T1 -weighted images differ');
    expect(item.abstract).toBe('It was found that PTSD - a disorder - and T1 -weighted images differ');
  });

  test('a missing ER does not swallow the next record, and is told with its line', async () => {
    const { studies, diagnostics } = await readRis('TY  - JOUR\nTI  - One\n\nTY  - BOOK\nTI  - Two\nER  - \n');
    expect(studies.map(({ item, line }) => [item.title, line])).toEqual([
      ['One', 1],
      ['Two', 4],
    ]);
    expect(diagnostics).toMatchObject([{ severity: 'warning', source: 'list.ris', line: 1 }]);
  });

  test('a missing TY is told, and the record comes in', async () => {
    const { studies, diagnostics } = await readRis('TI  - One\nAU  - Doe, J.\nER  - \n');
    expect(studies[0]?.item).toMatchObject({ title: 'One', type: 'document' });
    expect(diagnostics).toMatchObject([{ severity: 'warning', line: 1 }]);
  });

  test.each([
    ['missing space after the hyphen', 'TY  -JOUR\nTI  -One\nER  -\n'],
    ['one space before the hyphen', 'TY - JOUR\nTI - One\nER -\n'],
    ['no space at all', 'TY-JOUR\nTI-One\nER-\n'],
    ['lower-case tags', 'ty  - jour\nti  - One\ner  - \n'],
    ['a byte-order mark', '\ufeffTY  - JOUR\nTI  - One\nER  - \n'],
    ['indented lines', '  TY  - JOUR\n  TI  - One\n  ER  - \n'],
    ['old Macintosh line ends', 'TY  - JOUR\rTI  - One\rER  - \r'],
  ])('%s is understood', async (_name, text) => {
    const { studies } = await readRis(text);
    expect(studies).toHaveLength(1);
    expect(studies[0]?.item).toMatchObject({ type: 'article-journal', title: 'One' });
  });

  test('an "ER" without its dash ends the record, where one follows or the file ends', async () => {
    const { studies, diagnostics } = await readRis(
      'TY  - JOUR\nTI  - First\nER\n\nTY  - JOUR\nTI  - Second\nER\n2.\nTY  - JOUR\nTI  - Third\nER',
    );
    expect(studies.map(({ item }) => item.title)).toEqual(['First', 'Second', 'Third']);
    expect(diagnostics).toEqual([]);
    expect((await readItem('AB  - Seen in the', 'ER', 'of a hospital', 'PY  - 2001')).abstract).toBe(
      'Seen in the ER of a hospital',
    );
  });

  test('a "TY" may stand anywhere in its record', async () => {
    const { studies, diagnostics } = await readRis(
      'ID  - a1\nDB  - X\nTY  - JOUR\nTI  - One\nER  - \nID  - b2\nTY  - BOOK\nTI  - Two\nER  - \nAU  - Doe, J.\nTI  - Three\nTY  - CHAP\nER  - \n',
    );
    expect(studies.map(({ item }) => [item.id, item.type, item.title])).toEqual([
      ['a1', 'article-journal', 'One'],
      ['b2', 'book', 'Two'],
      ['', 'chapter', 'Three'],
    ]);
    expect(diagnostics).toEqual([]);
  });

  test('fields between "ER" and "TY" belong to the record above, and make no study', async () => {
    const { studies, diagnostics } = await readRis(
      'TY  - JOUR\nTI  - One\nER  - \n\nNL  - https://example.org/1\n\n2.\nTY  - JOUR\nTI  - Two\nER  - \n\nNL  - https://example.org/2\n',
    );
    expect(studies.map(({ item }) => item.title)).toEqual(['One', 'Two']);
    expect(studies.map(({ residue }) => (residue?.ris as { fields: string[][] }).fields.at(-1))).toEqual([
      ['NL', 'https://example.org/1'],
      ['NL', 'https://example.org/2'],
    ]);
    expect(diagnostics).toEqual([]);
  });

  test('the numbers above records are part of none', async () => {
    const { studies } = await readRis(
      '1.\nTY  - JOUR\nTI  - One\n\n<2>\nTY  - JOUR\nTI  - Two\nER  - \n\n3. TY  - JOUR\nTI  - Three\nER  - \n',
    );
    expect(studies.map(({ item }) => item.title)).toEqual(['One', 'Two', 'Three']);
  });

  test('a type in words is a type', async () => {
    const { studies, diagnostics } = await readRis('TY  - Book Section\nTI  - One\nER  - \n');
    expect(studies[0]?.item.type).toBe('chapter');
    expect(diagnostics).toEqual([]);
  });

  test('a file without records gives one error', async () => {
    const { studies, diagnostics } = await readRis('Dear reader,\nno records here.\n');
    expect(studies).toEqual([]);
    expect(diagnostics).toMatchObject([{ severity: 'error' }]);
  });
});

describe('what databases write', () => {
  test.each([
    ['PsycInfo', ['A1  - Doe, J.', 'T1  - One', 'JF  - J', 'Y1  - 2020', 'M3  - doi:10.5555/1', 'PMID  - 33355555']],
    [
      'Zotero',
      ['AU  - Doe, J.', 'TI  - One', 'T2  - J', 'DA  - 2020///', 'PY  - 2020', 'DO  - 10.5555/1', 'PMID  - 33355555'],
    ],
    [
      'Scopus',
      ['AU  - Doe, J.', 'TI  - One', 'T2  - J', 'PY  - 2020', 'DO  - 10.5555/1', 'C2  - 33355555', 'DB  - Scopus'],
    ],
  ])('%s', async (_name, fields) => {
    expect(await readItem(...fields)).toMatchObject({
      author: [{ family: 'Doe', given: 'J.' }],
      title: 'One',
      'container-title': 'J',
      issued: { 'date-parts': [[2020]] },
      DOI: '10.5555/1',
      PMID: '33355555',
    });
  });

  test.each([
    ['Liu R.', { family: 'Liu', given: 'R.' }],
    ['R. Liu', { family: 'Liu', given: 'R.' }],
    ['Jane Doe', { family: 'Doe', given: 'Jane' }],
    ['World Health Organization', { literal: 'World Health Organization' }],
    ['Department of Health, London,', { literal: 'Department of Health, London' }],
    ['UNICEF', { literal: 'UNICEF' }],
  ])('the author %s is read as meant', async (value, name) => {
    expect((await readItem(`AU  - ${value}`)).author).toEqual([name]);
  });

  test.each([
    [['PY  - 2019///'], { 'date-parts': [[2019]] }],
    [['PY  - 2019/10//undefined'], { 'date-parts': [[2019, 10]] }],
    [['PY  - 2017', 'DA  - Mar 12'], { 'date-parts': [[2017, 3, 12]] }],
    [['PY  - 2017', 'Y1  - Mar. 2017'], { 'date-parts': [[2017, 3]] }],
    [['PY  - 2020', 'Y1  - 4-8 Aug. 2020'], { 'date-parts': [[2020]] }],
    [['PY  - 2014///Winter'], { 'date-parts': [[2014]], season: 4 }],
    [['PY  - forthcoming'], { literal: 'forthcoming' }],
  ])('the date of %j is read', async (fields, issued) => {
    expect((await readItem(...fields)).issued).toEqual(issued);
  });

  test('a chapter has a book, a series and editors', async () => {
    const { studies } = await readRis(
      'TY  - CHAP\nTI  - Part\nT2  - Whole\nT3  - Series\nA2  - Roe, R.\nSP  - 1\nEP  - 9\nSN  - 978-3-16-148410-0\nER  - ',
    );
    expect(studies[0]?.item).toMatchObject({
      type: 'chapter',
      title: 'Part',
      'container-title': 'Whole',
      'collection-title': 'Series',
      editor: [{ family: 'Roe', given: 'R.' }],
      page: '1-9',
      ISBN: '978-3-16-148410-0',
    });
  });

  test('a single SP of a thesis is its length', async () => {
    const { studies } = await readRis('TY  - THES\nTI  - T\nSP  - 150\nM3  - Ph.D.\nPB  - A University\nER  - ');
    expect(studies[0]?.item).toMatchObject({ type: 'thesis', 'number-of-pages': '150', genre: 'Ph.D.' });
  });

  test('keywords come one a line or many, and a comma inside one parts nothing', async () => {
    expect((await readItem('KW  - *Stress', 'KW  - sleep', 'reading')).keyword).toBe('Stress, sleep, reading');
    expect((await readItem('KW  - Stress, Acute', 'KW  - sleep')).keyword).toBe('Stress, Acute; sleep');
  });

  test('notes come in, the boilerplate of databases stays residue', async () => {
    const item = await readItem('N1  - Read this twice', 'N1  - Export Date: 18 November 2019');
    expect(item.note).toBe('Read this twice');
  });

  test.each([
    ['DO  - doi:10.5555/abc.', '10.5555/abc'],
    ['DO  - http://dx.doi.org/10.5555%2Fabc', '10.5555/abc'],
    ['L3  - 10.5555/abc', '10.5555/abc'],
    ['UR  - https://doi.org/10.5555/abc', '10.5555/abc'],
    [
      'DO  - 10.1002/(SICI)1097-0258(1998)17:15<16::AID-X>3.0.CO;2-2',
      '10.1002/(SICI)1097-0258(1998)17:15<16::AID-X>3.0.CO;2-2',
    ],
  ])('the DOI in %s is found', async (field, doi) => {
    expect((await readItem(field)).DOI).toBe(doi);
  });

  test.each(['smith', 'a1', 'x', 'Smith(2016)', '2016smith'])('the citation key %s is read', async (key) => {
    expect((await readItem(`ID  - ${key}`)).id).toBe(key);
  });

  test('a number of a database is no citation key', async () => {
    expect((await readItem('ID  - 2020-55555-005')).id).toBe('');
    expect((await readItem('ID  - 33355555')).id).toBe('');
    expect((await readItem('ID  - L2012345678')).id).toBe('');
    expect((await readItem('ID  - two words')).id).toBe('');
  });

  test('an unknown type is a document, and told', async () => {
    const { studies, diagnostics } = await readRis('TY  - ZINE\nTI  - One\nER  - ');
    expect(studies[0]?.item.type).toBe('document');
    expect(diagnostics).toMatchObject([{ message: expect.stringContaining('"ZINE"'), line: 1 }]);
  });
});

test('RIS is told by its first line, whatever the file is called', () => {
  expect(risFormat.detect!('\r\nProvider: somebody\r\n\r\nTY  - JOUR\r\n')).toBe(true);
  expect(risFormat.detect!('The PARTY  - JOURNAL\n')).toBe(false);
});

describe('hostile input', () => {
  test('arbitrary text never crashes the reader, and every field is kept', async () => {
    const tag = fc.constantFrom(
      'TY',
      'ER',
      'AU',
      'TI',
      'T2',
      'PY',
      'DA',
      'SP',
      'EP',
      'KW',
      'SN',
      'DO',
      'UR',
      'M3',
      '__proto__',
    );
    const line = fc.oneof(
      fc.tuple(tag, fc.string()).map(([t, v]) => `${t}  - ${v}`),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (lines) => {
        const text = lines.join('\n');
        const { studies } = await readRis(`TY  - JOUR\n${text}`);
        expect(studies.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['many authors', record(...Array<string>(50_000).fill('AU  - Doe, J.'))],
    [
      'a long line',
      record(
        `AB  - ${'10.1234/ '.repeat(100_000)}`,
        `SN  - ${'1234-'.repeat(100_000)}`,
        `AU  - ${'A. '.repeat(50_000)}`,
      ),
    ],
    ['endless wrapped lines', record('AB  - x', ...Array<string>(100_000).fill('word'))],
    ['endless records', 'TY  - JOUR\n'.repeat(50_000)],
  ])('%s take time in proportion to their length', async (_name, text) => {
    await readRis(text);
  });
});
