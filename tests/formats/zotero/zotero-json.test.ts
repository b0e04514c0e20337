import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Study } from '../../../src/domain/study.ts';
import { cslJsonFormat } from '../../../src/formats/csl-json/csl-json.ts';
import { detectFormat } from '../../../src/formats/formats.ts';
import { risFormat } from '../../../src/formats/ris/ris.ts';
import { zoteroJsonFormat } from '../../../src/formats/zotero/zotero-json.ts';

const read = (text: string) => zoteroJsonFormat.read!(text, { source: 'library.json' });
const readItems = (...items: unknown[]) =>
  read(JSON.stringify({ config: { label: 'BetterBibTeX JSON' }, version: {}, collections: {}, items }));
const one = async (item: object) => (await readItems({ itemType: 'book', ...item })).studies[0]!;

const ARTICLE = {
  itemType: 'journalArticle',
  citationKey: 'smith2010',
  title: 'A trial of reading',
  creators: [
    { creatorType: 'author', firstName: 'Jane M., Jr.', lastName: 'de la Cruz' },
    { creatorType: 'author', name: 'Reading Society' },
    { creatorType: 'author', lastName: 'Old Society', fieldMode: 1 },
    { creatorType: 'translator', firstName: 'V.', lastName: '"van Gogh"' },
    { creatorType: 'reviewedAuthor', firstName: 'A.', lastName: 'Roe' },
  ],
  date: '2010-03-05',
  publicationTitle: 'Journal of Trials',
  journalAbbreviation: 'J. Trials',
  volume: '3',
  issue: '2',
  pages: '1-9',
  DOI: '10.5555/jt.1',
  url: 'https://example.org/a',
  accessDate: '2020-01-02T10:00:00Z',
  abstractNote: 'Text.',
  libraryCatalog: 'Catalogue',
  tags: [{ tag: 'reading' }, { tag: 'trials', type: 1 }, 'home'],
  notes: [{ note: '<p>Good <b>sample</b>.</p><p>Read again.</p>' }],
  attachments: [
    { itemType: 'attachment', title: 'Full Text', path: '/home/jane/Zotero/storage/AB/a b.pdf' },
    { itemType: 'attachment', title: 'Snapshot', url: 'https://example.org' },
  ],
  extra: 'PMID: 24000001\nRead twice',
  rights: 'Free',
  collections: ['K1'],
  dateAdded: '2019-01-01',
  key: 'ABCD',
};

