import { isSuffix, isSureSuffix, OTHERS, parseName } from '../../domain/names.ts';
import type { CslName } from '../../domain/study.ts';
import { oneLine } from '../../domain/text/one-line.ts';
import { institutionSigns, isInstitution } from './institution-words.ts';

/** What made a reading uncertain: whether an institution or a person is meant, or how many names a list has. */
export type Doubt = 'institution' | 'person' | 'list';

export interface NameReading {
  names: CslName[];
  /** Absent where the reading is sure. */
  doubt?: Doubt;
}

const NONE: NameReading = { names: [] };
const LONGEST = 500_000;
/** "Smith, Jane A.": most names, and nothing in them to decide. */
const PERSON = /^(\p{Lu}[\p{L}\p{M}'’-]*), (\p{Lu}[\p{L}\p{M}'’.-]*(?: \p{Lu}\.?)*)$/u;
const ET_AL =
  /(?:^others|(?:^|[\s,;&]+)(?:et\s+al(?:ii|iae|\b)\.?|and\s+(?:\d{1,4}\s+)?others|& others|u\.\s?a\.|y otros|e outros|et autres))\s*$/i;
/** "J", "JB", "J.-P.", "Yu.": at most three capitals without full stops. */
const INITIAL = /^(?:\p{Lu}{1,3}|(?:\p{Lu}\p{Ll}{0,2}\.-?){1,5}\p{Lu}?|\p{Lu}(?:-\p{Lu}){1,3}\.?)$/u;
const DEGREE = /^(?:\p{Lu}\p{Ll}{0,2}\.?){2,6}$/u;

/**
 * The names in a field that should hold one, as RIS, EndNote and PubMed write it: `Family, Given, Suffix`. Without a comma
 * `Liu R.`, `van der Berg P Q` and `R. Liu` are persons; `World Bank` is an institution, whole, and so is a name with a comma
 * at its end (EndNote) or in braces. Names joined by ";", "," or "and" are parted where that is sure; where it is not, what
 * stands there stays one name, and the reading says so. "et al." is *others*. No names: there is nothing to read.
 */
export function readNames(value: string): NameReading {
  const plainly = PERSON.exec(value);
  if (plainly && !isSureSuffix(plainly[2] ?? '')) return one({ family: plainly[1] ?? '', given: plainly[2] ?? '' });
  const text = oneLine(value);
  if (!/[\p{L}\p{N}]/u.test(text)) return NONE;
  if (text.length > LONGEST) return unsure(text);
  const braced = /^\{([^{}]+)\}$/.exec(text)?.[1];
  if (braced !== undefined) return one({ literal: braced.trim() });
  const plain = text.replace(/[{}]/g, '');
  const cut = ET_AL.exec(plain.length > 40 ? plain.slice(-40) : plain);
  if (!cut) return listOf(plain);
  const rest = plain.slice(0, plain.length - cut[0].length).replace(/[\s,;]+$/, '');
  const before = /[\p{L}\p{N}]/u.test(rest) ? listOf(rest) : NONE;
  return { ...before, names: [...before.names, { ...OTHERS }] };
}

const one = (name: CslName): NameReading => ({ names: [name] });
const unsure = (text: string): NameReading => ({ names: [{ literal: text }], doubt: 'list' });

/** Names of which each can be read for itself; the first doubt counts. */
function all(pieces: readonly string[], read: (piece: string) => NameReading): NameReading {
  const readings = pieces.map(read);
  const doubt = readings.find((reading) => reading.doubt === 'list') ?? readings.find((reading) => reading.doubt);
  return { names: readings.flatMap(({ names }) => names), ...(doubt?.doubt ? { doubt: doubt.doubt } : {}) };
}

