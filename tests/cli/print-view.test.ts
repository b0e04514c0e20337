import { expect, test } from 'vitest';
import { printView } from '../../src/cli/print-view.ts';

test('more rows than a function takes arguments are printed on a terminal, each cut to its width', () => {
  const row = ['a keyword', '1', 'tag'];
  const text = printView(
    { kind: 'table', head: ['Keyword', 'Studies', 'Tag'], rows: Array.from({ length: 200_000 }, () => row) },
    80,
  );
  const lines = text.split('\n');
  expect(lines.length).toBe(200_002);
  expect(lines[1]).toBe('a keyword  1        tag');
});
