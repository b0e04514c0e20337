import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SCOPES } from '../../src/commands/define-command.ts';
import { keymap } from '../../src/commands/registry.ts';
import { keyOf } from './keys.ts';
import { reviewFolder } from './review.ts';
import { startLectern, type Tty } from './tty.ts';

/** Lectern on the review, saying lines; what it said so far is in `raw`. */
async function openAloud(options: { args?: string[]; env?: Record<string, string> } = { args: ['--screen-reader'] }) {
  const tty = startLectern({ cols: 100, rows: 50, cwd: reviewFolder(), ...options });
  onTestFinished(() => tty.close());
  await tty.until('1 of 20: Wright, Tokunaga, Kraus 2016: A Meta-Analysis');
  return tty;
}

/** The lines that a key makes it say, up to one that has these words. */
async function saidAfter(tty: Tty, words: string, ...keys: string[]): Promise<string[]> {
  const from = tty.raw.length;
  tty.press(...keys);
  await tty.until(() => tty.raw.slice(from).includes(words));
  await tty.still(150);
  return tty.raw
    .slice(from)
    .split('\r\n')
    .filter((line) => line !== '');
}

test('each move says the study under the cursor, once and in one line', async () => {
  const tty = await openAloud();
  const said = await saidAfter(tty, '2 of 20', keyOf('down'));
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^2 of 20: Wolak, Finkelhor.* 2008: Online “Predators”.*, tags evidence\/review, harm\//);
});

