import { parseName, splitNames } from '../../../domain/names.ts';
import type { CslName } from '../../../domain/study.ts';
import type { Dialect } from '../fields.ts';
import type { LatexTables } from '../latex-tables.ts';
import { latexToText } from '../latex-to-text.ts';
import { braced } from './braces.ts';

/** The names of a field, LaTeX still in it. */
export function readNames(source: string, tables: LatexTables): CslName[] {
  const decode = (text: string) => latexToText(text, tables);
  return splitNames(source).map((name) => {
    if (name === 'others') return { literal: 'others' };
    return readExtendedName(name, decode) ?? parseName(name, decode);
  });
}

/** How names are written: `latex` encodes text. */
export interface NameForm {
  dialect: Dialect;
  tables: LatexTables;
  latex: (text: string) => string;
}

/** The value, without its braces, from which `readNames` makes the same names. */
export function writeNames(names: readonly CslName[], form: NameForm): string {
  return names.map((name, at) => writeName(name, at === names.length - 1, form)).join(' and ');
}

function writeName(name: CslName, isLast: boolean, form: NameForm): string {
  if (name.literal !== undefined && name.family === undefined)
    return isLast && name.literal === 'others' ? 'others' : braced(form.latex(name.literal));
  const plain = plainName(name, form);
  if (form.dialect === 'bibtex') return plain;
  const particle = name['dropping-particle'];
  const back = parseName(plain, (source) => latexToText(source, form.tables));
  const isSame = NAME_PARTS.every((part) => (name[part] ?? '') === (back[part] ?? ''));
  return isSame || !(particle || name['non-dropping-particle']) ? plain : (writeExtendedName(name, form) ?? plain);
}

function plainName(name: CslName, { latex }: NameForm): string {
  const family = latex(name.family ?? '');
  const given = latex(name.given ?? '');
  const suffix = latex(name.suffix ?? '');
  const prefix = latex(particles(name));
  if (family === '') return braced([prefix, given, suffix].filter(Boolean).join(' '));
  const last = [prefix, keepWhole(family, prefix !== '')].filter(Boolean).join(' ');
  if (suffix !== '') return `${last}, ${keepCommas(suffix)}, ${keepCommas(given)}`.trim();
  if (given !== '') return `${last}, ${keepCommas(given)}`;
  return /\s/.test(family) ? `{${[prefix, family].filter(Boolean).join(' ')}}` : last;
}

/** BibLaTeX's form that names the parts, for particles that a plain name does not give back; it has one kind of them in a name. */
function writeExtendedName(name: CslName, { latex }: NameForm): string | undefined {
  const dropping = name['dropping-particle'] ?? '';
  const kept = name['non-dropping-particle'] ?? '';
  const parts = {
    family: dropping === '' ? name.family : [kept, name.family].filter(Boolean).join(' '),
    given: name.given,
    suffix: name.suffix,
    prefix: dropping || kept,
    useprefix: dropping === '' ? 'true' : 'false',
  };
  const pairs = Object.entries(parts).flatMap(([part, text = '']) => (text === '' ? [] : [[part, latex(text)]]));
  const isPlain = pairs.every(([, latex = '']) => !/[,="]|\band\b/i.test(latex));
  return isPlain ? pairs.map((pair) => pair.join('=')).join(', ') : undefined;
}

const NAME_PARTS = ['family', 'given', 'suffix', 'dropping-particle', 'non-dropping-particle'] as const;

const particles = (name: CslName) =>
  [name['dropping-particle'], name['non-dropping-particle']].filter(Boolean).join(' ');

function keepWhole(family: string, hasPrefix: boolean): string {
  if (/,|(?:^|\s)and(?:\s|$)/i.test(family)) return braced(family);
  const words = family.split(/\s+/);
  const startsLower = words.length > 1 && /^[^\p{L}]*\p{Ll}/u.test(words[0] ?? '');
  const holdsLower = hasPrefix && words.slice(0, -1).some((word) => /^[^\p{L}]*\p{Ll}/u.test(word));
  return startsLower || holdsLower ? braced(family) : family;
}

const keepCommas = (part: string) => (/,|(?:^|\s)and(?:\s|$)/i.test(part) ? braced(part) : part);

/** BibLaTeX's extended form: `family=de la Cruz, given=María, prefix=de la, useprefix=false`. */
function readExtendedName(source: string, decode: (text: string) => string): CslName | undefined {
  if (!/^(?:family|given|prefix|suffix)(?:-i)?\s*=/.test(source)) return undefined;
  const parts = new Map<string, string>();
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= source.length; at++) {
    const char = source[at];
    if (char === '\\') at++;
    else if (char === '{') depth++;
    else if (char === '}') depth--;
    if (at < source.length && (char !== ',' || depth > 0)) continue;
    const piece = source.slice(from, at);
    const equals = piece.indexOf('=');
    if (equals > 0)
      parts.set(
        piece.slice(0, equals).trim(),
        decode(
          piece
            .slice(equals + 1)
            .trim()
            .replace(/^"(.*)"$/s, '$1'),
        ),
      );
    from = at + 1;
  }
  const name: CslName = {};
  const pairs = [
    ['family', 'family'],
    ['given', 'given'],
    ['suffix', 'suffix'],
  ] as const;
  for (const [part, variable] of pairs) if (parts.get(part)) name[variable] = parts.get(part) ?? '';
  const prefix = parts.get('prefix');
  if (prefix) name[parts.get('useprefix') === 'false' ? 'dropping-particle' : 'non-dropping-particle'] = prefix;
  return name;
}
