import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIELDS } from '../../src/domain/fields.ts';
import { parseQuery } from '../../src/domain/query/query.ts';
import { compileQuery } from '../../src/store/compile-query.ts';
import { type Library, openLibrary } from '../../src/store/open-library.ts';
import { countMatches, searchExcerpts, searchIds } from '../../src/store/search.ts';
import { indexStudy } from '../../src/store/search-index.ts';
import { insertExcerpt, insertStudy } from './rows.ts';

const NOW = new Date(2024, 5, 15, 12);
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString();

let library: Library;
const keys = new Map<number, string>();

beforeAll(() => {
  library = openLibrary(':memory:', { now: () => NOW });
  const add = (item: Parameters<typeof insertStudy>[1], more?: Parameters<typeof insertStudy>[2]) => {
    const id = insertStudy(library, item, more);
    keys.set(id, item.id);
    return id;
  };
  const muller = add(
    {
      id: 'muller2010',
      type: 'article-journal',
      title: 'Mental health of adolescents',
      author: [
        { family: 'Müller', given: 'Anna' },
        { family: 'Weber', given: 'Max' },
      ],
      issued: { 'date-parts': [[2010, 3, 14]] },
      'container-title': 'Nature',
      volume: '12',
      DOI: '10.1000/ABC(1)',
      ISSN: '1234-5678',
      abstract: 'A survey in the Straße of a town.',
    },
    { tags: ['harm'], added: daysAgo(400), status: 'included' },
  );
  insertExcerpt(library, muller, 'The response rate was low.', { section: 'Methods', tags: ['harm/grooming'] });
  insertExcerpt(library, muller, 'Outcomes improved.', { section: 'Results', tags: ['outcome'] });
  add(
    {
      id: 'simmel2015',
      type: 'book',
      title: 'Sociology of towns',
      author: [{ family: 'Simmel', given: 'Georg' }],
      editor: [{ family: 'Anders', given: 'Max' }],
      issued: { 'date-parts': [[2015]] },
      publisher: 'Weber Press',
      ISBN: '978-3-16-148410-0',
      volume: 3,
      note: 'adolescents in passing',
    },
    { tags: ['harm/grooming', 'harmless'], added: daysAgo(3), source: { site: 'Review of Towns' } },
  );
  add(
    {
      id: 'wang2020',
      type: 'article-journal',
      title: '青少年心理健康研究',
      author: [{ family: '王', given: '伟' }],
      issued: { 'date-parts': [[2020, 11]] },
      'container-title': 'Nature Communications',
      volume: '123',
    },
    { tags: ['method'], added: daysAgo(0), status: 'maybe' },
  );
  add({ id: 'anon', type: 'thesis', title: 'การศึกษาวัยรุ่น', ISBN: '080442957X' }, { added: daysAgo(30) });
  add({ id: 'gone1', type: 'book', title: 'Adolescents of the past' }, { added: daysAgo(5), deleted: daysAgo(1) });
  for (const id of keys.keys()) indexStudy(library, id);
});

/** Citation keys of what a query finds, sorted, so that order does not matter. */
const find = (text: string) => [...searchIds(library, parseQuery(text))].map((id) => keys.get(id)).sort();
const inOrder = (text: string, order?: 'recent' | 'ranked') =>
  [...searchIds(library, parseQuery(text), order ? { order } : {})].map((id) => keys.get(id));

const ALL = ['anon', 'muller2010', 'simmel2015', 'wang2020'];

