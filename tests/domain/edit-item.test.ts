import { describe, expect, test } from 'vitest';
import { fieldProblem, fieldText, parseFieldEdit, withField } from '../../src/domain/edit-item.ts';
import { FIELDS, fieldByName } from '../../src/domain/fields.ts';
import type { CslItem } from '../../src/domain/study.ts';
import type { UserError } from '../../src/domain/user-error.ts';

const field = (name: string) => {
  const found = fieldByName(name);
  if (!found) throw new Error(name);
  return found;
};
const item: CslItem = {
  id: 'cruz2016',
  type: 'article-journal',
  title: 'Reading',
  author: [
    { family: 'Cruz', given: 'María', 'non-dropping-particle': 'de la' },
    { literal: 'World Health Organization' },
  ],
  issued: { 'date-parts': [[2016, 6], [2018]], circa: true },
  DOI: '10.1000/abc',
  volume: 12,
  custom: { other: 1 },
};

describe('a field as text', () => {
  test('names, dates and numbers are written on one line', () => {
    expect(fieldText(item, field('author'))).toBe('de la Cruz, María; {World Health Organization}');
    expect(fieldText(item, field('issued'))).toBe('2016-06~/2018~');
    expect(fieldText(item, field('volume'))).toBe('12');
    expect(fieldText(item, field('abstract'))).toBe('');
  });

  test('setting every field to its own text changes nothing, to the member', () => {
    for (const f of FIELDS.filter(({ kind, variable }) => variable !== undefined || kind === 'key')) {
      expect(withField(item, f, fieldText(item, f)), f.name).toBe(item);
    }
  });
});

describe('setting a field', () => {
  test('names are parted by semicolons, line ends or "and", and a body in braces stays whole', () => {
    const expected = [{ family: 'Smith', given: 'Jane' }, { literal: 'Rock and Sons; Ltd' }];
    for (const text of [
      'Smith, Jane; {Rock and Sons; Ltd}',
      'Smith, Jane\n{Rock and Sons; Ltd}',
      'Smith, Jane and {Rock and Sons; Ltd}',
    ]) {
      expect(withField(item, field('author'), text).author).toEqual(expected);
    }
  });

  test('words that say no date are refused, unless quotation marks show that they are meant', () => {
    for (const wrong of ['blah', 'blah 2020', 'soon', '12', '""', '2020-13'])
      expect(fieldProblem(field('issued'), wrong)).toMatch(/is not a date; write 2020-06-12, .* or "other words"$/);
    expect(() => withField(item, field('accessed'), 'blah')).toThrow('is not a date');
    expect(fieldProblem(field('issued'), '"Michaelmas term 1984"')).toBeUndefined();
    const quoted = withField(item, field('issued'), '"Michaelmas term 1984"');
    expect(quoted.issued).toEqual({ literal: 'Michaelmas term 1984' });
    // What came so from a file stays when it is not edited.
    expect(withField(quoted, field('issued'), 'Michaelmas term 1984')).toBe(quoted);
  });

  test('dates are read in words and as ISO', () => {
    expect(withField(item, field('issued'), '12 June 2016').issued).toEqual({ 'date-parts': [[2016, 6, 12]] });
    expect(withField(item, field('year'), '2020').issued).toEqual({ 'date-parts': [[2020]] });
    for (const words of ['forthcoming', 'In press', 'n.d.', 'n. d.'])
      expect(withField(item, field('issued'), words).issued).toEqual({ literal: words });
  });

  test('words beside the year stay when the year is set', () => {
    const issue = { ...item, issued: { literal: 'Summer/Fall 1999' } };
    expect(withField(issue, field('year'), '2000').issued).toEqual({ literal: 'Summer/Fall 2000' });
    expect(withField(issue, field('issued'), '2000').issued).toEqual({ 'date-parts': [[2000]] });
  });

  test('a date that nobody could type stays when its own text is given', () => {
    const odd = { ...item, issued: { literal: '[1999]' } };
    expect(withField(odd, field('year'), '[1999]')).toBe(odd);
  });

  test('a DOI is kept bare however it is given', () => {
    for (const text of ['https://doi.org/10.1000/Xyz', 'doi:10.1000/Xyz', '10.1000/Xyz']) {
      expect(withField(item, field('doi'), text).DOI).toBe('10.1000/Xyz');
    }
  });

  test('empty text clears the field and leaves the others alone', () => {
    const { DOI: _, ...rest } = item;
    expect(withField(item, field('doi'), '  ')).toEqual(rest);
  });

  test('what cannot be taken is refused with the reason', () => {
    expect(() => withField(item, field('type'), 'raport')).toThrow('"raport" is not a CSL type; did you mean report?');
    expect(() => withField(item, field('doi'), 'abc')).toThrow('"abc" is not a DOI');
    expect(() => withField(item, field('key'), 'a b')).toThrow('cannot contain a space');
    for (const text of ['2016-13-40', '31/02/2020', '2020-02-31', '29 February 2023'])
      expect(fieldProblem(field('issued'), text)).toContain('is not a date');
    for (const text of ['2020-02-29', 'in press', '44 BC', '1890~', '2016/..'])
      expect(fieldProblem(field('issued'), text)).toBeUndefined();
    expect(fieldProblem(field('url'), 'not a url')).toContain('is not a URL');
  });
});

describe('FIELD=VALUE', () => {
  test('is cut at its first equals sign', () => {
    expect(parseFieldEdit('url=https://x.org/?a=b')).toMatchObject({
      field: { name: 'url' },
      value: 'https://x.org/?a=b',
    });
  });

  test('takes aliases and CSL names, and suggests the nearest for a wrong one', () => {
    expect(parseFieldEdit('journal=X')?.field.name).toBe('container');
    expect(() => parseFieldEdit('auther=X')).toThrow('auther: no such field');
  });

  test('names the common fields, and each of them is one', () => {
    let hint = '';
    try {
      parseFieldEdit('foo=1');
    } catch (error) {
      hint = (error as UserError).hint ?? '';
    }
    const common = /^common fields are (.*)$/.exec(hint)?.[1]?.split(', ') ?? [];
    expect(common).toContain('title');
    for (const name of common) expect(parseFieldEdit(`${name}=x`)?.field.name).toBe(name);
  });

  test('is not everything with an equals sign', () => {
    expect(parseFieldEdit('author:smith')).toBeUndefined();
    expect(parseFieldEdit('"a=b"')).toBeUndefined();
  });
});
