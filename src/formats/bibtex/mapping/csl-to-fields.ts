import { names, text } from '../../../domain/csl.ts';
import { bareDoi } from '../../../domain/doi.ts';
import { keywordsAndTags } from '../../../domain/keywords.ts';
import type { CslItem } from '../../../domain/study.ts';
import { safeAddress, safeIdentifier } from '../field-values/addresses.ts';
import { braced } from '../field-values/braces.ts';
import { writeDates } from '../field-values/dates.ts';
import { joinKeywords } from '../field-values/keywords.ts';
import { writeList } from '../field-values/lists.ts';
import { isNamed, writeNames } from '../field-values/names.ts';
import { type EncodeOptions, textToLatex } from '../latex/from-text.ts';
import { isInDataModel } from '../model/data-model.ts';
import type { EntryKind } from '../model/entry-types.ts';
import { inOrder } from '../model/field-order.ts';
import { babelName, type Dialect, FIELD_RULES, type FieldKind, isListField } from '../model/fields.ts';
import type { WrittenField } from '../model/written-field.ts';
import { containerField } from './containers.ts';
import { publisherField } from './publishers.ts';

/** What is to be written, and how. */
export interface ToWrite {
  item: CslItem;
  tags: readonly string[];
  kind: EntryKind;
  dialect: Dialect;
  encode: EncodeOptions;
  /** Names (lower case) of fields that the entry has already and that mean something else. */
  taken: ReadonlySet<string>;
}

/** All fields that an item and its tags have in a dialect, each name once, in the order in which they are written. */
export function cslToFields(toWrite: ToWrite): WrittenField[] {
  return new FieldWriter(toWrite).all();
}

/** Whether BibTeX shows the item as a page of the web: `@misc` with its address in `howpublished`, which no other value keeps. */
export function isPlainPage(item: CslItem, dialect: Dialect, keepsHowpublished: boolean): boolean {
  const url = text(item, 'URL') ?? '';
  const isArxiv = url === `https://arxiv.org/abs/${text(item, 'archive_location') ?? ''}`;
  return (
    dialect === 'bibtex' &&
    item.type === 'webpage' &&
    !keepsHowpublished &&
    /^https?:\/\/\S+$/i.test(url) &&
    !/[{}\\]/.test(url) &&
    bareDoi(text(item, 'DOI') ?? '') === undefined &&
    !isArxiv
  );
}

/** What stands between the first and the last of some pages: any dash of Unicode. */
const RANGE = /(?<=\S)[^\S\n]?(?:-{1,3}|[\u2010-\u2015\u2212])[^\S\n]?(?=\S)/;

class FieldWriter {
  private readonly item: CslItem;
  private readonly tags: readonly string[];
  private readonly kind: EntryKind;
  private readonly dialect: Dialect;
  private readonly encode: EncodeOptions;
  private readonly taken: ReadonlySet<string>;
  private readonly fields: WrittenField[] = [];

  constructor({ item, tags, kind, dialect, encode, taken }: ToWrite) {
    this.item = item;
    this.tags = tags;
    this.kind = { ...kind, entryType: kind.entryType.toLowerCase() };
    this.dialect = dialect;
    this.encode = encode;
    this.taken = taken;
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
    this.fields.push(...writeDates(this.item, this.dialect, (words) => this.latex(words)));
    this.publisher();
    this.titleAddon();
    for (const rule of FIELD_RULES) {
      if ((rule.entryTypes && !rule.entryTypes.includes(entryType)) || rule.except?.includes(entryType)) continue;
      const { variable, kind: fieldKind } = rule;
      const called = [(this.dialect === 'bibtex' ? rule.bibtex : undefined) ?? rule.fields[0] ?? '', ...rule.fields];
      const name = called.find((other) => !this.taken.has(other));
      if (name === undefined || this.carries(variable) || this.has(name)) continue;
      const isThere =
        fieldKind === 'names' ? names(this.item, variable).some(isNamed) : text(this.item, variable) !== undefined;
      // `langid` takes babel's names only; BibLaTeX prints any other `language`.
      const isOther = fieldKind === 'language' && babelName(text(this.item, variable) ?? '') === undefined;
      if (variable === 'DOI') {
        const doi = this.doi();
        if (doi !== undefined) this.add('doi', () => braced(doi), ['DOI']);
      } else if (isThere) this.add(isOther ? 'language' : name, () => this.value(variable, fieldKind), [variable]);
    }
    this.numberInSeries();
    const words = keywordsAndTags(this.item, this.tags);
    if (words.length > 0)
      this.add(
        'keywords',
        () => braced(joinKeywords(words.map((word) => this.latex(word)))),
        'keyword' in this.item ? ['tags', 'keyword'] : ['tags'],
      );
    return inOrder(this.fields);
  }

