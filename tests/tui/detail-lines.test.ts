import { expect, test } from 'vitest';
import type { Study } from '../../src/domain/study.ts';
import { width } from '../../src/domain/text/text-width.ts';
import { detailLines } from '../../src/tui/detail-lines.ts';

const WORDS = Array.from({ length: 12 }, (_, at) => `keyword ${at}`);

function study(keyword: string, tags: string[] = []): Study {
  return { uid: 'u', item: { id: 'k', type: 'book', title: 'T', keyword }, tags, excerpts: [], status: 'unscreened' };
}

const texts = (of: Study, columns: number, unfolded = false) =>
  detailLines(of, 'T.', [], columns, unfolded).map(({ spans }) => spans.map(([text]) => text).join(''));

test.each([30, 40, 80, 120])(
  'keywords stand in one row below the tags in %i columns, which says how many there are more',
  (columns) => {
    const rows = texts(study(WORDS.join(', '), ['a tag']), columns);
    const at = rows.indexOf('Keywords');
    expect(at).toBeGreaterThan(rows.indexOf('Tags'));
    expect(rows[at + 1]).toMatch(/^ {2}keyword 0 · .*?\d+ more: f$/);
    expect(width(rows[at + 1] ?? '')).toBeLessThanOrEqual(columns);
    const shown = rows[at + 1]?.match(/keyword/g)?.length ?? 0;
    expect(rows[at + 1]).toContain(` ${12 - shown} more`);
    expect(rows.slice(at + 2).join('')).not.toContain('keyword');
  },
);

test('all of them are there when they are unfolded, or when one row holds them', () => {
  const unfolded = texts(study(WORDS.join(', ')), 40, true).join('\n');
  for (const word of WORDS) expect(unfolded).toContain(word);
  expect(texts(study('one, two'), 40)).toContain('  one · two');
});

test('a keyword that is longer than the row is counted, not cut', () => {
  const rows = texts(study(`${'long '.repeat(20)}, b`), 40);
  expect(rows[rows.indexOf('Keywords') + 1]).toBe('  2 more: f');
});

test('a keyword that is a tag stands among the tags only', () => {
  expect(texts(study('Sexting'), 60)).toContain('Keywords');
  expect(texts(study('Sexting', ['sexting']), 60)).not.toContain('Keywords');
});
