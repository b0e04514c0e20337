import { decodeEntities } from '../../html-entities.ts';
import type { Dialect } from '../model/fields.ts';
import { endOfPart } from '../syntax/macros.ts';

export interface Mended {
  source: string;
  /** What stood bare in it. */
  marks: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const BARE = /[&%#_$^]/;
const ESCAPED: Record<string, string> = {
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  $: '\\$',
  '^': '\\textasciicircum{}',
};
const TOKEN = /\\(?:([A-Za-z@]+)\*?|[^A-Za-z@])|[&%#_$^]/gs;
/** Commands with an address, a key or the name of a file, in which the marks mean themselves. */
const OPAQUE =
  /^(?:url|path|nolinkurl|href|hyperref|hyperlink|hypertarget|[A-Za-z]*cite[A-Za-z]*|[A-Za-z]*ref|label|includegraphics)$/;
/** With these a value is a program, or a table: it is its author's. */
const PROGRAM = /\\(?:[egx]?def|(?:re|provide)?newcommand|let|catcode|csname|begin|halign|verb)(?![A-Za-z])/;
const ENTITY = /&(?:([a-z][a-z\d]{1,31})|#(\d{1,7})|#x([\da-f]{1,6}));/iy;
/** One whose mark is escaped: `\&uuml;`, `{\&}amp;`, `\&\#945;`. */
const ESCAPED_ENTITY = /(?:\{\\&\}|\\&)(?:amp;)*(?:\\?(#\d{1,7}|#x[\da-f]{1,6})|([a-z][a-z\d]{1,31}));/gi;
const ENTITIES: Record<string, string> = {
  amp: '\\&',
  lt: '\\textless{}',
  gt: '\\textgreater{}',
  quot: "''",
  apos: "'",
  nbsp: '~',
};

/**
 * A value as written, fit for LaTeX: `&`, `%`, `#`, `_`, `$` and `^` that stand bare outside mathematics and addresses are
 * escaped, the rest stays to the byte. In one that is only `carried` (see `roleOf`) just what LaTeX stops at when it reads it.
 * "{R&D for $x_1$}" is "{R\&D for $x_1$}". Linear in time.
 */
export function mendValue(written: string, role: 'printed' | 'carried', dialect: Dialect): Mended {
  if (!BARE.test(written) || PROGRAM.test(written)) return { source: written, marks: NONE };
  const source = role === 'printed' ? withBareEntities(written) : written;
  const marks = new Set<string>();
  const pieces: string[] = [];
  let at = 0;
  while (at < source.length) {
    const char = source[at];
    if (char !== '{' && char !== '"') {
      const next = source.slice(at).search(/[{"]/);
      const to = next < 0 ? source.length : at + next;
      pieces.push(source.slice(at, to));
      at = to;
      continue;
    }
    const end = endOfPart(source, at);
    const mender = new Mender(source.slice(at + 1, end), role, dialect, marks);
    pieces.push(char, mender.mend(), source.slice(end, end + 1));
    at = end + 1;
  }
  return { source: pieces.join(''), marks };
}

class Mender {
  private readonly text: string;
  private readonly role: 'printed' | 'carried';
  private readonly dialect: Dialect;
  private readonly marks: Set<string>;
  private readonly out: string[] = [];
  private at = 0;

  constructor(text: string, role: 'printed' | 'carried', dialect: Dialect, marks: Set<string>) {
    this.text = text;
    this.role = role;
    this.dialect = dialect;
    this.marks = marks;
  }

  mend(): string {
    const { text } = this;
    for (;;) {
      TOKEN.lastIndex = this.at;
      const match = TOKEN.exec(text);
      if (!match) break;
      const [token, word] = match;
      this.copyTo(match.index);
      if (word !== undefined) this.command(token, word);
      else if (token === '\\(' || token === '\\[') this.formula(token === '\\(' ? '\\)' : '\\]');
      else if (token.startsWith('\\')) this.copyTo(match.index + token.length);
      else if (token === '$') this.dollar();
      else if (token === '&') this.ampersand();
      else if (this.role === 'printed' || token === '%' || token === '#') this.escape(token);
      else this.copyTo(match.index + 1);
    }
    this.copyTo(text.length);
    return this.out.join('');
  }

  private copyTo(to: number): void {
    this.out.push(this.text.slice(this.at, to));
    this.at = to;
  }

  private escape(mark: string): void {
    this.out.push(ESCAPED[mark] ?? mark);
    this.marks.add(mark);
    this.at += 1;
  }

  private command(token: string, word: string): void {
    this.copyTo(this.at + token.length);
    if (word === 'ensuremath') this.inside(this.groupEnd());
    else if (OPAQUE.test(word)) {
      const end = this.groupEnd();
      // biber makes the field the argument of a command, where an address is not read character by character.
      if (this.dialect === 'biblatex') this.inside(end);
      else this.copyTo(end);
    }
  }

  /** Where the group behind a command ends; here when there is none. An option in brackets belongs to it. */
  private groupEnd(): number {
    const { text } = this;
    const open = /\s*(?:\[[^\][{}]{0,200}\]\s*)?\{/y;
    open.lastIndex = this.at;
    if (!open.test(text)) return this.at;
    let depth = 1;
    for (let at = open.lastIndex; at < text.length; at++) {
      const char = text[at];
      if (char === '\\') at++;
      else if (char === '{') depth++;
      else if (char === '}' && --depth === 0) return at + 1;
    }
    return text.length;
  }

  private formula(closing: string): void {
    const end = this.text.indexOf(closing, this.at + 2);
    this.inside(end < 0 ? this.text.length : end + closing.length);
  }

  /** Mathematics and addresses, where only `%` and `#` never work. */
  private inside(to: number): void {
    const piece = this.text.slice(this.at, to).replace(/\\.|[%#]/gs, (token) => {
      if (token.startsWith('\\')) return token;
      this.marks.add(token);
      return ESCAPED[token] ?? token;
    });
    this.out.push(piece);
    this.at = to;
  }

  private dollar(): void {
    const end = this.role === 'carried' ? this.at + 1 : this.mathEnd();
    if (end === undefined) this.escape('$');
    else this.inside(end);
  }

  /** Where the formula ends that begins at a dollar sign; undefined for one that is money. */
  private mathEnd(): number | undefined {
    const { text, at } = this;
    if (text.startsWith('$$', at)) {
      const end = text.indexOf('$$', at + 2);
      return end < 0 ? at + 2 : end + 2;
    }
    const mark = /\\.|[{}$]/gs;
    mark.lastIndex = at + 1;
    let depth = 0;
    for (let match = mark.exec(text); match; match = mark.exec(text)) {
      const [char] = match;
      if (char === '{') depth++;
      else if (char === '}' && --depth < 0) return undefined;
      else if (char === '$') {
        if (depth > 0) return undefined;
        const body = text.slice(at + 1, match.index);
        const isMoney =
          /^\d[^\\^_={}]*\s$/.test(body) && /^[\dA-Za-z\\({]/.test(text.slice(match.index + 1, match.index + 2));
        return isMoney ? undefined : match.index + 1;
      }
    }
    return undefined;
  }

  private ampersand(): void {
    ENTITY.lastIndex = this.at;
    const match = ENTITY.exec(this.text);
    const form = match ? entityForm(match) : undefined;
    if (this.role === 'carried') this.copyTo(this.at + 1);
    else if (!match || form === undefined) this.escape('&');
    else {
      this.out.push(form);
      this.marks.add('&');
      this.at += match[0].length;
    }
  }
}

/** Entities of HTML whose mark is escaped, with a bare one: what they stand for is meant. */
function withBareEntities(source: string): string {
  if (!source.includes('&') || !source.includes(';')) return source;
  return source.replace(ESCAPED_ENTITY, (whole, number?: string, name?: string) => {
    const entity = `&${number ?? name ?? ''};`;
    return decodeEntities(entity) === entity ? whole : entity;
  });
}

/** LaTeX for an entity of HTML; undefined for one that says no character that can stand as it is. */
function entityForm([, name, decimal, hex]: RegExpExecArray): string | undefined {
  if (name !== undefined && Object.hasOwn(ENTITIES, name.toLowerCase())) return ENTITIES[name.toLowerCase()];
  const named = name === undefined ? '' : decodeEntities(`&${name};`);
  if (name !== undefined && [...named].length !== 1) return undefined;
  const number = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const code = named === '' ? number : (named.codePointAt(0) ?? 0);
  if (code === 0x26 || code === 0x25 || code === 0x23) return `\\${String.fromCodePoint(code)}`;
  if (code === 0x27 || code === 0x2d) return String.fromCodePoint(code);
  if (code === 0xa0) return '~';
  const isText = code > 0xa0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isText && !/[\p{C}\s]/u.test(String.fromCodePoint(code)) ? String.fromCodePoint(code) : undefined;
}
