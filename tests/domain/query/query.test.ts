import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../src/domain/fields.ts';
import { explainQuery, parseQuery, QUERY_SYNTAX } from '../../../src/domain/query/query.ts';

/** The first line of the explanation, without "studies with". */
const understood = (text: string) => explainQuery(parseQuery(text)).split('\n')[0]!.replace('studies with ', '');
const suggestions = (text: string) => parseQuery(text).problems.map((p) => p.suggestion);

describe('words and phrases', () => {
  it.each([
    ['adol', '"adol…" anywhere'],
    ['Müller Straße', '"muller…" anywhere and "strasse…" anywhere'],
    ['"mental health"', '"mental health" anywhere'],
    ['“mental health”', '"mental health" anywhere'],
    ['covid-19', '"covid 19…" anywhere'],
    ['研究', '"研 究…" anywhere'],
    ['child(ren)', '"child ren…" anywhere'],
    ['https://doi.org/10.1000/xyz', '"10 1000 xyz…" anywhere'],
    ['https://www.doi.org/10.1000/xyz.', '"10 1000 xyz…" anywhere'],
    ['DOI 10.1000/xyz', '"10 1000 xyz…" anywhere'],
    ['doi: 10.1000/xyz', 'DOI beginning with "10.1000/xyz"'],
    ['978-3-16-148410-0', '"978 3 16 148410 0…" anywhere or "9783161484100…" anywhere'],
    ['"0-8044-2957-X"', '"0 8044 2957 x" anywhere or "080442957x" anywhere'],
    ['doi reform', '"doi…" anywhere and "reform…" anywhere'],
    ['???', 'every study'],
    ['', 'every study'],
  ])('%s → %s', (text, expected) => expect(understood(text)).toBe(expected));
});

describe('fields', () => {
  it.each([
    ['author:weber', '"weber…" in author'],
    ['Journal:nature', '"nature…" in container'],
    ['title:"social capital"', '"social capital" in title'],
    ['author:"Weber, Max"', '"weber" in author and "max" in author'],
    ['author:"Weber, M."', '"weber m…" in author'],
    ['author:"M. Weber"', '"weber m…" in author'],
    ['author:"Weber, M. K."', '"weber m…" in author and "k…" in author'],
    ['author:"M. von Weber"', '"m…" in author and "von" in author and "weber" in author'],
    ['author:m.web', '"m…" in author and "web…" in author'],
    ['author:"王, 伟"', '"王" in author and "伟" in author'],
    ['author:(weber OR simmel)', '"weber…" in author or "simmel…" in author'],
    ['container:=Nature', 'container exactly "nature"'],
    ['volume:12', '"12" in volume'],
    ['volume:>12', 'volume from 13 on'],
    ['doi:https://doi.org/10.1016/S0140-6736(97)11096-0', 'DOI beginning with "10.1016/s0140-6736(97)11096-0"'],
    ['doi:www.doi.org/10.1000/xyz', 'DOI beginning with "10.1000/xyz"'],
    ['doi:"DOI 10.1000/xyz"', 'DOI beginning with "10.1000/xyz"'],
    ['doi:10.1000/xyz.', 'DOI beginning with "10.1000/xyz"'],
    ['isbn:978-3-16', 'ISBN beginning with "978316"'],
    ['key:Weber', 'citation key beginning with "weber"'],
    ['type:journal', 'type Journal article'],
    ['type:=book', 'type Book'],
    ['type:review-b', 'type Book review'],
    ['status:inc', 'screening included'],
    ['excerpt:"response rate"', '"response rate" in excerpts'],
    ['section:methods', '"methods…" in section'],
  ])('%s → %s', (text, expected) => expect(understood(text)).toBe(expected));

  it('every field of the table can be asked for', () => {
    for (const field of FIELDS) {
      const values: Partial<Record<typeof field.kind, string>> = { status: 'included', time: '7d', type: 'book' };
      const value = values[field.kind] ?? '2015';
      const { root, problems } = parseQuery(`${field.name}:${value}`);
      expect(problems).toEqual([]);
      expect(root).toMatchObject(field.kind === 'tag' ? { kind: 'tag', name: '2015' } : { field: field.name });
    }
  });
});

