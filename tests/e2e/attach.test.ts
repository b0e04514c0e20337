import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview, reviewFolder } from './review.ts';

test('a file is attached from the prompt, shown with the study, found, and taken off again', async () => {
  const folder = reviewFolder();
  mkdirSync(join(folder, 'papers'));
  writeFileSync(join(folder, 'papers', 'wright.pdf'), '%PDF-1.7');
  const tty = await openReview({ folder, cols: 120, rows: 50 });
  await tty.until('1 of 20');
  tty.press(keyOf('attach'));
  await tty.until(':attach');
  tty.type('papers/wr');
  tty.press(keyOf('complete', 'prompt'));
  await tty.until(':attach papers/wright.pdf');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until('Attached papers/wright.pdf to wright2016meta.');
  await tty.until(/Attachments +papers\/wright\.pdf/);
  tty.press(keyOf('search'));
  tty.type('has:attachment');
  await tty.until('1 found');
  tty.press(keyOf('clear-search', 'search'));
  await tty.until('Studies 20');
  tty.press(keyOf('prompt'));
  tty.type('detach pap');
  tty.press(keyOf('complete', 'prompt'));
  await tty.until(':detach papers/wright.pdf');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until('Detached papers/wright.pdf from wright2016meta.');
  await tty.until(() => !/Attachments/.test(tty.text()));
  tty.press(keyOf('undo'));
  await tty.until(/Attachments +papers\/wright\.pdf/);
});

test('a file that is not there is one line', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('attach'));
  await tty.until(':attach');
  tty.type('none.pdf');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until('none.pdf: no such file');
  expect(tty.alt).toBe(true);
});