test('no alternate screen, no cursor movement, no box drawing and no colours', async () => {
  const tty = await openAloud();
  for (const name of ['next-pane', 'previous-pane', 'tag']) await saidAfter(tty, '', keyOf(name));
  await tty.until('Tags of');
  tty.press(keyOf('close', 'picker'));
  await tty.still(150);
  tty.press(keyOf('help'));
  await tty.until('Keys: list');
  expect(tty.alt).toBe(false);
  expect([...new Set(tty.raw.match(/\x1b\[[0-?]*[ -/]*[@-~]/g))]).toEqual(['\x1b[?2004h']);
  expect(tty.raw).not.toMatch(/[\u2500-\u259f]/);
});

test('a search says how many it finds, and the first of them', async () => {
  const tty = await openAloud();
  await saidAfter(tty, 'Search.', keyOf('search'));
  const from = tty.raw.length;
  tty.type('tag:harm/grooming year:2016');
  await tty.until(() => /1 study, search tag:harm\/grooming year:2016/.test(tty.raw.slice(from)));
  await tty.until(() => /1 of 1: Lorenzo-Dus/.test(tty.raw.slice(from)));
  const kept = await saidAfter(tty, '1 of 1', keyOf('keep-search', 'search'));
  expect(kept.join('\n')).toContain('Lorenzo-Dus');
});

test('the tags of a study are chosen by ear, and what was done is said', async () => {
  const tty = await openAloud();
  const opened = await saidAfter(tty, 'Tags of wright2016meta', keyOf('tag'));
  expect(opened.join('\n')).toMatch(/1 of \d+: .*, (?:on|off)[\s\S]*Keys: /);
  const from = tty.raw.length;
  tty.type('groom');
  await tty.until(() => tty.raw.slice(from).includes('harm/grooming, off'));
  await saidAfter(tty, 'harm/grooming, on, changed', keyOf('toggle', 'picker'));
  const applied = await saidAfter(tty, '1 of 20', keyOf('apply', 'picker'));
  expect(applied.join('\n')).toMatch(/harm\/grooming/);
  expect((await saidAfter(tty, 'Undone', keyOf('undo'))).join('\n')).toContain('Undone: ');
});

test('the detail pane is read whole, then excerpt by excerpt', async () => {
  const tty = await openAloud();
  const study = (await saidAfter(tty, 'Citation key', keyOf('next-pane'))).join('\n');
  expect(study).toContain('wright2016meta');
  const excerpt = (await saidAfter(tty, 'summary', keyOf('down', 'detail'))).join('\n');
  expect(excerpt).toMatch(/^Methods, summary.*tags evidence\/meta-analysis:\nPools 22 studies/);
});

test('a form says each field with its place, and typing says what was typed', async () => {
  const tty = await openAloud();
  await saidAfter(tty, 'New study', keyOf('add'));
  const field = (await saidAfter(tty, ' of ', keyOf('next-field', 'form'))).join('\n');
  expect(field).toMatch(/^\d+ of \d+: .+: /);
  expect(await saidAfter(tty, 'W', 'W')).toEqual(['W']);
  expect((await saidAfter(tty, 'without saving', keyOf('close', 'form'))).join('\n')).toMatch(/yes, .* no/);
  tty.press(keyOf('yes', 'confirm'));
  await tty.until(/1 of 20[\s\S]*1 of 20/);
});

test('moving and erasing in an editor says the character, the word or the line, once', async () => {
  const tty = await openAloud();
  await saidAfter(tty, 'Title: empty', keyOf('add'));
  tty.type('Two words');
  await tty.until(() => tty.raw.includes('s\r\n'));
  await tty.still(150);
  for (const [key, said] of [
    ['left', 's'],
    ['left', 'd'],
    ['right', 's'],
    ['right', 'end of the text'],
    ['ctrl-a', 'Two'],
    ['right', 'w'],
    ['end', 'end of the text'],
    ['backspace', 's erased'],
    ['ctrl-w', 'word erased'],
    ['ctrl-u', 'empty'],
  ] as const)
    expect(await saidAfter(tty, said, key), key).toEqual([said]);
});

test('each change of the panes and the search is one line', async () => {
  const tty = await openAloud();
  expect(await saidAfter(tty, 'Library.', keyOf('previous-pane'))).toHaveLength(1);
  expect(await saidAfter(tty, '1 of 20', keyOf('next-pane'))).toHaveLength(1);
  expect(await saidAfter(tty, '1 marked', keyOf('mark'))).toHaveLength(1);
  expect(await saidAfter(tty, 'Search.', keyOf('search'))).toHaveLength(1);
  const found = await saidAfter(tty, '1 of ', 'l');
  expect(found).toHaveLength(1);
  expect(await saidAfter(tty, 'l', 'left')).toEqual(['l']);
});

test('the variable and the setting do the same as the option', async () => {
  const byVariable = await openAloud({ env: { LECTERN_SCREEN_READER: '1' } });
  expect(byVariable.alt).toBe(false);
  const config = join(reviewFolder(), 'lectern');
  mkdirSync(config, { recursive: true });
  writeFileSync(join(config, 'config.json'), '{"screenReader": true}');
  const bySetting = await openAloud({ env: { XDG_CONFIG_HOME: join(config, '..') } });
  expect(bySetting.alt).toBe(false);
  bySetting.press(keyOf('quit'));
  expect((await bySetting.exit).exitCode).toBe(0);
});

test('text from the library cannot command the terminal', async () => {
  const folder = reviewFolder();
  writeFileSync(
    join(folder, 'library', 'zz.json'),
    JSON.stringify([
      {
        id: 'aaa',
        type: 'book',
        title: 'A \u001b[31mred\u001b]52;c;eA==\u0007 title',
        custom: { lectern: { tags: [] } },
      },
    ]),
  );
  const tty = startLectern({ cwd: folder, args: ['--screen-reader'], cols: 100 });
  onTestFinished(() => tty.close());
  await tty.until('1 of 21: A red title');
  expect(tty.raw).not.toContain('\x1b[31m');
  expect(tty.raw).not.toContain('\x1b]52');
});

test('whatever is pressed, it goes on speaking', async () => {
  const tty = await openAloud();
  const leftOut = [keyOf('quit'), 'ctrl-c', keyOf('suspend'), keyOf('open'), keyOf('editor', 'form'), 'esc'];
  const chords = SCOPES.flatMap((scope) => [...keymap()[scope].keys()]).filter((chord) => !leftOut.includes(chord));
  for (const chord of new Set(chords)) {
    tty.press(chord);
    await tty.still(20);
    tty.press('esc');
    await new Promise((resolve) => setTimeout(resolve, 50));
    // What asks whether to leave is answered.
    if (/yes, . no\.\s*(?:Keys: [^.]*\.)?\s*$/.test(tty.text())) tty.press(keyOf('yes', 'confirm'));
  }
  const from = tty.raw.length;
  tty.press(keyOf('help'));
  await tty.until(() => tty.raw.slice(from).includes('Keys: '));
  expect(tty.raw).not.toContain('Error:');
  tty.kill('SIGTERM');
  expect((await tty.exit).exitCode).toBe(143);
});
