import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { cursorRow, openReview } from './review.ts';

test('the screen follows the terminal, and the cursor stays on its study', async () => {
  const tty = await openReview({ cols: 200, rows: 60 });
  await tty.until('1 of 20');
  tty.press(keyOf('last'));
  await tty.until('20 of 20');
  for (const [cols, rows] of [
    [80, 24],
    [50, 14],
    [120, 40],
  ] as const) {
    tty.resize(cols, rows);
    await tty.until(
      () =>
        tty.screen().some((row) => /^>|│>/.test(row) && row.includes('Children')) &&
        tty.screen()[rows - 1]?.includes('keys'),
    );
    expect(tty.screen()[rows - 1]).toContain('quit');
  }
});

test('a small terminal has one pane at a time, a tiny one says so', async () => {
  const tty = await openReview({ cols: 50, rows: 14 });
  await tty.until('1 of 20');
  expect(tty.text()).not.toContain('Citation key');
  tty.press(keyOf('next-pane'));
  await tty.until('Citation key');
  tty.resize(20, 5);
  await tty.until('Lectern needs');
  tty.press('j', 'k', 'x');
  tty.resize(80, 24);
  await tty.until('Lectern  review');
});

test('the list keeps its cursor when a filter goes', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('down'), keyOf('down'));
  await tty.until('3 of 20');
  const row = cursorRow(tty);
  tty.press(keyOf('search'));
  tty.press(keyOf('keep-search', 'search'));
  await tty.until('3 of 20');
  expect(cursorRow(tty)).toBe(row);
});
