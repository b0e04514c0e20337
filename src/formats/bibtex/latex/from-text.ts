import { type AsciiOptions, toAscii } from './ascii.ts';
import { isHarmlessFormula } from './formula.ts';

export interface EncodeOptions extends AsciiOptions {
  /** LaTeX commands for what is beyond ASCII. */
  ascii: boolean;
  /** Protects words that a style must not change to lower case. For titles. */
  protectCase?: boolean;
}

const TOKEN = /<(\/?)(i|b|sc|sup|sub|span)((?:\s[^<>]{0,80})?)>|\$[^$\n]{0,500}\\[a-z][^$\n]{0,500}\$/gi;
const OPENING: Record<string, string> = {
  i: '\\emph{',
  b: '\\textbf{',
  sc: '\\textsc{',
  sup: '\\textsuperscript{',
  sub: '\\textsubscript{',
};
const ESCAPES: Record<string, string> = {
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '\\': '\\textbackslash{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '\u00a0': '~',
  '\u2009': '\\,',
};

/** No TeX takes them in a text. */
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

/** A word with a capital after its first letter: DNA, iPhone, McGregor, U.S., R&D, d’Alembert. Digits and hyphens belong to it. */
const CASED_WORD =
  /(?<![\p{L}\p{N}-])[\p{L}\p{N}-]*[\p{L}\p{N}][.&'’]?\p{Lu}(?:[\p{L}\p{N}-]|[.&'’](?=[\p{L}\p{N}-]))*(?:(?<=\.\p{Lu})\.)?/gu;
/** Capitals beside a raised or lowered letter, as those of H<sub>2</sub>O are. */
const CAPITALS_FIRST = /^\p{Lu}+(?![\p{L}\p{N}])/u;
const CAPITALS_LAST = /(?<![\p{L}\p{N}])\p{Lu}+$/u;

/** CSL text with its inline markup as LaTeX that reads back as the same text. Unicode stays unless `ascii`. */
export function textToLatex(text: string, options: EncodeOptions): string {
  if (
    !/[^A-Za-z0-9 .,:;()/?!*+=@[\]-]/.test(text) &&
    !(options.protectCase && /[A-Za-z0-9.-][A-Z]/.test(text)) &&
    !/--|[?!]`/.test(text)
  ) {
    return text;
  }
  const open: string[] = [];
  let protectedDepth = 0;
  let result = '';
  let last = 0;
  const balanced = hasBalancedBraces(text);
  // Words of a title all in capitals say nothing about their case.
  const hasCase = options.protectCase === true && /\p{Ll}/u.test(text.replace(TOKEN, ''));
  const plain = (to: number) => {
    const piece = text.slice(last, to);
    if (!hasCase || protectedDepth > 0) return escapeLatex(piece, balanced, options);
    const place = {
      isAfterScript: /<\/su[bp]>$/i.test(text.slice(Math.max(0, last - 6), last)),
      isBeforeScript: /^<su[bp]\b/i.test(text.slice(to, to + 5)),
    };
    return encodeCased(piece, place, balanced, options);
  };
  for (const match of text.matchAll(TOKEN)) {
    const [whole, slash, tag = '', attributes = ''] = match;
    const name = tag.toLowerCase();
    if (slash === undefined || !tag) {
      // A formula that had no form as text.
      if (!isHarmlessFormula(whole, options.tables.symbols)) continue;
      result += plain(match.index) + whole;
    } else if (slash === '/') {
      if (open.at(-1) !== name && open.at(-1) !== `${name}!`) continue;
      result += `${plain(match.index)}}`;
      if (open.pop() === 'span!') protectedDepth--;
    } else {
      const isNoCase = name === 'span' && /nocase/.test(attributes);
      const opening = isNoCase
        ? '{'
        : name === 'span'
          ? /small-caps/.test(attributes)
            ? '\\textsc{'
            : undefined
          : OPENING[name];
      if (opening === undefined || !closesLater(text, match.index + whole.length, name)) continue;
      result += plain(match.index) + opening;
      open.push(isNoCase ? 'span!' : name);
      if (isNoCase) protectedDepth++;
    }
    last = match.index + whole.length;
  }
  result += plain(text.length);
  return result + '}'.repeat(open.length);
}

/** Bounded, so that a text full of `<i>` that never end stays cheap. */
function closesLater(text: string, from: number, name: string): boolean {
  return text
    .slice(from, from + 2000)
    .toLowerCase()
    .includes(`</${name}>`);
}

function encodeCased(
  text: string,
  { isAfterScript, isBeforeScript }: { isAfterScript: boolean; isBeforeScript: boolean },
  balanced: boolean,
  options: EncodeOptions,
): string {
  const words = [...text.matchAll(CASED_WORD)];
  const covers = (match: RegExpExecArray) =>
    words.some(({ index, 0: word }) => match.index >= index && match.index < index + word.length);
  const first = isAfterScript ? CAPITALS_FIRST.exec(text) : null;
  if (first && !covers(first)) words.unshift(first);
  const lone = isBeforeScript ? CAPITALS_LAST.exec(text) : null;
  if (lone && !covers(lone) && lone.index !== first?.index) words.push(lone);
  let result = '';
  let last = 0;
  for (const { index, 0: word } of words) {
    result += `${escapeLatex(text.slice(last, index), balanced, options)}{${escapeLatex(word, balanced, options)}}`;
    last = index + word.length;
  }
  return result + escapeLatex(text.slice(last), balanced, options);
}

function escapeLatex(text: string, balanced: boolean, options: EncodeOptions): string {
  const escaped = text
    .replace(CONTROLS, '')
    .replace(/[&%$#_{}~^<>|\\\u00a0\u2009]/g, (character) => {
      if (character === '{') return balanced ? '\\{' : '\\textbraceleft{}';
      if (character === '}') return balanced ? '\\}' : '\\textbraceright{}';
      return ESCAPES[character] ?? character;
    })
    .replace(/-(?=-)|`(?=`)|'(?=')|[?!](?=`)/g, '$&{}')
    .replace(/`/g, '\\textasciigrave{}');
  return options.ascii ? toAscii(escaped, options) : escaped;
}

function hasBalancedBraces(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '{') depth++;
    else if (character === '}' && --depth < 0) return false;
  }
  return depth === 0;
}
