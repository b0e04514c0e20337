import { date, names, text } from '../../domain/csl.ts';
import { formatDate, isPlaceholder } from '../../domain/dates.ts';
import { parseName } from '../../domain/names.ts';
import type { CslDate, CslItem, CslName } from '../../domain/study.ts';
import { splitKeywords } from '../ris/to-csl.ts';
import { isInDataModel } from './data-model.ts';
import type { EntryKind } from './entry-types.ts';
import { babelName, type Dialect, FIELD_RULES, type FieldKind } from './fields.ts';
import { latexToText } from './latex-to-text.ts';
import { type EncodeOptions, textToLatex } from './text-to-latex.ts';
import { writeYearAndMonth } from './year-and-month.ts';

/** A field to be written: its value with braces, or a macro, made when it is asked for. */
export interface WrittenField {
  name: string;
  value: () => string;
  /** CSL variables that it carries, "tags" among them. */
  variables: string[];
}

const PUBLICATION_STATES = new Set(['inpreparation', 'submitted', 'forthcoming', 'inpress', 'prepublished']);
const IN_BOOK = new Set([
  'inbook',
  'bookinbook',
  'suppbook',
  'incollection',
  'suppcollection',
  'inproceedings',
  'conference',
  'inreference',
]);

/** All fields that an item and its tags have in a dialect, in the order in which they are written. */
export function cslToFields(
  item: CslItem,
  tags: readonly string[],
  kind: EntryKind,
  dialect: Dialect,
  encode: EncodeOptions,
): WrittenField[] {
  return new FieldWriter(item, tags, kind, dialect, encode).all();
}

/** Whether BibTeX shows the item as a page of the web: `@misc` with its address in `howpublished`. */
export function isPlainPage(item: CslItem, dialect: Dialect): boolean {
  const url = text(item, 'URL') ?? '';
  const isArxiv = url === `https://arxiv.org/abs/${text(item, 'archive_location') ?? ''}`;
  return (
    dialect === 'bibtex' &&
    item.type === 'webpage' &&
    /^https?:\/\/\S+$/i.test(url) &&
    !/[{}\\]/.test(url) &&
    !('DOI' in item) &&
    !isArxiv
  );
}

/** Fields in the order of an entry: who, what, where, when, which, identifiers, words. */
const ORDER = (
  'author editor editortype translator bookauthor title titleaddon shorttitle booktitle journaltitle journal shortjournal maintitle series issuetitle date year month day ' +
  'eventtitle eventdate venue edition volume number issue part chapter pages eid pagetotal volumes version type entrysubtype institution school organization publisher ' +
  'howpublished location address origdate origtitle origpublisher origlocation pubstate language langid library isbn issn doi eprint eprinttype archiveprefix eprintclass primaryclass ' +
  'pmid pmcid url urldate note annotation annote keywords abstract'
).split(' ');
const PLACE = new Map(ORDER.map((name, index) => [name, index]));

class FieldWriter {
  private readonly item: CslItem;
  private readonly tags: readonly string[];
  private readonly kind: EntryKind;
  private readonly dialect: Dialect;
  private readonly encode: EncodeOptions;
  private readonly fields: WrittenField[] = [];

  constructor(item: CslItem, tags: readonly string[], kind: EntryKind, dialect: Dialect, encode: EncodeOptions) {
    this.item = item;
    this.tags = tags;
    this.kind = { ...kind, entryType: kind.entryType.toLowerCase() };
    this.dialect = dialect;
    this.encode = encode;
  }

