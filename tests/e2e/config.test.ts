import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Sandbox } from '../cli/lectern.ts';
import { keyOf } from './keys.ts';
import { openReview, reviewFolder } from './review.ts';
import { type Cell, startLectern } from './tty.ts';

/** A review with settings, and the environment in which they are found. */
function withConfig(settings: unknown): { folder: string; env: { XDG_CONFIG_HOME: string } } {
  const folder = reviewFolder();
  const home = join(folder, '..', 'config');
  mkdirSync(join(home, 'lectern'), { recursive: true });
  const text = typeof settings === 'string' ? settings : JSON.stringify(settings, null, 2);
  writeFileSync(join(home, 'lectern', 'config.json'), text);
  return { folder, env: { XDG_CONFIG_HOME: home } };
}

test("the user's key does what the settings say, and the help shows it", async () => {
  const tty = await openReview({ cols: 120, rows: 60, ...withConfig({ keys: { list: { tag: ['T'] } } }) });
  await tty.until('1 of 20');
  tty.press('T');
  await tty.until('Tags of wright2016meta');
  tty.press(keyOf('close', 'picker'));
  await tty.until(() => !tty.text().includes('Tags of') && tty.text().includes('1 of 20'));
  tty.press(keyOf('help'));
  await tty.until(/T +Put tags on studies/);
});

test('the detail pane has the reference in the style of the settings', async () => {
  const tty = await openReview({ cols: 120, rows: 40, ...withConfig({ citationStyle: 'vancouver' }) });
  await tty.until(/Wright PJ, Tokunaga RS, Kraus A/);
});

test('the theme of the settings colours the screen, and NO_COLOR takes all colours away', async () => {
  const { folder, env } = withConfig({ theme: 'light' });
  const light = await openReview({ folder, env });
  await light.until('1 of 20');
  expect(colours(light.cells())).toContain(24);
  const none = await openReview({ folder, env: { ...env, NO_COLOR: '1' } });
  await none.until('1 of 20');
  expect(colours(none.cells())).toEqual([undefined]);
});

test('a mistake in the settings is told with its line before the screen opens', async () => {
  const { folder, env } = withConfig('{\n  "theme": "purple"\n}\n');
  const tty = startLectern({ cwd: folder, env, cols: 200 });
  onTestFinished(() => tty.close());
  expect((await tty.exit).exitCode).toBe(1);
  expect(tty.raw).toMatch(/config\.json:2: "theme" must be one of/);
  expect(tty.raw).not.toContain('\x1b[?1049h');
});

test('lectern config prints the path, the settings in force and the schema', () => {
  const sandbox = new Sandbox();
  onTestFinished(() => sandbox.remove());
  mkdirSync(sandbox.path('.config', 'lectern'), { recursive: true });
  writeFileSync(sandbox.path('.config', 'lectern', 'config.json'), '{"theme": "light"}');
  const printed = sandbox.json<{ file: string; settings: { theme: string; citationStyle: string }; schema: string }>(
    'config',
  );
  expect(printed.file).toBe(sandbox.path('.config', 'lectern', 'config.json'));
  expect(printed.settings).toMatchObject({ theme: 'light', citationStyle: 'apa' });
  expect(sandbox.ok('config')).toContain(printed.schema);
  expect(JSON.parse(sandbox.ok('config', '--schema'))).toHaveProperty('properties.keys.properties.list.properties.tag');
});

function colours(cells: readonly (readonly Cell[])[]): unknown[] {
  return [...new Set(cells.flat().flatMap(({ foreground, background }) => [foreground, background]))];
}
