import { cutAtOutsideBraces } from '../../../domain/braces.ts';
import { isOthers, isSuffix, isSureSuffix, OTHERS, parseName, splitNames } from '../../../domain/names.ts';
import type { CslName } from '../../../domain/study.ts';
import type { LatexTables } from '../latex/tables.ts';
import { latexToText } from '../latex/to-text.ts';
import type { Dialect } from '../model/fields.ts';
import { braced } from './braces.ts';
import { isExtended, namesInOne } from './name-lists.ts';

type Decode = (source: string) => string;
const PARTS = ['family', 'given', 'suffix', 'dropping-particle', 'non-dropping-particle'] as const;
/** What a name list would take for a mark of its own, outside braces. */
const MARK = /[,;"]|(?:^|\s)and(?:\s|$)/i;
/** Letters and capitals at the start of each word: nothing in it needs a second look. */
const SIMPLE = /^\p{Lu}[\p{L}\p{M}'’.-]*(?: \p{Lu}[\p{L}\p{M}'’.-]*)*$/u;

/** Of such family names a comma seems to part two: "Smith J, Doe A". */
const ENDS_WITH_INITIALS = /\s\p{Lu}{1,3}$|\.$/u;

const SIGNS = new Map([
  ['$', '\\$'],
  ['=', '{=}'],
]);

/** The names of a field as BibTeX and biber part them, and as people mean them who join names by semicolons or commas. */
export function readNames(source: string, tables: LatexTables): CslName[] {
  const decode = (text: string) => latexToText(text, tables);
  return splitNames(source).flatMap((name) => {
    if (name === 'others') return { ...OTHERS };
    return readExtendedName(name, decode) ?? namesInOne(name, decode) ?? parseName(name, decode);
  });
}

/** Whether a name says anything: biber skips the entry of one that does not. */
export const isNamed = (name: CslName): boolean =>
  /[^\s{}]/.test([name.literal, ...PARTS.map((part) => name[part])].join(''));

/** How names are written: `latex` encodes text. */
export interface NameForm {
  dialect: Dialect;
  tables: LatexTables;
  latex: (text: string) => string;
}

/**
 * A list of names as the value of a field, without its braces. Whatever the names hold ("and", commas, braces, a backslash at
 * the end, "others"), the list has as many members as there are names, and reads back as the same. Empty names are left out.
 */
export function writeNames(names: readonly CslName[], form: NameForm): string {
  const writer = new NameWriter(form);
  const named = names.filter(isNamed);
  return named.map((name, at) => writer.write(name, at === named.length - 1)).join(' and ');
}

class NameWriter {
  private readonly form: NameForm;

  constructor(form: NameForm) {
    this.form = form;
  }

  write(name: CslName, isLast: boolean): string {
    if (isOthers(name) && isLast) return 'others';
    if (isBlank(name.family)) return this.whole(isBlank(name.literal) ? wholeText(name) : name.literal);
    const { family = '', given = '', suffix = '' } = name;
    if (
      isBlank(prefixOf(name)) &&
      isBlank(suffix) &&
      SIMPLE.test(family) &&
      SIMPLE.test(given) &&
      !ENDS_WITH_INITIALS.test(family)
    )
      return `${guarded(this.latex(family))}, ${guardedGiven(this.latex(given), given, false)}`;
    const plain = this.plain(name);
    if (this.form.dialect === 'bibtex' || this.isSame(name, plain)) return plain;
    return this.extended(name) ?? plain;
  }

  private whole(text = ''): string {
    return braced(this.latex(text));
  }

  private latex(text = ''): string {
    // Between dollar signs it would be a formula, and formulas go out as they are. biber takes every name with "family="
    // in it, wherever it stands, for one in extended form.
    const pieces = text.trim().split(/([$=])/);
    return pieces.map((piece) => SIGNS.get(piece) ?? this.form.latex(piece)).join('');
  }

  private plain(name: CslName): string {
    const { family = '', given = '', suffix = '' } = name;
    const prefix = prefixOf(name);
    const last = [guarded(this.latex(prefix)), this.family(family, prefix !== '')].filter(Boolean).join(' ');
    const first = guardedGiven(this.latex(given), given, !isBlank(suffix));
    if (!isBlank(suffix))
      return this.joined([
        last,
        isSuffix(suffix) ? this.latex(suffix) : this.whole(suffix),
        first === '' ? '{}' : first,
      ]);
    if (first !== '') return this.joined([last, first]);
    const isOneWord = /^\p{L}\S*$/u.test(family.trim()) && prefix === '' && family !== OTHERS.literal;
    return isOneWord ? last : this.whole([prefix, family].filter(Boolean).join(' '));
  }

