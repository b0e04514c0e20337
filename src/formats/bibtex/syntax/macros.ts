const MONTHS = new Map(
  'January February March April May June July August September October November December'
    .split(' ')
    .map((month) => [month.slice(0, 3).toLowerCase(), month]),
);
const PART = /\s*(?:"|\{|#|([^\s,#{}"()=]+))/y;

/** Longer than any honest field: a few macros that double each other would otherwise fill the memory. */
const LONGEST = 2_000_000;

/** The `@string` macros of a file. Names regardless of case; months are known from the start. */
export class Macros {
  private readonly own = new Map<string, { text: string; source: string; used: string[] }>();
  private readonly standard: Map<string, string>;

  constructor(standard: Map<string, string>) {
    this.standard = standard;
  }

  /** Those that an entry uses, as its residue has them. */
  static of(strings: { [name: string]: string } | undefined, standard = new Map<string, string>()): Macros {
    const macros = new Macros(standard);
    for (const [name, source] of Object.entries(strings ?? {})) macros.define(name, source);
    return macros;
  }

  /** `source` is the right side as written: `"J. " # name`. */
  define(name: string, source: string): void {
    const { text, used } = this.expand(source);
    this.own.set(name.toLowerCase(), { text, source, used: [...new Set(used)] });
  }

  /**
   * The right side of the file's own macro, replaced by its text when a macro in it has been defined anew since;
   * undefined for months and macros of styles.
   */
  sourceOf(name: string): string | undefined {
    const macro = this.own.get(name.toLowerCase());
    if (!macro || macro.used.length === 0 || this.expand(macro.source).text === macro.text) return macro?.source;
    return `{${macro.text}}`;
  }

  /** A value as written, without its braces or quotes and with its macros replaced. */
  expand(source: string): { text: string; used: string[]; unknown: string[] } {
    // `used` names macros before those that need them.
    const used: string[] = [];
    const unknown: string[] = [];
    let text = '';
    let at = 0;
    while (at < source.length && text.length < LONGEST) {
      PART.lastIndex = at;
      const match = PART.exec(source);
      if (!match) {
        text += source.slice(at);
        break;
      }
      const word = match[1];
      at = PART.lastIndex;
      if (word !== undefined) text += this.word(word, used, unknown);
      else if (source[at - 1] !== '#') {
        const end = endOfPart(source, at - 1);
        text += source.slice(at, end);
        at = end + 1;
      }
    }
    return { text, used, unknown };
  }

  private word(word: string, used: string[], unknown: string[]): string {
    if (/^\d/.test(word)) return word;
    const name = word.toLowerCase();
    const own = this.own.get(name);
    if (own) {
      used.push(...own.used, name);
      return own.text;
    }
    const standard = MONTHS.get(name) ?? this.standard.get(name);
    if (standard !== undefined) return standard;
    unknown.push(word);
    return word;
  }
}

/** The `@string` definitions of an export; the first of a name wins. */
export class GatheredMacros {
  private readonly byName = new Map<string, { name: string; source: string }>();
  /** Names that stood for something else too. */
  readonly clashes = new Set<string>();

  /** False when the name already stands for something else. */
  define(name: string, source: string): boolean {
    const known = this.byName.get(name.toLowerCase());
    if (!known) this.byName.set(name.toLowerCase(), { name, source });
    else if (known.source !== source) this.clashes.add(known.name);
    return !known || known.source === source;
  }

  all(): { name: string; source: string }[] {
    return [...this.byName.values()];
  }
}

/** Index of the mark that ends the part opened at `open`; the end of the text when nothing does. */
export function endOfPart(source: string, open: number): number {
  // A value is one part as a rule, and then ends with the source.
  const last = source.length - 1;
  const close = source[open] === '"' ? '"' : '}';
  let depth = 0;
  let at = open;
  for (; at < last; at++) {
    const code = source.charCodeAt(at);
    if (code === 123) depth++;
    else if (code === 125) depth--;
    if (at > open && depth === 0 && source[at] === close)
      return isBetweenParts(source, at + 1) ? at : source[last] === close ? last : at;
  }
  return source[last] === close ? last : source.length;
}

function isBetweenParts(source: string, at: number): boolean {
  let next = at;
  while (/\s/.test(source[next] ?? '')) next++;
  return source[next] === '#';
}
