import { expect, test } from 'vitest';
import { DIALOGS, PANES } from '../../src/commands/define-command.ts';
import { keymap } from '../../src/commands/registry.ts';
import { keyOf } from './keys.ts';
import { openReview } from './review.ts';
import type { Tty } from './tty.ts';

// Keys that end, stop or hand over the program are left out, and so is what writes files or opens links.
const LEFT_OUT = [keyOf('quit'), 'ctrl-c', keyOf('suspend'), keyOf('editor', 'form'), keyOf('export'), keyOf('open')];
const CHORDS = [...new Set([...PANES, ...DIALOGS].flatMap((scope) => [...keymap()[scope].keys()]))].filter(
  (chord) => !LEFT_OUT.includes(chord) && chord !== 'esc',
);

/** The same numbers from the same seed (Park and Miller). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

for (const [cols, rows, seed] of [
  [80, 24, 11],
  [200, 60, 23],
  [50, 14, 37],
  [24, 6, 41],
] as const) {
  test(`keys pressed at random break nothing at ${cols}×${rows}`, async () => {
    const tty = await openReview({ cols, rows });
    const next = numbers(seed);
    for (let round = 0; round < 12; round += 1) {
      for (let count = 0; count < 30; count += 1) {
        if (next(4) === 0) tty.type('ab é日"'.charAt(next(7)));
        else tty.press(CHORDS[next(CHORDS.length)] as string);
      }
      tty.press('esc');
      // Esc and a key of the same read would be one chord.
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    tty.resize(120, 40);
    await tty.until('Lectern  review');
    await leave(tty);
    expect(tty.raw).not.toContain('Error:');
    expect(await tty.exit).toEqual({ exitCode: 0, signal: 0 });
  });
}

/** Closes whatever is open, one thing after the other, and then Lectern. What the screen shows may be older than what is open. */
async function leave(tty: Tty): Promise<void> {
  let isOver = false;
  void tty.exit.then(() => {
    isOver = true;
  });
  for (let tries = 0; tries < 60 && !isOver; tries += 1) {
    if (/ yes +n no/.test(tty.text())) tty.press(keyOf('yes', 'confirm'));
    else tty.press(tries % 2 === 0 ? 'esc' : keyOf('quit'));
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  expect(isOver, `still there:\n${tty.text()}`).toBe(true);
}
