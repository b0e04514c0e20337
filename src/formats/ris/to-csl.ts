import { publicationStatus } from '../../domain/dates/database-dates.ts';
import { joinKeywords } from '../../domain/keywords.ts';
import type { CslDate, CslItem, ScreeningStatus } from '../../domain/study.ts';
import { addressesIn, filesIn, isFileForAddress } from '../attached/written-paths.ts';
import { risTypeOfEndNote } from '../endnote/types.ts';
import { decodeEntities } from '../html-entities.ts';
import type { NameDoubt } from '../names/name-doubts.ts';
import { readNames } from '../names/read-names.ts';
import { agreedStatus, readNote } from './notes.ts';
import type { TagField } from './record.ts';
import { cslTypeOf, type Shape, shapeOf } from './types.ts';
import { flat, isCitationKey, readDate, readDoi, readIsbn, readIssn } from './values.ts';

export interface Reading {
  item: CslItem;
  /** For each field the CSL variable that it went into; undefined where the field stays residue only. */
  claims: (string | undefined)[];
  notes: string[];
  /** What screening tools wrote down: labels and reasons for exclusions. */
  tags: string[];
  /** Where screening tools say that the study stands; undefined when they say nothing. */
  status?: ScreeningStatus;
  /** Paths of the files that the record names, as `filesIn` gives them. */
  files: string[];
  /** Names that may be meant otherwise. */
  doubts: NameDoubt[];
}

