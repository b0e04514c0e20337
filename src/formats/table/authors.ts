import { splitNames } from '../../domain/names.ts';
import type { CslName } from '../../domain/study.ts';
import { oneLine } from '../../domain/text/one-line.ts';
import { isInstitution } from '../names/institution-words.ts';
import { readNames } from '../names/read-names.ts';

export interface Authors {
  names: CslName[];
  /** The names say all of the text; not so where it had numbers of a database beside them. */
  whole: boolean;
  /** The text may be read in another way, too: one name or several. */
  unsure: boolean;
}

/** "Smith JA", "Bruen J.", "van der Berg R.-Y.": a family name and initials. */
const WITH_INITIALS = /^\p{L}[^,;]{0,100}\s(?:\p{Lu}\.?[\s-]?){1,5}(?:\s(?:Jr|Sr|2nd|3rd|I{2,3}|IV)\.?)?$/u;
const INITIALS = /^(?:\p{Lu}\.?[\s-]?){1,5}$/u;
const SUFFIX = /^(?:Jr|Sr|2nd|3rd|I{2,3}|IV)\.?$/;

/**
 * The persons and institutions of one cell, parted as databases part them:
 * `Smith, J.; Doe, A.` · `Smith J., Doe A.` (Scopus before 2023) · `Smith J, Doe A; WHO Study Group.` (PubMed) ·
 * `Smith, J. and Doe, A.` · `Smith, J., Doe, A.` · `Jane Smith, Adam Doe` · `['Smith, J.', 'Doe, A.']` (Python).
 * One name with a comma, `Smith, Jane`, is one name.
 */
export function readAuthors(cell: string): Authors {
  const text = oneLine(fromPython(cell));
  const { parts, unsure } = splitAuthors(text);
  let whole = true;
  const names = parts.flatMap((part, at) => {
    if (/^(?:et al\.?|and others|others)$/i.test(part)) return [{ literal: 'others' }];
    // Scopus puts its number of the person behind the name.
    const bare = part.replace(/\s?\(\d{1,20}\)$/, '');
    if (bare !== part) whole = false;
    // PubMed ends the list with a full stop.
    return readNames(withSuffix(at === parts.length - 1 ? bare.replace(/(?<=\p{Ll}{3})\.$/u, '') : bare)).names;
  });
  return { names, whole, unsure };
}

function splitAuthors(text: string): { parts: string[]; unsure: boolean } {
  const sure = (parts: string[]) => ({ parts: parts.map((part) => part.trim()).filter(Boolean), unsure: false });
  if (text.includes(';')) {
    return sure(text.split(';').flatMap((part) => (isListWithInitials(part) ? byCommas(part) : [part])));
  }
  if (/\sand\s/i.test(text) || text.includes(' & ')) {
    const parts = splitNames(text.replaceAll(' & ', ' and ')).flatMap((part) =>
      isListWithInitials(part) ? byCommas(part) : [part.replace(/,$/, '')],
    );
    const persons = parts.every((part) => part.includes(',') || !isInstitution(part));
    if (persons && parts.length > 1) return sure(parts);
    return sure([text]);
  }
  const parts = byCommas(text);
  if (parts.length < 2) return sure(parts);
  if (isListWithInitials(text)) return sure(parts);
  const pairs = parts.length % 2 === 0 && parts.every((part, at) => at % 2 === 0 || INITIALS.test(part));
  if (pairs) return sure(parts.flatMap((part, at) => (at % 2 === 0 ? [`${part}, ${parts[at + 1]}`] : [])));
  if (parts.length === 2 || (parts.length === 3 && parts.some((part) => SUFFIX.test(part)))) {
    // "Jane Smith, Adam Doe" is two persons; "García Márquez, Gabriel José" may be one.
    const both = parts.every((part) => /^\p{Lu}\S*\s\p{L}/u.test(part) && !INITIALS.test(part));
    return both ? { parts, unsure: true } : sure([text]);
  }
  return { parts, unsure: parts.some((part) => !part.includes(' ')) };
}

const byCommas = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** Whether commas part whole names: each has its initials. The last may end with a full stop, or be "et al." */
function isListWithInitials(text: string): boolean {
  const parts = byCommas(text.replace(/\bet al\.?\s*$/i, ''));
  return parts.length > 0 && parts.every((part) => WITH_INITIALS.test(part) && !INITIALS.test(part));
}

/** "King ML Jr" → "King, Jr, ML", as names with a comma have it. A full stop behind the last initial of PubMed's list goes. */
function withSuffix(name: string): string {
  const match = /^([^,]{1,100}) (\p{Lu}{1,4}) (Jr|Sr|2nd|3rd|I{2,3}|IV)\.?$/u.exec(name);
  return match
    ? `${match[1]}, ${match[3]}, ${match[2]}`
    : name.replace(/^([^.,]{1,100} \p{Lu}{1,4})\.$/u, (all, bare) => (/ \p{Lu}\.$/u.test(all) ? all : bare));
}

function fromPython(cell: string): string {
  const text = cell.trim();
  if (!/^\[\s*['"]/.test(text) || !text.endsWith(']')) return text;
  const parts = [...text.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  return parts.map((part) => part.replace(/\\(.)/g, '$1')).join('; ');
}
