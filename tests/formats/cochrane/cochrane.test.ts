import { describe, expect, test } from 'vitest';
import { cochraneFormat } from '../../../src/formats/cochrane/cochrane.ts';
import { detectFormat } from '../../../src/formats/formats.ts';

const read = (text: string) => cochraneFormat.read!(text, { source: 'citation-export.txt' });

const TRIALS = `Record #1 of 2
ID: CN-00000001
AU: Smith J
AU: Nordic Reading Group
TI: A trial of things
SO: Journal of trials
YR: 2010
VL: 3
NO: 2
PG: 1-9
PM: PUBMED 24000001
XR: EMBASE 35000001
PT: Journal article; Randomized controlled trial
KY: Adult; *Reading [psychology, trends]; Home
DOI: 10.5555/ct.1
AB: Background Some text.
that goes on.
US: https://www.example.org/central/CN-00000001/full


Record #2 of 2
ID: CN-00000002
AU: Roe B
TI: Second trial
SO: https://trials.example.org/show/1
YR: 2011
PT: Trial registry record
`;

describe('the Cochrane Library', () => {
  test('trials come in with authors, source, keywords and identifiers', async () => {
    const { studies, diagnostics } = await read(TRIALS);
    expect(diagnostics).toEqual([]);
    expect(studies.map(({ line }) => line)).toEqual([1, 21]);
    expect(studies[0]!.item).toMatchObject({
      type: 'article-journal',
      title: 'A trial of things',
      author: [{ family: 'Smith', given: 'J' }, { literal: 'Nordic Reading Group' }],
      'container-title': 'Journal of trials',
      issued: { 'date-parts': [[2010]] },
      volume: '3',
      issue: '2',
      page: '1-9',
      PMID: '24000001',
      DOI: '10.5555/ct.1',
      URL: 'https://www.example.org/central/CN-00000001/full',
      keyword: 'Adult; Reading [psychology, trends]; Home',
      abstract: 'Background Some text. that goes on.',
    });
    expect(studies[1]!.item).toMatchObject({
      type: 'webpage',
      title: 'Second trial',
      URL: 'https://trials.example.org/show/1',
    });
  });

  test('every field stays as residue, and the accession number is no citation key', async () => {
    const { studies } = await read(TRIALS);
    const { fields } = studies[0]!.residue!.cochrane as { fields: string[][] };
    expect(fields).toHaveLength(16);
    expect(fields).toContainEqual(['XR', 'EMBASE 35000001']);
    expect(studies.map(({ item }) => item.id)).toEqual(['', '']);
  });

  test('is told by its content', () => {
    expect(detectFormat(TRIALS, 'a.bin')?.name).toBe('cochrane');
    expect(detectFormat(`\ufeff${TRIALS}`, 'a.txt')?.name).toBe('cochrane');
  });

  test('a record without a title or without anything costs no other', async () => {
    const broken = 'Record #1 of 3\nRecord #2 of 3\nID: CN-1\nAU: Doe A\n\nRecord #3 of 3\nTI: Third\n';
    const { studies, diagnostics } = await read(broken);
    expect(studies.map(({ item }) => item.title)).toEqual([undefined, 'Third']);
    expect(diagnostics.map(({ line, message }) => [line, message])).toEqual([
      [1, 'this record is empty; left out'],
      [2, 'this record has no title'],
    ]);
  });

  test('a file without records gives one error', async () => {
    expect((await read('nothing')).diagnostics).toMatchObject([{ severity: 'error', source: 'citation-export.txt' }]);
  });
});
