import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { cursorRow, openReview } from './review.ts';

test('the list answers while one types, and says how many there are', async () => {
  const tty = await openReview();
  await tty.until('Studies 20');
  tty.press(keyOf('search'));
  tty.type('grooming');
  await tty.until(/\/grooming +[1-9]\d* found/);
  expect(tty.text()).toContain('/grooming');
  expect(tty.text()).not.toContain('Studies 20 ');
});

test('what is kept stays, and Esc brings all back with the cursor on its study', async () => {
  const tty = await openReview();
  tty.press(keyOf('search'));
  tty.type('title:convention');
  await tty.until('1 found');
  tty.press(keyOf('keep-search', 'search'));
  await tty.until('Studies 1 · search title:convention');
  expect(cursorRow(tty)).toContain('Council of Europe');
  tty.press(keyOf('back'));
  await tty.until('Studies 20');
  expect(cursorRow(tty)).toContain('Council of Europe');
});

test('letters that are keys elsewhere go into the search', async () => {
  const tty = await openReview();
  tty.press(keyOf('search'));
  tty.type('quit jkd');
  await tty.until('/quit jkd');
  tty.press(keyOf('clear-search', 'search'));
  await tty.until('Studies 20');
});

test('a half-typed query is no error', async () => {
  const tty = await openReview();
  tty.press(keyOf('search'));
  for (const text of ['"', '"onl', 'tag:', '(', 'year:20', '-', 'OR ']) {
    tty.type(text);
    await tty.until(() => tty.text().includes('found'));
    for (const _ of text) tty.press('backspace');
  }
  tty.press(keyOf('clear-search', 'search'));
  await tty.until('Studies 20');
});
