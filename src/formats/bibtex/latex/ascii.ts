import { beyondPdflatex } from './pdflatex.ts';
import type { LatexTables } from './tables.ts';

export interface AsciiOptions {
  tables: LatexTables;
  /** Told of a character that has no LaTeX command and is left. */
  onUnknown?: (character: string) => void;
  /** Told of a letter whose command needs the font encoding T1. */
  onT1?: (character: string) => void;
  /** The text goes through biber, which makes characters of commands: accents get a form that comes out as one pdfLaTeX knows. */
  forBiber?: boolean;
  /** Told of a letter that has no such form. */
  onBiber?: (character: string) => void;
}

/** What no command of the tables says, or says worse. */
const FORMS: Record<string, string> = {
  '‐': '-', '‑': '-', '⁃': '-', '‒': '--', '–': '--', '—': '---', '―': '---', '“': '``', '”': "''", '‟': '``', '‘': '`', '’': "'", '‛': '`', '…': '\\ldots{}',
  '\u00a0': '~', '\u00ad': '\\-', '\u2009': '\\,', '\u2006': '\\,', '\u2008': '\\,', '\u200a': '\\,', '\u202f': '\\,', '\u205f': '\\,', '\u2028': ' ', '\u2029': ' ',
  'ʼ': "'", 'ʹ': "'", 'ʾ': "'", 'ˈ': "'", 'ʻ': '`', 'ʿ': '`', 'ʺ': "''", '¸': '{\\c{}}', 'ˆ': '\\textasciicircum{}', '˜': '\\textasciitilde{}',
}; // biome-ignore format: a table reads better in rows

/** Where biber makes a character of the command that pdfLaTeX does not know. */
const FORMS_FOR_BIBER: Record<string, string> = {
  '−': '$-$', '⟨': '{\\textlangle}', '⟩': '{\\textrangle}', '\u3008': '{\\textlangle}', '\u3009': '{\\textrangle}',
}; // biome-ignore format: one line

/** Commands of mathematics. */
const MATH = new Map(
  (
    '⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow ↑ uparrow ↓ downarrow → rightarrow ← leftarrow ↔ leftrightarrow ↦ mapsto ⟶ longrightarrow ∇ nabla √ surd ∝ propto ≡ equiv ' +
    '≪ ll ≫ gg ⊂ subset ⊃ supset ⊆ subseteq ⊇ supseteq ∅ emptyset ∧ wedge ∨ vee ⊕ oplus ⊗ otimes ∥ parallel ⊥ perp ∣ mid ∏ prod ∑ sum ∫ int ∉ notin ∈ in ∋ ni ≃ simeq ≅ cong ' +
    '∓ mp ± pm ∗ ast ⋅ cdot · cdot ∙ bullet ★ star ☆ star ∘ circ ○ circ ● bullet △ triangle ◊ diamond ♯ sharp ♭ flat ♮ natural ℏ hbar ℓ ell ℵ aleph ℜ Re ℑ Im ℘ wp ∠ angle ⌈ lceil ' +
    '⌉ rceil ⌊ lfloor ⌋ rfloor ∖ setminus ≺ prec ≻ succ ≤ leq ≥ geq ⩽ leq ⩾ geq ≦ leq ≧ geq ≠ neq ≈ approx ∼ sim ∞ infty ∂ partial ∪ cup ∩ cap ∀ forall ∃ exists ′ prime × times ' +
    '⟨ langle ⟩ rangle 〈 langle 〉 rangle 〈 langle 〉 rangle ∆ Delta Υ Upsilon ⋯ cdots ⋮ vdots'
  )
    .split(' ')
    .flatMap((word, at, words) => (at % 2 === 0 ? [[word, words[at + 1] ?? ''] as const] : [])),
); // biome-ignore format: words
/** Greek capitals that look like Latin ones have no command: LaTeX sets those. */
const LATIN_OF = new Map(
  [...'ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΧXοo'].flatMap((c, at, all) => (at % 2 === 0 ? [[c, all[at + 1] ?? ''] as const] : [])),
);
const MATH_ACCENTS = new Map([
  ['\u0300', 'grave'], ['\u0301', 'acute'], ['\u0302', 'hat'], ['\u0303', 'tilde'], ['\u0304', 'bar'], ['\u0306', 'breve'], ['\u0307', 'dot'], ['\u0308', 'ddot'],
  ['\u030c', 'check'], ['\u20d7', 'vec'],
]); // biome-ignore format: a table reads better in rows
/** Commands that only a document with babel or another package knows, or only a new LaTeX. */
const NEEDS_PACKAGE =
  /^(?:flqq|frqq|glqq|grqq|guillemetleft|guillemetright|euro|EUR|degree|bibrangedash|cprime|[hH]withstroke|nobreakspace|SS)$/;
