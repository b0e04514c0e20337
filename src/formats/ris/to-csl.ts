import { joinKeywords } from '../../domain/keywords.ts';
import type { CslDate, CslItem } from '../../domain/study.ts';
import { risTypeOfEndNote } from '../endnote/types.ts';
import type { TagField } from './record.ts';
import { cslTypeOf, type Shape, shapeOf } from './types.ts';
import { flat, isCitationKey, readDate, readDoi, readIsbn, readIssn, readName } from './values.ts';

export interface Reading {
  item: CslItem;
  /** For each field the CSL variable that it went into; undefined where the field stays residue only. */
  claims: (string | undefined)[];
  notes: string[];
}

/** Remarks that databases put into every record; they stay residue and do not become the user's notes. */
const BOILERPLATE =
  /^(?:export date|references?|funding|correspondence address|coden|cited by|copyright|last updated|date (?:revised|created|completed)|language of original|number of references|document feature|sujet|zuletzt|tradenames|manufacturers|chemicals)\b/i;

export interface RisManner {
  /** Every "KW" is one keyword, whatever stands in it; in RIS itself some programs put several there, parted by ";". */
  wholeKeywords?: boolean;
}

/** A CSL item from the fields of a record with RIS tags. Reads any fields, and never throws. */
export function risToCsl(fields: readonly TagField[], manner: RisManner = {}): Reading {
  return new RisReader(fields, manner).read();
}

class RisReader {
  private readonly fields: readonly TagField[];
  private readonly manner: RisManner;
  private readonly claims: (string | undefined)[];
  private readonly item: CslItem = { id: '', type: 'document' };
  private readonly notes: string[] = [];
  /** Where each tag stands with a value. */
  private readonly places = new Map<string, number[]>();

  constructor(fields: readonly TagField[], manner: RisManner) {
    this.fields = fields;
    this.manner = manner;
    this.claims = fields.map(() => undefined);
    for (const [at, [tag, value]] of fields.entries()) {
      const places = this.places.get(tag);
      if (value === '') continue;
      if (places) places.push(at);
      else this.places.set(tag, [at]);
    }
  }

  read(): Reading {
    this.readType();
    const shape = shapeOf(this.item.type);
    this.one('id', ['ID'], (value) => (isCitationKey(value) ? value : undefined));
    this.readTitles(shape);
    this.readNames(shape);
    this.readDates();
    this.readNumbers(shape);
    this.readIdentifiers(shape);
    this.readWords(shape);
    return { item: this.item, claims: this.claims, notes: this.notes };
  }

  private readType(): void {
    const at = this.fields.findIndex(([tag]) => tag === 'TY');
    const written = this.fields[at]?.[1] ?? '';
    if (at >= 0) this.claims[at] = 'type';
    const type = cslTypeOf(written) ?? cslTypeOf(risTypeOfEndNote(written) ?? '');
    this.item.type = type ?? 'document';
    if (written !== '' && !type) this.notes.push(`unknown type "${written}"; taken for a document`);
  }

  private readTitles(shape: Shape): void {
    const whole = shape === 'whole' || shape === 'thesis';
    this.one('title', whole ? ['TI', 'T1', 'BT', 'CT'] : ['TI', 'T1', 'CT']);
    if (shape === 'article') {
      this.one('container-title', ['JF', 'T2', 'JO', 'BT', 'J2', 'JA', 'J1']);
      this.one('container-title-short', ['J2', 'JA', 'J1', 'JO']);
      this.one('collection-title', ['T3']);
    } else if (shape === 'whole') {
      this.one('collection-title', ['T2', 'T3', 'JF', 'JO']);
    } else if (shape !== 'thesis') {
      this.one('container-title', ['T2', 'BT', 'JF', 'JO', 'J2', 'JA']);
      this.one('container-title-short', ['J2', 'JA', 'J1']);
      this.one('collection-title', ['T3']);
    }
    this.one('title-short', ['ST']);
    this.one('original-title', ['OP']);
  }

