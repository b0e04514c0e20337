import { monthNumber } from '../../domain/dates/month-names.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { fieldByName } from '../../domain/fields.ts';
import { joinKeywords, splitKeywords } from '../../domain/keywords.ts';
import type { Attachment, CslDate, CslItem, Json, Residue, StudyDraft } from '../../domain/study.ts';
import { oneLine } from '../../domain/text/one-line.ts';
import { shortened } from '../../domain/text/shortened.ts';
import { CSL_JSON } from '../csl-json/read.ts';
import { readExtra } from '../csl-json/zotero-extra.ts';
import { decodeEntities } from '../html-entities.ts';
import { isCitationKey, readDoi, readIsbn, readIssn } from '../identifiers.ts';
import { readDate } from '../ris/dates.ts';
import { statusOfLabel } from '../screening/labels.ts';
import { agreedStatus, readNote } from '../screening/notes.ts';
import { readAuthors } from './authors.ts';
import { asWritten, pagesOf, readDay, seasonName, splitFiles, splitTags, withoutStop } from './cell-values.ts';
import { keptCells } from './residue.ts';
import type { Role } from './roles.ts';
import { typeOfKind, typeOfWords } from './types.ts';

const NAME_ROLES = ['editor', 'translator', 'container-author', 'collection-editor', 'performer', 'script-writer'];
/** Roles that more than a text goes into; all others are one field of the item each. */
const SPECIAL = new Set([
  ...['full-author', 'author', 'year', 'month', 'day', 'issued', 'date-in-year', 'start-page', 'end-page', 'page'],
  ...['article-number', 'type', 'publication-kind', 'key', 'doi', 'url', 'issn', 'isbn', 'pmid', 'pmcid', 'keyword'],
  ...['tag', 'status', 'annote', 'attachment'],
]);

/** Reads the rows of one table: cells by what their columns say. */
export class CellReader {
  private readonly names: readonly string[];
  private readonly places = new Map<Role, number[]>();
  private readonly isZotero: boolean;
  private readonly isPubMed: boolean;
  private cells: readonly string[] = [];
  /** Of each cell whether variables hold it whole. */
  private said: boolean[] = [];
  private draft: StudyDraft = { item: { id: '', type: 'document' }, tags: [], excerpts: [] };
  private notes: string[] = [];

  /** @param roles of each column; undefined for one that stays residue */
  constructor(names: readonly string[], roles: readonly (Role | undefined)[]) {
    this.names = names;
    this.isZotero = names.includes('Item Type');
    this.isPubMed = names.includes('Journal/Book');
    for (const [at, role] of roles.entries())
      if (role !== undefined) this.places.set(role, [...(this.places.get(role) ?? []), at]);
  }

  /** The study of a row; undefined for a row that describes no work. */
  read(cells: readonly string[], line: number, diagnostics: Diagnostic[]): StudyDraft | undefined {
    this.cells = cells.map((cell) => decodeEntities(cell.replace(/\r\n?/g, '\n').trim()));
    this.said = this.cells.map(() => false);
    this.notes = [];
    const item: CslItem = { id: '', type: 'document' };
    this.draft = { item, tags: [], excerpts: [] };
    this.readWords(item);
    this.readNames(item);
    this.readIssued(item);
    this.readPages(item);
    this.readIdentifiers(item);
    this.readType(item);
    this.readScreening();
    for (const message of this.notes) diagnostics.push({ severity: 'warning', message, line });
    if (!this.said.includes(true)) return undefined;
    const kept = keptCells(this.names, this.cells, this.said);
    const extra = this.isZotero ? readExtra(item) : undefined;
    const residue: Residue = {
      ...(kept ? { table: kept } : {}),
      ...(extra ? { [CSL_JSON]: { extra: extra as unknown as Json } } : {}),
    };
    return Object.keys(residue).length > 0 ? { ...this.draft, residue } : this.draft;
  }

