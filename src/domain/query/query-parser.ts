import { type Field, fieldByName, fieldThatBegins, nearestField } from '../fields.ts';
import { nearest } from '../text/nearest.ts';
import { searchTerms } from '../text/search-text.ts';
import { readFieldValue } from './query-fields.ts';
import type { Query, QueryNode, QueryProblem, SortTerm, Span } from './query-tree.ts';

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

/** Whether more may come at the end of the text. */
export type Reading = 'half-typed' | 'finished';

/** Reads a query as far as it is typed. Never throws; takes time in proportion to the text. */
export class QueryParser {
  private readonly text: string;
  private readonly reading: Reading;
  private at = 0;
  private conditions = 0;
  private readonly sort: SortTerm[] = [];
  private readonly problems: QueryProblem[] = [];

  constructor(text: string, reading: Reading) {
    this.text = text;
    this.reading = reading;
  }

  parse(): Query {
    const parts: QueryNode[] = [];
    while (this.at < this.text.length) {
      const part = this.alternatives(0);
      if (part) parts.push(part);
      if (this.text[this.at] === ')') this.remark('nothing is open that ")" closes', this.at, ++this.at);
    }
    const root = joined('and', parts);
    return { text: this.text, ...(root ? { root } : {}), sort: this.sort, problems: this.problems };
  }

  /** `a b OR c d`: the words of each side belong together. Ends at `)` or the end. */
  private alternatives(depth: number, field?: Field): QueryNode | undefined {
    const sides: QueryNode[][] = [[]];
    // Since the last operator, or the beginning.
    let isEmpty = true;
    let operator: Span | undefined;
    const endOperand = () => {
      if (isEmpty && operator)
        this.missing(`nothing after ${this.typed(operator)}`, operator, weightOf(this.typed(operator)));
    };
    for (;;) {
      this.skipSpace();
      if (this.at >= this.text.length || this.text[this.at] === ')') break;
      const start = this.at;
      const isOr = this.takeWord('OR') || this.takeWord('|');
      if (isOr || this.takeWord('AND') || this.takeWord('&')) {
        const span = { start, end: this.at };
        if (isEmpty && !operator) {
          const word = this.typed(span);
          this.problems.push({ kind: weightOf(word), message: `nothing before ${word}`, ...span });
        }
        endOperand();
        if (isOr) sides.push([]);
        [isEmpty, operator] = [true, span];
      } else {
        isEmpty = false;
        const part = this.condition(depth, field);
        if (part) sides.at(-1)!.push(part);
      }
    }
    endOperand();
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
    const span = { start, end: this.at };
    const [problems, sorts] = [this.problems.length, this.sort.length];
    const part = this.primary(depth, field);
    if (part) return negated ? { kind: 'not', part, start, end: this.at } : part;
    if (span.end > start && this.problems.length === problems) {
      const order = this.sort[sorts];
      if (order)
        this.mistake(`${this.typed({ start, end: this.at })} sorts as without the -; write sort:-${order.field}`, span);
      else {
        const typed = this.typed(span).trim();
        this.missing(`nothing after ${typed}`, span, weightOf(typed));
      }
    }
    return undefined;
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
    if (terms.length === 0) {
      if (quoted && !closed) this.missing('nothing in the quotation marks', span);
      else this.remark(`${this.typed(span)} has neither letter nor digit to look for`, start, this.at);
      return undefined;
    }
    const words: QueryNode = { kind: 'words', terms, prefix: !closed, ...span };
    // An ISBN or ISSN may be stored without its hyphens.
    const digits = HYPHENATED_NUMBER.test(value) ? terms.join('') : '';
    if (digits.length < 7 || digits.length > 13) return this.counted(words);
    return this.counted({ kind: 'or', parts: [words, { ...words, terms: [digits] }], ...span });
  }

  private group(depth: number, field?: Field): QueryNode | undefined {
    const start = this.at++;
    if (depth >= DEEPEST) {
      this.skipGroup();
      this.mistake(`parentheses within ${DEEPEST} others are not searched`, { start, end: this.at });
      return undefined;
    }
    const before = this.problems.length + this.sort.length;
    const inner = this.alternatives(depth + 1, field);
    if (this.text[this.at] === ')') this.at++;
    else if (inner) this.unclosed('the parenthesis', start);
    if (!inner && this.problems.length + this.sort.length === before)
      this.missing('nothing in the parentheses', { start, end: this.at });
    return inner;
  }