  /** A family name in braces where its lower-case words would be taken for a particle. */
  private family(text: string, hasPrefix: boolean): string {
    const latex = this.latex(text);
    const words = text.trim().split(/\s+/);
    const startsLower = words.length > 1 && isLower(words[0]);
    const holdsLower = hasPrefix && words.slice(0, -1).some(isLower);
    return startsLower || holdsLower || text.includes('\u00a0') ? braced(latex) : guarded(latex);
  }

  /** BibLaTeX's form that names the parts, for particles that a plain name does not give back; it has one kind of them in a name. */
  private extended(name: CslName): string | undefined {
    const dropping = name['dropping-particle'] ?? '';
    const kept = name['non-dropping-particle'] ?? '';
    if (dropping === '' && kept === '') return undefined;
    const parts = {
      family: dropping === '' ? name.family : [kept, name.family].filter(Boolean).join(' '),
      given: name.given,
      suffix: name.suffix,
      prefix: dropping || kept,
      useprefix: dropping === '' ? 'true' : 'false',
    };
    const pairs = Object.entries(parts).flatMap(([part, text = '']) => (text === '' ? [] : [[part, this.latex(text)]]));
    return pairs.some(([, latex = '']) => MARK.test(latex))
      ? undefined
      : pairs.map((pair) => pair.join('=')).join(', ');
  }

  /**
   * The parts of a name. biber skips the entry of one with more than two commas or with two together, in braces too,
   * unless the name begins and ends with a brace; and some names look like two.
   */
  private joined(parts: readonly string[]): string {
    const name = parts.join(', ');
    const isTaken = name.split(',').length > 3 || name.includes(',,') || namesInOne(name, (text) => this.decode(text));
    return isTaken ? parts.map(braced).join(', ') : name;
  }

  private decode(latex: string): string {
    return latexToText(latex, this.form.tables);
  }

  private isSame(name: CslName, latex: string): boolean {
    const back = parseName(latex, (source) => this.decode(source));
    return PARTS.every((part) => (name[part] ?? '') === (back[part] ?? ''));
  }
}

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';
const prefixOf = (name: CslName): string =>
  [name['dropping-particle'], name['non-dropping-particle']].filter((part) => !isBlank(part)).join(' ');
const wholeText = (name: CslName): string =>
  [name.given, prefixOf(name), name.suffix].filter((part) => !isBlank(part)).join(' ');
const isLower = (word = ''): boolean => /^[^\p{L}]*\p{Ll}/u.test(word);
const guarded = (latex: string): string => (MARK.test(latex) ? braced(latex) : latex);

/** A given name that would be taken for a suffix is put in braces: "King, {III}", "King, Jr., {Xi}". */
function guardedGiven(latex: string, text: string, hasSuffix: boolean): string {
  const isTaken = hasSuffix ? isSuffix(text.trim()) : isSureSuffix(text.trim());
  return isTaken ? braced(latex) : guarded(latex);
}

/** BibLaTeX's extended form: `family=de la Cruz, given=María, prefix=de la, useprefix=false`, each part perhaps in quotation marks. */
function readExtendedName(source: string, decode: Decode): CslName | undefined {
  if (!isExtended(source)) return undefined;
  const parts = new Map<string, string>();
  for (const part of cutAtOutsideBraces(source, ',')) {
    const piece = unquoted(part);
    const equals = piece.indexOf('=');
    if (equals > 0) parts.set(piece.slice(0, equals).trim(), decode(unquoted(piece.slice(equals + 1))));
  }
  const name: CslName = {};
  for (const part of ['family', 'given', 'suffix'] as const) if (parts.get(part)) name[part] = parts.get(part) ?? '';
  const prefix = parts.get('prefix');
  if (prefix) name[parts.get('useprefix') === 'false' ? 'dropping-particle' : 'non-dropping-particle'] = prefix;
  return name;
}

const unquoted = (text: string): string => text.trim().replace(/^"(.*)"$/s, '$1');
