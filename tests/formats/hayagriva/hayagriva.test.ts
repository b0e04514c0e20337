import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { CslItem, CslName, Study } from '../../../src/domain/study.ts';
import { detectFormat, formatByName } from '../../../src/formats/formats.ts';

const format = formatByName('hayagriva')!;
const read = (text: string) => format.read!(text, { source: 'refs.yml' });
const itemsOf = async (text: string) => (await read(text)).studies.map(({ item }) => item);
const study = (item: Partial<CslItem>, more: Partial<Study> = {}): Study => ({
  uid: '0',
  tags: [],
  excerpts: [],
  status: 'unscreened',
  ...more,
  item: { id: 'key', type: 'article-journal', ...item },
});
const write = async (...studies: Study[]) => format.write!(studies, {});

const FILE = `# A bibliography
lamps2016:
  type: Article
  title: "Light in {Dark} Rooms: costs \\\\$5"
  author: ["Curie, Marya", "van der Berg, Adam, Jr.", World Health Organization]
  date: 2016-05
  page-range: 10-19
  url: { value: https://example.org/lamps, date: 2020-12-29 }
  serial-number:
    doi: 10.5555/lamps.1
    pmid: 24000001
  language: en
  time-range: "00:57-06:21"
  parent:
    type: Periodical
    title: { value: Journal of Lamps, short: J. Lamps }
    volume: 8
    issue: 2
    serial-number: { issn: 1234-5679 }
    shelf: B

harry:
    type: book
    title: The Order of the Lamps
    author: Rowing, J. K.
    volume: 5
    page-total: 768
    date: 2003-06-21
    edition: 2
    publisher: { name: Nowhere Press, location: London }
    affiliated:
      - role: translator
        names: Roe, Bea
`;

describe('a bibliography of Typst is read', () => {
  test('entries, the works that hold them, and persons', async () => {
    expect(detectFormat(FILE, 'file.bin')?.name).toBe('hayagriva');
    const { studies, diagnostics } = await read(FILE);
    expect(diagnostics).toEqual([]);
    expect(studies.map(({ item }) => item)).toEqual([
      {
        id: 'lamps2016',
        type: 'article-journal',
        title: 'Light in <span class="nocase">Dark</span> Rooms: costs $5',
        author: [
          { family: 'Curie', given: 'Marya' },
          { family: 'Berg', 'non-dropping-particle': 'van der', given: 'Adam', suffix: 'Jr.' },
          { literal: 'World Health Organization' },
        ],
        issued: { 'date-parts': [[2016, 5]] },
        page: '10-19',
        URL: 'https://example.org/lamps',
        accessed: { 'date-parts': [[2020, 12, 29]] },
        DOI: '10.5555/lamps.1',
        PMID: '24000001',
        language: 'en',
        'container-title': 'Journal of Lamps',
        'container-title-short': 'J. Lamps',
        volume: '8',
        issue: '2',
        ISSN: '1234-5679',
      },
      {
        id: 'harry',
        type: 'book',
        title: 'The Order of the Lamps',
        author: [{ family: 'Rowing', given: 'J. K.' }],
        volume: '5',
        'number-of-pages': '768',
        issued: { 'date-parts': [[2003, 6, 21]] },
        edition: '2',
        publisher: 'Nowhere Press',
        'publisher-place': 'London',
        translator: [{ family: 'Roe', given: 'Bea' }],
      },
    ]);
    expect(studies.map(({ line }) => line)).toEqual([2, 22]);
  });

  test.each([
    ['article', 'proceedings', 'paper-conference'],
    ['article', 'newspaper', 'article-newspaper'],
    ['article', 'blog', 'post-weblog'],
    ['chapter', 'book', 'chapter'],
    ['anthos', 'anthology', 'chapter'],
    ['entry', 'reference', 'entry-encyclopedia'],
    ['web', 'web', 'webpage'],
    ['THESIS', '', 'thesis'],
    ['video', '', 'motion_picture'],
    ['article', '', 'article'],
  ])('%s in %s is %s', async (own, parent, type) => {
    const text = `a:\n  type: ${own}\n  title: T\n${parent ? `  parent: {type: ${parent}, title: P}\n` : ''}`;
    const [item] = await itemsOf(text);
    expect(item).toMatchObject({ type, ...(parent ? { 'container-title': 'P' } : {}) });
  });

  test('one broken entry costs no other', async () => {
    const { studies, diagnostics } = await read(
      'a:\n  type: Book\nb:\n  title: [open\nc: text\nd:\n  type: Novel\n  title: D\n',
    );
    expect(studies.map(({ item }) => item.id)).toEqual(['a', 'd']);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('this is not valid YAML'),
      'this entry has no fields; left out',
      'unknown type "Novel"; taken for a document',
    ]);
  });

  test('other YAML is none of it', () => {
    for (const text of ['services:\n  web:\n    image: x\n', 'name: x\ntitle:\n  a: b\n', 'a:\n  b: c\n'])
      expect(detectFormat(text, 'file.bin')?.name).not.toBe('hayagriva');
  });
});

