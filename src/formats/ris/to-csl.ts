import { joinKeywords } from '../../domain/keywords.ts';
import type { CslItem, ScreeningStatus } from '../../domain/study.ts';
import { unwrapped } from '../../domain/text/one-line.ts';
import { addressesIn, filesIn, isFileForAddress } from '../attached/written-paths.ts';
import { risTypeOfEndNote } from '../endnote/types.ts';
import { decodeEntities } from '../html-entities.ts';
import { isCitationKey, readDoi, readIsbn, readIssn } from '../identifiers.ts';
import type { NameDoubt } from '../names/name-doubts.ts';
import { readNames } from '../names/read-names.ts';
import { agreedStatus, readNote } from '../screening/notes.ts';
import { ClaimedFields } from './claimed-fields.ts';
import { readDate } from './dates.ts';
import { readIssued } from './issued.ts';
import { readPubmedNumbers } from './pubmed-numbers.ts';
import type { TagField } from './record.ts';
import { cslTypeOf, type Shape, shapeOf } from './types.ts';

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
  private readonly record: ClaimedFields;
  private readonly item: CslItem;
  private readonly claims: (string | undefined)[];
  private readonly manner: RisManner;
  private readonly notes: string[] = [];
  private readonly doubts: NameDoubt[] = [];
  private readonly tags = new Set<string>();
  private readonly decisions: ScreeningStatus[] = [];
  private readonly files = new Set<string>();

  constructor(fields: readonly TagField[], manner: RisManner) {
    this.record = new ClaimedFields(fields.map(withoutEntities));
    this.item = this.record.item;
    this.claims = this.record.claims;
    this.manner = manner;
  }

  read(): Reading {
    this.readType();
    const shape = shapeOf(this.item.type);
    this.record.one('id', ['ID'], (value) => (isCitationKey(value) ? value : undefined));
    this.readTitles(shape);
    this.readNames(shape);
    readIssued(this.record);
    this.record.one('accessed', ['Y2'], readDate);
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
    const at = this.record.fields.findIndex(([tag]) => tag === 'TY');
    const written = this.record.fields[at]?.[1] ?? '';
    if (at >= 0) this.claims[at] = 'type';
    const type = cslTypeOf(written) ?? cslTypeOf(risTypeOfEndNote(written) ?? '');
    this.item.type = type ?? 'document';
    if (written !== '' && !type) this.notes.push(`unknown type "${written}"; taken for a document`);
  }

  private readTitles(shape: Shape): void {
    const whole = shape === 'whole' || shape === 'thesis';
    this.record.one('title', whole ? ['TI', 'T1', 'BT', 'CT'] : ['TI', 'T1', 'CT']);
    if (shape === 'article') {
      this.record.one('container-title', ['JF', 'T2', 'JO', 'BT', 'J2', 'JA', 'J1']);
      this.record.one('container-title-short', ['J2', 'JA', 'J1', 'JO']);
      this.record.one('collection-title', ['T3']);
    } else if (shape === 'whole') {
      this.record.one('collection-title', ['T2', 'T3', 'JF', 'JO']);
    } else if (shape !== 'thesis') {
      // Zotero has the title of proceedings in C3 alone; beside T2 databases name the conference there.
      const proceedings = this.item.type === 'paper-conference' ? ['C3'] : [];
      this.record.one('container-title', ['T2', 'BT', 'JF', 'JO', 'J2', 'JA', ...proceedings]);
      this.record.one('container-title-short', ['J2', 'JA', 'J1']);
      this.record.one('collection-title', ['T3']);
    }
    this.record.one('title-short', ['ST']);
    this.record.one('original-title', ['OP']);
  }

  private readNames(shape: Shape): void {
    const edited = this.record.fields.some(([tag, value]) => tag === 'TY' && value.toUpperCase() === 'EDBOOK');
    this.names(edited ? 'editor' : 'author', ['AU', 'A1']);
    this.names('editor', shape === 'whole' ? ['ED', 'A3'] : shape === 'thesis' ? ['ED'] : ['ED', 'A2']);
    if (shape === 'whole') this.names('collection-editor', ['A2']);
    else if (shape === 'part') this.names('collection-editor', ['A3']);
    this.names('translator', ['A4']);
  }

  private readNumbers(shape: Shape): void {
    this.record.one('volume', ['VL', 'VO']);
    const numbered = /^(?:report|patent|bill|legislation|regulation|standard)$/.test(this.item.type);
    const isInSeries = this.item['collection-title'] !== undefined;
    const isBook = /^(?:book|classic|pamphlet)$/.test(this.item.type);
    // EndNote and Zotero have the number in a series here; a book has no issues.
    if (isBook || (isInSeries && shape === 'part')) this.record.one('collection-number', ['M1'], readNumber);
    if (isInSeries && (isBook || this.item.type === 'chapter'))
      this.record.one('collection-number', ['IS', 'CP'], readNumber);
    this.record.one(numbered ? 'number' : 'issue', ['IS', 'CP']);
    if (numbered) this.record.one('number', ['M1'], (value) => (value.length <= 40 ? unwrapped(value) : undefined));
    if (numbered && isInSeries) this.record.one('collection-number', ['M1'], readNumber);
    this.readPages(shape);
    this.record.one('edition', ['ET']);
    this.record.one('number-of-volumes', ['NV']);
    if (shape === 'article' && this.item.page === undefined) {
      this.record.one('number', ['C7'], (value) => (/^[\w.-]{1,20}$/.test(value) ? value : undefined));
    }
    this.record.one('section', ['SE']);
  }

  private readPages(shape: Shape): void {
    const start = this.record.first('SP');
    const end = this.record.first('EP');
    if (start === undefined && end === undefined) return;
    const from = start ?? '';
    const bare =
      (shape === 'whole' || shape === 'thesis') && end === undefined && /^\d+(?: ?(?:p\.?|pp\.?|pages))?$/i.test(from);
    const variable = bare ? 'number-of-pages' : 'page';
    const range = from.replace(/\s*[–—-]+\s*/g, '-');
    const joined =
      end === undefined || range.includes('-') || end === from ? range : [range, end].filter(Boolean).join('-');
    this.item[variable] = bare ? from.replace(/\D/g, '') : joined;
    for (const at of this.record.unclaimed(['SP']))
      if (unwrapped(this.record.value(at)) === start) this.claims[at] = variable;
    for (const at of this.record.unclaimed(['EP']))
      if (unwrapped(this.record.value(at)) === end) this.claims[at] = variable;
  }

  private readIdentifiers(shape: Shape): void {
    this.record.one('DOI', ['DO', 'DI', 'DOI', 'M3', 'L3'], readDoi);
    this.record.one('DOI', ['UR'], (value) =>
      /^https?:\/\/(?:dx\.)?doi\.org\//i.test(value) ? readDoi(value) : undefined,
    );
    this.record.one('URL', ['UR'], urlIn);
    const book = shape === 'whole' || shape === 'part';
    this.record.every('ISBN', ['SN', 'ISBN'], (value) => (book || !readIssn(value) ? readIsbn(value) : undefined));
    this.record.every('ISSN', ['SN', 'ISSN'], readIssn);
    if (this.item.type === 'report')
      this.record.one('number', ['SN'], (value) => (value.length <= 40 ? unwrapped(value) : undefined));
    readPubmedNumbers(this.record);
  }

  private readWords(shape: Shape): void {
    this.record.one('publisher', ['PB']);
    this.record.one('publisher-place', ['CY', 'PP']);
    this.record.every('abstract', ['AB', 'N2'], unwrapped, '\n\n');
    this.record.one('language', ['LA']);
    this.record.one('source', ['DB', 'DP']);
    this.record.one('archive_location', ['AV']);
    this.record.one('call-number', ['CN']);
    if (shape !== 'article')
      this.record.one('genre', ['M3'], (value) => (readDoi(value) ? undefined : unwrapped(value)));
    this.readKeywords();
  }

  /** What readers wrote is an annotation; a note for the reference list is what Zotero calls "Extra". */
  private readNotes(): void {
    const texts = new Set<string>();
    for (const at of this.record.unclaimed(['N1', 'RN'])) {
      const isPlain = this.record.fields[at]?.[0] === 'RN';
      const { text, decisions, tags } = readNote(this.record.value(at));
      const own = isPlain ? unwrapped(this.record.value(at)) : text;
      if (own !== '') texts.add(own);
      if (!isPlain) {
        this.decisions.push(...decisions);
        for (const tag of tags) this.tags.add(tag);
      }
      if (own !== '') this.claims[at] = 'annote';
      else if (decisions.length + tags.length > 0) this.claims[at] = SCREENING;
    }
    if (texts.size > 0) this.item.annote = [...texts].join('\n\n');
    this.record.every('note', ['M2'], (value) => (readNote(value).rest === '' ? unwrapped(value) : undefined), '\n\n');
  }

  private readFiles(): void {
    for (const at of this.record.unclaimed(['L1', 'L2', 'L3', 'L4', 'UR'])) {
      const value = this.record.value(at);
      const files = this.record.fields[at]?.[0] === 'UR' && !isFileForAddress(value) ? [] : filesIn(value);
      for (const file of files) this.files.add(file);
      if (files.length > 0) this.claims[at] = FILES;
    }
  }

  private readKeywords(): void {
    const words = new Set<string>();
    for (const at of this.record.placesOf('KW')) {
      this.claims[at] = 'keyword';
      for (const line of this.record.value(at).split(this.manner.wholeKeywords ? '\n' : /\n|;\s/)) {
        const word = line.replace(/^[\s*]+|[\s;]+$/g, '');
        if (word !== '') words.add(word);
      }
    }
    if (words.size > 0) this.item.keyword = joinKeywords([...words]);
  }

  private names(variable: string, tags: readonly string[]): void {
    const before = Array.isArray(this.item[variable]) ? this.item[variable] : [];
    const found: unknown[] = [...before];
    for (const at of this.record.unclaimed(tags)) {
      const text = unwrapped(this.record.value(at));
      const { names, doubt } = readNames(text);
      if (names.length === 0) continue;
      if (this.record.fields[at]?.[0] === 'A2' && this.areCitedAuthors(text, doubt)) {
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
    const isPsycInfo = this.record.fields.some(
      ([tag, value]) => (tag === 'DB' || tag === 'DP') && /psyc\s?(?:info|articles)/i.test(value),
    );
    return commas > 2 && (doubt === 'list' || (isPsycInfo && !text.includes(';')));
  }
}

/** A note that is HTML keeps its entities until its elements are told from its text. */
function withoutEntities(field: TagField): TagField {
  const [tag, value] = field;
  return !value.includes('&') || (tag === 'N1' && value.startsWith('<')) ? field : [tag, decodeEntities(value)];
}

/** The first address of a value; what stands alone is one without its "https://" too. */
function urlIn(value: string): string | undefined {
  const [first] = addressesIn(value);
  if (first !== undefined || !/^\S+$/.test(value) || isFileForAddress(value) || /^10\.\d/.test(value)) return first;
  return /^(?:[\w-]+(?:\.[\w-]+)+(?:[/:?#]\S*)?|[a-z][a-z\d+.-]{1,20}:\S+)$/i.test(value) ? value : undefined;
}

/** A number in a series: "12", "LNCS 1234", "XIV"; not a remark. */
const readNumber = (value: string): string | undefined => {
  const number = unwrapped(value);
  return /^[\p{L}\p{N}][\p{L}\p{N} .,/:()–-]{0,39}$/u.test(number) &&
    /\p{N}|^[IVXLCDM]+$/iu.test(number) &&
    !/^\d{6,}$/.test(number)
    ? number
    : undefined;
};
