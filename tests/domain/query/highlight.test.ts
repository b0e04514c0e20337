import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight, snippet, unshown } from '../../../src/domain/query/highlight.ts';
import { parseQuery } from '../../../src/domain/query/query.ts';
import { width as columnsOf } from '../../../src/domain/text/text-width.ts';

/** The text with [ ] around what is lit. */
function marked(text: string, ranges: readonly { start: number; end: number }[]): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of ranges) {
    shown += `${text.slice(at, start)}[${text.slice(start, end)}]`;
    at = end;
  }
  return shown + text.slice(at);
}
const lit = (text: string, query: string, field?: string) => marked(text, highlight(text, parseQuery(query), field));

describe('highlight', () => {
  it.each([
    ['Adolescents and media', 'adol', '[Adol]escents and media'],
    ['Die Straße der Müllers', 'strasse muller', 'Die [Straße] der [Müller]s'],
    ['Straßenbahn', 'strasse', '[Straßenbahn]'],
    ['青少年心理健康研究', '心理', '青少年[心理]健康研究'],
    ['mental health, health', '"mental health"', '[mental health], health'],
    ['mental health', 'health mental', '[mental health]'],
    ['COVID-19 in towns', 'covid-19', '[COVID-19] in towns'],
    ['A study of towns', '-study towns', 'A study of [towns]'],
    ['A study of towns', 'study OR towns', 'A [study] of [towns]'],
    ['การทำงานหนัก', 'ทำงาน', 'การ[ทำงาน]หนัก'],
    ['น้ำใจงาม', '"น้ำใจ"', '[น้ำใจ]งาม'],
    ['A study of towns', 'year:2010', 'A study of towns'],
    ['subtown town', 'town', 'subtown [town]'],
    ['e\u0301tude', 'étu', '[e\u0301tude]'],
  ])('%s for %s is %s', (text, query, expected) => expect(lit(text, query)).toBe(expected));

  it('keeps words for one field out of the others', () => {
    expect(lit('Weber on Weber', 'author:weber', 'title')).toBe('Weber on Weber');
    expect(lit('Weber', 'author:weber', 'author')).toBe('[Weber]');
    expect(lit('Weber', 'weber', 'author')).toBe('[Weber]');
  });

  it('its ranges lie in the text, in order and apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 6 }), (text, query) => {
        let at = -1;
        for (const { start, end } of highlight(text, parseQuery(`${query} ${text.slice(0, 3)}`))) {
          expect(start).toBeGreaterThan(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('snippet', () => {
  const text = `${'One word after another. '.repeat(20)}Here stands\n the   outcome of all. ${'And more words follow. '.repeat(20)}`;

  it('shows the first match with what stands around it', () => {
    const found = snippet(text, parseQuery('outcome'), 50)!;
    expect(found.text.length).toBeLessThanOrEqual(50);
    expect(found.text).toMatch(/^…stands the outcome of all\. .*…$/);
    expect(marked(found.text, found.lit)).toContain('the [outcome] of');
  });

  it('leaves a short text whole, and begins at the beginning when the match does', () => {
    expect(snippet('Short outcome', parseQuery('outcome'), 50)?.text).toBe('Short outcome');
    expect(snippet(text, parseQuery('one'), 30)?.text).toMatch(/^One word/);
  });

  it('counts columns, so that a match in wide characters is in it', () => {
    const wide = `${'青少年心理健康研究。'.repeat(12)}社会资本理论${'青少年心理健康研究。'.repeat(12)}`;
    for (const columns of [16, 30, 41, 80]) {
      const found = snippet(wide, parseQuery('社会资本'), columns)!;
      expect(columnsOf(found.text)).toBeLessThanOrEqual(columns);
      expect(columnsOf(found.text)).toBeGreaterThan(columns - 4);
      expect(marked(found.text, found.lit)).toContain('[社会资本]');
    }
    expect(snippet('研究方法', parseQuery('方法'), 8)?.text).toBe('研究方法');
    expect(snippet('研究方法', parseQuery('方法'), 7)?.text).toBe('…方法');
  });

  it('lights what is left of a phrase or word that is cut', () => {
    const query = parseQuery('"social capital theory"');
    const found = snippet(`${'word '.repeat(30)}social capital theory${' word'.repeat(30)}`, query, 18)!;
    expect(found.text).toBe('…social capital t…');
    expect(marked(found.text, found.lit)).toBe('…[social capital t]…');
    expect(lit(found.text, '"social capital theory"')).toBe('…[social capital t]…');
    expect(lit('On social…', '"social capital theory"')).toBe('On [social]…');
    expect(lit('On social …', '"social capital theory"')).toBe('On [social] …');
    expect(lit('Of adoles…', 'adolescents')).toBe('Of [adoles]…');
    expect(lit('Of a…', 'adolescents')).toBe('Of a…');
    expect(lit('On social cats…', '"social capital theory"')).toBe('On social cats…');
  });

  it('is nothing when nothing matches', () => {
    expect(snippet(text, parseQuery('absent'), 50)).toBeUndefined();
    expect(snippet(text, parseQuery(''), 50)).toBeUndefined();
  });

  it('keeps to the width whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
        fc.integer({ min: 3, max: 40 }),
        fc.nat(),
        (words, width, at) => {
          const query = parseQuery(words.slice(at % words.length, (at % words.length) + 3));
          const found = snippet(words, query, width);
          if (!found) return;
          expect(columnsOf(found.text)).toBeLessThanOrEqual(width);
          for (const range of found.lit) expect(range.end).toBeLessThanOrEqual(found.text.length);
        },
      ),
    );
  });
});

it('lights the tags that are asked for, from the beginning of their path', () => {
  expect(lit('harm/grooming method', 'tag:harm ', 'tag')).toBe('[harm]/grooming method');
  expect(lit('method harm/grooming', 'tag:harm/groo', 'tag')).toBe('method [harm/groo]ming');
  expect(lit('method/harm', 'tag:harm ', 'tag')).toBe('method/harm');
  expect(lit('no harm done', 'tag:harm', 'title')).toBe('no harm done');
});

describe('what a row does not show', () => {
  const rest = (query: string, ...shown: [string, string][]) =>
    unshown(
      parseQuery(query),
      shown.map(([field, text]) => ({ field, text })),
    )?.text;

  it.each<[string, string, string | undefined]>([
    ['grief', 'Mood and grief', undefined],
    ['sleep', 'Mood and grief', 'sleep'],
    ['grief sleep', 'Mood and grief', 'sleep'],
    ['grief sleep work', 'Mood and grief', 'sleep work'],
    ['grief OR sleep', 'Mood and grief', undefined],
    ['abstract:grief', 'Mood and grief', 'abstract:grief'],
    ['grief year:2010', 'Mood and grief', undefined],
    ['-sleep', 'Mood and grief', undefined],
    ['"grief work"', 'Mood and grief', '"grief work"'],
  ])('of %s beside %s is %s', (query, title, expected) => expect(rest(query, ['title', title])).toBe(expected));

  it('may stand beyond the cut of a title', () => {
    expect(rest('adolescents', ['title', 'Mood and grief among…'])).toBe('adolescents');
  });
});
