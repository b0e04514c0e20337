import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CslItem, Study } from '../../../src/domain/study.ts';
import { detectFormat, formatByName } from '../../../src/formats/formats.ts';

const format = formatByName('csl-yaml')!;
const read = (text: string) => format.read!(text, { source: 'refs.yaml' });
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

const TRIAL: CslItem = {
  id: 'smith2010',
  type: 'article-journal',
  title: 'A trial',
  author: [{ family: 'Smith', given: 'J' }],
  issued: { 'date-parts': [[2010]] },
};

describe('a list of references is read', () => {
  test.each([
    [
      'under "references", a date in parts of its own',
      '---\nreferences:\n- id: smith2010\n  type: article-journal\n  title: A trial\n  author:\n  - family: Smith\n    given: J\n  issued:\n  - year: 2010\n...\n',
    ],
    [
      'indented, a date as a number',
      'references:\n  - id: smith2010\n    type: article-journal\n    title: A trial\n    author: [{family: Smith, given: J}]\n    issued: 2010\n',
    ],
    [
      'alone, date-parts',
      '# mine\n- id: smith2010\n  title: A trial\n  type: article-journal\n  author: {family: Smith, given: J}\n  issued:\n    date-parts: [[2010]]\n',
    ],
    [
      'as a flow list',
      'references: [{id: smith2010, type: article-journal, title: A trial, author: [{family: Smith, given: [J]}], issued: "2010"}]\n',
    ],
    [
      'in the head of a paper',
      '---\ntitle: My paper\nreferences:\n- type: article-journal\n  id: smith2010\n  title: A trial\n  author: "Smith, J"\n  issued: 2010\n---\n\n# Text: with *Markdown*\n- id: not one\n  title: x\n',
    ],
    [
      'with Windows line ends and anchors',
      'references:\r\n- &a\r\n  id: smith2010\r\n  type: article-journal\r\n  title: A trial\r\n  author: [&s {family: Smith, given: J}]\r\n  issued: 2010\r\n',
    ],
  ])('%s', async (_name, text) => {
    expect(detectFormat(text, 'file.bin')?.name).toBe('csl-yaml');
    expect(await itemsOf(text)).toEqual([TRIAL]);
  });

  test('dates in every form', async () => {
    const dates = [
      '2010-05-03',
      '2010-05/2011',
      '-44',
      '{year: 2010, month: 5}',
      '[{year: 2010}, {year: 2012}]',
      '{literal: forthcoming}',
      '{year: 2010, season: 1, circa: true}',
      '[2010, 5]',
    ];
    const text = dates.map((date, at) => `- id: d${at}\n  type: book\n  issued: ${date}\n`).join('');
    expect((await itemsOf(text)).map(({ issued }) => issued)).toEqual([
      { 'date-parts': [[2010, 5, 3]] },
      { 'date-parts': [[2010, 5], [2011]] },
      { 'date-parts': [[-44]] },
      { 'date-parts': [[2010, 5]] },
      { 'date-parts': [[2010], [2012]] },
      { literal: 'forthcoming' },
      { 'date-parts': [[2010]], season: 1, circa: true },
      { 'date-parts': [[2010, 5]] },
    ]);
  });

  test('Markdown becomes rich text, and what only looks like numbers or truth stays text', async () => {
    const [item] = await itemsOf(
      '- id: a\n  type: book\n  title: "*Homo sapiens*, CO~2~, 10^th^ [iPhone]{.nocase} \\\\*star\\\\* 5 * 3 * 2"\n  volume: 1.10\n  issue: 007\n  container-title: 1984\n  publisher: True\n  url: https://example.org/a_b\n',
    );
    expect(item).toMatchObject({
      title: '<i>Homo sapiens</i>, CO<sub>2</sub>, 10<sup>th</sup> <span class="nocase">iPhone</span> *star* 5 * 3 * 2',
      volume: '1.10',
      issue: '007',
      'container-title': '1984',
      publisher: 'True',
      URL: 'https://example.org/a_b',
    });
  });
});

test('one broken reference costs no other, and is told with its line', async () => {
  const { studies, diagnostics } = await read(
    'references:\n- id: a\n  type: book\n- id: b\n  title: [never closed\n  type: book\n- id: c\n  type: book\n  type: report\n- just text\n',
  );
  expect(studies.map(({ item }) => item.id)).toEqual(['a', 'c']);
  expect(diagnostics.map(({ line, severity }) => [line, severity])).toEqual([
    [6, 'error'],
    [9, 'warning'],
    [10, 'error'],
  ]);
});

test('emphasis does not bind the references to each other, an anchor does', async () => {
  const broken = await read('- id: a\n  type: book\n  title: "On *Homo*"\n- id: b\n  title: [open\n  type: book\n');
  expect(broken.studies.map(({ item }) => item.title)).toEqual(['On <i>Homo</i>']);
  const bound = await itemsOf('- id: a\n  type: book\n  publisher: &p Press\n- id: b\n  type: book\n  publisher: *p\n');
  expect(bound.map(({ publisher }) => publisher)).toEqual(['Press', 'Press']);
});

test('what is no reference beside the list is named', async () => {
  const { diagnostics } = await read('title: T\nreferences:\n- id: a\n  type: book\nnocite: "@*"\n');
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'beside the references the file has title, nocite, which says nothing of a study; left out',
  ]);
});

