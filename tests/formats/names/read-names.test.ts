import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CslName } from '../../../src/domain/study.ts';
import { type NameReading, readNames } from '../../../src/formats/names/read-names.ts';
import { writeName } from '../../../src/formats/ris/names.ts';

const person = (family: string, given?: string, more: CslName = {}): CslName => ({
  family,
  ...(given === undefined ? {} : { given }),
  ...more,
});
const literal = (text: string): CslName => ({ literal: text });
const others = literal('others');

describe('a name without a comma', () => {
  it.each([
    'World Bank',
    'UNICEF',
    'National Academies of Sciences',
    'Universidad de Chile',
    'Universität Wien',
    'Ministère de la Santé',
    'Ministry of Health',
    'Bundesministerium für Gesundheit',
    'Instituto Nacional de Salud Pública',
    'Fundação Oswaldo Cruz',
    'Istituto Superiore di Sanità',
    'Rijksuniversiteit Groningen',
    'Stichting Kinderpostzegels',
    'Folkehelseinstituttet',
    'Société Française de Pédiatrie',
    'Министерство здравоохранения',
    '北京大学',
    'COVIDSurg Collaborative',
    'PRISMA Group',
    'ATLAS Collaboration',
    'U.S. Preventive Services Task Force',
    'US Department of Justice',
    'International Red Cross',
    'Human Rights Watch',
    'Save the Children',
    'Against Violence and Abuse',
    'Deutsche Forschungsgemeinschaft',
  ])('is surely an institution: %s', (text) => {
    expect(readNames(text)).toEqual({ names: [literal(text)] });
  });

  it.each(['Médecins sans Frontières', 'Salt & Light', 'Statistics Norway', 'Terre des Hommes et Enfants', '23 Degrees'])(
    'is taken for an institution, and the reading says that it may be wrong: %s',
    (text) => {
      expect(readNames(text)).toEqual({ names: [literal(text)], doubt: 'institution' });
    },
  ); // biome-ignore format: a list reads better filled

  it.each<[string, CslName]>([
    ['Liu R.', person('Liu', 'R.')],
    ['R. Liu', person('Liu', 'R.')],
    ['Brownsten C D', person('Brownsten', 'C D')],
    ['Smith J A Jr', person('Smith', 'J A', { suffix: 'Jr' })],
    ['van der Berg P Q', person('Berg', 'P Q', { 'non-dropping-particle': 'van der' })],
    ['de la Cruz M.-J.', person('Cruz', 'M.-J.', { 'non-dropping-particle': 'de la' })],
    ['García Márquez G', person('García Márquez', 'G')],
    ['SMITH JA', person('SMITH', 'JA')],
    ['J A Smith', person('Smith', 'J A')],
    ['Maria da Silva', person('Silva', 'Maria', { 'non-dropping-particle': 'da' })],
    ['Jan van der Berg', person('Berg', 'Jan', { 'non-dropping-particle': 'van der' })],
    ['Martin Luther King Jr.', person('King', 'Martin Luther', { suffix: 'Jr.' })],
    ['Plato', person('Plato')],
    ['Ludwig von und zu Stein', person('Stein', 'Ludwig', { 'non-dropping-particle': 'von und zu' })],
  ])('is surely a person: %s', (text, name) => {
    expect(readNames(text)).toEqual({ names: [name] });
  });

  it.each([
    ['Catarina Barros', person('Barros', 'Catarina')],
    ['Ann Law', person('Law', 'Ann')],
    ['In Kim To', person('To', 'In Kim')],
  ])('is taken for a person, and the reading says so: %s', (text, name) => {
    expect(readNames(text)).toEqual({ names: [name], doubt: 'person' });
  });
});

describe('a name with commas', () => {
  it.each<[string, CslName]>([
    ['King, Martin Luther', person('King', 'Martin Luther')],
    ['King, Martin Luther, Jr', person('King', 'Martin Luther', { suffix: 'Jr' })],
    ['King, Martin Luther, Jr.', person('King', 'Martin Luther', { suffix: 'Jr.' })],
    ['King, Jr., Martin Luther', person('King', 'Martin Luther', { suffix: 'Jr.' })],
    ['King, Martin Luther, III', person('King', 'Martin Luther', { suffix: 'III' })],
    ['King, Martin Luther, 2nd', person('King', 'Martin Luther', { suffix: '2nd' })],
    ['King, Martin Luther, M.D.', person('King', 'Martin Luther', { suffix: 'M.D.' })],
    ['King, Martin Luther, MPH', person('King', 'Martin Luther', { suffix: 'MPH' })],
    ['King, Martin Luther Jr.', person('King', 'Martin Luther', { suffix: 'Jr.' })],
    ['King Jr., Martin Luther', person('King', 'Martin Luther', { suffix: 'Jr.' })],
    ['Martin Luther King, Jr.', person('King', 'Martin Luther', { suffix: 'Jr.' })],
    ['Li, Xi', person('Li', 'Xi')],
    ['College, Jane', person('College', 'Jane')],
    ['de la Cruz, María', person('Cruz', 'María', { 'non-dropping-particle': 'de la' })],
    ['Smith, J.,', person('Smith', 'J.')],
    ['National Academies of Sciences, Engineering, and Medicine', literal('National Academies of Sciences, Engineering, and Medicine')],
    ['Department of Health, Victoria', literal('Department of Health, Victoria')],
    ['World Health Organization,', literal('World Health Organization')],
    ['Department of Health, Education, and Welfare,', literal('Department of Health, Education, and Welfare')],
    ['Smith,, Barney and Partners', literal('Smith, Barney and Partners')],
    ['{Catarina Barros}', literal('Catarina Barros')],
  ])('%s', (text, name) => {
    expect(readNames(text)).toEqual({ names: [name] });
  }); // biome-ignore format: a table reads better in rows
});