describe('searchIds finds', () => {
  it.each<[string, string[]]>([
    ['', ALL],
    ['adol', ['muller2010', 'simmel2015']],
    ['MULLER adolesc', ['muller2010']],
    ['muller2010', ['muller2010']],
    ['muller 2010', ['muller2010']],
    ['adolescents 2015', ['simmel2015']],
    ['weber 2011', []],
    ['strasse', ['muller2010']],
    ['"mental health"', ['muller2010']],
    ['"health mental"', []],
    ['"mental heal"', []],
    ['"mental heal', ['muller2010']],
    ['心理', ['wang2020']],
    ['健康研', ['wang2020']],
    ['理心', []],
    ['ศึกษา', ['anon']],
    ['author:weber', ['muller2010']],
    ['weber', ['muller2010', 'simmel2015']],
    ['author:"Weber, Max"', ['muller2010']],
    ['author:"Weber, M"', ['muller2010']],
    ['author:"Weber, M."', ['muller2010']],
    ['author:"M. Weber"', ['muller2010']],
    ['author:"Weber M"', ['muller2010']],
    ['author:"Weber, A."', []],
    ['author:"Max W"', ['muller2010']],
    ['author:"Weber Max"', ['muller2010']],
    ['author:"Max Weber"', ['muller2010']],
    ['author:"Müller, Weber"', ['muller2010']],
    ['author:="Weber, Max"', ['muller2010']],
    ['"weber max"', ['muller2010']],
    ['editor:"Anders, M."', ['simmel2015']],
    ['editor:"Anders Max"', ['simmel2015']],
    ['author:王伟', ['wang2020']],
    ['author:"王伟"', ['wang2020']],
    ['王伟', ['wang2020']],
    ['author:"王, 伟"', ['wang2020']],
    ['editor:max', ['simmel2015']],
    ['editor:weber', []],
    ['publisher:weber', ['simmel2015']],
    ['author:(simmel OR 王)', ['simmel2015', 'wang2020']],
    ['container:nature', ['muller2010', 'wang2020']],
    ['container:=nature', ['muller2010']],
    ['author:="anna muller"', ['muller2010']],
    ['volume:12', ['muller2010']],
    ['volume:>=12', ['muller2010', 'wang2020']],
    ['note:adolescents', ['simmel2015']],
    ['source:towns', ['simmel2015']],
    ['type:article', ['muller2010', 'wang2020']],
    ['type:thesis', ['anon']],
    ['key:MULLER', ['muller2010']],
    ['doi:10.1000/abc', ['muller2010']],
    ['doi:=https://doi.org/10.1000/abc(1)', ['muller2010']],
    ['https://doi.org/10.1000/abc(1)', ['muller2010']],
    ['isbn:9783161484100', ['simmel2015']],
    ['978-3-16-148410-0', ['simmel2015']],
    ['9783161484100', ['simmel2015']],
    ['978-316148410-0', ['simmel2015']],
    ['978-3-16-14', ['simmel2015']],
    ['978-3-16-148410-9', []],
    ['ISBN 978-3-16-148410-0', ['simmel2015']],
    ['12345678', ['muller2010']],
    ['1234-5678', ['muller2010']],
    ['080442957X', ['anon']],
    ['0-8044-2957-X', ['anon']],
    ['-0-8044-2957-X', ['muller2010', 'simmel2015', 'wang2020']],
    ['https://www.doi.org/10.1000/abc(1)', ['muller2010']],
    ['http://dx.doi.org/10.1000/abc(1).', ['muller2010']],
    ['doi:https://www.doi.org/10.1000/abc(1)', ['muller2010']],
    ['doi:"DOI 10.1000/abc(1)"', ['muller2010']],
    ['DOI 10.1000/abc(1)', ['muller2010']],
    ['doi: 10.1000/abc(1)', ['muller2010']],
    ['DOI:10.1000/abc(1).', ['muller2010']],
    ['doi:=10.1000/abc(1).', ['muller2010']],
    ['10.1000/abc(1).', ['muller2010']],
    ['isbn:978-3-16', ['simmel2015']],
    ['isbn:=978-3-16', []],
    ['issn:12345678', ['muller2010']],
    ['tag:harm', ['muller2010', 'simmel2015']],
    ['tag:HARM', ['muller2010', 'simmel2015']],
    ['tag:=harm', ['muller2010']],
    ['tag:harmless', ['simmel2015']],
    ['tag:outcome', ['muller2010']],
    ['tag:me*', ['wang2020']],
    ['tag:har ', []],
    ['tag:har', ['muller2010', 'simmel2015']],
    ['tag:harm/gro', ['muller2010', 'simmel2015']],
    ['tag:harml', ['simmel2015']],
    ['-tag:harml', ['anon', 'muller2010', 'wang2020']],
    ['title:="Mental hea', ['muller2010']],
    ['title:="health', []],
    ['editor:="Max A', ['simmel2015']],
    ['year:2010..2015', ['muller2010', 'simmel2015']],
    ['year:>2015', ['wang2020']],
    ['year:201', ['muller2010', 'simmel2015']],
    ['issued:2010-03', ['muller2010']],
    ['issued:>2010-03', ['simmel2015', 'wang2020']],
    ['issued:2015..2020-10', ['simmel2015']],
    ['added:7d', ['simmel2015', 'wang2020']],
    ['added:today', ['wang2020']],
    ['added:>7d', ['anon', 'muller2010']],
    ['added:2024-06', ['simmel2015', 'wang2020']],
    ['has:excerpt', ['muller2010']],
    ['has:abstract', ['muller2010']],
    ['has:doi', ['muller2010']],
    ['has:tag', ['muller2010', 'simmel2015', 'wang2020']],
    ['has:attachment', []],
    ['no:year', ['anon']],
    ['no:author', ['anon']],
    ['no:volume', ['anon']],
    ['status:included', ['muller2010']],
    ['status:unscreened', ['anon', 'simmel2015']],
    ['excerpt:"response rate"', ['muller2010']],
    ['excerpt:"low outcomes"', []],
    ['excerpt:survey', []],
    ['section:meth', ['muller2010']],
    ['in:trash', ['gone1']],
    ['in:all adolescents', ['gone1', 'muller2010', 'simmel2015']],
    ['adolescents -weber', []],
    ['adolescents -author:weber', ['simmel2015']],
    ['-adolescents', ['anon', 'wang2020']],
    ['-editor:max', ['anon', 'muller2010', 'wang2020']],
    ['-year:2010', ['anon', 'simmel2015', 'wang2020']],
    ['mental survey OR sociology', ['muller2010', 'simmel2015']],
    ['mental OR year:2020', ['muller2010', 'wang2020']],
    ['(mental OR sociology) note:passing', ['simmel2015']],
    ['adolescents tag:harm year:2010', ['muller2010']],
    ['title:=青少年心理健康研究', ['wang2020']],
  ])('%s → %j', (text, expected) => {
    expect(find(text)).toEqual(expected);
    expect(countMatches(library, parseQuery(text))).toBe(expected.length);
  });
});

