import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CslItem, Study } from '../../../src/domain/study.ts';
import { cslJsonFormat } from '../../../src/formats/csl-json/csl-json.ts';
import { FORMATS } from '../../../src/formats/formats.ts';

const read = (text: string) => cslJsonFormat.read!(text, { source: 'a.json' });
const readValue = (value: unknown) => read(JSON.stringify(value));

function study(item: CslItem, more: Partial<Study> = {}): Study {
  return { uid: 'u1', item, tags: [], excerpts: [], status: 'unscreened', ...more };
}

describe('CSL-JSON reader', () => {
  it('names a name that may be several, and keeps it', async () => {
    const author = [{ literal: 'Smith, J.; Doe, A.' }, { literal: 'Simon; Sons' }, { family: 'Roe', given: 'R.' }];
    const { studies, diagnostics } = await readValue([{ id: 'a', type: 'book', author }]);
    expect(studies[0]?.item.author).toEqual(author);
    expect(diagnostics).toEqual([
      {
        severity: 'warning',
        source: 'a.json',
        line: 1,
        key: 'a',
        message: '"author" has one name that may be several; kept as it is: Smith, J.; Doe, A.',
      },
    ]);
  });

  it('reads a list, a single object and a list under "items"', async () => {
    const item = { id: 'a', type: 'book', title: 'A' };
    for (const value of [[item], item, { items: [item] }]) {
      const { studies, diagnostics } = await readValue(value);
      expect(studies.map((found) => found.item)).toEqual([item]);
      expect(diagnostics).toEqual([]);
    }
  });

  it('takes the citation key when the id is an address or a number, and keeps it', async () => {
    const { studies } = await readValue([
      { id: 'http://zotero.org/users/1/items/X', 'citation-key': 'ames2016', type: 'book' },
      { id: 17, type: 'book' },
      { id: 'own', 'citation-key': 'other', type: 'book' },
    ]);
    expect(studies.map(({ item }) => item.id)).toEqual(['ames2016', '17', 'own']);
    expect(studies[2]?.item['citation-key']).toBe('other');
  });

  it('gives an opaque id and the citation key back, and the key as it is now', async () => {
    const id = 'http://zotero.org/users/1/items/X';
    const { studies } = await readValue([{ id, 'citation-key': 'ames2016', type: 'book' }]);
    const ames = study(studies[0]!.item, { residue: studies[0]!.residue! });
    const { text } = await cslJsonFormat.write!([ames], {});
    expect(JSON.parse(text)[0]).toMatchObject({ id: 'ames2016', 'citation-key': 'ames2016' });
    expect(text).toContain(id);
    expect((await read(text)).studies[0]).toMatchObject({ item: ames.item, residue: ames.residue });
    const renamed = { ...ames, item: { ...ames.item, id: 'ames' } };
    const [written] = JSON.parse((await cslJsonFormat.write!([renamed], {})).text);
    expect(written).toMatchObject({ id: 'ames', 'citation-key': 'ames' });
    const own = (await readValue({ id: 'own', type: 'book' })).studies[0]!;
    expect(
      (await cslJsonFormat.write!([study(own.item, own.residue ? { residue: own.residue } : {})], {})).text,
    ).not.toContain('citation-key');
  });

  it('keeps the digits of numbers, and says where it made texts of them', async () => {
    const { studies, diagnostics } = await read(
      '[{"id": "a", "type": "book",\n"volume": 12345678901234567890, "issue": 1.10, "page": 7, "note": "1.10",\n"custom": {"x": [1e3, -2]}}]',
    );
    expect(studies[0]?.item).toEqual({
      id: 'a',
      type: 'book',
      volume: '12345678901234567890',
      issue: '1.10',
      page: 7,
      note: '1.10',
      custom: { x: ['1e3', -2] },
    });
    expect(diagnostics.map(({ line, message }) => [line, message])).toEqual([
      [2, 'the number 12345678901234567890 would lose digits; kept as text'],
      [2, 'the number 1.10 would lose digits; kept as text'],
      [3, 'the number 1e3 would lose digits; kept as text'],
    ]);
  });

  it('keeps variables that CSL does not know and dates that are none, and says so', async () => {
    const item = {
      id: 'a',
      type: 'book',
      zotero: { x: 1 },
      issued: { 'date-parts': [['2016', 'June']] },
      accessed: { 'date-parts': '2016' },
      submitted: {},
      'event-date': { 'date-parts': [[2016], ['2017', 3]] },
    };
    const { studies, diagnostics } = await readValue([item, { id: 'b', type: 'book', zotero: 1 }]);
    expect(studies[0]?.item).toEqual(item);
    expect(diagnostics.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: "issued" is not a CSL date; kept as it is',
      'warning: "accessed" is not a CSL date; kept as it is',
      'warning: "submitted" is not a CSL date; kept as it is',
      'info: "zotero" is not a CSL variable; kept as it is in 2 items',
    ]);
    const { text } = await cslJsonFormat.write!([study(studies[0]!.item)], {});
    expect(JSON.parse(text)[0]).toMatchObject(item);
    for (const { write } of FORMATS) await write?.([study(studies[0]!.item)], {});
  });

  it('keeps dates of every form as they are', async () => {
    const dates = [
      { 'date-parts': [['2016', '6']] },
      { raw: 'June 2016' },
      { literal: 'forthcoming' },
      { 'date-parts': [[1890]], circa: true },
      { 'date-parts': [[2016]], season: 1 },
    ];
    const { studies, diagnostics } = await readValue(
      dates.map((issued, at) => ({ id: `k${at}`, type: 'book', issued })),
    );
    expect(studies.map(({ item }) => item.issued)).toEqual(dates);
    expect(diagnostics).toEqual([]);
  });

  it('lets one bad member not stop the others, and says where it stands', async () => {
    const { studies, diagnostics } = await read('[\n  "text",\n  { "id": "b", "type": "book" },\n  null\n]');
    expect(studies.map(({ item, line }) => [item.id, line])).toEqual([['b', 3]]);
    expect(diagnostics.map(({ severity, line }) => [severity, line])).toEqual([
      ['error', 2],
      ['error', 4],
    ]);
  });

  it('keeps wrongly typed variables in a form that CSL knows, with a word about it', async () => {
    const { studies, diagnostics } = await readValue([
      { id: 'a', type: 'book', author: 'World Health Organization', issued: '2016', editor: ['Ames', { family: 'B' }] },
      { id: 'b', title: 'Without type' },
    ]);
    expect(studies[0]?.item).toMatchObject({
      author: [{ literal: 'World Health Organization' }],
      editor: [{ literal: 'Ames' }, { family: 'B' }],
      issued: { raw: '2016' },
    });
    expect(studies[1]?.item.type).toBe('document');
    expect(diagnostics).toHaveLength(4);
  });

  it('tells of values that CSL does not allow, and keeps them', async () => {
    const item = {
      id: 'a',
      type: 'nonsense',
      title: 7,
      author: [{ family: null }, { family: 'B', given: 3 }],
      note: {},
    };
    const { studies, diagnostics } = await readValue([item]);
    expect(studies[0]?.item).toEqual(item);
    expect(diagnostics.map(({ severity, key, message }) => [severity, key, message])).toEqual([
      ['warning', 'a', '"type" is "nonsense", which is not a CSL type; kept as it is'],
      ['warning', 'a', '"title" is a number, not text; kept as it is'],
      ['warning', 'a', '"author" has a name whose "family" is null, not text; kept as it is'],
      ['warning', 'a', '"note" is an object, not text; kept as it is'],
    ]);
  });

  it.each(['family', 'given', 'literal', 'suffix', 'non-dropping-particle'])(
    'lets a name whose %s is no text be written in every format',
    async (part) => {
      for (const value of [{}, [], 5, true, [{}], [null]]) {
        const { studies } = await readValue({
          id: 'a',
          type: 'book',
          author: [{ [part]: value }, { family: 'Doe', [part]: value }],
        });
        for (const { write } of FORMATS) await write?.([study(studies[0]!.item)], {});
      }
    },
  );

  it('takes "__proto__" and "constructor" for data', async () => {
    const { studies } = await read(
      '[{"id":"a","type":"book","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"custom":{"__proto__":{"polluted":1},"lectern":{"__proto__":{"uid":"x"}}}}]',
    );
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(studies[0]?.item)).toBe(Object.prototype);
    expect(studies[0]?.uid).toBeUndefined();
    expect(studies[0]?.item.id).toBe('a');
  });

  it('says line and column of a syntax error', async () => {
    const { studies, diagnostics } = await read('[\n  { "id": "a" },\n  { "id": oops }\n]');
    expect(studies).toEqual([]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ severity: 'error', line: 3, source: 'a.json' });
    expect(diagnostics[0]?.message).toMatch(/line 3, column 11/);
  });

  it('says that a text ends too early', async () => {
    const { diagnostics } = await read('[\n  { "id": "a"');
    expect(diagnostics[0]?.message).toMatch(/line 2, .*ends too early/);
  });

  it('never throws, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `[{${text}`),
        ),
        async (text) => {
          await read(text);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('CSL-JSON writer', () => {
  it('puts what is Lectern’s own into custom.lectern beside the custom data of others', async () => {
    const full = study(
      { id: 'a', type: 'report', title: 'A', custom: { other: 1 } },
      {
        tags: ['harm/one'],
        excerpts: [
          {
            uid: 'e1',
            kind: 'summary',
            text: 'T',
            section: 'Methods',
            locator: { label: 'page', value: '3' },
            comment: 'c',
            tags: ['x'],
          },
          { uid: 'e2', kind: 'quotation', text: 'U', section: '', tags: [] },
        ],
        status: 'included',
        source: { headline: 'H', site: 'S' },
        residue: { ris: { tags: ['ZZ'] } },
      },
    );
    const { text } = await cslJsonFormat.write!([full], {});
    const [written] = JSON.parse(text);
    expect(written.custom).toEqual({
      other: 1,
      lectern: {
        uid: 'u1',
        tags: ['harm/one'],
        excerpts: full.excerpts,
        status: 'included',
        source: { headline: 'H', site: 'S' },
        residue: { ris: { tags: ['ZZ'] } },
      },
    });
    const [again] = (await read(text)).studies;
    expect({ ...again, line: undefined }).toEqual({ ...full, line: undefined });
  });

  it('has the residue on one line, and everything else readable', async () => {
    const study = { uid: 'u', item: { id: 'a', type: 'book' }, tags: [], excerpts: [], status: 'unscreened' } as const;
    const { text } = await cslJsonFormat.write!(
      [{ ...study, tags: [], excerpts: [], residue: { ris: { fields: [['ZZ', 'x']] } } }],
      {},
    );
    expect(text).toContain('\n        "residue": {"ris":{"fields":[["ZZ","x"]]}}\n      }\n    }\n  }\n]\n');
    expect(JSON.parse(text)[0].custom.lectern.residue).toEqual({ ris: { fields: [['ZZ', 'x']] } });
  });

  it('writes members in a fixed order and ends with a newline', async () => {
    const { text } = await cslJsonFormat.write!(
      [study({ type: 'book', id: 'a', abstract: 'x', title: 'T', 'aa-own': 1 })],
      {},
    );
    expect([...text.matchAll(/^ {4}"([^"]+)"/gm)].map((match) => match[1])).toEqual([
      'id',
      'type',
      'title',
      'aa-own',
      'abstract',
      'custom',
    ]);
    expect(text.endsWith(']\n')).toBe(true);
    expect((await cslJsonFormat.write!([], {})).text).toBe('[]\n');
  });

  it('writes values that CSL allows, and gives back those that came', async () => {
    const item = {
      id: 'a',
      type: 'nonsense',
      title: 7,
      author: [{ family: null }, { family: 'B', given: 3 }],
      volume: 2,
      keyword: ['x', 'y'],
    };
    const { text } = await cslJsonFormat.write!([study(item, { residue: { ris: { x: 1 } } })], {});
    expect(JSON.parse(text)[0]).toMatchObject({
      type: 'document',
      title: '7',
      author: [{ family: 'B', given: '3' }],
      volume: 2,
      keyword: 'x, y',
    });
    expect((await read(text)).studies[0]?.item).toEqual(item);
  });

  it('does not bring back a value that another program has mended', async () => {
    const { text } = await cslJsonFormat.write!([study({ id: 'a', type: 'nonsense', title: 7 })], {});
    const mended = text.replace('"title": "7"', '"title": "Seven"').replace('"type": "document"', '"type": "book"');
    expect((await read(mended)).studies[0]?.item).toEqual({ id: 'a', type: 'book', title: 'Seven' });
  });

  it('gives any item back identical', async () => {
    const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
    const name = fc.oneof(fc.record({ literal: word }), fc.record({ family: word, given: word }));
    const date = fc.oneof(
      fc.record({ 'date-parts': fc.constant([[2016, 6]]), circa: fc.boolean() }),
      fc.record({ raw: word }),
      fc.record({ literal: word, season: fc.integer({ min: 1, max: 4 }) }),
    );
    const item = fc.record(
      {
        id: fc.stringMatching(/^[a-z]{1,8}$/),
        type: fc.constantFrom('book', 'report', 'treaty'),
        title: word,
        author: fc.array(name),
        issued: date,
        volume: fc.oneof(word, fc.integer()),
        custom: fc.dictionary(
          word.filter((key) => key !== 'lectern' && key !== '__proto__'),
          word,
          { minKeys: 1 },
        ),
        'x-own': fc.array(word),
      },
      { requiredKeys: ['id', 'type'] },
    );
    const attachment = fc.record({ path: word, title: word }, { requiredKeys: ['path'] });
    const attached = fc.array(attachment, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 4 }), fc.array(word), attached, async (items, tags, attachments) => {
        const studies = items.map((one) => study(one as CslItem, { tags, attachments }));
        const { text } = await cslJsonFormat.write!(studies, {});
        const again = await read(text);
        expect(again.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
        expect(again.studies.map(({ line: _, ...draft }) => draft)).toEqual(studies);
      }),
    );
  });
});
