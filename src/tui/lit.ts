import { highlight } from '../domain/highlight.ts';
import { parseQuery, type Query } from '../domain/query.ts';
import type { State } from './state.ts';
import type { Span, Token } from './theme.ts';

let last: Query | undefined;

/** The query whose words are lit: what is typed, and what the saved search of the place asks for. */
export function litQuery({ query, place, searches }: Pick<State, 'query' | 'place' | 'searches'>): Query {
  const saved = place.kind === 'search' ? searches.find(({ name }) => name === place.name)?.query : undefined;
  const text = saved === undefined ? query : `${saved} ${query}`;
  if (last?.text !== text) last = parseQuery(text);
  return last;
}

/** Text that is safe to show as spans, with the words that match lit. */
export function litSpans(text: string, query: Query, field?: string, token: Token = 'plain'): Span[] {
  if (query.root === undefined) return [[text, token]];
  const spans: Span[] = [];
  let at = 0;
  for (const { start, end } of highlight(text, query, field)) {
    if (start > at) spans.push([text.slice(at, start), token]);
    spans.push([text.slice(start, end), 'match']);
    at = end;
  }
  if (at < text.length) spans.push([text.slice(at), token]);
  return spans;
}
