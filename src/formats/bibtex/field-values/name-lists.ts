import { cutAtOutsideBraces, cutOutsideBraces } from '../../../domain/braces.ts';
import { isSuffix } from '../../../domain/names.ts';
import type { CslName } from '../../../domain/study.ts';
import { shortened } from '../../../domain/text/shortened.ts';
import { readNames } from '../../names/read-names.ts';

type Decode = (source: string) => string;

/** A family name with initials behind it, or initials in front, before the first comma: here commas may part names. */
const INITIALS_BEFORE_COMMA = /^[^,]{0,200}(?:\s\p{Lu}{1,3}|\.)\s*,/u;
const ET_AL = /\bet\.?\s+al\.?\s*$/i;

/** BibLaTeX's form that names the parts: `family=Cruz, given=María`. */
export const isExtended = (name: string): boolean =>
  /^"?(?:family|given|prefix|suffix|id|hash|useprefix|sortingnamekeytemplatename)(?:-i)?\s*=/i.test(name);

/** Parts of a name at commas outside braces. */
const partsOf = (name: string): string[] => cutAtOutsideBraces(name, ',').map((part) => part.trim());

/**
 * The names that somebody has joined by ";", "," or "et al." where BibTeX wants "and": `Smith, J.; Doe, A.`, `Smith J, Doe A`.
 * A name with more commas than one can have stays whole when its names cannot be told. Undefined for a name as BibTeX knows it.
 */
export function namesInOne(name: string, decode: Decode): CslName[] | undefined {
  if (!/[,;]/.test(name) && !ET_AL.test(name)) return undefined;
  const parts = partsOf(name);
  const isLong = parts.length > 3;
  // Braces around a part say that all of it belongs together.
  const isGuarded = parts.some((part) => part.startsWith('{') && part.endsWith('}'));
  const isLikely = parts.length === 3 || ET_AL.test(name) || (parts.length === 2 && INITIALS_BEFORE_COMMA.test(name));
  const isAsked = cutAtOutsideBraces(name, ';').length > 1 || isLong || (isLikely && !isGuarded);
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
    if (found && (found.length > 1 || ET_AL.test(plain))) return 'names are joined by something other than "and"';
    if (hasCommaAtEnd(name)) return `"${shortened(plain, 80)}" has a comma at its end`;
    const isWhole = name.startsWith('{') && name.endsWith('}');
    if (!isWhole && (name.split(',').length > 3 || name.includes(',,')))
      return `"${shortened(plain, 80)}" has too many commas for one name`;
  }
  return undefined;
}

/** `Smith, John,`: BibTeX takes "John" for a suffix. The comma of `King, Jr.,` and of `Jackson County,` says something. */
function hasCommaAtEnd(name: string): boolean {
  const parts = partsOf(name);
  return parts.length === 3 && parts[2] === '' && parts[1] !== '' && !isSuffix(parts[1] ?? '');
}

/** A list of names as it is written, but for the commas at their ends. */
export const withoutCommasAtEnd = (source: string): string =>
  splitWithEmpty(source)
    .filter(hasCommaAtEnd)
    .reduce((list, name) => list.replace(name, () => name.slice(0, -1).trimEnd()), source);

/** A name of which the middle part between two commas should be a suffix, and is none. */
export function oddSuffix(source: string): string | undefined {
  return splitWithEmpty(source).find((name) => {
    const parts = partsOf(name);
    return (
      parts.length === 3 &&
      !isExtended(name) &&
      !parts.slice(1).some((part) => part.startsWith('{') || isSuffix(part)) &&
      namesInOne(name, (text) => text.replace(/[{}]/g, '')) === undefined
    );
  });
}

/** Members of a list with "and", empty ones too. */
function splitWithEmpty(source: string): string[] {
  const isEdge = (at: number) => !/\S/.test(source[at] ?? '');
  const isAnd = (at: number, char: string) =>
    (char === 'a' || char === 'A') &&
    isEdge(at - 1) &&
    isEdge(at + 3) &&
    source.slice(at, at + 3).toLowerCase() === 'and';
  return cutOutsideBraces(source, (at, char) => (isAnd(at, char) ? 3 : 0)).map((name) => name.trim());
}
