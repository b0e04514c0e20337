import { highlight, type LitRange } from '../domain/query/highlight.ts';
import { parseQuery, type Query } from '../domain/query/query.ts';
import type { Block } from './detail-lines.ts';
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
  return cutSpans(text, highlight(text, query, field), token);
}

const litBlocks = new WeakMap<Block, { query: Query; ranges: readonly LitRange[] }>();

/** As `litSpans`, for a row that begins at `start` of a longer text: what is lit may begin before the row and end after it. */
export function litRow(row: string, of: Block, start: number, query: Query, field?: string, token?: Token): Span[] {
  let lit = litBlocks.get(of);
  if (lit?.query !== query) {
    lit = { query, ranges: highlight(of.text, query, field) };
    litBlocks.set(of, lit);
  }
  const ranges = lit.ranges.flatMap((range) => {
    const own = { start: Math.max(0, range.start - start), end: Math.min(row.length, range.end - start) };
    return own.start < own.end ? [own] : [];
  });
  return cutSpans(row, ranges, token);
}

function cutSpans(text: string, ranges: readonly LitRange[], token: Token = 'plain'): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start > at) spans.push([text.slice(at, start), token]);
    spans.push([text.slice(start, end), 'match']);
    at = end;
  }
  if (at < text.length) spans.push([text.slice(at), token]);
  return spans;
}