describe('tags', () => {
  it.each([
    ['tag:harm ', 'tag "harm" or one below it'],
    ['tag:"harm"', 'tag "harm" or one below it'],
    ['tag:=harm', 'tag "harm" itself'],
    ['tag:ha*', 'a tag that begins with "ha"'],
    ['tag:"two words/below"', 'tag "two words/below" or one below it'],
  ])('%s → %s', (text, expected) => expect(understood(text)).toBe(expected));
});

describe('years, dates and times', () => {
  it.each([
    ['year:2015', 'year 2015'],
    ['year:2010..2020', 'year from 2010 to 2020'],
    ['year:2010-2020', 'year from 2010 to 2020'],
    ['year:2010..', 'year from 2010 on'],
    ['year:..2020', 'year up to 2020'],
    ['year:>=2015', 'year from 2015 on'],
    ['year:>2015', 'year from 2016 on'],
    ['year:<2015', 'year up to 2014'],
    ['year:201', 'year from 2010 to 2019'],
    ['year:=201', 'year 201'],
    ['year:1990s', 'year from 1990 to 1999'],
    ['issued:2015-03..2016', 'date from 2015-03 to 2016'],
    ['issued:2015-03-14', 'date 2015-03-14'],
    ['issued:2015', 'date 2015'],
    ['issued:1990s', 'date from 1990 to 1999'],
    ['issued:=500', 'date 500'],
    ['issued:500..600', 'date from 500 to 600'],
    ['issued:500', 'date from 5000 to 5009'],
    ['issued:<0', 'date up to -1'],
    ['added:7d', 'added since 7 days ago'],
    ['added:>1y', 'added before 1 year ago'],
    ['added:today', 'added since today'],
    ['added:2024-12', 'added since 2024-12 before 2025-01'],
    ['changed:<=2024-12-31', 'changed before 2025-01-01'],
  ])('%s → %s', (text, expected) => expect(understood(text)).toBe(expected));
});

describe('has, in, not, or, parentheses', () => {
  it.each([
    ['has:abstract', 'some abstract'],
    ['no:doi', 'no DOI'],
    ['in:trash weber', 'a place in the trash and "weber…" anywhere'],
    ['-survey', 'not "survey…" anywhere'],
    ['--survey', '"survey…" anywhere'],
    ['NOT survey', 'not "survey…" anywhere'],
    ['-(a b)', 'not ("a…" anywhere and "b…" anywhere)'],
    ['-tag:"harm"', 'not tag "harm" or one below it'],
    ['a b OR c', '("a…" anywhere and "b…" anywhere) or "c…" anywhere'],
    ['a (b OR c)', '"a…" anywhere and ("b…" anywhere or "c…" anywhere)'],
    ['a AND b', '"a…" anywhere and "b…" anywhere'],
    ['a or b', '"a…" anywhere and "or…" anywhere and "b…" anywhere'],
  ])('%s → %s', (text, expected) => expect(understood(text)).toBe(expected));
});

describe('sorting', () => {
  it('takes several fields, the hyphen for descending', () => {
    expect(understood('sort:-year,author')).toBe('every study; sorted by year (descending), then author');
    expect(parseQuery('sort:-date').sort).toEqual([{ field: 'issued', descending: true }]);
    expect(parseQuery('sort:relevance').sort).toEqual([{ field: 'relevance', descending: false }]);
  });
});

