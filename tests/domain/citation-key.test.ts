import { describe, expect, test } from 'vitest';
import { baseCitationKey, citationKeyProblem, freeCitationKeys } from '../../src/domain/citation-key.ts';
import type { CslItem } from '../../src/domain/study.ts';

const item = (author: object[], year: number | undefined, title: string): CslItem => ({
  id: '',
  type: 'report',
  title,
  author,
  ...(year === undefined ? {} : { issued: { 'date-parts': [[year]] } }),
});

describe('the key that a study gets', () => {
  const made: [what: string, item: CslItem, key: string][] = [
    [
      'takes the acronym of a body with a long name',
      item([{ literal: 'International Centre for Missing & Exploited Children' }], 2017, 'Online Grooming of Children'),
      'icmec2017online',
    ],
    [
      'takes the first word of a body with a short name',
      item([{ literal: 'Council of Europe' }], 2007, 'Convention on X'),
      'council2007convention',
    ],
    [
      'takes both words of a body that has two',
      item([{ literal: 'World Bank' }], 2019, 'A report on things'),
      'worldbank2019report',
    ],
    [
      'takes the family name without accents',
      item([{ family: 'Pérez-Tattam', given: 'R.' }], 2016, 'Understanding'),
      'pereztattam2016understanding',
    ],
    [
      'leaves the particle out',
      item([{ family: 'Cruz', 'non-dropping-particle': 'de la' }], 2001, 'Reading'),
      'cruz2001reading',
    ],
    [
      'passes over small words and what stands in quotation marks',
      item([{ family: 'Martin' }], 2017, '“…I wasn’t sure it was normal”'),
      'martin2017sure',
    ],
    ['passes over markup', item([{ family: 'Ng' }], 2010, '<i>In vitro</i> reading'), 'ng2010vitro'],
    ['does without a year', item([{ family: 'Ng' }], undefined, 'The Title'), 'ngtitle'],
    ['does without an author', item([], 1999, 'A Review'), '1999review'],
    ['takes a word of a title that has only small ones', item([], 1999, 'Who Are You?'), '1999who'],
    [
      'keeps the letters of other scripts',
      item([{ family: 'Толстой', given: 'Лев' }], 1869, 'Война и мир'),
      'толстой1869война',
    ],
    [
      'takes the beginning of a title without spaces',
      item([{ family: '王' }], 2020, '研究の方法について'),
      '王2020研究の方',
    ],
    ['folds letters that only look foreign', item([{ family: 'Oʻtkir' }], 2001, 'Ærø — Straße'), 'otkir2001aero'],
    [
      'takes the acronym of a body in any script',
      item([{ literal: 'Всемирная Организация Здравоохранения' }], 2003, '健康'),
      'воз2003健康',
    ],
    ['stays short', item([{ family: 'A'.repeat(90) }], 2001, 'B'.repeat(90)), `${'a'.repeat(40)}2001${'b'.repeat(40)}`],
    ['is "study" when nothing can be read', item([{ family: '…' }], undefined, '—'), 'study'],
  ];
  for (const [what, study, key] of made) test(what, () => expect(baseCitationKey(study)).toBe(key));
});

test('a taken key gets a, b, c … z, aa', () => {
  const free = freeCitationKeys((key) => key === 'x');
  const keys = Array.from({ length: 28 }, () => free('x'));
  expect([keys[0], keys[1], keys[25], keys[26], keys[27]]).toEqual(['xa', 'xb', 'xz', 'xaa', 'xab']);
});

test('what LaTeX, biber or pandoc cannot cite is no key', () => {
  for (const key of ['', 'a b', 'a,b', 'a{b', 'a"b', 'a#b', 'a%b', 'a\\b', 'a~b', 'a\tb'])
    expect(citationKeyProblem(key), key).toBeDefined();
  for (const key of ['knuth84', 'DBLP:conf/x', 'müller_2010', 'a.b-c+d', 'von-Neumann'])
    expect(citationKeyProblem(key), key).toBeUndefined();
});
