/** A field as it stands in the source: `from` and `to` bound its value in the text, braces or quotes included. */
interface RawField {
  name: string;
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
  problems: { at: number; message: string }[];
}

const BLOCK_START = /@\s{0,9}([\p{L}_][\p{L}\p{N}_:+.-]*)\s*([{(])/uy;
const LINE_COMMENT = /@comment\b(?!\s*[{(])/iy;
const ENTRY_AT_LINE_START = /[ \t]{0,40}@[A-Za-z]+\s{0,9}[{(]\s{0,9}[^\s,{}()"=@]*\s{0,9},/y;
const FIELD_AT_LINE_START = /[ \t]*[A-Za-z][\w+.:-]{0,60}[ \t]*=[ \t]*[{"\w]/y;
const FIELD_NAME = /[^\s={}(),"#%@]+/y;
const SPACED_NAME = /[^\s={}(),"#%@]{1,60}(?:[ \t]{1,9}[^\s={}(),"#%@]{1,60}){1,5}[ \t]{0,9}(?==)/y;
const FIELD_FOLLOWS = /[^\s={}(),"#%@]+\s{0,99}=/y;
const BARE_VALUE = /[^\s,#{}"()=]+/y;
/** Longer values that quote entries are taken for values that lack a brace. */
const LONGEST_QUOTING = 20_000;
const SPACE = /\s*/y;

/**
 * Finds the entries, strings, preambles and comments of a .bib text; what lies between them is nobody's.
 * Goes on after whatever is wrong and says so in `problems`. Time is linear in the length of the text.
 */
export function splitBibtex(text: string): Block[] {
  return new Splitter(text).blocks();
}

class Splitter {
  private readonly text: string;
  private at = 0;
  /** Backslash-brace as in `\{` counted as a brace, as BibTeX does, unless that makes no sense; off once it never did. */
  private tryEscapes = true;
  /** How far searches for a closing brace or quotation mark went in vain; past a limit values end by lines at once. */
  private vain = 0;
  private scanned = 0;
  private noParenthesisAfter = Number.POSITIVE_INFINITY;
  private braces: Map<number, number> | undefined;

  constructor(text: string) {
    this.text = text;
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
      this.braces ??= matchBraces(this.text);
      const close = this.braces.get(open);
      const newline = this.text.indexOf('\n', open);
      if (close === undefined)
        block.problems.push({ at: start, message: 'this comment has a brace that is never closed' });
      this.at = close !== undefined ? close + 1 : newline >= 0 ? newline : this.text.length;
    }
    return { ...block, end: this.at };
  }

  private preamble(block: Block, closer: string): void {
    this.skipSpace();
    block.fields.push({ name: 'preamble', ...this.value(block, closer, false) });
    this.skipSpace();
    if (this.text[this.at] === closer) this.at++;
    else block.problems.push({ at: block.start, message: 'this preamble is not closed' });
  }

  private key(block: Block, closer: string): void {
    const { text } = this;
    this.skipSpace();
    FIELD_FOLLOWS.lastIndex = this.at;
    if (FIELD_FOLLOWS.test(text)) {
      block.problems.push({ at: block.start, message: 'this entry has no citation key' });
      block.keyFrom = block.keyTo = this.at;
      return;
    }
    const from = this.at;
    let to = from;
    // A key runs to its comma on the same line; `{a title = …` lacks the comma.
    while (to < text.length && !/[,\n\r}"{=]/.test(text[to] ?? '') && (closer === '}' || text[to] !== ')')) to++;
    if (text[to] === '=') {
      let space = to;
      while (space > from && /\s/.test(text[space - 1] ?? '')) space--;
      while (space > from && !/\s/.test(text[space - 1] ?? '')) space--;
      if (space > from) to = space;
    }
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
    let byLines = this.vain > 4 * text.length;
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
        this.skipStray(block, from, closer);
        continue;
      }
      if (!comma) block.problems.push({ at: from, message: `there is no comma before "${name}"` });
      comma = false;
      this.at++;
      this.skipSpace();
      const problems = block.problems.length;
      block.fields.push({ name, ...this.value(block, closer, byLines) });
      if (block.problems.length > problems) byLines = true;
    }
  }

  /** Skips white space, commas and `%` comments; tells whether a comma was among them. */
  private skipBetweenFields(): boolean {
    let comma = false;
    for (;;) {
      this.skipSpace();
      const char = this.text[this.at];
      if (char === ',') {
        comma = true;
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
      FIELD_FOLLOWS.lastIndex = this.at;
      if (FIELD_FOLLOWS.test(this.text)) {
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
      this.at = this.strayGroup() ?? this.at + 1;
    }
    if (this.at === from) this.at++;
    const stray = text.slice(from, Math.min(this.at, from + 40)).trim();
    block.problems.push({ at: from, message: `"${stray}" is not a field` });
  }

  /** Where the braces or quotation marks end that are opened here; undefined when nothing is. */
  private strayGroup(): number | undefined {
    const char = this.text[this.at];
    if ((char !== '{' && char !== '"') || this.vain > 4 * this.text.length) return undefined;
    const end = char === '{' ? this.braced(this.at, true) : this.quoted(this.at, true);
    if (end === undefined) this.vain += this.scanned - this.at;
    return end;
  }

  private value(block: Block, closer: string, byLines: boolean): { from: number; to: number } {
    const { text } = this;
    const from = this.at;
    let to = from;
    for (;;) {
      const char = text[this.at];
      if (char === '{' || char === '"') {
        const end = char === '{' ? this.braced(this.at, byLines) : this.quoted(this.at, byLines);
        if (end === undefined) {
          this.vain += this.scanned - this.at;
          const stop = this.cutUnbalanced(from, byLines);
          block.problems.push({
            at: from,
            message: `a ${char === '{' ? 'brace' : 'quotation mark'} is opened here and never closed`,
          });
          return { from, to: stop };
        }
        this.at = end;
      } else {
        BARE_VALUE.lastIndex = this.at;
        if (BARE_VALUE.test(text)) this.at = BARE_VALUE.lastIndex;
        else if (char !== ',' && char !== closer)
          block.problems.push({ at: this.at, message: 'a value is missing here' });
      }
      to = this.at;
      this.skipSpace();
      if (text[this.at] !== '#') break;
      this.at++;
      this.skipSpace();
    }
    this.at = to;
    return { from, to };
  }

  private braced(open: number, byLines: boolean): number | undefined {
    const plain = this.closingBrace(open, byLines, false);
    if (plain.end !== undefined && this.isPlausibleAfter(plain.end)) return plain.end;
    if (plain.end === undefined) {
      const whole = this.closingBeyondEntries(open);
      if (whole !== undefined) return whole;
    }
    if (plain.escapes && this.tryEscapes) {
      const escaped = this.closingBrace(open, byLines, true);
      if (escaped.end !== undefined && this.isPlausibleAfter(escaped.end)) return escaped.end;
      this.tryEscapes = false;
    }
    if (plain.end !== undefined && this.swallowsFields(open, plain.end)) {
      this.scanned = plain.end;
      return undefined;
    }
    return plain.end;
  }

  /** An abstract can quote an entry: where its brace closes when lines that look like entries are text. */
  private closingBeyondEntries(open: number): number | undefined {
    const { text, scanned } = this;
    if (this.vain > 4 * text.length) return undefined;
    const limit = Math.min(text.length, open + LONGEST_QUOTING);
    let depth = 0;
    for (let at = open; at < limit; at++) {
      const code = text.charCodeAt(at);
      if (code === 123) depth++;
      else if (code === 125 && --depth === 0) {
        if (/^\s*(?:,|[})]\s*(?:@|$))/.test(text.slice(at + 1, at + 200))) return at + 1;
        break;
      }
    }
    this.vain += limit - open;
    this.scanned = scanned;
    return undefined;
  }

  /** A value that ends where its entry should, with lines in it that look like fields, lacks a brace. */
  private swallowsFields(open: number, end: number): boolean {
    const { text } = this;
    SPACE.lastIndex = end;
    SPACE.test(text);
    if (SPACE.lastIndex < text.length && text[SPACE.lastIndex] !== '@') return false;
    for (
      let newline = text.indexOf('\n', open);
      newline >= 0 && newline < end;
      newline = text.indexOf('\n', newline + 1)
    ) {
      if (this.isStop(newline + 1, true)) return true;
    }
    return false;
  }

  private closingBrace(open: number, byLines: boolean, skipEscaped: boolean): { end?: number; escapes: boolean } {
    const { text } = this;
    let depth = 0;
    let escapes = false;
    let at = open;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 123) depth++;
      else if (code === 125) {
        if (--depth === 0) return { end: at + 1, escapes };
      } else if (code === 92) {
        const next = text.charCodeAt(at + 1);
        if (next === 123 || next === 125) {
          escapes = true;
          if (skipEscaped) at++;
        } else if (next === 92) at++;
      } else if (code === 10 && this.isStop(at + 1, byLines)) break;
    }
    this.scanned = at;
    return { escapes };
  }

  private quoted(open: number, byLines: boolean): number | undefined {
    const { text } = this;
    let depth = 0;
    let at = open + 1;
    this.scanned = at;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 123) depth++;
      else if (code === 125) {
        // A closing brace that was never opened ends the entry, not the value.
        if (--depth < 0) return undefined;
      } else if (code === 34 && depth === 0) return at + 1;
      else if (code === 10 && this.isStop(at + 1, byLines)) break;
    }
    this.scanned = at;
    return undefined;
  }

  private isStop(at: number, byLines: boolean): boolean {
    const { text } = this;
    ENTRY_AT_LINE_START.lastIndex = at;
    if (ENTRY_AT_LINE_START.test(text)) return true;
    if (!byLines) return false;
    FIELD_AT_LINE_START.lastIndex = at;
    return FIELD_AT_LINE_START.test(text);
  }

  private isPlausibleAfter(end: number): boolean {
    SPACE.lastIndex = end;
    SPACE.test(this.text);
    const at = SPACE.lastIndex;
    if (/[,})#%]/.test(this.text[at] ?? '')) return true;
    FIELD_FOLLOWS.lastIndex = at;
    return FIELD_FOLLOWS.test(this.text);
  }

  /** Ends a value that never ends: before the next line that looks like a field or an entry, or at the end of its line. */
  private cutUnbalanced(from: number, byLines: boolean): number {
    const { text } = this;
    let stop = text.length;
    for (let newline = text.indexOf('\n', from); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
      if (!this.isStop(newline + 1, true)) continue;
      stop = newline;
      break;
    }
    let to = stop;
    while (to > from && /[\s,]/.test(text[to - 1] ?? '')) to--;
    this.at = stop;
    // The last value of an entry takes the entry's own closing brace back.
    const isLast = stop === text.length || /^\s*@/.test(text.slice(stop, stop + 50));
    if (isLast && text[to - 1] === '}' && !byLines) {
      this.at = --to;
      while (to > from && /[\s,]/.test(text[to - 1] ?? '')) to--;
    }
    return to;
  }

  private skipSpace(): void {
    SPACE.lastIndex = this.at;
    SPACE.test(this.text);
    this.at = SPACE.lastIndex;
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

function matchBraces(text: string): Map<number, number> {
  const open: number[] = [];
  const found = new Map<number, number>();
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 123) open.push(at);
    else if (code === 125) {
      const from = open.pop();
      if (from !== undefined) found.set(from, at);
    }
  }
  return found;
}
