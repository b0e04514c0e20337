import { expect, test } from 'vitest';
import { parseAuthors } from '../../../src/formats/page/authors.ts';

const smith = { family: 'Smith', given: 'A.' };
const jones = { family: 'Jones', given: 'B.' };
const doe = { family: 'Doe', given: 'C.' };

test.each([
  ['A. Smith, B. Jones & C. Doe', [smith, jones, doe]],
  ['A. Smith, B. Jones, and C. Doe', [smith, jones, doe]],
  ['Smith, A., & Jones, B.', [smith, jones]],
  ['Smith, A., Jones, B., & Doe, C.', [smith, jones, doe]],
  [
    'Smith A, Jones B',
    [
      { family: 'Smith', given: 'A' },
      { family: 'Jones', given: 'B' },
    ],
  ],
  [
    'Smith, Jane; Hunter, Tom',
    [
      { family: 'Smith', given: 'Jane' },
      { family: 'Hunter', given: 'Tom' },
    ],
  ],
  [
    'Smith, Jane and Hunter, Tom',
    [
      { family: 'Smith', given: 'Jane' },
      { family: 'Hunter', given: 'Tom' },
    ],
  ],
  [
    'Jane Smith, Tom Hunter',
    [
      { family: 'Smith', given: 'Jane' },
      { family: 'Hunter', given: 'Tom' },
    ],
  ],
  ['Smith, Jones & Doe', [{ family: 'Smith' }, { family: 'Jones' }, { family: 'Doe' }]],
  ['Smith, Jane', [{ family: 'Smith', given: 'Jane' }]],
  [
    'Dr. Jane Smith, PhD, and Prof. Tom Hunter, M.D.',
    [
      { family: 'Smith', given: 'Jane' },
      { family: 'Hunter', given: 'Tom' },
    ],
  ],
  [
    'Jane Smith¹,*, Tom Hunter²',
    [
      { family: 'Smith', given: 'Jane' },
      { family: 'Hunter', given: 'Tom' },
    ],
  ],
  [
    'Jane Smith1,2, Tom Hunter3',
    [
      { family: 'Smith', given: 'Jane' },
      { family: 'Hunter', given: 'Tom' },
    ],
  ],
  ['Martin King, Jr.', [{ family: 'King', given: 'Martin', suffix: 'Jr.' }]],
  ['Ludwig van Beethoven', [{ family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' }]],
  ['van der Berg, J., & Jones, B.', [{ family: 'Berg', given: 'J.', 'non-dropping-particle': 'van der' }, jones]],
])('%s are persons', (line, expected) => {
  expect(parseAuthors(line)).toEqual({ names: expected, left: [] });
});

test.each([
  ['National Institute for Libraries & Lifelong Learning', ['National Institute for Libraries & Lifelong Learning']],
  ['Department for Culture, Media and Sport', ['Department for Culture, Media and Sport']],
  ['UNICEF', ['UNICEF']],
  ['Council of Europe', ['Council of Europe']],
  ['World Health Organization (WHO)', ['World Health Organization (WHO)']],
  [
    'Middlesex University, NSPCC & Office of the Commissioner',
    ['Middlesex University', 'NSPCC', 'Office of the Commissioner'],
  ],
  ['Royal Society; British Academy', ['Royal Society', 'British Academy']],
])('%s stays whole where it is one body', (line, expected) => {
  expect(parseAuthors(line)).toEqual({ names: expected.map((literal) => ({ literal })), left: [] });
});

test('a person and a body can be authors together', () => {
  expect(parseAuthors('Jane Smith and the Reading Group').names).toEqual([
    { family: 'Smith', given: 'Jane' },
    { literal: 'the Reading Group' },
  ]);
});

test('an affiliation and "et al." are left, and named', () => {
  expect(parseAuthors('Jane Smith, Middlesex University')).toEqual({
    names: [{ family: 'Smith', given: 'Jane' }],
    left: ['Middlesex University'],
  });
  expect(parseAuthors('A. Smith (Dept. of History), B. Jones et al.')).toEqual({
    names: [smith, jones],
    left: ['Dept. of History', 'et al.'],
  });
});

test.each(['Not stated', 'Unknown', 'n/a'])('"%s" is nobody', (line) => {
  expect(parseAuthors(line).names).toEqual([]);
});
