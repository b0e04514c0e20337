import { parseDate } from '../../domain/dates/dates.ts';
import type { CslDate, CslItem, Residue } from '../../domain/study.ts';
import { isObject } from '../json/is-object.ts';
import { readPersons } from './persons.ts';
import { fromFormattable } from './strings.ts';
import { cslTypeOf } from './types.ts';

export type Entry = Readonly<Record<string, unknown>>;

/** An entry of Hayagriva that came with a study. */
export function entryOf(residue: Residue | undefined): Entry | undefined {
  const entry = residue && Object.hasOwn(residue, 'hayagriva') ? residue.hayagriva : undefined;
  return isObject(entry) ? entry : undefined;
}

/** Roles of `affiliated` as CSL has them. */
export const ROLES: readonly [role: string, variable: string][] = [
  ['translator', 'translator'],
  ['compiler', 'compiler'],
  ['collaborator', 'contributor'],
  ['organizer', 'organizer'],
  ['cast-member', 'performer'],
  ['composer', 'composer'],
  ['producer', 'producer'],
  ['executive-producer', 'executive-producer'],
  ['writer', 'script-writer'],
  ['director', 'director'],
  ['illustrator', 'illustrator'],
  ['narrator', 'narrator'],
];

/** Fields of an entry that are one text of CSL, formattable or not. */
export const TEXTS: readonly [field: string, variable: string][] = [
  ['genre', 'genre'],
  ['abstract', 'abstract'],
  ['note', 'note'],
  ['annote', 'annote'],
  ['archive', 'archive'],
  ['archive-location', 'archive_location'],
  ['call-number', 'call-number'],
  ['edition', 'edition'],
  ['chapter', 'chapter-number'],
  ['volume-total', 'number-of-volumes'],
  ['page-range', 'page'],
  ['page-total', 'number-of-pages'],
  ['runtime', 'dimensions'],
  ['language', 'language'],
];
/** Texts in which braces and `$` mean something. */
export const FORMATTABLE = new Set([
  'title',
  'publisher',
  'location',
  'organization',
  'archive',
  'archive-location',
  'call-number',
  'note',
  'abstract',
  'annote',
  'genre',
]);

const SERIALS: readonly [name: string, variable: string][] = [
  ['doi', 'DOI'],
  ['isbn', 'ISBN'],
  ['issn', 'ISSN'],
  ['pmid', 'PMID'],
  ['pmcid', 'PMCID'],
  ['serial', 'number'],
];

/**
 * The item of an entry and the works that hold it, and the paths of the fields that no variable says whole:
 * "time-range", "parent.date".
 */
export function readEntry(key: string, entry: Entry): { item: CslItem; left: string[] } {
  const reader = new EntryReader(key, entry);
  return { item: reader.item, left: reader.left };
}

class EntryReader {
  readonly item: CslItem;
  readonly left: string[] = [];

  constructor(key: string, entry: Entry) {
    const parents = listOf(entry.parent).filter(isObject);
    const kinds = parents.map(({ type }) => String(type ?? 'periodical').toLowerCase());
    const own = String(entry.type ?? 'misc').toLowerCase();
    const type = cslTypeOf(own, kinds);
    this.item = { id: key, type: type ?? 'document' };
    if (type === undefined) this.left.push('type');
    this.readTitle(entry, 'title', 'title-short', '');
    const isPart = !isWhole(this.item.type);
    this.readFields(entry, '');
    let container: Entry | undefined;
    for (const [at, parent] of parents.entries()) {
      const path = parents.length > 1 ? `parent ${at + 1}.` : 'parent.';
      const kind = kinds[at];
      if (kind === 'conference' && this.item.type === 'paper-conference' && !this.has('event-title'))
        this.readEvent(parent, path);
      else if (!isPart) this.readSeries(parent, path);
      else if (!container) {
        container = parent;
        this.readContainer(parent, path);
      } else this.left.push(path.replace(/\.$/, ''));
    }
    if (entry.parent !== undefined && parents.length !== listOf(entry.parent).length) this.left.push('parent');
  }

  private readContainer(parent: Entry, path: string): void {
    this.readTitle(parent, 'container-title', 'container-title-short', path);
    if (parent.author !== undefined) this.persons(parent.author, 'container-author', `${path}author`);
    this.readFields(parent, path);
    const [series, ...others] = listOf(parent.parent);
    if (isObject(series)) this.readSeries(series, `${path}parent.`);
    else if (series !== undefined) this.left.push(`${path}parent`);
    if (others.length > 0) this.left.push(`${path}parent`);
  }

  private readSeries(parent: Entry, path: string): void {
    this.readTitle(parent, 'collection-title', undefined, path);
    for (const [field, value] of Object.entries(parent)) {
      if (field === 'title' || field === 'type') continue;
      if (field === 'editor') this.persons(value, 'collection-editor', path + field);
      else if (field === 'volume' || field === 'issue') this.text(value, 'collection-number', path + field);
      else if (field === 'serial-number' || field === 'issn') this.serial(field, value, path);
      else this.left.push(path + field);
    }
  }

  private readEvent(parent: Entry, path: string): void {
    this.readTitle(parent, 'event-title', undefined, path);
    for (const [field, value] of Object.entries(parent)) {
      if (field === 'title' || field === 'type') continue;
      if (field === 'location') this.text(value, 'event-place', path + field);
      else if (field === 'date') this.date(value, 'event-date', path + field);
      else this.left.push(path + field);
    }
  }

