import { expect, test } from 'vitest';
import { progressBarText, progressWords, stopwatch } from '../../src/commands/progress.ts';

test('progress says how much of how much, at what rate, and how long it will take', () => {
  const time = stopwatch(1000);
  time({ label: 'reading', share: 0.3 }, 3000);
  const count = { done: 4200, total: 10_000, unit: 'studies' } as const;
  time({ label: 'writing', share: 0.3, count: { ...count, done: 0 } }, 3000);
  const timed = time({ label: 'writing', share: 0.5, count }, 6000);
  expect(progressWords(timed)).toBe('writing: 4,200 of 10,000 studies, 1,400/s, 5 s left');
  expect(progressBarText(timed, 10)).toBe('[#####.....] 50 %');
});

test('what has hardly begun says neither a rate nor the time that is left', () => {
  const time = stopwatch(0);
  const timed = time({ label: 'reading a.bib', share: 0.01, count: { done: 0.1, total: 14.6, unit: 'MB' } }, 150);
  expect(progressWords(timed)).toBe('reading a.bib: 0.1 of 14.6 MB');
});