  private readNames(shape: Shape): void {
    const edited = this.fields.some(([tag, value]) => tag === 'TY' && value.toUpperCase() === 'EDBOOK');
    this.names(edited ? 'editor' : 'author', ['AU', 'A1']);
    this.names('editor', shape === 'whole' ? ['ED', 'A3'] : shape === 'thesis' ? ['ED'] : ['ED', 'A2']);
    if (shape === 'whole') this.names('collection-editor', ['A2']);
    else if (shape === 'part') this.names('collection-editor', ['A3']);
    this.names('translator', ['A4']);
  }

  private readDates(): void {
    const dated = this.unclaimed(['PY', 'Y1', 'DA']);
    const found: { at: number; date: CslDate }[] = [];
    const years = dated.flatMap((at) => /\d{4}/.exec(this.value(at))?.[0] ?? []);
    for (const at of dated) {
      const value = this.value(at);
      // EndNote writes "DA  - Mar 12" beside "PY  - 2017".
      const date = readDate(value) ?? (years[0] && !/\d{4}/.test(value) ? readDate(`${value} ${years[0]}`) : undefined);
      if (date) found.push({ at, date });
    }
    const year = firstYear((found.find(({ at }) => this.fields[at]?.[0] === 'PY') ?? found[0])?.date);
    const same = found.filter(({ date }) => firstYear(date) === year);
    const [best] = same.toSorted((a, b) => precision(b.date) - precision(a.date));
    if (best) {
      this.item.issued = best.date;
      for (const { at } of same) this.claims[at] = 'issued';
    } else this.one('issued', ['PY', 'Y1', 'DA'], (value) => ({ literal: flat(value) }));
    this.one('accessed', ['Y2'], readDate);
  }

  private readNumbers(shape: Shape): void {
    this.one('volume', ['VL', 'VO']);
    const numbered = /^(?:report|patent|bill|legislation|regulation|standard)$/.test(this.item.type);
    this.one(numbered ? 'number' : 'issue', ['IS', 'CP']);
    if (numbered) this.one('number', ['M1'], (value) => (value.length <= 40 ? flat(value) : undefined));
    this.readPages(shape);
    this.one('edition', ['ET']);
    this.one('number-of-volumes', ['NV']);
    if (shape === 'article' && this.item.page === undefined) {
      this.one('number', ['C7'], (value) => (/^[\w.-]{1,20}$/.test(value) ? value : undefined));
    }
    this.one('section', ['SE']);
  }

  private readPages(shape: Shape): void {
    const start = this.first('SP');
    const end = this.first('EP');
    if (start === undefined && end === undefined) return;
    const from = start ?? '';
    const bare =
      (shape === 'whole' || shape === 'thesis') && end === undefined && /^\d+(?: ?(?:p\.?|pp\.?|pages))?$/i.test(from);
    const variable = bare ? 'number-of-pages' : 'page';
    const range = from.replace(/\s*[–—-]+\s*/g, '-');
    const joined =
      end === undefined || range.includes('-') || end === from ? range : [range, end].filter(Boolean).join('-');
    this.item[variable] = bare ? from.replace(/\D/g, '') : joined;
    for (const at of this.unclaimed(['SP'])) if (flat(this.value(at)) === start) this.claims[at] = variable;
    for (const at of this.unclaimed(['EP'])) if (flat(this.value(at)) === end) this.claims[at] = variable;
  }