  all(): WrittenField[] {
    const { kind } = this;
    const { entryType } = kind;
    if (kind.type !== undefined)
      this.add('type', () => braced(this.latex(kind.type ?? '')), [
        text(this.item, 'genre') === undefined ? 'type' : 'genre',
      ]);
    if (kind.subtype !== undefined) this.add('entrysubtype', () => `{${kind.subtype}}`, ['type']);
    this.archive();
    this.web();
    this.titles();
    this.dates();
    this.publisher();
    this.titleAddon();
    for (const rule of FIELD_RULES) {
      if ((rule.entryTypes && !rule.entryTypes.includes(entryType)) || rule.except?.includes(entryType)) continue;
      const name = (this.dialect === 'bibtex' ? rule.bibtex : undefined) ?? rule.fields[0];
      const { variable, kind: fieldKind } = rule;
      if (!name || this.carries(variable) || this.has(name)) continue;
      const isThere =
        fieldKind === 'names' ? names(this.item, variable).length > 0 : text(this.item, variable) !== undefined;
      // `langid` takes babel's names only; BibLaTeX prints any other `language`.
      const isOther = fieldKind === 'language' && babelName(text(this.item, variable) ?? '') === undefined;
      if (isThere) this.add(isOther ? 'language' : name, () => this.value(variable, fieldKind), [variable]);
    }
    const words = this.words();
    if (words.length > 0)
      this.add('keywords', () => braced(this.keywords(words)), 'keyword' in this.item ? ['tags', 'keyword'] : ['tags']);
    return this.fields.sort((a, b) => (PLACE.get(a.name) ?? 99) - (PLACE.get(b.name) ?? 99));
  }

  private carries(variable: string): boolean {
    return this.fields.some((field) => field.variables.includes(variable));
  }

  private has(name: string): boolean {
    return this.fields.some((field) => field.name === name);
  }

  private add(name: string, value: () => string, variables: string[]): void {
    this.fields.push({ name, value, variables });
  }

  private latex(value: string, protectCase = false): string {
    return textToLatex(value, { ...this.encode, protectCase });
  }

  /** Tags and the keywords that came with the work; those are tags already as a rule. */
  private words(): string[] {
    const words = [...this.tags];
    const known = new Set(words.map((word) => word.toLowerCase()));
    for (const word of splitKeywords(text(this.item, 'keyword') ?? '')) {
      if (!known.has(word.toLowerCase())) words.push(word);
      known.add(word.toLowerCase());
    }
    return words;
  }

  private keywords(words: readonly string[]): string {
    const encoded = words.map((word) => this.latex(word));
    return encoded.map((word) => (/[,;]/.test(word) ? braced(word) : word)).join(', ');
  }

  private value(variable: string, kind: FieldKind): string {
    if (kind === 'names') {
      const list = names(this.item, variable);
      return braced(list.map((name, at) => this.name(name, at === list.length - 1)).join(' and '));
    }
    const value = text(this.item, variable) ?? '';
    switch (kind) {
      case 'verbatim':
        return braced(variable === 'URL' ? safeAddress(value) : balanced(value));
      case 'title':
        return braced(this.latex(value, true));
      case 'pages':
        return braced(this.latex(value).replace(/(\S)(?:–|-{1,2})(?=\S)/g, '$1--'));
      case 'language':
        return braced(this.latex(babelName(value) ?? value));
      case 'list':
        return braced(this.list(value));
      default:
        return braced(this.latex(value));
    }
  }

  /** A publisher with "and" in its name must not become two. */
  private list(value: string): string {
    const latex = this.latex(value);
    return /\sand\s/i.test(latex) ? braced(latex) : latex;
  }

  private name(name: CslName, isLast: boolean): string {
    if (name.literal !== undefined && name.family === undefined)
      return isLast && name.literal === 'others' ? 'others' : braced(this.latex(name.literal));
    const plain = this.plainName(name);
    if (this.dialect === 'bibtex') return plain;
    const particle = name['dropping-particle'];
    const back = parseName(plain, (source) => latexToText(source, this.encode.tables));
    const isSame = NAME_PARTS.every((part) => (name[part] ?? '') === (back[part] ?? ''));
    return isSame || !(particle || name['non-dropping-particle']) ? plain : (this.extendedName(name) ?? plain);
  }

  private plainName(name: CslName): string {
    const family = this.latex(name.family ?? '');
    const given = this.latex(name.given ?? '');
    const suffix = this.latex(name.suffix ?? '');
    const prefix = this.latex(particles(name));
    if (family === '') return braced([prefix, given, suffix].filter(Boolean).join(' '));
    const last = [prefix, keepWhole(family, prefix !== '')].filter(Boolean).join(' ');
    if (suffix !== '') return `${last}, ${keepCommas(suffix)}, ${keepCommas(given)}`.trim();
    if (given !== '') return `${last}, ${keepCommas(given)}`;
    return /\s/.test(family) ? `{${[prefix, family].filter(Boolean).join(' ')}}` : last;
  }

