import { joinKeywords } from '../../../domain/keywords.ts';
import type { CslItem } from '../../../domain/study.ts';
import { readExtra } from '../../csl-json/zotero-extra.ts';
import { readAddress, webAddress } from '../field-values/addresses.ts';
import { readDates } from '../field-values/dates.ts';
import { splitKeywords } from '../field-values/keywords.ts';
import { readList } from '../field-values/lists.ts';
import { readNames } from '../field-values/names.ts';
import { joinTitle } from '../field-values/titles.ts';
import type { LatexTables } from '../latex/tables.ts';
import { type DecodeOptions, latexToText } from '../latex/to-text.ts';
import { cslTypeOf, genreOf } from '../model/entry-types.ts';
import { type Dialect, FIELD_RULES, type FieldKind, languageCode, TITLE_RULES } from '../model/fields.ts';
import { withoutEntities } from './entities.ts';
import { publisherFields } from './publishers.ts';

/** A field with its macros resolved; LaTeX still in it. */
export interface FieldValue {
  text: string;
  /** Set when the entry has it from another: by which link, and what it is called there. */
  inherited?: { by: Link; as: string };
}

/** How an entry has fields from others. */
export type Link = 'xdata' | 'crossref';

/** Fields of an entry by lower-case name. */
export type Fields = Map<string, FieldValue>;

export interface Mapped {
  item: CslItem;
  /** CSL variables that each field gave; what gave `keyword` gave "tags" too, since a .bib has one list for both. A field that gave none is not here. */
  gave: Map<string, string[]>;
}

export interface Entry {
  /** In lower case. */
  entryType: string;
  key: string;
  fields: Fields;
  dialect: Dialect;
}

/** Maps one entry to CSL. Never throws. */
export function entryToCsl(entry: Entry, tables: LatexTables): Mapped {
  return new EntryMapper(entry, tables).map();
}

class EntryMapper {
  private readonly entryType: string;
  private readonly fields: Fields;
  private readonly dialect: Dialect;
  private readonly tables: LatexTables;
  private readonly item: CslItem;
  private readonly gave = new Map<string, string[]>();

  constructor({ entryType, key, fields, dialect }: Entry, tables: LatexTables) {
    this.entryType = entryType;
    this.fields = fields;
    this.dialect = dialect;
    this.tables = tables;
    this.item = { id: key, type: 'document' };
  }

  map(): Mapped {
    this.typeAndGenre();
    for (const rule of TITLE_RULES) this.title(rule);
    const source = { raw: (name: string) => this.raw(name), text: (name: string) => this.text(name) };
    for (const { variable, date, fields } of readDates(source)) {
      this.item[variable] = date;
      for (const field of fields) this.credit(field, variable);
    }
    this.publisher();
    for (const rule of FIELD_RULES) {
      if (rule.entryTypes && !rule.entryTypes.includes(this.entryType)) continue;
      if (rule.except?.includes(this.entryType)) continue;
      if (rule.variable in this.item || rule.when?.((name) => this.has(name)) === false) continue;
      const field = rule.fields.find((name) => this.has(name) && (name === 'pubstate' || !this.gave.has(name)));
      if (field) this.give(field, rule.variable, this.value(field, rule.kind));
    }
    this.eprint();
    this.web();
    this.titleAddon();
    this.keywords();
    this.extra();
    return { item: this.item, gave: this.gave };
  }

  private has(name: string): boolean {
    return this.fields.has(name);
  }

  private raw(name: string): string {
    return withoutEntities(this.fields.get(name)?.text ?? '');
  }

  private text(name: string, options?: DecodeOptions): string {
    return latexToText(this.raw(name), this.tables, options);
  }

  private give(field: string, variable: string, value: unknown): void {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return;
    this.item[variable] = value;
    this.credit(field, variable);
  }

  private credit(field: string, variable: string): void {
    const variables = this.gave.get(field);
    if (!variables) this.gave.set(field, [variable]);
    else if (!variables.includes(variable)) variables.push(variable);
  }

  private value(field: string, kind: FieldKind): unknown {
    switch (kind) {
      case 'names':
        return readNames(this.raw(field), this.tables);
      case 'title':
        return this.text(field, { nocase: true });
      case 'long':
        return this.text(field, { paragraphs: true });
      case 'verbatim':
        return readAddress(field, this.raw(field));
      case 'list':
        return readList(this.raw(field), this.dialect, (latex) => latexToText(latex, this.tables));
      case 'pages':
        return this.text(field).replace(/\s*[–—]\s*/g, '-');
      case 'language':
        return languageCode(this.text(field));
      case 'text':
        return this.text(field);
    }
  }

  private typeAndGenre(): void {
    const subtype = this.has('entrysubtype') ? this.text('entrysubtype') : undefined;
    const isWebPage = webAddress(this.raw('howpublished')) !== undefined;
    this.item.type = cslTypeOf(this.entryType, subtype, isWebPage);
    if (this.item.type !== cslTypeOf(this.entryType, undefined, isWebPage)) this.credit('entrysubtype', 'type');
    const genre = genreOf(this.entryType, this.has('type') ? this.text('type') : undefined);
    if (genre !== undefined) this.item.genre = genre;
    if (this.has('type')) this.credit('type', 'genre');
  }

