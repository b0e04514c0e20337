import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicationStatus, readDatabaseDate } from '../../../src/domain/dates/database-dates.ts';

const dates: [string, number[][], (string | number)?][] = [
  ['2016', [[2016]]],
  ['c2003', [[2003]]],
  ['©2003', [[2003]]],
  ['[c2003]', [[2003]]],
  ['p2003', [[2003]]],
  ['copyright 2003', [[2003]]],
  ['cop. 2003', [[2003]]],
  ['[2003]', [[2003]]],
  ['2003, c2002', [[2003]]],
  ['2003.', [[2003]]],
  [
    '2016 Nov-Dec',
    [
      [2016, 11],
      [2016, 12],
    ],
  ],
  [
    'Nov/Dec 2016',
    [
      [2016, 11],
      [2016, 12],
    ],
  ],
  [
    'November-December 2016',
    [
      [2016, 11],
      [2016, 12],
    ],
  ],
  [
    'Nov. & Dec., 2016',
    [
      [2016, 11],
      [2016, 12],
    ],
  ],
  [
    'ene.-jun. 2008',
    [
      [2008, 1],
      [2008, 6],
    ],
  ],
  [
    'out./dez. 2010',
    [
      [2010, 10],
      [2010, 12],
    ],
  ],
  [
    'Januar bis März 2010',
    [
      [2010, 1],
      [2010, 3],
    ],
  ],
  [
    'Jan-Feb-Mar 2010',
    [
      [2010, 1],
      [2010, 3],
    ],
  ],
  [
    '2016 Dec-2017 Jan',
    [
      [2016, 12],
      [2017, 1],
    ],
  ],
  [
    'Dec 2016-Jan 2017',
    [
      [2016, 12],
      [2017, 1],
    ],
  ],
  [
    '2016 Dec-Jan',
    [
      [2016, 12],
      [2017, 1],
    ],
  ],
  [
    'Dec-Jan 2017',
    [
      [2016, 12],
      [2017, 1],
    ],
  ],
  [
    '4-8 Aug. 2020',
    [
      [2020, 8, 4],
      [2020, 8, 8],
    ],
  ],
  [
    'Aug 4-8, 2020',
    [
      [2020, 8, 4],
      [2020, 8, 8],
    ],
  ],
  [
    '2016 Dec 15-31',
    [
      [2016, 12, 15],
      [2016, 12, 31],
    ],
  ],
  [
    '2016 Oct 30-Nov 2',
    [
      [2016, 10, 30],
      [2016, 11, 2],
    ],
  ],
  [
    '30 June - 2 July 2020',
    [
      [2020, 6, 30],
      [2020, 7, 2],
    ],
  ],
  [
    '2016 Dec 28-2017 Jan 3',
    [
      [2016, 12, 28],
      [2017, 1, 3],
    ],
  ],
  ['2016 Spring', [[2016]], 1],
  ['Spring, 2016', [[2016]], 1],
  ['Herbst 2016', [[2016]], 3],
  ['2016 Spring-Summer', [[2016]], 'Spring-Summer'],
  ['Fall/Winter 2010', [[2010]], 'Autumn-Winter'],
  ['Winter 2015-2016', [[2015], [2016]], 4],
  ['2015-2016 Winter', [[2015], [2016]], 4],
  [
    '2nd Quarter 2016',
    [
      [2016, 4],
      [2016, 6],
    ],
  ],
  [
    'First Quarter 2016',
    [
      [2016, 1],
      [2016, 3],
    ],
  ],
  [
    '2016 Q3',
    [
      [2016, 7],
      [2016, 9],
    ],
  ],
  ['2016-2018', [[2016], [2018]]],
  ['2015/16', [[2015], [2016]]],
  ['2015-16', [[2015], [2016]]],
  ['1999/2000', [[1999], [2000]]],
  ['2016-00-00', [[2016]]],
  ['2016-06-00', [[2016, 6]]],
  ['2016/00/00', [[2016]]],
  ['00/00/2016', [[2016]]],
  ['06/00/2016', [[2016, 6]]],
  ['00/06/2016', [[2016, 6]]],
  ['20160612', [[2016, 6, 12]]],
  ['20160600', [[2016, 6]]],
  ['201606', [[2016, 6]]],
  ['2016/6/12', [[2016, 6, 12]]],
  ['2016/31/12', [[2016, 12, 31]]],
  ['31/12/2016', [[2016, 12, 31]]],
  ['12/31/2016', [[2016, 12, 31]]],
  ['05/05/2016', [[2016, 5, 5]]],
  ['05/06/2016', [[2016]]],
  ['05.06.2016', [[2016, 6, 5]]],
  ['5. 6. 2016', [[2016, 6, 5]]],
  ['06/2016', [[2016, 6]]],
  ['6-2016', [[2016, 6]]],
  ['2016/6', [[2016, 6]]],
  ['2016.06.12', [[2016, 6, 12]]],
  ['/2016', [[2016]]],
  ['//2016', [[2016]]],
  ['2016//', [[2016]]],
  ['12-Jun-2016', [[2016, 6, 12]]],
  ['2016/Jun/12', [[2016, 6, 12]]],
  ['2016-Jun-12', [[2016, 6, 12]]],
  ['Jun-2016', [[2016, 6]]],
  ['Jun 12 2016', [[2016, 6, 12]]],
  ['Sunday, 12 June 2016', [[2016, 6, 12]]],
  ['2016 Jun 12 10:00:00', [[2016, 6, 12]]],
  ['2016-06-12 10:00', [[2016, 6, 12]]],
  ['12 de junio de 2016', [[2016, 6, 12]]],
  ['12 czerwca 2016', [[2016, 6, 12]]],
  ['12 июня 2016', [[2016, 6, 12]]],
  ['12 června 2016', [[2016, 6, 12]]],
  ['12 haziran 2016', [[2016, 6, 12]]],
  ['12 juni 2016', [[2016, 6, 12]]],
  ['kesäkuu 2016', [[2016, 6]]],
  ['2016年6月12日', [[2016, 6, 12]]],
  ['2016년 6월', [[2016, 6]]],
  ['Epub 2016 Jun 12', [[2016, 6, 12]]],
];

