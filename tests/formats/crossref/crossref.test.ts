import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Study } from '../../../src/domain/study.ts';
import { crossrefFormat } from '../../../src/formats/crossref/crossref.ts';
import { cslJsonFormat } from '../../../src/formats/csl-json/csl-json.ts';
import { detectFormat } from '../../../src/formats/formats.ts';
import { risFormat } from '../../../src/formats/ris/ris.ts';

const read = (text: string) => crossrefFormat.read!(text, { source: 'works.json' });
const one = async (work: object) =>
  (await read(JSON.stringify({ status: 'ok', 'message-type': 'work', message: { DOI: '10.5555/1', ...work } })))
    .studies[0]!;

const ARTICLE = {
  indexed: { 'date-parts': [[2020, 1, 1]] },
  'reference-count': 1,
  publisher: 'Learning Press',
  issue: '3',
  'short-container-title': ['J. Learn.'],
  DOI: '10.5555/jl.2014.3',
  type: 'journal-article',
  page: '100-118',
  source: 'Crossref',
  title: ['Reading &amp; CO<sub>2</sub> at <scp>home</scp>'],
  subtitle: ['A <em>trial</em>'],
  author: [
    {
      given: 'Jane',
      family: 'de la Cruz',
      sequence: 'first',
      ORCID: 'https://orcid.org/0000-0000-0000-0001',
      affiliation: [],
    },
    { given: 'Rex', family: 'Doe', suffix: 'Jr' },
    { name: 'Reading Society', sequence: 'additional' },
  ],
  volume: '12',
  'container-title': ['Journal of Learning', 'JL'],
  language: 'en',
  abstract:
    '<jats:title>Abstract</jats:title><jats:sec><jats:title>Background</jats:title><jats:p>Some <jats:italic>text</jats:italic>, p &lt; 0.05.</jats:p></jats:sec><jats:sec><jats:title>Results:</jats:title><jats:p>More.</jats:p><jats:p>And more.</jats:p></jats:sec>',
  issued: { 'date-parts': [[2014, 3]] },
  ISSN: ['0022-1111', '1522-2222', '0022-1111'],
  subject: ['Education', 'Health (social science)'],
  URL: 'https://doi.org/10.5555/jl.2014.3',
  reference: [{ key: 'r1', unstructured: 'Smith 2001' }],
  license: [{ URL: 'https://example.org/licence' }],
};

