import { cutAtOutsideBraces, cutOutsideBraces } from './braces.ts';
import type { CslName } from './study.ts';

/** How the words of a name become text. The default takes braces away; a BibTeX reader gives one that knows LaTeX. */
export type DecodeName = (source: string) => string;

const SUFFIX =
  /^(?:jn?r|junior|sn?r|senior|esq(?:uire)?|ph\.? ?d|d\.?phil|m\.? ?d|ed\.?d|psy\.?d|j\.?d|m\.?p\.?h|r\.?n|[ivx]{2,5}|\d{1,2}(?:st|n?d|rd|th)|filho|neto|fils|père)\.?$/iu;
/** Suffixes that are nobody's given name, as "Xi" and "Vi" are. */
const SURE_SUFFIX =
  /^(?:[Jj][Nn]?[Rr]|[Jj]unior|[Ss][Nn]?[Rr]|[Ee]sq|Ph\.? ?D|Ed\.?D|Psy\.?D|M\.D|II|III|IV|\d{1,2}(?:st|n?d|rd|th))\.?$/;

/** Whether words that stand alone between commas are the suffix of a name: "Jr.", "III", "2nd", "M.D.". */
export const isSuffix = (text: string): boolean => SUFFIX.test(text);
/** Whether they can be nothing else: "Vi" and "MD" may be given names, "Jr." is none. */
export const isSureSuffix = (text: string): boolean => SURE_SUFFIX.test(text);

/** Who is not named: "and others" in BibTeX, "et al." in most other formats. */
export const OTHERS: Readonly<CslName> = Object.freeze({ literal: 'others' });
export const isOthers = (name: CslName): boolean => name.literal === OTHERS.literal && name.family === undefined;

/**
 * A name on one line, in the forms that BibTeX knows:
 * `Cruz, María`, `de la Cruz, María` (particle), `King, Jr., Martin Luther` and `Martin Luther King, Jr.` (suffix),
 * `Ludwig van Beethoven`, `{World Health Organization}` (literal, whole). Braces keep words together:
 * `{van Gogh}, Vincent` has no particle. `others` is nobody's name. `~` is a space, `\~` an accent.
 */
export function parseName(source: string, decode: DecodeName = withoutBraces): CslName {
  const whole = source.trim();
  if (whole === OTHERS.literal) return { ...OTHERS };
  if (isBraced(whole)) {
    const literal = decode(whole.slice(1, -1)).trim();
    // `{\'E}` is one letter of a name.
    if (whole[1] !== '\\' || /\s/.test(literal)) return { literal };
  }
  const parts = cutAtOutsideBraces(whole, ',').map((part) => part.trim());
  if (parts.length > 1) return nameWithCommas(parts, decode);
  return nameInReadingOrder(wordsOf(whole), decode);
}