  /** BibLaTeX's form that names the parts, for particles that a plain name does not give back; it has one kind of them in a name. */
  private extendedName(name: CslName): string | undefined {
    const dropping = name['dropping-particle'] ?? '';
    const kept = name['non-dropping-particle'] ?? '';
    const parts = {
      family: dropping === '' ? name.family : [kept, name.family].filter(Boolean).join(' '),
      given: name.given,
      suffix: name.suffix,
      prefix: dropping || kept,
      useprefix: dropping === '' ? 'true' : 'false',
    };
    const pairs = Object.entries(parts).flatMap(([part, text = '']) => (text === '' ? [] : [[part, this.latex(text)]]));
    const isPlain = pairs.every(([, latex = '']) => !/[,="]|\band\b/i.test(latex));
    return isPlain ? pairs.map((pair) => pair.join('=')).join(', ') : undefined;
  }

  private titles(): void {
    const { entryType } = this.kind;
    const title = text(this.item, 'title');
    if (title !== undefined) this.add('title', () => braced(this.latex(title, true)), ['title']);
    const issue = text(this.item, 'volume-title');
    if (issue !== undefined) this.add('issuetitle', () => braced(this.latex(issue, true)), ['volume-title']);
    const container = text(this.item, 'container-title');
    if (container === undefined) return;
    if (IN_BOOK.has(entryType)) this.add('booktitle', () => braced(this.latex(container, true)), ['container-title']);
    else if (entryType === 'article')
      this.add(this.dialect === 'biblatex' ? 'journaltitle' : 'journal', () => braced(this.latex(container)), [
        'container-title',
      ]);
    else if (entryType === 'book')
      this.add('maintitle', () => braced(this.latex(container, true)), ['container-title']);
    else if (this.dialect === 'bibtex' || entryType === 'misc')
      this.add('howpublished', () => braced(this.latex(container)), ['container-title']);
    else if (entryType === 'online') this.add('organization', () => braced(this.list(container)), ['container-title']);
  }

  /** An edition or a number that the data model gives the entry no field for. */
  private titleAddon(): void {
    if (this.dialect === 'bibtex' && this.kind.entryType !== 'manual') return;
    const edition = text(this.item, 'edition');
    const number = text(this.item, 'number');
    if (edition !== undefined && /^\d{1,3}$/.test(edition) && !isInDataModel(this.kind.entryType, 'edition')) {
      this.add('titleaddon', () => braced(`${edition}${ordinalEnding(Number(edition))} ed.`), ['edition']);
    } else if (number !== undefined && /^(?:misc|manual)$/.test(this.kind.entryType) && this.kind.subtype) {
      this.add('titleaddon', () => braced(`no. ${this.latex(number)}`), ['number']);
    }
  }

  private dates(): void {
    const issued = date(this.item, 'issued');
    if (issued) this.issued(issued);
    for (const [name, variable] of [
      ['urldate', 'accessed'],
      ['eventdate', 'event-date'],
      ['origdate', 'original-date'],
    ] as const) {
      const value = date(this.item, variable);
      if (!value) continue;
      const edtf = formatDate(value);
      if (isEdtf(edtf)) this.add(name, () => `{${edtf}}`, [variable]);
      else if (this.dialect === 'bibtex' && edtf !== '') this.add(name, () => braced(this.latex(edtf)), [variable]);
    }
  }

  private issued(issued: CslDate): void {
    const edtf = formatDate(issued);
    if (this.dialect === 'biblatex') {
      if (isEdtf(edtf) && !isPlaceholder(issued)) this.add('date', () => `{${edtf}}`, ['issued']);
      else if (PUBLICATION_STATES.has(edtf)) this.add('pubstate', () => braced(edtf), ['issued', 'status']);
      else if (edtf !== '') this.add('year', () => braced(this.latex(edtf)), ['issued']);
    } else if (edtf !== '') {
      const { year, month, day } = writeYearAndMonth(issued, (words) => this.latex(words));
      this.add('year', () => year, ['issued']);
      if (month !== undefined) this.add('month', () => month, ['issued']);
      if (day !== undefined) this.add('day', () => day, ['issued']);
    }
  }

  private publisher(): void {
    const publisher = text(this.item, 'publisher');
    if (publisher === undefined) return;
    const { entryType } = this.kind;
    const latin = this.dialect === 'biblatex';
    let name = 'publisher';
    if (entryType === 'report' || entryType === 'techreport' || entryType === 'thesis') name = 'institution';
    else if (entryType === 'phdthesis' || entryType === 'mastersthesis') name = 'school';
    else if (latin && (entryType === 'online' || entryType === 'misc' || entryType === 'software'))
      name = 'organization';
    else if (entryType === 'unpublished' || entryType === 'booklet' || (!latin && entryType === 'misc'))
      name = 'howpublished';
    if (!this.has(name)) this.add(name, () => braced(this.list(publisher)), ['publisher']);
  }

  private archive(): void {
    const archive = text(this.item, 'archive');
    const place = text(this.item, 'archive_location');
    if (place !== undefined && archive !== undefined) {
      this.add('eprint', () => braced(balanced(place)), ['archive_location']);
      this.add(this.dialect === 'biblatex' ? 'eprinttype' : 'archiveprefix', () => braced(this.latex(archive)), [
        'archive',
      ]);
      const collection = text(this.item, 'archive_collection');
      if (collection !== undefined)
        this.add(this.dialect === 'biblatex' ? 'eprintclass' : 'primaryclass', () => braced(this.latex(collection)), [
          'archive_collection',
        ]);
      return;
    }
    if (this.dialect === 'bibtex') return;
    const id = (['PMID', 'PMCID'] as const).find((variable) => text(this.item, variable) !== undefined);
    if (id === undefined) return;
    this.add('eprint', () => braced(balanced(text(this.item, id) ?? '')), [id]);
    this.add('eprinttype', () => (id === 'PMID' ? '{pubmed}' : '{pmcid}'), [id]);
  }

  /** The address that a DOI has anyway is not said twice. A web page in BibTeX shows its address in `howpublished`. */
  private web(): void {
    const url = text(this.item, 'URL');
    if (url === undefined || this.carries('URL')) return;
    const doi = text(this.item, 'DOI');
    const isDoi =
      doi !== undefined &&
      /^https?:\/\/(?:dx\.)?doi\.org\//i.test(url) &&
      url.toLowerCase().endsWith(doi.toLowerCase());
    if (isDoi) {
      this.add('doi', () => braced(balanced(doi)), ['DOI', 'URL']);
      return;
    }
    if (isPlainPage(this.item, this.dialect)) this.add('howpublished', () => `{\\url{${safeAddress(url)}}}`, ['URL']);
  }
}

const NAME_PARTS = ['family', 'given', 'suffix', 'dropping-particle', 'non-dropping-particle'] as const;

const particles = (name: CslName) =>
  [name['dropping-particle'], name['non-dropping-particle']].filter(Boolean).join(' ');

function isEdtf(value: string): boolean {
  const point = /^(?:-?\d{4}|Y-?\d{5,9})(?:-\d\d(?:-\d\d)?)?~?$/;
  const ends = value.split('/');
  return ends.length <= 2 && ends.every((end) => (end === '..' && ends.length === 2) || point.test(end));
}

function ordinalEnding(value: number): string {
  const teen = value % 100 > 10 && value % 100 < 14;
  return (teen ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th';
}

export const braced = (value: string) => `{${value}}`;

function keepWhole(family: string, hasPrefix: boolean): string {
  if (/,|(?:^|\s)and(?:\s|$)/i.test(family)) return braced(family);
  const words = family.split(/\s+/);
  const startsLower = words.length > 1 && /^[^\p{L}]*\p{Ll}/u.test(words[0] ?? '');
  const holdsLower = hasPrefix && words.slice(0, -1).some((word) => /^[^\p{L}]*\p{Ll}/u.test(word));
  return startsLower || holdsLower ? braced(family) : family;
}

const keepCommas = (part: string) => (/,|(?:^|\s)and(?:\s|$)/i.test(part) ? braced(part) : part);

/** Braces that do not match would end the field; in an address they have another form. */
function safeAddress(url: string): string {
  return url.replace(/[{}\\\s]/g, (character) => encodeURIComponent(character));
}

function balanced(value: string): string {
  let depth = 0;
  for (const character of value) {
    if (character === '{') depth++;
    else if (character === '}' && --depth < 0) break;
  }
  return depth === 0 ? value : value.replace(/[{}]/g, '');
}
