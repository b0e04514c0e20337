import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyOf } from './keys.ts';
import { emptyFolder } from './review.ts';
import { startLectern } from './tty.ts';

test('with reduced motion, progress is shown at most once a second', async () => {
  const folder = emptyFolder();
  const entries = Array.from(
    { length: 6000 },
    (_, at) =>
      `@article{work${at}, title={On {Number} ${at}}, author={Weber, Max and Simmel, Georg}, year={19${10 + (at % 90)}}}\n`,
  );
  writeFileSync(join(folder, 'many.bib'), entries.join(''));
  mkdirSync(join(folder, 'lectern'));
  writeFileSync(join(folder, 'lectern', 'config.json'), '{"reducedMotion": true}');
  const tty = startLectern({ cwd: folder, cols: 120, env: { XDG_CONFIG_HOME: folder } });
  onTestFinished(() => tty.close());
  await tty.until('This library is empty');
  const started = Date.now();
  tty.press(keyOf('prompt'));
  tty.type('import many.bib');
  tty.press('enter');
  await tty.until('Studies 6,000', 25_000);
  const seconds = (Date.now() - started) / 1000;
  const states = new Set(tty.raw.match(/\[[#.]+\] \d+ %/g));
  expect(states.size).toBeGreaterThan(0);
  expect(states.size).toBeLessThanOrEqual(seconds + 1);
});