describe('a plain word finds what is shown of a study', () => {
  it.each<[string, string[]]>([
    ['grooming outcome', ['muller2010']],
    ['results', ['muller2010']],
    ['"methods"', ['muller2010']],
    ['journal article', ['muller2010', 'wang2020']],
    ['thesis', ['anon']],
    ['included', ['muller2010']],
    ['tag:outcome', ['muller2010']],
  ])('%s', (text, keys) => expect(find(text)).toEqual(keys));

  it('but not in the words of a field', () => {
    expect(find('excerpt:grooming')).toEqual([]);
    expect(find('title:thesis')).toEqual([]);
  });
});

describe('the order of results', () => {
  it('is latest added first', () => {
    expect(inOrder('')).toEqual(['wang2020', 'simmel2015', 'anon', 'muller2010']);
  });

  it('puts a hit in the title before one in a note', () => {
    expect(inOrder('adolescents', 'ranked')).toEqual(['muller2010', 'simmel2015']);
    expect(inOrder('adolescents', 'recent')).toEqual(['simmel2015', 'muller2010']);
    expect(inOrder('adolescents sort:relevance')).toEqual(['muller2010', 'simmel2015']);
  });

  it('ranks by date added when there are no words to rank by', () => {
    expect(inOrder('tag:harm', 'ranked')).toEqual(['simmel2015', 'muller2010']);
  });

  it('follows sort: before what the caller asks for', () => {
    expect(inOrder('has:year sort:-year', 'ranked')).toEqual(['wang2020', 'simmel2015', 'muller2010']);
    expect(inOrder('has:volume sort:volume')).toEqual(['simmel2015', 'muller2010', 'wang2020']);
    expect(inOrder('has:author sort:author')).toEqual(['muller2010', 'simmel2015', 'wang2020']);
  });

  it('of titles leaves out the marks before the first word, of containers the accents', () => {
    const own = openLibrary(':memory:');
    const add = (title: string, container: string) =>
      insertStudy(own, { id: title, type: 'book', title, 'container-title': container });
    for (const [title, container] of [
      ['Zebra', 'Zoo'],
      ['“Youth” and media', 'études'],
      ['¿Qué es?', 'Etudes B'],
      ['[Anonymous]', 'Écrits'],
      ['...', 'Folia'],
      ['"Beta"', 'Ökologie'],
    ] as const)
      add(title, container);
    const sorted = (by: string, column: string) =>
      [...searchIds(own, parseQuery(`sort:${by}`))].map((id) =>
        own.sql(`select ${column} from study where id = ?`).pluck().get(id),
      );
    expect(sorted('title', 'title')).toEqual([
      '...',
      '[Anonymous]',
      '"Beta"',
      '¿Qué es?',
      '“Youth” and media',
      'Zebra',
    ]);
    expect(sorted('container', 'container')).toEqual(['Écrits', 'études', 'Etudes B', 'Folia', 'Ökologie', 'Zoo']);
    own.close();
  });

  it('goes by the sections of excerpts and the number of files, too', () => {
    expect(inOrder('has:tag sort:-section').at(0)).toBe('muller2010');
    expect(parseQuery('sort:section,attachment').problems).toEqual([]);
    const texts = (text: string) =>
      searchExcerpts(library, parseQuery(text)).map((p) =>
        library.db.prepare('select section from excerpt where id = ?').pluck().get(p.id),
      );
    expect(texts('sort:section')).toEqual(['Methods', 'Results']);
    expect(texts('sort:-section')).toEqual(['Results', 'Methods']);
    library.db.prepare(`update study set attachments = '[{}]' where key = 'anon'`).run();
    expect(inOrder('sort:-attachment').at(0)).toBe('anon');
    library.db.prepare('update study set attachments = null').run();
  });

  it('can be asked for by column', () => {
    const ids = searchIds(library, parseQuery('has:year'), { order: [{ field: 'year', descending: false }], limit: 2 });
    expect([...ids].map((id) => keys.get(id))).toEqual(['muller2010', 'simmel2015']);
  });

  it('works for every field', () => {
    for (const field of FIELDS) expect(find(`sort:-${field.name}`), field.name).toEqual(ALL);
  });
});

