import { shortened } from '../../../domain/text/shortened.ts';
import { endOfKey, lacksKey } from './entry-key.ts';
import { withLineFeeds } from './lines.ts';
import { afterSpace, fieldFollows, type Problem, Values } from './values.ts';

/** A field as it stands in the source: its name at `at`; `from` and `to` bound its value in the text, braces or quotes included. */
interface RawField {
  name: string;
  at: number;
  from: number;
  to: number;
}

/** One `@…` of a .bib file. `start` and `end` bound it in the text; `key` is empty for all but entries. */
export interface Block {
  kind: 'entry' | 'string' | 'preamble' | 'comment';
  /** As written: "Article". */
  type: string;
  key: string;
  /** Where the key stands in the text; equal ends when there is none. */
  keyFrom: number;
  keyTo: number;
  fields: RawField[];
  start: number;
  end: number;
  problems: Problem[];
}

const BLOCK_START = /@\s{0,9}([\p{L}_][\p{L}\p{N}_:+.-]*)\s*([{(])/uy;
const LINE_COMMENT = /@comment\b(?!\s*[{(])/iy;
const FIELD_NAME = /[^\s={}(),"#%@]+/y;
const SPACED_NAME = /[^\s={}(),"#%@]{1,60}(?:[ \t]{1,9}[^\s={}(),"#%@]{1,60}){1,5}[ \t]{0,9}(?==)/y;

/**
 * Finds the entries, strings, preambles and comments of a .bib text; what lies between them is nobody's.
 * Goes on after whatever is wrong and says so in `problems`. Time is linear in the length of the text.
 */
export function splitBibtex(text: string): Block[] {
  return new Splitter(withLineFeeds(text)).blocks();
}

class Splitter {
  private readonly text: string;
  private at = 0;
  private readonly values: Values;
  private noParenthesisAfter = Number.POSITIVE_INFINITY;

  constructor(text: string) {
    this.text = text;
    this.values = new Values(text);
  }

  blocks(): Block[] {
    const blocks: Block[] = [];
    for (;;) {
      const block = this.next();
      if (!block) return blocks;
      blocks.push(block);
    }
  }

  private next(): Block | undefined {
    const { text } = this;
    for (;;) {
      const start = text.indexOf('@', this.at);
      if (start < 0) return undefined;
      this.at = start + 1;
      if (this.isCommentedOut(start)) continue;
      LINE_COMMENT.lastIndex = start;
      if (LINE_COMMENT.test(text)) return this.lineComment(start);
      BLOCK_START.lastIndex = start;
      const match = BLOCK_START.exec(text);
      if (!match) continue;
      const type = match[1] ?? '';
      const open = BLOCK_START.lastIndex - 1;
      const lower = type.toLowerCase();
      if (lower === 'comment') return this.comment(start, type, open);
      this.at = open + 1;
      const kind = lower === 'string' || lower === 'preamble' ? lower : 'entry';
      const block: Block = {
        kind,
        type,
        key: '',
        keyFrom: this.at,
        keyTo: this.at,
        fields: [],
        start,
        end: start,
        problems: [],
      };
      const closer = text[open] === '(' ? ')' : '}';
      if (kind === 'preamble') this.preamble(block, closer);
      else {
        if (kind === 'entry') this.key(block, closer);
        this.fields(block, closer);
      }
      block.end = this.at;
      return block;
    }
  }

  /** Whether the line so far is a `%` comment; looks back over one line at most 200 characters long. */
  private isCommentedOut(at: number): boolean {
    const from = Math.max(0, at - 200);
    const before = this.text.slice(from, at);
    return before
      .slice(before.lastIndexOf('\n') + 1)
      .trimStart()
      .startsWith('%');
  }

  private lineComment(start: number): Block {
    const newline = this.text.indexOf('\n', start);
    this.at = newline < 0 ? this.text.length : newline;
    return { ...emptyComment(start), end: this.at };
  }

  private comment(start: number, type: string, open: number): Block {
    const block = { ...emptyComment(start), type };
    if (this.text[open] === '(') {
      const close = open < this.noParenthesisAfter ? this.text.indexOf(')', open) : -1;
      if (close < 0) this.noParenthesisAfter = Math.min(open, this.noParenthesisAfter);
      const newline = this.text.indexOf('\n', open);
      this.at = close >= 0 ? close + 1 : newline >= 0 ? newline : this.text.length;
    } else {
      const close = this.values.closing(open);
      const newline = this.text.indexOf('\n', open);
      if (close === undefined)
        block.problems.push({ at: start, message: 'this comment has a brace that is never closed' });
      this.at = close !== undefined ? close + 1 : newline >= 0 ? newline : this.text.length;
    }
    return { ...block, end: this.at };
  }

  private preamble(block: Block, closer: string): void {
    this.skipSpace();
    this.value(block, { name: 'preamble', at: this.at }, closer, false);
    this.skipSpace();
    if (this.text[this.at] === closer) this.at++;
    else block.problems.push({ at: block.start, message: 'this preamble is not closed' });
  }

  private key(block: Block, closer: string): void {
    const { text } = this;
    this.skipSpace();
    if (lacksKey(text, this.at)) {
      block.problems.push({ at: block.start, message: 'this entry has no citation key' });
      block.keyFrom = block.keyTo = this.at;
      return;
    }
    const from = this.at;
    const to = endOfKey(text, from, closer);
    block.key = text.slice(from, to).trim();
    block.keyFrom = from;
    block.keyTo = from + block.key.length;
    this.at = to;
    this.skipSpace();
    if (block.key === '') block.problems.push({ at: block.start, message: 'this entry has no citation key' });
    if (text[this.at] === ',') this.at++;
    else if (text[this.at] !== closer)
      block.problems.push({ at: this.at, message: 'there is no comma after the citation key' });
  }

  private fields(block: Block, closer: string): void {
    const { text } = this;
    let byLines = this.values.endByLines;
    let comma = true;
    for (;;) {
      if (this.skipBetweenFields()) comma = true;
      const char = text[this.at];
      if (char === undefined || (char === '@' && this.startsBlock())) {
        block.problems.push({ at: block.start, message: 'this entry is not closed' });
        return;
      }
      if (char === closer) {
        this.at++;
        if (!this.closedTooEarly(block)) return;
        continue;
      }
      FIELD_NAME.lastIndex = this.at;
      const from = this.at;
      let name = FIELD_NAME.exec(text)?.[0];
      if (name !== undefined) this.at = FIELD_NAME.lastIndex;
      this.skipSpace();
      if (name !== undefined && text[this.at] !== '=') {
        SPACED_NAME.lastIndex = from;
        const spaced = SPACED_NAME.exec(text)?.[0];
        if (spaced !== undefined) {
          this.at = SPACED_NAME.lastIndex;
          name = spaced.trim().replace(/[ \t]+/g, '-');
          block.problems.push({ at: from, message: `"${spaced.trim()}" has a space in it; it is kept as "${name}"` });
        }
      }
      if (name === undefined || text[this.at] !== '=') {
        this.at = from;
        this.skipStray(block, from, closer);
        continue;
      }
      if (!comma) block.problems.push({ at: from, message: `there is no comma before "${name}"` });
      comma = false;
      this.at++;
      this.skipSpace();
      if (!this.value(block, { name, at: from }, closer, byLines)) byLines = true;
    }
  }

  /** Skips white space, commas, semicolons and `%` comments; tells whether a comma was among them. */
  private skipBetweenFields(): boolean {
    let comma = false;
    for (;;) {
      this.skipSpace();
      const char = this.text[this.at];
      if (char === ',') {
        comma = true;
        this.at++;
      } else if (char === ';') {
        this.at++;
      } else if (char === '%') {
        const newline = this.text.indexOf('\n', this.at);
        this.at = newline < 0 ? this.text.length : newline;
      } else return comma;
    }
  }

  private startsBlock(): boolean {
    BLOCK_START.lastIndex = this.at;
    return BLOCK_START.test(this.text);
  }

  /** `title = {A}},` closes its entry one brace too early; the fields after it still belong to it. */
  private closedTooEarly(block: Block): boolean {
    const here = this.at;
    this.skipSpace();
    if (this.text[this.at] === ',') {
      this.at++;
      this.skipSpace();
      if (fieldFollows(this.text, this.at)) {
        block.problems.push({ at: here - 1, message: 'there is one closing brace too many here' });
        return true;
      }
    }
    this.at = here;
    return false;
  }

  private skipStray(block: Block, from: number, closer: string): void {
    const { text } = this;
    while (this.at < text.length && !/[,\n]/.test(text[this.at] ?? '') && text[this.at] !== closer) {
      this.at = this.values.groupEnd(this.at) ?? this.at + 1;
    }
    if (this.at === from) this.at++;
    const stray = text.slice(from, this.at).trim();
    const shown = shortened(stray, 40);
    block.problems.push({ at: from, message: `"${shown}" is not a field; it is kept as a comment` });
  }

  /** Adds the field whose value stands here; false when something is wrong with it. */
  private value(block: Block, { name, at }: Pick<RawField, 'name' | 'at'>, closer: string, byLines: boolean): boolean {
    const { from, to, next, problems } = this.values.read(this.at, closer, byLines);
    block.fields.push({ name, at, from, to });
    for (const problem of problems) block.problems.push(problem);
    this.at = next;
    return problems.length === 0;
  }

  private skipSpace(): void {
    this.at = afterSpace(this.text, this.at);
  }
}

function emptyComment(start: number): Block {
  return {
    kind: 'comment',
    type: 'comment',
    key: '',
    keyFrom: start,
    keyTo: start,
    fields: [],
    start,
    end: start,
    problems: [],
  };
}

/** What stands in an entry and is no field, in its order: `%` comments whole, the rest in one line each. */
export function remarksIn(text: string, { keyTo, fields, end }: Block): string[] {
  const ends = [keyTo, ...fields.map((field) => field.to)];
  const last = /[})]/.test(text[end - 1] ?? '') ? end - 1 : end;
  return ends.flatMap((from, index) => {
    const remarks: string[] = [];
    const between = withLineFeeds(text.slice(from, fields[index]?.at ?? last));
    if (!/[^\s,;})]/.test(between)) return remarks;
    let isOpen = false;
    for (const line of between.split(/\r?\n/)) {
      const remark = line.replace(/^[\s,;})]+/, '').trimEnd();
      const isComment = remark.startsWith('%');
      let to = remark.length;
      while (!isComment && /[\s,]/.test(remark[to - 1] ?? '')) to--;
      const words = remark.slice(0, to);
      if (words !== '' && isOpen && !isComment) remarks.push(`${remarks.pop()} ${words}`);
      else if (words !== '') remarks.push(words);
      isOpen = words !== '' && !isComment;
    }
    return remarks;
  });
}
