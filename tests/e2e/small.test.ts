import { expect, onTestFinished, test } from 'vitest';
import { keyOf } from './keys.ts';
import { emptyFolder, openReview } from './review.ts';
import { startLectern, type Tty } from './tty.ts';

/** What the screen says, without its line breaks. */
function words(tty: Tty): string {
  return tty.text().replace(/\s+/g, ' ');
}

const SIZES = [
  [59, 14],
  [40, 12],
  [40, 10],
] as const;

for (const [cols, rows] of SIZES) {
  test(`at ${cols}×${rows} the empty library says in whole sentences what to do`, async () => {
    const tty = await openReview({ cols, rows, folder: emptyFolder() });
    await tty.until(/This library is empty\./);
    for (const name of ['import', 'add', 'help'])
      expect(tty.text()).toMatch(new RegExp(`^ *${keyOf(name).replace('?', '\\?')} {2}\\w`, 'm'));
    expect(tty.text()).not.toContain('…');
  });

  test(`at ${cols}×${rows} the tour speaks in whole sentences, and says that Esc ends it only where it does`, async () => {
    const tty = startLectern({ args: ['tour'], cols, rows });
    onTestFinished(() => tty.close());
    await tty.until('Tour, 1 of');
    await tty.until(() => words(tty).includes('Go down once.'));
    expect(tty.text()).toContain('Esc ends the tour');
    tty.press(keyOf('down'));
    await tty.until(() => /Go to (an excerpt|one)\./.test(words(tty)));
    tty.press(keyOf('help'));
    await tty.until('Keys: list');
    await tty.until(() => !tty.text().includes('Esc ends the tour'));
  });

  test(`at ${cols}×${rows} a question, a refusal and a date that is none are whole`, async () => {
    const tty = await openReview({ cols, rows });
    await tty.until('1 of 20');
    tty.press(keyOf('trash'));
    await tty.until('Moved wright2016meta');
    tty.press(keyOf('prompt'));
    await tty.until(/^:/m);
    tty.type('empty-trash');
    tty.press(keyOf('run-line', 'prompt'));
    await tty.until(() => words(tty).includes('Remove 1 study for good? Undo cannot bring them back. y yes n no'));
    tty.press(keyOf('no', 'confirm'));
    await tty.until(() => !tty.text().includes('for good?'));
    tty.press(keyOf('prompt'));
    await tty.until(/^:/m);
    tty.type('tga +x');
    tty.press(keyOf('run-line', 'prompt'));
    await tty.until(() => words(tty).includes('no such command: tga; did you mean tag?'));
    tty.press(keyOf('screen'));
    await tty.until(() => words(tty).includes('u unscreened i included m maybe x excluded'));
    tty.press(keyOf('close', 'screening'));
    await tty.until(() => !tty.text().includes('unscreened'));
    tty.press(keyOf('edit'));
    await tty.until('▸ Edit');
    const next = keyOf('next-field', 'form');
    tty.press(next, next, 'ctrl-u');
    tty.type('blah');
    await tty.until(() =>
      words(tty).includes(
        '! "blah" is not a date; write 2020-06-12, June 2020, 2019/2020, forthcoming, or "other words"',
      ),
    );
  });

  test(`at ${cols}×${rows} the help and the definition of a tag cut no word`, async () => {
    const tty = await openReview({ cols, rows });
    await tty.until('1 of 20');
    tty.press(keyOf('help'));
    await tty.until('Keys: list');
    await tty.until(() => words(tty).includes('Bring studies in from files'));
    // Apart from the row that says how many follow.
    const shown = tty.screen().filter((row) => !/^ … \d+ more rows?, \S+ goes on *$/.test(row));
    expect(shown.join('\n')).not.toContain('…');
    tty.press(keyOf('close', 'help'));
    await tty.until(() => !tty.text().includes('Keys: list'));
    tty.press(keyOf('tag'));
    await tty.until('▸ Tags of');
    await tty.until(() => /The kind of evidence .*(\.| …)/.test(words(tty)));
  });
}