  /** What an entry and the work that holds it have alike; the entry's own goes first. */
  private readFields(entry: Entry, path: string): void {
    for (const [field, value] of Object.entries(entry)) {
      const at = path + field;
      const text = TEXTS.find(([name]) => name === field);
      if (['type', 'title', 'parent'].includes(field) || (field === 'author' && path !== '')) continue;
      if (text) this.text(value, text[1], at);
      else if (field === 'author') this.persons(value, 'author', at);
      else if (field === 'editor') this.persons(value, 'editor', at);
      else if (field === 'date') this.date(value, 'issued', at);
      else if (field === 'volume' || field === 'issue') this.text(value, field, at);
      else if (field === 'publisher') this.publisher(value, at);
      else if (field === 'organization') this.text(value, 'publisher', at);
      else if (field === 'location') this.text(value, 'publisher-place', at);
      else if (field === 'url') this.url(value, at);
      else if (field === 'affiliated') this.affiliated(value, at);
      else if (['serial-number', 'serial', 'doi', 'isbn', 'issn'].includes(field)) this.serial(field, value, path);
      else this.left.push(at);
    }
  }

  private readTitle(entry: Entry, variable: string, short: string | undefined, path: string): void {
    const { title } = entry;
    if (title === undefined) return;
    if (!isObject(title)) {
      this.text(title, variable, `${path}title`);
      return;
    }
    const { value, short: shorter, shorthand, verbatim, ...rest } = title;
    const isVerbatim = verbatim === true && typeof value === 'string';
    if (isVerbatim) this.item[variable] = `<span class="nocase">${value}</span>`;
    else this.text(value, variable, `${path}title`, true);
    const brief = shorter ?? shorthand;
    if (brief !== undefined && short) this.text(brief, short, `${path}title.short`, true);
    else if (brief !== undefined) this.left.push(`${path}title.short`);
    for (const name of Object.keys(rest)) this.left.push(`${path}title.${name}`);
  }

  private publisher(value: unknown, path: string): void {
    if (!isObject(value) || 'value' in value) {
      this.text(value, 'publisher', path);
      return;
    }
    const { name, location, ...rest } = value;
    if (name !== undefined) this.text(name, 'publisher', path, true);
    if (location !== undefined) this.text(location, 'publisher-place', `${path}.location`, true);
    for (const other of Object.keys(rest)) this.left.push(`${path}.${other}`);
  }

  private url(value: unknown, path: string): void {
    if (!isObject(value)) {
      this.text(value, 'URL', path);
      return;
    }
    const { value: address, date, ...rest } = value;
    this.text(address, 'URL', path);
    if (date !== undefined) this.date(date, 'accessed', `${path}.date`);
    for (const other of Object.keys(rest)) this.left.push(`${path}.${other}`);
  }

  private serial(field: string, value: unknown, path: string): void {
    const numbers: [string, unknown][] = isObject(value)
      ? Object.entries(value)
      : [[field === 'serial-number' ? 'serial' : field, value]];
    for (const [name, number] of numbers) {
      const variable = SERIALS.find(([own]) => own === name)?.[1];
      const at = isObject(value) ? `${path}${field}.${name}` : path + field;
      if (variable) this.text(number, variable, at);
      else this.left.push(at);
    }
  }

  private affiliated(value: unknown, path: string): void {
    for (const group of listOf(value)) {
      const role = isObject(group)
        ? String(group.role)
            .toLowerCase()
            .replace(/([a-z])_/g, '$1-')
        : '';
      const variable = ROLES.find(([own]) => own === role || own.replace('-', '') === role)?.[1];
      if (variable && isObject(group)) this.persons(group.names, variable, path);
      else this.left.push(path);
    }
  }

  private persons(value: unknown, variable: string, path: string): void {
    const names = readPersons(value);
    if (names && !this.has(variable)) this.item[variable] = names;
    else this.left.push(path);
  }

  private date(value: unknown, variable: string, path: string): void {
    const date = dateOf(value);
    if (date && !this.has(variable)) this.item[variable] = date;
    else this.left.push(path);
  }

  private text(value: unknown, variable: string, path: string, isFormattable?: boolean): void {
    const field = path.slice(path.lastIndexOf('.') + 1);
    const formattable = isFormattable ?? FORMATTABLE.has(field);
    if (isObject(value) && typeof value.value === 'string' && Object.keys(value).length === 1) {
      this.text(value.value, variable, path, formattable);
      return;
    }
    const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
    if (text === undefined || text === '' || this.has(variable)) this.left.push(path);
    else this.item[variable] = formattable ? fromFormattable(text) : text;
  }

  private has(variable: string): boolean {
    return this.item[variable] !== undefined;
  }
}

/** Whether a work of this CSL type stands for itself: what holds it is a series. */
export const isWhole = (type: string): boolean => /^(?:book|report|thesis|periodical|software|event)$/.test(type);

function dateOf(value: unknown): CslDate | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return parseDate(String(value).padStart(4, '0'));
  if (typeof value !== 'string' || !/^[+-]?\d{4}(?:-\d\d(?:-\d\d)?)?~?$/.test(value)) return undefined;
  const date = parseDate(value.replace(/^\+/, ''));
  return date['date-parts'] ? date : undefined;
}

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
