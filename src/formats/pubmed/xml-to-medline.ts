import { monthName } from '../../domain/dates/month-names.ts';
import type { TagField, TagRecord } from '../ris/record.ts';
import { toRis as medlineToRis } from './nbib.ts';

/** Elements of PubMed's XML, by path without counters, in the tags of MEDLINE. */
const ELEMENTS: { readonly [path: string]: string } = {
  'MedlineCitation/PMID': 'PMID',
  'MedlineCitation/Article/Journal/ISSN': 'IS',
  'MedlineCitation/MedlineJournalInfo/ISSNLinking': 'IS',
  'MedlineCitation/Article/Journal/JournalIssue/Volume': 'VI',
  'MedlineCitation/Article/Journal/JournalIssue/Issue': 'IP',
  'MedlineCitation/Article/Journal/Title': 'JT',
  'MedlineCitation/Article/Journal/ISOAbbreviation': 'TA',
  'MedlineCitation/Article/ArticleTitle': 'TI',
  'MedlineCitation/Article/VernacularTitle': 'TT',
  'MedlineCitation/Article/Pagination/MedlinePgn': 'PG',
  'MedlineCitation/Article/Language': 'LA',
  'MedlineCitation/Article/PublicationTypeList/PublicationType': 'PT',
  'MedlineCitation/Article/AuthorList/Author/AffiliationInfo/Affiliation': 'AD',
  'MedlineCitation/KeywordList/Keyword': 'OT',
  'BookDocument/PMID': 'PMID',
  'BookDocument/ArticleTitle': 'TI',
  'BookDocument/VernacularTitle': 'TT',
  'BookDocument/Pagination/MedlinePgn': 'PG',
  'BookDocument/Language': 'LA',
  'BookDocument/PublicationType': 'PT',
  'BookDocument/KeywordList/Keyword': 'OT',
  'BookDocument/Book/BookTitle': 'BTI',
  'BookDocument/Book/CollectionTitle': 'CTI',
  'BookDocument/Book/Publisher/PublisherName': 'PB',
  'BookDocument/Book/Publisher/PublisherLocation': 'PL',
  'BookDocument/Book/Edition': 'EN',
  'BookDocument/Book/Volume': 'VI',
  'BookDocument/Book/Isbn': 'ISBN',
};

const AUTHOR =
  /^((MedlineCitation\/Article|BookDocument|BookDocument\/Book)\/AuthorList(?:\[\d+\])?)\/Author(?:\[\d+\])?\/(\w+)$/;
const IDENTIFIER =
  /^(?:PubmedData|BookDocument|PubmedBookData)\/ArticleIdList\/ArticleId(?:\[\d+\])?$|\/ELocationID(?:\[\d+\])?$/;
const ABSTRACT = /^(?:MedlineCitation\/Article|BookDocument)\/Abstract\/AbstractText(?:\[\d+\])?$/;
const DATE = /^(?:MedlineCitation\/Article\/Journal\/JournalIssue|BookDocument\/Book)\/PubDate\/(\w+)$/;
const HEADING =
  /^(MedlineCitation\/MeshHeadingList\/MeshHeading(?:\[\d+\])?)\/(DescriptorName|QualifierName)(?:\[\d+\])?$/;

/** Whether something is made of the element or attribute at a path; `inRis` counts what RIS has a tag for and CSL has not. */
export function isUsedPath(path: string, inRis: boolean): boolean {
  const plain = withoutCounters(path);
  if (ELEMENTS[plain] === 'AD') return inRis;
  return (
    Object.hasOwn(ELEMENTS, plain) ||
    // Attributes say how their element is meant, and go with it.
    path.includes('@') ||
    /\/AuthorList\/Author\/(?:LastName|ForeName|Initials|Suffix|CollectiveName)$/.test(plain) ||
    [IDENTIFIER, ABSTRACT, DATE, HEADING].some((pattern) => pattern.test(path))
  );
}

/** The name of the element at a path. */
export const elementName = (path: string): string => withoutCounters(path).split('/').at(-1) ?? path;

const withoutCounters = (path: string): string => path.replace(/\[\d{1,9}\]/g, '');

