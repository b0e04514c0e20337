import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDate, parseDate, yearOf } from '../../../src/domain/dates/dates.ts';

const parsed: [string, object][] = [
  ['2017', { 'date-parts': [[2017]] }],
  ['2016-06', { 'date-parts': [[2016, 6]] }],
  ['2016-06-12', { 'date-parts': [[2016, 6, 12]] }],
  ['2016-06-12T10:00:00Z', { 'date-parts': [[2016, 6, 12]] }],
  ['2016/2018', { 'date-parts': [[2016], [2018]] }],
  ['2016-2018', { 'date-parts': [[2016], [2018]] }],
  ['2016–2018', { 'date-parts': [[2016], [2018]] }],
  [
    'June 2016 – May 2017',
    {
      'date-parts': [
        [2016, 6],
        [2017, 5],
      ],
    },
  ],
  ['2016/..', { 'date-parts': [[2016], [0]] }],
  ['2016/', { 'date-parts': [[2016], [0]] }],
  ['../2016', { 'date-parts': [[0], [2016]] }],
  ['1996_2004', { 'date-parts': [[1996], [2004]] }],
  ['1996_', { 'date-parts': [[1996], [0]] }],
  [
    '1996-05_1996-06-02',
    {
      'date-parts': [
        [1996, 5],
        [1996, 6, 2],
      ],
    },
  ],
  ['1890~', { 'date-parts': [[1890]], circa: true }],
  ['1890?', { 'date-parts': [[1890]], circa: true }],
  ['circa 1890', { 'date-parts': [[1890]], circa: true }],
  ['c. 1890', { 'date-parts': [[1890]], circa: true }],
  ['ca. 1890', { 'date-parts': [[1890]], circa: true }],
  ['c 1890', { 'date-parts': [[1890]], circa: true }],
  ['c2003', { 'date-parts': [[2003]] }],
  ['2015-24/2016-24', { 'date-parts': [[2015], [2016]], season: 4 }],
  ['2016-21', { 'date-parts': [[2016]], season: 1 }],
  ['Spring 2016', { 'date-parts': [[2016]], season: 1 }],
  ['Fall 2016', { 'date-parts': [[2016]], season: 3 }],
  ['-0043', { 'date-parts': [[-44]] }],
  ['44 BC', { 'date-parts': [[-44]] }],
  ['44 BCE', { 'date-parts': [[-44]] }],
  ['Y-10000', { 'date-parts': [[-10001]] }],
  ['199X', { 'date-parts': [[1990], [1999]] }],
  ['June 2016', { 'date-parts': [[2016, 6]] }],
  ['12 June 2016', { 'date-parts': [[2016, 6, 12]] }],
  ['June 12, 2016', { 'date-parts': [[2016, 6, 12]] }],
  ['Sept. 3rd, 2016', { 'date-parts': [[2016, 9, 3]] }],
  ['12. Juni 2016', { 'date-parts': [[2016, 6, 12]] }],
  ['1er février 2016', { 'date-parts': [[2016, 2, 1]] }],
  ['3 de março de 2016', { 'date-parts': [[2016, 3, 3]] }],
  ['mrt. 2016', { 'date-parts': [[2016, 3]] }],
  ['jui 2016', { literal: 'jui 2016' }],
  ['–2016', { 'date-parts': [[0], [2016]] }],
  ['forthcoming', { literal: 'forthcoming' }],
  ['no date', { literal: 'no date' }],
  ['2016-13', { literal: '2016-13' }],
  ['May', { literal: 'May' }],
];

describe('parseDate', () => {
  it.each(parsed)('reads %s', (text, date) => {
    expect(parseDate(text)).toEqual(date);
  });

  it('never throws, and keeps the words of what is no date', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const date = parseDate(text);
        if (!date['date-parts']) expect(date.literal).toBe(text.replace(/\s+/g, ' ').trim());
      }),
    );
  });
});

describe('formatDate', () => {
  it.each([
    ['2016-06-12', { 'date-parts': [['2016', '06', '12']] }],
    ['2016/2018', { 'date-parts': [[2016], [2018]] }],
    ['2016/..', { 'date-parts': [[2016], [0]] }],
    ['../2016', { 'date-parts': [[0], [2016]] }],
    ['1890~', { 'date-parts': [[1890]], circa: true }],
    ['2016-22', { 'date-parts': [[2016]], season: 'summer' }],
    ['2016-21', { 'date-parts': [[2016, 21]] }],
    ['-0043', { 'date-parts': [[-44]] }],
    ['2016-06', { raw: 'June 2016' }],
    ['Summer/Fall 2016', { 'date-parts': [[2016]], season: 'Summer/Fall' }],
    ['forthcoming', { literal: 'forthcoming' }],
  ])('writes %s', (text, date) => {
    expect(formatDate(date)).toBe(text);
  });

  it('writes what parseDate reads back as the same date', () => {
    const year = fc.integer({ min: -9000, max: 20000 }).filter((value) => value !== 0);
    const point = fc.oneof(
      fc.tuple(year),
      fc.tuple(year, fc.integer({ min: 1, max: 12 })),
      fc.tuple(year, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 })),
    );
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 2 }), fc.boolean(), (parts, circa) => {
        const date = { 'date-parts': parts as number[][], ...(circa ? { circa: true } : {}) };
        expect(parseDate(formatDate(date))).toEqual(date);
      }),
    );
  });
});

describe('yearOf', () => {
  it('takes the start of a range, and the end when the start is open', () => {
    expect(yearOf({ 'date-parts': [[2016], [2018]] })).toBe(2016);
    expect(yearOf({ 'date-parts': [[0], [2018]] })).toBe(2018);
  });

  it('finds a year in words, and none where there is none', () => {
    expect(yearOf({ raw: 'June 2016' })).toBe(2016);
    expect(yearOf({ literal: 'winter term of 1998, revised' })).toBe(1998);
    expect(yearOf({ literal: 'forthcoming' })).toBeUndefined();
    expect(yearOf({ literal: '0000' })).toBeUndefined();
  });
});
