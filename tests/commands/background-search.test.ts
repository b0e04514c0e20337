import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Background, startBackground } from '../../src/commands/background.ts';
import { browse, type Listing, type Wanted } from '../../src/commands/browse.ts';
import { write } from '../../src/store/journal.ts';
import { type Library, openLibrary } from '../../src/store/open-library.ts';
import { insertStudy } from '../../src/store/studies.ts';

// The built thread on a library that is too large to be searched within one frame.
const STUDIES = 6000;
const WORKER = new URL('../../dist/worker.js', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'lectern-search-'));
let library: Library;
let background: Background;

beforeAll(() => {
  library = openLibrary(join(folder, 'lectern.db'));
  write(library, 'import', (writer) => {
    for (let at = 0; at < STUDIES; at += 1) {
      const title = at === 17 ? 'Reading' : `Study ${at} of writing`;
      const abstract = `What people say about reading and habit, part ${at}. ${'The text goes on. '.repeat(20)}`;
      insertStudy(writer, {
        item: { id: `key${at}`, type: 'book', title, abstract },
        tags: at % 3 === 0 ? ['method/survey'] : ['method/interview'],
        status: 'unscreened',
      });
    }
    return { summary: 'import', result: undefined };
  });
  background = startBackground(WORKER);
});
afterAll(() => {
  background.close();
  library.close();
  rmSync(folder, { recursive: true });
});

const wanted = (query: string, more: Partial<Wanted> = {}): Wanted => ({
  query,
  place: { kind: 'all' },
  sort: undefined,
  find: 'studies',
  ...more,
});

test('the first page of a large library comes at once, newest first and not whole', () => {
  const first = browse(library, background).listAtOnce(wanted('reading'));
  expect(first?.isWhole).toBe(false);
  expect(first?.ids[0]).toBe(STUDIES);
  expect(first?.ids.length).toBeLessThan(STUDIES);
});

test('the whole answer comes ranked from the thread', async () => {
  const listing = await browse(library, background).listLater(wanted('reading'));
  expect(listing?.ids.length).toBe(STUDIES);
  expect(listing?.ids[0]).toBe(18);
});

test.each([
  ['"reading and habit"', {}],
  ['title:=reading OR type:book', {}],
  ['sort:abstract', {}],
  ['reading', { place: { kind: 'tag', name: 'method' } }],
  ['reading', { sort: { field: 'abstract', descending: true } }],
] as const)('the newest of %s %j come from the thread before the whole answer', async (query, more) => {
  const told: Listing[] = [];
  const browser = browse(library, background);
  expect(browser.listAtOnce(wanted(query, more))).toBeUndefined();
  const whole = await browser.listLater(wanted(query, more), (newest) => told.push(newest));
  expect(told).toHaveLength(1);
  expect(told[0]?.ids.length).toBeLessThan(STUDIES);
  expect(told[0]?.ids[0]).toBeGreaterThan(told[0]?.ids[1] as number);
  expect(whole?.ids.length).toBe(STUDIES);
});

test('newer searches supersede older ones, and the last is answered', async () => {
  const browser = browse(library, background);
  const answers = await Promise.all(['r', 're', 'rea', 'reading'].map((query) => browser.listLater(wanted(query))));
  expect(answers.slice(0, -1)).toEqual([undefined, undefined, undefined]);
  expect(answers.at(-1)?.ids.length).toBe(STUDIES);
});

test('a search that is running stops when another is wanted', async () => {
  const browser = browse(library, background);
  await browser.listLater(wanted('habit'));
  const huge = Array.from('abcdefghijklmnoprstuvw').join(' OR ');
  const started = performance.now();
  const whole = await browser.listLater(wanted(huge));
  const alone = performance.now() - started;
  expect(whole?.ids.length).toBe(STUDIES);
  const slow = browser.listLater(wanted(huge));
  await new Promise((resolve) => setTimeout(resolve, alone / 4));
  const again = performance.now();
  const quick = browser.listLater(wanted('key:key17'));
  expect(await slow).toBeUndefined();
  expect((await quick)?.ids.length).toBeGreaterThan(0);
  expect(performance.now() - again).toBeLessThan(alone);
});

test('what is committed while the thread is open is found', async () => {
  const browser = browse(library, background);
  const before = (await browser.listLater(wanted('entirely')))?.ids.length;
  write(library, 'add', (writer) => ({
    summary: 'add',
    result: insertStudy(writer, {
      item: { id: 'new', type: 'book', title: 'Entirely new' },
      tags: [],
      status: 'unscreened',
    }),
  }));
  expect(before).toBe(0);
  expect((await browser.listLater(wanted('entirely')))?.ids.length).toBe(1);
});

test('counts of places come from the thread, and give way to a search', async () => {
  const browser = browse(library, background);
  const places = [
    { kind: 'tag', name: 'method' },
    { kind: 'tag', name: 'method/survey' },
  ] as const;
  expect(browser.countAtOnce(places)).toBeUndefined();
  expect(await browser.countLater(places)).toEqual([STUDIES, STUDIES / 3]);
  const counting = browser.countLater(places);
  const listing = browser.listLater(wanted('reading'));
  expect(await counting).toBeUndefined();
  expect((await listing)?.ids.length).toBe(STUDIES);
});
