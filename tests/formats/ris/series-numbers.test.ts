import { describe, expect, it } from 'vitest';
import { risFormat } from '../../../src/formats/ris/ris.ts';
import { asStudies, asStudy } from '../bibtex/support.ts';

const readAll = async (text: string) => (await risFormat.read!(text, { source: 'a.ris' })).studies;
const record = (type: string, ...fields: string[]) =>
  ['TY  - '.concat(type), 'TI  - T', ...fields, 'ER  - '].join('\n');

/** Numbers of an item, by variable. */
async function numbersOf(...fields: [type: string, ...string[]]) {
  const [study] = await readAll(record(...fields));
  const { item } = study!;
  return Object.fromEntries(
    ['collection-number', 'issue', 'number', 'volume'].flatMap((name) => (name in item ? [[name, item[name]]] : [])),
  );
}

describe('the number of a series', () => {
  it.each([
    ['BOOK', ['T2  - Lecture Notes in X', 'M1  - 12'], { 'collection-number': '12' }],
    ['BOOK', ['M1  - 12'], { 'collection-number': '12' }],
    ['BOOK', ['T2  - Lecture Notes in X', 'IS  - 12'], { 'collection-number': '12' }],
    ['BOOK', ['T2  - Lecture Notes in X', 'VL  - 3', 'M1  - LNCS 12'], { volume: '3', 'collection-number': 'LNCS 12' }],
    ['CONF', ['T2  - Proc of X', 'T3  - LNCS', 'M1  - 1234'], { 'collection-number': '1234' }],
    ['CONF', ['T2  - Proc of X', 'T3  - LNCS', 'M1  - 1234', 'IS  - 2'], { 'collection-number': '1234', issue: '2' }],
    ['CONF', ['T2  - Proc of X', 'IS  - 2'], { issue: '2' }],
    ['CHAP', ['T2  - Book', 'T3  - Series', 'M1  - XIV'], { 'collection-number': 'XIV' }],
    ['RPRT', ['T2  - Series', 'IS  - 7', 'M1  - 12'], { number: '7', 'collection-number': '12' }],
    ['RPRT', ['T2  - Series', 'M1  - 12'], { number: '12' }],
    ['JOUR', ['T2  - Journal', 'IS  - 7', 'M1  - 12'], { issue: '7' }],
    // An accession number, and an address.
    ['BOOK', ['T2  - Series', 'M1  - 30982734'], {}],
    ['BOOK', ['T2  - Series', 'M1  - (Gupta A.) Department of Pathology, Royal Oak, 1701'], {}],
  ] as const)('of %s with %j is %j', async (type, fields, numbers) => {
    expect(await numbersOf(type, ...fields)).toEqual(numbers);
  });

  it.each([
    { type: 'book', 'collection-title': 'S', 'collection-number': '12' },
    { type: 'book', 'collection-number': '12' },
    { type: 'chapter', 'container-title': 'B', 'collection-title': 'S', 'collection-number': '12' },
    {
      type: 'paper-conference',
      'container-title': 'P',
      'collection-title': 'S',
      'collection-number': '12',
      issue: '3',
    },
    { type: 'report', 'collection-title': 'S', 'collection-number': '12', number: '7' },
  ])('comes back: %j', async (item) => {
    const { text, diagnostics } = await risFormat.write!([asStudy({ title: 'T', ...item })], {});
    expect(diagnostics).toEqual([]);
    const studies = await readAll(text);
    expect(studies[0]?.item).toMatchObject(item);
    expect((await risFormat.write!(asStudies(studies), {})).text).toBe(text);
  });

  it('is named where RIS has no place for it', async () => {
    const item = { type: 'article-journal', title: 'T', 'collection-number': '12' };
    const { diagnostics } = await risFormat.write!([asStudy(item)], {});
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'RIS has no place for collection-number in this type; left out',
    ]);
  });
});