describe('JSON of Crossref', () => {
  test('an answer with items comes in: titles, names, dates, abstract', async () => {
    const { studies, diagnostics } = await read(
      JSON.stringify({ status: 'ok', 'message-type': 'work-list', message: { items: [ARTICLE], 'total-results': 1 } }),
    );
    expect(diagnostics).toEqual([]);
    expect(studies[0]!.item).toEqual({
      id: '',
      type: 'article-journal',
      title: 'Reading & CO<sub>2</sub> at home: A <i>trial</i>',
      author: [
        { family: 'Cruz', 'non-dropping-particle': 'de la', given: 'Jane' },
        { family: 'Doe', given: 'Rex', suffix: 'Jr' },
        { literal: 'Reading Society' },
      ],
      'container-title': 'Journal of Learning',
      'container-title-short': 'J. Learn.',
      publisher: 'Learning Press',
      volume: '12',
      issue: '3',
      page: '100-118',
      language: 'en',
      source: 'Crossref',
      DOI: '10.5555/jl.2014.3',
      ISSN: '0022-1111, 1522-2222',
      issued: { 'date-parts': [[2014, 3]] },
      keyword: 'Education, Health (social science)',
      abstract: 'Background: Some <i>text</i>, p < 0.05.\n\nResults: More.\n\nAnd more.',
    });
  });

  test.each([
    ['a work in an answer', { status: 'ok', 'message-type': 'work', message: ARTICLE }],
    ['a work alone', ARTICLE],
    ['a list of works', [ARTICLE]],
    ['a list under "items"', { items: [ARTICLE] }],
    [
      'a work with texts for lists, as doi.org gives it',
      { ...ARTICLE, title: ARTICLE.title[0], 'container-title': 'Journal of Learning' },
    ],
  ])('%s is told by its content and read', async (_what, value) => {
    const text = JSON.stringify(value, null, 1);
    expect(detectFormat(text, 'a.json')?.name).toBe('crossref');
    expect((await read(text)).studies).toMatchObject([{ item: { title: expect.stringMatching(/^Reading/) } }]);
  });

  test.each([
    [{ type: 'book-chapter', 'container-title': ['Lecture Notes', 'The Book'] }, { type: 'chapter', 'collection-title': 'Lecture Notes', 'container-title': 'The Book' }],
    [{ type: 'proceedings-article', 'container-title': ['Proc'], event: { name: 'Meeting', location: 'Oslo', start: { 'date-parts': [[2014, 5, 1]] }, end: { 'date-parts': [[2014, 5, 3]] } } }, { type: 'paper-conference', 'container-title': 'Proc', 'event-title': 'Meeting', 'event-place': 'Oslo', 'event-date': { 'date-parts': [[2014, 5, 1], [2014, 5, 3]] } }],
    [{ type: 'edited-book', editor: [{ family: 'Roe' }], ISBN: ['http://id.crossref.org/isbn/9783161484100'], 'publisher-location': 'Oslo', 'edition-number': '2' }, { type: 'book', editor: [{ family: 'Roe' }], ISBN: '9783161484100', 'publisher-place': 'Oslo', edition: '2' }],
    [{ type: 'dissertation', institution: [{ name: 'Nowhere', place: ['Oslo'] }], degree: ['PhD'] }, { type: 'thesis', publisher: 'Nowhere', 'publisher-place': 'Oslo', genre: 'PhD' }],
    [{ type: 'posted-content', subtype: 'preprint', posted: { 'date-parts': [[2021, 2, 3]] }, issued: { 'date-parts': [[null]] } }, { type: 'article', genre: 'preprint', issued: { 'date-parts': [[2021, 2, 3]] } }],
    [{ type: 'journal-article', 'article-number': 'e100' }, { number: 'e100' }],
    [{ type: 'standard', 'standards-body': { name: 'ISO' } }, { type: 'standard', authority: 'ISO' }],
    [{ type: 'dataset', URL: 'https://example.org/data' }, { type: 'dataset', URL: 'https://example.org/data' }],
  ])('%j is read by its type', async (work, expected) => {
    expect((await one({ title: ['T'], ...work })).item).toMatchObject(expected);
  }); // biome-ignore format: a row a type

  test('a title that says its subtitle already says it once, and elements that nobody knows stay', async () => {
    expect((await one({ title: ['A: B'], subtitle: ['B'] })).item.title).toBe('A: B');
    expect((await one({ title: ['When x<y> and <mml:math><mml:mi>z</mml:mi></mml:math>'] })).item.title).toBe(
      'When x<y> and z',
    );
  });

  test('the work stays whole as residue, and other formats name what they have no place for', async () => {
    const { studies } = await read(JSON.stringify(ARTICLE));
    expect(studies[0]!.residue!.crossref).toEqual(ARTICLE);
    const all = studies.map((draft): Study => ({ uid: 'u', status: 'unscreened', ...draft, excerpts: [] }));
    const told = (await risFormat.write!(all, {})).diagnostics.map(({ message }) => message).join('\n');
    expect(told).toContain('what Crossref said of 1 study in license, reference; left out');
    expect(detectFormat((await cslJsonFormat.write!(all, {})).text, 'a.json')?.name).toBe('csl-json');
  });

  test('broken works cost no other, and are named with their line', async () => {
    const { studies, diagnostics } = await read(
      '{"status": "ok",\n"message": {"facets": {"items": [1]}, "items": [\n{"DOI": "10.5555/1", "title": ["One"], "type": "book"},\nnull,\n{"type": "book"},\n{"DOI": "10.5555/2", "title": [], "type": "hologram", "author": [1, {}]}\n]}}',
    );
    expect(studies.map(({ item, line }) => [item.DOI, item.type, line])).toEqual([
      ['10.5555/1', 'book', 3],
      ['10.5555/2', 'document', 6],
    ]);
    expect(diagnostics.map(({ source, line, message }) => [source, line, message])).toEqual([
      ['works.json', 4, 'this is not a Crossref work; left out'],
      ['works.json', 5, 'a work without title and DOI is left out'],
      ['works.json', 6, 'unknown type "hologram"; read as a document'],
    ]);
  });

  test('never throws, whatever the values, and long markup is read quickly', async () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.array(fc.anything()), fc.object());
    const names = [
      'title',
      'author',
      'issued',
      'ISSN',
      'event',
      'institution',
      'abstract',
      'message',
      'items',
      '__proto__',
    ];
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), value), async (work) => {
        await read(JSON.stringify({ DOI: '10.5555/1', ...work }) ?? 'null');
      }),
      { numRuns: 500 },
    );
    const start = performance.now();
    for (const piece of ['<', '<i ', '<jats:title>', '&amp;', '<a b', ' '])
      await read(JSON.stringify({ DOI: '10.5555/1', title: [piece.repeat(100_000)], abstract: piece.repeat(100_000) }));
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