/** The fields of a record of PubMed XML in the words of RIS. */
export function toRis(record: TagRecord): TagField[] {
  const { fields } = record;
  const whole = !fields.some(([path]) => path === 'BookDocument/ArticleTitle');
  const { medline, more } = names(fields, whole);
  const date: { [part: string]: string } = {};
  const headings = new Map<string, string[]>();
  const attributes = new Map(fields.filter(([path]) => path.includes('@')));
  for (const [path, value] of fields) {
    const tag = ELEMENTS[withoutCounters(path)];
    const heading = HEADING.exec(path)?.[1];
    const part = DATE.exec(path)?.[1];
    if (part !== undefined) date[part] ??= value;
    else if (heading !== undefined) headings.set(heading, [...(headings.get(heading) ?? []), value]);
    else if (IDENTIFIER.test(path)) medline.push(...identifier(value, attributes, path));
    else if (ABSTRACT.test(path)) {
      const label = attributes.get(`${path}@Label`);
      medline.push(['AB', label ? `${label}: ${value}` : value]);
    } else if (tag !== undefined) medline.push([tag, value]);
  }
  const published = dateText(date);
  if (published !== '') medline.push(['DP', published]);
  for (const words of headings.values()) medline.push(['MH', words.join('/')]);
  return [...medlineToRis({ ...record, fields: abstractTogether(medline) }), ...more];
}

/** The paragraphs of a structured abstract in one field, as they belong together. */
function abstractTogether(fields: readonly TagField[]): TagField[] {
  const paragraphs = fields.flatMap(([tag, value]) => (tag === 'AB' ? [value] : []));
  const others = fields.filter(([tag]) => tag !== 'AB');
  return paragraphs.length === 0 ? others : [...others, ['AB', paragraphs.join('\n\n')]];
}

/** The authors and editors of the work, and those of the book that it is a part of. */
function names(fields: readonly TagField[], whole: boolean): { medline: TagField[]; more: TagField[] } {
  const people = new Map<string, { list: string; of: string; parts: Map<string, string> }>();
  for (const [path, value] of fields) {
    const [, list = '', of = '', part = ''] = AUTHOR.exec(path) ?? [];
    if (part === '') continue;
    const id = path.slice(0, path.lastIndexOf('/'));
    const person = people.get(id) ?? { list, of, parts: new Map<string, string>() };
    person.parts.set(part, value);
    people.set(id, person);
  }
  const types = new Map(fields.filter(([path]) => path.endsWith('@Type')));
  const medline: TagField[] = [];
  const more: TagField[] = [];
  for (const { list, of, parts } of people.values()) {
    const body = parts.get('CollectiveName');
    const name = body ?? personName(parts);
    if (name === '') continue;
    const isEditor = types.get(`${list}@Type`) === 'editors';
    const ofBook = of === 'BookDocument/Book' && !whole;
    if (isEditor) medline.push(['FED', body === undefined ? name : `{${name}}`]);
    else if (ofBook) more.push(['csl:container-author', body === undefined ? name : `{${name}}`]);
    else medline.push([body === undefined ? 'FAU' : 'CN', name]);
  }
  return { medline, more };
}

function personName(parts: ReadonlyMap<string, string>): string {
  const family = parts.get('LastName') ?? '';
  const given = parts.get('ForeName') ?? parts.get('Initials');
  if (family === '') return given ?? '';
  // One name of several words is a name whole.
  if (given === undefined) return family.includes(' ') ? `{${family}}` : family;
  return [family, given, parts.get('Suffix')].filter(Boolean).join(', ');
}

function identifier(value: string, attributes: ReadonlyMap<string, string>, path: string): TagField[] {
  const type = attributes.get(`${path}@IdType`) ?? attributes.get(`${path}@EIdType`);
  if (attributes.get(`${path}@ValidYN`) === 'N') return [];
  if (type === 'doi') return [['LID', `${value} [doi]`]];
  if (type === 'pmc') return [['PMC', value]];
  return type === 'pubmed' ? [['PMID', value]] : [];
}

/** As MEDLINE writes it: "2019 Oct 12", "2016 Nov-Dec", "2000 Spring". */
function dateText({ Year, Month, Day, Season, MedlineDate }: { [part: string]: string }): string {
  if (Year === undefined) return MedlineDate ?? '';
  const number = /^\d{1,2}$/.test(Month ?? '') ? Number(Month) : 0;
  const month = number >= 1 && number <= 12 ? monthName(number).slice(0, 3) : Month;
  return [Year, month ?? Season, month === undefined ? undefined : Day].filter(Boolean).join(' ');
}
