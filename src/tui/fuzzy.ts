import { Fzf } from 'fzf';

export interface Match<T> {
  item: T;
  /** UTF-16 offsets of the matching characters in the item's label, ascending. */
  positions: number[];
}

/**
 * The items in whose label the characters of `query` occur in this order, best first: after "/" and at the start of words counts
 * more, and so does a shorter label. Capitals in the query match only capitals. An empty query keeps all items in their order.
 */
export function fuzzyFilter<T>(
  items: readonly T[],
  query: string,
  label: (item: T) => string,
  limit = Number.POSITIVE_INFINITY,
): Match<T>[] {
  const wanted = query.trim();
  if (wanted === '') return items.slice(0, limit).map((item) => ({ item, positions: [] }));
  const labels = items.map(label);
  const textOf = (index: number) => labels[index] ?? '';
  const finder = new Fzf([...items.keys()], {
    selector: textOf,
    limit,
    casing: 'smart-case',
    tiebreakers: [(a: Found, b: Found) => textOf(a.item).length - textOf(b.item).length || a.item - b.item],
  });
  return finder.find(wanted).map(({ item: index, positions }: Found) => ({
    item: items[index] as T,
    positions: [...positions].sort((a, b) => a - b),
  }));
}

interface Found {
  item: number;
  positions: Set<number>;
}