describe('readDatabaseDate', () => {
  it.each(dates)('reads %s', (text, parts, season) => {
    expect(readDatabaseDate(text)).toEqual({ 'date-parts': parts, ...(season === undefined ? {} : { season }) });
  });

  it.each([
    '',
    '2016 Foo',
    'May',
    '12/13/14',
    '99/99/2016',
    '2016-13-13',
    'in press',
    '2018-2016',
    '10.5555/2016.1',
    '1 2 3 4 5',
  ])('does not take %j for a date', (text) => {
    expect(readDatabaseDate(text)).toBeUndefined();
  });

  it('keeps what is about a year: "ca. 1890", "[2003?]"', () => {
    expect(readDatabaseDate('ca. 1890')).toEqual({ 'date-parts': [[1890]], circa: true });
    expect(readDatabaseDate('[2003?]')).toEqual({ 'date-parts': [[2003]], circa: true });
  });

  it('never throws, and makes no month or day that there is none of', () => {
    const piece = fc.constantFrom(
      '2016',
      'Jun',
      '-',
      '/',
      ' ',
      '12',
      '31',
      '0',
      'Spring',
      'Q1',
      'quarter',
      '.',
      'c',
      'and',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        for (const [, month = 1, day = 1] of readDatabaseDate(pieces.join(''))?.['date-parts'] ?? []) {
          expect(Number(month) >= 1 && Number(month) <= 24).toBe(true);
          expect(Number(day) >= 1 && Number(day) <= 31).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('publicationStatus', () => {
  it.each([
    ['in press', 'in press', ''],
    ['In Press, 2016', 'In Press', '2016'],
    ['2016 (Epub ahead of print)', 'Epub ahead of print', '2016'],
    ['forthcoming', 'forthcoming', ''],
    ['im Druck', 'im Druck', ''],
  ])('%s', (text, status, rest) => {
    expect(publicationStatus(text)).toEqual({ status, rest });
  });

  it('finds none in a date, and none in what says that there is no date', () => {
    expect(publicationStatus('2016')).toBeUndefined();
    expect(publicationStatus('n.d.')).toBeUndefined();
  });
});
