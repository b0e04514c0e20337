import { describe, expect, it } from 'vitest';
import type { Study, StudyDraft } from '../../../src/domain/study.ts';
import { biblatexFormat, bibtexFormat } from '../../../src/formats/bibtex/bibtex.ts';
import { formatReference } from '../../../src/formats/citation-style.ts';
import { cslJsonFormat } from '../../../src/formats/csl-json/csl-json.ts';
import { risFormat } from '../../../src/formats/ris/ris.ts';

const read = async (items: unknown) => (await cslJsonFormat.read!(JSON.stringify(items), { source: 'a.json' })).studies;
const readOne = async (item: Record<string, unknown>) => (await read([{ id: 'k', type: 'book', ...item }]))[0]!;
const kept = ({ line: _, ...draft }: StudyDraft) =>
  ({ uid: 'u', status: 'unscreened', ...structuredClone(draft) }) as unknown as Study;

/** The items of an export, without what is Lectern's own. */
async function written(...studies: Study[]): Promise<Record<string, unknown>[]> {
  const { text } = await cslJsonFormat.write!(studies, {});
  return JSON.parse(text).map(({ custom: _, ...item }: Record<string, unknown>) => item);
}

describe('fields in the note of an item, as Zotero keeps them in Extra', () => {
  it.each<[string, Record<string, unknown>]>([
    ['original-date: 1814', { 'original-date': { 'date-parts': [[1814]] } }],
    ['Original Date: 1814', { 'original-date': { 'date-parts': [[1814]] } }],
    ['issued: 2001-03-02/2001-04-01', { issued: { 'date-parts': [[2001, 3, 2], [2001, 4, 1]] } }],
    ['issued: 1996_2004', { issued: { 'date-parts': [[1996], [2004]] } }],
    ['issued: 1996_', { issued: { 'date-parts': [[1996], [0]] } }],
    ['PMID: 12345', { PMID: '12345' }],
    ['pmcid: PMC12', { PMCID: 'PMC12' }],
    ['DOI: 10.1000/x', { DOI: '10.1000/x' }],
    ['type: dataset', { type: 'dataset' }],
    ['event-place: Lima', { 'event-place': 'Lima' }],
    ['Archive Location: Box 3', { archive_location: 'Box 3' }],
    ['Place: Lima', {}],
    ['place: Lima', { 'publisher-place': 'Lima' }],
    ['status: in press', { status: 'in press' }],
    ['editor: Smith || Jane', { editor: [{ family: 'Smith', given: 'Jane' }] }],
    ['editor: Smith || Jane\neditor: World Bank', { editor: [{ family: 'Smith', given: 'Jane' }, { literal: 'World Bank' }] }],
    ['{:original-date:1814}', { 'original-date': { 'date-parts': [[1814]] } }],
    ['{:original-date: 1814} {:original-publisher: Egerton}', { 'original-date': { 'date-parts': [[1814]] }, 'original-publisher': 'Egerton' }],
    ['tex.eprint: 1234.56789\ntex.eprinttype: arxiv', { archive: 'arXiv', archive_location: '1234.56789' }],
    ['tex.origpublisher= {Egerton \\& Sons}', { 'original-publisher': 'Egerton & Sons' }],
  ])('%j', async (note, variables) => {
    const { item } = await readOne({ note });
    const { note: rest, ...others } = item;
    expect(others).toEqual({ id: 'k', type: 'book', ...variables });
    expect(rest).toBe(Object.keys(variables).length === 0 ? note : undefined);
  }); // biome-ignore format: a table reads better in rows

  it('leave the rest of the note', async () => {
    const note =
      'First remark: a long one.\nPMID: 12345\n\nSecond remark {:original-date:1814}here\nnonsense: 7\ntex.ids: a,b';
    const { item } = await readOne({ note });
    expect(item.note).toBe('First remark: a long one.\n\nSecond remark here\nnonsense: 7\ntex.ids: a,b');
    expect(item.PMID).toBe('12345');
  });

  it('leave no gap where they stood in a line', async () => {
    expect((await readOne({ note: '{:original-title: Foo} {:PMCID: PMC12} the {:PMID:1} rest' })).item.note).toBe(
      'the rest',
    );
  });

  it.each([
    'Source: my shelf',
    'References: 23',
    'Note: read it again',
    'id: other',
    'citation-key: other',
    'type: blog of a friend',
    'original-date: soon after the war',
    '__proto__: x',
    'constructor: x',
    'http://example.org/a',
    'A sentence. PMID: 12345',
    '{:nonsense:1}',
  ])('are none of %j', async (note) => {
    expect((await readOne({ note })).item).toEqual({ id: 'k', type: 'book', note });
  });

  it('do not replace what the item has', async () => {
    const item = { PMID: '1', issued: { 'date-parts': [[2001]] }, editor: [{ family: 'Doe' }] };
    const note = 'PMID: 2\nissued: 2002\neditor: Roe || R';
    expect((await readOne({ ...item, note })).item).toEqual({ id: 'k', type: 'book', ...item, note });
  });

  it('name the citation key where the item has only an address', async () => {
    const note = 'Citation Key: smith2000\nPMID: 1';
    expect((await readOne({ id: 'http://zotero.org/users/1/items/AB', note })).item).toEqual({
      id: 'smith2000',
      type: 'book',
      PMID: '1',
    });
    expect((await readOne({ id: 'mine', note })).item.id).toBe('mine');
  });

  it('are found in linear time', async () => {
    for (const piece of ['{:a:', 'a:\n', 'tex.a:', 'PMID: 1\n', 'editor: a || b\n', '{:editor:x}']) {
      const start = performance.now();
      await readOne({ note: piece.repeat(200_000 / piece.length) });
      expect(performance.now() - start, piece).toBeLessThan(2000);
    }
  });

  it('are told once a file', async () => {
    const items = [
      { id: 'a', type: 'book', note: 'PMID: 1' },
      { id: 'b', type: 'book', note: 'PMID: 2\ntype: dataset' },
    ];
    const { diagnostics } = await cslJsonFormat.read!(JSON.stringify(items), { source: 'a.json' });
    expect(diagnostics).toEqual([
      {
        severity: 'info',
        source: 'a.json',
        message: "read from the notes of 2 items, as from Zotero's Extra: PMID, type",
      },
    ]);
  });
});

