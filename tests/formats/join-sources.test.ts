import { expect, test } from 'vitest';
import type { Residue, Study, StudyDraft } from '../../src/domain/study.ts';
import { biblatexFormat } from '../../src/formats/bibtex/bibtex.ts';
import type { Format } from '../../src/formats/format.ts';
import { joinSources } from '../../src/formats/join-sources.ts';
import { risFormat } from '../../src/formats/ris/ris.ts';

const readAll = async (format: Format, text: string) =>
  (await format.read!(text, { source: 'a' })).studies as [StudyDraft, ...StudyDraft[]];
const [bib, ris] = [biblatexFormat, risFormat].map(
  (format) => async (text: string) => (await readAll(format, text))[0].residue as Residue,
) as [(text: string) => Promise<Residue>, (text: string) => Promise<Residue>];

/** The entry as it is written with the fields that it has gained. */
async function written(format: Format, text: string, residue: Residue) {
  const [draft] = await readAll(format, text);
  const study: Study = { ...draft, uid: 'u', excerpts: [], status: 'unscreened', residue };
  return (await format.write!([study], {})).text;
}

test('a source in a format that the study had not is taken whole', async () => {
  const here = await bib('@article{a, title={A}}');
  const more = await ris('TY  - JOUR\nTI  - A\nER  - \n');
  expect(joinSources(here, more)).toEqual({ residue: { ...here, ...more }, whole: ['ris'], parts: [] });
  expect(joinSources(undefined, more).residue).toEqual(more);
});

const entries: [what: string, here: string, more: string, added: string[], differing: string[]][] = [
  ['a field of no variable', '@article{a, title={A}}', '@article{b, title={A}, owner={me}}', ['owner'], []],
  [
    'fields behind a last comma',
    '@article{a,\n title={A},\n}',
    '@article{a, owner={me}, timestamp="x"}',
    ['owner', 'timestamp'],
    [],
  ],
  ['an entry in parentheses', '@article(a, title={A})', '@article{a, owner={me}}', ['owner'], []],
  ['what differs', '@article{a, owner={you}}', '@article{a, OWNER={me}}', [], ['owner']],
  ['what is the same', '@article{a, owner={me}}', '@article{a, owner={me}, abstract={B}}', [], []],
  [
    'fields that name entries of the other file',
    '@article{a, title={A}}',
    '@article{a, related={x}, ids={y}}',
    [],
    ['related', 'ids'],
  ],
  [
    'a macro that means something else',
    '@string{me="One"} @article{a, note=me}',
    '@string{me="Two"} @article{a, owner=me}',
    [],
    ['owner'],
  ],
  ['a macro of its own', '@article{a, title={A}}', '@string{me="Two"} @article{a, owner=me # " x"}', ['owner'], []],
  ['an entry that nothing closes', '@article{a, title={A},\n owner={', '@article{a, timestamp={x}}', [], ['timestamp']],
];
for (const [what, here, more, added, differing] of entries) {
  test(`entries join: ${what}`, async () => {
    const kept = await bib(here);
    const { residue, parts } = joinSources(kept, await bib(more));
    expect(parts[0] ?? { added: [], differing: [] }).toMatchObject({ added, differing });
    if (added.length === 0) expect(residue).toEqual(kept);
    else {
      const text = await written(biblatexFormat, here, residue);
      for (const name of added) expect(text).toMatch(new RegExp(`${name} += `));
      const [again] = await readAll(biblatexFormat, text);
      expect(joinSources(again.residue, await bib(more)).parts).toEqual([]);
    }
  });
}

test('a record gains the tags that no variable holds, keeps its own, and what it says otherwise is named', async () => {
  const text = 'TY  - JOUR\nTI  - A\nZZ  - one\nER  - \n';
  const { residue, parts } = joinSources(
    await ris(text),
    await ris('TY  - JOUR\nTI  - A\nAB  - B\nZZ  - two\nAN  - 12\nER  - \n'),
  );
  expect(parts).toEqual([{ format: 'ris', added: ['AN'], differing: ['ZZ'] }]);
  expect(await written(risFormat, text, residue)).toBe('TY  - JOUR\r\nTI  - A\r\nZZ  - one\r\nAN  - 12\r\nER  - \r\n');
});

test('other sources join member by member', () => {
  const joined = joinSources({ page: { a: '1' } }, { page: { a: '2', b: '3' } });
  expect(joined).toEqual({
    residue: { page: { a: '1', b: '3' } },
    whole: [],
    parts: [{ format: 'page', added: ['b'], differing: ['a'] }],
  });
});

test('the cells of a table join by the name of their column', () => {
  const joined = joinSources(
    { table: [['Notes', 'a']] },
    {
      table: [
        ['Notes', 'b'],
        ['Link', 'c'],
      ],
    },
  );
  expect(joined.residue).toEqual({
    table: [
      ['Notes', 'a'],
      ['Link', 'c'],
    ],
  });
  expect(joined.parts).toEqual([{ format: 'table', added: ['Link'], differing: ['Notes'] }]);
});

test('sources that were edited by hand into something else break nothing', () => {
  for (const strange of [null, 1, 'x', [], [1], [['a', 1]], {}, { fields: 1 }, { fields: [['a', 9, 2]] }])
    for (const format of ['bibtex', 'ris', 'page']) {
      expect(
        joinSources({ [format]: strange as never }, { [format]: { fields: [['DB', 'x']] } }).residue,
      ).toBeDefined();
      expect(joinSources({ [format]: { fields: [] } }, { [format]: strange as never }).residue).toBeDefined();
    }
});