describe('half-typed queries', () => {
  it.each([
    ['"mental hea', '"mental hea…" anywhere'],
    ['weber tag:', '"weber…" anywhere'],
    ['weber year:>=', '"weber…" anywhere'],
    ['weber OR', '"weber…" anywhere'],
    ['weber -', '"weber…" anywhere'],
    ['(weber', '"weber…" anywhere'],
    ['weber)', '"weber…" anywhere'],
    ['weber (', '"weber…" anywhere'],
    ['weber sort:-', '"weber…" anywhere'],
    ['weber in:', '"weber…" anywhere'],
    ['has:', 'every study'],
    ['year:20', 'year from 2000 to 2099'],
    ['year:2010.', 'year 2010'],
    ['year:2010-', 'year 2010'],
    ['year:2010..2', 'year from 2010 on'],
    ['year:2010-2', 'year from 2010 on'],
    ['year:..20', 'every study'],
    ['year:-', 'every study'],
    ['year:400..500', 'year from 400 to 500'],
    ['issued:2', 'date from 2000 to 2999'],
    ['issued:201', 'date from 2010 to 2019'],
    ['issued:2010-03..2', 'date from 2010-03 on'],
    ['issued:2010-20', 'date from 2010 on'],
    ['added:7', 'every study'],
    ['added:>30', 'every study'],
    ['year:2008~', 'year 2008'],
    ['year:50BC', 'year -50'],
    ['year:50B', 'every study'],
    ['year:100BC..50AD', 'year from -100 to 50'],
    ['added:tod', 'added since today'],
    ['added:2024.', 'added since 2024 before 2025'],
    ['added:2024..2', 'added since 2024'],
    ['has:abst', 'some abstract'],
    ['no:d', 'no DOI'],
    ['in:tra', 'a place in the trash'],
    ['sort:yea', 'every study; sorted by year'],
    ['sort:-year,auth', 'every study; sorted by year (descending), then author'],
    ['sort:rel', 'every study; sorted by relevance'],
    ['status:incl', 'screening included'],
    ['title:="Hand', 'title beginning with "hand"'],
    ['key:="web', 'citation key beginning with "web"'],
    ['tag:har', 'tag "har" or one below it, or else one that begins so'],
    ['tag:harm/gro', 'tag "harm/gro" or one below it, or else one that begins so'],
  ])('%s → %s', (text, expected) => {
    expect(understood(text)).toBe(expected);
    expect(parseQuery(text).problems.filter((p) => p.kind === 'mistake')).toEqual([]);
  });

  it.each(['year:..20', 'year:2010..2', 'added:7', 'issued:2010-03..2'])(
    '%s says that it is not finished, as it finds more than it will',
    (text) => expect(parseQuery(text).problems).toMatchObject([{ kind: 'unfinished', start: 0, end: text.length }]),
  );

  it.each(['year:20', 'year:2010.', 'has:abst', 'in:tra', 'sort:yea', 'added:tod', 'tag:har', 'title:="Hand'])(
    '%s has nothing to tell',
    (text) => expect(parseQuery(text).problems).toEqual([]),
  );

  it.each([
    'year:2O16',
    'has:abstrakt',
    'added:7x',
    'in:tz',
    'sort:yeap',
    'has:abst weber',
    'has:"abst"',
    'year:2010. a',
  ])('%s can no longer become right', (text) => expect(parseQuery(text).problems).toMatchObject([{ kind: 'mistake' }]));
});

