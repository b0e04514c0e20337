import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseQuery } from '../../src/domain/query/query.ts';
import { undo, write } from '../../src/store/journal.ts';
import { latestVersion, MIGRATIONS } from '../../src/store/migrations.ts';
import { openLibrary, openReader } from '../../src/store/open-library.ts';
import { searchIds } from '../../src/store/search.ts';
import { countStudies, insertStudy, studyId } from '../../src/store/studies.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-store-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = () => join(folder, 'lectern.db');
const addOne = (id: string) => {
  const library = openLibrary(file());
  write(library, 'add', (writer) => ({
    summary: 'add',
    result: insertStudy(writer, { item: { id, type: 'book', title: id }, tags: [], status: 'unscreened' }),
  }));
  return library;
};

test('a library is made with its folder, in WAL mode, synced at every commit', () => {
  const library = openLibrary(join(folder, 'deep', 'er', 'lectern.db'));
  expect(library.db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(library.db.pragma('synchronous', { simple: true })).toBe(2);
  expect(library.db.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(library.db.pragma('user_version', { simple: true })).toBe(latestVersion());
  library.close();
});

test('what was written is there after a restart', () => {
  addOne('one').close();
  const again = openLibrary(file());
  expect(countStudies(again)).toBe(1);
  again.close();
});

test('a screen that stays open holds at most 16 MB of a large library in memory', () => {
  const connections = [openLibrary(file(), { lean: true }), openReader(file())];
  const kilobytes = connections.map(({ db }) => -(db.pragma('cache_size', { simple: true }) as number));
  expect(kilobytes.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(16_384);
  for (const connection of connections) connection.close();
});

test('two processes hold one library and see each other', () => {
  const first = addOne('one');
  const second = openLibrary(file());
  write(second, 'add', (writer) => ({
    summary: 'add',
    result: insertStudy(writer, { item: { id: 'two', type: 'book', title: 'Two' }, tags: [], status: 'unscreened' }),
  }));
  expect(countStudies(first)).toBe(2);
  first.close();
  second.close();
});

test('a file that is not SQLite is refused and left as it was', () => {
  writeFileSync(file(), 'these are my notes, not a database');
  expect(() => openLibrary(file())).toThrow('not a Lectern library');
  expect(readFileSync(file(), 'utf8')).toBe('these are my notes, not a database');
  expect(readdirSync(folder)).toEqual(['lectern.db']);
});

test('a database of another program is refused and left as it was', () => {
  const other = new Database(file());
  other.exec('create table recipe (name text)');
  other.close();
  const before = readFileSync(file());
  expect(() => openLibrary(file())).toThrow('another program');
  expect(readFileSync(file()).equals(before)).toBe(true);
});

test('a library of a newer Lectern is refused in words and left as it was', () => {
  addOne('one').close();
  const newer = new Database(file());
  newer.pragma(`user_version = ${latestVersion() + 1}`);
  newer.pragma('journal_mode = DELETE');
  newer.close();
  const before = readFileSync(file());
  expect(() => openLibrary(file())).toThrow('made by a newer Lectern');
  expect(readFileSync(file()).equals(before)).toBe(true);
});

test('a damaged library is named as such', () => {
  addOne('one').close();
  const bytes = readFileSync(file());
  bytes.fill(0xff, 100, 4096);
  writeFileSync(file(), bytes);
  expect(() => openLibrary(file())).toThrow(/damaged|not a Lectern library/);
});

test('a folder in place of a library is named as such', () => {
  mkdirSync(file());
  expect(() => openLibrary(file())).toThrow('is a folder, not a library');
});

test('an absent library is not made when only an existing one will do', () => {
  expect(() => openLibrary(file(), { create: false })).toThrow('no such library');
  expect(existsSync(file())).toBe(false);
});

test.skipIf(process.getuid?.() === 0)(
  'a folder that may not be written to is named (skipped for the superuser, who may write anywhere)',
  () => {
    chmodSync(folder, 0o555);
    expect(() => openLibrary(file())).toThrow(/read-only|cannot/);
    chmodSync(folder, 0o755);
  },
);

const next = { version: latestVersion() + 1, summary: 'a step to come' };

test('an older library is backed up, then brought up to date', () => {
  addOne('one').close();
  const newer = openLibrary(file(), {
    migrations: [...MIGRATIONS, { ...next, sql: 'create table later (x text) strict' }],
  });
  expect(newer.db.pragma('user_version', { simple: true })).toBe(next.version);
  expect(countStudies(newer)).toBe(1);
  newer.close();
  const [backup] = readdirSync(join(folder, 'backups'));
  const old = openLibrary(join(folder, 'backups', backup as string));
  expect(old.db.pragma('user_version', { simple: true })).toBe(latestVersion());
  expect(countStudies(old)).toBe(1);
  old.close();
});

test('an older library gets the orders and the search index of this version, and says how far it is', () => {
  const old = openLibrary(file(), { migrations: MIGRATIONS.filter((step) => step.version < 4) });
  const add = old.db.prepare(`
    insert into study (uid, rev, key, key_folded, added_at, changed_at, type, title, title_sort, author, author_sort, container, item)
    values (@key, 0, @key, @key, '', '', 'book', @title, @title, '', '', @container, @item)`);
  const addOld = (key: string, title: string, container: string) =>
    add.run({
      key,
      title,
      container,
      item: JSON.stringify({ id: key, type: 'book', title, 'container-title': container }),
    });
  for (let at = 0; at < 100; at += 1) addOld(`n${at}`, 'Filler', '');
  addOld('a', '“youth', 'Éclair');
  addOld('b', "'...", 'Acta');
  old.close();
  const told: number[] = [];
  const library = openLibrary(file(), { onIndexed: (done, total) => told.push(done / total) });
  const rows = library.db
    .prepare("select title_sort, container_sort from study where key in ('a', 'b') order by key")
    .raw()
    .all();
  expect(rows).toEqual([
    ['youth', 'eclair'],
    ["'...", 'acta'],
  ]);
  expect(searchIds(library, parseQuery('youth eclair'))).toHaveLength(1);
  expect(told).toEqual([100 / 102]);
  library.close();
});

test('an older library keeps everything when its table of studies is made anew, and no id is given twice', () => {
  const old = openLibrary(file(), { migrations: MIGRATIONS.filter((step) => step.version < 6) });
  const insert = old.db.prepare(`
    insert into study (uid, rev, key, key_folded, added_at, changed_at, type, title, title_sort, author, author_sort, container, item, tags)
    values (@key, 1, @key, @key, '', '', 'book', '', '', '', '', '', @item, '["a/b"]')`);
  for (const key of ['one', 'two', 'gone']) insert.run({ key, item: JSON.stringify({ id: key, type: 'book' }) });
  old.db.exec(`
    insert into excerpt (uid, rev, study_id, position, kind, text, added_at, changed_at) values ('x', 1, 2, 0, 'quotation', 'a passage', '', '');
    insert into step (at, command, summary) values ('', 'add', 'add one');
    insert into change (step, entity, uid) values (1, 'study', 'one');
    delete from study where key = 'gone'`);
  const rows = (db: typeof old.db) => ({
    study: db.prepare('select * from study order by id').all(),
    excerpt: db.prepare('select * from excerpt').all(),
    tagging: db.prepare('select * from tagging').all(),
  });
  const before = rows(old.db);
  old.close();

  const library = openLibrary(file());
  expect(rows(library.db)).toEqual(before);
  undo(library);
  expect(studyId(library, 'one')).toBeUndefined();
  expect(studyId(library, 'two')).toBe(2);
  const add = (id: string) =>
    write(library, 'add', (writer) => ({
      summary: id,
      result: insertStudy(writer, { item: { id, type: 'book' }, tags: ['c'], status: 'unscreened' }),
    }));
  expect(add('three')).toBe(4);
  expect(library.db.prepare('select tag from tagging where study_id = 4').pluck().all()).toEqual(['c']);
  expect(() => library.db.exec('delete from study where id = 2')).toThrow('FOREIGN KEY');
  library.close();
});

test('a step that fails leaves the library as it was before the step', () => {
  addOne('one').close();
  const broken = { ...next, sql: 'create table later (x text) strict; select * from nowhere' };
  expect(() => openLibrary(file(), { migrations: [...MIGRATIONS, broken] })).toThrow('nowhere');
  const library = openLibrary(file());
  expect(library.db.pragma('user_version', { simple: true })).toBe(latestVersion());
  expect(library.db.prepare("select 1 from sqlite_schema where name = 'later'").get()).toBeUndefined();
  library.close();
});

test('a full disk is one clear sentence, and nothing is half done', () => {
  const library = addOne('one');
  library.db.pragma(`max_page_count = ${library.db.pragma('page_count', { simple: true })}`);
  const big = 'x'.repeat(3_000_000);
  expect(() =>
    write(library, 'add', (writer) => ({
      summary: 'add',
      result: insertStudy(writer, { item: { id: 'big', type: 'book', title: big }, tags: [], status: 'unscreened' }),
    })),
  ).toThrow('the disk is full');
  expect(countStudies(library)).toBe(1);
  library.close();
});
