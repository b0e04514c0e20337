import { date, names, text } from '../../domain/csl.ts';
import { bareDoi } from '../../domain/doi.ts';
import { splitKeywords } from '../../domain/keywords.ts';
import type { CslItem } from '../../domain/study.ts';
import { oneLine, unwrapped } from '../../domain/text/one-line.ts';
import { readNote } from '../screening/notes.ts';
import { writeDate } from './dates.ts';
import { writeName } from './names.ts';
import type { TagField } from './record.ts';
import { risTypeOf, type Shape, shapeOf } from './types.ts';

type Write = (item: CslItem, shape: Shape) => TagField[];

const plain =
  (variable: string, tag: string | ((shape: Shape, item: CslItem) => string | undefined)): Write =>
  (item, shape) => {
    const value = text(item, variable);
    const name = typeof tag === 'string' ? tag : tag(shape, item);
    return value === undefined || name === undefined ? [] : [[name, oneLine(value)]];
  };

/** Text with an empty line between its paragraphs, on one line where a paragraph would be taken for a field. */
const prose =
  (variable: string, tagOf: (value: string) => string): Write =>
  (item) => {
    const value = text(item, variable);
    if (value === undefined) return [];
    const paragraphs = unwrapped(value);
    const tag = tagOf(value);
    return [[tag, /\n\s{0,3}\w{2,5}\s{0,3}-/.test(paragraphs) ? oneLine(value) : paragraphs]];
  };

const nameList =
  (variable: string, tag: (shape: Shape) => string | undefined): Write =>
  (item, shape) => {
    const own = tag(shape);
    return own === undefined ? [] : names(item, variable).map((name): TagField => [own, writeName(name)]);
  };

/** One field for each part of a list: readers of RIS take a tag for one number. */
function eachOf(variable: string, tag: string): Write {
  return (item) =>
    (text(item, variable) ?? '')
      .split(/[,;\n]/)
      .map((part): TagField => [tag, oneLine(part)])
      .filter(([, part]) => part !== '');
}

/** In a record of another database the accession number is that database's. */
const isFromPubmed = (item: CslItem): boolean => /^(?:|.*(?:pubmed|medline).*)$/i.test(text(item, 'source') ?? '');

const isNumbered = (item: CslItem): boolean =>
  /^(?:report|patent|bill|legislation|regulation|standard)$/.test(item.type);

