import { expect, test } from 'vitest';
import { CITATION_STYLES, formatReference } from '../../src/formats/citation-style.ts';

const author = [{ family: 'Smith', given: 'J' }, { literal: 'others' }];
const item = { id: 'k', type: 'book', title: 'T', author, issued: { 'date-parts': [[2001]] } };

test.each(CITATION_STYLES)('who is not named stands as "et al." in %s', async (style) => {
  const reference = await formatReference(item, style);
  expect(reference).toContain('et al.');
  expect(reference).not.toMatch(/others|[&\ue000]| and |\.\./);
  const three = await formatReference({ ...item, author: [{ family: 'Doe', given: 'A' }, ...author] }, style);
  expect(three).toMatch(/Doe.*Smith.*et al\./);
  expect(three).not.toMatch(/others|[&\ue000]| and |\.\./);
});

test('the address of a DOI is not doubled', async () => {
  const reference = await formatReference({ ...item, DOI: 'https://doi.org/10.5555/abc' });
  expect(reference).toContain('https://doi.org/10.5555/abc');
  expect(reference).not.toContain('doi.org/https');
});
