import type { Query } from '../domain/query/query-tree.ts';
import { type CompileOptions, compileQuery, type SearchOrder } from './compile-query.ts';
import type { Library } from './open-library.ts';
import { registerSearchFunctions, setStop } from './search-functions.ts';

export interface SearchOptions {
  /** Default `recent`. */
  order?: SearchOrder;
  limit?: number;
  /** Asked again and again while the statement runs; when it says true, it throws SearchStopped. */
  stop?: () => boolean;
}

/** A passage that matches, and the study it stands in: row ids. */
export interface Passage {
  id: number;
  studyId: number;
}

type Searched = Pick<Library, 'db' | 'sql' | 'now'>;

/** Row ids of the studies that a query finds, in order. */
export function searchIds(library: Searched, query: Query, options: SearchOptions = {}): Int32Array {
  const { statement, params } = prepare(library, query, options);
  return Int32Array.from(statement.pluck().all(...params) as number[]);
}

/** How many studies (or passages) a query finds. */
export function countMatches(
  library: Searched,
  query: Query,
  { find = 'studies', stop }: { find?: 'studies' | 'excerpts'; stop?: () => boolean } = {},
): number {
  const { statement, params } = prepare(library, query, { count: true, find, ...(stop ? { stop } : {}) });
  return statement.pluck().get(...params) as number;
}

/** The passages that a query finds. Words, `tag:` and `section:` look at the passage itself, other fields at its study. */
export function searchExcerpts(library: Searched, query: Query, options: SearchOptions = {}): Passage[] {
  const { statement, params } = prepare(library, query, { ...options, find: 'excerpts' });
  return (statement.raw().all(...params) as [number, number][]).map(([id, studyId]) => ({ id, studyId }));
}

function prepare(library: Searched, query: Query, { stop, ...options }: CompileOptions & Pick<SearchOptions, 'stop'>) {
  registerSearchFunctions(library.db);
  if (stop) setStop(library.db, stop);
  const { sql, params } = compileQuery(query, library.now(), { ...options, stoppable: stop !== undefined });
  return { statement: library.sql(sql), params };
}
