import { parseQuery, type Query } from '../domain/query/query.ts';
import type { QueryNode, SortTerm } from '../domain/query/query-tree.ts';
import { isInstant } from '../store/compile-query.ts';
import type { Library } from '../store/open-library.ts';
import { findSavedSearch } from '../store/saved-searches.ts';
import { countMatches, type SearchOptions, searchExcerpts, searchIds } from '../store/search.ts';
import { studiesByTag } from '../store/tags.ts';

/**
 * A part of the library: all that is not in the trash, what nobody has screened yet, what has a tag or one below it, what a
 * saved search finds, or the trash.
 */
export type Place =
  | { kind: 'all' }
  | { kind: 'inbox' }
  | { kind: 'tag'; name: string }
  | { kind: 'search'; name: string }
  | { kind: 'trash' };

/** What is in the inbox, as a query. */
export const INBOX_QUERY = 'status:unscreened';

/** What the list is to show. Without `sort` the best matches come first, or the newest when nothing is searched for. */
export interface Wanted {
  query: string;
  place: Place;
  sort: SortTerm | undefined;
  find: 'studies' | 'passages';
}

/** Row ids in order: of studies, and for passages also those of the excerpts, one beside the other. */
export interface Listing {
  ids: ArrayLike<number>;
  passages?: ArrayLike<number>;
}

/** What is wanted, so that another thread can look for it: the query of a saved search stands in place of its name. */
export type Request = Omit<Wanted, 'place'> & { place: Place | { kind: 'query'; query: string } };

/** What is wanted as another thread can look for it; a saved search that is gone finds every study. */
export function requestOf(library: Library, wanted: Wanted): Request {
  const { place } = wanted;
  if (place.kind !== 'search') return wanted;
  return { ...wanted, place: { kind: 'query', query: findSavedSearch(library, place.name)?.query ?? '' } };
}

/** Everything that is wanted, in its order. @throws SearchStopped */
export function listAll(library: Library, request: Request, stop?: () => boolean): Listing {
  return listing(library, request, queryOf(request), { order: 'ranked', ...(stop ? { stop } : {}) });
}

/** Whether the newest of what is wanted come within a few milliseconds, whatever the library. */
export function isNewestInstant({ query, place, sort }: Request): boolean {
  return place.kind === 'all' && sort === undefined && isInstant(parseQuery(query));
}

/** The newest of what is wanted, however it is to be sorted. @throws SearchStopped */
export function listNewest(library: Library, request: Request, limit: number, stop?: () => boolean): Listing {
  const query = { ...queryOf(request), sort: [] };
  return listing(library, request, query, { order: 'recent', limit, ...(stop ? { stop } : {}) });
}

/** How many studies are in each place. @throws SearchStopped */
export function countPlaces(library: Library, places: readonly Request['place'][], stop?: () => boolean): number[] {
  const tags = places.some(({ kind }) => kind === 'tag') ? studiesByTag(library, stop) : undefined;
  return places.map((place) =>
    place.kind === 'tag' ? (tags?.get(place.name.toLowerCase()) ?? 0) : countPlace(library, place, stop),
  );
}

function countPlace(library: Library, place: Request['place'], stop?: () => boolean): number {
  const query = queryOf({ query: '', place, sort: undefined, find: 'studies' });
  return countMatches(library, query, stop ? { stop } : {});
}

function listing(library: Library, request: Request, query: Query, options: SearchOptions): Listing {
  if (request.find === 'studies') return { ids: searchIds(library, query, options) };
  const found = searchExcerpts(library, query, options);
  return { ids: Int32Array.from(found, (p) => p.studyId), passages: Int32Array.from(found, (p) => p.id) };
}

function queryOf({ query: text, place, sort }: Request): Query {
  const query = parseQuery(text);
  const outer = place.kind === 'query' ? parseQuery(place.query) : undefined;
  const parts = [outer ? outer.root : nodeOf(place), query.root].filter((part) => part !== undefined);
  const order = [query.sort, sort ? [sort] : [], outer?.sort ?? []].find((terms) => terms.length > 0) ?? [];
  const { root: _, ...rest } = query;
  if (parts.length === 0) return { ...rest, sort: order };
  const root: QueryNode = parts.length === 1 ? (parts[0] as QueryNode) : { start: 0, end: 0, kind: 'and', parts };
  return { ...rest, root, sort: order };
}

function nodeOf(place: Request['place']): QueryNode | undefined {
  const span = { start: 0, end: 0 };
  if (place.kind === 'inbox') return parseQuery(INBOX_QUERY).root;
  if (place.kind === 'trash') return { ...span, kind: 'in', place: 'trash' };
  return place.kind === 'tag' ? { ...span, kind: 'tag', name: place.name, reach: 'branch' } : undefined;
}
