import { graphemes } from '../text/graphemes.ts';
import { oneLine } from '../text/one-line.ts';
import { type PlacedTerm, placedTerms, searchTerms } from '../text/search-text.ts';
import { width } from '../text/text-width.ts';
import type { Query, QueryNode } from './query-tree.ts';

/** Part of a text: UTF-16 offsets, end exclusive. */
export interface LitRange {
  start: number;
  end: number;
}

/** A piece of a text as it is shown, with the parts of it that match. */
export interface Snippet {
  text: string;
  lit: LitRange[];
}

interface Wanted {
  field: string | undefined;
  terms: readonly string[];
  prefix: boolean;
  /** The words are the beginning of a path: no slash stands before them. */
  path?: true;
}

const wantedBy = new WeakMap<Query, readonly Wanted[]>();

/**
 * The parts of a text that a query's words match, in order, not touching one another. Case and accents do not count.
 * With `field`, words that the query asks of other fields stay dark.
 */
export function highlight(text: string, query: Query, field?: string): LitRange[] {
  const candidate = candidateTest(text);
  const wanted = wantedWords(query).filter(
    (w) => (field === undefined || w.field === undefined || w.field === field) && candidate(w.terms[0]!),
  );
  if (wanted.length === 0 || text === '') return [];
  const terms = placedTerms(text);
  const cutOff = text.endsWith('…') && (terms.at(-1)?.end ?? 0) >= text.length - 2;
  const ranges: LitRange[] = [];
  for (const [at, placed] of terms.entries()) {
    for (const { terms: words, prefix, path } of wanted) {
      if (path && text[placed.start - 1] === '/') continue;
      const found = lastOfMatch(terms, at, words, prefix, cutOff);
      if (found === undefined) continue;
      const own = terms[found]!;
      const whole = found - at === words.length - 1;
      ranges.push({ start: placed.start, end: whole ? litEnd(own, words.at(-1)!, prefix) : own.end });
    }
  }
  return merged(ranges, text);
}

/** A text, and the name of its field. */
export interface FieldText {
  field: string;
  text: string;
}

/**
 * The query without the conditions whose words stand in one of these texts already, as far as they are there to be seen; undefined
 * when no words are left to look for. What any of several words satisfies, one of them shows.
 */
export function unshown(query: Query, shown: readonly FieldText[]): Query | undefined {
  const { root } = query;
  if (root === undefined) return undefined;
  const left = (root.kind === 'and' ? root.parts : [root]).filter((part) => {
    if (wordsOf(part).length === 0) return false;
    const alone = partOf(query, part);
    return !shown.some(({ field, text }) => highlight(text, alone, field).length > 0);
  });
  if (left.length === 0) return undefined;
  if (left.length === 1) return partOf(query, left[0]!);
  const text = left.map(({ start, end }) => query.text.slice(start, end)).join(' ');
  return { ...query, text, root: { ...root, kind: 'and', parts: left } };
}

const parts = new WeakMap<QueryNode, Query>();

// The same query for the same condition, whose words are then read once.
function partOf(query: Query, part: QueryNode): Query {
  let alone = parts.get(part);
  if (!alone) {
    alone = { ...query, text: query.text.slice(part.start, part.end), root: part };
    parts.set(part, alone);
  }
  return alone;
}

/**
 * The index of the last word of the text that belongs to these words from `at` on; undefined when they do not stand there. Of a
 * text that was cut off, what is left of them is enough, if that is half of a word or more.
 */
function lastOfMatch(
  terms: readonly PlacedTerm[],
  at: number,
  words: readonly string[],
  prefix: boolean,
  cutOff: boolean,
): number | undefined {
  for (const [i, word] of words.entries()) {
    const own = terms[at + i]?.term;
    if (own === undefined) return cutOff && i > 0 ? at + i - 1 : undefined;
    if (own === word || (prefix && i === words.length - 1 && own.startsWith(word))) continue;
    const isCut =
      cutOff && at + i === terms.length - 1 && word.startsWith(own) && (i > 0 || own.length * 2 >= word.length);
    return isCut ? at + i : undefined;
  }
  return at + words.length - 1;
}

/** Tells cheaply that a word cannot be in the text; where folding is at work, it leaves that open. */
function candidateTest(text: string): (word: string) => boolean {
  if (!/^[\0-\x7f]*$/.test(text)) return () => true;
  const lower = text.toLowerCase();
  return (word) => lower.includes(word);
}