  private readWords(item: CslItem): void {
    for (const [role] of this.places) {
      const field = SPECIAL.has(role) || NAME_ROLES.includes(role) ? undefined : fieldByName(role);
      if (field?.variable === undefined) continue;
      const { variable } = field;
      if (field.kind === 'names') this.readPersons(item, variable, role);
      else if (field.kind === 'date') this.one(role, readDay, variable);
      else this.one(role, field.kind === 'long-text' ? asWritten : this.isPubMed ? withoutStop : oneLine, variable);
    }
    const keywords = new Set(this.list('keyword', (cell) => splitKeywords(cell)));
    if (keywords.size > 0) item.keyword = joinKeywords([...keywords]);
    this.draft.tags = [...new Set(this.list('tag', splitTags))];
  }

  private readNames(item: CslItem): void {
    this.readPersons(item, 'author', 'full-author');
    if (item.author === undefined) this.readPersons(item, 'author', 'author');
    else for (const at of this.filled('author')) this.said[at] = true;
    for (const role of NAME_ROLES) this.readPersons(item, fieldByName(role)?.variable ?? role, role);
  }

  private readPersons(item: CslItem, variable: string, role: Role): void {
    for (const at of this.filled(role)) {
      const { names, whole, unsure } = readAuthors(this.cells[at] ?? '');
      if (names.length === 0) continue;
      item[variable] = [...((item[variable] as unknown[] | undefined) ?? []), ...names];
      this.said[at] = whole;
      if (unsure) this.notes.push(`"${shortened(this.cells[at] ?? '')}" was read as ${names.length} names; check them`);
    }
  }

  private readIssued(item: CslItem): void {
    const yearAt = this.filled('year')[0];
    const year = yearAt === undefined ? undefined : readDate((this.cells[yearAt] ?? '').replace(/^(\d{4})\.0$/, '$1'));
    const number = firstYear(year);
    for (const at of this.filled('issued')) {
      const date = readDate(this.cells[at] ?? '');
      if (!date || (number !== undefined && firstYear(date) !== number)) continue;
      item.issued = date;
      this.said[at] = true;
      break;
    }
    if (yearAt !== undefined && year) {
      this.said[yearAt] = true;
      item.issued ??= this.withinYear(number) ?? year;
    }
    if (item.issued !== undefined) return;
    for (const at of [...this.filled('issued'), ...this.filled('year')].slice(0, 1)) {
      item.issued = { literal: oneLine(this.cells[at] ?? '') };
      this.said[at] = true;
    }
  }

  /** "MAR 12" or a month and day in cells of their own, in a year. */
  private withinYear(year: number | undefined): CslDate | undefined {
    if (year === undefined) return undefined;
    const [part] = this.filled('date-in-year');
    const written = part === undefined ? '' : (this.cells[part] ?? '').replace(/^(?:win|spr|sum|fal)$/i, seasonName);
    const date = part === undefined ? undefined : (readDate(`${year} ${written}`) ?? readDate(`${written} ${year}`));
    if (part !== undefined && date) {
      this.said[part] = true;
      return date;
    }
    const [monthAt] = this.filled('month');
    const month = monthAt === undefined ? undefined : monthNumber(this.cells[monthAt] ?? '');
    if (monthAt === undefined || month === undefined) return undefined;
    this.said[monthAt] = true;
    const [dayAt] = this.filled('day');
    const day = dayAt === undefined ? 0 : Number(this.cells[dayAt]);
    if (dayAt === undefined || !(day >= 1 && day <= 31)) return { 'date-parts': [[year, month]] };
    this.said[dayAt] = true;
    return { 'date-parts': [[year, month, day]] };
  }

  private readPages(item: CslItem): void {
    this.one('page', pagesOf, 'page');
    const [from] = this.filled('start-page');
    const [to] = this.filled('end-page');
    const ends = [from, to].flatMap((at) => (at === undefined ? [] : [oneLine(this.cells[at] ?? '')]));
    if (ends.length > 0 && item.page === undefined) item.page = [...new Set(ends)].join('-');
    for (const at of [from, to]) if (at !== undefined && ends.length > 0) this.said[at] = true;
    if (item.page === undefined && item.number === undefined) this.one('article-number', oneLine, 'number');
  }

