import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Study } from '../../../src/domain/study.ts';
import { nbibFormat } from '../../../src/formats/pubmed/nbib.ts';
import { risFormat } from '../../../src/formats/ris/ris.ts';

const read = (text: string) => nbibFormat.read!(text, { source: 'list.nbib' });

const ARTICLE = `
PMID- 12345678
OWN - NLM
DP  - 2019 Oct 12
TI  - Reading at home: a study of several
      families.
AB  - OBJECTIVE: To see who reads.
      RESULTS: Many do.
FAU - Doe, Jane
AU  - Doe J
FAU - de la Cruz, Maria
AU  - de la Cruz M
CN  - Friends of Reading, London
LA  - eng
PT  - Journal Article
JT  - Journal of reading
TA  - J Read
IS  - 1234-5679 (Electronic)
IS  - 1234-5687 (Linking)
VI  - 12
IP  - 3
PG  - 45-67
MH  - Family
MH  - Reading/*psychology
OT  - home
LID - 10.5555/jr.2019.1 [doi]
LID - e12 [pii]
PMC - PMC7654321
SO  - J Read. 2019 Oct 12;12(3):45-67.

PMID- 23456789
TI  - A second one.
AU  - Smith JB
DP  - 2016 Nov-Dec
JT  - Journal of reading
`;

