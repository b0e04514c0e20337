import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview } from './review.ts';
import type { Tty } from './tty.ts';

const search = async (tty: Tty, text: string, until: string | RegExp) => {
  await tty.until('1 of 20');
  tty.press(keyOf('search'));
  tty.type(text);
  await tty.until(until);
  tty.press(keyOf('keep-search', 'search'));
  await tty.until(/Studies \d+ · /);
};

/** The column at which a text begins in the row under the cursor, and its row. */
function placeOf(tty: Tty, text: string, from = 0): { x: number; y: number } {
  const y = tty.screen().findIndex((row, at) => at >= from && row.includes(text));
  return { x: (tty.screen()[y] ?? '').indexOf(text), y };
}

test('the words that match are lit in the list and in the study', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await search(tty, 'title:convention', '1 found');
  const inList = placeOf(tty, 'Convention');
  expect(tty.underlined(inList.x, inList.y)).toBe(true);
  expect(tty.underlined(inList.x - 2, inList.y)).toBe(false);
  await tty.until(() => placeOf(tty, 'Convention', inList.y + 5).y > 0);
  const inDetail = placeOf(tty, 'Convention', inList.y + 5);
  expect(tty.underlined(inDetail.x, inDetail.y)).toBe(true);
});

test('a study that was found by an excerpt shows the words around the match in its row', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await search(tty, 'excerpt:longitudinal', /[1-9]\d* found/);
  const row = tty.screen().findIndex((line) => line.includes('excerpt: '));
  expect(tty.screen()[row]?.toLowerCase()).toContain('longitudinal');
});

test('passages are listed with their words lit, and Enter goes to the excerpt', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await search(tty, 'longitudinal', /[1-9]\d* found/);
  tty.press(keyOf('passages'));
  await tty.until(/Passages [1-9]/);
  expect(
    tty
      .screen()
      .find((row) => row.includes('│>'))
      ?.toLowerCase(),
  ).toContain('longitudinal');
  tty.press(keyOf('go-in'));
  await tty.until(/> (?:quotation|paraphrase|summary|comment)/);
  tty.press(keyOf('back'));
  await tty.until('▸ Passages');
  tty.press(keyOf('passages'));
  await tty.until(/Studies [1-9]/);
});

test('a misspelt field is named in the search line with the nearest one', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('search'));
  tty.type('auther:weber');
  await tty.until('did you mean author:?');
  tty.press(keyOf('clear-search', 'search'));
  await tty.until('1 of 20');
  tty.press(keyOf('search'));
  tty.type('author:');
  await tty.until('20 found');
  expect(tty.text()).not.toContain('did you mean');
});

test('a search is saved under a name, counted in the sidebar, followed, and taken back', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await search(tty, 'year:2016', /[1-9]\d* found/);
  const found = /Studies (\d+)/.exec(tty.text())?.[1];
  tty.press(keyOf('search save'));
  await tty.until(':search save');
  tty.type('Of 2016');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until(new RegExp(`/Of 2016 +${found}\\b`));
  tty.press(keyOf('back'));
  await tty.until('Studies 20');
  tty.press(keyOf('previous-pane'), keyOf('first'));
  // Down to it, whatever stands above.
  const top = tty.screen().findIndex((row) => row.includes('All studies'));
  const at = tty.screen().findIndex((row) => row.includes('/Of 2016'));
  tty.press(...Array.from({ length: at - top }, () => keyOf('down')));
  await tty.until(new RegExp(`Studies ${found} · search Of 2016`));
  tty.press(keyOf('search remove', 'sidebar'));
  await tty.until('Removed the search Of 2016');
  expect(tty.text()).not.toContain('/Of 2016');
  tty.press(keyOf('undo'));
  await tty.until('/Of 2016');
});
