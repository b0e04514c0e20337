import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Study } from '../../../src/domain/study.ts';
import { bibtexFormat } from '../../../src/formats/bibtex/bibtex.ts';
import { enwFormat } from '../../../src/formats/endnote/enw.ts';
import { risFormat } from '../../../src/formats/ris/ris.ts';

const read = (text: string) => enwFormat.read!(text, { source: 'list.enw' });

const CHAPTER = `%0 Book Section
%T Part
%A Doe, Jane
%A World Health Organization,
%E Roe, Richard
%B Whole
%S Series
%D 2019
%8 October 12, 2019
%P 45-67
%I Press
%C London
%@ 978-3-16-148410-0
%K sleep; reading
home
%X First paragraph.

Second paragraph.
%Z A note.
%U https://example.org/part
%R 10.5555/1
%F Doe2019part
%1 a field of one's own

%T Article without a type
%A Smith, A.; Jones, B.
%J Journal
%V 3
%N 2
%D 2001
`;

describe('EndNote, tagged', () => {
  test('a chapter comes in with book, series, editors and a body as author', async () => {
    const { studies, diagnostics } = await read(CHAPTER);
    expect(diagnostics).toEqual([]);
    expect(studies[0]?.item).toEqual({
      id: 'Doe2019part',
      type: 'chapter',
      title: 'Part',
      author: [{ family: 'Doe', given: 'Jane' }, { literal: 'World Health Organization' }],
      editor: [{ family: 'Roe', given: 'Richard' }],
      'container-title': 'Whole',
      'collection-title': 'Series',
      issued: { 'date-parts': [[2019, 10, 12]] },
      page: '45-67',
      publisher: 'Press',
      'publisher-place': 'London',
      ISBN: '978-3-16-148410-0',
      keyword: 'sleep, reading, home',
      abstract: 'First paragraph.\n\nSecond paragraph.',
      annote: 'A note.',
      URL: 'https://example.org/part',
      DOI: '10.5555/1',
    });
  });

  test('a record without a type is one of its own, and an article when it has a journal', async () => {
    const { studies } = await read(CHAPTER);
    expect(studies).toHaveLength(2);
    expect(studies[1]).toMatchObject({
      line: 25,
      item: {
        type: 'article-journal',
        author: [
          { family: 'Smith', given: 'A.' },
          { family: 'Jones', given: 'B.' },
        ],
        'container-title': 'Journal',
        volume: '3',
        issue: '2',
      },
    });
  });

  test('accession number, kind and provider go on into RIS, and are named where there is no place for them', async () => {
    const { studies } = await read(
      '%0 Journal Article\n%T One\n%M 2012345678\n%9 Review\n%W Ovid Technologies\n%~ Embase\n',
    );
    const study: Study = { uid: '1', status: 'unscreened', ...studies[0]!, excerpts: [] };
    const { text, diagnostics } = await risFormat.write!([study], {});
    for (const line of ['AN  - 2012345678', 'M3  - Review', 'DP  - Ovid Technologies', 'DB  - Embase'])
      expect(text).toContain(line);
    expect(diagnostics).toEqual([]);
    const bibtex = await bibtexFormat.write!([study], {});
    expect(bibtex.diagnostics.map(({ message }) => message).join()).toContain('%9, %M, %W');
  });

  test('an entity of HTML parts no names and no keywords', async () => {
    const { studies } = await read(
      '%0 Book\n%T Men &amp; women\n%A M&uuml;ller, Jan; Doe, J.\n%K Men &amp; women; sleep\n%> papers\\a.pdf\n',
    );
    expect(studies[0]).toMatchObject({
      item: {
        title: 'Men & women',
        author: [
          { family: 'Müller', given: 'Jan' },
          { family: 'Doe', given: 'J.' },
        ],
        keyword: 'Men & women, sleep',
      },
      attachments: [{ path: 'papers/a.pdf' }],
    });
  });

  test('notes hold the labels of screening tools', async () => {
    const { studies } = await read('%0 Book\n%T One\n%Z ASReview_irrelevant\n');
    expect(studies[0]?.status).toBe('excluded');
    expect(studies[0]?.item).not.toHaveProperty('annote');
  });

  test('every field stays as residue', async () => {
    const { studies } = await read(CHAPTER);
    const { fields } = studies[0]!.residue!.enw as { fields: string[][] };
    expect(fields).toHaveLength(20);
    expect(fields).toContainEqual(['%1', "a field of one's own"]);
  });

  test('records without an empty line between them are parted by their types', async () => {
    const { studies } = await read('%0 Book\n%T One\n%0 Thesis\n%T Two\n');
    expect(studies.map(({ item }) => [item.type, item.title])).toEqual([
      ['book', 'One'],
      ['thesis', 'Two'],
    ]);
  });

  test('arbitrary text never crashes the reader', async () => {
    const line = fc.oneof(fc.constantFrom('%0 Book', '%T a', '%A ', '%', '', '%% x'), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (lines) => {
        const { studies, diagnostics } = await read(lines.join('\n'));
        expect(studies.length + diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
