import { describe, expect, test } from 'vitest';
import { kept, readFixture, readTable, writeTable } from './table-helpers.ts';

const cellsOf = (draft: { residue?: unknown } | undefined) =>
  Object.fromEntries((draft?.residue as { table: [string, string][] } | undefined)?.table ?? []);

describe('exports of databases and tools are told by their columns', () => {
  test('Scopus: full names go before abbreviated ones, and what no variable holds is kept', async () => {
    const { format, studies, diagnostics } = await readFixture('scopus.csv');
    expect([format, diagnostics]).toEqual(['csv', []]);
    expect(studies[0]?.item).toEqual({
      id: '',
      type: 'article-journal',
      title: 'Maps, rivers and "blank" spaces',
      author: [
        { family: 'Verne', given: 'Jules' },
        { family: 'Okafor', given: 'Ngozi A.' },
      ],
      issued: { 'date-parts': [[2014]] },
      'container-title': 'Journal of Invented Geography',
      volume: '12',
      issue: '3',
      page: '100-118',
      DOI: '10.5555/jig.2014.3',
      URL: 'https://www.scopus.com/inward/record.uri?eid=2-s2.0-1',
      abstract: 'First line.\nSecond line, with a comma.',
      keyword: 'maps, rivers, Cartography, Rivers',
      source: 'Scopus',
    });
    expect(cellsOf(studies[0])).toMatchObject({
      EID: '2-s2.0-84900000001',
      'Cited by': '7',
      'Author full names': 'Verne, Jules (57190000001); Okafor, Ngozi A. (57190000002)',
    });
    // CSL knows no reviews among articles.
    expect(studies[1]?.item).toMatchObject({ type: 'article-journal', number: 'e77' });
    expect(cellsOf(studies[1])).toMatchObject({ 'Document Type': 'Review' });
    expect(studies.map(({ line }) => line)).toEqual([2, 4]);
  });

  test('Scopus before 2023 parts authors with commas', async () => {
    const { studies } = await readFixture('scopus before 2023.csv');
    expect(studies[0]?.item.author).toEqual([
      { family: 'Verne', given: 'J.' },
      { family: 'Okafor', given: 'N.A.' },
    ]);
  });

  test('Zotero: manual tags are tags, automatic ones keywords, files attachments', async () => {
    const { studies } = await readFixture('zotero.csv');
    const [article, thesis] = studies;
    expect(article).toMatchObject({
      tags: ['lamps/oil', 'to read'],
      attachments: [
        { path: '/home/ann/Zotero/storage/AB12CD34/Curie - 2016 - Light; dark.pdf' },
        { path: 'C:\\Users\\ann\\b.pdf' },
      ],
      item: {
        id: '',
        type: 'article-journal',
        author: [{ family: 'Curie', given: 'Marya' }, { literal: 'World Health Organization' }],
        issued: { 'date-parts': [[2016, 5, 3]] },
        accessed: { 'date-parts': [[2020, 1, 2]] },
        keyword: 'Light, Rooms',
        annote: 'Read twice',
        license: 'CC BY',
      },
    });
    expect(thesis?.item).toMatchObject({ type: 'thesis', genre: 'PhD thesis', 'number-of-pages': '210' });
    expect(cellsOf(thesis)).toEqual({ Key: 'EFGH6789' });
  });

  test('Zotero: the fields that Extra names are read', async () => {
    const { studies } = await readTable(
      'Key,Item Type,Title,Publication Title,Extra\nAB12CD34,journalArticle,T,J,"PMID: 12345\noriginal-date: 1814\nMine"\n',
    );
    expect(studies[0]?.item).toMatchObject({
      PMID: '12345',
      'original-date': { 'date-parts': [[1814]] },
      note: 'Mine',
    });
  });

  test('PubMed: names with initials, suffixes and groups; a full stop ends the list and the title', async () => {
    const { studies } = await readFixture('pubmed.csv');
    expect(studies[0]?.item).toMatchObject({
      title: 'Sleep of whales: a trial',
      author: [
        { family: 'Smith', given: 'JA' },
        { family: 'Doe', given: 'A' },
        { family: 'Berg', 'non-dropping-particle': 'van der', given: 'R', suffix: 'Jr' },
        { literal: 'Whale Study Group' },
      ],
      PMID: '33000001',
      PMCID: 'PMC7000001',
      'container-title': 'Whale J',
    });
    expect(cellsOf(studies[0])).toMatchObject({ 'Create Date': '2020/03/05' });
  });

  test('Covidence: month, notes and tags; its own numbers are kept', async () => {
    const { studies } = await readFixture('covidence.csv');
    expect(studies[0]).toMatchObject({
      tags: ['gardens', 'schools'],
      item: { issued: { 'date-parts': [[2018, 4]] }, annote: 'Ann: check table 2', page: '5-20' },
    });
    expect(cellsOf(studies[0])).toEqual({ Ref: '101', 'Covidence #': '#12', Study: 'Moss 2018' });
  });

  test('Rayyan: decisions become the screening, labels tags, what reviewers wrote an annotation', async () => {
    const { studies } = await readFixture('rayyan.csv');
    expect(studies[0]).toMatchObject({
      status: 'included',
      tags: ['noise', 'night'],
      item: { id: '', annote: 'see the appendix', issued: { 'date-parts': [[2019, 5, 1]] }, PMID: '33000002' },
    });
    expect(cellsOf(studies[0])).toMatchObject({ key: 'rayyan-1001' });
    expect(studies[1]).toMatchObject({ status: 'maybe', tags: ['excluded/wrong population'] });
    expect(cellsOf(studies[1]).notes).toContain('RAYYAN-EXCLUSION-REASONS: wrong population');
  });

  test('ASReview: 1, 0 and -1 are included, excluded and unscreened', async () => {
    const { studies } = await readFixture('asreview.csv');
    expect(studies.map(({ status }) => status)).toEqual(['included', 'excluded', 'unscreened']);
    const both = [
      { family: 'Smith', given: 'J.' },
      { family: 'Doe', given: 'A.' },
    ];
    expect(studies.slice(0, 2).map(({ item }) => item.author)).toEqual([both, both]);
    expect(studies[1]?.item.issued).toEqual({ 'date-parts': [[2019]] });
  });

  test('Web of Science, tab-delimited: quotation marks are text, full names go first', async () => {
    const { format, studies } = await readFixture('web of science.txt');
    expect(format).toBe('tsv');
    expect(studies[0]?.item).toMatchObject({
      type: 'paper-conference',
      title: '"Spacing" in learning',
      abstract: '"Text that opens',
      author: [
        { family: 'Bruen', given: 'Johanna' },
        { family: 'Lee', given: 'Rachel Y.' },
      ],
      issued: { 'date-parts': [[2014, 3, 12]] },
      ISSN: '0022-1111, 1533-2222',
      PMID: '24000001',
    });
    expect(cellsOf(studies[0])).toMatchObject({ UT: 'WOS:000331000000001', DT: 'Article; Proceedings Paper' });
    expect(studies[1]?.item).toMatchObject({ number: 'e12', issued: { 'date-parts': [[2015]], season: 4 } });
  });

  test('Lens and Dimensions, with a line about the export above the names', async () => {
    const lens = await readFixture('lens.csv');
    expect(lens.studies[0]?.item).toMatchObject({
      author: [
        { family: 'Smith', given: 'Jane Q.' },
        { family: 'Doe', given: 'Adam' },
      ],
      issued: { 'date-parts': [[2017, 6, 1]] },
      URL: 'https://dx.example.org/bees',
      ISSN: '1234-5679, 2345-6789',
    });
    const dimensions = await readFixture('dimensions.csv');
    expect(dimensions.studies[0]).toMatchObject({ line: 3, item: { title: 'Bees at work', page: '20-31' } });
  });
});

