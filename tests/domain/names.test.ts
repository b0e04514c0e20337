import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatName, parseName, splitNames } from '../../src/domain/names.ts';

describe('parseName', () => {
  it.each([
    ['Cruz, María', { family: 'Cruz', given: 'María' }],
    ['María Cruz', { family: 'Cruz', given: 'María' }],
    ['de la Cruz, María', { 'non-dropping-particle': 'de la', family: 'Cruz', given: 'María' }],
    ['Ludwig van Beethoven', { 'non-dropping-particle': 'van', family: 'Beethoven', given: 'Ludwig' }],
    ['van Beethoven', { 'non-dropping-particle': 'van', family: 'Beethoven' }],
    ['King, Jr., Martin Luther', { family: 'King', suffix: 'Jr.', given: 'Martin Luther' }],
    ['King, Martin Luther, Jr.', { family: 'King', suffix: 'Jr.', given: 'Martin Luther' }],
    ['Ortega y Gasset, José', { family: 'Ortega y Gasset', given: 'José' }],
    ['{van Gogh}, Vincent', { family: 'van Gogh', given: 'Vincent' }],
    ['{World Health Organization}', { literal: 'World Health Organization' }],
    ['{Simon, Barnes and Partners}', { literal: 'Simon, Barnes and Partners' }],
    ['Plato', { family: 'Plato' }],
    ['danah boyd', { family: 'boyd', given: 'danah' }],
    ["d'Artagnan, Charles", { family: "d'Artagnan", given: 'Charles' }],
    ['', { family: '' }],
  ])('reads %s', (line, name) => {
    expect(parseName(line)).toEqual(name);
  });
});

describe('formatName', () => {
  it('writes a line that parseName reads back as the same name', () => {
    const word = fc.stringMatching(/^[A-ZÉŽ][a-zé]{0,8}(?: [A-Za-z][a-z]{1,6}){0,2}$/);
    const particle = fc.constantFrom('van', 'de la', 'von der');
    const person = fc.record(
      { family: word, given: word, suffix: fc.constantFrom('Jr.', 'III'), 'non-dropping-particle': particle },
      { requiredKeys: ['family'] },
    );
    const body = fc.record({ literal: fc.stringMatching(/^[A-Z][A-Za-z,& ]{0,20}[a-z]$/) });
    fc.assert(
      fc.property(fc.oneof(person, body), (name) => {
        expect(parseName(formatName(name))).toEqual(name);
      }),
    );
  });
});

describe('splitNames', () => {
  it('parts names at "and" outside braces', () => {
    expect(splitNames('Ames, A. and {Salt and Light} AND\n Brandt, B.')).toEqual([
      'Ames, A.',
      '{Salt and Light}',
      'Brandt, B.',
    ]);
  });

  it('leaves "and" inside a word alone', () => {
    expect(splitNames('Anderson, Sandra and Brand, A.')).toEqual(['Anderson, Sandra', 'Brand, A.']);
  });
});
