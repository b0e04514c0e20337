import { parseDate } from '../../domain/dates/dates.ts';
import { bareDoi } from '../../domain/doi.ts';
import type { CslDate, CslItem, JsonObject } from '../../domain/study.ts';
import { parseAuthors } from './authors.ts';
import type { Label, LabelLine } from './labels.ts';

/** What label lines say of a study, as CSL variables. */
export interface Described {
  item: CslItem;
  /** Label lines that CSL-JSON does not hold whole, as they were written. */
  residue: JsonObject;
  /** What the user should know, without a place. */
  notes: string[];
}

const TEXT_VARIABLES: Partial<Record<Label, string>> = {
  journal: 'container-title',
  volume: 'volume',
  issue: 'issue',
  isbn: 'ISBN',
  issn: 'ISSN',
  publisher: 'publisher',
  'publisher-place': 'publisher-place',
  edition: 'edition',
  language: 'language',
};

const TYPES: readonly [RegExp, string][] = [
  [/\b(?:thesis|dissertation)\b/i, 'thesis'],
  [/\b(?:conference|proceedings)\b/i, 'paper-conference'],
  [/\bchapter\b/i, 'chapter'],
  [/\b(?:journal|research|review|original) article\b|^article$/i, 'article-journal'],
  [/\bpreprint\b/i, 'article'],
  [/^(?:book|monograph)$/i, 'book'],
  [/\breport\b/i, 'report'],
];

const NO_DATE =
  /^(?:n\.?\s?d\.?|no date|not dated|undated|unknown|not (?:stated|given|available|known)|none|n\/a|[-–—?]+)$/i;

/** The CSL item of a study with this title and these label lines. `type` is "report" unless a line says otherwise. */
export function describe(title: string, labels: readonly LabelLine[]): Described {
  const described: Described = {
    item: { id: '', type: 'report', title: withoutQuotes(title) },
    residue: {},
    notes: [],
  };
  for (const { label, value } of labels) if (value !== '') apply(described, label, value);
  const { item } = described;
  if (item.type === 'report' && typeof item['container-title'] === 'string') {
    item.type = /\b(?:proceedings|conference|symposium|workshop)\b/i.test(item['container-title'])
      ? 'paper-conference'
      : 'article-journal';
  }
  return described;
}

/** The identifier in `https://doi.org/10.…`, `doi: 10.…` or `10.…`; undefined when there is none. DOI Handbook, 2.2. */
export function doiOf(text: string): string | undefined {
  return /^\s*(?:https?:\/\/(?:dx\.|www\.)?doi\.org\/|doi:?\s*)?10\.\d/i.test(text) ? bareDoi(text) : undefined;
}

function apply(described: Described, label: Label, value: string): void {
  const { item } = described;
  const variable = TEXT_VARIABLES[label];
  if (label === 'author' || label === 'editor') addNames(described, label, value);
  else if (label === 'issued') addIssued(described, value);
  else if (label === 'journal') addJournal(item, value);
  else if (label === 'doi') {
    const doi = doiOf(value);
    if (doi) item.DOI ??= doi;
    else described.residue.doi = value;
  } else if (label === 'page') item.page ??= value.replace(/\s*[–—-]+\s*/g, '-');
  else if (label === 'keyword') item.keyword ??= keywords(value);
  else if (label === 'url') {
    const doi = doiOf(value);
    if (doi) item.DOI ??= doi;
    else if (/^https?:\/\/\S+$/i.test(value)) item.URL ??= value;
  } else if (label === 'type') {
    const type = TYPES.find(([pattern]) => pattern.test(value))?.[1];
    if (type) item.type = type;
    if (!type || type === 'report' || type === 'thesis') item.genre ??= value;
  } else if (variable) item[variable] ??= value;
}

function addNames(described: Described, label: 'author' | 'editor', value: string): void {
  const { names, left } = parseAuthors(value);
  const before = described.item[label];
  const all = [...(Array.isArray(before) ? before : []), ...names];
  if (all.length > 0) described.item[label] = all;
  if (left.length === 0) return;
  described.residue[label] = value;
  described.notes.push(`not taken for names: ${left.map((text) => `"${text}"`).join(', ')}`);
}

