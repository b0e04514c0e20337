import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldForSearch, placedTerms, searchTerms } from '../../../src/domain/text/search-text.ts';

describe('foldForSearch', () => {
  it.each([
    ['Müller', 'muller'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['Ægypten', 'aegypten'],
    ['Œuvre', 'oeuvre'],
    ['Søren Łukasz Đorđe Þór', 'soren lukasz dorde thor'],
    ['İstanbul ıssız', 'istanbul issiz'],
    ['Ὀδυσσεύς', 'οδυσσευσ'],
    ['ﬁnal', 'final'],
    ['Ёлка', 'елка'],
    ['مُحَمَّد', 'محمد'],
    ['co\u00adoperate', 'cooperate'],
  ])('folds %s to %s', (text, folded) => {
    expect(foldForSearch(text)).toBe(folded);
  });

  it('takes the markup of CSL rich text away without parting the word', () => {
    expect(foldForSearch('H<sub>2</sub>O and <span class="nocase">iPod</span>')).toBe('h2o and ipod');
    expect(foldForSearch('p < 0.05 and n > 3')).toBe('p < 0.05 and n > 3');
  });

  it('lets each character of a script without spaces stand alone', () => {
    expect(foldForSearch('青少年研究 2020')).toBe('青 少 年 研 究 2020');
    expect(foldForSearch('データ')).toBe('デ ー タ');
    expect(foldForSearch('한국어')).toBe('한 국 어');
    expect(searchTerms('การศึกษา')).toEqual(searchTerms('การ').concat(searchTerms('ศึกษา')));
  });

  it('keeps voiced kana apart from unvoiced, and Indic words whole', () => {
    expect(foldForSearch('が')).not.toBe(foldForSearch('か'));
    expect(searchTerms('हिन्दी साहित्य')).toHaveLength(2);
  });

  it('is the same after a second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = searchTerms(text);
        expect(searchTerms(once.join(' '))).toEqual(once);
      }),
    );
  });

  it('takes linear time on hostile markup', () => {
    foldForSearch('<span '.repeat(100_000));
  });
});

describe('placedTerms', () => {
  it.each(['คำ', 'น้ำใจ', 'การทำงาน', 'ຄຳ', 'x คำ y'])('takes %s apart as the index does', (text) => {
    const placed = placedTerms(text);
    expect(placed.map((t) => t.term)).toEqual(searchTerms(text));
    for (const { start, end } of placed) expect(end).toBeGreaterThan(start);
  });

  it('finds the words of the index where they stand', () => {
    const text = 'Die Straße: 研究';
    expect(placedTerms(text).map((t) => t.term)).toEqual(searchTerms(text));
    const strasse = placedTerms(text)[1]!;
    expect(text.slice(strasse.start, strasse.end)).toBe('Straße');
  });
});