describe('an export', () => {
  const came = {
    id: 'k',
    type: 'book',
    note: 'Mine.\ntype: dataset\nPMID: 12345\neditor: Smith || Jane\n{:original-date:1814}\ntex.ids: a\n',
  };

  it('gives the note back as it came, and no variable twice', async () => {
    expect(await written(kept((await read([came]))[0]!))).toEqual([came]);
  });

  it('and read again gives the same study', async () => {
    const study = kept((await read([came]))[0]!);
    const { text } = await cslJsonFormat.write!([study], {});
    const again = kept((await cslJsonFormat.read!(text, { source: 'b.json' })).studies[0]!);
    expect(again).toEqual(study);
  });

  it('says everything in variables once one of them has changed', async () => {
    const study = kept((await read([came]))[0]!);
    study.item.PMID = '9';
    expect(await written(study)).toEqual([
      {
        id: 'k',
        type: 'dataset',
        PMID: '9',
        editor: [{ family: 'Smith', given: 'Jane' }],
        note: 'Mine.\ntex.ids: a',
        'original-date': { 'date-parts': [[1814]] },
      },
    ]);
  });

  it('leaves a note alone that somebody wrote in Lectern', async () => {
    const study: Study = {
      uid: 'u',
      item: { id: 'k', type: 'book', note: 'PMID: 5' },
      tags: [],
      excerpts: [],
      status: 'unscreened',
    };
    const { text } = await cslJsonFormat.write!([study], {});
    expect((await cslJsonFormat.read!(text, { source: 'b.json' })).studies[0]?.item).toEqual(study.item);
  });
});

describe('a note of a .bib that is nothing but fields', () => {
  it('gives them, and is written as it came', async () => {
    const text = '@book{k,\n  title = {T},\n  note = {PMID: 12345\noriginal-date: 1814},\n}\n';
    const { studies } = await biblatexFormat.read!(text, { source: 'a.bib' });
    expect(studies[0]?.item).toMatchObject({ PMID: '12345', 'original-date': { 'date-parts': [[1814]] } });
    expect(studies[0]?.item.note).toBeUndefined();
    expect((await bibtexFormat.write!(studies.map(kept), {})).text).toContain(
      '= {PMID: 12345\noriginal-date: 1814},\n}',
    );
  });

  it.each(['Read it. PMID: 12345', 'PMID: 12345\nand more', 'type: dataset', 'See http://a.org'])(
    '%j stays note',
    async (note) => {
      const { studies } = await biblatexFormat.read!(`@book{k, title = {T}, note = {${note}}}`, { source: 'a.bib' });
      expect(studies[0]?.item.note).toBe(note.replace('\n', ' '));
    },
  );
});

describe('a range that stands in words', () => {
  const items = ['1996_2004', '1996_'].map((literal, at) => ({
    id: `k${at}`,
    type: 'book',
    title: 'T',
    issued: { literal },
  }));

  it('comes back as it came', async () => {
    expect(await written(...(await read(items)).map(kept))).toEqual(items);
  });

  it('is a range in BibLaTeX, RIS and references', async () => {
    const studies = (await read(items)).map(kept);
    const { text } = await biblatexFormat.write!(studies, {});
    expect(text.match(/date\s+= .*/g)).toEqual(['date  = {1996/2004},', 'date  = {1996/..},']);
    expect((await risFormat.write!(studies, {})).text).toContain('PY  - 1996');
    expect(await formatReference(studies[0]!.item)).toBe('T. (1996–2004).');
  });
});
