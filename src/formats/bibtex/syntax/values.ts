export interface Problem {
  at: number;
  message: string;
}

/** A value as it stands in the text: `from` and `to` bound it, braces or quotes included; reading goes on at `next`. */
export interface Value {
  from: number;
  to: number;
  next: number;
  problems: Problem[];
}

const ENTRY_AT_LINE_START = /[ \t]{0,40}@[A-Za-z]+\s{0,9}[{(]\s{0,9}[^\s,{}()"=@]*\s{0,9},/y;
const FIELD_AT_LINE_START = /[ \t]*[A-Za-z][\w+.:-]{0,60}[ \t]*=[ \t]*[{"\w]/y;
const FIELD_FOLLOWS = /[^\s={}(),"#%@]+\s{0,99}=/y;
const BARE_VALUE = /[^\s,#{}"()=]+/y;
const SPACE = /\s*/y;
/** What counts in a braced value; it is passed over faster than character by character. */
const BRACE_OR_LINE = /[{}\\\n]/g;

/** The first place from `at` on that holds no white space. */
export function afterSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/** Whether a name with an equals sign stands at a place. */
export function fieldFollows(text: string, at: number): boolean {
  FIELD_FOLLOWS.lastIndex = at;
  return FIELD_FOLLOWS.test(text);
}

/** Finds the ends of the values of a .bib text, of those too that lack a closing mark. Time is linear in the length of the text. */
export class Values {
  private readonly text: string;
  /** Backslash-brace as in `\{` counted as a brace, as BibTeX does, unless that makes no sense; off once it never did. */
  private tryEscapes = true;
  /** How far searches for a closing brace or quotation mark went in vain; past a limit values end by lines at once. */
  private vain = 0;
  private scanned = 0;
  /** How far lines that look like entries were taken for quoted ones in vain; past a limit they are not. */
  private quoting = 0;
  private braces: Map<number, number> | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get endByLines(): boolean {
    return this.vain > 4 * this.text.length;
  }

  /** The value at `from` in a block that `closer` ends. With `byLines`, a line that looks like a field ends it. */
  read(from: number, closer: string, byLines: boolean): Value {
    const { text } = this;
    const problems: Problem[] = [];
    let at = from;
    for (;;) {
      const char = text[at];
      if (char === '{' || char === '"') {
        const end = char === '{' ? this.braced(at, byLines) : this.quoted(at, byLines);
        if (end === undefined) {
          this.vain += this.scanned - at;
          const mark = char === '{' ? 'brace' : 'quotation mark';
          problems.push({ at: from, message: `a ${mark} is opened here and never closed` });
          return { from, ...this.cutUnbalanced(from, byLines), problems };
        }
        at = end;
      } else {
        BARE_VALUE.lastIndex = at;
        if (BARE_VALUE.test(text)) at = BARE_VALUE.lastIndex;
        else if (char !== ',' && char !== closer) problems.push({ at, message: 'a value is missing here' });
      }
      const next = afterSpace(text, at);
      if (text[next] !== '#') return { from, to: at, next: at, problems };
      at = afterSpace(text, next + 1);
    }
  }

  /** Where the braces or quotation marks end that are opened at `open`; undefined when nothing is, or when they never end. */
  groupEnd(open: number): number | undefined {
    const char = this.text[open];
    if ((char !== '{' && char !== '"') || this.endByLines) return undefined;
    const end = char === '{' ? this.braced(open, true) : this.quoted(open, true);
    if (end === undefined) this.vain += this.scanned - open;
    return end;
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

  /** Where the brace at `open` closes, whatever stands between. */
  closing(open: number): number | undefined {
    this.braces ??= matchBraces(this.text);
    return this.braces.get(open);
  }

  /** An abstract can quote an entry: where its brace closes when lines that look like entries are text. */
  private closingBeyondEntries(open: number): number | undefined {
    const close = this.closing(open);
    return close !== undefined && this.endsValue(close + 1) ? close + 1 : undefined;
  }

  /** Whether the entry goes on, or ends and another one can begin: more than `isPlausibleAfter` asks. */
  private endsValue(at: number): boolean {
    const { text } = this;
    const mark = afterSpace(text, at);
    const next = afterSpace(text, mark + 1);
    if (text[mark] === ',') return /[})%]/.test(text[next] ?? '') || fieldFollows(text, next);
    if (text[mark] !== '}' && text[mark] !== ')') return false;
    return next >= text.length || text[next] === '@' || /[\r\n]/.test(text.slice(mark + 1, next));
  }

  /** A value that ends where its entry should, with lines in it that look like fields, lacks a brace. */
  private swallowsFields(open: number, end: number): boolean {
    const next = afterSpace(this.text, end);
    return (next >= this.text.length || this.text[next] === '@') && this.holdsField(open, end);
  }

  /** A value that ends at the opening mark of a later one lacks its own. */
  private endsLate(open: number, end: number): boolean {
    return !this.isPlausibleAfter(end) && this.holdsField(open, end);
  }

  /** Whether a line of a value looks like a field. */
  private holdsField(open: number, end: number): boolean {
    const { text } = this;
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
      BRACE_OR_LINE.lastIndex = at;
      at = BRACE_OR_LINE.test(text) ? BRACE_OR_LINE.lastIndex - 1 : text.length;
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
    this.scanned = Math.min(at, text.length);
    return { escapes };
  }

  private quoted(open: number, byLines: boolean): number | undefined {
    const { text } = this;
    let depth = 0;
    /** The first line that looks like something else: the value may go on, if it ends well. */
    let stop: number | undefined;
    let at = open + 1;
    this.scanned = at;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 123) depth++;
      else if (code === 125) {
        // A closing brace that was never opened ends the entry, not the value.
        if (--depth < 0) break;
      } else if (code === 34 && depth === 0) {
        if (stop === undefined ? !this.endsLate(open, at + 1) : this.endsValue(at + 1)) return at + 1;
        break;
      } else if (code === 10 && stop === undefined && this.isStop(at + 1, byLines)) {
        stop = at;
        if (this.quoting > 4 * text.length) break;
      }
    }
    if (stop !== undefined) this.quoting += at - stop;
    if (stop !== undefined || text[at] !== '}') this.scanned = stop ?? at;
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
    const at = afterSpace(this.text, end);
    return /[,})#%]/.test(this.text[at] ?? '') || fieldFollows(this.text, at);
  }

  /** Ends a value that never ends: before the next line that looks like a field or an entry, or at the end of its line. */
  private cutUnbalanced(from: number, byLines: boolean): { to: number; next: number } {
    const { text } = this;
    let stop = text.length;
    for (let newline = text.indexOf('\n', from); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
      if (!this.isStop(newline + 1, true)) continue;
      stop = newline;
      break;
    }
    let to = stop;
    while (to > from && /[\s,]/.test(text[to - 1] ?? '')) to--;
    let next = stop;
    // The last value of an entry takes the entry's own closing brace back.
    const isLast = stop === text.length || /^\s*@/.test(text.slice(stop, stop + 50));
    if (isLast && text[to - 1] === '}' && !byLines) {
      next = --to;
      while (to > from && /[\s,]/.test(text[to - 1] ?? '')) to--;
    }
    return { to, next };
  }
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
