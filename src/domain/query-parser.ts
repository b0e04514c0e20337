import { type Field, fieldByName, fieldThatBegins, nearestField } from './fields.ts';
import { nearest } from './nearest.ts';
import { readFieldValue } from './query-fields.ts';
import type { Query, QueryNode, QueryProblem, SortTerm, Span } from './query-tree.ts';
import { searchTerms } from './search-text.ts';

/** Conditions of one query; what is typed beyond them is not searched. SQLite allows a thousand, nested fewer. */
const MOST_CONDITIONS = 200;
const DEEPEST = 40;

const KEYWORDS = ['has', 'no', 'in', 'sort'];
const OPENING_QUOTES = '"“„”';
const CLOSING_QUOTE = /["“”]/g;
const DOI_ADDRESS = /^(?:https?:\/\/)?(?:(?:dx|www)\.)?doi\.org\/(10\..+)$/i;
/** As references say it: "DOI 10.1000/182", "ISBN: 978-3-16-148410-0". */
const LABELLED = /^(doi|isbn|issn|pmid)(:?)\s+(?=10\.\d{4}|\d[\d–-]{6})/i;
const HYPHENATED_NUMBER = /^\d+(?:[-–]\d+)*[-–][\dx]$|^\d+(?:[-–]\d+)+x?$/i;

/** Reads a query as far as it is typed. Never throws; takes time in proportion to the text. */
export class QueryParser {
  private readonly text: string;
  private at = 0;
  private conditions = 0;
  private readonly sort: SortTerm[] = [];
  private readonly problems: QueryProblem[] = [];

  constructor(text: string) {
    this.text = text;
  }

  parse(): Query {
    const parts: QueryNode[] = [];
    while (this.at < this.text.length) {
      const part = this.alternatives(0);
      if (part) parts.push(part);
      // A parenthesis closed that nobody opened.
      if (this.text[this.at] === ')') this.at++;
    }
    const root = joined('and', parts);
    return { text: this.text, ...(root ? { root } : {}), sort: this.sort, problems: this.problems };
  }

  /** `a b OR c d`: the words of each side belong together. Ends at `)` or the end. */
  private alternatives(depth: number, field?: Field): QueryNode | undefined {
    const sides: QueryNode[][] = [[]];
    for (;;) {
      this.skipSpace();
      if (this.at >= this.text.length || this.text[this.at] === ')') break;
      if (this.takeWord('OR') || this.takeWord('|')) sides.push([]);
      else if (!this.takeWord('AND') && !this.takeWord('&')) {
        const part = this.condition(depth, field);
        if (part) sides.at(-1)!.push(part);
      }
    }
    const parts = sides.flatMap((side) => joined('and', side) ?? []);
    return joined('or', parts);
  }

  private condition(depth: number, field?: Field): QueryNode | undefined {
    const start = this.at;
    let negated = false;
    for (;;) {
      if (this.text[this.at] === '-') this.at++;
      else if (this.takeWord('NOT')) this.skipSpace();
      else break;
      negated = !negated;
    }
    const part = this.primary(depth, field);
    return part && negated ? { kind: 'not', part, start, end: this.at } : part;
  }

  private primary(depth: number, field?: Field): QueryNode | undefined {
    const c = this.text[this.at];
    if (c === undefined || c === ')' || /\s/.test(c)) return undefined;
    if (c === '(') return this.group(depth, field);
    const start = this.at;
    const label = field ? null : LABELLED.exec(this.text.slice(start, start + 40));
    if (label) {
      this.at += label[0].length;
      if (label[2] !== '') return this.fieldCondition(fieldByName(label[1]!)!, start, depth);
    } else if (!OPENING_QUOTES.includes(c)) {
      const name = /^\p{L}[\p{L}\p{N}_-]{0,39}(?=:)/u.exec(this.text.slice(start, start + 41))?.[0];
      const known = name === undefined ? undefined : fieldByName(name);
      const keyword = name?.toLowerCase() ?? '';
      if (name !== undefined && (known || KEYWORDS.includes(keyword))) {
        this.at += name.length + 1;
        return known ? this.fieldCondition(known, start, depth) : this.keywordCondition(keyword, start);
      }
      if (name !== undefined) this.noteUnknownField(name, start);
    }
    const { value, quoted, closed } = this.value();
    const span = { start, end: this.at };
    if (field) return this.fieldValue(field, value, { quoted, closed, ...span });
    const terms = searchTerms(DOI_ADDRESS.exec(value)?.[1] ?? value);
    if (terms.length === 0) return undefined;
    const words: QueryNode = { kind: 'words', terms, prefix: !closed, ...span };
    // An ISBN or ISSN may be stored without its hyphens.
    const digits = HYPHENATED_NUMBER.test(value) ? terms.join('') : '';
    if (digits.length < 7 || digits.length > 13) return this.counted(words);
    return this.counted({ kind: 'or', parts: [words, { ...words, terms: [digits] }], ...span });
  }

  private group(depth: number, field?: Field): QueryNode | undefined {
    this.at++;
    if (depth >= DEEPEST) return undefined;
    const inner = this.alternatives(depth + 1, field);
    if (this.text[this.at] === ')') this.at++;
    return inner;
  }

  private fieldCondition(field: Field, start: number, depth: number): QueryNode | undefined {
    if (this.text[this.at] === '(') return this.group(depth, field);
    const { value, quoted, closed } = this.value();
    return this.fieldValue(field, value, { quoted, closed, start, end: this.at });
  }

  private fieldValue(field: Field, value: string, how: Span & { quoted: boolean; closed: boolean }) {
    const growing = !how.closed && how.end === this.text.length;
    return this.counted(readFieldValue(field, value, { ...how, growing }, this.problems));
  }

  private keywordCondition(keyword: string, start: number): QueryNode | undefined {
    const typed = this.value();
    const value = typed.value.toLowerCase();
    const span = { start, end: this.at };
    const growing = !typed.closed && this.at === this.text.length;
    if (value === '' || (keyword === 'sort' && value === '-')) {
      this.problems.push({ kind: 'unfinished', message: `nothing after ${keyword}: yet`, ...span });
      return undefined;
    }
    if (keyword === 'sort') this.readSort(value, span, growing);
    else if (keyword === 'in') return this.readPlace(value, span, growing);
    else {
      const field = fieldByName(value) ?? (growing ? fieldThatBegins(value) : undefined);
      if (!field) return this.reject(span, `${keyword}:${value}`, 'field', value, `${keyword}:`, nearestField(value));
      const has: QueryNode = { kind: 'has', field: field.name, ...span };
      return this.counted(keyword === 'has' ? has : { kind: 'not', part: has, ...span });
    }
    return undefined;
  }

  private readPlace(value: string, span: Span, growing: boolean): QueryNode | undefined {
    const places = ['trash', 'library', 'all'] as const;
    const place = places.find((p) => p === value || (growing && p.startsWith(value)));
    if (place) return this.counted({ kind: 'in', place, ...span });
    return this.reject(span, `in:${value}`, 'place', value, 'in:', nearest(value, places));
  }

  private readSort(value: string, span: Span, growing: boolean): void {
    const all = value.split(',');
    for (const [at, one] of all.entries()) {
      const descending = one.startsWith('-');
      const name = one.replace(/^[-+]/, '');
      const field = sortField(name, growing && at === all.length - 1);
      if (field) this.sort.push({ field, descending });
      else if (name !== '') this.reject(span, `sort:${one}`, 'field', name, 'sort:', nearestField(name));
    }
  }

  private reject(span: Span, typed: string, noun: string, wrong: string, before: string, near?: string): undefined {
    const suggestion = near === undefined ? {} : { suggestion: `${before}${near}` };
    const hint = near === undefined ? '' : `; did you mean ${before}${near}?`;
    this.problems.push({
      kind: 'mistake',
      message: `${typed}: no ${noun} is called "${wrong}"${hint}`,
      ...suggestion,
      ...span,
    });
    return undefined;
  }

  /** `auther:` gets a hint; `https:` and the colon of a pasted title do not. The text is searched as it stands. */
  private noteUnknownField(name: string, start: number): void {
    const end = start + name.length + 1;
    const next = this.text[end];
    if (next === '/' || next === undefined || /\s/.test(next)) return;
    const lower = name.toLowerCase();
    const near = nearest(lower, KEYWORDS) ?? nearestField(lower);
    const hint = near === undefined ? 'its text is searched anywhere' : `did you mean ${near}:?`;
    this.problems.push({
      kind: 'mistake',
      message: `no field is called "${name}"; ${hint}`,
      ...(near === undefined ? {} : { suggestion: `${near}:` }),
      start,
      end,
    });
  }

  private counted(node: QueryNode | undefined): QueryNode | undefined {
    if (node === undefined || ++this.conditions <= MOST_CONDITIONS) return node;
    if (this.conditions === MOST_CONDITIONS + 1) {
      const message = `only the first ${MOST_CONDITIONS} conditions are searched`;
      this.problems.push({ kind: 'mistake', message, start: node.start, end: this.text.length });
      this.at = this.text.length;
    }
    return undefined;
  }

  /** A quoted text, or a run up to a space or a parenthesis that closes what the run did not open. `closed`: both quotes are there. */
  private value(): { value: string; quoted: boolean; closed: boolean } {
    const equals = this.text[this.at] === '=' ? '=' : '';
    const open = this.at + equals.length;
    if (OPENING_QUOTES.includes(this.text[open] ?? ' ')) {
      CLOSING_QUOTE.lastIndex = open + 1;
      const close = CLOSING_QUOTE.exec(this.text)?.index;
      this.at = close === undefined ? this.text.length : close + 1;
      return { value: equals + this.text.slice(open + 1, close), quoted: true, closed: close !== undefined };
    }
    const start = this.at;
    let depth = 0;
    for (; this.at < this.text.length; this.at++) {
      const c = this.text[this.at]!;
      if (c === '(') depth++;
      else if (c === ')' && --depth < 0) break;
      else if (/\s/.test(c) || (this.at > start && (c === '"' || c === '“'))) break;
    }
    return { value: this.text.slice(start, this.at), quoted: false, closed: false };
  }

  private skipSpace(): void {
    while (this.at < this.text.length && /\s/.test(this.text[this.at]!)) this.at++;
  }

  /** Steps over an operator that stands by itself. */
  private takeWord(word: string): boolean {
    const end = this.at + word.length;
    if (!this.text.startsWith(word, this.at) || (end < this.text.length && !/[\s()]/.test(this.text[end]!)))
      return false;
    this.at = end;
    return true;
  }
}

function sortField(name: string, growing: boolean): string | undefined {
  if (name === 'relevance' || name === 'rank') return 'relevance';
  const field = fieldByName(name) ?? (growing ? fieldThatBegins(name) : undefined);
  return field?.name ?? (growing && name !== '' && 'relevance'.startsWith(name) ? 'relevance' : undefined);
}

function joined(kind: 'and' | 'or', parts: QueryNode[]): QueryNode | undefined {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return first;
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return { kind, parts: flat, start: first.start, end: parts.at(-1)!.end };
}
