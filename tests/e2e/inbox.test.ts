import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview } from './review.ts';

test('the inbox counts and lists what is not screened yet, and a decision takes a study out of it', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await tty.until('1 of 20');
  const inboxCount = () => Number(/Inbox +(\d+)/.exec(tty.text())?.[1]);
  await tty.until(/Inbox +\d+/);
  // The review that ships is screened: two studies go back into the inbox.
  const before = inboxCount();
  tty.press(keyOf('mark'), keyOf('mark'), keyOf('screen'));
  await tty.until('2 studies');
  tty.press(keyOf('screen-unscreened', 'screening'));
  await tty.until(/Screened \d stud|Nothing to change/);
  tty.press(keyOf('inbox'));
  await tty.until(/Studies \d+ · inbox/);
  const listed = Number(/Studies (\d+) · inbox/.exec(tty.text())?.[1]);
  await tty.until(() => inboxCount() === listed);
  expect(listed).toBeGreaterThanOrEqual(Math.max(2, before));
  tty.press(keyOf('screen'));
  await tty.until('is unscreened:');
  expect(tty.text()).toContain('Citation key');
  tty.press(keyOf('screen-included', 'screening'));
  await tty.until('Screened 1 study as included.');
  await tty.until(`Studies ${listed - 1} · inbox`);
  await tty.until(() => inboxCount() === listed - 1);
  tty.press(keyOf('undo'));
  await tty.until(`Studies ${listed} · inbox`);
});

test('help says what the inbox is', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await tty.until('1 of 20');
  tty.press(keyOf('help'));
  await tty.until('Keys: list');
  tty.type('inbox');
  await tty.until('Show the inbox: the studies that are not screened yet');
});
