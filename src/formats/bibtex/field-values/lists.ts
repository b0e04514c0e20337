import { cutOutsideBraces } from '../../../domain/braces.ts';
import { splitNames } from '../../../domain/names.ts';
import type { Dialect } from '../model/fields.ts';
import { braced } from './braces.ts';

/** What parts the members of a list where it is text: in CSL, and in BibTeX, whose publishers and places are one text each. */
const MARK = '; ';

/** A list as text: "Springer; Wiley". In BibTeX the whole value is one member. LaTeX still in `source`. */
export function readList(source: string, dialect: Dialect, decode: (latex: string) => string): string {
  return dialect === 'bibtex' ? decode(source) : splitNames(source).map(decode).join(MARK);
}

/** The value, without its braces, from which `readList` makes the same text. A member with "and" in it must not become two. */
export function writeList(text: string, dialect: Dialect, latex: (text: string) => string): string {
  const members = membersOf(text).map((member) => wholeMember(latex(member)));
  return members.join(dialect === 'bibtex' ? MARK : ' and ');
}

/** The value of a list in the other dialect, as it stands in braces there; undefined when it is the same. LaTeX in and out. */
export function convertedList(source: string, to: Dialect): string | undefined {
  if (to === 'biblatex') {
    const members = membersOf(source);
    if (members.length === 1 && splitNames(source).length < 2) return undefined;
    return members.map(wholeMember).join(' and ');
  }
  const members = splitNames(source);
  return members.length < 2 ? undefined : members.map(withoutBraces).join(MARK);
}

const wholeMember = (latex: string) =>
  splitNames(latex).length > 1 || /^and\s|\sand$/i.test(latex) ? braced(latex) : latex;

/** Cut at semicolons that stand outside braces, are no part of an entity or a command, and have a space behind them. */
function membersOf(source: string): string[] {
  const partsMembers = (at: number, char: string) =>
    char === ';' && /\s/.test(source[at + 1] ?? '') && !ENTITY_ENDS.test(source.slice(Math.max(0, at - 10), at));
  const found = cutOutsideBraces(source, (at, char) => Number(partsMembers(at, char)))
    .map((member) => member.trim())
    .filter((member) => member !== '');
  return found.length === 0 ? [source] : found;
}

/** "&amp;" and "&#39;", with and without the backslash of LaTeX. */
const ENTITY_ENDS = /&(?:\\?#)?\w{1,8}$/;

function withoutBraces(member: string): string {
  return splitNames(member).length === 1 && /^\{[^{}\\]*\}$/.test(member) ? member.slice(1, -1) : member;
}
