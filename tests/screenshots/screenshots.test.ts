import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keyOf } from '../e2e/keys.ts';
import { openReview } from '../e2e/review.ts';
import { svgOf } from './svg.ts';

// Pictures of the terminal UI for the README, as its screen is. `npm run screenshots` takes them anew.
const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const UPDATE = process.env.LECTERN_UPDATE === '1';
const FORMATTED = /Wright, P\. J\., Tokunaga/;

const PICTURES: readonly {
  name: string;
  steps: readonly { keys?: string[]; text?: string; until: string | RegExp }[];
}[] = [
  { name: 'studies', steps: [{ until: FORMATTED }] },
  {
    name: 'tags',
    steps: [{ until: FORMATTED }, { keys: [keyOf('tag')], until: '[x] harm/aggression' }],
  },
  {
    name: 'excerpts',
    steps: [
      { until: FORMATTED },
      { keys: [keyOf('next-pane'), keyOf('hide-panes'), keyOf('last')], until: '▸ wright2016meta' },
      { keys: [keyOf('up', 'detail')], until: /> summary/ },
    ],
  },
  {
    name: 'search',
    steps: [
      { until: FORMATTED },
      { keys: [keyOf('search')], text: 'harms adolescents tag:evidence/review', until: /[1-9]\d? found/ },
    ],
  },
];

for (const { name, steps } of PICTURES) {
  test(`the picture of ${name} shows the screen as it is (npm run screenshots mends it)`, async () => {
    const tty = await openReview({ cols: 120, rows: 32 });
    for (const { keys = [], text, until } of steps) {
      tty.press(...keys);
      if (text !== undefined) tty.type(text);
      await tty.until(until);
    }
    await tty.still();
    const file = `${FOLDER}${name}.svg`;
    const picture = svgOf(tty.cells(), 'lectern');
    if (UPDATE) writeFileSync(file, picture);
    expect(existsSync(file), `${file}: make it with npm run screenshots`).toBe(true);
    expect(picture).toBe(readFileSync(file, 'utf8'));
    expect(readFileSync(README, 'utf8')).toContain(`(tests/screenshots/${name}.svg)`);
  });
}
