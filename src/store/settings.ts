import type { Library } from './open-library.ts';
import { explainSqlite } from './sqlite-errors.ts';

/** What was last written under this name; undefined when nothing was. */
export function readSetting(library: Library, name: string): unknown {
  const value = library.sql('select value from setting where name = ?').pluck().get(name) as string | undefined;
  return value === undefined ? undefined : JSON.parse(value);
}

/** Keeps a choice of the user with the library. It is no change to the review: the journal does not hear of it. @throws UserError when it cannot be written */
export function writeSetting(library: Library, name: string, value: unknown): void {
  try {
    library
      .sql('insert into setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value')
      .run(name, JSON.stringify(value));
  } catch (error) {
    throw explainSqlite(error, library.file);
  }
}
