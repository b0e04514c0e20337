import { describe, expect, test } from 'vitest';
import type { ExcerptDraft } from '../../../src/domain/excerpt.ts';
import { joinItem } from '../../../src/domain/joining/join-item.ts';
import { joinStudy } from '../../../src/domain/joining/join-study.ts';
import type { CslItem, Study, StudyDraft } from '../../../src/domain/study.ts';

const item = (more: object): CslItem => ({ id: 'k', type: 'article-journal', ...more });
const study = (more: Partial<Study>): Study => ({
  uid: 'u',
  item: item({ title: 'A' }),
  tags: [],
  excerpts: [],
  status: 'unscreened',
  ...more,
});
const draft = (more: Partial<StudyDraft>): StudyDraft => ({
  item: item({ title: 'A' }),
  tags: [],
  excerpts: [],
  ...more,
});
const excerpt = (text: string, more: Partial<ExcerptDraft> = {}): ExcerptDraft => ({
  kind: 'quotation',
  text,
  section: 'Results',
  tags: [],
  ...more,
});

describe('the fields of an item', () => {
  test('what is empty is filled, what is there stays', () => {
    const joined = joinItem(item({ title: 'A', volume: '', author: [], note: ' ' }), {
      ...item({ title: 'B', volume: '3', abstract: 'Text', author: [{ family: 'Roe' }], note: 'N' }),
      id: 'other',
    });
    expect(joined.item).toEqual(
      item({ title: 'A', volume: '3', abstract: 'Text', author: [{ family: 'Roe' }], note: 'N' }),
    );
    expect(joined.variables).toEqual(['volume', 'abstract', 'author', 'note']);
    expect(joined.differences).toEqual([{ name: 'title', values: { here: 'A', there: 'B' } }]);
  });

  const equal: [what: string, here: object, there: object][] = [
    ['case and punctuation of a title', { title: 'A Study: of <i>Things</i>' }, { title: 'A study of things.' }],
    ['a DOI as an address', { DOI: '10.5555/s.1' }, { DOI: 'https://doi.org/10.5555/S.1' }],
    [
      'an address that only repeats the DOI',
      { DOI: '10.1/x', URL: 'https://a.org' },
      { DOI: '10.1/x', URL: 'https://a.org/' },
    ],
    ['a URL of the DOI', { DOI: '10.1000/x', URL: 'https://a.org' }, { URL: 'http://dx.doi.org/10.1000/X' }],
    ['the dash of pages', { page: '1-9' }, { page: '1–9' }],
    ['pages written short', { page: '123-130' }, { page: '123-30' }],
    ['a number as text', { volume: 3 }, { volume: '3' }],
    ['PMC before a number', { PMCID: 'PMC12' }, { PMCID: '12' }],
    ['one ISBN in two lengths', { ISBN: '978-3-16-148410-0' }, { ISBN: '316148410X' }],
    ['dots after initials', { author: [{ family: 'Roe', given: 'A.' }] }, { author: [{ family: 'Roe', given: 'A' }] }],
  ];
  for (const [what, here, there] of equal)
    test(`${what} is no difference`, () => {
      const joined = joinItem(item(here), item(there));
      expect([joined.item, joined.variables, joined.differences]).toEqual([item(here), [], []]);
    });

  test('pages, names, dates and long texts that differ are named', () => {
    const joined = joinItem(
      item({
        page: '1-9',
        author: [{ family: 'Roe', given: 'A.' }],
        issued: { 'date-parts': [[2020]] },
        abstract: 'One',
      }),
      item({
        page: '1-10',
        author: [{ family: 'Roe', given: 'Ann' }],
        issued: { 'date-parts': [[2021, 5]] },
        abstract: 'Two',
      }),
    );
    expect(joined.differences).toEqual([
      { name: 'pages', values: { here: '1-9', there: '1-10' } },
      { name: 'author', values: { here: 'Roe, A.', there: 'Roe, Ann' } },
      { name: 'date', values: { here: '2020', there: '2021-05' } },
      { name: 'abstract' },
    ]);
  });

  test('keywords join whatever their case, and stay apart as they were', () => {
    const joined = joinItem(item({ keyword: 'alpha; beta, gamma' }), item({ keyword: 'Alpha, delta' }));
    expect(joined.item.keyword).toBe('alpha; beta, gamma; delta');
    expect(joined.keywords).toEqual(['delta']);
  });

  test('the ISSN of the other edition joins the one that is there', () => {
    const joined = joinItem(item({ ISSN: '1234-5678' }), item({ ISSN: '12345678, 2345-678X' }));
    expect(joined.item.ISSN).toBe('1234-5678, 2345-678X');
  });

  test('data of other programs joins member by member', () => {
    const joined = joinItem(item({ custom: { a: 1 } }), item({ custom: { a: 2, b: 3 } }));
    expect(joined.item.custom).toEqual({ a: 1, b: 3 });
  });

  test('a record cannot reach the prototype of an object', () => {
    const hostile = JSON.parse(
      '{"id": "k", "type": "book", "__proto__": {"polluted": 1}, "custom": {"__proto__": {"polluted": 1}}}',
    );
    const joined = joinItem(item({}), hostile);
    expect(Object.getPrototypeOf(joined.item)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((joined.item.custom as Record<string, unknown> | undefined)?.polluted).toBeUndefined();
  });

  test('long and strange texts are compared in time that grows with them', () => {
    const long = (mark: string) => `${mark.repeat(300_000)}x`;
    const started = performance.now();
    for (const mark of ['.', ' ', '-', '<i', '9', 'ä'])
      for (const field of ['title', 'page', 'ISBN', 'URL', 'keyword'])
        joinItem(item({ [field]: 'x' }), item({ [field]: long(mark) }));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('excerpts', () => {
  const there = [{ uid: 'x', ...excerpt('A passage that was found.') }];
  const fresh = (...more: ExcerptDraft[]) => joinStudy(study({ excerpts: there }), draft({ excerpts: more })).excerpts;

  test('a passage is there whatever white space its text has got', () => {
    expect(fresh(excerpt('A passage\n that was  found. '))).toEqual([]);
  });

  test('an edited passage is known by its uid, stays as it is, and is counted', () => {
    const joining = joinStudy(study({ excerpts: there }), draft({ excerpts: [excerpt('Otherwise.', { uid: 'x' })] }));
    expect([joining.excerpts, joining.differences]).toEqual([[], [{ name: '1 edited excerpt' }]]);
  });

  test('a page number that one of the two lacks makes no other passage', () => {
    const locator = { label: 'page', value: '12' };
    expect(fresh(excerpt('A passage that was found.', { locator }))).toEqual([]);
    expect(fresh(excerpt('A passage that was found.', { section: '' }))).toEqual([]);
  });

  test('the same words in another section or on another page are another passage', () => {
    const other = excerpt('A passage that was found.', { section: 'Discussion' });
    expect(fresh(other, excerpt('Another one.'))).toEqual([other, excerpt('Another one.')]);
    const [first, second] = ['3', '4'].map((value) => excerpt('Twice.', { locator: { label: 'page', value } }));
    expect(fresh(first as ExcerptDraft, second as ExcerptDraft)).toEqual([first, second]);
  });
});

test('tags and files that are there are told by name, whatever their case or their "./"', () => {
  const joining = joinStudy(
    study({ tags: ['db/scopus'], attachments: [{ path: 'papers/a.pdf' }] }),
    draft({ tags: ['DB/Scopus', 'db/wos'], attachments: [{ path: './papers/a.pdf' }, { path: 'papers/b.pdf' }] }),
  );
  expect(joining.tags).toEqual(['db/scopus', 'db/wos']);
  expect(joining.attachments).toEqual([{ path: 'papers/a.pdf' }, { path: 'papers/b.pdf' }]);
});

test('what was decided elsewhere counts only where nobody has screened', () => {
  expect(joinStudy(study({}), draft({ status: 'included' })).status).toBe('included');
  const decided = joinStudy(study({ status: 'excluded' }), draft({ status: 'included' }));
  expect(decided.status).toBeUndefined();
  expect(decided.differences).toEqual([{ name: 'screening', values: { here: 'excluded', there: 'included' } }]);
});

test('a record that says nothing new changes nothing', () => {
  const { gains, excerpts, differences, ...patch } = joinStudy(study({ tags: ['a'] }), draft({ tags: ['a'] }));
  expect([patch, excerpts, differences]).toEqual([{}, [], []]);
  expect(gains).toEqual({ variables: [], keywords: [], tags: [], attachments: [], excerpts: 0 });
});
