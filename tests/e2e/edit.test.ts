import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview, reviewFolder } from './review.ts';

const LECTERN = fileURLToPath(new URL('../../dist/lectern.js', import.meta.url));

const next = keyOf('next-field', 'form');

test('a field is edited, told of when it is wrong, and saved as one undo', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('edit'));
  await tty.until('Edit wright2016meta');
  tty.press('ctrl-u');
  tty.type('A title of our own');
  await tty.until('A title of our own');
  tty.press(keyOf('save', 'form'));
  await tty.until('Changed Title of wright2016meta');
  await tty.until(/2016 A title of our own/);
  tty.press(keyOf('undo'));
  await tty.until(/2016 A Meta-Analysis/);
  tty.press(keyOf('redo'));
  await tty.until(/2016 A title of our own/);
});

test('the type brings its own fields to the front and keeps what was written', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('edit'));
  await tty.until('Edit wright2016meta');
  expect(tty.text()).toContain('Journal article');
  tty.press(keyOf('previous-field', 'form'));
  await tty.until('< Journal article >');
  tty.type('t');
  await tty.until('< Thesis >');
  await tty.until('Genre');
});

test('an impossible date is told beside its field and not saved', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('edit'));
  await tty.until('Edit wright2016meta');
  tty.press(next, 'tab');
  await tty.until(/>Date/);
  tty.press('ctrl-u');
  tty.type('2016-13-40');
  await tty.until('! "2016-13-40" is not a date');
  tty.press(keyOf('save', 'form'));
  await tty.until('Not saved yet: Date has to be mended.');
});

test('a study is added by hand, with names one a line, and the cursor goes to it', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('add'));
  await tty.until('New study');
  tty.type('Observations on a method');
  tty.press(next);
  tty.type('Weber, Marianne');
  tty.press('enter');
  tty.type('{Royal Society}');
  tty.press('tab');
  tty.type('12 June 2019');
  await tty.until('12 June 2019');
  tty.press(keyOf('save', 'form'));
  await tty.until('Added weber2019observations');
  await tty.until('Studies 21');
  await tty.until(/^>.*Weber/m);
});

test('an editor of the user gets a long text and gives it back', async () => {
  const tty = await openReview({
    env: { VISUAL: `${process.execPath} -e "require('fs').appendFileSync(process.argv[1],'written outside')"` },
  });
  await tty.until('1 of 20');
  tty.press(keyOf('excerpt add'));
  await tty.until('New excerpt of');
  tty.type('begun here');
  tty.press(keyOf('editor', 'form'));
  await tty.until('written outside');
  expect(tty.alt).toBe(true);
  expect(tty.text()).toContain('begun here');
});

test('Ctrl-E goes to the end of a name, and opens the editor in a long text only', async () => {
  const tty = await openReview({ env: { EDITOR: 'false' } });
  tty.press(keyOf('add'));
  await tty.until('New study');
  // Type, title, author.
  tty.press(keyOf('next-field', 'form'), keyOf('next-field', 'form'));
  tty.type('Weber');
  tty.press('ctrl-a', 'ctrl-e');
  tty.type(', Max');
  await tty.until('Weber, Max');
  expect(tty.text()).not.toContain('editor "false"');
});

test('what another process has changed meanwhile is told before it is overwritten', async () => {
  const folder = reviewFolder();
  const tty = await openReview({ folder, cols: 120, rows: 40 });
  await tty.until('1 of 20');
  tty.press(keyOf('edit'));
  await tty.until('Edit wright2016meta');
  execFileSync(process.execPath, [LECTERN, 'edit', 'title=Changed elsewhere', 'wright2016meta'], { cwd: folder });
  tty.type(' and here');
  tty.press(keyOf('save', 'form'));
  await tty.until('was changed elsewhere to "Changed elsewhere"');
  expect(title(folder)).toBe('Changed elsewhere');
  tty.press(keyOf('save', 'form'));
  await tty.until('Changed Title of wright2016meta');
  expect(title(folder)).toMatch(/ and here$/);
});

function title(folder: string): string {
  const json = execFileSync(process.execPath, [LECTERN, 'show', 'wright2016meta', '--json'], { cwd: folder });
  return (JSON.parse(String(json)) as { title: string }).title;
}

test('words that are no date are refused beside the field, with what is accepted', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('edit'));
  await tty.until('Edit wright2016meta');
  tty.press(next, next);
  await tty.until(/^>Date/m);
  tty.press('ctrl-u');
  tty.type('blah');
  await tty.until('! "blah" is not a date; write 2020-06-12, June 2020,');
  await tty.until('forthcoming, or "other words"');
  tty.press(keyOf('save', 'form'));
  await tty.until('Not saved yet: Date has to be mended.');
  tty.press('ctrl-u');
  tty.type('June 2015');
  await tty.until(() => !tty.text().includes('is not a date'));
  tty.press(keyOf('save', 'form'));
  await tty.until('Changed Date of wright2016meta.');
});
