import { CSL_TYPES } from '../../domain/fields.ts';
import { joinKeywords } from '../../domain/keywords.ts';
import { parseName } from '../../domain/names.ts';
import type { CslDate, CslItem, CslName } from '../../domain/study.ts';
import { shortened } from '../../domain/text/shortened.ts';
import { isObject } from '../json/is-object.ts';
import { abstractText, richText } from './markup.ts';

/** Types of Crossref (api.crossref.org/types) in the words of CSL; those that are CSL's already stay. */
const TYPES: { readonly [type: string]: string } = {
  'journal-article': 'article-journal',
  'proceedings-article': 'paper-conference',
  'book-chapter': 'chapter',
  'book-section': 'chapter',
  'book-part': 'chapter',
  'book-track': 'chapter',
  'reference-entry': 'entry',
  monograph: 'book',
  'edited-book': 'book',
  'reference-book': 'book',
  'book-set': 'book',
  'book-series': 'book',
  proceedings: 'book',
  'proceedings-series': 'periodical',
  journal: 'periodical',
  'journal-issue': 'periodical',
  'journal-volume': 'periodical',
  'report-component': 'report',
  'report-series': 'report',
  dissertation: 'thesis',
  'posted-content': 'article',
  'peer-review': 'review',
  database: 'dataset',
  'standard-series': 'standard',
  component: 'document',
  grant: 'document',
  other: 'document',
};
/** Members that hold one text, or a list of which the first counts. */
const TEXTS: { readonly [member: string]: string } = {
  'original-title': 'original-title',
  'short-title': 'title-short',
  'short-container-title': 'container-title-short',
  'container-title-short': 'container-title-short',
  publisher: 'publisher',
  'publisher-location': 'publisher-place',
  'publisher-place': 'publisher-place',
  volume: 'volume',
  issue: 'issue',
  page: 'page',
  'edition-number': 'edition',
  'part-number': 'part',
  language: 'language',
  degree: 'genre',
  source: 'source',
  DOI: 'DOI',
  PMID: 'PMID',
};
const NAMES = ['author', 'editor', 'translator', 'chair'];
/** In the order in which they count; "issued" is the earliest that Crossref knows. */
const DATES = ['issued', 'published', 'published-print', 'published-online', 'posted', 'approved'];

const USED: ReadonlySet<string> = new Set([
  ...Object.keys(TEXTS),
  ...NAMES,
  ...DATES,
  ...['type', 'subtype', 'title', 'subtitle', 'container-title', 'ISSN', 'ISBN', 'issn-type', 'isbn-type'],
  ...[
    'article-number',
    'number',
    'abstract',
    'subject',
    'event',
    'institution',
    'standards-body',
    'URL',
    'journal-issue',
    'prefix',
  ],
  // What Crossref says of its own record.
  ...[
    'indexed',
    'deposited',
    'created',
    'score',
    'member',
    'content-domain',
    'references-count',
    'reference-count',
    'is-referenced-by-count',
  ],
  ...['update-policy', 'resource'],
]);

/** Whether a member of a work goes into a variable, or is about Crossref's record alone. */
export const isUsedMember = (name: string): boolean => USED.has(name);