describe('PubMed', () => {
  test('an article comes in with corporate authors, MeSH, PMID and PMCID', async () => {
    const { studies, diagnostics } = await read(ARTICLE);
    expect(diagnostics).toEqual([]);
    expect(studies).toHaveLength(2);
    expect(studies[0]?.item).toEqual({
      id: '',
      type: 'article-journal',
      title: 'Reading at home: a study of several families',
      author: [
        { family: 'Doe', given: 'Jane' },
        { family: 'Cruz', given: 'Maria', 'non-dropping-particle': 'de la' },
        { literal: 'Friends of Reading, London' },
      ],
      issued: { 'date-parts': [[2019, 10, 12]] },
      abstract: 'OBJECTIVE: To see who reads. RESULTS: Many do.',
      language: 'en',
      'container-title': 'Journal of reading',
      'container-title-short': 'J Read',
      ISSN: '1234-5679, 1234-5687',
      volume: '12',
      issue: '3',
      page: '45-67',
      keyword: 'Family, Reading/psychology, home',
      DOI: '10.5555/jr.2019.1',
      PMID: '12345678',
      PMCID: 'PMC7654321',
    });
    expect(studies[0]?.line).toBe(2);
  });

  test.each([
    ['OT  - sleep; not insomnia\nOT  - home\n', ['sleep; not insomnia', 'home']],
    ['OT  - sleep; not insomnia\n', ['sleep; not insomnia']],
    ['OT  - sleep, deep\n', ['sleep, deep']],
    ['OT  - sleep, deep\nOT  - home\n', ['sleep, deep', 'home']],
  ])('%j keeps each keyword whole, to the export', async (fields, words) => {
    const { studies } = await read(`PMID- 1\nTI  - T\n${fields}`);
    const study = { uid: 'u', status: 'unscreened', ...studies[0]! } as Study;
    const { text } = await risFormat.write!([study], {});
    expect([...text.matchAll(/^KW {2}- (.*)\r$/gm)].map((match) => match[1])).toEqual(words);
  });

  test('initials stand after the family name, and two months are a range', async () => {
    const { studies } = await read(ARTICLE);
    expect(studies[1]?.item).toMatchObject({
      author: [{ family: 'Smith', given: 'JB' }],
      issued: {
        'date-parts': [
          [2016, 11],
          [2016, 12],
        ],
      },
    });
  });

  test('a suffix at the end of a full name is one', async () => {
    const { studies } = await read('PMID- 1\nTI  - T\nFAU - Doe, Jan M Jr\nFAU - Roe, Ann 3rd\nFAU - Poe, Ivy\n');
    expect(studies[0]?.item.author).toEqual([
      { family: 'Doe', given: 'Jan M', suffix: 'Jr' },
      { family: 'Roe', given: 'Ann', suffix: '3rd' },
      { family: 'Poe', given: 'Ivy' },
    ]);
  });

  test.each([
    ['eng', 'en'],
    ['ger', 'de'],
    ['chi', 'zh'],
    ['und', 'und'],
  ])('the language %s is that of CSL: %s', async (code, expected) => {
    const { studies } = await read(`PMID- 1\nTI  - T\nLA  - ${code}\n`);
    expect(studies[0]?.item.language).toBe(expected);
  });

  test('every field stays as residue, those without a CSL variable too', async () => {
    const { studies } = await read(ARTICLE);
    const { fields } = studies[0]!.residue!.nbib as { fields: string[][] };
    expect(fields).toHaveLength(26);
    expect(fields).toContainEqual(['SO', 'J Read. 2019 Oct 12;12(3):45-67.']);
    expect(fields).toContainEqual(['TI', 'Reading at home: a study of several\nfamilies.']);
  });

  test('a record of ERIC is read', async () => {
    const eric =
      'OWN - ERIC\nTI  - One\nAU  - Doe, J.\nJT  - J\nAID - http://dx.doi.org/10.5555/1\nDP  - 2000\nISSN - ISSN-1234-5679\n';
    const { studies } = await read(eric);
    expect(studies[0]?.item).toMatchObject({ title: 'One', DOI: '10.5555/1', ISSN: '1234-5679' });
  });

  test('a chapter of a book has its book', async () => {
    const { studies } = await read('PMID- 1\nTI  - Part\nBTI - Whole\nPT  - Book Chapter\n');
    expect(studies[0]?.item).toMatchObject({ type: 'chapter', title: 'Part', 'container-title': 'Whole' });
  });

  test('a whole book has its title, its place and its editors', async () => {
    const { studies } = await read(
      'PMID- 1006\nBTI - Whole Book.\nCTI - A Series\nDP  - 2010\nFED - Editor, Ed\nPB  - Pub\nPL  - Bethesda (MD)\nPT  - Book\n',
    );
    expect(studies[0]?.item).toMatchObject({
      type: 'book',
      title: 'Whole Book',
      'collection-title': 'A Series',
      'publisher-place': 'Bethesda (MD)',
      editor: [{ family: 'Editor', given: 'Ed' }],
    });
  });

  test('a "PMID-" may stand without its space', async () => {
    expect(nbibFormat.detect!('PMID-123\nTI  - One\n')).toBe(true);
    const { studies } = await read('PMID-123\nTI  - One\nPMID-456\nTI  - Two &amp; three\n');
    expect(studies.map(({ item }) => [item.PMID, item.title])).toEqual([
      ['123', 'One'],
      ['456', 'Two & three'],
    ]);
  });

  test('where its authors work goes on into RIS', async () => {
    const { studies } = await read('PMID- 1\nTI  - One\nAD  - A University.\nAD  - B University.\nOID - EJ1131633\n');
    const study: Study = { uid: '1', status: 'unscreened', ...studies[0]!, excerpts: [] };
    const { text, diagnostics } = await risFormat.write!([study], {});
    expect(text).toContain('AN  - EJ1131633');
    expect(text).toContain('AD  - A University.\r\nAD  - B University.');
    expect(diagnostics).toEqual([]);
  });

  test('a file without records gives one error', async () => {
    expect(await read('nothing')).toMatchObject({
      studies: [],
      diagnostics: [{ severity: 'error', source: 'list.nbib' }],
    });
  });

  test('arbitrary text never crashes the reader', async () => {
    const line = fc.oneof(
      fc.constantFrom('PMID- 1', 'TI  - a', 'AU  - ', 'DP  - 2019 Oct-', '', '      x'),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (lines) => {
        const { studies, diagnostics } = await read(lines.join('\n'));
        expect(studies.length + diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