/** Of a word that only begins as asked, the beginning, when folding kept its length. */
function litEnd(placed: { term: string; start: number; end: number }, word: string, prefix: boolean): number {
  const sameLength = placed.term.length === placed.end - placed.start && word.length <= placed.term.length;
  return prefix && sameLength ? placed.start + word.length : placed.end;
}

/**
 * At most `columns` of the text around its first match, on one line, with … where something is left out; undefined when
 * nothing matches.
 */
export function snippet(text: string, query: Query, columns: number, field?: string): Snippet | undefined {
  const line = oneLine(text);
  const all = highlight(line, query, field);
  const [first] = all;
  if (!first) return undefined;
  if (endOf(line, 0, columns) === line.length) return { text: line, lit: all };
  const room = Math.max(1, columns - 2);
  const free = room - width(line.slice(first.start, endOf(line, first.start, room, first.end)));
  let start = startOf(line, first.start, Math.floor(free / 3));
  // Near its end, the text is shown from there back.
  if (endOf(line, start, room) === line.length) start = Math.min(start, startOf(line, line.length, room));
  if (start > 0) start = wordStart(line, start, first.start);
  const end = endOf(line, start, room);
  const left = start > 0 ? '…' : '';
  const lit = all
    .filter((range) => range.start < end && range.end > start)
    .map((range) => ({
      start: Math.max(range.start, start) - start + left.length,
      end: Math.min(range.end, end) - start + left.length,
    }));
  return { text: `${left}${line.slice(start, end)}${end < line.length ? '…' : ''}`, lit };
}

const ASCII = /^[\x20-\x7e]*$/;

/** Where a piece of the line that begins at `from` and is at most `columns` wide ends; not after `limit`. */
function endOf(line: string, from: number, columns: number, limit = line.length): number {
  if (ASCII.test(line.slice(from, from + columns + 1))) return Math.min(limit, from + columns);
  let end = from;
  let used = 0;
  for (const { segment, index } of graphemes(line.slice(from, limit))) {
    used += width(segment);
    if (used > columns) break;
    end = from + index + segment.length;
  }
  return end;
}

/** Where a piece of the line that ends at `to` and is at most `columns` wide begins. */
function startOf(line: string, to: number, columns: number): number {
  const least = Math.max(0, to - columns);
  if (ASCII.test(line.slice(least, to + 1))) return least;
  // Longer clusters than these are cut.
  const from = wholeCharacter(line, Math.max(0, to - 4 * columns));
  let start = to;
  let used = 0;
  for (const { segment, index } of [...graphemes(line.slice(from, to))].reverse()) {
    used += width(segment);
    if (used > columns) break;
    start = from + index;
  }
  return start;
}

/** The beginning of the next word, if one begins before `limit`. */
function wordStart(line: string, from: number, limit: number): number {
  if (line[from - 1] === ' ') return from;
  const space = line.indexOf(' ', from);
  return space >= 0 && space < limit ? space + 1 : wholeCharacter(line, from);
}

/** Not between the halves of a surrogate pair. */
function wholeCharacter(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

function wantedWords(query: Query): readonly Wanted[] {
  let wanted = wantedBy.get(query);
  if (!wanted) {
    wanted = query.root ? wordsOf(query.root) : [];
    wantedBy.set(query, wanted);
  }
  return wanted;
}

function wordsOf(node: QueryNode): Wanted[] {
  if (node.kind === 'and' || node.kind === 'or') return node.parts.flatMap(wordsOf);
  if (node.kind === 'words') return [{ field: node.field, terms: node.terms, prefix: node.prefix }];
  if (node.kind === 'tag') {
    const terms = searchTerms(node.name);
    const prefix = node.reach === 'prefix' || node.reach === 'growing';
    return terms.length === 0 ? [] : [{ field: 'tag', terms, prefix, path: true }];
  }
  if (node.kind === 'whole' || node.kind === 'begins') {
    const terms = placedTerms(node.text).map((t) => t.term);
    return terms.length === 0 ? [] : [{ field: node.field, terms, prefix: node.kind === 'begins' && !node.whole }];
  }
  return [];
}

/** Overlapping ranges, and those with nothing but a space between them, as one. */
function merged(ranges: LitRange[], text: string): LitRange[] {
  const result: LitRange[] = [];
  for (const range of ranges.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1);
    if (last && (range.start <= last.end || text.slice(last.end, range.start) === ' '))
      last.end = Math.max(last.end, range.end);
    else result.push({ ...range });
  }
  return result;
}