  private title({ fields, subtitle, variable, kind }: (typeof TITLE_RULES)[number]): void {
    const field = fields.find((name) => this.has(name));
    if (!field || variable in this.item) return;
    // Some databases repeat the title of a whole book as the book title, for their cross-references.
    if (field === 'booktitle' && this.item.type === 'book') return;
    if (field === 'booktitle' && this.entryType === 'article' && (this.has('journaltitle') || this.has('journal')))
      return;
    let title = this.value(field, kind) as string;
    if (this.has(subtitle)) {
      title = joinTitle(title, this.value(subtitle, kind) as string);
      this.credit(subtitle, variable);
    }
    this.give(field, variable, title);
  }

  private publisher(): void {
    const field = publisherFields(this.entryType).find((name) => this.has(name));
    if (field === undefined) return;
    if (field !== 'howpublished') this.give(field, 'publisher', this.value(field, 'list'));
    else if (webAddress(this.raw(field)) === undefined) this.give(field, 'publisher', this.text(field));
    // The only place of a site that has a publisher too.
    if (
      this.item.type === 'webpage' &&
      field === 'publisher' &&
      this.has('organization') &&
      !('container-title' in this.item)
    )
      this.give('organization', 'container-title', this.value('organization', 'list'));
  }

  private eprint(): void {
    if (!this.has('eprint')) return;
    const typeField = this.has('eprinttype') ? 'eprinttype' : 'archiveprefix';
    const id = this.raw('eprint')
      .trim()
      .replace(/^arxiv:/i, '');
    const type =
      this.text(typeField) ||
      (/^(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?$/i.test(this.raw('eprint').trim())
        ? 'arXiv'
        : '');
    if (type === '') return;
    if (/^(?:pubmed|pmid)$/i.test(type)) {
      if (!('PMID' in this.item)) this.give('eprint', 'PMID', id);
      return;
    }
    if (/^(?:pmc|pmcid|pubmedcentral)$/i.test(type)) {
      if (!('PMCID' in this.item)) this.give('eprint', 'PMCID', id);
      return;
    }
    const archive = /^arxiv$/i.test(type) ? 'arXiv' : type;
    this.item.archive = archive;
    this.credit(this.has(typeField) ? typeField : 'eprint', 'archive');
    this.give('eprint', 'archive_location', id);
    const classField = this.has('eprintclass') ? 'eprintclass' : 'primaryclass';
    if (this.has(classField)) this.give(classField, 'archive_collection', this.text(classField));
    if (archive === 'arXiv' && !('URL' in this.item) && !('DOI' in this.item))
      this.item.URL = `https://arxiv.org/abs/${id}`;
  }

  /** An address that stands in `howpublished` is the URL; a note that is nothing but one, too. */
  private web(): void {
    for (const field of ['howpublished', 'note']) {
      const address = webAddress(this.raw(field));
      if (address === undefined || ('URL' in this.item && this.item.URL !== address)) continue;
      if (this.gave.has(field)) continue;
      this.give(field, 'URL', address);
    }
  }

  /** Where BibLaTeX's data model has no field for an edition or a number, Lectern writes them after the title. */
  private titleAddon(): void {
    if (!this.has('titleaddon')) return;
    const addon = this.text('titleaddon');
    const edition = /^(\d{1,3})(?:st|nd|rd|th) ed\.$/.exec(addon)?.[1];
    if (edition !== undefined) {
      if (!('edition' in this.item)) this.give('titleaddon', 'edition', edition);
      return;
    }
    const number = /^no\. (.+)$/s.exec(addon)?.[1];
    if (number !== undefined && !('number' in this.item)) this.give('titleaddon', 'number', number);
  }

  /** Zotero writes its Extra as `note`: one that is nothing but fields, such as `PMID: 12345`, gives these. */
  private extra(): void {
    if (!this.has('note') || this.gave.get('note')?.join() !== 'note') return;
    const lines = this.raw('note').split('\n');
    const probe: CslItem = { ...this.item, note: lines.map((line) => latexToText(line, this.tables)).join('\n') };
    const extra = readExtra(probe);
    if (!extra || extra.rest !== undefined || extra.type !== undefined) return;
    delete this.item.note;
    Object.assign(this.item, extra.read);
    this.gave.set('note', Object.keys(extra.read));
  }

  private keywords(): void {
    if (!this.has('keywords')) return;
    const words = splitKeywords(this.raw('keywords'))
      .map((word) => latexToText(word, this.tables))
      .filter((word) => word !== '');
    if (words.length > 0) this.item.keyword = joinKeywords([...new Set(words)]);
    this.credit('keywords', 'tags');
    this.credit('keywords', 'keyword');
  }
}
