import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview } from './review.ts';

const run = keyOf('run-line', 'prompt');
const complete = keyOf('complete', 'prompt');

test('the prompt completes commands, tags and keys', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type('scr');
  tty.press(complete);
  await tty.until(':screen');
  tty.type('exc');
  tty.press(complete);
  await tty.until(':screen excluded');
  tty.type('icmec');
  tty.press(complete);
  await tty.until(':screen excluded icmec2017online');
  tty.press(run);
  await tty.until('Screened 1 study as excluded');
});

test('wrong words are one line, and the list goes on', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  for (const [line, answer] of [
    ['tga +x', 'no such command: tga; did you mean tag?'],
    ['tag', 'Tags of'],
    ['export --nonsense', 'no such option'],
    ['edit title', 'FIELD=VALUE'],
    ['excerpt edit', 'choose an excerpt'],
    ['init', 'command line only'],
  ] as const) {
    tty.press(keyOf('prompt'));
    await tty.until(/^:/m);
    tty.type(line);
    tty.press(run);
    await tty.until(answer);
    if (answer === 'Tags of') {
      tty.press(keyOf('close', 'picker'));
      await tty.until('Studies 20');
    }
  }
  tty.press(keyOf('down'));
  await tty.until('2 of 20');
});

test('history comes back, and actions have names', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type('last');
  tty.press(run);
  await tty.until('20 of 20');
  tty.press(keyOf('first'), keyOf('prompt'), keyOf('select-previous', 'prompt'));
  await tty.until(':last');
  tty.press(run);
  await tty.until('20 of 20');
});

test('what cannot be undone asks first', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('trash'));
  await tty.until('Moved wright2016meta to the trash');
  await tty.until('Studies 19');
  tty.press(keyOf('prompt'));
  tty.type('empty-trash');
  tty.press(run);
  await tty.until('Remove 1 study for good?');
  tty.press(keyOf('no', 'confirm'));
  await tty.until(() => !tty.text().includes('for good?'));
  tty.press(keyOf('undo'));
  await tty.until('Studies 20');
  expect(tty.text()).toContain('Undone');
});

test('the history of the library is listed', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('trash'));
  await tty.until('Studies 19');
  tty.press(keyOf('prompt'));
  tty.type('history');
  tty.press(run);
  await tty.until('move wright2016meta to the trash');
  tty.press(keyOf('close', 'message'));
  await tty.until('Studies 19');
});

test('a key pressed while a command works is kept for after it', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  // The first reference takes long: the citation styles are loaded for it.
  tty.press(keyOf('copy reference'), keyOf('history'));
  // Esc and a key of the same read would be one chord.
  await new Promise((resolve) => setTimeout(resolve, 60));
  tty.press('esc');
  await new Promise((resolve) => setTimeout(resolve, 60));
  tty.press(keyOf('last'));
  await tty.until('20 of 20');
});

test('a message that is wider than the screen goes on in the row below', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type('import a/folder/with/a/long/name/that/is/not/there/at/all/and/a/file/in/it.bib');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until(/in\/it\.bib: no\s+such file; check the name/);
  tty.press(keyOf('down'));
  await tty.until('2 of 20');
});

test('the prompt shows a study, and the settings', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type('show icmec2017online');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until('▸ icmec2017online');
  tty.press(keyOf('prompt'));
  tty.type('config');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until('citationStyle');
});
