import { parseDate } from '../../domain/dates/dates.ts';
import { monthNumber } from '../../domain/dates/month-names.ts';
import { joinKeywords } from '../../domain/keywords.ts';
import type { CslDate, CslItem, CslName } from '../../domain/study.ts';
import { readDoi } from '../identifiers.ts';
import { isObject } from '../json/is-object.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Types of works of CFF 1.2 (`definitions.reference.type`) in the words of CSL. */
const TYPES: Readonly<Record<string, string>> = {
  art: 'graphic',
  article: 'article-journal',
  audiovisual: 'motion_picture',
  bill: 'bill',
  blog: 'post-weblog',
  book: 'book',
  catalogue: 'book',
  conference: 'book',
  'conference-paper': 'paper-conference',
  data: 'dataset',
  database: 'dataset',
  dataset: 'dataset',
  dictionary: 'entry-dictionary',
  'edited-work': 'book',
  encyclopedia: 'entry-encyclopedia',
  'film-broadcast': 'motion_picture',
  generic: 'document',
  'government-document': 'report',
  grant: 'document',
  hearing: 'hearing',
  'historical-work': 'classic',
  'legal-case': 'legal_case',
  'legal-rule': 'regulation',
  'magazine-article': 'article-magazine',
  manual: 'report',
  map: 'map',
  multimedia: 'motion_picture',
  music: 'musical_score',
  'newspaper-article': 'article-newspaper',
  pamphlet: 'pamphlet',
  patent: 'patent',
  'personal-communication': 'personal_communication',
  proceedings: 'book',
  report: 'report',
  serial: 'periodical',
  slides: 'speech',
  software: 'software',
  'software-code': 'software',
  'software-container': 'software',
  'software-executable': 'software',
  'software-virtual-machine': 'software',
  'sound-recording': 'song',
  standard: 'standard',
  statute: 'legislation',
  thesis: 'thesis',
  unpublished: 'manuscript',
  video: 'motion_picture',
  website: 'webpage',
};
/** Types of CFF that say all that the CSL type says. */
const EXACT = new Set(
  Object.keys(TYPES).filter(
    (type) =>
      !/^(?:catalogue|conference|data|database|edited-work|government-document|grant|manual|multimedia|proceedings|software-.*|film-broadcast|audiovisual)$/.test(
        type,
      ),
  ),
);

const TEXTS: Readonly<Record<string, string>> = {
  title: 'title',
  abstract: 'abstract',
  volume: 'volume',
  issue: 'issue',
  number: 'number',
  isbn: 'ISBN',
  issn: 'ISSN',
  pmcid: 'PMCID',
  version: 'version',
  edition: 'edition',
  section: 'section',
  license: 'license',
  journal: 'container-title',
  'collection-title': 'collection-title',
  'volume-title': 'volume-title',
  'thesis-type': 'genre',
  medium: 'medium',
  status: 'status',
  notes: 'annote',
  pages: 'number-of-pages',
  'number-volumes': 'number-of-volumes',
  abbreviation: 'title-short',
  department: 'division',
};
const NAMES: Readonly<Record<string, string>> = {
  authors: 'author',
  editors: 'editor',
  'editors-series': 'collection-editor',
  translators: 'translator',
  recipients: 'recipient',
};