describe('JSON of Zotero and Better BibTeX', () => {
  test('an article comes in with creators, dates, tags put by hand, keywords, notes and files', async () => {
    const { studies, diagnostics } = await readItems(ARTICLE);
    expect(studies[0]).toMatchObject({
      tags: ['reading'],
      attachments: [{ path: '/home/jane/Zotero/storage/AB/a b.pdf', title: 'Full Text' }],
    });
    expect(studies[0]!.item).toEqual({
      id: 'smith2010',
      type: 'article-journal',
      title: 'A trial of reading',
      author: [
        { family: 'Cruz', 'non-dropping-particle': 'de la', given: 'Jane M.', suffix: 'Jr.' },
        { literal: 'Reading Society' },
        { literal: 'Old Society' },
      ],
      translator: [{ family: 'van Gogh', given: 'V.' }],
      'reviewed-author': [{ family: 'Roe', given: 'A.' }],
      issued: { 'date-parts': [[2010, 3, 5]] },
      accessed: { 'date-parts': [[2020, 1, 2]] },
      'container-title': 'Journal of Trials',
      'container-title-short': 'J. Trials',
      volume: '3',
      issue: '2',
      page: '1-9',
      DOI: '10.5555/jt.1',
      URL: 'https://example.org/a',
      abstract: 'Text.',
      source: 'Catalogue',
      keyword: 'trials, home',
      annote: 'Good <b>sample</b>.\n\nRead again.',
      PMID: '24000001',
      note: 'Read twice',
    });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "read from the note of 1 item, as from Zotero's Extra: PMID",
    ]);
  });

  test.each([
    ['bookSection', { bookTitle: 'Whole', creators: [{ creatorType: 'bookAuthor', lastName: 'Roe' }] }, { type: 'chapter', 'container-title': 'Whole', 'container-author': [{ family: 'Roe' }] }],
    ['conferencePaper', { proceedingsTitle: 'Proc', conferenceName: 'Meeting' }, { type: 'paper-conference', 'container-title': 'Proc', 'event-title': 'Meeting' }],
    ['thesis', { university: 'Nowhere', thesisType: 'PhD' }, { type: 'thesis', publisher: 'Nowhere', genre: 'PhD' }],
    ['report', { institution: 'Body', reportNumber: '7', seriesTitle: 'S', seriesNumber: '2' }, { type: 'report', publisher: 'Body', number: '7', 'collection-title': 'S' }],
    ['preprint', { repository: 'arXiv', archiveID: 'arXiv:1' }, { type: 'article', publisher: 'arXiv', number: 'arXiv:1' }],
    ['podcast', { creators: [{ creatorType: 'podcaster', lastName: 'Roe' }] }, { type: 'broadcast', author: [{ family: 'Roe' }] }],
    ['film', { creators: [{ creatorType: 'director', lastName: 'Roe' }, { creatorType: 'producer', lastName: 'Doe' }] }, { type: 'motion_picture', author: [{ family: 'Roe' }], producer: [{ family: 'Doe' }] }],
    ['presentation', { place: 'Oslo' }, { type: 'speech', 'event-place': 'Oslo' }],
    ['case', { caseName: 'A v B', court: 'High Court', dateDecided: '1999' }, { type: 'legal_case', title: 'A v B', authority: 'High Court', issued: { 'date-parts': [[1999]] } }],
    ['statute', { nameOfAct: 'Act', publicLawNumber: '5' }, { type: 'legislation', title: 'Act', number: '5' }],
    ['dataset', { identifier: 'x1' }, { type: 'dataset', number: 'x1' }],
  ])('%s is read by its own fields', async (itemType, fields, expected) => {
    expect((await one({ itemType, ...fields })).item).toMatchObject(expected);
  }); // biome-ignore format: a row a type

  test.each([
    ['2010-03-00 March 2010', { 'date-parts': [[2010, 3]] }],
    ['2010-00-00 2010', { 'date-parts': [[2010]] }],
    ['March 2010', { 'date-parts': [[2010, 3]] }],
    ['2010/2012', { 'date-parts': [[2010], [2012]] }],
    ['in press', { literal: 'in press' }],
  ])('the date %j', async (date, issued) => {
    expect((await one({ date })).item.issued).toEqual(issued);
  });

  test('a key that is pinned in Extra is the citation key', async () => {
    expect((await one({ title: 'T', extra: 'Citation Key: roe2001\nRead' })).item).toMatchObject({
      id: 'roe2001',
      note: 'Read',
    });
  });

  test('items of the web API are read, their notes with the work that they belong to', async () => {
    const api = [
      { key: 'A', version: 1, library: {}, links: {}, meta: {}, data: { key: 'A', itemType: 'book', title: 'One' } },
      { key: 'B', data: { key: 'B', itemType: 'note', parentItem: 'A', note: '<p>Hers</p>' } },
      { key: 'C', data: { key: 'C', itemType: 'attachment', parentItem: 'A', filename: 'a.pdf' } },
    ];
    const { studies, diagnostics } = await read(JSON.stringify(api));
    expect(studies.map(({ item }) => [item.title, item.annote])).toEqual([['One', 'Hers']]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '1 item that is a note, an attachment or an annotation left out',
    ]);
  });

  test('the item stays whole as residue, and other formats name what they have no place for', async () => {
    const { studies } = await readItems(ARTICLE);
    expect(studies[0]!.residue!['zotero-json']).toEqual(ARTICLE);
    const all = studies.map((draft): Study => ({ uid: 'u', status: 'unscreened', ...draft, excerpts: [] }));
    const told = (await risFormat.write!(all, {})).diagnostics.map(({ message }) => message).join('\n');
    expect(told).toContain('what Zotero said of 1 study in collections, rights; left out');
    const [csl] = JSON.parse((await cslJsonFormat.write!(all, {})).text);
    expect(csl.note).toBe(ARTICLE.extra);
  });

  test('broken items cost no other, and are named with their line', async () => {
    const { studies, diagnostics } = await read(
      '{"config": {"label": "BetterBibTeX JSON", "items": [1]},\n"items": [\n{"itemType": "book", "title": "One"},\n5,\n{"title": "x"},\n{"itemType": "tweet", "title": "Two", "creators": [null, {"creatorType": "author"}]}\n]}',
    );
    expect(studies.map(({ item, line }) => [item.title, item.type, line])).toEqual([
      ['One', 'book', 3],
      ['Two', 'document', 6],
    ]);
    expect(diagnostics.map(({ source, line, message }) => [source, line, message])).toEqual([
      ['library.json', 4, 'not an item of Zotero: it has no "itemType"; left out'],
      ['library.json', 5, 'not an item of Zotero: it has no "itemType"; left out'],
      ['library.json', 6, 'unknown type "tweet"; read as a document'],
      ['library.json', 6, 'a creator without a name is left out'],
      ['library.json', 6, 'a creator without a name is left out'],
    ]);
  });

  test('is told by its content, and CSL-JSON that keeps such an item is not', async () => {
    const { studies } = await readItems(ARTICLE);
    const all = studies.map((draft): Study => ({ uid: 'u', status: 'unscreened', ...draft, excerpts: [] }));
    expect(detectFormat(JSON.stringify([ARTICLE]), 'a.json')?.name).toBe('zotero-json');
    expect(detectFormat(JSON.stringify({ config: { label: 'BetterBibTeX JSON' }, items: [] }), 'a')?.name).toBe(
      'zotero-json',
    );
    expect(detectFormat((await cslJsonFormat.write!(all, {})).text, 'a.json')?.name).toBe('csl-json');
  });

  test('never throws, whatever the values', async () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.array(fc.object()), fc.object());
    const names = [
      'title',
      'creators',
      'date',
      'tags',
      'notes',
      'attachments',
      'extra',
      'citationKey',
      'data',
      '__proto__',
    ];
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), value), async (item) => {
        await read(JSON.stringify([{ itemType: 'book', ...item }]));
        await read(JSON.stringify(item));
      }),
      { numRuns: 500 },
    );
  });
});