  private readIdentifiers(item: CslItem): void {
    this.one('key', (cell) => (isCitationKey(cell) ? cell : undefined), 'id');
    this.one('doi', readDoi, 'DOI');
    for (const at of this.filled('url')) {
      const [url, ...others] = (this.cells[at] ?? '').split(/[\s;|]+/).filter((part) => URL.canParse(part));
      if (url === undefined || item.URL !== undefined) continue;
      item.URL = url;
      this.said[at] = others.length === 0;
    }
    const issn = new Set(this.list('issn', (cell) => readIssn(cell)?.split(', ') ?? []));
    if (issn.size > 0) item.ISSN = [...issn].join(', ');
    const isbn = new Set(this.list('isbn', (cell) => readIsbn(cell)?.split(', ') ?? []));
    if (isbn.size > 0) item.ISBN = [...isbn].join(', ');
    this.one('pmid', (cell) => /^\d{1,9}$/.exec(cell.replace(/^pmid:\s?/i, ''))?.[0], 'PMID');
    this.one('pmcid', (cell) => /^PMC\d{1,10}$/i.exec(cell)?.[0], 'PMCID');
  }

  private readType(item: CslItem): void {
    for (const at of this.filled('type')) {
      const read = typeOfWords(this.cells[at] ?? '', this.isZotero);
      if (!read) continue;
      item.type = read.type;
      this.said[at] = read.whole;
      break;
    }
    if (item.type !== 'document') return;
    const [kind] = this.filled('publication-kind');
    const type = kind === undefined ? undefined : typeOfKind(this.cells[kind] ?? '');
    if (type) item.type = type;
    else if (this.filled('type').length === 0) item.type = guessType(item);
  }

  private readScreening(): void {
    const { draft } = this;
    for (const at of this.filled('status')) {
      const status = statusOfLabel(this.cells[at] ?? '');
      if (status === undefined) continue;
      this.said[at] = true;
      draft.status = status;
      break;
    }
    const notes: string[] = [];
    for (const at of this.filled('annote')) {
      const { text, rest, decisions, tags } = readNote(this.cells[at] ?? '');
      const status = agreedStatus(decisions);
      if (status !== undefined) draft.status ??= status;
      draft.tags = [...new Set([...draft.tags, ...tags])];
      if (text !== '') notes.push(text);
      this.said[at] = rest === '';
    }
    if (notes.length > 0) draft.item.annote = notes.join('\n\n');
    const files = this.list('attachment', splitFiles).map((path): Attachment => ({ path }));
    if (files.length > 0) draft.attachments = files;
  }

  /** The first cell of the role that can be read; a further one that says the same is said with it. */
  private one(role: Role, convert: (cell: string) => unknown, variable: string): void {
    let first: string | undefined;
    for (const at of this.filled(role)) {
      const cell = this.cells[at] ?? '';
      const value = first === undefined ? convert(cell) : undefined;
      if (value !== undefined && value !== '') {
        this.draft.item[variable] = value;
        first = cell;
      }
      if (cell === first) this.said[at] = true;
    }
  }

  private list(role: Role, split: (cell: string) => string[]): string[] {
    return this.filled(role).flatMap((at) => {
      const parts = split(this.cells[at] ?? '');
      if (parts.length > 0) this.said[at] = true;
      return parts;
    });
  }

  private filled(role: Role): number[] {
    return (this.places.get(role) ?? []).filter((at) => (this.cells[at] ?? '') !== '');
  }
}

const firstYear = (date: CslDate | undefined): number | undefined => {
  const year = Number(date?.['date-parts']?.[0]?.[0]);
  return Number.isInteger(year) ? year : undefined;
};

function guessType(item: CslItem): string {
  if (item.ISBN !== undefined && item.ISSN === undefined)
    return item['container-title'] === undefined ? 'book' : 'chapter';
  return item['container-title'] === undefined && item.ISSN === undefined ? 'document' : 'article-journal';
}