describe('whatever a program makes of a table', () => {
  const expected = [{ family: 'Smith', given: 'J.' }];
  test.each([
    ['a semicolon and "sep=;"', 'sep=;\r\nTitle;Authors;Year\r\n"One; two";Smith, J.;2001\r\n'],
    ['semicolons', 'Title;Authors;Year\n"One; two";"Smith, J.";2001'],
    ['tabs', 'Title\tAuthors\tYear\nOne; two\tSmith, J.\t2001\n'],
    ['old Macintosh line ends', 'Title,Authors,Year\rOne; two,"Smith, J.",2001\r'],
    ['empty rows', 'Title,Authors,Year\n\n,,\nOne; two,"Smith, J.",2001\n\n'],
    ['blank space around the names', ' Title , Authors , Year \nOne; two,"Smith, J.",2001\n'],
  ])('%s', async (_name, text) => {
    const { studies, diagnostics } = await readTable(text);
    expect(diagnostics).toEqual([]);
    expect(studies.map(({ item }) => item)).toEqual([
      { id: '', type: 'document', title: 'One; two', author: expected, issued: { 'date-parts': [[2001]] } },
    ]);
  });

  test('rows with too few or too many cells come in, and are told with their line', async () => {
    const { studies, diagnostics } = await readTable('title,author,year\n"A\nB","Smith, J."\nC,"Doe, A.",2001,x,y\n');
    expect(studies.map(({ item }) => item.title)).toEqual(['A B', 'C']);
    expect(cellsOf(studies[1])).toEqual({ 'column 4': 'x', 'column 5': 'y' });
    expect(diagnostics.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '2: this row has 2 cells, the header 3: the last columns are empty',
      '4: this row has 5 cells, the header 3: the cells beyond it are kept with the study',
    ]);
  });

  test('a quotation mark that is never closed costs no other row anything', async () => {
    const { studies, diagnostics } = await readTable('title,year\nOne,2001\n"Two,2002\nThree,2003\n');
    expect(studies.map(({ item }) => item.title)).toEqual(['One', '"Two', 'Three']);
    expect(diagnostics).toMatchObject([{ line: 3, message: expect.stringContaining('never closed') }]);
  });

  test('a thousand open quotation marks take no time that grows with their square', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `"Open ${at},2001`);
    const { studies } = await readTable(`title,year\n${rows.map((row, at) => row + (at % 3 ? '' : '"x"')).join('\n')}`);
    expect(studies.length).toBeGreaterThan(10_000);
  }, 10_000);

  test('a row that describes no work is left out, and told', async () => {
    const { studies, diagnostics } = await readTable('title,year,x\nOne,2001,\n,,Total: 1\n');
    expect(studies).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ line: 3, message: 'nothing in this row describes a work; left out' }]);
  });

  test('a year and a date that differ: the year counts, and the date is kept', async () => {
    const { studies } = await readTable('title,year,publication date\nOne,2001,2003-04-05\nTwo,,in press\n');
    expect(studies[0]?.item.issued).toEqual({ 'date-parts': [[2001]] });
    expect(cellsOf(studies[0])).toEqual({ 'publication date': '2003-04-05' });
    expect(studies[1]?.item.issued).toEqual({ literal: 'in press' });
  });

  test('names that may be one or two are told', async () => {
    const { studies, diagnostics } = await readTable('title,authors\nOne,"Jane Smith, Adam Doe"\n');
    expect(studies[0]?.item.author).toHaveLength(2);
    expect(diagnostics).toMatchObject([{ line: 2, message: expect.stringContaining('read as 2 names; check them') }]);
  });

  test('columns with hostile names change nothing but themselves', async () => {
    const { studies } = await readTable('title,year,__proto__,constructor\nOne,2001,a,b\n');
    expect(cellsOf(studies[0])).toHaveProperty('constructor', 'b');
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});

