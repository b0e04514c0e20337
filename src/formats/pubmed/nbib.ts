import { bareDoi } from '../../domain/doi.ts';
import { isSureSuffix } from '../../domain/names.ts';
import { beginsWith, type Format } from '../format.ts';
import { linesOf } from '../lines.ts';
import type { TagField, TagRecord } from '../ris/record.ts';
import type { RisManner } from '../ris/to-csl.ts';
import { bodyName, readAsRis } from '../tagged/as-ris.ts';
import { RecordLines } from '../tagged/record-lines.ts';

/** Fields of MEDLINE (National Library of Medicine, "MEDLINE/PubMed Data Element Descriptions") and of ERIC in the words of RIS. */
const TAGS: { readonly [tag: string]: string } = {
  PMID: 'PMID',
  PMC: 'PMCID',
  TI: 'TI',
  CTI: 'T3',
  AD: 'AD',
  OID: 'AN',
  TT: 'OP',
  JT: 'JF',
  TA: 'J2',
  VI: 'VL',
  IP: 'IS',
  PG: 'SP',
  DP: 'PY',
  AB: 'AB',
  OAB: 'AB',
  OT: 'KW',
  MH: 'KW',
  IS: 'SN',
  ISSN: 'SN',
  ISBN: 'SN',
  PB: 'PB',
  EN: 'ET',
};

const FIELD = /^([A-Z][A-Z0-9]{1,4}) {0,3}- ?(.*)$/;
const STARTS = /^(?:PMID {0,3}-|OWN {0,3}- )/;

export const NBIB_MANNER: RisManner = { wholeKeywords: true };

/** PubMed and MEDLINE as PubMed, ERIC and Europe PMC save them (`.nbib`). Read only. */
export const nbibFormat: Format = {
  name: 'nbib',
  label: 'PubMed/MEDLINE',
  extensions: ['.nbib', '.medline'],
  detect: (head) =>
    beginsWith(head, /^PMID- {0,2}\d/m) || (beginsWith(head, /^OWN {0,2}- /m) && /^TI {2}- /m.test(head)),
  read: async (text, context) => {
    const records = splitNbib(text);
    const missing = 'no PubMed record found: a record has lines such as "PMID- 12345678" and "TI  - …"';
    return readAsRis(
      'nbib',
      records,
      toRis,
      records.length > 0 ? [] : [{ severity: 'error', message: missing }],
      context,
      NBIB_MANNER,
    );
  },
};

/** Records end at an empty line or where the first tag of one comes again. */
function splitNbib(text: string): TagRecord[] {
  const found = new RecordLines();
  for (const [index, source] of linesOf(text).entries()) {
    const line = source.trimEnd();
    if (line === '') {
      found.end();
      continue;
    }
    const [, tag, first = ''] = FIELD.exec(line) ?? [];
    if (tag === undefined) {
      // MEDLINE indents the further lines of a value.
      if (!found.goOn(line)) found.keep(line);
      continue;
    }
    if (!found.record || (STARTS.test(line) && found.record.fields.some(([own]) => own === tag)))
      found.begin(index + 1);
    found.field(tag, first);
  }
  found.end();
  return found.records;
}

/** The fields of a record of PubMed in the words of RIS. */
export function toRis({ fields }: TagRecord): TagField[] {
  const full = fields.some(([tag]) => tag === 'FAU');
  const type = typeOf(fields);
  const ris: TagField[] = [['TY', type]];
  for (const [tag, value] of fields) {
    const text = value.replace(/\s+/g, ' ');
    if (tag === 'FAU' || (tag === 'AU' && !full)) ris.push(['AU', author(text)]);
    else if (tag === 'CN') ris.push(['AU', bodyName(text)]);
    else if (tag === 'FED' || (tag === 'ED' && !fields.some(([own]) => own === 'FED'))) ris.push(['ED', author(text)]);
    else if (tag === 'LA') ris.push(['LA', language(text)]);
    else if (tag === 'LID' || tag === 'AID') ris.push(...identifier(text));
    else if (tag === 'TI' || (tag === 'BTI' && type === 'BOOK')) ris.push(['TI', title(text)]);
    else if (tag === 'BTI') ris.push(['T2', title(text)]);
    // The country of a journal, but the place where a book appeared.
    else if (tag === 'PL' && /^(?:BOOK|CHAP)$/.test(type)) ris.push(['CY', text]);
    else if (tag === 'ISSN') ris.push(['SN', text.replace(/^ISSN-/, '')]);
    else if (tag === 'MH') ris.push(['KW', text.replaceAll('*', '')]);
    else if (Object.hasOwn(TAGS, tag)) ris.push([TAGS[tag] ?? '', tag === 'AB' ? value : text]);
  }
  return ris;
}

/** "eng" → "en", as CSL wants it; "mul" and "und", which name no language, as they are. */
function language(text: string): string {
  return /^[a-z]{3}$/.test(text) ? (Intl.getCanonicalLocales(text)[0] ?? text) : text;
}

/** "Doe, Jane Jr" and "Doe J Jr": MEDLINE puts the family name first in both, and the suffix last. */
function author(text: string): string {
  if (text.includes(',')) return text;
  const words = text.split(' ');
  const suffix = words.length > 2 && isSureSuffix(words.at(-1) ?? '') ? words.pop() : undefined;
  const given = words.length > 1 && /^\p{Lu}{1,4}$/u.test(words.at(-1) ?? '') ? words.pop() : undefined;
  return given === undefined ? text : [words.join(' '), given, suffix].filter(Boolean).join(', ');
}

/** MEDLINE ends titles with a full stop, and puts translated ones into brackets. */
const title = (text: string): string => text.replace(/(?<!\.)\.$/, '').replace(/^\[(.*)\]$/, '$1');

function identifier(text: string): TagField[] {
  const doi = bareDoi(text.replace(/ \[doi\]$/, ''));
  if (doi) return [['DO', doi]];
  return /^https?:\/\/\S+$/.test(text) ? [['UR', text]] : [];
}

function typeOf(fields: readonly TagField[]): string {
  const types = fields.flatMap(([tag, value]) => (tag === 'PT' ? [value.toLowerCase()] : []));
  const has = (pattern: RegExp) => types.some((type) => pattern.test(type));
  if (fields.some(([tag]) => tag === 'BTI')) return fields.some(([tag]) => tag === 'TI') ? 'CHAP' : 'BOOK';
  if (has(/preprint/)) return 'UNPB';
  if (has(/dissertation|theses/)) return 'THES';
  if (has(/^books?$/)) return 'BOOK';
  if (has(/journal article/) || fields.some(([tag]) => tag === 'JT' || tag === 'TA')) return 'JOUR';
  return has(/^reports?\b/) ? 'RPRT' : 'GEN';
}