describe('the rank of a study', () => {
  const filler = (words: number) => Array.from({ length: words }, (_, i) => `filler${i % 97}`).join(' ');
  const ranked = (items: Parameters<typeof insertStudy>[1][], query: string) => {
    const own = openLibrary(':memory:', { now: () => NOW });
    for (let i = 0; i < 50; i++) {
      indexStudy(own, insertStudy(own, { id: `f${i}`, type: 'book', title: filler(8), abstract: filler(150) }));
    }
    const named = new Map(items.map((item) => [insertStudy(own, item), item.id]));
    for (const id of named.keys()) indexStudy(own, id);
    const found = [...searchIds(own, parseQuery(query), { order: 'ranked' })].map((id) => named.get(id));
    own.close();
    return found;
  };
  const book = { type: 'book' as const };
  const items = [
    { ...book, id: 'abstract', title: filler(3), abstract: 'Stress.' },
    { ...book, id: 'often', title: filler(3), abstract: 'Stress, stress, stress and stress again: stress.' },
    { ...book, id: 'author', author: [{ family: 'Stress', given: 'Ann' }] },
    { ...book, id: 'title', title: `${filler(25)} stress`, abstract: filler(2500) },
  ];

  it('goes by the best field that has the word, however long the other texts are', () => {
    for (const order of [items, [...items].reverse()]) {
      expect(ranked(order, 'stress').slice(0, 2)).toEqual(['title', 'author']);
      expect(ranked(order, 'stre').slice(0, 2)).toEqual(['title', 'author']);
    }
  });

  it('counts each word of several', () => {
    const two = [
      { ...book, id: 'one', title: 'Stress', abstract: `coping ${filler(20)}` },
      { ...book, id: 'both', title: `Stress and coping ${filler(10)}`, abstract: filler(1500) },
      { ...book, id: 'none', title: filler(5), abstract: 'stress coping' },
    ];
    expect(ranked(two, 'stress coping')).toEqual(['both', 'one', 'none']);
  });
});

