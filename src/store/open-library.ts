import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database, { type Database as Db, type Statement } from 'better-sqlite3';
import { UserError } from '../domain/user-error.ts';
import { makeFolder } from './make-folder.ts';
import { migrate, pendingMigrations, preparing } from './migrate.ts';
import { APPLICATION_ID, latestVersion, type Migration } from './migrations.ts';
import type { OnIndexed } from './search-index.ts';
import { explainSqlite } from './sqlite-errors.ts';

/** An open library. Everything in store/ takes it first. */
export interface Library {
  readonly file: string;
  readonly db: Db;
  /** Prepared statement for the text; prepared once. */
  sql(text: string): Statement<unknown[], unknown>;
  now(): Date;
  close(): void;
}

export interface OpenOptions {
  /** Make the library, and its folder, when there is none. Default true. */
  create?: boolean;
  /** The clock, for tests. */
  now?: () => Date;
  /** Keep little of the file in memory: for who stays open for hours and gives large changes to connections of their own. */
  lean?: true;
  /** Hears how far the search index is while that of an older library is made anew. */
  onIndexed?: OnIndexed;
  /** The steps that this program knows, for tests. */
  migrations?: readonly Migration[];
}

// In kibibytes, negative as SQLite wants them. A large import rarely writes pages before it is committed; searches are no
// faster with the larger one, for the system keeps the file too.
const WRITING_CACHE = -65_536;
const LEAN_CACHE = -8192;

/**
 * Opens (or makes) the library in `file`; ":memory:" is a library that lives as long as the process.
 * Brings an older library up to date, after a backup of it into `backups/` beside it.
 * @throws UserError when the file is not a library, comes from a newer Lectern, or cannot be read or written.
 */
export function openLibrary(file: string, options: OpenOptions = {}): Library {
  const inMemory = file === ':memory:';
  if (!inMemory) checkFile(file, options.create ?? true);
  let db: Db;
  try {
    db = new Database(file, { timeout: 5000 });
  } catch (error) {
    throw explainSqlite(error, file);
  }
  try {
    db.pragma('trusted_schema = OFF');
    db.pragma('foreign_keys = ON');
    checkOwner(db, file, latestVersion(options.migrations));
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('temp_store = MEMORY');
    db.pragma(`cache_size = ${options.lean ? LEAN_CACHE : WRITING_CACHE}`);
    bringUpToDate(db, inMemory ? undefined : file, options);
  } catch (error) {
    db.close();
    throw explainSqlite(error, file);
  }
  return libraryOn(db, file, options.now);
}

/**
 * A second connection to a library that this process holds open: reads what is committed, cannot write.
 * @throws UserError when the file cannot be read.
 */
export function openReader(file: string): Library {
  try {
    const db = new Database(file, { readonly: true, timeout: 5000 });
    db.pragma('trusted_schema = OFF');
    db.pragma('temp_store = MEMORY');
    db.pragma(`cache_size = ${LEAN_CACHE}`);
    return libraryOn(db, file);
  } catch (error) {
    throw explainSqlite(error, file);
  }
}

function libraryOn(db: Db, file: string, now = () => new Date()): Library {
  return { file, db, now, sql: preparing(db), close: () => void db.close() };
}

function checkFile(file: string, create: boolean): void {
  if (!existsSync(file)) {
    if (!create) throw new UserError(`${file}: no such library`, 'make one with "lectern init"');
    try {
      makeFolder(dirname(file));
    } catch (error) {
      throw new UserError(
        `${dirname(file)}: cannot make this folder (${(error as NodeJS.ErrnoException).code})`,
        'choose another place with --library FILE',
      );
    }
    return;
  }
  if (statSync(file).isDirectory()) {
    throw new UserError(`${file}: is a folder, not a library`, `name the file, such as ${join(file, 'lectern.db')}`);
  }
  let head: Buffer;
  try {
    head = readHead(file);
  } catch (error) {
    throw new UserError(
      `${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`,
      'check who may read the file, or choose another with --library FILE',
    );
  }
  if (head.length > 0 && head.toString('latin1') !== 'SQLite format 3\0') {
    throw new UserError(
      `${file}: not a Lectern library`,
      'choose another file with --library FILE; this one was not touched',
    );
  }
}

function readHead(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(16);
    return head.subarray(0, readSync(descriptor, head, 0, 16, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Refuses a database of another program and a library of a newer Lectern before anything is written to it. */
function checkOwner(db: Db, file: string, known: number): void {
  const empty = db.prepare('select count(*) from sqlite_schema').pluck().get() === 0;
  if (empty) return;
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new UserError(
      `${file}: a SQLite database of another program, not a Lectern library`,
      'choose another file with --library FILE; this one was not touched',
    );
  }
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > known) {
    throw new UserError(
      `${file}: made by a newer Lectern (library version ${version}, this one knows ${known})`,
      'update Lectern; the library was not touched',
    );
  }
}

function bringUpToDate(db: Db, file: string | undefined, options: OpenOptions): void {
  const { migrations, now = () => new Date(), onIndexed } = options;
  if (pendingMigrations(db, migrations).length === 0) return;
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > 0 && file !== undefined) {
    const folder = join(dirname(file), 'backups');
    makeFolder(folder);
    const stamp = now().toISOString().replaceAll(/[:.]/g, '-');
    db.prepare('vacuum into ?').run(join(folder, `${basename(file, '.db')}-v${version}-${stamp}.db`));
  }
  migrate(db, migrations, onIndexed);
}

/** Closes the library with everything in its one file, so that the file can be moved. @throws UserError when the disk is full. */
export function closeForGood(library: Library): void {
  try {
    library.db.pragma('wal_checkpoint(TRUNCATE)');
    library.db.pragma('journal_mode = DELETE');
  } catch (error) {
    throw explainSqlite(error, library.file);
  }
  library.close();
}
