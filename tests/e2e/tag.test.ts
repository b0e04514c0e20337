import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview } from './review.ts';

test('a tag is found by some of its letters, its definition shown, and put on', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('tag'));
  await tty.until('Tags of');
  tty.type('groo');
  await tty.until('> [ ] harm/grooming');
  expect(tty.text()).toContain('prepares a child');
  tty.press(keyOf('toggle', 'picker'));
  await tty.until('> [x] harm/grooming  will be put on');
  tty.press(keyOf('apply', 'picker'));
  await tty.until('Tagged 1 study +harm/grooming');
});

test('several tags put on at once are one undo', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('tag'));
  for (const name of ['method/one', 'method/two']) {
    tty.type(name);
    await tty.until(`new tag: ${name}`);
    tty.press(keyOf('toggle', 'picker'));
    await tty.until(`[x] ${name}`);
  }
  tty.press(keyOf('apply', 'picker'));
  await tty.until('Tagged 1 study +method/one +method/two');
  tty.press(keyOf('undo'));
  await tty.until('Undone: tag +method/one +method/two');
});

test('a tag used before is two keys', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('tag'));
  tty.type('harm/grooming');
  tty.press(keyOf('toggle', 'picker'), keyOf('apply', 'picker'));
  await tty.until('Tagged 1 study');
  tty.press(keyOf('last'));
  tty.press(keyOf('tag'), '1');
  await tty.until(/Tagged 1 study [+-]harm\/grooming|Nothing to change/);
});

test('marked studies are tagged together', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('mark'), keyOf('mark'), keyOf('mark'));
  await tty.until('3 marked');
  tty.press(keyOf('tag'));
  await tty.until('Tags of 3 studies');
  tty.type('method/new');
  await tty.until('new tag: method/new');
  tty.press(keyOf('toggle', 'picker'), keyOf('apply', 'picker'));
  await tty.until('Tagged 3 studies +method/new');
});

test('a range and all of a search can be marked', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('mark-range'), keyOf('down'), keyOf('down'), keyOf('down'), keyOf('mark-range'));
  await tty.until('4 marked');
  tty.press(keyOf('mark-all'));
  await tty.until('20 marked');
  tty.press(keyOf('mark-all'));
  await tty.until('Nothing is marked');
});

test('leaving the picker with something toggled asks', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('tag'));
  tty.type('harm/exposure');
  tty.press(keyOf('toggle', 'picker'));
  await tty.until('will be');
  tty.press(keyOf('close', 'picker'));
  await tty.until('Leave without applying');
  tty.press(keyOf('yes', 'confirm'));
  await tty.until('1 of 20');
  expect(tty.text()).not.toContain('Tagged');
});

test('tags have the colours of the codebook in list, sidebar, study and picker', async () => {
  const tty = await openReview({ cols: 200, rows: 60 });
  await tty.until(/Citation key +wright2016meta/);
  const say = async (line: string, answer: string) => {
    tty.press(keyOf('prompt'));
    await tty.until(/^:/m);
    tty.type(line);
    tty.press(keyOf('run-line', 'prompt'));
    await tty.until(answer);
  };
  // The places where the tag stands, by the colour of its first character.
  const colours = () =>
    // Without the rows of status and hints.
    tty
      .cells()
      .slice(0, -2)
      .flatMap((row) => {
        const text = row.map(({ chars }) => chars || ' ').join('');
        return [...text.matchAll(/meta-anal/g)].map(({ index }) => row[index]?.foreground);
      });
  await say('codebook define evidence/meta-analysis --colour red', 'Defined');
  await tty.until(() => new Set(colours().filter((one) => one !== undefined)).size === 1);
  const red = colours();
  await say('codebook define evidence/meta-analysis --colour green', 'Defined');
  await tty.until(() => colours().some((one) => one !== undefined && !red.includes(one)));
  const green = colours();
  // In the sidebar, in rows of the list, and in the study.
  expect(green.filter((one) => one !== undefined).length).toBeGreaterThanOrEqual(3);
  expect(new Set(green.filter((one) => one !== undefined)).size).toBe(1);
  tty.press(keyOf('down'), keyOf('tag'));
  await tty.until('▸ Tags of');
  await tty.until(() => colours().some((one) => green.includes(one) && one !== undefined));
});
