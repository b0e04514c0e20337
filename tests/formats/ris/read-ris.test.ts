import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { risFormat } from '../../../src/formats/ris/ris.ts';
import { kept, lines, readItem, readRis, record, writeRis } from './ris-helpers.ts';

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
    expect(studies.map(({ residue }) => (residue!.ris as { fields: string[][] }).fields.at(-1))).toEqual([
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
    [
      ['PY  - 2020', 'Y1  - 4-8 Aug. 2020'],
      {
        'date-parts': [
          [2020, 8, 4],
          [2020, 8, 8],
        ],
      },
    ],
    [
      ['PY  - 2017', 'DA  - 2016 Dec-2017 Jan'],
      {
        'date-parts': [
          [2016, 12],
          [2017, 1],
        ],
      },
    ],
    [['PY  - 2016', 'DA  - Spring-Summer'], { 'date-parts': [[2016]], season: 'Spring-Summer' }],
    [['PY  - 2016', 'DA  - 05/06'], { 'date-parts': [[2016]] }],
    [['PY  - 2016', 'DA  - 2016/00/00'], { 'date-parts': [[2016]] }],
    [['PY  - c2003'], { 'date-parts': [[2003]] }],
    [['PY  - 2016 (in press)'], { 'date-parts': [[2016]] }],
    [['PY  - 2014///Winter'], { 'date-parts': [[2014]], season: 4 }],
    [['PY  - no date'], { literal: 'no date' }],
  ])('the date of %j is read', async (fields, issued) => {
    expect((await readItem(...fields)).issued).toEqual(issued);
  });

  test('"in press" is where a work stands, and no date', async () => {
    const item = await readItem('PY  - in press', 'Y1  - In press');
    expect(item.status).toBe('in press');
    expect(item).not.toHaveProperty('issued');
    expect(await readItem('PY  - 2016', 'DA  - Epub ahead of print')).toMatchObject({
      issued: { 'date-parts': [[2016]] },
      status: 'Epub ahead of print',
    });
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

  test('what a reader noted is an annotation, and Extra of Zotero a note', async () => {
    const item = await readItem(
      'N1  - Read this twice',
      'N1  - Export Date: 18 November 2019',
      'RN  - Ask the authors',
      'M2  - Translated from Polish',
    );
    expect(item.annote).toBe('Read this twice\n\nAsk the authors');
    expect(item.note).toBe('Translated from Polish');
  });

  test.each([
    'Times Cited in Web of Science Core Collection: 23 Total Times Cited: 23 Cited Reference Count: 32',
    'Accession Number: 147887838. Language: English. Entry Date: In Process.',
    'Cited By :2',
    'Cited by 23 (since 1996)',
    'Copyright - Database copyright ProQuest LLC',
    'Last updated - 2020-01-01',
    'Zuletzt aktualisiert - 2020-01-01',
    'Correspondence Address: Doe, J.; email: j@example.org',
    'PubMed PMID: 12345678.',
    '1476-5497\nDoe, Jane\nJournal Article\nEngland',
    'L2001108924\n2018-09-26',
    'ISI Document Delivery No.: 123AB\nTimes Cited: 3',
    'References: Doe, J., A title (2010) A Journal, 3, pp. 1-9',
    'From Duplicate 1 (A title - Doe, J.)',
    '© 2020 by the authors.',
  ])('%j is a remark of a database, and no note of a reader', async (remark) => {
    const { studies } = await readRis(record(`N1  - ${remark}`));
    expect(studies[0]?.item).not.toHaveProperty('note');
    expect(studies[0]?.item).not.toHaveProperty('annote');
  });

  test.each([
    'References to check: Doe 2010',
    'Funding: paid by the industry',
    'Status: read',
    'Design - cross-sectional',
    'Copy sent to Anna',
    'Source of the scale is unclear',
    'L2 learners only',
  ])('%j is what a reader noted', async (note) => {
    expect((await readItem(`N1  - ${note}`)).annote).toBe(note);
  });

  test('a note of Zotero is HTML, and becomes text', async () => {
    const html =
      '<div class="note"><p>Weak <em>method</em> &amp; few cases: p &lt; 0.1</p>\n\n<ul><li>one</li><li>two</li></ul></div>';
    expect((await readItem(`N1  - ${html}`)).annote).toBe('Weak <i>method</i> & few cases: p < 0.1\n\n- one\n\n- two');
  });

  test.each([
    [['ASReview_relevant'], 'included'],
    [['ASReview_irrelevant'], 'excluded'],
    [['ASReview_not_relevant'], 'excluded'],
    [['ASReview_not_seen'], 'unscreened'],
    [['ASReview_label: 1'], 'included'],
    [['ASReview_label: irrelevant'], 'excluded'],
    [['RAYYAN-INCLUSION: {"Em"=>"Included"} | RAYYAN-LABELS: adults'], 'included'],
    [['RAYYAN-INCLUSION: {""Em""=>""Excluded""}'], 'excluded'],
    [['RAYYAN-INCLUSION: {"Em"=>"Included", "Jo"=>"Included"}'], 'included'],
    [['RAYYAN-INCLUSION: {"Em"=>"Maybe"}'], 'maybe'],
    [['ASReview_prior'], undefined],
    [['Read it'], undefined],
  ])('%j says where the study stands: %s', async (notes, status) => {
    const { studies, diagnostics } = await readRis(record(...notes.map((note) => `N1  - ${note}`)));
    expect(studies[0]?.status).toBe(status);
    expect(diagnostics).toEqual([]);
  });

  test('reviewers who disagree leave a study as "maybe", and it is told', async () => {
    const { studies, diagnostics } = await readRis(
      record('N1  - RAYYAN-INCLUSION: {"Em"=>"Included", "Jo"=>"Excluded"}'),
    );
    expect(studies[0]?.status).toBe('maybe');
    expect(diagnostics).toMatchObject([{ severity: 'warning', message: expect.stringContaining('disagree') }]);
  });

  test('labels and reasons of Rayyan are tags, its notes an annotation', async () => {
    const { studies } = await readRis(
      record(
        'N1  - Export Date: 1 May 2020 | RAYYAN-INCLUSION: {"Em"=>"Excluded"} | RAYYAN-LABELS: adults, trial | RAYYAN-EXCLUSION-REASONS: wrong population | USER-NOTES: {"Em"=>["See the \\"other\\" paper"]}',
      ),
    );
    expect(studies[0]).toMatchObject({
      status: 'excluded',
      tags: ['adults', 'trial', 'excluded/wrong population'],
      item: { annote: 'See the "other" paper' },
    });
  });

  test('entities of HTML are decoded in every field, and no keyword is cut at one', async () => {
    const item = await readItem(
      'T1  - Sex &amp; drugs: p &lt; 0.05, &#945;-helix',
      'AU  - M&uuml;ller, Jan',
      'JO  - Energy Research &amp;amp; Social Science',
      'KW  - Men &amp; women',
      'KW  - R&eacute;sum&eacute;; caf&eacute; au lait',
      'UR  - http://example.org/a?b=1&amp;c=2',
      'N1  - this &amp; that',
    );
    expect(item).toMatchObject({
      title: 'Sex & drugs: p < 0.05, α-helix',
      author: [{ family: 'Müller', given: 'Jan' }],
      'container-title': 'Energy Research & Social Science',
      keyword: 'Men & women, Résumé, café au lait',
      URL: 'http://example.org/a?b=1&c=2',
      annote: 'this & that',
    });
  });

  test.each([
    [['https://example.org/1', 'https://example.org/2'], 'https://example.org/1'],
    [['https://example.org/r?id=L2     U2  - L2029880245'], 'https://example.org/r?id=L2'],
    [['https://example.org/1\nhttps://example.org/2'], 'https://example.org/1'],
    [['https://example.org/1;https://example.org/2'], 'https://example.org/1'],
    [['<https://example.org/a_(b)>'], 'https://example.org/a_(b)'],
    [['Full text: https://example.org/a.'], 'https://example.org/a.'],
    [['www.example.org/a'], 'www.example.org/a'],
    [['<Go to ISI>://WOS:000123'], undefined],
    [['files/a.pdf', 'https://example.org/1'], 'https://example.org/1'],
  ])('the URL of %j is %s', async (values, url) => {
    expect((await readItem(...values.map((value) => `UR  - ${value}`))).URL).toBe(url);
  });

  test('files are attachments, addresses are not', async () => {
    const { studies } = await readRis(
      record(
        'L1  - files/12/paper.pdf',
        'L2  - files/12/page.html',
        'L4  - fig.png',
        'L1  - internal-pdf://0123/Smith%202010.pdf',
        'L1  - file:///C:/x/y%20z.pdf',
        'L1  - C:\\Users\\me\\a.pdf',
        'L1  - file://localhost/home/me/b.pdf',
        'L1  - https://example.org/c.pdf',
        'L2  - http://dx.doi.org/10.1002/cncr.20369',
        'L3  - 10.5555/abc.pdf',
        'L1  - not a file',
      ),
    );
    expect(studies[0]?.attachments?.map(({ path }) => path)).toEqual([
      'files/12/paper.pdf',
      'files/12/page.html',
      'fig.png',
      'list.Data/PDF/0123/Smith 2010.pdf',
      'C:/x/y z.pdf',
      'C:/Users/me/a.pdf',
      '/home/me/b.pdf',
    ]);
  });

  test.each([
    [['AN  - 31234567', 'DB  - Ovid MEDLINE(R) ALL'], { PMID: '31234567' }],
    [['ID  - 31234567', 'DB  - PubMed'], { PMID: '31234567', id: '' }],
    [['AN  - CN-02123456', 'C3  - PUBMED 31234567,EMBASE 612345678'], { PMID: '31234567', id: '' }],
    [['N1  - Accession Number: 147887838. PubMed PMID: 31234567.'], { PMID: '31234567' }],
    [['AN  - 31234567'], { PMID: '31234567' }],
    [['C2  - PMC7654321'], { PMCID: 'PMC7654321' }],
  ])('the numbers of PubMed in %j are found', async (fields, variables) => {
    expect(await readItem(...fields)).toMatchObject(variables);
  });

  test.each([[['AN  - 31234567', 'DB  - EconLit']], [['AN  - 2032784247']]])(
    'the accession number of another database in %j is none of PubMed',
    async (fields) => {
      expect(await readItem(...fields)).not.toHaveProperty('PMID');
    },
  );

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

  test.each([
    'CN-02123456',
    '012-345-678-901-23X',
    'EJ1131633',
    'rayyan-123456',
    'WOS:000123456700001',
    '2-s2.0-85012345678',
    '10.1016/j.x.2010.01.001',
    'NCT01234567',
    'edselc.12345678',
  ])('the number %s of a database is no citation key', async (id) => {
    expect((await readItem(`ID  - ${id}`)).id).toBe('');
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

test('lines of a database behind a bare "ER" belong to the record above, which is whole', async () => {
  const text = 'TY  - JOUR\nTI  - One\nAU  - A, B\nER\nNL  - ovid\n2.\nTY  - JOUR\nTI  - Two\nAU  - C, D\nER\n';
  const { studies, diagnostics } = await readRis(text);
  expect(studies.map(({ item }) => item.title)).toEqual(['One', 'Two']);
  expect(diagnostics).toEqual([]);
  const written = lines(await writeRis(...studies.map((draft, at) => kept(draft, `k${at}`))));
  expect(written).not.toContain('ER');
  expect(written.indexOf('NL  - ovid')).toBeLessThan(written.indexOf('ER  - '));
});

test('a line "ER" in a text that wraps ends nothing', async () => {
  const item = await readItem('TI  - One', 'AB  - In the', 'ER', 'UR  - https://example.org/a');
  expect(item).toMatchObject({ abstract: 'In the ER', URL: 'https://example.org/a' });
});

test.each<[string, string[], string]>([
  ['C3 of a conference paper is its proceedings', ['C3  - Proc of Y'], 'Proc of Y'],
  ['C3 is not, beside T2', ['C3  - Conference of Y', 'T2  - Proc of Y'], 'Proc of Y'],
])('%s', async (_, fields, container) => {
  const { studies } = await readRis(['TY  - CONF', 'TI  - T', 'AU  - A, B', ...fields, 'ER  - '].join('\n'));
  expect(studies[0]?.item['container-title']).toBe(container);
});
