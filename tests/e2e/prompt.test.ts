import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import { keyOf } from './keys.ts';
import { openReview } from './review.ts';

const run = keyOf('run-line', 'prompt');
const complete = keyOf('complete', 'prompt');

test('the prompt completes commands, tags and keys', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type('scr');
  tty.press(complete);
  await tty.until(':screen');
  tty.type('exc');
  tty.press(complete);
  await tty.until(':screen excluded');
  tty.type('icmec');
  tty.press(complete);
  await tty.until(':screen excluded icmec2017online');
  tty.press(run);
  await tty.until('Screened 1 study as excluded');
});

test('wrong words are one line, and the list goes on', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  for (const [line, answer] of [
    ['tga +x', 'no such command: tga; did you mean tag?'],
    ['tag', 'Tags of'],
    ['export --nonsense', 'unknown option'],
    ['edit title', 'FIELD=VALUE'],
    ['excerpt edit', 'choose an excerpt'],
    ['init', 'already a workspace'],
  ] as const) {
    tty.press(keyOf('prompt'));
    await tty.until(/^:/m);
    tty.type(line);
    tty.press(run);
    await tty.until(answer);
    if (answer === 'Tags of') {
      tty.press(keyOf('close', 'picker'));
      await tty.until('Studies 20');
    }
  }
  tty.press(keyOf('down'));
  await tty.until('2 of 20');
});

test('history comes back, and actions have names', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type('last');
  tty.press(run);
  await tty.until('20 of 20');
  tty.press(keyOf('first'), keyOf('prompt'), keyOf('select-previous', 'prompt'));
  await tty.until(':last');
  tty.press(run);
  await tty.until('20 of 20');
});

test('what cannot be undone asks first', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('trash'));
  await tty.until('Moved wright2016meta to the trash');
  await tty.until('Studies 19');
  tty.press(keyOf('prompt'));
  tty.type('empty-trash');
  tty.press(run);
  await tty.until('Remove 1 study for good?');
  tty.press(keyOf('no', 'confirm'));
  await tty.until(() => !tty.text().includes('for good?'));
  tty.press(keyOf('undo'));
  await tty.until('Studies 20');
  expect(tty.text()).toContain('Undone');
});

test('the history of the library is listed', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('trash'));
  await tty.until('Studies 19');
  tty.press(keyOf('prompt'));
  tty.type('history');
  tty.press(run);
  await tty.until('move wright2016meta to the trash');
  tty.press(keyOf('close', 'message'));
  await tty.until('Studies 19');
});

test('a key pressed while a command works is kept for after it', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  // The first reference takes long: the citation styles are loaded for it.
  tty.press(keyOf('copy reference'), keyOf('history'));
  // Esc and a key of the same read would be one chord.
  await new Promise((resolve) => setTimeout(resolve, 60));
  tty.press('esc');
  await new Promise((resolve) => setTimeout(resolve, 60));
  tty.press(keyOf('last'));
  await tty.until('20 of 20');
});

test('a message that is wider than the screen goes on in the row below', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type('import a/folder/with/a/long/name/that/is/not/there/at/all/and/a/file/in/it.bib');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until(/in\/it\.bib: no\s+such file; check the name/);
  tty.press(keyOf('down'));
  await tty.until('2 of 20');
});

test('the prompt shows a study, and the settings', async () => {
  const tty = await openReview({ cols: 120, rows: 40 });
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type('show icmec2017online');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until('▸ icmec2017online');
  tty.press(keyOf('prompt'));
  tty.type('config');
  tty.press(keyOf('run-line', 'prompt'));
  await tty.until('citationStyle');
});

/** What each command answers when its name alone is run on the first study. */
const ANSWERS: Record<string, string | RegExp> = {
  init: 'already a workspace',
  import: 'write import FILE',
  find: '1 of 20',
  show: '▸ wright2016meta',
  add: '▸ New study',
  edit: '▸ Edit wright2016meta',
  tag: '▸ Tags of wright2016meta',
  screen: 'wright2016meta is',
  attach: 'write attach FILE',
  detach: 'write detach FILE',
  'excerpt add': '▸ New excerpt of wright2016meta',
  'excerpt edit': 'choose an excerpt in the detail pane first',
  'excerpt remove': 'choose an excerpt in the detail pane first',
  codebook: '▸ codebook',
  'codebook define': 'write codebook define TAG',
  'codebook rename': 'write codebook rename TAG NEW',
  'codebook demote': 'No tag without a definition',
  'keyword list': 'No study has a keyword.',
  'keyword adopt': 'write keyword adopt KEYWORD',
  'search save': 'there is no search to save',
  'search list': 'No search is saved.',
  'search remove': 'there is no saved search under the cursor',
  export: '▸ Export',
  open: /Opened|cannot open/,
  'copy key': 'Copied wright2016meta.',
  'copy reference': 'Copied the reference',
  undo: 'nothing to undo',
  redo: 'nothing to redo',
  history: '▸ History',
  'history jump': 'write history jump STEP',
  trash: 'Moved wright2016meta to the trash.',
  restore: 'Not in the trash.',
  'empty-trash': 'The trash is empty.',
  'rebuild-index': /[Ii]ndex/,
  config: '▸ config',
  tour: 'Tour, 1 of',
};

test.each(COMMANDS.map(({ name }) => name))('":%s" runs, or says in words what to write', async (name) => {
  const tty = await openReview({ cols: 120, env: { PATH: '/nowhere' } });
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  await tty.until(/^:/m);
  tty.type(name);
  tty.press(run);
  await tty.until(ANSWERS[name] ?? 'an answer in the table above', 25_000);
});

test('a workspace is made from the prompt, in the home folder', async () => {
  const tty = await openReview({ cols: 120 });
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type('init ~/other');
  tty.press(run);
  await tty.until('Made a workspace in');
  expect(existsSync(join(tty.home, 'other', 'library', 'lectern.db'))).toBe(true);
});

test('the tour runs from the prompt, and ends where one was', async () => {
  const tty = await openReview({ cols: 120 });
  await tty.until('1 of 20');
  tty.press(keyOf('down'), keyOf('prompt'));
  tty.type('tour');
  tty.press(run);
  await tty.until('Tour, 1 of');
  tty.press(keyOf('back'));
  await tty.until('Back from the tour');
  expect(tty.text()).not.toContain('Tour, 1 of');
  tty.press(keyOf('down'));
  await tty.until('3 of 20');
});

test('passages, saved searches and a reference in another style come on the screen', async () => {
  const tty = await openReview({ cols: 120 });
  await tty.until('1 of 20');
  const line = async (text: string, answer: string | RegExp) => {
    tty.press(keyOf('prompt'));
    await tty.until(/^:/m);
    tty.type(text);
    tty.press(run);
    await tty.until(answer, 25_000);
  };
  await line('search save Grooming tag:harm/grooming', 'Saved the search Grooming');
  await line('search list', /Grooming +8 studies: tag:harm\/grooming/);
  tty.press(keyOf('close', 'message'));
  await tty.until('Studies 20');
  await line('find --excerpts groom', 'Passages');
  await line('find groom', 'Studies');
  await line('show --style vancouver wright2016meta', /Wright PJ, Tokunaga RS/);
});