describe('searchExcerpts', () => {
  const passages = (text: string) =>
    searchExcerpts(library, parseQuery(text)).map(({ id }) =>
      library.db.prepare('select text from excerpt where id = ?').pluck().get(id),
    );

  it.each<[string, string[]]>([
    ['response', ['The response rate was low.']],
    ['adolescents', []],
    ['author:muller', ['Outcomes improved.', 'The response rate was low.']],
    ['author:muller outcomes', ['Outcomes improved.']],
    ['tag:harm', ['The response rate was low.']],
    ['section:results', ['Outcomes improved.']],
    ['excerpt:improved year:2010', ['Outcomes improved.']],
    ['-improved', ['The response rate was low.']],
    ['in:trash', []],
  ])('%s → %j', (text, expected) => {
    expect(passages(text)).toEqual(expected);
    expect(countMatches(library, parseQuery(text), { find: 'excerpts' })).toBe(expected.length);
  });

  it('names the study of each passage', () => {
    expect(
      searchExcerpts(library, parseQuery('response'), { order: 'ranked' }).map((p) => keys.get(p.studyId)),
    ).toEqual(['muller2010']);
  });
});

describe('compileQuery', () => {
  it('binds everything the user typed', () => {
    const { sql, params } = compileQuery(
      parseQuery(`zzword author:zzname tag:zztag year:1999 key:zzkey editor:zzed type:zztype`),
      NOW,
    );
    expect(sql).not.toMatch(/zz|1999/);
    expect(params.length).toBeGreaterThan(5);
  });

  it('every field can be searched, compared with a whole value, and asked for', () => {
    for (const field of FIELDS) {
      for (const text of [
        `${field.name}:2015`,
        `${field.name}:=x`,
        `-${field.name}:2015`,
        `has:${field.name}`,
        `no:${field.name}`,
      ]) {
        expect(() => searchIds(library, parseQuery(text)), text).not.toThrow();
        expect(() => searchExcerpts(library, parseQuery(text)), text).not.toThrow();
      }
    }
  });

  it('any text can be searched', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'author:',
        'year:',
        'tag:',
        'editor:',
        '=',
        '"',
        '(',
        ')',
        '-',
        ' OR ',
        '..',
        ' ',
        '*',
        'isbn:',
        'added:',
        '7d',
        '研究',
        "'",
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (parts) => {
        const query = parseQuery(parts.join(''));
        searchIds(library, query, { order: 'ranked' });
        searchExcerpts(library, query);
        countMatches(library, query);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['word ', '-word ', 'editor:x ', 'a OR ', '-(a OR year:2010) ', 'tag:x OR ', '(', '-('])(
    'a very long query of %s is cut, not refused',
    (unit) => {
      const query = parseQuery(`${unit.repeat(3000)}z`);
      expect(() => searchIds(library, query, { order: 'ranked' })).not.toThrow();
      expect(() => searchExcerpts(library, query)).not.toThrow();
    },
  );
});

describe('the plan of a query', () => {
  const plan = (text: string) => {
    const { sql, params } = compileQuery(parseQuery(text), NOW);
    return (library.db.prepare(`explain query plan ${sql}`).all(...params) as { detail: string }[]).map(
      (row) => row.detail,
    );
  };

  it.each(['town tag:harm', 'town key:x', 'town has:doi', 'town editor:x', 'town year:2010', 'town -other'])(
    '%s runs the match once',
    (text) => {
      // "=" in the name of the index: one match for each row id.
      expect(plan(text)[0]).toMatch(/^SCAN study_fts VIRTUAL TABLE INDEX \d+:[^=]*$/);
    },
  );

  it.each([
    '',
    'sort:author',
    'sort:-author',
    'sort:year',
    'sort:title',
    'sort:-added',
    'sort:changed',
    'sort:container',
  ])('an order that lists offer (%s) comes from an index alone', (text) => {
    const [first, ...sorting] = plan(text);
    expect(first).toMatch(/^SEARCH s USING COVERING INDEX study_by_\w+ \(deleted_at=\?\)$/);
    // Only equals of the first column are ever sorted.
    for (const step of sorting) expect(step).toMatch(/FOR LAST/);
  });
});