describe('several names in one field', () => {
  it.each<[string, CslName[]]>([
    ['Sanz-Cobo, Pedro J.; Monte, Maria; Reis, Ana Luisa', [person('Sanz-Cobo', 'Pedro J.'), person('Monte', 'Maria'), person('Reis', 'Ana Luisa')]],
    ['Smith, J.;', [person('Smith', 'J.')]],
    ['World Bank; Smith J', [literal('World Bank'), person('Smith', 'J')]],
    ['Smith J, Jones B, Brown C D', [person('Smith', 'J'), person('Jones', 'B'), person('Brown', 'C D')]],
    ['J. Smith, B. Jones', [person('Smith', 'J.'), person('Jones', 'B.')]],
    ['Smith, J., Jones, B., Jr., Brown, C. D.', [person('Smith', 'J.'), person('Jones', 'B.', { suffix: 'Jr.' }), person('Brown', 'C. D.')]],
    ['Smith, J., & Jones, B.', [person('Smith', 'J.'), person('Jones', 'B.')]],
    ['Smith, John and Jones, Mary', [person('Smith', 'John'), person('Jones', 'Mary')]],
    ['Smith, J., et al.', [person('Smith', 'J.'), others]],
    ['Smith J, Jones B et al', [person('Smith', 'J'), person('Jones', 'B'), others]],
    ['et al.', [others]],
    ['and others', [others]],
  ])('are parted: %s', (text, names) => {
    expect(readNames(text)).toEqual({ names });
  }); // biome-ignore format: a table reads better in rows

  it.each<[string, NameReading]>([
    ['John Smith, Jane Doe, Bob Lee', { names: [person('Smith', 'John'), person('Doe', 'Jane'), person('Lee', 'Bob')], doubt: 'list' }],
    ['Jane Doe and John Smith', { names: [person('Doe', 'Jane'), person('Smith', 'John')], doubt: 'person' }],
    ['Smith, John, Jones, Mary', { names: [literal('Smith, John, Jones, Mary')], doubt: 'list' }],
    ['Smith; J', { names: [literal('Smith; J')], doubt: 'list' }],
  ])('are read with a doubt: %s', (text, reading) => {
    expect(readNames(text)).toEqual(reading);
  }); // biome-ignore format: a table reads better in rows
});

it.each(['', ' ', ',', ';', '{}', '. .', ',,', '; ;', '{', 'and', '&'])('%j is read without an error', (text) => {
  expect(readNames(text).names.length).toBeLessThan(2);
});

it('time is linear', () => {
  for (const piece of ['a,', 'A. ', 'and ', ';', '& ', 'Smith J, ', '{', 'of the ', 'é']) {
    const start = performance.now();
    readNames(piece.repeat(400_000 / piece.length));
    expect(performance.now() - start, piece).toBeLessThan(3000);
  }
});

describe('what is written is read as the same name', () => {
  const word = fc.constantFrom(
    'Smith',
    'World',
    'Bank',
    'and',
    'of',
    'J.',
    'Jr.',
    'A B',
    ',',
    ';',
    'et al.',
    'Li',
    'others',
    'van',
    'X',
    'Ökonom',
    '9',
  );
  const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((list) => list.join(' '));

  it('for institutions, whatever they hold', () => {
    fc.assert(
      fc.property(
        words.filter((text) => /\p{L}/u.test(text)),
        (text) => {
          expect(readNames(writeName({ literal: text }))).toEqual({ names: [{ literal: text }] });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('and a person stays one name', () => {
    const parts = fc.record({ family: words, given: words, suffix: words }, { requiredKeys: ['family'] });
    fc.assert(
      fc.property(
        parts.filter(({ family }) => /\p{L}/u.test(family)),
        (name) => {
          expect(readNames(writeName(name)).names).toHaveLength(1);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each<[CslName, string]>([
    [literal('World Bank'), 'World Bank'],
    [literal('Acme Widgets'), 'Acme Widgets,'],
    [literal('Smith, Barney'), 'Smith,, Barney'],
    [literal('others'), 'et al.'],
    [person('van Gogh'), 'van Gogh'],
    [person('Pan American'), 'Pan American,'],
    [person('King', 'Martin', { suffix: 'Jr.' }), 'King, Martin, Jr.'],
    [person('King', undefined, { suffix: 'Jr.' }), 'King, Jr.'],
  ])('%j', (name, text) => {
    expect(writeName(name)).toBe(text);
  });
});

it.each([
  ['O Brien P', person('O Brien', 'P')],
  ['D Souza A M', person('D Souza', 'A M')],
  ['J Smith P', person('P', 'J Smith')],
])('a family name without its apostrophe is no initial: %s', (text, name) => {
  expect(readNames(text).names).toEqual([name]);
});
