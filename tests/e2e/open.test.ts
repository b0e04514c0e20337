import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { cursorRow, emptyFolder, openReview, reviewFolder } from './review.ts';

test('the first start shows the review with author, year, title and tags', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await tty.until(/Wolak, Finkelhor.* +2008 Online .* evidence\/review/);
  await tty.until(/grooming +8/);
  expect(tty.alt).toBe(true);
});

test('the cursor moves by rows, screens and to the ends', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('down'), keyOf('down'));
  await tty.until('3 of 20');
  tty.press(keyOf('up'));
  await tty.until('2 of 20');
  tty.press(keyOf('last'));
  await tty.until('20 of 20');
  tty.press(keyOf('down'));
  tty.press(keyOf('first'));
  await tty.until('1 of 20');
  tty.press(keyOf('page-down'));
  await tty.until(/[5-9] of 20/);
});

test('no key of a burst is lost', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(
    ...Array.from({ length: 250 }, () => [keyOf('down'), keyOf('down'), keyOf('up')])
      .flat()
      .slice(0, 30),
    keyOf('down'),
  );
  await tty.until('12 of 20');
});

test('the detail pane shows the reference, fields, tags and excerpts by section', async () => {
  const tty = await openReview({ cols: 200, rows: 60 });
  tty.press(keyOf('search'));
  tty.type('key:icmec');
  await tty.until('1 found');
  tty.press(keyOf('keep-search', 'search'));
  await tty.until('Citation key');
  expect(tty.text()).toContain('International Centre for Missing');
  for (const section of ['Background', 'Methods', 'Results']) expect(tty.text()).toContain(section);
  expect(tty.text()).toContain('harm/grooming');
  expect(cursorRow(tty)).not.toBe('');
});

test('the formatted reference comes by itself', async () => {
  const tty = await openReview({ cols: 200, rows: 60 });
  await tty.until(/\w, [A-Z]\. [A-Z]\.?,/);
});

test('an empty library explains itself and names three keys to begin with', async () => {
  const tty = await openReview({ folder: emptyFolder() });
  await tty.until('This library is empty');
  for (const name of ['import', 'add', 'help'])
    expect(tty.text()).toMatch(new RegExp(`^ *${keyOf(name).replace('?', '\\?')} {2}`, 'm'));
  tty.press(keyOf('down'), keyOf('last'), keyOf('go-in'), keyOf('edit'));
  await tty.until('there is no study here');
});

test('a long abstract is read to its end, and back', async () => {
  const folder = reviewFolder();
  const words = Array.from({ length: 900 }, (_, at) => `word${at}`).join(' ');
  const study = { id: 'aaa2030long', type: 'book', title: 'Long', abstract: `BEGIN ${words} THE-END` };
  writeFileSync(join(folder, 'library', 'zz.json'), JSON.stringify([study]));
  const tty = await openReview({ folder });
  await tty.until('1 of 21');
  await tty.until(/▸? +aaa2030long · \d+ more rows/);
  tty.press(keyOf('next-pane'));
  await tty.until('▸ aaa2030long');
  tty.press(keyOf('last', 'detail'));
  await tty.until('THE-END');
  expect(tty.text()).not.toContain('more row');
  tty.press(keyOf('first', 'detail'));
  await tty.until('Citation key');
  for (let page = 0; page < 60 && !tty.text().includes('THE-END'); page += 1) {
    tty.press(keyOf('page-down', 'detail'));
    await tty.still(40);
  }
  expect(tty.text()).toContain('THE-END');
  for (let page = 0; page < 60 && !tty.text().includes('Citation key'); page += 1) {
    tty.press(keyOf('page-up', 'detail'));
    await tty.still(40);
  }
  expect(tty.text()).toContain('Citation key');
  for (let row = 0; row < 400 && !tty.text().includes('BEGIN'); row += 1) {
    tty.press(keyOf('down', 'detail'));
    await tty.still(20);
  }
  expect(tty.text()).toContain('BEGIN word0');
});
