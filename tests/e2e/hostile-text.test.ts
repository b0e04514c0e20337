import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { emptyFolder, openReview } from './review.ts';

const CLIPBOARD = '\u001b]52;c;QUJD\u0007';

test('text from a library reaches the screen as text, never as a command to the terminal', async () => {
  const folder = emptyFolder();
  const item = {
    id: 'weber2001odd',
    type: 'report',
    title: `Before${CLIPBOARD}\u001b[2J\u009b31mAfter\u202e\u0008`,
    author: [{ family: `Weber${CLIPBOARD}` }],
    abstract: `Abstract\u001b[5;5H${CLIPBOARD}text`,
    custom: {
      lectern: {
        tags: [`odd${CLIPBOARD}tag`],
        excerpts: [
          {
            kind: 'summary',
            text: `Passage${CLIPBOARD}`,
            section: `Section${CLIPBOARD}`,
            comment: CLIPBOARD,
            tags: [],
          },
        ],
      },
    },
  };
  writeFileSync(join(folder, 'library', 'odd.json'), JSON.stringify([item]));
  const tty = await openReview({ folder, cols: 120, rows: 40 });
  await tty.until('BeforeAfter');
  tty.press(keyOf('tag'));
  await tty.until('Tags of');
  tty.press(keyOf('close', 'picker'));
  await tty.until(() => !tty.text().includes('Tags of') && tty.text().includes('Passage'));
  tty.press(keyOf('edit'));
  await tty.until('Edit weber2001odd');
  tty.press(keyOf('close', 'form'));
  await tty.until('Studies 1');
  for (const sequence of ['\u001b]52', '\u001b[2J', '\u009b', '\u202e', '\u0007'])
    expect(tty.raw).not.toContain(sequence);
});

test('wide, joined and right-to-left titles keep the columns', async () => {
  const folder = emptyFolder();
  const titles = [
    '日本語の文法ノート',
    'مقدمة في اللغة العربية',
    '👩‍👩‍👧‍👦 Family',
    'नमस्ते दुनिया',
    'e\u0301tude',
    'Plain',
  ];
  const items = titles.map((title, at) => ({
    id: `a${at}`,
    type: 'book',
    title,
    author: [{ family: 'Same' }],
    issued: { 'date-parts': [[2001]] },
  }));
  writeFileSync(join(folder, 'library', 'titles.json'), JSON.stringify(items));
  const tty = await openReview({ folder, cols: 200, rows: 40 });
  await tty.until('Plain');
  await tty.until('Studies 6');
  const edgesOf = (y: number) => Array.from({ length: 200 }, (_, x) => x).filter((x) => tty.cell(x, y) === '│');
  await tty.until(() => edgesOf(12).length === 2);
  for (let y = 2; y < 9; y += 1) expect(edgesOf(y)).toEqual(edgesOf(12));
});

test('what stands after a title begins in the same cell, whatever script the title is in', async () => {
  const folder = emptyFolder();
  const titles = [
    'Plain letters',
    '日本語の文法ノート',
    '한국어 문법',
    'مقدمة في اللغة العربية',
    'שלום עולם',
    '👩‍👩‍👧‍👦 👍🏽 1️⃣ ❤️',
    'e\u0301\u0327tude de\u0301compose\u0301e',
    'नमस्ते दुनिया क्षत्रिय',
    'สวัสดีชาวโลก',
    'With\u200bzero\u00adwidth\ttab',
    `${'漢'.repeat(60)} cut in the middle of a wide character`,
    `x${'漢'.repeat(60)} cut one cell later`,
  ];
  const items = titles.map((title, at) => ({
    id: `aligned${at}`,
    type: 'book',
    title,
    author: [{ family: 'Same' }],
    issued: { 'date-parts': [[2001]] },
    custom: { lectern: { tags: ['zz/zz'], excerpts: [] } },
  }));
  writeFileSync(join(folder, 'library', 'titles.json'), JSON.stringify(items));
  for (const [cols, rows] of [
    [120, 40],
    [200, 40],
  ] as const) {
    const tty = await openReview({ folder, cols, rows });
    await tty.until('Studies 12');
    await tty.still();
    const starts = tty
      .cells()
      .slice(0, 15)
      .map((row) => row.findIndex(({ chars }, x) => chars === 'z' && row[x + 1]?.chars === 'z' && x > 40))
      .filter((x) => x >= 0);
    expect(starts).toHaveLength(titles.length);
    expect(new Set(starts).size).toBe(1);
    await tty.close();
  }
});
