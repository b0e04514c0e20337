import { beginsWith, type Format } from '../format.ts';
import { SEMICOLON } from '../html-entities.ts';
import { linesOf } from '../lines.ts';
import type { TagField, TagRecord } from '../ris/record.ts';
import { readAsRis } from '../tagged/as-ris.ts';
import { RecordLines } from '../tagged/record-lines.ts';
import { risTypeOfEndNote } from './types.ts';

/** Fields of EndNote's tagged import format ("EndNote Import", after refer) in the words of RIS. */
const TAGS: { readonly [tag: string]: string } = {
  A: 'AU',
  B: 'T2',
  C: 'CY',
  D: 'PY',
  E: 'ED',
  F: 'ID',
  G: 'LA',
  I: 'PB',
  J: 'JF',
  K: 'KW',
  L: 'CN',
  M: 'AN',
  N: 'IS',
  P: 'SP',
  Q: 'OP',
  R: 'DO',
  S: 'T3',
  T: 'TI',
  U: 'UR',
  V: 'VL',
  W: 'DP',
  X: 'AB',
  Y: 'A3',
  Z: 'N1',
  '1': 'C1',
  '2': 'C2',
  '3': 'C3',
  '4': 'C4',
  '#': 'C5',
  $: 'C6',
  ']': 'C7',
  '+': 'AD',
  '>': 'L1',
  '6': 'NV',
  '7': 'ET',
  '8': 'DA',
  '9': 'M3',
  '?': 'A4',
  '@': 'SN',
  '!': 'ST',
  '&': 'SE',
  '[': 'Y2',
  '~': 'DB',
};

const FIELD = /^%([0-9A-Z?@!#$&()*+[\]^~<>:.,'"|=-])(?: +(.*)|)$/;

/** EndNote's tagged format (`.enw`), as EndNote, Google Scholar and publishers' sites write it. Read only. */
export const enwFormat: Format = {
  name: 'enw',
  label: 'EndNote (tagged)',
  extensions: ['.enw'],
  detect: (head) => beginsWith(head, /^%0 [A-Z]/m) || (beginsWith(head, /^%T \S/m) && beginsWith(head, /^%[AD] \S/m)),
  read: async (text, context) => {
    const records = splitEnw(text);
    const missing = 'no EndNote record found: a record has lines such as "%0 Journal Article" and "%T …"';
    return readAsRis(
      'enw',
      records,
      toRis,
      records.length > 0 ? [] : [{ severity: 'error', message: missing }],
      context,
    );
  },
};

/** A record ends at an empty line with a field after it, or where its type or title comes again. */
function splitEnw(text: string): TagRecord[] {
  const found = new RecordLines();
  let gap = false;
  for (const [index, source] of linesOf(text).entries()) {
    const line = source.trimEnd();
    const [, tag, first = ''] = FIELD.exec(line) ?? [];
    if (tag === undefined) {
      if (!found.goOn(line)) found.keep(line);
      gap = line === '';
      continue;
    }
    const again = (tag === '0' || tag === 'T') && found.record?.fields.some(([own]) => own === `%${tag}`);
    if (!found.record || gap || again) found.begin(index + 1);
    found.field(`%${tag}`, first);
    gap = false;
  }
  found.end();
  return found.records;
}

/** The fields of a record of EndNote (tagged) in the words of RIS. */
export function toRis({ fields }: TagRecord): TagField[] {
  const written = fields.find(([tag]) => tag === '%0')?.[1];
  const journal = fields.some(([tag]) => /^%[JN]$/.test(tag)) || fields.some(([tag]) => tag === '%V');
  const type = risTypeOfEndNote(written ?? '') ?? written ?? (journal ? 'JOUR' : 'GEN');
  const ris: TagField[] = [['TY', type]];
  for (const [source, value] of fields) {
    const tag = source.slice(1);
    const name = Object.hasOwn(TAGS, tag) ? TAGS[tag] : undefined;
    if (value === '' || name === undefined) continue;
    if (tag === 'K') ris.push(['KW', value.split(SEMICOLON).join('\n')]);
    // %& is a section of a law or newspaper, but the first page of an article.
    else if (tag === '&' && type === 'JOUR') continue;
    else ris.push([name, value]);
  }
  return ris;
}