/** The CSL variables that RIS can say, in the order in which a record is written. */
const WRITERS: ReadonlyMap<string, Write> = new Map<string, Write>([
  ['type', (item) => [['TY', risTypeOf(item.type).type]]],
  ['id', (item) => (item.id === '' ? [] : [['ID', oneLine(item.id)]])],
  ['author', nameList('author', () => 'AU')],
  ['issued', writeIssued],
  // Where the work has no date yet, readers look here for what it has instead.
  ['status', (item) => (date(item, 'issued') ? [] : plain('status', 'PY')(item, shapeOf(item.type)))],
  ['title', plain('title', 'TI')],
  ['title-short', plain('title-short', 'ST')],
  ['original-title', plain('original-title', 'OP')],
  [
    'container-title',
    plain('container-title', (shape) =>
      shape === 'article' ? 'JF' : shape === 'part' || shape === 'other' ? 'T2' : undefined,
    ),
  ],
  [
    'container-title-short',
    plain('container-title-short', (shape) => (shape === 'whole' || shape === 'thesis' ? undefined : 'J2')),
  ],
  [
    'collection-title',
    plain('collection-title', (shape) => (shape === 'whole' ? 'T2' : shape === 'thesis' ? undefined : 'T3')),
  ],
  ['editor', nameList('editor', (shape) => (shape === 'whole' || shape === 'thesis' ? 'ED' : 'A2'))],
  // Elsewhere a third kind of author is somebody else, such as the producer of a film.
  [
    'collection-editor',
    nameList('collection-editor', (shape) => (shape === 'whole' ? 'A2' : shape === 'part' ? 'A3' : undefined)),
  ],
  ['translator', nameList('translator', () => 'A4')],
  ['volume', plain('volume', 'VL')],
  ['number-of-volumes', plain('number-of-volumes', 'NV')],
  ['issue', plain('issue', (_shape, item) => (isNumbered(item) ? undefined : 'IS'))],
  [
    'number',
    plain('number', (shape, item) =>
      isNumbered(item) ? 'IS' : shape === 'article' && !text(item, 'page') ? 'C7' : undefined,
    ),
  ],
  [
    'collection-number',
    plain('collection-number', (shape, item) =>
      shape === 'part' || /^(?:book|classic|pamphlet)$/.test(item.type) || (isNumbered(item) && text(item, 'number'))
        ? 'M1'
        : undefined,
    ),
  ],
  ['page', writePages],
  [
    'number-of-pages',
    plain('number-of-pages', (shape, item) =>
      (shape === 'whole' || shape === 'thesis') && !text(item, 'page') ? 'SP' : undefined,
    ),
  ],
  ['edition', plain('edition', 'ET')],
  ['section', plain('section', 'SE')],
  ['publisher', plain('publisher', 'PB')],
  ['publisher-place', plain('publisher-place', 'CY')],
  ['ISBN', eachOf('ISBN', 'SN')],
  ['ISSN', eachOf('ISSN', 'SN')],
  ['DOI', writeDoi],
  ['PMID', plain('PMID', (_shape, item) => (isFromPubmed(item) ? 'AN' : 'C2'))],
  ['PMCID', plain('PMCID', 'C2')],
  ['URL', plain('URL', 'UR')],
  ['accessed', (item) => dateField(item, 'accessed', 'Y2')],
  ['language', plain('language', 'LA')],
  ['genre', plain('genre', (shape) => (shape === 'article' ? undefined : 'M3'))],
  ['source', plain('source', 'DB')],
  ['archive_location', plain('archive_location', 'AV')],
  ['call-number', plain('call-number', 'CN')],
  ['abstract', prose('abstract', () => 'AB')],
  ['note', prose('note', () => 'M2')],
  // What would be taken for a remark of a database is a research note, which no database writes.
  ['annote', prose('annote', (value) => (readNote(value).text === unwrapped(value) ? 'N1' : 'RN'))],
  ['keyword', (item) => splitKeywords(text(item, 'keyword') ?? '').map((word): TagField => ['KW', word])],
]);

/** Variables that RIS has, in the order of a record. */
export const RIS_VARIABLES: readonly string[] = [...WRITERS.keys()];

/** The fields of one variable of an item; none when the item lacks it, or RIS has no place for it in this type. */
export function risFields(item: CslItem, variable: string): TagField[] {
  return WRITERS.get(variable)?.(item, shapeOf(item.type)) ?? [];
}

function writeIssued(item: CslItem): TagField[] {
  const issued = date(item, 'issued');
  if (!issued) return [];
  const whole = writeDate(issued);
  const year = /^(\d{4})\//.exec(whole)?.[1];
  if (year === undefined) return whole === '' ? [] : [['PY', whole]];
  const fields: TagField[] = [['PY', year]];
  if (whole !== `${year}///`) fields.push(['DA', whole]);
  return fields;
}

function dateField(item: CslItem, variable: string, tag: string): TagField[] {
  const value = date(item, variable);
  const whole = value ? writeDate(value) : '';
  return whole === '' ? [] : [[tag, whole]];
}

/** Without an address, which programs would put before it once more. */
function writeDoi(item: CslItem): TagField[] {
  const doi = text(item, 'DOI');
  return doi === undefined ? [] : [['DO', oneLine(bareDoi(doi) ?? doi)]];
}

function writePages(item: CslItem): TagField[] {
  const page = text(item, 'page');
  if (page === undefined) return [];
  const range = /^([^\s,;-]+)\s*[-–—]+\s*([^\s,;-]+)$/.exec(page);
  if (!range) return [['SP', oneLine(page)]];
  return [
    ['SP', range[1] ?? ''],
    ['EP', range[2] ?? ''],
  ];
}