/** The CSL item of a work of Crossref. Lists of titles give the title; markup and entities become CSL's rich text. Never throws. */
export function workToCsl(work: Record<string, unknown>): { item: CslItem; problems: string[] } {
  const problems: string[] = [];
  const written = textOf(work.type) ?? '';
  const known = Object.hasOwn(TYPES, written) ? TYPES[written] : CSL_TYPES.find(({ name }) => name === written)?.name;
  if (known === undefined) problems.push(`unknown type "${shortened(written, 40)}"; read as a document`);
  const item: CslItem = { id: '', type: known ?? 'document' };
  const set = (variable: string, value: string | undefined) => {
    if (value !== undefined && value !== '') item[variable] ??= value;
  };
  const subtitle = textOf(work.subtitle);
  const title = textOf(work.title);
  const isSaid = title !== undefined && subtitle !== undefined && title.toLowerCase().includes(subtitle.toLowerCase());
  set(
    'title',
    title !== undefined && subtitle !== undefined && !isSaid ? `${title.replace(/:$/, '')}: ${subtitle}` : title,
  );
  for (const [member, variable] of Object.entries(TEXTS)) set(variable, textOf(work[member]));
  readContainer(textsOf(work['container-title']), item);
  for (const variable of NAMES) {
    const names = listOf(work[variable]).flatMap(nameOf);
    if (names.length > 0) item[variable] = names;
  }
  const date = DATES.map((member) => dateOf(work[member])).find((one) => one !== undefined);
  if (date) item.issued = date;
  const number = textOf(work['article-number']) ?? textOf(work.number);
  if (item.page === undefined || item.type !== 'article-journal') set('number', number);
  set('ISSN', [...new Set(textsOf(work.ISSN))].join(', '));
  set('ISBN', [...new Set(textsOf(work.ISBN).map((isbn) => isbn.replace(/^https?:.*\//, '')))].join(', '));
  if (typeof work.abstract === 'string') set('abstract', abstractText(work.abstract));
  const subjects = textsOf(work.subject);
  if (subjects.length > 0) item.keyword = joinKeywords([...new Set(subjects)]);
  if (work.subtype === 'preprint') set('genre', 'preprint');
  readEvent(work.event, item);
  readBodies(work, item);
  const address = textOf(work.URL);
  if (address !== undefined && !/^https?:\/\/(?:dx\.)?doi\.org\//i.test(address)) item.URL = address;
  return { item, problems };
}

/** Of two titles, that of the series comes first and that of the book last; a journal's second is another form of its first. */
function readContainer(titles: readonly string[], item: CslItem): void {
  const [first, second] = titles;
  if (first === undefined) return;
  const isPart = item.type === 'chapter' || item.type === 'paper-conference' || item.type === 'entry';
  if (isPart && second !== undefined) {
    item['collection-title'] = first;
    item['container-title'] = second;
  } else item[item.type === 'book' || item.type === 'report' ? 'collection-title' : 'container-title'] = first;
}

function readEvent(event: unknown, item: CslItem): void {
  if (!isObject(event)) return;
  const [name, place] = [textOf(event.name), textOf(event.location)];
  if (name !== undefined) item['event-title'] = name;
  if (place !== undefined) item['event-place'] = place;
  const start = dateOf(event.start)?.['date-parts']?.[0];
  const end = dateOf(event.end)?.['date-parts']?.[0];
  if (start) item['event-date'] = { 'date-parts': end ? [start, end] : [start] };
}

/** The institution of a thesis or report, the place of it, and the body behind a standard. */
function readBodies(work: Record<string, unknown>, item: CslItem): void {
  const [institution] = Array.isArray(work.institution) ? work.institution : [work.institution];
  if (isObject(institution)) {
    const [name, place] = [textOf(institution.name), textOf(institution.place)];
    if (name !== undefined) item.publisher ??= name;
    if (place !== undefined) item['publisher-place'] ??= place;
  }
  const standards = work['standards-body'];
  const body = isObject(standards) ? textOf(standards.name) : undefined;
  if (body !== undefined) item.authority = body;
}

function nameOf(value: unknown): CslName[] {
  if (!isObject(value)) return [];
  const whole = textOf(value.name) ?? textOf(value.literal);
  const family = textOf(value.family);
  const given = textOf(value.given);
  const suffix = textOf(value.suffix);
  if (family === undefined)
    return whole !== undefined || given !== undefined ? [{ literal: whole ?? given ?? '' }] : [];
  const name: CslName = /[,{}\\]/.test(family) ? { family } : parseName(`${family},`);
  return [{ ...name, ...(given === undefined ? {} : { given }), ...(suffix === undefined ? {} : { suffix }) }];
}

function dateOf(value: unknown): CslDate | undefined {
  const [first] = isObject(value) && Array.isArray(value['date-parts']) ? value['date-parts'] : [];
  const parts = (Array.isArray(first) ? first : []).map(Number);
  const end = parts.findIndex((part) => !Number.isInteger(part) || part === 0);
  const known = end < 0 ? parts.slice(0, 3) : parts.slice(0, Math.min(end, 3));
  return known.length > 0 ? { 'date-parts': [known] } : undefined;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function textsOf(value: unknown): string[] {
  const all = Array.isArray(value) ? value : [value];
  return all.flatMap((one) => {
    const text = typeof one === 'string' ? richText(one) : typeof one === 'number' ? String(one) : '';
    return text === '' ? [] : [text];
  });
}

/** A text, or the first of a list of them. */
const textOf = (value: unknown): string | undefined => textsOf(value)[0];
