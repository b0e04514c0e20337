import type { Diagnostic } from '../../domain/diagnostic.ts';
import { beginsWith, type Format } from '../format.ts';
import { linesOf } from '../lines.ts';
import type { TagField, TagRecord } from '../ris/record.ts';
import { readAsRis } from '../tagged/as-ris.ts';
import { RecordLines } from '../tagged/record-lines.ts';

const START = /^Record #\d+ of \d+[^\S\n]*$/m;
const FIELD = /^([A-Z][A-Z0-9]{1,3}): ?(.*)$/;

/** The Cochrane Library's "plain text" export of reviews, trials, protocols and editorials. Read only. */
export const cochraneFormat: Format = {
  name: 'cochrane',
  label: 'Cochrane Library',
  extensions: [],
  detect: (head) => beginsWith(head, START) && /^(?:ID|AU|TI): /m.test(head),
  read: async (text, context) => {
    const { records, diagnostics } = splitCochrane(text);
    return readAsRis('cochrane', records, toRis, diagnostics, context, { wholeKeywords: true });
  },
};

/** A record begins at its "Record #1 of 2"; lines without a tag go on with the value above. */
function splitCochrane(text: string): { records: TagRecord[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const found = new RecordLines();
  for (const [index, source] of linesOf(text).entries()) {
    const line = source.trimEnd();
    if (START.test(line)) {
      found.keep(line);
      found.begin(index + 1);
      continue;
    }
    const [, tag, first = ''] = FIELD.exec(line) ?? [];
    if (found.record && tag !== undefined) found.field(tag, first);
    else if (!found.goOn(line)) found.keep(line);
  }
  found.end();
  const { records } = found;
  for (const { line, fields } of records) {
    if (fields.some(([tag]) => tag === 'TI')) continue;
    const empty = fields.length === 0;
    const message = empty ? 'this record is empty; left out' : 'this record has no title';
    diagnostics.push({ severity: empty ? 'error' : 'warning', message, line });
  }
  const full = records.filter(({ fields }) => fields.length > 0);
  if (full.length === 0) {
    const message = 'no record of the Cochrane Library found: a record has lines such as "Record #1 of 2" and "TI: …"';
    diagnostics.push({ severity: 'error', message });
  }
  return { records: full, diagnostics };
}

/** Fields of the Cochrane Library's text export in the words of RIS. */
const TAGS: { readonly [tag: string]: string } = {
  TI: 'TI',
  ET: 'ET',
  YR: 'PY',
  VL: 'VL',
  NO: 'IS',
  PG: 'SP',
  DOI: 'DO',
  US: 'UR',
  AB: 'AB',
  PB: 'PB',
  SN: 'SN',
  LA: 'LA',
  ID: 'AN',
};

/** The fields of a record of the Cochrane Library in the words of RIS. */
export function toRis({ fields }: TagRecord): TagField[] {
  const type = fields.find(([tag]) => tag === 'PT')?.[1] ?? '';
  const registered = /trial registry/i.test(type);
  const ris: TagField[] = [['TY', registered ? 'ELEC' : 'JOUR']];
  for (const [tag, value] of fields) {
    const text = value.replace(/\s+/g, ' ');
    if (text === '') continue;
    if (tag === 'AU') ris.push(['AU', text]);
    else if (tag === 'SO') ris.push(...source(text, registered));
    else if (tag === 'PM') ris.push(['PMID', text.replace(/\D/g, '')]);
    else if (tag === 'KY') ris.push(...keywords(text));
    else if (Object.hasOwn(TAGS, tag)) ris.push([TAGS[tag] ?? '', tag === 'AB' ? value : text]);
  }
  return ris;
}

/** The journal; of a trial that is only registered, the registry or its address. */
function source(text: string, registered: boolean): TagField[] {
  if (/^https?:\/\/\S+$/i.test(text)) return [['UR', text]];
  return [[registered ? 'T2' : 'JF', text]];
}

/** "Adult; *Depression [drug therapy, psychology]": an asterisk marks what the record is mainly about. */
const keywords = (text: string): TagField[] =>
  text.split(/\s*;\s*/).flatMap((word): TagField[] => {
    const bare = word.replaceAll('*', '').trim();
    return bare === '' ? [] : [['KW', bare]];
  });
