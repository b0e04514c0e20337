import { parseName } from '../../domain/names.ts';
import type { CslName } from '../../domain/study.ts';
import { oneLine } from '../../domain/text/one-line.ts';
import { ACRONYM, isInstitution } from '../names/institution-words.ts';

export interface AuthorLine {
  names: CslName[];
  /** What the line said beside names: affiliations, "et al.". */
  left: string[];
}

const NOBODY = /^(?:not (?:stated|given|available|named|known)|unknown|none|n\/?a|various|[-–—?]+)\.?$/i;
const INITIALS = /^(?:\p{Lu}\p{Ll}?\.?[\s-]?){1,4}$/u;
const BARE_INITIALS = /^\p{Lu}{1,3}$/u;
const PREPOSITION = /\s(?:of|for|on|in|against|to|the|de|für|pour|para)\s/iu;
const DEGREE =
  /^(?:ph\.?\s?d|m\.?d|d\.?phil|psy\.?d|ed\.?d|m\.?sc|m\.?a|b\.?a|b\.?sc|m\.?s|b\.?s|mph|m\.?p\.?h|m\.?phil|m\.?ed|msw|lcsw|mba|j\.?d|ll\.?m|ll\.?b|dr\.?p\.?h|sc\.?d|r\.?n|frcp\p{L}*|frcpsych|facp|obe|mbe|cbe|lmft|lpc|dnp|do|dds|pharm\.?d)\.?$/iu;
const SUFFIX = /^(?:jr|sr|i{2,3}|iv)\.?$/i;
const HONORIFIC = /^(?:(?:dr|prof|professor|mr|mrs|ms|miss|sir|dame|rev)\.?\s+)+/i;

/**
 * The names of an "Authors:" line: `A. Smith, B. Jones & C. Doe`; `Smith, J., & Jones, B.`; `Smith J, Jones B`;
 * `Jane Smith, PhD; Tom Hunter²`. A body (`Institute of X and Y`) stays whole, as a literal.
 */
export function parseAuthors(line: string): AuthorLine {
  const left: string[] = [];
  if (NOBODY.test(line.trim())) return { names: [], left };
  const cleaned = withoutMarkers(line, left);
  const names = cleaned
    .split(/\s*[;|]\s*/)
    .filter((part) => part !== '')
    .flatMap((part) => namesOf(part, left));
  return { names, left };
}