  private carries(variable: string): boolean {
    return this.fields.some((field) => field.variables.includes(variable));
  }

  private has(name: string): boolean {
    return this.fields.some((field) => field.name === name);
  }

  private add(name: string, value: () => string, variables: string[]): void {
    if (!this.taken.has(name)) this.fields.push({ name, value, variables });
  }

  private latex(value: string, protectCase = false): string {
    return textToLatex(value, { ...this.encode, protectCase });
  }

  private value(variable: string, kind: FieldKind): string {
    if (kind === 'names') {
      const { dialect, encode } = this;
      return braced(
        writeNames(names(this.item, variable), { dialect, tables: encode.tables, latex: (words) => this.latex(words) }),
      );
    }
    const value = text(this.item, variable) ?? '';
    switch (kind) {
      case 'verbatim':
        return braced(variable === 'URL' ? safeAddress(value) : this.identifier(value));
      case 'title':
        return braced(this.latex(value, true));
      case 'pages':
        return braced(
          value
            .split(RANGE)
            .map((page) => this.latex(page))
            .join('--'),
        );
      case 'language':
        return braced(this.latex(babelName(value) ?? value));
      case 'list':
        return braced(writeList(value, this.dialect, (words) => this.latex(words)));
      default:
        return braced(this.latex(value));
    }
  }

  private identifier(value: string): string {
    return safeIdentifier(value) ?? this.latex(value);
  }

  /** The DOI as styles take it, which put its address before it; undefined when what is there is not one. */
  private doi(): string | undefined {
    return bareDoi(text(this.item, 'DOI') ?? '');
  }

  private titles(): void {
    const title = text(this.item, 'title');
    if (title !== undefined) this.add('title', () => braced(this.latex(title, true)), ['title']);
    const issue = text(this.item, 'volume-title');
    if (issue !== undefined) this.add('issuetitle', () => braced(this.latex(issue, true)), ['volume-title']);
    const container = text(this.item, 'container-title');
    const name =
      container === undefined
        ? undefined
        : containerField(this.kind.entryType, this.dialect, (name) => this.has(name) || this.taken.has(name));
    if (container === undefined || name === undefined) return;
    const words = (part: string) => this.latex(part);
    this.add(
      name,
      () =>
        braced(
          isListField(name)
            ? writeList(container, this.dialect, words)
            : this.latex(container, /title$/.test(name) && name !== 'journaltitle'),
        ),
      ['container-title'],
    );
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

  private publisher(): void {
    const publisher = text(this.item, 'publisher');
    if (publisher === undefined) return;
    const isTaken = (name: string) => this.has(name) || this.taken.has(name);
    const name = publisherField(this.kind.entryType, this.dialect, isTaken);
    const words = (part: string) => this.latex(part);
    if (name !== undefined)
      this.add(name, () => braced(isListField(name) ? writeList(publisher, this.dialect, words) : words(publisher)), [
        'publisher',
      ]);
  }

  /** Where `number` is that of the work itself, that of its series is better than none. */
  private numberInSeries(): void {
    const number = text(this.item, 'collection-number');
    if (number === undefined || this.carries('collection-number') || this.has('number')) return;
    if (!['number', 'issue'].some((variable) => variable in this.item))
      this.add('number', () => braced(this.latex(number)), ['collection-number']);
  }

  private archive(): void {
    const archive = text(this.item, 'archive');
    const place = text(this.item, 'archive_location');
    if (place !== undefined && archive !== undefined) {
      this.add('eprint', () => braced(this.identifier(place)), ['archive_location']);
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
    this.add('eprint', () => braced(this.identifier(text(this.item, id) ?? '')), [id]);
    this.add('eprinttype', () => (id === 'PMID' ? '{pubmed}' : '{pmcid}'), [id]);
  }

  /** The address that a DOI has anyway is not said twice. A web page in BibTeX shows its address in `howpublished`. */
  private web(): void {
    const url = text(this.item, 'URL');
    if (url === undefined || this.carries('URL')) return;
    const doi = this.doi();
    const isDoi =
      doi !== undefined &&
      /^https?:\/\/(?:dx\.)?doi\.org\//i.test(url) &&
      bareDoi(url)?.toLowerCase() === doi.toLowerCase();
    if (isDoi) {
      this.add('doi', () => braced(doi), ['DOI', 'URL']);
      return;
    }
    if (isPlainPage(this.item, this.dialect, this.taken.has('howpublished')))
      this.add('howpublished', () => `{\\url{${safeAddress(url)}}}`, ['URL']);
  }
}

function ordinalEnding(value: number): string {
  const teen = value % 100 > 10 && value % 100 < 14;
  return (teen ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th';
}
