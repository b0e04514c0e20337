import { expect, test } from 'vitest';
import { COLUMNS } from '../../src/tui/columns.ts';
import { keyOf } from './keys.ts';
import { openReview, reviewFolder } from './review.ts';
import type { Tty } from './tty.ts';

const heading = (tty: Tty) => tty.screen().find((row) => row.includes('Authors') && row.includes('Title')) ?? '';

/** Shows the columns of these names, too. */
async function show(tty: Tty, names: readonly string[]): Promise<void> {
  tty.press(keyOf('columns'));
  await tty.until('▸ Columns of the list');
  const rows = ['author', 'year', 'title', 'tags'];
  rows.push(...COLUMNS.map(({ name }) => name).filter((name) => !rows.includes(name)));
  let at = 0;
  for (const name of names) {
    const to = rows.indexOf(name);
    for (; at < to; at += 1) tty.press(keyOf('down', 'columns'));
    tty.press(keyOf('toggle-column', 'columns'));
  }
  tty.press(keyOf('keep-columns', 'columns'));
  await tty.until('Studies 20');
}

test('the columns have headings, and the one that sorts has a mark', async () => {
  const tty = await openReview();
  await tty.until(/Authors +Year Title +Tags/);
  tty.press(keyOf('sort-next'));
  await tty.until(/Authors ?▲ +Year Title/);
  tty.press(keyOf('sort-next'));
  await tty.until(/Authors +Year▼Title/);
  tty.press(keyOf('sort-reverse'));
  await tty.until(/Authors +Year▲Title/);
});

test('DOI, publisher and files are columns like any other, and remembered in the library', async () => {
  const folder = reviewFolder();
  const tty = await openReview({ cols: 200, rows: 60, folder });
  await tty.until('1 of 20');
  tty.press(keyOf('hide-panes'));
  await show(tty, ['attachments', 'publisher', 'doi']);
  await tty.until(() => /Files +Publisher +DOI/.test(heading(tty)));
  await tty.until(/10\.1111\/jcom\.12201/);
  const before = heading(tty);
  tty.press(keyOf('quit'));
  await tty.exit;
  const again = await openReview({ cols: 200, rows: 60, folder });
  await again.until('1 of 20');
  again.press(keyOf('hide-panes'));
  await again.until(() => heading(again) === before);
  expect(again.text()).toContain('10.1111/jcom.12201');
});

test('a list with few rows has no headings', async () => {
  const tty = await openReview({ cols: 59, rows: 10 });
  await tty.until('1 of 20');
  expect(tty.text()).not.toMatch(/Year +Title/);
});