describe('problems', () => {
  it('a wrong field name is searched as text and suggests the nearest', () => {
    expect(understood('auther:weber')).toBe('"auther weber…" anywhere');
    expect(suggestions('auther:weber')).toEqual(['author:']);
    expect(suggestions('hass:doi sort:yaer in:trsh has:absract status:includd')).toEqual([
      'has:',
      'sort:year',
      'in:trash',
      'has:abstract',
      'status:included',
    ]);
  });

  it('they point at what they are about', () => {
    const text = 'weber auther:max';
    const [problem] = parseQuery(text).problems;
    expect(text.slice(problem!.start, problem!.end)).toBe('auther:');
  });

  it('a pasted title or address is text without problems', () => {
    expect(parseQuery('Method: a study of https://example.org/x').problems).toEqual([]);
  });

  it.each([
    ['type:artcle', 'type:article'],
    ['type:jornal', 'type:journal'],
    ['type:"web pag"', undefined],
    ['type:thesiss', 'type:thesis'],
    ['has:abs ', 'has:abstract'],
    ['sort:yea ', 'sort:year'],
    ['no:auther', 'no:author'],
  ])('%s suggests %s', (text, suggestion) => expect(suggestions(text)[0]).toBe(suggestion));

  it('a type that CSL does not know is searched all the same', () => {
    expect(understood('type:artcle')).toBe('type artcle');
    expect(parseQuery('type:=artcle').problems).toEqual([]);
  });

  it.each([
    [`${'('.repeat(41)}weber${')'.repeat(41)} max`, 'mistake', '"max…" anywhere'],
    [`${'-('.repeat(41)}weber${')'.repeat(41)} max`, 'mistake', '"max…" anywhere'],
    ['weber) max', 'remark', '"weber…" anywhere and "max…" anywhere'],
    ['weber () max', 'remark', '"weber…" anywhere and "max…" anywhere'],
    ['weber – max', 'remark', '"weber…" anywhere and "max…" anywhere'],
    ['weber - max', 'remark', '"weber…" anywhere and "max…" anywhere'],
    ['weber "" max', 'remark', '"weber…" anywhere and "max…" anywhere'],
    ['OR weber', 'mistake', '"weber…" anywhere'],
    ['weber OR OR max', 'mistake', '"weber…" anywhere or "max…" anywhere'],
    ['weber NOT ', 'unfinished', '"weber…" anywhere'],
    ['weber -', 'unfinished', '"weber…" anywhere'],
    ['weber OR ', 'unfinished', '"weber…" anywhere'],
    ['weber (', 'unfinished', '"weber…" anywhere'],
    ['weber "', 'unfinished', '"weber…" anywhere'],
    ['-sort:year', 'mistake', 'every study; sorted by year'],
    ['has: weber', 'mistake', '"weber…" anywhere'],
    ['tag: weber', 'mistake', '"weber…" anywhere'],
    ['volume:>x', 'mistake', 'every study'],
  ])('what is left out of %s is told', (text, kind, rest) => {
    expect(understood(text)).toBe(rest);
    expect(parseQuery(text).problems.map((p) => p.kind)).toContain(kind);
    expect(explainQuery(parseQuery(text))).toContain('\nnote: ');
  });

  it('no part of a text is left out without a word', () => {
    const parts = fc.constantFrom(
      'weber',
      '-',
      '(',
      ')',
      '"',
      ' ',
      'OR ',
      'NOT ',
      '–',
      'year:',
      'tag:',
      '2015',
      'has:',
      'x',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (all) => {
        const query = parseQuery(all.join(''));
        if (all.join('').trim() !== '') expect(query.root ?? query.sort[0] ?? query.problems[0]).toBeDefined();
      }),
    );
  });

  it('a finished query has no part that may still grow', () => {
    expect(explainQuery(parseQuery('tag:har', 'finished'))).toBe('studies with tag "har" or one below it');
    expect(parseQuery('has:abst', 'finished').problems).toMatchObject([{ kind: 'mistake' }]);
  });

  it.each(['"weber', 'title:"weber', 'weber "max y', '(weber', 'title:(weber OR max', '-(weber (max)'])(
    'what is never closed in %s is a mistake once the query is finished',
    (text) => {
      expect(parseQuery(text).problems).toEqual([]);
      expect(parseQuery(text, 'finished').problems).toMatchObject([
        { kind: 'mistake', message: expect.stringMatching(/ is never closed$/), end: text.length },
      ]);
    },
  );

  it('what is closed is none', () => {
    for (const text of ['"weber"', '“weber”', 'title:(weber OR max)', '-(weber (max))'])
      expect(parseQuery(text, 'finished').problems).toEqual([]);
    expect(parseQuery('added:7', 'finished').problems).toMatchObject([{ kind: 'mistake' }]);
    expect(parseQuery('weber OR', 'finished').problems).toMatchObject([{ kind: 'mistake' }]);
  });

  it.each(['year:soon', 'issued:2015-13', 'added:never', 'volume:-'])('%s is told and not searched', (text) => {
    expect(parseQuery(text).problems).toMatchObject([{ kind: 'mistake' }]);
    expect(parseQuery(text).root).toBeUndefined();
  });

  it('explaining tells them too', () => {
    expect(explainQuery(parseQuery('auther:x'))).toContain('did you mean author:?');
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'author:',
      'year:',
      'tag:',
      '=',
      '"',
      '“',
      '(',
      ')',
      '-',
      ' OR ',
      ' NOT ',
      '..',
      '>=',
      ' ',
      '*',
      'sort:',
      'has:',
      'added:',
      '7d',
      'é',
      '研究',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  const anyQuery = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));

  it('is a query, can be explained, and its parts lie within it', () => {
    fc.assert(
      fc.property(anyQuery, (text) => {
        const query = parseQuery(text);
        expect(explainQuery(query)).not.toBe('');
        for (const span of [...query.problems, ...(query.root ? [query.root] : [])]) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(span.start).toBeLessThanOrEqual(span.end);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([['('], ['-'], ['-('], ['"'], ['a:'], ['a OR '], ['(a '], ['title:('], ['word ']])(
    'takes linear time for %s many times over',
    (unit) => {
      explainQuery(parseQuery(unit.repeat(50_000)));
    },
  );
});

describe('the table of the syntax', () => {
  it.each(QUERY_SYNTAX.map((row) => [row.example]))('its example %s is understood', (example) => {
    const query = parseQuery(example);
    expect(query.problems).toEqual([]);
    expect(query.root ?? query.sort[0]).toBeDefined();
  });
});