  private readIdentifiers(shape: Shape): void {
    this.one('DOI', ['DO', 'DI', 'DOI', 'M3', 'L3'], readDoi);
    this.one('DOI', ['UR'], (value) => (/^https?:\/\/(?:dx\.)?doi\.org\//i.test(value) ? readDoi(value) : undefined));
    this.one('URL', ['UR'], (value) => (/^\S+$/.test(value) && !/^10\.\d/.test(value) ? value : undefined));
    const book = shape === 'whole' || shape === 'part';
    this.every('ISBN', ['SN', 'ISBN'], (value) => (book || !readIssn(value) ? readIsbn(value) : undefined));
    this.every('ISSN', ['SN', 'ISSN'], readIssn);
    if (this.item.type === 'report')
      this.one('number', ['SN'], (value) => (value.length <= 40 ? flat(value) : undefined));
    this.one('PMID', ['PMID'], (value) => /^\d{1,9}$/.exec(value)?.[0]);
    this.one('PMCID', ['PMCID', 'PMC', 'C2'], (value) => /^PMC\d{1,10}$/i.exec(value)?.[0]);
    const scopus = this.fields.some(([tag, value]) => tag === 'DB' && /^(?:scopus|pubmed|medline)/i.test(value));
    if (scopus) this.one('PMID', ['C2', 'AN'], (value) => /^\d{6,9}$/.exec(value)?.[0]);
  }

  private readWords(shape: Shape): void {
    this.one('publisher', ['PB']);
    this.one('publisher-place', ['CY', 'PP']);
    this.every('abstract', ['AB', 'N2'], flat, '\n\n');
    this.every('note', ['N1'], (value) => (BOILERPLATE.test(value) ? undefined : flat(value)), '\n\n');
    this.one('annote', ['RN']);
    this.one('language', ['LA']);
    this.one('source', ['DB', 'DP']);
    this.one('archive_location', ['AV']);
    this.one('call-number', ['CN']);
    if (shape !== 'article') this.one('genre', ['M3'], (value) => (readDoi(value) ? undefined : flat(value)));
    this.readKeywords();
  }

  private readKeywords(): void {
    const words = new Set<string>();
    for (const at of this.places.get('KW') ?? []) {
      this.claims[at] = 'keyword';
      for (const line of this.value(at).split(this.manner.wholeKeywords ? '\n' : /\n|;\s/)) {
        const word = line.replace(/^[\s*]+|[\s;]+$/g, '');
        if (word !== '') words.add(word);
      }
    }
    if (words.size > 0) this.item.keyword = joinKeywords([...words]);
  }

  /** The first value, by preference of tags, that can be read; fields that say the same are claimed with it. */
  private one<T>(
    variable: string,
    tags: readonly string[],
    convert: (value: string) => T | undefined = flat as never,
  ): void {
    for (const tag of tags) {
      if (variable !== 'id' && this.item[variable] !== undefined) break;
      for (const at of this.places.get(tag) ?? []) {
        if (this.claims[at] !== undefined) continue;
        const read = convert(this.value(at));
        if (read === undefined || read === '') continue;
        this.item[variable] = read;
        this.claims[at] = variable;
        break;
      }
    }
    const chosen = this.item[variable];
    if (typeof chosen !== 'string' || chosen === '') return;
    for (const at of this.unclaimed(tags)) if (convert(this.value(at)) === chosen) this.claims[at] = variable;
  }

  /** All values of the tags in the order of the source, each once. */
  private every(
    variable: string,
    tags: readonly string[],
    convert: (value: string) => string | undefined,
    mark = ', ',
  ): void {
    const found = new Set<string>();
    for (const at of this.unclaimed(tags)) {
      const read = convert(this.value(at));
      if (!read) continue;
      this.claims[at] = variable;
      for (const part of mark === ', ' ? read.split(mark) : [read]) found.add(part);
    }
    if (found.size > 0) this.item[variable] = [...found].join(mark);
  }

  private names(variable: string, tags: readonly string[]): void {
    const before = Array.isArray(this.item[variable]) ? this.item[variable] : [];
    const found: unknown[] = [...before];
    for (const at of this.unclaimed(tags)) {
      const name = readName(this.value(at));
      if (!name) continue;
      found.push(name);
      this.claims[at] = variable;
    }
    if (found.length > 0) this.item[variable] = found;
  }

  private first(tag: string): string | undefined {
    const at = this.places.get(tag)?.[0];
    return at === undefined ? undefined : flat(this.value(at));
  }

  /** Fields of the tags that no variable has taken yet, in the order of the source. */
  private unclaimed(tags: readonly string[]): number[] {
    const found: number[] = [];
    for (const tag of tags)
      for (const at of this.places.get(tag) ?? []) if (this.claims[at] === undefined) found.push(at);
    return tags.length > 1 ? found.sort((a, b) => a - b) : found;
  }

  private value(at: number): string {
    return this.fields[at]?.[1] ?? '';
  }
}

const firstYear = (date: CslDate | undefined): string => String(date?.['date-parts']?.[0]?.[0] ?? '');

const precision = (date: CslDate): number =>
  (date['date-parts'] ?? []).reduce((sum, parts) => sum + parts.length, 0) + (date.season || date.circa ? 1 : 0);
