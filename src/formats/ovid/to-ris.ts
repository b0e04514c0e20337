import type { TagField, TagRecord } from '../ris/record.ts';
import { readSource } from './source.ts';

/** Names of fields in the numbered form as the tags of the other; further tags and names stay residue. */
const NAMES: { readonly [name: string]: string } = {
  title: 'TI',
  'original title': 'TT',
  'vernacular title': 'TT',
  author: 'AU',
  authors: 'AU',
  'author/editor': 'AU',
  'authors full name': 'FA',
  'author full name': 'FA',
  editor: 'ED',
  editors: 'ED',
  source: 'SO',
  'journal name': 'JT',
  journal: 'JT',
  'abbreviated source': 'TA',
  'journal abbreviation': 'TA',
  'book title': 'BT',
  volume: 'VI',
  issue: 'IP',
  'issue/part': 'IP',
  page: 'PG',
  pages: 'PG',
  'page range': 'PG',
  'year of publication': 'YR',
  'publication year': 'YR',
  'date of publication': 'DP',
  'publication date': 'DP',
  abstract: 'AB',
  'digital object identifier': 'DO',
  'doi number': 'DO',
  doi: 'DO',
  'unique identifier': 'UI',
  pmid: 'PM',
  'pubmed id': 'PM',
  'accession number': 'AN',
  language: 'LG',
  issn: 'IS',
  'issn print': 'IS',
  'issn electronic': 'IS',
  'issn linking': 'IS',
  isbn: 'IB',
  'author keywords': 'KW',
  keyword: 'KW',
  keywords: 'KW',
  'keyword heading': 'KW',
  'key concepts': 'KW',
  'mesh subject headings': 'MH',
  'subject headings': 'MH',
  'index terms': 'MH',
  'publication type': 'PT',
  'document type': 'PT',
  publisher: 'PB',
  database: 'DB',
};

/** Ovid's tags ("Reprint/Medlars", "Citavi") in the words of RIS. */
const TAGS: { readonly [tag: string]: string } = {
  TT: 'OP',
  TA: 'J2',
  VI: 'VL',
  VO: 'VL',
  IP: 'IS',
  PG: 'SP',
  DP: 'DA',
  DG: 'DA',
  AB: 'AB',
  AN: 'AN',
  LG: 'LA',
  IS: 'SN',
  IB: 'SN',
  PB: 'PB',
  PL: 'CY',
  EN: 'ET',
  DB: 'DB',
  PN: 'M1',
};

/** The fields of a record of Ovid in the words of RIS. */
export function toRis({ fields }: TagRecord): TagField[] {
  const tagged = fields.flatMap(([name, value]): TagField[] => {
    const tag = /^[A-Z][A-Z0-9]$/.test(name) ? name : NAMES[name.toLowerCase()];
    return value === '' || tag === undefined ? [] : [[tag, value]];
  });
  const first = (...tags: string[]) => tagged.find(([tag]) => tags.includes(tag))?.[1];
  const type = typeOf(tagged.flatMap(([tag, value]) => (tag === 'PT' || tag === 'DT' ? [value] : [])));
  const source = readSource(first('SO') ?? '');
  const medline = /medline|pubmed/i.test(first('DB') ?? 'MEDLINE');
  const ris: TagField[] = [['TY', type]];
  for (const [tag, value] of tagged) {
    const text = value.replace(/\s+/g, ' ');
    if (tag === 'FA' || (tag === 'AU' && first('FA') === undefined)) ris.push(...names('AU', parted(value)));
    else if (tag === 'ED') ris.push(...names(type === 'BOOK' ? 'ED' : 'A2', value));
    else if (tag === 'TI') ris.push(['TI', title(text)]);
    else if (tag === 'JT' || tag === 'JN' || tag === 'BT')
      ris.push([type === 'JOUR' ? 'JF' : 'T2', text.replace(/\.$/, '')]);
    else if (tag === 'YR') ris.push(['PY', /\d{4}/.exec(text)?.[0] ?? text]);
    else if (tag === 'DO' || tag === 'DI') ris.push(['DO', text]);
    else if (tag === 'UI' && medline) ris.push(...pmid(text));
    else if (tag === 'PM') ris.push(...pmid(text));
    else if (tag === 'KW' || tag === 'MH' || tag === 'DE') ris.push(...keywords(value));
    else if (tag === 'SO') ris.push(...fromSource(source, type, (...own) => first(...own) === undefined));
    else if (Object.hasOwn(TAGS, tag)) ris.push([TAGS[tag] ?? '', tag === 'AB' ? value : text.replace(/\.$/, '')]);
  }
  return ris;
}

