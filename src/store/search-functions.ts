import type { Database } from 'better-sqlite3';
import { foldForSearch, searchTerms } from '../domain/text/search-text.ts';
import { squeezeIdentifier, valueTexts } from './search-index.ts';

const registered = new WeakSet<Database>();
const stops = new WeakMap<Database, () => boolean>();

/** The search was given up because it was no longer wanted. */
export class SearchStopped extends Error {}

/** Whether the statements of this connection that are compiled as stoppable should end. */
export function setStop(db: Database, stop: () => boolean): void {
  stops.set(db, stop);
}

/** Gives a connection the SQL functions that compiled queries call. Each takes the JSON of one value of an item. */
export function registerSearchFunctions(db: Database): void {
  if (registered.has(db)) return;
  registered.add(db);
  const options = { deterministic: true, directOnly: true };
  /** Whether one of the texts has these words (a JSON list) one after the other; of the last, the beginning when prefix is 1. */
  db.function('lectern_words', options, (value: unknown, terms: unknown, prefix: unknown) => {
    const wanted = JSON.parse(String(terms)) as string[];
    return Number(textsOf(value).some((text) => hasPhrase(searchTerms(text), wanted, prefix === 1)));
  });
  /** Whether the value, or one of its texts, is this folded text, or begins so when prefix is 1. */
  db.function('lectern_whole', options, (value: unknown, folded: unknown, prefix: unknown) =>
    Number(
      textsOf(value).some((text) => {
        const own = foldForSearch(text).trim();
        return prefix === 1 ? own.startsWith(String(folded)) : own === folded;
      }),
    ),
  );
  /** 1 while the search is wanted. @throws SearchStopped */
  db.function('lectern_go', { directOnly: true }, () => {
    if (stops.get(db)?.()) throw new SearchStopped();
    return 1;
  });
  /** The identifier without spaces and hyphens, or null. */
  db.function('lectern_identifier', options, (value: unknown) => {
    const [text] = textsOf(value);
    return text === undefined ? null : squeezeIdentifier(text);
  });
}

function textsOf(value: unknown): string[] {
  return typeof value === 'string' ? valueTexts(JSON.parse(value)) : [];
}

function hasPhrase(terms: readonly string[], wanted: readonly string[], prefix: boolean): boolean {
  const last = wanted.length - 1;
  for (let at = 0; at + last < terms.length; at++) {
    const fits = wanted.every((term, i) => {
      const own = terms[at + i]!;
      return prefix && i === last ? own.startsWith(term) : own === term;
    });
    if (fits) return true;
  }
  return false;
}
