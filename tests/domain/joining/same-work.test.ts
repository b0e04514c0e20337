import { describe, expect, test } from 'vitest';
import { areDifferentWorks } from '../../../src/domain/joining/same-work.ts';
import type { CslItem } from '../../../src/domain/study.ts';

const item = (type: string, title: string | undefined, page?: string, family = 'Roe'): CslItem => ({
  id: '',
  type,
  DOI: '10.5555/978-1-2345',
  author: [{ family, given: 'A.' }],
  ...(title === undefined ? {} : { title }),
  ...(page === undefined ? {} : { page }),
});

describe('two items of one DOI', () => {
  const different: [what: string, one: CslItem, other: CslItem][] = [
    ['chapters of a book', item('chapter', 'Introduction', '1-5'), item('chapter', 'Measuring Things', '6-30')],
    ['chapters without pages', item('chapter', 'Introduction'), item('chapter', 'Measuring Things')],
    ['chapters of one title', item('chapter', 'Introduction', '1-5'), item('chapter', 'Introduction', '101-110')],
    ['parts whose subtitles differ', item('chapter', 'Cases: Europe'), item('chapter', 'Cases: Africa')],
    ['a book and a chapter of it', item('book', 'Handbook of Things'), item('chapter', 'Introduction')],
    ['papers of proceedings', item('paper-conference', 'One'), item('paper-conference', 'Two')],
    ['entries of an encyclopedia', item('entry-encyclopedia', 'Aa'), item('entry-encyclopedia', 'Ab')],
    ['abstracts of a supplement', item('article-journal', 'One', 'S1'), item('article-journal', 'Two', 'S2')],
    ['titles in another script', item('chapter', 'Введение'), item('chapter', '導論')],
  ];
  for (const [what, one, other] of different)
    test(`are different works: ${what}`, () => {
      expect([areDifferentWorks(one, other), areDifferentWorks(other, one)]).toEqual([true, true]);
    });

  const same: [what: string, one: CslItem, other: CslItem][] = [
    ['case, punctuation and markup', item('chapter', 'Measuring <i>Things</i>.'), item('chapter', 'measuring things')],
    ['a subtitle', item('chapter', 'Measuring Things'), item('chapter', 'Measuring Things: A Guide')],
    ['the last page', item('chapter', 'Introduction', '1-5'), item('chapter', 'Introduction', '1-6')],
    ['a title that one lacks', item('chapter', undefined), item('chapter', 'Introduction')],
    ['another wording on the same page', item('chapter', 'Intro', '1-5'), item('chapter', 'Introduction', '1-5')],
    [
      'papers with pages of their own',
      item('paper-conference', 'One', '1-6'),
      item('paper-conference', 'One', '123-8'),
    ],
    [
      'a translated title',
      item('article-journal', 'Soziale Medien', '1'),
      item('article-journal', 'Social media', '1'),
    ],
    ['another first page', item('article-journal', 'One', '1'), item('article-journal', 'One', 'e1')],
  ];
  for (const [what, one, other] of same)
    test(`are one work for all that: ${what}`, () => {
      expect([areDifferentWorks(one, other), areDifferentWorks(other, one)]).toEqual([false, false]);
    });
});