  /** To the end of the parenthesis that has just been opened. */
  private skipGroup(): void {
    for (let open = 1; open > 0 && this.at < this.text.length; this.at++) {
      if (this.text[this.at] === '(') open++;
      else if (this.text[this.at] === ')') open--;
    }
  }

  private fieldCondition(field: Field, start: number, depth: number): QueryNode | undefined {
    if (this.text[this.at] === '(') return this.group(depth, field);
    const { value, quoted, closed } = this.value();
    return this.fieldValue(field, value, { quoted, closed, start, end: this.at });
  }

  private fieldValue(field: Field, value: string, how: Span & { quoted: boolean; closed: boolean }) {
    const growing = !how.closed && this.mayGrow(how.end);
    return this.counted(readFieldValue(field, value, { ...how, growing }, this.problems));
  }

  private keywordCondition(keyword: string, start: number): QueryNode | undefined {
    const typed = this.value();
    const value = typed.value.toLowerCase();
    const span = { start, end: this.at };
    const growing = !typed.closed && this.mayGrow(this.at);
    if (value === '' || (keyword === 'sort' && value === '-')) {
      this.missing(`nothing after ${keyword}:`, span, 'mistake');
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
    const hint = near === undefined ? '' : `; did you mean ${before}${near}?`;
    this.mistake(`${typed}: no ${noun} is called "${wrong}"${hint}`, span, near && `${before}${near}`);
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
    this.mistake(`no field is called "${name}"; ${hint}`, { start, end }, near && `${near}:`);
  }

  private counted(node: QueryNode | undefined): QueryNode | undefined {
    if (node === undefined || ++this.conditions <= MOST_CONDITIONS) return node;
    if (this.conditions === MOST_CONDITIONS + 1) {
      const message = `only the first ${MOST_CONDITIONS} conditions are searched`;
      this.mistake(message, { start: node.start, end: this.text.length });
      this.at = this.text.length;
    }
    return undefined;
  }

  private mayGrow(end: number): boolean {
    return this.reading === 'half-typed' && end === this.text.length;
  }

  private mistake(message: string, { start, end }: Span, suggestion?: string): void {
    this.problems.push({ kind: 'mistake', message, ...(suggestion === undefined ? {} : { suggestion }), start, end });
  }

  private remark(message: string, start: number, end: number): void {
    this.problems.push({ kind: 'remark', message, start, end });
  }

  /** Where something has to follow, which may still come. */
  private missing(message: string, { start, end }: Span, otherwise: QueryProblem['kind'] = 'remark'): void {
    const growing = this.mayGrow(this.at);
    this.problems.push({
      kind: growing ? 'unfinished' : otherwise,
      message: growing ? `${message} yet` : message,
      start,
      end,
    });
  }

  /** Where the closing mark may still come, nothing is wrong. */
  private unclosed(mark: string, start: number): void {
    const end = this.text.length;
    if (!this.mayGrow(end))
      this.mistake(`${mark} before ${this.typed({ start: start + 1, end })} is never closed`, { start, end });
  }

  private typed({ start, end }: Span): string {
    return cut(this.text.slice(start, end));
  }

  /** A quoted text, or a run up to a space or a parenthesis that closes what the run did not open. `closed`: both quotes are there. */
  private value(): { value: string; quoted: boolean; closed: boolean } {
    const equals = this.text[this.at] === '=' ? '=' : '';
    const open = this.at + equals.length;
    if (OPENING_QUOTES.includes(this.text[open] ?? ' ')) {
      CLOSING_QUOTE.lastIndex = open + 1;
      const close = CLOSING_QUOTE.exec(this.text)?.index;
      this.at = close === undefined ? this.text.length : close + 1;
      if (close === undefined && searchTerms(this.text.slice(open)).length > 0)
        this.unclosed('the quotation mark', open);
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

/** Written as a word, an operator is meant; a sign by itself may stand in any title. */
function weightOf(operator: string): 'mistake' | 'remark' {
  return /\p{L}/u.test(operator) ? 'mistake' : 'remark';
}

/** Enough of a part to know it by. */
function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39).toWellFormed()}…` : text;
}