function listOf(text: string): NameReading {
  // "&amp;" ends with a semicolon that parts nothing.
  const pieces = text
    .split(/(?<!&#?\w{1,8});/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  if (pieces.length < 2) return withCommas((pieces[0] ?? text).trim());
  if (pieces.some((piece) => !/\p{L}{2}/u.test(piece))) return unsure(text);
  return all(pieces, withCommas);
}

function withCommas(text: string): NameReading {
  if (text.includes(',,')) return one({ literal: text.replace(/,\s*$/, '').replace(',,', ',') });
  if (/,$/.test(text)) {
    const inner = text.replace(/[\s,]+$/, '');
    if (!inner.includes(',')) return one({ literal: inner });
    const reading = withCommas(inner);
    return reading.doubt === undefined ? reading : one({ literal: inner });
  }
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return NONE;
  if (/\s(?:and|&)\s/i.test(text)) return joinedByAnd(text, parts);
  if (parts.length === 1) return withoutComma(parts[0] ?? '');
  return ofParts(parts, text);
}

/** "Smith, J. and Jones, B." are two persons; "Salt and Light" and "Sciences, Engineering, and Medicine" are one name. */
function joinedByAnd(text: string, parts: readonly string[]): NameReading {
  if (startsAsInstitution(parts)) return one({ literal: text });
  const pieces = text.split(/,?\s+(?:and|&)\s+/i);
  const readings = pieces.map((piece) => (/^\S+$/.test(piece) ? unsure(piece) : withCommas(piece)));
  const isList = readings.every(
    ({ names, doubt }) => (doubt === undefined || doubt === 'person') && names.every((name) => name.given),
  );
  if (isList) return all(pieces, withCommas);
  if (parts.length > 2) return unsure(text);
  if (parts.length === 2 && !/\s(?:and|&)\s/i.test(parts[0] ?? ''))
    return { names: [{ literal: text }], doubt: 'list' };
  return { names: [{ literal: text }], ...(isInstitution(text) ? {} : { doubt: 'institution' }) };
}

/** "Department of Health, Victoria": what stands before the first comma is no family name. */
function startsAsInstitution(parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return isInstitution(first);
  return /\s/.test(first)
    ? institutionSigns(first) !== 'none'
    : isInstitution(first) && rest.some((part) => /\s/.test(part) && isInstitution(part));
}

function ofParts(parts: readonly string[], text: string): NameReading {
  const [first = '', second = '', third = '', ...more] = parts;
  if (startsAsInstitution(parts)) return one({ literal: text });
  if (parts.every(isFamilyFirst) || parts.every(isInitialsFirst)) return all(parts, withoutComma);
  if (parts.length === 2) {
    if (isSureSuffix(second)) return one(/\s/.test(first) ? parseName(text) : { family: first, suffix: second });
    if (/\s/.test(second) && isInstitution(second)) return { names: [{ literal: text }], doubt: 'institution' };
    return one(person(first, second));
  }
  if (more.length === 0) {
    if (isSuffix(third) && !isSuffix(second)) return one(person(first, second, third));
    if (isSuffix(second)) return one(person(first, third, second));
    if (areInitials(second) && areInitials(third)) return one(person(first, `${second} ${third}`));
    if (DEGREE.test(third) && !areInitials(first)) return one(person(first, second, third));
  }
  return inPairs(parts) ?? (parts.every(isFullName) ? { ...all(parts, withoutComma), doubt: 'list' } : unsure(text));
}

/** "Smith, J., Jones, B., Jr., Brown, C.": family names and initials in turn. */
function inPairs(parts: readonly string[]): NameReading | undefined {
  const names: CslName[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const family = parts[at] ?? '';
    const given = parts[at + 1] ?? '';
    if (areInitials(family) || !areInitials(given)) return undefined;
    const suffix = parts[at + 2];
    const hasSuffix = suffix !== undefined && isSureSuffix(suffix);
    names.push(person(family, given, hasSuffix ? suffix : undefined));
    if (hasSuffix) at++;
  }
  return { names };
}

/** A person of whom the parts are known; "Smith Jr" and "John Jr" hold a suffix. */
function person(family: string, given: string, suffix?: string): CslName {
  const last = /^(.{2,200}) (\S{1,8})$/.exec(suffix === undefined ? given : '') ?? undefined;
  if (last && isSureSuffix(last[2] ?? '')) return person(family, last[1] ?? '', last[2]);
  const tail = /^(.{2,200}) (\S{1,8})$/.exec(suffix === undefined ? family : '') ?? undefined;
  if (tail && isSureSuffix(tail[2] ?? '')) return person(tail[1] ?? '', given, tail[2]);
  return { ...parseName(`${family},`), given, ...(suffix === undefined ? {} : { suffix }) };
}

const isInitial = (word: string): boolean => INITIAL.test(word) && !isSureSuffix(word);
const areInitials = (text: string): boolean => text !== '' && wordsOf(text).every(isInitial);
const wordsOf = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/** "Smith J", "van der Berg PQ", "Brown C D Jr": how many words the family name has; undefined for other names. */
function familyWords(words: readonly string[]): number | undefined {
  let end = words.length;
  if (end > 2 && isSureSuffix(words[end - 1] ?? '')) end--;
  let start = end;
  while (start > 0 && isInitial(words[start - 1] ?? '')) start--;
  const family = words.slice(0, start);
  // "O Brien P" and "D Souza A": databases leave out the apostrophe.
  const whole = family.length > 1 && /^[OD]$/.test(family[0] ?? '') ? family.slice(1) : family;
  const isFamily = whole.length > 0 && family.length < end && whole.every((word) => !/^\p{Lu}\.?$/u.test(word));
  return isFamily ? start : undefined;
}

const isFamilyFirst = (text: string): boolean =>
  familyWords(wordsOf(text)) !== undefined && institutionSigns(text) === 'none';
const isInitialsFirst = (text: string): boolean =>
  /^(?:\p{Lu}\.[\s-]?){1,4}\p{Lu}?\p{L}{2}/u.test(text) && institutionSigns(text) === 'none';
const isFullName = (text: string): boolean => {
  const words = wordsOf(text);
  return (
    words.length > 1 &&
    words.length < 6 &&
    /^\p{Lu}/u.test(text) &&
    institutionSigns(text) === 'none' &&
    !words.some((word) => isSuffix(word))
  );
};

function withoutComma(text: string): NameReading {
  const words = wordsOf(text);
  const signs = institutionSigns(text);
  if (signs === 'sure') return one({ literal: text });
  const from = familyWords(words);
  if (from !== undefined) {
    const hasSuffix = words.length > 2 && isSureSuffix(words.at(-1) ?? '');
    const given = words.slice(from, hasSuffix ? -1 : undefined).join(' ');
    return one(person(words.slice(0, from).join(' '), given, hasSuffix ? words.at(-1) : undefined));
  }
  if (signs === 'likely') return { names: [{ literal: text }], doubt: 'institution' };
  if (words.length > 2 && isSureSuffix(words.at(-1) ?? ''))
    return one(parseName(`${words.slice(0, -1).join(' ')}, ${words.at(-1)}`));
  const hasParticle = words.some((word) => /^\p{Ll}/u.test(word));
  if (words.length > 4 && !hasParticle) return { names: [{ literal: text }], doubt: 'institution' };
  const isClear =
    words.length < 2 || hasParticle || words.some((word) => /^(?:\p{Lu}\.?-?)+$/u.test(word) && word.length < 5);
  return { names: [parseName(text)], ...(isClear ? {} : { doubt: 'person' }) };
}
