import { isSuffix } from '../../../domain/names.ts';
import type { CslName } from '../../../domain/study.ts';
import { readNames } from '../../names/read-names.ts';

type Decode = (source: string) => string;

/** A family name with initials behind it, or initials in front, before the first comma: here commas may part names. */
const INITIALS_BEFORE_COMMA = /^[^,]{0,200}(?:\s\p{Lu}{1,3}|\.)\s*,/u;
const ET_AL = /\bet\.?\s+al\.?\s*$/i;

/** BibLaTeX's form that names the parts: `family=Cruz, given=María`. */
export const isExtended = (name: string): boolean =>
  /^"?(?:family|given|prefix|suffix|id|hash|useprefix|sortingnamekeytemplatename)(?:-i)?\s*=/i.test(name);

/** Parts of a name at commas outside braces, and whether it has a semicolon there. */
function partsOf(name: string): { parts: string[]; hasSemicolon: boolean } {
  const parts: string[] = [];
  let hasSemicolon = false;
  let depth = 0;
  let start = 0;
  for (let at = 0; at < name.length; at++) {
    const char = name[at];
    if (char === '\\') at++;
    else if (char === '{') depth++;
    else if (char === '}') depth = Math.max(0, depth - 1);
    else if (depth > 0) continue;
    else if (char === ';') hasSemicolon = true;
    else if (char === ',') {
      parts.push(name.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(name.slice(start).trim());
  return { parts, hasSemicolon };
}

/**
 * The names that somebody has joined by ";", "," or "et al." where BibTeX wants "and": `Smith, J.; Doe, A.`, `Smith J, Doe A`.
 * A name with more commas than one can have stays whole when its names cannot be told. Undefined for a name as BibTeX knows it.
 */
export function namesInOne(name: string, decode: Decode): CslName[] | undefined {
  if (!/[,;]/.test(name) && !ET_AL.test(name)) return undefined;
  const { parts, hasSemicolon } = partsOf(name);
  const isLong = parts.length > 3;
  // Braces around a part say that all of it belongs together.
  const isGuarded = parts.some((part) => part.startsWith('{') && part.endsWith('}'));
  const isLikely = parts.length === 3 || ET_AL.test(name) || (parts.length === 2 && INITIALS_BEFORE_COMMA.test(name));
  const isAsked = hasSemicolon || isLong || (isLikely && !isGuarded);
  if (!isAsked) return undefined;
  const { names, doubt } = readNames(decode(name));
  if (names.length > 1 || (names.length === 1 && ET_AL.test(name))) return names;
  return isLong && doubt === 'list' ? names : undefined;
}

/**
 * Why BibTeX and biber would not find the names that are meant in a field; undefined when they would. `source` without its
 * outer braces. biber skips the entry of an empty name, of one with more than two commas or with two together (biber 2.19).
 */
export function nameListProblem(source: string): string | undefined {
  const members = splitWithEmpty(source);
  if (members.length > 1 && members.some((name) => name === '')) return 'one of its names is empty';
  for (const name of members) {
    if (isExtended(name)) continue;
    const plain = name.replace(/[{}]/g, '');
    const found = namesInOne(name, (text) => text.replace(/[{}]/g, ''));
    if (found && found.length > 1) return 'names are joined by other words or marks than "and"';
    const isWhole = name.startsWith('{') && name.endsWith('}');
    if (!isWhole && (name.split(',').length > 3 || name.includes(',,')))
      return `"${short(plain)}" has too many commas for one name`;
  }
  return undefined;
}

/** A name of which the middle part between two commas should be a suffix, and is none. */
export function oddSuffix(source: string): string | undefined {
  return splitWithEmpty(source).find((name) => {
    const { parts } = partsOf(name);
    return (
      parts.length === 3 &&
      !isExtended(name) &&
      !parts.slice(1).some((part) => part.startsWith('{') || isSuffix(part)) &&
      namesInOne(name, (text) => text.replace(/[{}]/g, '')) === undefined
    );
  });
}

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** Members of a list with "and", empty ones too. */
function splitWithEmpty(source: string): string[] {
  const found: string[] = [];
  const word = /\\[\s\S]?|[{}]|(?<![^\s])and(?![^\s])/gi;
  let depth = 0;
  let start = 0;
  for (const match of source.matchAll(word)) {
    const [token] = match;
    if (token === '{') depth++;
    else if (token === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0 && token.toLowerCase() === 'and') {
      found.push(source.slice(start, match.index).trim());
      start = match.index + 3;
    }
  }
  found.push(source.slice(start).trim());
  return found;
}
