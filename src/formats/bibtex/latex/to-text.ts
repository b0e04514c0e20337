import { type LatexTables, MARKUP } from './tables.ts';

export interface DecodeOptions {
  /** Braces protect their words from case changes: CSL's `nocase` spans. For titles. */
  nocase?: boolean;
  /** An empty line parts paragraphs. For abstracts and notes. */
  paragraphs?: boolean;
}

/** Accents on one letter; more are somebody's joke, and would cost quadratic time. */
const MOST_ACCENTS = 4;

interface Group {
  /** Closing markup, innermost last. */
  close: string[];
  /** An accent that waits for what this group holds. */
  accent?: string;
  from: number;
  isProtected: boolean;
}

/** Without these a text is already what it says. */
const SPECIAL = /[\\{}$~`\t\n\r\f\v]|--|''| {2}|^ | $/;
const COMMAND = /\\(?:([A-Za-z]+)\*?[ \t]*|([^A-Za-z]))/y;
const PLAIN = /[^\\{}$~`'\s?!-]+/y;
const BLANK = /\s+/y;
/** Only for sorting: `{\noopsort{1973b}}1973`. BibTeXing (btxdoc), 4.5. */
const UNPRINTED = /^(?:noopsort|sortnoop)$/i;
/** Print nothing: `{\relax Ch}arles` tells BibTeX that the initial is "Ch.". BibTeX tips and FAQ, 20. */
const SILENT = /^(?:relax|protect|ignorespaces|unskip|null|empty)$/;

/**
 * LaTeX as it stands in a field, in Unicode with CSL's inline markup: `{\'E}tude` is Étude, `\emph{x}` is `<i>x</i>`,
 * `10\,000` keeps its thin space. A command nobody knows loses its name when it has an argument, else stays as it is.
 * Never throws; time is linear.
 */
export function latexToText(source: string, tables: LatexTables, options: DecodeOptions = {}): string {
  if (!SPECIAL.test(source)) return source;
  return new Decoder(source, tables, options).decode();
}

class Decoder {
  private readonly source: string;
  private readonly tables: LatexTables;
  private readonly options: DecodeOptions;
  private at = 0;
  private out: string[] = [];
  private groups: Group[] = [];
  private protectedDepth = 0;
  private accentDepth = 0;
  /** An accent that waits for the next character. */
  private accent: string | undefined;

  constructor(source: string, tables: LatexTables, options: DecodeOptions) {
    this.source = source;
    this.tables = tables;
    this.options = options;
  }

  decode(): string {
    while (this.at < this.source.length) this.step();
    while (this.groups.length > 0) this.closeGroup();
    return this.out.join('').trim();
  }

  private step(): void {
    const { source } = this;
    PLAIN.lastIndex = this.at;
    const plain = PLAIN.exec(source)?.[0];
    if (plain !== undefined) {
      this.at = PLAIN.lastIndex;
      this.emit(plain);
      return;
    }
    const char = source[this.at] ?? '';
    if (char === '\\') this.command();
    else if (char === '{') this.openGroup();
    else if (char === '}') {
      this.at++;
      this.closeGroup();
    } else if (char === '$') this.math();
    else if (char === '~') this.emitAndMove('\u00a0', 1);
    else if (/\s/.test(char)) this.blank();
    else this.ligature(char);
  }

  private blank(): void {
    BLANK.lastIndex = this.at;
    const blank = BLANK.exec(this.source)?.[0] ?? ' ';
    this.at += blank.length;
    const isParagraph = this.options.paragraphs && /\n[ \t\r]*\n/.test(blank);
    this.accent = undefined;
    this.out.push(isParagraph ? '\n\n' : ' ');
  }

  private ligature(char: string): void {
    const { source, at } = this;
    if (source.startsWith('---', at)) this.emitAndMove('—', 3);
    else if (source.startsWith('--', at)) this.emitAndMove('–', 2);
    else if (source.startsWith('``', at)) this.emitAndMove('“', 2);
    else if (source.startsWith("''", at)) this.emitAndMove('”', 2);
    else if (source.startsWith('?`', at)) this.emitAndMove('¿', 2);
    else if (source.startsWith('!`', at)) this.emitAndMove('¡', 2);
    else this.emitAndMove(char === '`' ? '‘' : char, 1);
  }

  private emitAndMove(text: string, length: number): void {
    this.at += length;
    this.emit(text);
  }

  private emit(text: string): void {
    const { accent } = this;
    if (accent === undefined) {
      this.out.push(text);
      return;
    }
    this.accent = undefined;
    // A letter with the accents that it has already.
    const head = /^.\p{M}{0,8}/su.exec(text)?.[0] ?? '';
    this.out.push(compose(head, accent) + text.slice(head.length));
  }

  private openGroup(): void {
    this.at++;
    const { source } = this;
    // `{}` after a command ends its name and prints nothing; after an accent it is the accent alone.
    if (source[this.at] === '}') {
      this.at++;
      if (this.accent !== undefined) this.emit('');
      return;
    }
    const isProtected =
      this.options.nocase === true &&
      this.accent === undefined &&
      source[this.at] !== '\\' &&
      this.protectedDepth === 0;
    const group: Group = { close: [], from: this.out.length, isProtected };
    if (this.accent !== undefined && this.accentDepth < MOST_ACCENTS) {
      group.accent = this.accent;
      this.accentDepth++;
    }
    this.accent = undefined;
    if (isProtected) {
      const [open, close] = MARKUP.nocase ?? ['', ''];
      this.out.push(open);
      group.close.push(close);
      this.protectedDepth++;
    }
    this.groups.push(group);
  }

  private closeGroup(): void {
    this.accent = undefined;
    const group = this.groups.pop();
    if (!group) return;
    if (group.isProtected) this.protectedDepth--;
    if (group.accent !== undefined) {
      this.accentDepth--;
      const inner = this.out.splice(group.from).join('').trim();
      this.accent = group.accent;
      this.emit(inner);
    }
    while (group.close.length > 0) this.out.push(group.close.pop() ?? '');
  }

  private command(): void {
    COMMAND.lastIndex = this.at;
    const match = COMMAND.exec(this.source);
    if (!match) {
      this.emitAndMove('\\', 1);
      return;
    }
    const [whole, word, sign] = match;
    const { tables } = this;
    this.at += whole.length;
    if (sign !== undefined) this.controlSign(sign);
    else if (word === undefined) return;
    else if (word === 'url' || word === 'path') this.verbatimArgument();
    else if (word === 'href') this.hyperlink();
    else if (SILENT.test(word)) return;
    else if (UNPRINTED.test(word) && this.source[this.at] === '{') this.skipArgument();
    else if (tables.symbols.has(word)) this.symbol(word);
    else if (tables.accents.has(word)) this.accent = tables.accents.get(word);
    else if (tables.styled.has(word) && this.source[this.at] === '{') this.styledArgument(tables.styled.get(word));
    else if (tables.declarations.has(word)) this.declare(tables.declarations.get(word));
    else if (this.source[this.at] !== '{') this.emit(whole);
    else this.styledArgument(undefined);
  }

  private symbol(word: string): void {
    const waits = this.accent !== undefined;
    if (waits && (word === 'i' || word === 'j')) this.emit(word);
    else this.emit(this.tables.symbols.get(word) ?? '');
    if (this.source.startsWith('{}', this.at)) this.at += 2;
  }

  private controlSign(sign: string): void {
    const accent = this.tables.accents.get(sign);
    if (accent !== undefined) {
      this.accent = accent;
      BLANK.lastIndex = this.at;
      if (BLANK.test(this.source)) this.at = BLANK.lastIndex;
      if (this.at >= this.source.length) this.emit('');
    } else if (sign === ',' || sign === ';' || sign === ':') this.emit('\u2009');
    else if (sign === '\\' || /\s/.test(sign)) this.emit(' ');
    else if (sign === '@' || sign === '!' || sign === '/' || sign === '-') return;
    else this.emit(sign);
  }

  private verbatimArgument(): void {
    if (this.source[this.at] !== '{') return;
    let depth = 0;
    const from = this.at + 1;
    for (; this.at < this.source.length; this.at++) {
      const char = this.source[this.at];
      if (char === '{') depth++;
      else if (char === '}' && --depth === 0) break;
    }
    this.out.push(this.source.slice(from, this.at).replace(/\\([#%&_~])/g, '$1'));
    this.at++;
  }

  private skipArgument(): void {
    const length = this.out.length;
    this.verbatimArgument();
    this.out.length = length;
  }

  /** `\href{https://…}{words}` is its words. */
  private hyperlink(): void {
    const { out } = this;
    this.out = [];
    this.verbatimArgument();
    const address = this.out;
    this.out = out;
    if (this.source[this.at] !== '{') this.out.push(...address);
  }

  private styledArgument(style: string | undefined): void {
    this.at++;
    const [open, close] = (style === undefined ? undefined : MARKUP[style]) ?? ['', ''];
    this.out.push(open);
    this.groups.push({ close: [close], from: this.out.length, isProtected: false });
  }

  private declare(style: string | undefined): void {
    const markup = style === undefined ? undefined : MARKUP[style];
    const group = this.groups.at(-1);
    if (!markup || !group) return;
    this.out.push(markup[0]);
    group.close.push(markup[1]);
  }

  private math(): void {
    const { source, at } = this;
    const end = source.indexOf('$', at + 1);
    // A lone dollar sign is money.
    if (end < 0 || end - at > 2000) {
      this.emitAndMove('$', 1);
      return;
    }
    const body = source.slice(at + 1, end);
    this.at = end + 1;
    this.out.push(body === '' ? '' : (mathToText(body, this.tables) ?? source.slice(at, end + 1)));
  }
}

/** Simple formulas as text; undefined for what has no such form, which then stays LaTeX. */
function mathToText(formula: string, tables: LatexTables): string | undefined {
  const body = formula.includes('{') ? withPlainLetters(formula, tables) : formula;
  let result = '';
  const token =
    /\\([A-Za-z]+)\s*|\\([%&#_$,;: ])|([\^_])\s*(?:\{([^{}\\]*)\}|\\([A-Za-z]+)|([^\s{}\\]))|([^\\{}^_$]+)/gy;
  while (token.lastIndex < body.length) {
    const match = token.exec(body);
    if (!match) return undefined;
    const [, word, sign, script, group, scriptWord, scriptChar, plain] = match;
    if (word !== undefined) {
      const symbol = tables.symbols.get(word);
      if (symbol === undefined) return undefined;
      result += symbol;
    } else if (sign !== undefined) result += sign === ',' || sign === ';' || sign === ':' ? '\u2009' : sign;
    else if (script !== undefined) {
      const raised = group ?? scriptChar ?? tables.symbols.get(scriptWord ?? '');
      if (raised === undefined) return undefined;
      const [open, close] = MARKUP[script === '^' ? 'superscript' : 'subscript'] ?? ['', ''];
      result += `${open}${raised}${close}`;
    } else result += plain;
  }
  return result.replace(/\s+/g, ' ');
}

/** A formula with its upright and its accented Greek letters as letters: `\acute{\alpha}` is ά. */
function withPlainLetters(formula: string, tables: LatexTables): string {
  const upright = formula.replace(/\\mathrm\{([A-Za-z])\}/g, '$1');
  const accented = (text: string) =>
    text.replace(/\\(acute|grave|ddot|bar|breve)\{(?:\\([a-zA-Z]+)|(\p{L}))\}/gu, (whole, accent, symbol, letter) => {
      const base = letter ?? tables.symbols.get(symbol) ?? '';
      return /^\p{Script=Greek}/u.test(base) ? compose(base, MATH_ACCENTS[accent] ?? '') : whole;
    });
  return accented(accented(upright));
}

const MATH_ACCENTS: Record<string, string> = {
  acute: '\u0301',
  grave: '\u0300',
  ddot: '\u0308',
  bar: '\u0304',
  breve: '\u0306',
};
const SPACING: Record<string, string> = { '\u0300': '`', '\u0301': '´', '\u0302': '^', '\u0303': '~', '\u0308': '¨' };

function compose(letter: string, accent: string): string {
  if (letter === '') return SPACING[accent] ?? '';
  const base = letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter;
  return (base + accent).normalize('NFC');
}
