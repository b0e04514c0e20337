import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { keyOf } from './keys.ts';
import { largeFolder, STUDIES } from './large-library.ts';
import { cursorRow, openReview } from './review.ts';

const TOTAL = STUDIES.toLocaleString('en');
let folder = '';
let remove = () => {};
beforeAll(() => {
  ({ folder, remove } = largeFolder());
});
afterAll(() => remove());

const open = async () => {
  const tty = await openReview({ folder });
  await tty.until(`1 of ${TOTAL}`);
  return tty;
};

/** Before the words are typed, as many are found: the whole library. */
const isRanked = (tty: Awaited<ReturnType<typeof open>>) =>
  tty.screen().some((row) => row.includes('/reading') && row.includes(`${TOTAL} found`));

test('the best match comes to the top when the ranked answer arrives', async () => {
  const tty = await open();
  tty.press(keyOf('search'));
  tty.type('reading');
  await tty.until(() => isRanked(tty));
  expect(cursorRow(tty)).toMatch(/Reading/);
  expect(tty.screen().filter((row) => row.includes('Study')).length).toBeGreaterThan(3);
});

test('a cursor that was moved while typing stays on its study', async () => {
  const tty = await open();
  tty.press(keyOf('search'));
  tty.type('reading');
  tty.press(keyOf('select-next', 'search'), keyOf('select-next', 'search'));
  await tty.until(() => isRanked(tty));
  const before = cursorRow(tty);
  await tty.until(() => cursorRow(tty) === before);
  expect(before).toMatch(/Study|Reading/);
});

test('Enter right behind the typed words, and a key behind it, act on the best match', async () => {
  const tty = await open();
  tty.press(keyOf('search'));
  tty.type('reading');
  tty.press(keyOf('keep-search', 'search'), keyOf('mark'));
  await tty.until('1 marked');
  tty.press(keyOf('up'));
  await tty.until(() => cursorRow(tty).startsWith('>*'));
  expect(cursorRow(tty)).toContain('Reading');
});

test('no key of a burst is lost, and the last row of all is reached', async () => {
  const tty = await open();
  tty.press(...Array.from({ length: 300 }, () => keyOf('down')), ...Array.from({ length: 199 }, () => keyOf('up')));
  tty.press(keyOf('down'));
  await tty.until(`103 of ${TOTAL}`);
  tty.press(keyOf('last'));
  await tty.until(`${TOTAL} of ${TOTAL}`);
  expect(cursorRow(tty)).toContain('Study 1 of writing');
});

test('a query that takes long leaves the keyboard alone', async () => {
  const tty = await open();
  tty.press(keyOf('search'));
  tty.type('a OR b OR c OR d OR e OR f OR g OR h OR i OR l OR m OR n OR o OR p OR r OR s OR t');
  for (let at = 0; at < 81; at += 1) tty.press('backspace');
  tty.type('key:key44');
  await tty.until('11 found');
  expect(cursorRow(tty)).toContain('Study');
});

test('Enter behind a query that takes long leaves the search at once, and its newest studies can be walked through', async () => {
  const tty = await open();
  tty.press(keyOf('search'));
  tty.type('type:book OR abstract:=x OR note:=y');
  tty.press(keyOf('keep-search', 'search'));
  await tty.until('Studies … · search');
  tty.press(keyOf('down'), keyOf('down'));
  await tty.until(/3 of/);
  await tty.until(`Studies ${TOTAL} · search`);
  expect(cursorRow(tty)).toContain('Study');
});

test('the sidebar says how many studies a tag has, as soon as they are counted', async () => {
  const tty = await openReview({ folder, cols: 120, rows: 40 });
  await tty.until(/intervi\S*\s+3,334/);
  await tty.until(/survey\s+1,666/);
});

// It leaves the order in the library: last.
test('a list sorted by a column is whole, and is sorted so the next time', async () => {
  const tty = await open();
  tty.press(keyOf('sort-next'), keyOf('sort-next'));
  await tty.until(`Studies ${TOTAL} · by Year ▼`);
  tty.press(keyOf('first'));
  await tty.until(`1 of ${TOTAL}`);
  expect(cursorRow(tty)).toContain('2019');
  tty.press(keyOf('sort-reverse'));
  await tty.until('by Year ▲');
  tty.press(keyOf('first'));
  await tty.until(() => cursorRow(tty).includes('1950'));
  await tty.close();
  const again = await open();
  await again.until('by Year ▲');
  expect(cursorRow(again)).toContain('1950');
});

test('a change of many studies shows how far it is, and Esc takes all of it back', async () => {
  const own = largeFolder();
  onTestFinished(own.remove);
  const tty = await openReview({ folder: own.folder, cols: 120 });
  await tty.until(`Studies ${TOTAL}`);
  tty.press(keyOf('mark-all'));
  await tty.until(`${TOTAL} marked`);
  tty.press(keyOf('screen'), keyOf('screen-excluded', 'screening'));
  await tty.until(/\d % screening: [\d,]+ of 5,000 studies/);
  tty.press('esc');
  await tty.until('stopped; nothing was changed');
  tty.press(keyOf('screen'), keyOf('screen-excluded', 'screening'));
  await tty.until('Screened 5,000 studies as excluded.', 20_000);
  tty.press(keyOf('undo'));
  await tty.until(/\d % undoing/);
  await tty.until('Undone: screen 5,000 studies as excluded.', 20_000);
});
