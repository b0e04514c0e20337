import type { Library } from './open-library.ts';
import { explainSqlite } from './sqlite-errors.ts';

/** Runs `work` in one immediate transaction; SQLite failures that the user can act on become UserErrors. */
export function inTransaction<T>(library: Library, work: () => T): T {
  try {
    return library.db.transaction(work).immediate();
  } catch (error) {
    throw explainSqlite(error, library.file);
  }
}
