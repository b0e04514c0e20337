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
    await leaveAll(tty);
    expect(tty.raw).not.toContain('Error:');
    tty.press(keyOf('quit'));
    expect(await tty.exit).toEqual({ exitCode: 0, signal: 0 });
  });
}

/** Closes whatever is open, one thing after the other, until the panes are there. */
async function leaveAll(tty: Tty): Promise<void> {
  for (let tries = 0; tries < 20 && !tty.screen().at(-1)?.includes('quit'); tries += 1) {
    tty.press(/ yes +n no/.test(tty.text()) ? keyOf('yes', 'confirm') : 'esc');
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  expect(tty.screen().at(-1)).toContain('quit');
}