/** Superscript and other marks of affiliation, and what stands in brackets. */
function withoutMarkers(line: string, left: string[]): string {
  let text = oneLine(line);
  text = text.replace(/\s?[([]([^()[\]]{0,200})[)\]]/g, (whole, inner: string, at: number) => {
    if (/^\p{Lu}{2,10}s?$/u.test(inner) && isInstitution(text.slice(0, at))) return whole;
    if (!/^(?:[\d\s,*a-z]{0,8}|eds?\.?)$/.test(inner)) left.push(inner);
    return '';
  });
  text = text.replace(/[,\s]+(?:et al|and others|and colleagues|u\.\s?a)\.?\s*$/i, () => {
    left.push('et al.');
    return '';
  });
  return text
    .replace(/[⁰¹²³⁴-⁹ªº*†‡§¶‖#∗]+(?:,\s?[⁰¹²³⁴-⁹ªº*†‡§¶‖#∗]+)*/g, '')
    .replace(/(\p{L}\.?)\d{1,2}(?:\s?,\s?\d{1,2}){0,5}(?=\s|,|;|$|&)/gu, '$1')
    .replace(/\s+([,;])/g, '$1')
    .trim();
}

function namesOf(part: string, left: string[]): CslName[] {
  return isInstitution(part) ? namesWithBodies(part, left) : personNames(part);
}

/** Bodies, perhaps with persons among them. Parted only where both sides can stand alone. */
function namesWithBodies(part: string, left: string[]): CslName[] {
  const pieces = splitBodies(part);
  const names: CslName[] = [];
  let persons: string[] = [];
  const flush = () => {
    if (persons.length > 0) names.push(...personNames(persons.join(', ')));
    persons = [];
  };
  for (const piece of pieces) {
    if (!isInstitution(piece.text)) persons.push(piece.text);
    // "Jane Smith, Middlesex University": a body after a person and a comma is where the person works.
    else if (persons.length > 0 && piece.after === ',') left.push(piece.text);
    else {
      flush();
      names.push({ literal: piece.text });
    }
  }
  flush();
  return names;
}

interface Piece {
  text: string;
  /** What stood before the piece: "," or "and". */
  after: string;
}

function splitBodies(part: string): Piece[] {
  const tokens = part.split(/(,?\s+(?:&|and)\s+|,\s*)/i);
  const pieces: Piece[] = [{ text: tokens[0] ?? '', after: '' }];
  for (let at = 1; at + 1 < tokens.length; at += 2) {
    const mark = tokens[at] ?? '';
    const next = tokens[at + 1] ?? '';
    const last = pieces.at(-1)!;
    const and = /&|and/i.test(mark);
    if (mayPart(last.text, next, and)) pieces.push({ text: next, after: and ? 'and' : ',' });
    else last.text += mark + next;
  }
  return pieces.map((piece) => ({ ...piece, text: piece.text.trim() })).filter((piece) => piece.text !== '');
}

function mayPart(before: string, next: string, and: boolean): boolean {
  if (next.trim() === '') return true;
  // "Centre for Missing & Exploited Children": an "and" within a phrase opened by a preposition.
  if (
    isInstitution(before) &&
    PREPOSITION.test(before) &&
    !(isInstitution(next) && (!and || PREPOSITION.test(next) || ACRONYM.test(next)))
  ) {
    return false;
  }
  return isInstitution(before) ? isInstitution(next) || isReadingOrder(next) : true;
}

const isReadingOrder = (text: string): boolean =>
  /^(?:\p{Lu}[\p{L}'’.-]*\s+){1,3}\p{Lu}[\p{L}'’-]+$/u.test(text.trim()) && /^\p{Lu}(?:\.|\p{Ll})/u.test(text.trim());

function personNames(text: string): CslName[] {
  const groups = text
    .split(/,?\s+(?:&|and|und|et|y)\s+|\s*&\s*/i)
    .map((group) => commaParts(group))
    .filter((group) => group.length > 0);
  // "Smith, Jones & Brown": a last name without a given one tells that all are so.
  const familiesOnly =
    groups.length > 1 &&
    groups.every((group) => group.every((piece) => !/[\s.]/.test(piece))) &&
    groups.at(-1)?.length === 1;
  return groups.flatMap((group) => (familiesOnly ? group.map((family) => ({ family })) : personsOfGroup(group)));
}

function commaParts(group: string): string[] {
  return group
    .split(/\s*,\s*/)
    .map((piece) => piece.replace(HONORIFIC, '').trim())
    .map(withoutDegrees)
    .filter((piece) => piece !== '');
}

function withoutDegrees(piece: string): string {
  if (DEGREE.test(piece) && !BARE_INITIALS.test(piece)) return '';
  if (/^(?:MD|MA|BA|RN|JD|MS|BS|DO|PhD|MPH|OBE|MBE|CBE|MBA|MSW)$/.test(piece)) return '';
  const words = piece.split(' ');
  while (words.length > 2 && DEGREE.test(words.at(-1) ?? '') && (words.at(-1)?.length ?? 0) > 2) words.pop();
  return words.join(' ');
}

/** Names of a group parted by commas: reading order, or family and given in turn. */
function personsOfGroup(pieces: string[]): CslName[] {
  const names: CslName[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]!;
    const next = pieces[at + 1];
    const last = names.at(-1);
    if (SUFFIX.test(piece) && last) last.suffix = piece;
    else if (next !== undefined && isInverted(piece, next, pieces)) {
      names.push(parseName(`${piece}, ${next}`));
      at++;
    } else names.push(inReadingOrder(piece));
  }
  return names;
}

function isInverted(family: string, given: string, pieces: string[]): boolean {
  if (SUFFIX.test(given)) return false;
  if (INITIALS.test(given) && !INITIALS.test(family)) return true;
  const single = !/\s/.test(family.replace(/^(?:\p{Ll}[\p{L}'’]*\s+)+/u, ''));
  return single && pieces.filter((piece) => !SUFFIX.test(piece)).length % 2 === 0 && !BARE_INITIALS.test(family);
}

function inReadingOrder(text: string): CslName {
  const words = text.split(' ');
  const end = words.at(-1) ?? '';
  // Vancouver style, "Smith JB": the family name comes first.
  if (words.length > 1 && BARE_INITIALS.test(end) && /\p{Ll}/u.test(words[0] ?? '')) {
    return parseName(`${words.slice(0, -1).join(' ')}, ${end}`);
  }
  return parseName(text);
}
