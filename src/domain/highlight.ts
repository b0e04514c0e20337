import type { Query, QueryNode } from './query-tree.ts';
import { placedTerms } from './search-text.ts';

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
  const ranges: LitRange[] = [];
  for (const [at, placed] of terms.entries()) {
    for (const { terms: words, prefix } of wanted) {
      const last = words.length - 1;
      const fits = words.every((word, i) => {
        const own = terms[at + i]?.term;
        return own !== undefined && (prefix && i === last ? own.startsWith(word) : own === word);
      });
      if (fits) ranges.push({ start: placed.start, end: litEnd(terms[at + last]!, words[last]!, prefix) });
    }
  }
  return merged(ranges, text);
}

/** Tells cheaply that a word cannot be in the text; where folding is at work, it leaves that open. */
function candidateTest(text: string): (word: string) => boolean {
  if (!/^[\0-\x7f]*$/.test(text)) return () => true;
  const lower = text.toLowerCase();
  return (word) => lower.includes(word);
}

/** Of a word that only begins as asked, the beginning, when folding kept its length. */
function litEnd(placed: { term: string; start: number; end: number }, word: string, prefix: boolean): number {
  const sameLength = placed.term.length === placed.end - placed.start;
  return prefix && sameLength ? placed.start + word.length : placed.end;
}

/**
 * At most `width` characters of the text around its first match, on one line, with … where something is left out;
 * undefined when nothing matches.
 */
export function snippet(text: string, query: Query, width: number, field?: string): Snippet | undefined {
  const line = text.replace(/\s+/g, ' ').trim();
  const all = highlight(line, query, field);
  const [first] = all;
  if (!first) return undefined;
  if (line.length <= width) return { text: line, lit: all };
  const room = Math.max(1, width - 2);
  const before = Math.max(0, Math.min(Math.floor((room - (first.end - first.start)) / 3), first.start));
  let start = Math.max(0, Math.min(first.start - before, line.length - room));
  if (start > 0) start = wordStart(line, start, first.start);
  const end = wholeCharacter(line, Math.min(line.length, start + room));
  const left = start > 0 ? '…' : '';
  const lit = all
    .filter((range) => range.start < end && range.end > start)
    .map((range) => ({
      start: Math.max(range.start, start) - start + left.length,
      end: Math.min(range.end, end) - start + left.length,
    }));
  return { text: `${left}${line.slice(start, end)}${end < line.length ? '…' : ''}`, lit };
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
