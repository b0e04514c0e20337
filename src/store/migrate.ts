import type { Database, Statement } from 'better-sqlite3';
import { APPLICATION_ID, MIGRATIONS, type Migration } from './migrations.ts';
import { indexEverything, type OnIndexed } from './search-index.ts';

/** Steps not yet taken, oldest first. Does not write. */
export function pendingMigrations(db: Database, steps = MIGRATIONS): Migration[] {
  const version = db.pragma('user_version', { simple: true }) as number;
  return steps.filter((m) => m.version > version);
}

/**
 * Takes each pending step together with its record, in one transaction a step; a search index that they change is made anew
 * with the last of them that does.
 */
export function migrate(db: Database, steps = MIGRATIONS, onIndexed?: OnIndexed): void {
  const pending = pendingMigrations(db, steps);
  const lastIndex = pending.findLast(({ reindexes }) => reindexes);
  for (const migration of pending) {
    // Has no effect within a transaction. Left on, dropping a table would count as removing the rows that others refer to.
    if (migration.rebuilds) db.pragma('foreign_keys = OFF');
    try {
      db.transaction(() => {
        // Another process may have taken the step while this one waited for the lock.
        if ((db.pragma('user_version', { simple: true }) as number) >= migration.version) return;
        db.exec(migration.sql);
        if (migration.rebuilds) checkReferences(db);
        if (migration === lastIndex) indexEverything({ db, sql: preparing(db) }, onIndexed);
        db.pragma(`application_id = ${APPLICATION_ID}`);
        db.pragma(`user_version = ${migration.version}`);
      }).immediate();
    } finally {
      db.pragma('foreign_keys = ON');
    }
  }
}

/** @throws when a row refers to one that is not there. */
function checkReferences(db: Database): void {
  const [broken] = db.pragma('foreign_key_check') as { table: string }[];
  if (broken) throw new Error(`a row of ${broken.table} refers to one that is not there`);
}

/** Statements by their text, each prepared once. */
export function preparing(db: Database): (text: string) => Statement<unknown[], unknown> {
  const statements = new Map<string, Statement<unknown[], unknown>>();
  return (text) => {
    let statement = statements.get(text);
    if (!statement) {
      statement = db.prepare(text) as Statement<unknown[], unknown>;
      statements.set(text, statement);
    }
    return statement;
  };
}