function addIssued({ item, residue }: Described, value: string): void {
  if (item.issued !== undefined || NO_DATE.test(value)) return;
  const whole = pageDate(value);
  if (whole.literal === undefined) {
    item.issued = whole;
    return;
  }
  const [date, rest] = datedPart(value) ?? [whole, ''];
  item.issued = date;
  if (rest.split(' ').length > 1 && /^\p{Lu}/u.test(rest) && !/revis|updat|accept|online|edition/i.test(rest))
    addJournal(item, rest);
  else if (rest !== '') residue.issued = value;
}

/** The date in "Journal of Communication, 2016", "2016, Journal of Communication", "2017 in Science", "2017 (revised 2018)". */
function datedPart(value: string): [CslDate, string] | undefined {
  const last = Math.max(value.lastIndexOf(','), value.lastIndexOf('('));
  const after = last > 0 ? pageDate(value.slice(last + 1).replace(/\)\s*$/, '')) : undefined;
  const venue = value.slice(0, Math.max(last, 0)).trim();
  if (after && after.literal === undefined && !/\d{4}/.test(venue)) return [after, venue];
  const first = /^([^(,;]{4,40}?)(?:\s*[(,;]\s*|\s+in\s+(?:the\s+)?)(.+)$/i.exec(value);
  const before = first ? pageDate(first[1] ?? '') : undefined;
  return before && before.literal === undefined ? [before, (first?.[2] ?? '').replace(/\)$/, '').trim()] : undefined;
}

/** Whether a text is a date and nothing else. */
export const isDate = (text: string): boolean => !/[.,;]$/.test(text) && pageDate(text).literal === undefined;

/** Dates as pages write them. Numbers parted by slashes are read only where they can mean one day. */
function pageDate(value: string): CslDate {
  const text = value.trim().replace(/[.,;]+$/, '');
  const numbers = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/.exec(text);
  if (numbers) {
    const [first, mark, second, year] = [Number(numbers[1]), numbers[2], Number(numbers[3]), Number(numbers[4])];
    const dayFirst = mark === '.' || first > 12 || first === second;
    const [day, month] = dayFirst ? [first, second] : [second, first];
    const told = dayFirst || second > 12;
    if (told && month >= 1 && month <= 12 && day >= 1 && day <= 31) return { 'date-parts': [[year, month, day]] };
  }
  return parseDate(text.replace(/^(?:online|on|in)\s+/i, '').replace(/^\p{L}+day,?\s+/iu, ''));
}

/** "Journal of Communication, 66(1), 183–205" is a journal, a volume, an issue and pages. */
function addJournal(item: CslItem, value: string): void {
  const match =
    /^([^\d]{3,200}?)[,.]?\s+(?:vol(?:ume)?\.?\s*)?(\d{1,4})\s*(?:\(([^()]{1,20})\))?(?:\s*[,:]\s*(?:pp?\.?\s*)?(\w{1,8}(?:\s*[-–—]\s*\w{1,8})?))?[.\s]*$/i.exec(
      value,
    );
  // "Journal of Things 2016" has a year there, not a volume.
  if (!match || (/^(?:19|20)\d\d$/.test(match[2] ?? '') && !match[3] && !match[4])) {
    item['container-title'] ??= value.replace(/[.,;]\s*$/, '');
    return;
  }
  item['container-title'] ??= (match[1] ?? '').trim();
  item.volume ??= match[2];
  if (match[3]) item.issue ??= match[3].replace(/[–—]/g, '-');
  if (match[4]) item.page ??= match[4].replace(/\s*[–—-]\s*/g, '-');
}

const keywords = (value: string): string =>
  value
    .split(value.includes(';') ? /\s*;\s*/ : /\s*[,|·•]\s*/)
    .map((word) => word.replace(/\.$/, '').trim())
    .filter((word) => word !== '')
    .join(', ');

const withoutQuotes = (title: string): string => /^[“"]([^“”"]+)[”"]$/.exec(title)?.[1] ?? title;