describe('a table of unknown columns', () => {
  const TABLE = 'Titel;Autoren;Jahr;Ort, Land;Bemerkung\nEins;"Weber, Max";1919;"Bern, CH";gelesen\n';

  test('says which it has and how to say what they are', async () => {
    expect(await readTable(TABLE)).toEqual({
      studies: [],
      diagnostics: [
        {
          severity: 'error',
          message:
            'Lectern does not know the columns of this table: Titel, Autoren, Jahr, Ort, Land, Bemerkung; ' +
            'say what they are, as in --columns title=Titel,author=Autoren,issued=Jahr',
          source: 'list.csv',
          line: 1,
        },
      ],
    });
  });

  test('is read by --columns, a comma in the name of a column included', async () => {
    const { studies } = await readTable(TABLE, 'title=Titel,author=autoren,issued=Jahr,place=Ort, Land,tag=Bemerkung');
    expect(studies).toEqual([
      {
        item: {
          id: '',
          type: 'document',
          title: 'Eins',
          author: [{ family: 'Weber', given: 'Max' }],
          issued: { 'date-parts': [[1919]] },
          'publisher-place': 'Bern, CH',
        },
        tags: ['gelesen'],
        excerpts: [],
        line: 2,
      },
    ]);
  });

  test('--columns goes before what the columns are called, and leaves the others as they are', async () => {
    const { studies } = await readTable('Title,Authors,Alt\nA,"Smith, J.",B\n', 'title=Alt');
    expect(studies[0]?.item).toMatchObject({ title: 'B', author: [{ family: 'Smith', given: 'J.' }] });
    expect(cellsOf(studies[0])).toEqual({ Title: 'A' });
  });

  test.each([
    ['titel=Titel', '--columns: titel: no such field', 'did you mean title?'],
    ['excerpt=Titel', '--columns: excerpt: a column cannot fill this field', 'fields are key, type, title'],
    ['title=Titl', 'list.csv: no column "Titl"', 'did you mean "Titel"?'],
    ['title=Nothing like it', 'list.csv: no column "Nothing like it"', 'its columns are Titel, Autoren, Jahr'],
    ['Titel', '--columns: "Titel" is not FIELD=HEADER', 'write them as in --columns title=Titel'],
  ])('--columns %s is refused with the nearest that is there', async (columns, message, hint) => {
    const error = await readTable(TABLE, columns).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message, hint: expect.stringContaining(hint), exitCode: 2 });
  });
});

test('what a table said and no field holds comes back as columns, and is named by other formats', async () => {
  const { studies } = await readFixture('scopus.csv');
  const { rows, messages } = await writeTable(studies.map((draft, at) => kept(draft, `k${at}`)));
  expect(rows[0]).toMatch(
    /,Author full names,Author\(s\) ID,Cited by,Publication Stage,Open Access,EID,Document Type$/,
  );
  expect(messages).toEqual([]);
  const bib = await writeTable(
    studies.map((draft, at) => kept(draft, `k${at}`)),
    'bibtex',
  );
  expect(bib.messages.join()).toMatch(/BibTeX has no place for what a table said of 2 studies in .*Cited by.*EID/);
});

test('entities of HTML in cells are decoded, and part no names', async () => {
  const { studies } = await readTable('title,author,year\n"R&amp;D, p &lt; 0.05","M&uuml;ller, A",2001\n');
  expect(studies.map(({ item }) => item)).toMatchObject([
    { title: 'R&D, p < 0.05', author: [{ family: 'Müller', given: 'A' }] },
  ]);
});