/** Commands and accents of the font encoding T1 that the one a document has without it, OT1, lacks. */
const NEEDS_T1 = new Set(
  'DH dh TH th DJ dj NG ng k guillemotleft guillemotright guilsinglleft guilsinglright quotedblbase quotesinglbase'.split(
    ' ',
  ),
);
/** Accents below a letter, which keeps its dot. */
const BELOW = new Set(['d', 'k', 'b', 'c', 'textcommabelow']);
/** Accents whose command is a sign. */
const SIGN = /^[`'^"~=.]$/;
/** Drawn as nothing: zero-width characters, byte-order marks, directions, joiners, variation selectors. */
const UNSEEN = /^\p{Default_Ignorable_Code_Point}$/u;
const LATIN_LETTER = /^[\u0100-\u024f\u1e00-\u1eff]$/;
const RAISED = /^[\u02b0-\u02b8\u02e0-\u02e4\u2070-\u207f\u1d2c-\u1d61]$/;
const LOWERED = /^[\u1d62-\u1d6a\u2080-\u209c]$/;

const TOKEN = /\\(?:[A-Za-z@]+\*?|.)|\$|[\0-\x7f]?\p{M}+|[^\0-\x7f]\p{M}*/gsu;
const ADDRESS = /^\\(?:url|path|nolinkurl|href)$/;
const GROUP = /\s*\{((?:[^{}\\]|\\.)*)\}/sy;

interface Commands {
  symbols: Map<string, string>;
  accents: Map<string, string>;
}
const commandsOf = new WeakMap<LatexTables, Commands>();

/**
 * LaTeX with commands for its characters beyond ASCII, in text and in mathematics; characters that are drawn as nothing are
 * left out. What has no command is told to `onUnknown` and left. "naïve–“α”" is "na{\"i}ve--``$\alpha$''".
 */
export function toAscii(text: string, options: AsciiOptions): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return new AsciiWriter(options).write(text.normalize('NFC'));
}

/** Whether `toAscii` has a form for a character. */
export function hasAsciiForm(character: string, tables: LatexTables): boolean {
  let isKnown = true;
  toAscii(character, {
    tables,
    onUnknown: () => {
      isKnown = false;
    },
  });
  return isKnown;
}

class AsciiWriter {
  private readonly options: AsciiOptions;
  private readonly commands: Commands;

  constructor(options: AsciiOptions) {
    this.options = options;
    this.commands = commandsIn(options.tables);
  }

  write(text: string): string {
    const pieces: string[] = [];
    let isMath = false;
    let last = 0;
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
      const [token] = match;
      if (match.index > last) pieces.push(text.slice(last, match.index));
      last = TOKEN.lastIndex;
      if (token === '$') isMath = !isMath;
      else if (token === '\\(' || token === '\\[') isMath = true;
      else if (token === '\\)' || token === '\\]') isMath = false;
      if (/^[\0-\x7f]*$/.test(token)) {
        pieces.push(token);
        if (!ADDRESS.test(token)) continue;
        GROUP.lastIndex = last;
        const group = GROUP.exec(text)?.[0] ?? '';
        pieces.push(percentEscapes(group));
        last += group.length;
        TOKEN.lastIndex = last;
      } else {
        const form = this.cluster(token, isMath);
        if (form !== '') pieces.push(parted(pieces.at(-1), form));
      }
    }
    pieces.push(text.slice(last));
    return pieces.join('');
  }

  /** A character with the marks on it. */
  private cluster(cluster: string, isMath: boolean): string {
    const form = isMath ? this.inMath(cluster) : this.inText(cluster);
    if (form !== undefined) return form;
    this.options.onUnknown?.(cluster);
    return cluster;
  }

  private inText(cluster: string): string | undefined {
    const known = this.symbol(cluster);
    if (known !== undefined) return known;
    const [base = '', ...marks] = cluster.normalize('NFD').replace(/[\u034f\ufe00-\ufe0f]/g, '');
    if (/\p{M}/u.test(base)) return this.accented('', [base, ...marks]);
    if (marks.length > 0) return base <= '\x7f' ? this.accented(base, marks) : this.accentedSymbol(base, marks);
    return [...cluster].length === 1 ? this.compatible(cluster) : this.inText(base);
  }

  private symbol(character: string): string | undefined {
    if (character !== '' && UNSEEN.test(character) && character !== '\u00ad') return '';
    const form = FORMS[character];
    if (form !== undefined) return form;
    if (this.options.forBiber && character in FORMS_FOR_BIBER) return FORMS_FOR_BIBER[character];
    if (/^\p{Zs}$/u.test(character)) return ' ';
    const latin = LATIN_OF.get(character);
    if (latin !== undefined) return `$\\mathrm{${latin}}$`;
    const math = MATH.get(character);
    if (math !== undefined) return `$\\${math}$`;
    const command = this.commands.symbols.get(character);
    if (command === undefined) return undefined;
    if (NEEDS_T1.has(command)) this.options.onT1?.(character);
    return /^\p{Script=Greek}$/u.test(character) ? `$\\${command}$` : `{\\${command}}`;
  }

  private accented(base: string, marks: readonly string[]): string | undefined {
    const accents = marks.map((mark) => this.commands.accents.get(mark) ?? '');
    if (accents.length > 8 || accents.includes('')) return undefined;
    const composed = (base + marks.join('')).normalize('NFC');
    if (accents.some((accent) => NEEDS_T1.has(accent))) this.options.onT1?.(composed);
    const isSpecial = /[{}\\&%#$_^~]/.test(base);
    const put = this.accentForm(composed, accents);
    const result = accents.reduce((inner, accent) => put(inner, accent), isSpecial ? '' : base);
    return `${isSpecial ? base : ''}{${result}}`;
  }

  /** How an accent is put on a letter: `\'{e}`. In a box biber does not see the letter of an accent that is a sign, and leaves it to LaTeX. */
  private accentForm(composed: string, accents: readonly string[]): (inner: string, accent: string) => string {
    const dotless = (inner: string, accent: string) =>
      (inner === 'i' || inner === 'j') && !BELOW.has(accent) ? `\\${inner}` : inner;
    const { forBiber, onBiber } = this.options;
    if (!forBiber) return (inner, accent) => `\\${accent}{${dotless(inner, accent)}}`;
    if (beyondPdflatex(composed) === '') return (inner, accent) => `\\${accent}{${inner}}`;
    if (!accents.every((accent) => SIGN.test(accent))) onBiber?.(composed);
    return (inner, accent) =>
      SIGN.test(accent) ? `\\${accent}{\\mbox{${dotless(inner, accent)}}}` : `\\${accent}{${inner}}`;
  }

  /** "ά" is `$\acute{\alpha}$`. */
  private accentedSymbol(base: string, marks: readonly string[]): string | undefined {
    const symbol = this.inText(base);
    const inner = /^\$(.*)\$$/s.exec(symbol ?? '')?.[1];
    const accents = marks.map((mark) => MATH_ACCENTS.get(mark));
    if (inner === undefined || accents.includes(undefined)) return undefined;
    return `$${accents.reduce<string>((body, accent) => `\\${accent}{${body}}`, inner)}$`;
  }

  /** A ligature, a raised digit, a fraction and the like by what they are made of. Unicode, "Compatibility decomposition". */
  private compatible(character: string): string | undefined {
    const plain = character.normalize('NFKC');
    // A letter of a name is no other one: Croatian has its digraphs as letters.
    if (plain === character || LATIN_LETTER.test(character)) return undefined;
    const forms = [...plain].map((one) => (one <= '\x7f' ? one : this.inText(one)));
    if (forms.includes(undefined) || /[{}\\&%#$_^~<>]/.test(plain)) return undefined;
    if (RAISED.test(character)) return `\\textsuperscript{${forms.join('')}}`;
    if (LOWERED.test(character)) return `\\textsubscript{${forms.join('')}}`;
    return forms.join('');
  }

  private inMath(cluster: string): string | undefined {
    const form = this.inText(cluster);
    if (form === undefined || /^[\0-\x7f]?$/.test(form)) return form;
    const formula = /^\$([^$]*)\$$/.exec(form)?.[1];
    if (formula !== undefined) return `{${formula}}`;
    return form === '\\,' || form === '~' ? form : `\\mbox{${form}}`;
  }
}

/** What is to stand behind another piece: apart from it when TeX would make another character of the two, as of "?`". */
function parted(piece: string | undefined, form: string): string {
  const before = piece?.at(-1) ?? '';
  const joins = (/[`'-]/.test(before) && form.startsWith(before)) || (/[?!]/.test(before) && form.startsWith('`'));
  return joins ? `{}${form}` : form;
}

function commandsIn(tables: LatexTables): Commands {
  let commands = commandsOf.get(tables);
  if (!commands) {
    commands = { symbols: new Map(), accents: new Map([['\u0332', 'b']]) };
    for (const [command, character] of tables.symbols)
      if (/[^\0-\x7f]/.test(character) && !NEEDS_PACKAGE.test(command)) commands.symbols.set(character, command);
    for (const [command, mark] of tables.accents) commands.accents.set(mark, command);
    commandsOf.set(tables, commands);
  }
  return commands;
}

/** An address in ASCII: RFC 3986, 2.1. */
export function percentEscapes(address: string): string {
  return address.toWellFormed().replace(/[^\0-\x7f]/gu, (character) => encodeURIComponent(character));
}
