import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview } from './review.ts';
import type { Tty } from './tty.ts';

// The main views as text that a person can read in a diff. `UPDATE_SCREENS=1 npx vitest run tests/e2e/screens.test.ts` writes them anew.
const FOLDER = fileURLToPath(new URL('screens/', import.meta.url));
const FORMATTED = /Wright, P\. J\., Tokunaga/;

const VIEWS: readonly { name: string; steps: readonly { keys?: string[]; text?: string; until: string | RegExp }[] }[] =
  [
    { name: 'list', steps: [{ until: FORMATTED }] },
    {
      name: 'search',
      steps: [
        { until: FORMATTED },
        { keys: [keyOf('search')], text: 'tag:harm/grooming year:2016', until: '1 found' },
        { until: /Lorenzo-Dus, N\., Izura/ },
      ],
    },
    {
      name: 'excerpts',
      steps: [{ until: FORMATTED }, { keys: [keyOf('next-pane'), keyOf('last')], until: /> .*summary|> summary/ }],
    },
    {
      name: 'tags',
      steps: [{ until: FORMATTED }, { keys: [keyOf('tag')], text: 'groo', until: '> [ ] harm/grooming' }],
    },
    { name: 'edit', steps: [{ until: FORMATTED }, { keys: [keyOf('edit')], until: 'Edit wright2016meta' }] },
    { name: 'new-excerpt', steps: [{ until: FORMATTED }, { keys: [keyOf('excerpt add')], until: 'New excerpt' }] },
    { name: 'export', steps: [{ until: FORMATTED }, { keys: [keyOf('export')], until: '▸ Export' }] },
    { name: 'help', steps: [{ until: FORMATTED }, { keys: [keyOf('help')], until: 'Keys: list' }] },
  ];

// Where there is room for one pane only, and words say so.
const SMALL: typeof VIEWS = [
  { name: 'list', steps: [{ until: 'one pane at a time' }] },
  { name: 'study', steps: [{ until: '1 of 20' }, { keys: [keyOf('next-pane')], until: '▸ wright2016meta' }] },
  { name: 'tags', steps: [{ until: '1 of 20' }, { keys: [keyOf('tag')], until: '[x] evidence/meta-analysis' }] },
];
const TINY: typeof VIEWS = [{ name: 'list', steps: [{ until: 'Lectern needs' }] }];

for (const [cols, rows, views] of [
  [80, 24, VIEWS],
  [120, 40, VIEWS],
  [200, 60, VIEWS.filter(({ name }) => name !== 'new-excerpt' && name !== 'export')],
  [56, 14, SMALL],
  [23, 5, TINY],
] as const) {
  for (const { name, steps } of views) {
    test(`${name} at ${cols}×${rows} looks as it did`, async () => {
      const tty = await openReview({ cols, rows });
      for (const { keys = [], text, until } of steps) {
        tty.press(...keys);
        if (text !== undefined) tty.type(text);
        await tty.until(until);
      }
      await stillness(tty);
      const file = `${FOLDER}${name}-${cols}x${rows}.txt`;
      const shown = `${tty
        .screen()
        .map((row) => row.trimEnd())
        .join('\n')}\n`;
      if (process.env.UPDATE_SCREENS) {
        mkdirSync(FOLDER, { recursive: true });
        writeFileSync(file, shown);
      }
      expect(existsSync(file), `${file}: make it with UPDATE_SCREENS=1`).toBe(true);
      expect(shown).toBe(readFileSync(file, 'utf8'));
    });
  }
}

/** Resolves when the screen has stayed the same for a while. */
async function stillness(tty: Tty): Promise<void> {
  for (let before = ''; before !== tty.text(); ) {
    before = tty.text();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
