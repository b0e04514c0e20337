import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview, reviewFolder } from './review.ts';
import type { Tty } from './tty.ts';

async function leave(tty: Tty): Promise<void> {
  tty.press(keyOf('quit'));
  expect((await tty.exit).exitCode).toBe(0);
}

test('the columns of the list are chosen, and the library remembers them', async () => {
  const folder = reviewFolder();
  const first = await openReview({ folder, cols: 120, rows: 40 });
  await first.until('1 of 20');
  expect(first.text()).not.toMatch(/^.*Wright.*included.*$/m);
  first.press(keyOf('columns'));
  await first.until('Columns of the list');
  const down = keyOf('down', 'columns');
  // Authors, year, title, tags; then the screening status.
  first.press(down, down, down, keyOf('toggle-column', 'columns'), down);
  await first.until(/^> \[ \] Screening/m);
  first.press(keyOf('toggle-column', 'columns'), keyOf('column-up', 'columns'), keyOf('column-up', 'columns'));
  await first.until(/Year *\n> \[x\] Screening *\n.*Title/);
  first.press(keyOf('keep-columns', 'columns'));
  await first.until(/Wright.* 2016 (?:included|unscreened|maybe|excluded) +A Meta-Analysis/);
  await leave(first);

  const again = await openReview({ folder, cols: 120, rows: 40 });
  await again.until(/Wright.* 2016 (?:included|unscreened|maybe|excluded) +A Meta-Analysis/);
  expect(again.text()).not.toMatch(/A Meta-Analysis.*evidence\/meta-analysis/);
});

test('a tag put on in an earlier run is two keys', async () => {
  const folder = reviewFolder();
  const first = await openReview({ folder });
  await first.until('1 of 20');
  first.press(keyOf('tag'));
  first.type('method/remembered');
  await first.until('new tag: method/remembered');
  first.press(keyOf('toggle', 'picker'), keyOf('apply', 'picker'));
  await first.until('Tagged 1 study +method/remembered');
  await leave(first);

  const again = await openReview({ folder });
  await again.until('1 of 20');
  again.press(keyOf('last'), keyOf('tag'), '1');
  await again.until('Tagged 1 study +method/remembered');
});

test('lines of the prompt come back in the next run, not those of the search', async () => {
  const folder = reviewFolder();
  const first = await openReview({ folder });
  await first.until('1 of 20');
  first.press(keyOf('search'));
  first.type('a private search');
  await first.until(/a private search.*0 found/);
  first.press(keyOf('clear-search', 'search'));
  await first.until('Studies 20');
  first.press(keyOf('prompt'));
  first.type('find title:convention');
  first.press(keyOf('run-line', 'prompt'));
  await first.until('Studies 1 ');
  await leave(first);

  const again = await openReview({ folder, env: { HOME: first.home } });
  await again.until('1 of 20');
  again.press(keyOf('prompt'), keyOf('select-previous', 'prompt'));
  await again.until(':find title:convention');
});
