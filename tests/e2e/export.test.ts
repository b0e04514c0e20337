import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview, reviewFolder } from './review.ts';

const next = keyOf('next-field', 'form');

test('what is found goes to the file that the form proposes', async () => {
  const folder = reviewFolder();
  const tty = await openReview({ folder });
  await tty.until('1 of 20');
  tty.press(keyOf('search'));
  tty.type('title:convention');
  await tty.until('1 found');
  tty.press(keyOf('keep-search', 'search'));
  await tty.until('Studies 1');
  tty.press(keyOf('export'));
  await tty.until('exports/references.bib');
  expect(tty.text()).toContain('shown in the list (1)');
  tty.press(keyOf('save', 'form'));
  await tty.until('Wrote 1 study to exports/references.bib');
  expect(readFileSync(join(folder, 'exports', 'references.bib'), 'utf8')).toContain('Convention on the Protection');
});

const MINE = '% mine\n@book{mine, title = {Mine}}\n\n@report{icmec2017online,\n  title = {Old},\n}\n';

test('a file that Lectern did not write stands until a key says what becomes of it', async () => {
  const folder = reviewFolder();
  const file = join(folder, 'exports', 'references.bib');
  writeFileSync(file, MINE);
  const tty = await openReview({ folder });
  await tty.until('1 of 20');
  tty.press(keyOf('export'));
  await tty.until('>Format');
  tty.press(keyOf('save', 'form'));
  await tty.until('Lectern did not write this file');
  expect(tty.text()).toMatch(/replace it, and keep the old\s+one as references\.bib~/);
  tty.press('j', keyOf('close', 'overwrite'));
  await tty.until('Nothing was written; exports/references.bib is as it was.');
  expect(readFileSync(file, 'utf8')).toBe(MINE);
  tty.press(keyOf('save', 'form'));
  await tty.until('Lectern did not write this file');
  tty.press(keyOf('overwrite-update', 'overwrite'));
  await tty.until('Updated 1 entry in exports/references.bib');
  expect(readFileSync(file, 'utf8')).toMatch(
    /^% mine\n@book\{mine, title = \{Mine\}\}\n\n@report\{icmec2017online,\n {2}author/,
  );
  tty.press(keyOf('export'));
  await tty.until('>Format');
  tty.press(keyOf('save', 'form'));
  await tty.until('Lectern did not write this file');
  tty.press(keyOf('overwrite-append', 'overwrite'));
  await tty.until('Added 19 entries in exports/references.bib');
});

test('the prompt asks, too, and the old file is kept beside the new one', async () => {
  const folder = reviewFolder();
  writeFileSync(join(folder, 'paper.bib'), MINE);
  const tty = await openReview({ folder });
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type('export -o paper.bib');
  await tty.until(':export -o paper.bib');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until('Lectern did not write this file');
  tty.press(keyOf('overwrite-force', 'overwrite'));
  await tty.until('The old file is paper.bib~.');
  expect(readFileSync(join(folder, 'paper.bib~'), 'utf8')).toBe(MINE);
});

test('undo right after an export asks before it takes back something else', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('screen'), keyOf('screen-excluded', 'screening'));
  await tty.until('as excluded');
  tty.press(keyOf('export'));
  await tty.until('>Format');
  tty.press(keyOf('save', 'form'));
  await tty.until('Wrote 20 studies');
  tty.press(keyOf('undo'));
  await tty.until(
    /Undo does not take back the export to\s+exports\/references\.bib\. Undo what was\s+done before it: screen 1/,
  );
  tty.press(keyOf('no', 'confirm'));
  await tty.until('1 of 20');
  tty.press(keyOf('undo'));
  await tty.until('Undo does not take back');
  tty.press(keyOf('yes', 'confirm'));
  await tty.until('Undone: screen 1 study as excluded');
});

test('the proposed file follows the format', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('export'));
  await tty.until('references.bib');
  tty.type('c');
  await tty.until('references.json');
  tty.press(next, 'right');
  await tty.until('< all (20) >');
});

test('a folder that is not there is told in the form', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('export'), next, next);
  await tty.until('>File');
  tty.press('ctrl-u');
  tty.type('no-such-folder/x.bib');
  tty.press(keyOf('save', 'form'));
  await tty.until('its folder does not exist');
});

test('a file is imported from the prompt, its name completed', async () => {
  const folder = reviewFolder();
  writeFileSync(
    join(folder, 'incoming.bib'),
    '@book{simmel1908soziologie, author={Simmel, Georg}, title={Soziologie}, year=1908}',
  );
  const tty = await openReview({ folder });
  await tty.until('1 of 20');
  tty.press(keyOf('import'));
  await tty.until(':import');
  tty.type('inc');
  tty.press(keyOf('complete', 'prompt'));
  await tty.until('incoming.bib');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until('Imported 1 study: simmel1908soziologie');
  await tty.until('Studies 21');
  await tty.until(/^>.*Simmel/m);
});

test('an import of nothing is one line, not a crash', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('import'));
  await tty.until(':import');
  tty.type('no-such-file.bib');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until('no-such-file.bib: no such file');
});