/** The names of a list whose members are parted by "and"; an "and" in braces parts nothing. */
export function splitNames(source: string): string[] {
  const andAt = (at: number, char: string) =>
    (char === 'a' || char === 'A') &&
    isSpace(source[at - 1]) &&
    isSpace(source[at + 3]) &&
    source.slice(at, at + 3).toLowerCase() === 'and'
      ? 3
      : 0;
  return cutOutsideBraces(source, andAt)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** One line from which `parseName` makes the same name: `de la Cruz, María`, `{World Health Organization}`. */
export function formatName(name: CslName): string {
  if (isOthers(name)) return 'others';
  if (name.literal !== undefined && name.family === undefined) return `{${name.literal}}`;
  const particle = [name['dropping-particle'], name['non-dropping-particle']].filter(Boolean).join(' ');
  const family = guardFamily(name.family ?? '', particle !== '');
  const last = [particle, family].filter(Boolean).join(' ');
  if (name.suffix) return `${last}, ${guardComma(name.suffix)}, ${guardComma(name.given ?? '')}`.trim();
  if (name.given) return `${last}, ${guardComma(name.given)}`;
  return /\s/.test(last) ? `${last},` : last;
}

/** For people: `María de la Cruz`, `Martin Luther King, Jr.`, `World Health Organization`. */
export function displayName(name: CslName): string {
  if (name.literal !== undefined && name.family === undefined) return name.literal;
  const words = [name.given, name['dropping-particle'], name['non-dropping-particle'], name.family].filter(Boolean);
  return name.suffix ? `${words.join(' ')}, ${name.suffix}` : words.join(' ');
}

/** As an author-year reference names a person: `de la Cruz`, `World Health Organization`. */
export function shortName(name: CslName): string {
  const family = [name['non-dropping-particle'], name.family].filter(Boolean).join(' ');
  return family || name.literal || name.given || '';
}

function nameWithCommas(parts: string[], decode: DecodeName): CslName {
  let [last = '', middle = '', first] = parts;
  // A comma at the end of a name that has its two parts says nothing.
  if (parts.length === 3 && first === '' && !SUFFIX.test(middle)) first = undefined;
  if (first === undefined && SURE_SUFFIX.test(middle) && wordsOf(last).length > 1)
    return { ...nameInReadingOrder(wordsOf(last), decode), suffix: decode(middle).trim() };
  if (first !== undefined && SUFFIX.test(first) && !SUFFIX.test(middle)) [middle, first] = [first, middle];
  const given = first === undefined ? middle : [first, ...parts.slice(3)].join(', ');
  const name = particleAndFamily(wordsOf(last), decode);
  const givenText = decode(given).trim();
  if (givenText !== '') name.given = givenText;
  const suffix = first === undefined ? '' : decode(middle).trim();
  if (suffix !== '') name.suffix = suffix;
  return name;
}

function nameInReadingOrder(words: string[], decode: DecodeName): CslName {
  if (words.length < 2) return { family: decode(words.join(' ')).trim() };
  const lower = words.map((word, index) => index < words.length - 1 && isParticle(word, decode));
  const from = lower.indexOf(true);
  const to = lower.lastIndexOf(true);
  // A name all in lower case, as some people write theirs, has no particle.
  if (from <= 0) {
    if (from === 0 && to < words.length - 2) return particleAndFamily(words, decode);
    if (from === 0 && !isParticle(words.at(-1) ?? '', decode)) return particleAndFamily(words, decode);
    return { family: decode(words.at(-1) ?? '').trim(), given: decode(words.slice(0, -1).join(' ')).trim() };
  }
  const name = particleAndFamily(words.slice(from), decode);
  name.given = decode(words.slice(0, from).join(' ')).trim();
  return name;
}

function particleAndFamily(words: string[], decode: DecodeName): CslName {
  let end = 0;
  for (let at = 0; at < words.length - 1; at++) if (isParticle(words[at] ?? '', decode)) end = at + 1;
  // Only leading lower-case words are a particle when the first word is a family name ("Ortega y Gasset").
  if (end > 0 && !isParticle(words[0] ?? '', decode)) end = 0;
  const family = decode(words.slice(end).join(' ')).trim();
  if (end === 0) return { family };
  return { family, 'non-dropping-particle': decode(words.slice(0, end).join(' ')).trim() };
}

/** Lower case at its first letter. A word in braces has no case, an accent command in braces has (`{\'e}`). */
function isParticle(word: string, decode: DecodeName): boolean {
  if (word.startsWith('{') && word[1] !== '\\') return false;
  const letter = /\p{L}/u.exec(word.includes('\\') ? decode(word) : word)?.[0];
  return letter !== undefined && letter !== letter.toUpperCase();
}

function guardFamily(family: string, hasParticle: boolean): string {
  if (family.includes(',') || /(?:^|\s)and(?:\s|$)/i.test(family)) return `{${family}}`;
  const words = family.split(/\s+/);
  const startsLower = words.length > 1 && isParticle(words[0] ?? '', withoutBraces);
  const holdsLower = hasParticle && words.slice(0, -1).some((word) => isParticle(word, withoutBraces));
  return startsLower || holdsLower ? `{${family}}` : family;
}

const guardComma = (part: string) => (/,|(?:^|\s)and(?:\s|$)/i.test(part) ? `{${part}}` : part);

/** A command with the space that belongs to it: after the accents `\v S` and `\' e`, and within a word, as in `\O ystein`. */
const COMMAND = /\\(?:[Hbcdkrtuv]\s+|[A-Za-z]+\s+(?=\p{Ll})|['`^"~=.]\s*|[^\s])/uy;

/** The words of a name, parted by spaces and ties outside braces. */
function wordsOf(source: string): string[] {
  if (!/[\\{}]/.test(source)) return source.split(/[\s~]+/).filter((word) => word !== '');
  const words: string[] = [];
  let depth = 0;
  let word = '';
  for (let at = 0; at < source.length; at++) {
    const char = source[at] ?? '';
    if (char === '\\') {
      COMMAND.lastIndex = at;
      const command = COMMAND.exec(source)?.[0];
      // `\ ` is a space.
      if (command !== undefined) word += command;
      else if (at === source.length - 1) word += char;
      at += (command?.length ?? 1) - 1;
    } else if (depth === 0 && (char === '~' || isSpace(char))) {
      if (word !== '') words.push(word);
      word = '';
    } else {
      if (char === '{') depth++;
      else if (char === '}') depth = Math.max(0, depth - 1);
      word += char;
    }
  }
  return word === '' ? words : [...words, word];
}

function isBraced(source: string): boolean {
  if (!source.startsWith('{') || !source.endsWith('}')) return false;
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '{') depth++;
    else if (source[at] === '}' && --depth === 0) return at === source.length - 1;
  }
  return false;
}

const isSpace = (char: string | undefined) => char !== undefined && /\s/.test(char);
const withoutBraces = (source: string) => source.replace(/[{}]/g, '');