/** The item of a work in CFF, and the names of the fields that no variable says whole. */
export function readReference(fields: Fields): { item: CslItem; left: string[] } {
  const type = typeof fields.type === 'string' ? fields.type : 'software';
  const item: CslItem = { id: '', type: Object.hasOwn(TYPES, type) ? TYPES[type]! : 'document' };
  const said = new Set<string>();
  if (fields.type === undefined || EXACT.has(type)) said.add('type');
  const set = (name: string, variable: string, value: unknown) => {
    if (value === undefined || item[variable] !== undefined) return;
    item[variable] = value;
    said.add(name);
  };
  for (const [name, value] of Object.entries(fields)) {
    if (Object.hasOwn(TEXTS, name)) set(name, TEXTS[name]!, textOf(value));
    else if (Object.hasOwn(NAMES, name)) readPersons(name, value);
  }
  readIdentifiers();
  readDates();
  readPlaces();
  const words = Array.isArray(fields.keywords) ? fields.keywords.map(String) : [];
  if (words.length > 0) set('keywords', 'keyword', joinKeywords(words));
  const { languages } = fields;
  if (Array.isArray(languages) && languages.length === 1) set('languages', 'language', textOf(languages[0]));
  const left = Object.keys(fields).filter((name) => !said.has(name) && name !== '__proto__');
  return { item, left };

  function readPersons(name: string, value: unknown): void {
    const list = Array.isArray(value) ? value.filter(isObject) : [];
    const names = list.flatMap((person) => nameOf(person) ?? []);
    if (names.length === 0) return;
    set(name, NAMES[name]!, names);
    // ORCID, affiliation and the like have no place beside a name of CSL.
    if (!list.every(isBareName)) said.delete(name);
  }

  function readIdentifiers(): void {
    const doi = textOf(fields.doi);
    if (doi !== undefined) set('doi', 'DOI', readDoi(doi));
    const identifiers = (Array.isArray(fields.identifiers) ? fields.identifiers : []).filter(isObject);
    for (const { type: kind, value } of identifiers) if (kind === 'doi') item.DOI ??= readDoi(textOf(value) ?? '');
    if (item.DOI === undefined) delete item.DOI;
    for (const name of ['url', 'repository-code', 'repository', 'repository-artifact'])
      set(name, 'URL', textOf(fields[name]));
  }

  function readDates(): void {
    const { year, month } = fields;
    for (const name of ['date-published', 'date-released']) set(name, 'issued', dateOf(fields[name]));
    const date = dateOf(year);
    const number = monthNumber(String(month ?? ''));
    const first = date?.['date-parts']?.[0];
    if (first && number !== undefined) {
      if (item.issued === undefined) said.add('month');
      set('year', 'issued', { 'date-parts': [[...first, number]] });
    } else set('year', 'issued', date);
    if (date && isOfYear(item.issued, first?.[0])) said.add('year');
    set('date-accessed', 'accessed', dateOf(fields['date-accessed']));
    set('year-original', 'original-date', dateOf(fields['year-original']));
  }

  function readPlaces(): void {
    const { start, end, publisher, institution, conference } = fields;
    const from = textOf(start);
    const to = textOf(end);
    if (from !== undefined || to !== undefined) {
      item.page = [from, to].filter((page, at, all) => page !== undefined && all.indexOf(page) === at).join('-');
      said.add('start').add('end');
    }
    entity('publisher', publisher, 'publisher', 'publisher-place');
    entity('institution', institution, 'publisher', 'publisher-place');
    entity('conference', conference, 'event-title', 'event-place');
  }

  function entity(name: string, value: unknown, title: string, place: string): void {
    if (!isObject(value)) return;
    const { name: own, city, ...rest } = value;
    const before = item[title];
    set(name, title, textOf(own));
    if (before !== undefined) return;
    if (textOf(city) !== undefined) item[place] ??= textOf(city);
    if (name === 'conference') item['event-date'] ??= dateOf(rest['date-start']);
    if (item['event-date'] === undefined) delete item['event-date'];
    if (Object.keys(rest).some((other) => name !== 'conference' || other !== 'date-start')) said.delete(name);
  }
}

/** A person or an institution of CFF. */
function nameOf(person: Fields): CslName | undefined {
  const family = textOf(person['family-names']);
  const given = textOf(person['given-names']);
  const name = textOf(person.name) ?? (family === undefined && given === undefined ? textOf(person.alias) : undefined);
  if (name !== undefined) return { literal: name };
  if (family === undefined && given === undefined) return undefined;
  const particle = textOf(person['name-particle']);
  const suffix = textOf(person['name-suffix']);
  return {
    ...(family === undefined ? { literal: given! } : { family }),
    ...(family !== undefined && given !== undefined ? { given } : {}),
    ...(particle === undefined ? {} : { 'non-dropping-particle': particle }),
    ...(suffix === undefined ? {} : { suffix }),
  };
}

const isBareName = (person: Fields): boolean =>
  Object.keys(person).every((part) => /^(?:family-names|given-names|name-particle|name-suffix|name)$/.test(part));

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'))
    return value.join(', ');
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function dateOf(value: unknown): CslDate | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : parseDate(/^\d{1,3}$/.test(text) ? text.padStart(4, '0') : text);
}

const isOfYear = (date: unknown, year: unknown): boolean =>
  isObject(date) &&
  Array.isArray(date['date-parts']) &&
  Array.isArray(date['date-parts'][0]) &&
  date['date-parts'][0][0] === year;
