import type { TagField, TagRecord } from '../ris/record.ts';
import { risTypeOfEndNote } from './types.ts';

/** Paths of EndNote's XML (RSXML.dtd) below `<record>` in the words of RIS. */
const PATHS: { readonly [path: string]: string } = {
  'contributors/authors/author': 'AU',
  'contributors/secondary-authors/author': 'A2',
  'contributors/tertiary-authors/author': 'A3',
  'contributors/subsidiary-authors/author': 'A4',
  'titles/title': 'TI',
  'titles/secondary-title': 'T2',
  'titles/tertiary-title': 'T3',
  'titles/short-title': 'ST',
  'titles/alt-title': 'J2',
  'titles/translated-title': 'OP',
  'periodical/full-title': 'T2',
  'periodical/abbr-1': 'J2',
  pages: 'SP',
  volume: 'VL',
  number: 'IS',
  issue: 'IS',
  edition: 'ET',
  section: 'SE',
  'num-vols': 'NV',
  'keywords/keyword': 'KW',
  'dates/year': 'PY',
  'dates/pub-dates/date': 'DA',
  'pub-location': 'CY',
  publisher: 'PB',
  'accession-num': 'AN',
  'auth-address': 'AD',
  custom1: 'C1',
  custom2: 'C2',
  custom3: 'C3',
  custom4: 'C4',
  custom5: 'C5',
  custom6: 'C6',
  custom7: 'C7',
  custom8: 'C8',
  'urls/pdf-urls/url': 'L1',
  'urls/text-urls/url': 'L2',
  'urls/image-urls/url': 'L4',
  'remote-database-provider': 'DP',
  isbn: 'SN',
  issn: 'SN',
  'call-num': 'CN',
  'electronic-resource-num': 'DO',
  abstract: 'AB',
  notes: 'N1',
  'research-notes': 'RN',
  'urls/related-urls/url': 'UR',
  'urls/web-urls/url': 'UR',
  language: 'LA',
  'remote-database-name': 'DB',
  'work-type': 'M3',
  'access-date': 'Y2',
  label: 'ID',
  misc1: 'M1',
  misc2: 'M2',
};

/** Elements that say which program wrote a record, and where it stood in its library. */
export const OF_THE_FILE = /^(?:database|source-app|rec-number|foreign-keys|ref-type)(?:[/@]|$)/;

/** The fields of a record of EndNote XML in the words of RIS. */
export function toRis({ fields }: TagRecord): TagField[] {
  const name = fields.find(([path]) => path === 'ref-type@name')?.[1] ?? '';
  const type = risTypeOfEndNote(name) ?? (name || 'GEN');
  const ris: TagField[] = [['TY', type]];
  for (const [path, value] of fields) {
    const tag = Object.hasOwn(PATHS, path) ? PATHS[path] : undefined;
    if (tag === 'ID') ris.push(['ID', value]);
    else if (tag !== undefined) ris.push([tag, value.replace(/\r?\n/g, '\n')]);
  }
  return ris;
}
