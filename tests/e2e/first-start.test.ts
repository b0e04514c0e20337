import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { emptyFolder } from './review.ts';
import { startLectern } from './tty.ts';

test('the first start with a large file in library/ says how far it is, then shows the list', async () => {
  const folder = emptyFolder();
  const studies = Array.from({ length: 8000 }, (_, at) => ({
    id: `study${at}`,
    type: 'article-journal',
    title: `A study of the number ${at} and of what follows from it`,
    abstract: 'What follows from a number. '.repeat(20),
    author: [{ family: `Family${at % 700}`, given: 'Given' }],
    issued: { 'date-parts': [[1990 + (at % 30)]] },
  }));
  writeFileSync(join(folder, 'library', 'large.json'), JSON.stringify(studies));
  const tty = startLectern({ cwd: folder });
  onTestFinished(() => tty.close());
  await tty.until(/\[[#.]+\] \d+ % making the library of large\.json: [\d,]+ of 8,000 studies/, 30_000);
  await tty.until('1 of 8,000', 60_000);
  expect(tty.alt).toBe(true);
});
