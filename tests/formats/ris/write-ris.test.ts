import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Study } from '../../../src/domain/study.ts';
import { risFormat } from '../../../src/formats/ris/ris.ts';
import { kept, lines, readRis, record, writeRis } from './ris-helpers.ts';

const SOURCE = record(
  'ID  - doe2019',
  'A1  - Doe J.',
  'T1  - Reading  at home',
  'JF  - Journal of Reading',
  'JO  - Journal of Reading',
  'Y1  - 2019/10//undefined',
  'ZZ  - a tag of one program',
  'N1  - Export Date: 1 May 2020',
  'AB  - Wrapped',
  'over two lines',
  'IS  - ',
  'KW  - sleep',
);

async function sourceStudy(): Promise<Study> {
  const { studies } = await readRis(SOURCE);
  return kept(studies[0]!);
}

describe('a study that came from RIS', () => {
  test('comes out as it came in when nothing has changed, unknown tags and empty ones too', async () => {
    expect(await writeRis(await sourceStudy())).toBe(SOURCE);
  });

  test('a changed variable replaces its fields where they stood, and nothing else', async () => {
    const study = await sourceStudy();
    study.item['container-title'] = 'Reading Quarterly';
    const expected = SOURCE.replace('JF  - Journal of Reading\r\nJO  - Journal of Reading', 'JF  - Reading Quarterly');
    expect(await writeRis(study)).toBe(expected);
  });

  test('a variable that was taken away goes, a new one comes at the end', async () => {
    const study = await sourceStudy();
    delete study.item.abstract;
    study.item.DOI = '10.5555/1';
    const written = lines(await writeRis(study));
    expect(written.join()).not.toContain('Wrapped');
    expect(written.slice(-2)).toEqual(['DO  - 10.5555/1', 'ER  - ']);
  });

  test('another type tells what it has no place for, and leaves the other fields as they came', async () => {
    const { studies } = await readRis(
      record(
        'TI  - T',
        'JF  - Journal',
        'J2  - J',
        'N1  - One',
        '',
        'Two',
        'N1  - Three',
        'AB  - Wrapped',
        'over two lines',
      ),
    );
    const study = kept(studies[0]!);
    study.item.type = 'book';
    const { text, diagnostics } = await risFormat.write!([study], {});
    expect(text).toContain('N1  - One\r\n\r\nTwo\r\nN1  - Three\r\nAB  - Wrapped\r\nover two lines\r\n');
    expect(diagnostics).toMatchObject([{ severity: 'warning', key: 'key' }]);
    expect(diagnostics[0]?.message).toContain('no place for container-title, container-title-short in this type');
  });

  test('paragraphs of a changed abstract stay apart, unless one would be taken for a field', async () => {
    const study = await sourceStudy();
    study.item.abstract = 'One.\n\nTwo.';
    expect(await writeRis(study)).toContain('AB  - One.\r\n\r\nTwo.\r\n');
    study.item.abstract = 'One.\n\nER  - Two.';
    expect(await writeRis(study)).toContain('AB  - One. ER - Two.\r\n');
  });

  test("tags are keywords beside the source's own", async () => {
    const study = await sourceStudy();
    study.tags.push('topic/home', 'sleep');
    const written = lines(await writeRis(study));
    expect(written.filter((line) => line.startsWith('KW'))).toEqual(['KW  - sleep', 'KW  - topic/home']);
  });

  test('lines above a record come back above it', async () => {
    const text = `Provider: A database\r\n${SOURCE}`;
    const { studies } = await readRis(text);
    expect(await writeRis(kept(studies[0]!))).toBe(text);
  });

  test("a decision of ASReview that has changed is written anew; those of Rayyan are their reviewers'", async () => {
    const source = record(
      'TI  - One',
      'N1  - ASReview_relevant',
      'N1  - RAYYAN-INCLUSION: {"Em"=>"Included"} | RAYYAN-LABELS: adults',
    );
    const study = kept((await readRis(source)).studies[0]!);
    expect(study).toMatchObject({ status: 'included', tags: ['adults'] });
    expect(await writeRis(study)).toBe(
      source
        .replace('TI  - One', 'TI  - One\r\nID  - key')
        .replace('TY  - JOUR\r\nTI  - One\r\nID  - key', 'TY  - JOUR\r\nTI  - One')
        .replace('ER  - ', 'ID  - key\r\nER  - '),
    );
    expect(await writeRis({ ...study, status: 'excluded' })).toContain(
      'N1  - ASReview_irrelevant\r\nN1  - RAYYAN-INCLUSION: {"Em"=>"Included"}',
    );
    expect(await writeRis({ ...study, status: 'maybe' })).toContain('N1  - ASReview_not_seen');
  });

  test('a reading note that changes leaves the remarks of the database beside it', async () => {
    const source = record('ID  - k', 'N1  - Cited By :2', '', 'Weak method', 'N1  - Export Date: 1 May 2020');
    const study = kept((await readRis(source)).studies[0]!);
    expect(study.item.annote).toBe('Weak method');
    expect(await writeRis(study)).toBe(source);
    study.item.annote = 'Strong method';
    expect(lines(await writeRis(study)).slice(2, -1)).toEqual([
      'N1  - Strong method',
      'N1  - Cited By :2',
      'N1  - Export Date: 1 May 2020',
    ]);
  });

  test('files come back as they were written as long as they are the same, wherever they lie', async () => {
    const source = record(
      'ID  - k',
      'L1  - files\\12\\a%20b.pdf',
      'L1  - internal-pdf://0123/Smith.pdf',
      'L4  - fig.png',
    );
    const study = kept((await readRis(source)).studies[0]!);
    study.attachments = [
      { path: 'import/files/12/a%20b.pdf' },
      { path: 'import/list.Data/PDF/0123/Smith.pdf' },
      { path: 'fig.png' },
    ];
    expect(await writeRis(study)).toBe(source);
    study.attachments.pop();
    expect(lines(await writeRis(study)).slice(2, -1)).toEqual([
      'L1  - import/files/12/a%20b.pdf',
      'L1  - import/list.Data/PDF/0123/Smith.pdf',
    ]);
  });

  test('a tag of four characters becomes one of two, and is named; nothing is mended for --verbatim', async () => {
    const source = record('ID  - k', 'PMID  - 33355555', 'ISSN  - 1234-5679');
    const study = kept((await readRis(source)).studies[0]!);
    const { text, diagnostics } = await risFormat.write!([study], {});
    expect(lines(text).slice(2, -1)).toEqual(['AN  - 33355555', 'SN  - 1234-5679']);
    expect(diagnostics).toMatchObject([{ severity: 'info', key: 'k' }, { severity: 'info' }]);
    expect((await readRis(text)).studies[0]?.item.PMID).toBe('33355555');
    expect((await risFormat.write!([study], { verbatim: true })).text).toBe(source);
  });

  test('a key that the library made is written only where there is no other identifier', async () => {
    const made = async (...fields: string[]) =>
      writeRis(kept((await readRis(record(...fields))).studies[0]!, 'made2020'));
    expect(await made('TI  - One')).toContain('ID  - made2020');
    expect(await made('TI  - One', 'ID  - 33355555')).not.toContain('made2020');
  });

  test('any record keeps every field', async () => {
    const tag = fc.stringMatching(/^[A-Z][A-Z0-9]$/).filter((name) => !/^(?:TY|ER|ID)$/.test(name));
    const value = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(tag, value)), async (fields) => {
        const source = record('ID  - key1', ...fields.map(([name, text]) => `${name}  - ${text}`));
        const { studies } = await readRis(source);
        expect(studies).toHaveLength(1);
        expect(await writeRis(kept(studies[0]!))).toBe(source);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a study that came from elsewhere', () => {
  const study: Study = {
    uid: '1',
    tags: ['topic/reading'],
    excerpts: [],
    status: 'unscreened',
    item: {
      id: 'doe2012',
      type: 'chapter',
      title: 'Part',
      author: [{ family: 'Doe', given: 'Jane' }, { literal: 'Friends of Reading, London' }, { literal: 'The Readers' }],
      editor: [{ family: 'Cruz', given: 'M.', 'non-dropping-particle': 'de la' }],
      issued: { 'date-parts': [[2012], [2015]] },
      'container-title': 'Whole',
      'collection-title': 'Series',
      page: '12-14',
      volume: '2',
      publisher: 'Press',
      'publisher-place': 'London',
      ISBN: '9783161484100',
      DOI: '10.5555/1',
      URL: 'https://example.org/',
      accessed: { 'date-parts': [[2020, 1, 2]] },
      abstract: 'What it says.',
      note: 'Read twice.',
      keyword: 'sleep, home',
      language: 'en',
      'title-short': 'P',
    },
  };

  test('reads back the same', async () => {
    const { studies } = await readRis(await writeRis(study));
    expect(studies[0]?.item).toEqual({ ...study.item, keyword: 'sleep, home, topic/reading' });
  });

  test.each([
    [{ PMID: '12345678' }, ['AN  - 12345678']],
    [{ PMID: '12345678', source: 'PubMed' }, ['AN  - 12345678', 'DB  - PubMed']],
    [{ PMID: '12345678', PMCID: 'PMC123', source: 'Scopus' }, ['C2  - 12345678', 'C2  - PMC123', 'DB  - Scopus']],
    [{ ISBN: '978-3-16-148410-0, 3-16-148410-X' }, ['SN  - 978-3-16-148410-0', 'SN  - 3-16-148410-X']],
    [{ note: 'To appear in print.', annote: 'Read twice.' }, ['M2  - To appear in print.', 'N1  - Read twice.']],
    [{ status: 'in press' }, ['PY  - in press']],
    [{ annote: 'Export Date: mine' }, ['RN  - Export Date: mine']],
  ])('%j is written with tags of two characters, one value each, and read again', async (variables, fields) => {
    const item = { id: 'x', type: 'book', title: 'T', ...variables };
    const text = await writeRis({ ...study, item, tags: [] });
    expect(lines(text).filter((line) => !/^(?:TY|ID|TI|ER)/.test(line))).toEqual(fields);
    expect((await readRis(text)).studies[0]?.item).toEqual(item);
  });

  test('its files are links of RIS', async () => {
    const attachments = [{ path: 'papers/a.pdf' }, { path: '/home/u/b.pdf', title: 'Appendix' }];
    const item = { id: 'x', type: 'book', title: 'T' };
    const text = await writeRis({ ...study, item, tags: [], attachments });
    expect(lines(text).slice(3, -1)).toEqual(['L1  - papers/a.pdf', 'L1  - /home/u/b.pdf']);
  });

  test('fields stand in one order, and lines end as RIS wants them', async () => {
    const text = await writeRis(study);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(lines(text).map((line) => line.slice(0, 2))).toEqual(
      'TY ID AU AU AU PY DA TI ST T2 T3 A2 VL SP EP PB CY SN DO UR Y2 LA AB M2 KW KW KW ER'.split(' '),
    );
  });

  test.each([
    { 'date-parts': [[2014, 2]] },
    { 'date-parts': [[2014]], season: 4 },
    { 'date-parts': [[1890]], circa: true },
    { literal: 'no date' },
    { 'date-parts': [[2016]], season: 'Spring-Summer' },
    { 'date-parts': [[2015], [2016]], season: 4 },
    {
      'date-parts': [
        [2016, 12, 28],
        [2017, 1, 3],
      ],
    },
  ])('the date %j survives', async (issued) => {
    const { studies } = await readRis(await writeRis({ ...study, item: { ...study.item, issued } }));
    expect(studies[0]?.item.issued).toEqual(issued);
  });

  test('a line end in a value cannot start a field or end the record', async () => {
    const abstract = 'One\nER  - \nTY  - BOOK\nTI  - Two';
    const { studies } = await readRis(await writeRis({ ...study, item: { ...study.item, abstract } }));
    expect(studies).toHaveLength(1);
    expect(studies[0]?.item.title).toBe('Part');
  });

  test('an editor of a series is told where no reader would take the field for one', async () => {
    const item = { id: 'x', type: 'article-journal', title: 'T', 'collection-editor': [{ family: 'Doe' }] };
    const { text, diagnostics } = await risFormat.write!([{ ...study, item, tags: [] }], {});
    expect(text).not.toContain('Doe');
    expect(diagnostics[0]?.message).toContain('collection-editor');
  });

  test('what RIS cannot say is told, never dropped in silence', async () => {
    const item = { id: 'x', type: 'treaty', title: 'T', authority: 'A court' };
    const excerpts = [{ uid: 'e', kind: 'summary' as const, text: 'S', section: '', tags: [] }];
    const { diagnostics } = await risFormat.write!([{ ...study, item, excerpts }], {});
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('authority'),
      expect.stringContaining('"treaty"'),
      expect.stringContaining('excerpts'),
    ]);
  });
});

test('a DOI is written without an address', async () => {
  const item = { id: 'k', type: 'article-journal', title: 'T', DOI: 'https://doi.org/10.5555/a%3C1%3E' };
  const study: Study = { uid: 'u', item, tags: [], excerpts: [], status: 'unscreened' };
  expect(lines(await writeRis(study))).toContain('DO  - 10.5555/a<1>');
});