function fromSource(
  source: ReturnType<typeof readSource>,
  type: string,
  lacks: (...tags: string[]) => boolean,
): TagField[] {
  const { container, editors, volume, issue, pages, date } = source;
  const ris: TagField[] = [];
  if (container && type !== 'BOOK' && lacks('JT', 'JN', 'BT')) ris.push([type === 'JOUR' ? 'JF' : 'T2', container]);
  if (lacks('ED')) for (const editor of editors) ris.push(['A2', editor]);
  if (volume && lacks('VI', 'VO')) ris.push(['VL', volume]);
  if (issue && lacks('IP')) ris.push(['IS', issue]);
  if (pages && lacks('PG')) ris.push(['SP', pages]);
  if (date && lacks('DP', 'DG')) ris.push(['DA', date]);
  return ris;
}

/** One name a line, or several parted by ";". What stands in brackets is no part of a name: "[Author, Reprint Author; E-mail: …]". */
function names(tag: string, value: string): TagField[] {
  return parts(value.replace(/\[[^[\]]{0,300}\]/g, '')).map((name): TagField => {
    let end = name.length;
    while (end > 0 && /[\s\d,+*]/.test(name[end - 1]!)) end--;
    return [tag, name.slice(0, end).replace(/(\p{Ll}{2})\.$/u, '$1')];
  });
}

const FAMILY_AND_INITIALS =
  /^[\p{Lu}\p{Ll}][\p{L}'’ -]{1,60}?,? (?:\p{Lu}[.-]?){1,4}(?: (?:Jr|Sr|II|III|IV|2nd|3rd))?$/u;

/** Ovid's citation puts its authors on one line, parted by full stops: `Smith J. Doe AB.` */
function parted(value: string): string {
  const found = value.trim().replace(/\.$/, '').split(/\.\s+/);
  return found.length > 1 && found.every((name) => FAMILY_AND_INITIALS.test(name)) ? found.join('\n') : value;
}

/** What stands on lines of their own, or between semicolons. */
const parts = (value: string): string[] =>
  value
    .replace(/[^\S\n]+/g, ' ')
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Without the full stop and without the kind of work that some databases put behind it. */
const title = (text: string): string =>
  text.replace(/\s*\[(?:Article|Report|Review|References|Miscellaneous)\]\.?$/i, '').replace(/(?<!\.)\.$/, '');

const pmid = (text: string): TagField[] => (/^\d{1,9}$/.test(text) ? [['PMID', text]] : []);

const keywords = (value: string): TagField[] =>
  parts(value).flatMap((word): TagField[] => {
    const bare = word
      .replace(/^\*|\.$/g, '')
      .replace('/*', '/')
      .trim();
    return bare === '' ? [] : [['KW', bare]];
  });

function typeOf(types: readonly string[]): string {
  const has = (pattern: RegExp) => types.some((type) => pattern.test(type));
  if (has(/chapter/i)) return 'CHAP';
  if (has(/dissertation|thesis/i)) return 'THES';
  if (has(/\bbook\b(?! review)/i)) return 'BOOK';
  if (has(/patent/i)) return 'PAT';
  if (has(/newspaper/i)) return 'NEWS';
  if (has(/technical report/i)) return 'RPRT';
  return 'JOUR';
}