/** What a field is claimed by that gives no CSL variable: a decision of the screening, or files. */
const SCREENING = 'screening';
export const FILES = 'files';

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
  private readonly doubts: NameDoubt[] = [];
  /** Where each tag stands with a value. */
  private readonly places = new Map<string, number[]>();
  private readonly tags = new Set<string>();
  private readonly decisions: ScreeningStatus[] = [];
  private readonly files = new Set<string>();

  constructor(fields: readonly TagField[], manner: RisManner) {
    // A note that is HTML keeps its entities until its elements are told from its text.
    this.fields = fields.map((field): TagField => {
      const [tag, value] = field;
      return !value.includes('&') || (tag === 'N1' && value.startsWith('<')) ? field : [tag, decodeEntities(value)];
    });
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
    this.readNotes();
    this.readFiles();
    const status = agreedStatus(this.decisions);
    if (status === 'maybe' && !this.decisions.includes('maybe'))
      this.notes.push('its reviewers disagree about it; taken as "maybe"');
    return {
      item: this.item,
      claims: this.claims,
      notes: this.notes,
      doubts: this.doubts,
      tags: [...this.tags],
      files: [...this.files],
      ...(status === undefined ? {} : { status }),
    };
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
    const texts = dated.map((at) => this.dateText(at));
    const years = texts.flatMap((text) => /\d{4}/.exec(text)?.[0] ?? []);
    for (const [index, at] of dated.entries()) {
      const text = texts[index] ?? '';
      // EndNote writes "DA  - Mar 12" beside "PY  - 2017".
      const date = readDate(text) ?? (years[0] && !/\d{4}/.test(text) ? readDate(`${text} ${years[0]}`) : undefined);
      if (date) found.push({ at, date });
    }
    const year = firstYear((found.find(({ at }) => this.fields[at]?.[0] === 'PY') ?? found[0])?.date);
    const same = found.filter(({ date }) => isOfYear(date, year));
    const [best] = same.toSorted((a, b) => precision(b.date) - precision(a.date));
    if (best) {
      this.item.issued = best.date;
      for (const { at } of same) this.claims[at] = 'issued';
    } else if (this.item.status === undefined) {
      this.one('issued', ['PY', 'Y1', 'DA'], (value) => ({ literal: flat(value) }));
    }
    this.one('accessed', ['Y2'], readDate);
  }

  /** A date without the words that say that it is none yet: "in press" is where the work stands, and no date. */
  private dateText(at: number): string {
    const value = this.value(at);
    const said = publicationStatus(value);
    if (!said) return value;
    this.item.status ??= said.status;
    if (said.rest === '' && said.status === this.item.status) this.claims[at] = 'status';
    return said.rest;
  }

  private readNumbers(shape: Shape): void {
    this.one('volume', ['VL', 'VO']);
    const numbered = /^(?:report|patent|bill|legislation|regulation|standard)$/.test(this.item.type);
    const isInSeries = this.item['collection-title'] !== undefined;
    const isBook = /^(?:book|classic|pamphlet)$/.test(this.item.type);
    // EndNote and Zotero have the number in a series here; a book has no issues.
    if (isBook || (isInSeries && shape === 'part')) this.one('collection-number', ['M1'], readNumber);
    if (isInSeries && (isBook || this.item.type === 'chapter')) this.one('collection-number', ['IS', 'CP'], readNumber);
    this.one(numbered ? 'number' : 'issue', ['IS', 'CP']);
    if (numbered) this.one('number', ['M1'], (value) => (value.length <= 40 ? flat(value) : undefined));
    if (numbered && isInSeries) this.one('collection-number', ['M1'], readNumber);
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
    this.one('URL', ['UR'], urlIn);
    const book = shape === 'whole' || shape === 'part';
    this.every('ISBN', ['SN', 'ISBN'], (value) => (book || !readIssn(value) ? readIsbn(value) : undefined));
    this.every('ISSN', ['SN', 'ISSN'], readIssn);
    if (this.item.type === 'report')
      this.one('number', ['SN'], (value) => (value.length <= 40 ? flat(value) : undefined));
    this.readPubmed();
  }

  /** The numbers of PubMed and PubMed Central, where databases and reference managers put them. */
  private readPubmed(): void {
    this.one('PMID', ['PMID'], (value) => /^\d{1,9}$/.exec(value)?.[0]);
    this.one('PMCID', ['PMCID', 'PMC', 'C2'], (value) => /^PMC\d{1,10}$/i.exec(value)?.[0]);
    const databases = this.fields.flatMap(([tag, value]) => (tag === 'DB' || tag === 'DP' ? [value] : []));
    const isIn = (names: RegExp) => databases.some((database) => names.test(database));
    const asNumber = (value: string) => /^\d{6,8}$/.exec(value)?.[0];
    if (isIn(/\b(?:pubmed|medline|nlm)\b/i))
      this.one('PMID', ['AN', 'C2', 'UI', 'ID'], (value) => /^\d{1,8}$/.exec(value)?.[0]);
    else if (isIn(/\bscopus\b/i)) this.one('PMID', ['C2'], asNumber);
    else this.one('PMID', databases.length === 0 ? ['C2', 'AN'] : ['C2'], asNumber);
    // Cochrane writes "PUBMED 12345678,EMBASE 612345678", EndNote and EBSCO "PubMed PMID: 12345678." among other remarks.
    for (const at of this.item.PMID === undefined ? this.unclaimed(['C3', 'AN', 'N1']) : []) {
      const number = PMID_IN_WORDS.exec(this.value(at).slice(0, 500))?.[1];
      if (number === undefined) continue;
      this.item.PMID = number;
      break;
    }
  }

  private readWords(shape: Shape): void {
    this.one('publisher', ['PB']);
    this.one('publisher-place', ['CY', 'PP']);
    this.every('abstract', ['AB', 'N2'], flat, '\n\n');
    this.one('language', ['LA']);
    this.one('source', ['DB', 'DP']);
    this.one('archive_location', ['AV']);
    this.one('call-number', ['CN']);
    if (shape !== 'article') this.one('genre', ['M3'], (value) => (readDoi(value) ? undefined : flat(value)));
    this.readKeywords();
  }

  /** What readers wrote is an annotation; a note for the reference list is what Zotero calls "Extra". */
  private readNotes(): void {
    const texts = new Set<string>();
    for (const at of this.unclaimed(['N1', 'RN'])) {
      const isPlain = this.fields[at]?.[0] === 'RN';
      const { text, decisions, tags } = readNote(this.value(at));
      const own = isPlain ? flat(this.value(at)) : text;
      if (own !== '') texts.add(own);
      if (!isPlain) {
        this.decisions.push(...decisions);
        for (const tag of tags) this.tags.add(tag);
      }
      if (own !== '') this.claims[at] = 'annote';
      else if (decisions.length + tags.length > 0) this.claims[at] = SCREENING;
    }
    if (texts.size > 0) this.item.annote = [...texts].join('\n\n');
    this.every('note', ['M2'], (value) => (readNote(value).rest === '' ? flat(value) : undefined), '\n\n');
  }

  private readFiles(): void {
    for (const at of this.unclaimed(['L1', 'L2', 'L3', 'L4', 'UR'])) {
      const value = this.value(at);
      const files = this.fields[at]?.[0] === 'UR' && !isFileForAddress(value) ? [] : filesIn(value);
      for (const file of files) this.files.add(file);
      if (files.length > 0) this.claims[at] = FILES;
    }
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
      const text = flat(this.value(at));
      const { names, doubt } = readNames(text);
      if (names.length === 0) continue;
      if (this.fields[at]?.[0] === 'A2' && this.areCitedAuthors(text, doubt)) {
        this.doubts.push({ doubt: 'cited', text });
        continue;
      }
      if (doubt) this.doubts.push({ doubt, text });
      found.push(...names);
      this.claims[at] = variable;
    }
    if (found.length > 0) this.item[variable] = found;
  }

  /** Ovid puts the authors of the works that a record of PsycINFO cites into one "A2". */
  private areCitedAuthors(text: string, doubt: string | undefined): boolean {
    const commas = text.split(',').length - 1;
    const isPsycInfo = this.fields.some(
      ([tag, value]) => (tag === 'DB' || tag === 'DP') && /psyc\s?(?:info|articles)/i.test(value),
    );
    return commas > 2 && (doubt === 'list' || (isPsycInfo && !text.includes(';')));
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

const PMID_IN_WORDS = /\b(?:pubmed|pmid|medline)(?: pmid)?[ :]{1,3}(\d{1,8})\b/i;

/** The first address of a value; what stands alone is one without its "https://" too. */
function urlIn(value: string): string | undefined {
  const [first] = addressesIn(value);
  if (first !== undefined || !/^\S+$/.test(value) || isFileForAddress(value) || /^10\.\d/.test(value)) return first;
  return /^(?:[\w-]+(?:\.[\w-]+)+(?:[/:?#]\S*)?|[a-z][a-z\d+.-]{1,20}:\S+)$/i.test(value) ? value : undefined;
}

/** A number in a series: "12", "LNCS 1234", "XIV"; not a remark. */
const readNumber = (value: string): string | undefined => {
  const number = flat(value);
  return /^[\p{L}\p{N}][\p{L}\p{N} .,/:()–-]{0,39}$/u.test(number) &&
    /\p{N}|^[IVXLCDM]+$/iu.test(number) &&
    !/^\d{6,}$/.test(number)
    ? number
    : undefined;
};

const firstYear = (date: CslDate | undefined): string => String(date?.['date-parts']?.[0]?.[0] ?? '');

/** Whether a date begins or ends in a year: "2017" is that of "2016 Dec-2017 Jan". */
const isOfYear = ({ 'date-parts': parts = [] }: CslDate, year: string): boolean =>
  parts.some((part) => String(part[0] ?? '') === year) || (parts.length === 0 && year === '');

const precision = (date: CslDate): number =>
  (date['date-parts'] ?? []).reduce((sum, parts) => sum + parts.length, 0) + (date.season || date.circa ? 1 : 0);