test.each([
  [
    'a bomb of aliases',
    `references:\n- id: a\n  title: T\n  a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((name, at) => `  ${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`)
      .join('\n')}\n`,
  ],
  ['lists without end', `references:\n- id: a\n  title: ${'['.repeat(200_000)}\n`],
  ['mappings without end', `references:\n- id: a\n  title: ${'{a: '.repeat(200_000)}\n`],
  ['a million stars', `references:\n- id: a\n  title: ${'*x '.repeat(300_000)}\n`],
  ['an anchor that is not there', 'references:\n- id: a\n  title: *nowhere\n'],
])(
  '%s is refused at once',
  async (_name, text) => {
    const { studies, diagnostics } = await read(text);
    expect(studies).toEqual([]);
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  },
  5000,
);

test('other YAML is none of it', () => {
  for (const text of [
    'services:\n  web:\n    image: x\n',
    'name: x\nreferences:\n  - just: this\n',
    '- name: a\n  run: b\n',
  ])
    expect(detectFormat(text, 'file.bin')?.name).not.toBe('csl-yaml');
});

const WRITTEN: Partial<CslItem> = {
  title:
    'A *star* under_score & <i>it</i> CO<sub>2</sub> $5 --- it\'s ... a@b #1 [x] `c` \\back ~t~ <span class="nocase">No</span>',
  'container-title': '# 1984',
  volume: 'no',
  issue: 3,
  author: [{ family: "O'Neil", given: 'J', 'non-dropping-particle': 'van' }, { literal: 'A & *B*' }],
  issued: { 'date-parts': [[2010, 5], [2011]] },
  URL: 'https://example.org/a_b*c?d=~e~',
  abstract: '- one\n\n- two',
};

test('what is written is a document that begins with references, in the same bytes each time', async () => {
  const { text } = await write(study(WRITTEN, { tags: ['a/b'] }));
  expect(text).toMatch(/^---\nreferences:\n- id: key\n {2}type: article-journal\n {2}title: /);
  expect(text).toMatch(/\n---\n$/);
  expect(text).toContain('keyword: a/b');
  expect((await write(study(WRITTEN, { tags: ['a/b'] }))).text).toBe(text);
  expect((await write()).text).toBe('---\nreferences: []\n---\n');
  expect(await itemsOf((await write(study(WRITTEN))).text)).toEqual([study(WRITTEN).item]);
});

test('what has no place is named', async () => {
  const { diagnostics } = await write(
    study(
      { custom: { a: 1 } },
      { status: 'included', attachments: [{ path: 'a.pdf' }], residue: { table: [['EID', 'x']] } },
    ),
  );
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'CSL YAML has no place for attachments of 1 study; left out (CSL-JSON keeps it)',
    'CSL YAML has no place for data of other programs ("custom") of 1 study; left out (CSL-JSON keeps it)',
    'CSL YAML has no place for the screening of 1 study; left out (CSL-JSON keeps it)',
    'CSL YAML has no place for what a table said of 1 study in EID; left out (CSL-JSON keeps it)',
  ]);
});

test('reads back what it wrote', async () => {
  const piece = fc.constantFrom(
    '*',
    '**',
    '_',
    '^',
    '~',
    '[',
    ']',
    '{.nocase}',
    '\\',
    '`',
    '$',
    '<i>',
    '</i>',
    '<b>x</b>',
    '<sup>2</sup>',
    '<',
    '--',
    '...',
    '&amp;',
    '@',
    '#',
    ' ',
    '\n',
    'a',
    'é',
    '- ',
    ': ',
    '"',
    "'",
    'no',
    '\u0007',
    '2010-05-03',
  );
  const text = fc
    .array(piece, { minLength: 1, maxLength: 12 })
    .map((pieces) => pieces.join(''))
    .filter((one) => one.trim() !== '');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ title: text, abstract: text, family: text, DOI: text }), { minLength: 1, maxLength: 3 }),
      async (all) => {
        const items = all.map(
          ({ title, abstract, family, DOI }, at): CslItem => ({
            id: `k${at}`,
            type: 'book',
            title,
            abstract,
            DOI,
            author: [{ family, given: title }],
          }),
        );
        const { text: yaml } = await write(...items.map((item) => study(item)));
        expect(await itemsOf(yaml)).toEqual(items);
      },
    ),
    { numRuns: 300 },
  );
}, 30_000);

const pandoc = spawnSync('pandoc', ['--version']).status === 0;
test.skipIf(!pandoc)('pandoc, where it is installed, reads from it what it reads from the CSL-JSON', async () => {
  const items = [study({ ...WRITTEN, abstract: 'one' })];
  const { text: yaml } = await write(...items);
  const { text: json } = await formatByName('csl-json')!.write!(
    items.map((one) => ({ ...one })),
    {},
  );
  const through = (input: string, from: string) => {
    const { stdout, stderr } = spawnSync('pandoc', ['-f', from, '-t', 'csljson'], { input, encoding: 'utf8' });
    expect(stderr).toBe('');
    return JSON.parse(stdout) as CslItem[];
  };
  const [fromJson] = through(json, 'csljson');
  const { custom: _, ...expected } = fromJson!;
  expect(through(`${yaml}\n`, 'markdown')).toEqual([expected]);
});

test('a member "__proto__" is named, and changes nothing else', async () => {
  const { studies, diagnostics } = await read('- id: a\n  type: book\n  title: A\n  __proto__: {polluted: yes}\n');
  expect(studies.map(({ item }) => item)).toEqual([{ id: 'a', type: 'book', title: 'A' }]);
  expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining('"__proto__"')]);
});

test('mappings that are nested too deeply are named so, whichever way they are written', async () => {
  const nested = Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth + 2)}k:\n`).join('');
  const { diagnostics } = await read(`- id: a\n  type: book\n  title: A\n${nested}- id: b\n  type: book\n  title: B\n`);
  expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining('nested too deeply')]);
});
