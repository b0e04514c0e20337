import { v7 as uuidv7 } from 'uuid';
import type { SavedSearch } from '../domain/saved-search.ts';
import type { Writer } from './journal.ts';
import type { Library } from './open-library.ts';

/** The saved searches by name. */
export function savedSearches(library: Library): SavedSearch[] {
  return library.sql('select name, query from saved_search order by name collate nocase').all() as SavedSearch[];
}

/** The saved search with this name, whatever its case. */
export function findSavedSearch(library: Library, name: string): SavedSearch | undefined {
  return library.sql('select name, query from saved_search where name = ?').get(name) as SavedSearch | undefined;
}

/** Keeps a query under a name; one that has the name gets the query. @returns whether anything changed. */
export function saveSearch(writer: Writer, { name, query }: SavedSearch): boolean {
  const uid = uidOf(writer.library, name);
  if (uid !== undefined) return writer.update('saved_search', uid, { query });
  writer.insert('saved_search', { uid: uuidv7(), name, query });
  return true;
}

/** @returns whether there was one with this name. */
export function removeSavedSearch(writer: Writer, name: string): boolean {
  const uid = uidOf(writer.library, name);
  if (uid === undefined) return false;
  writer.remove('saved_search', uid);
  return true;
}

function uidOf(library: Library, name: string): string | undefined {
  return library.sql('select uid from saved_search where name = ?').pluck().get(name) as string | undefined;
}
