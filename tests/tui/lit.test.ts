import { expect, test } from 'vitest';
import { parseQuery } from '../../src/domain/query/query.ts';
import type { Study } from '../../src/domain/study.ts';
import { detailLines } from '../../src/tui/detail-lines.ts';
import { litRow } from '../../src/tui/lit.ts';

test('a phrase that is wrapped over two rows of the detail is lit on both', () => {
  const study: Study = {
    uid: 'u',
    item: { id: 'a', type: 'book', title: 'T', abstract: 'They measured the social capital of adolescents.' },
    tags: [],
    excerpts: [],
    status: 'unscreened',
  };
  const query = parseQuery('"social capital"');
  const rows = detailLines(study, 'R', [], 26).flatMap(({ spans, block, field }) => {
    const text = spans.at(-1)?.[0] ?? '';
    return block && field === 'abstract' ? [litRow(text, block.of, block.start, query, field)] : [];
  });
  expect(rows.slice(0, 2)).toEqual([
    [
      ['They measured the ', 'plain'],
      ['social', 'match'],
    ],
    [
      ['capital', 'match'],
      [' of adolescents.', 'plain'],
    ],
  ]);
});