describe('a bibliography of Typst is written', () => {
  test('what has not changed as it came; after a change with what no variable holds', async () => {
    const { studies } = await read(FILE);
    const all = studies.map((draft) => study(draft.item, { residue: draft.residue! }));
    const { text, diagnostics } = await write(...all);
    expect(parse(text)).toEqual(parse(FILE));
    expect(diagnostics).toEqual([]);
    all[0]!.item = { ...all[0]!.item, volume: '9' };
    const changed = parse((await write(...all)).text) as Record<string, Record<string, unknown>>;
    expect(changed.lamps2016).toMatchObject({
      'time-range': '00:57-06:21',
      author: ['Curie, Marya', 'van der Berg, Adam, Jr.', 'World Health Organization'],
      parent: { volume: 9, shelf: 'B' },
    });
    const bib = await formatByName('ris')!.write!(all, {});
    expect(bib.diagnostics.map(({ message }) => message).join()).toMatch(
      /what Hayagriva said of 1 study in parent\.shelf, time-range/,
    );
  });

  test('in the order of its documentation, with texts that Typst takes', async () => {
    const { text } = await write(
      study({
        title: 'Braces {x}, \\, $5 and <span class="nocase">iPhone</span>',
        author: [{ literal: 'Smith, Sons & Co.' }, { family: 'Cher' }],
        issued: { 'date-parts': [[2016, 5, 3]] },
        'container-title': 'J',
        volume: 3,
        DOI: '10.5555/a',
        URL: 'https://example.org',
        language: 'en-GB',
      }),
    );
    expect(text).toBe(
      [
        'key:',
        '  type: Article',
        '  title: Braces \\{x\\}, \\, \\$5 and {iPhone}',
        '  author:',
        '    - name: Smith, Sons & Co.',
        '    - Cher',
        '  date: "2016-05-03"',
        '  parent:',
        '    type: Periodical',
        '    title: J',
        '    volume: 3',
        '  language: en-GB',
        '  url: https://example.org',
        '  serial-number:',
        '    doi: 10.5555/a',
        '',
      ].join('\n'),
    );
  });

  test('what has no place, or would keep Typst from reading the file, is left out and named', async () => {
    const { text, diagnostics } = await write(
      study(
        {
          type: 'dataset',
          title: '<i>x</i>',
          URL: 'not an address',
          language: 'English (UK)',
          'number-of-pages': 'xii',
          issued: { literal: 'forthcoming' },
          keyword: 'a, b',
        },
        { tags: ['t'], status: 'included' },
      ),
    );
    expect(parse(text)).toEqual({ key: { type: 'Repository', title: 'x' } });
    expect(diagnostics.map(({ message }) => /place for (.*) of 1 study/.exec(message)?.[1])).toEqual([
      'URL',
      'issued',
      'keyword',
      'language',
      'number-of-pages',
      'tags',
      'the screening',
      'the type dataset',
      'title',
    ]);
  });

  test('reads back what it wrote, in the same bytes again', async () => {
    const word = fc
      .array(fc.constantFrom('a', 'É', '{', '}', '$', '\\', ' ', ':', '- ', '#', '"', "'", 'no', '1', '\n', '&', '*'), {
        minLength: 1,
        maxLength: 8,
      })
      .map((parts) => `x${parts.join('')}y`);
    const name: fc.Arbitrary<CslName> = fc.oneof(
      fc.record(
        {
          family: fc.constantFrom('Smith', 'de Vries', 'Le, Roux', 'Müller'),
          given: fc.constantFrom('A', 'B, C', 'van'),
        },
        { noNullPrototype: true },
      ),
      fc.record(
        { literal: fc.constantFrom('UNICEF', 'World Bank', 'Smith, Sons', 'van Houten Group') },
        { noNullPrototype: true },
      ),
      fc.record(
        {
          family: fc.constantFrom('Berg', 'King'),
          given: fc.constant('M.'),
          'non-dropping-particle': fc.constantFrom('van der', 'Van'),
          suffix: fc.constantFrom('Jr.', 'III'),
        },
        { noNullPrototype: true },
      ),
    );
    const people = fc.array(name, { minLength: 1, maxLength: 3 });
    const item = fc.record(
      {
        title: word, 'title-short': word, author: people, editor: people, translator: people, 'container-title': word, 'collection-title': word, publisher: word, 'publisher-place': word,
        volume: word, issue: word, page: word, DOI: word, note: word, abstract: word, genre: word, archive_location: word, number: word,
        issued: fc.constantFrom({ 'date-parts': [[2016]] }, { 'date-parts': [[2016, 5, 3]] }, { 'date-parts': [[-44]] }, { 'date-parts': [[1890]], circa: true }),
      },
      { requiredKeys: ['title', 'container-title'], noNullPrototype: true },
    ); // biome-ignore format: a list reads better filled
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          'article-journal',
          'chapter',
          'paper-conference',
          'webpage',
          'entry-encyclopedia',
          'legal_case',
        ),
        item,
        async (type, one) => {
          const original = study({ ...one, type });
          const { text, diagnostics } = await write(original);
          expect(diagnostics).toEqual([]);
          const [back] = await itemsOf(text);
          expect(back).toEqual(original.item);
          expect((await write(study(back!))).text).toBe(text);
        },
      ),
      { numRuns: 400 },
    );
  }, 30_000);
});

test('a key that means something to JavaScript is a key like others', async () => {
  const items = await itemsOf('__proto__:\n  type: book\n  title: A\nconstructor:\n  type: constructor\n  title: B\n');
  expect(items.map(({ id, title }) => [id, title])).toEqual([
    ['__proto__', 'A'],
    ['constructor', 'B'],
  ]);
});
