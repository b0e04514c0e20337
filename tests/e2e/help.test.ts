import { expect, test } from 'vitest';
import { keysOf } from '../../src/tui/keys.ts';
import { keyOf } from './keys.ts';
import { openReview } from './review.ts';

test('help lists every key of the screen', async () => {
  const tty = await openReview({ cols: 120, rows: 60 });
  await tty.until('1 of 20');
  tty.press(keyOf('help'));
  await tty.until('Keys: list');
  for (const { summary } of keysOf('list')) await tty.until(summary);
  tty.type('undone');
  await tty.until(() => tty.text().includes('Do again what was undone last') && !tty.text().includes('Next pane'));
  tty.press(keyOf('close', 'help'));
  await tty.until('1 of 20');
});

test('the hint bar shows what cannot be used now in brackets, and its key says why', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await tty.until('1 of 20');
  tty.press(keyOf('next-pane'));
  await tty.until(/\(\S+ remove excerpt/);
  tty.press(keyOf('excerpt remove', 'detail'));
  await tty.until('choose an excerpt in the detail pane first');
});

test('where there is room the hint bar says why something does not work now', async () => {
  const tty = await openReview({ cols: 200, rows: 40 });
  await tty.until('1 of 20');
  tty.press(keyOf('next-pane'));
  await tty.until(/\(\S+ edit excerpt: choose an excerpt in the detail pane first\)/);
});

test('help in a dialog shows its keys, and closing it goes back to what was written there', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await tty.until('1 of 20');
  tty.press(keyOf('add'));
  await tty.until('New study');
  tty.type('Is this a title?');
  await tty.until('Is this a title?');
  tty.press(keyOf('help', 'form'));
  await tty.until('Keys: form');
  for (const { summary } of keysOf('form')) expect(tty.text()).toContain(summary);
  expect(tty.text()).toContain('Erase the word before the cursor');
  tty.press(keyOf('close', 'help'));
  await tty.until('Is this a title?');
  await tty.until('New study');
});

test('the help says that rows follow, and which key goes on', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('help'));
  await tty.until(/… \d+ more rows, PgDn goes on/);
  for (let page = 0; page < 9 && /more row/.test(tty.text()); page += 1) {
    tty.press(keyOf('select-page-down', 'help'));
    await tty.still(100);
  }
  expect(tty.text()).not.toMatch(/more row/);
  expect(tty.text()).toContain('"fg" brings it back');
});

test('where there is room the hints name the screening, links, copying, history and inbox', async () => {
  const tty = await openReview({ cols: 200, rows: 60 });
  await tty.until('1 of 20');
  tty.press(keyOf('trash'));
  await tty.until('Moved wright2016meta');
  await tty.until('Studies 19');
  for (const [name, hint] of [
    ['screen', 'screen'],
    ['open', 'link'],
    ['copy key', 'copy'],
    ['history', 'history'],
    ['inbox', 'inbox'],
  ] as const)
    expect(tty.screen().at(-1)).toContain(`${keyOf(name)} ${hint}`);
});

test('a sidebar alone counts the studies of its place', async () => {
  const tty = await openReview({ cols: 80 });
  await tty.until('1 of 20');
  tty.press(keyOf('previous-pane'));
  await tty.until('All studies: 20 studies');
  tty.press(keyOf('last', 'sidebar'));
  await tty.until('trash: 0 studies');
});
