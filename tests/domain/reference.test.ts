import { expect, test } from 'vitest';
import { plainReference } from '../../src/domain/reference.ts';

const author = [{ family: 'Smith', given: 'J' }, { literal: 'others' }];

test('who is not named stands as "et al." in a reference', () => {
  expect(plainReference({ id: 'k', type: 'book', title: 'T', author })).toBe('J Smith et al. T.');
  expect(plainReference({ id: 'k', type: 'book', title: 'T', author: [{ family: 'Doe' }, ...author] })).toBe(
    'Doe, J Smith et al. T.',
  );
});

test('a reference has no markup, and its DOI no address', () => {
  const item = {
    id: 'k',
    type: 'book',
    title: 'On <i>E. coli</i> & H<sub>2</sub>',
    DOI: 'https://doi.org/10.5555/abc',
  };
  expect(plainReference(item)).toBe('On E. coli & H2. doi:10.5555/abc');
});
