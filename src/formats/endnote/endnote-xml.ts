import type { Parser as XmlParser } from 'htmlparser2';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { readAsRis } from '../as-ris.ts';
import type { Format } from '../format.ts';
import { lineCounter } from '../line-counter.ts';
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
};

/** EndNote's XML export. Read only. */
export const endnoteXmlFormat: Format = {
  name: 'endnote-xml',
  label: 'EndNote XML',
  extensions: ['.xml'],
  detect: (head) =>
    /^\s*<(?=[?!a-z])/i.test(head) &&
    /<records?[\s>]/i.test(head) &&
    /<(?:ref-type|contributors|rec-number)[\s/>]/i.test(head),
  read: async (text, context) => {
    // Loaded when a file is read, so that the program starts without it.
    const { Parser } = await import('htmlparser2');
    const { records, diagnostics } = splitXml(text, Parser);
    return readAsRis('endnote-xml', records, toRis, diagnostics, context);
  },
};

/** Faces of EndNote's `<style>` as CSL's rich text has them, where it may stand. CSL 1.0.2, "Rich text". */
const FACES: readonly [face: string, element: string][] = [
  ['bold', 'b'],
  ['italic', 'i'],
  ['superscript', 'sup'],
  ['subscript', 'sub'],
];
const RICH = /^(?:titles\/(?:title|secondary-title|short-title|translated-title)|abstract)$/;

/** Elements below this depth are text of the one that holds them; EndNote's own go five deep. */
const DEEPEST = 100;

/** The records of an EndNote XML file: each element with text is a field named by its path, attributes of `ref-type` included. */
function splitXml(xml: string, Parser: typeof XmlParser): { records: TagRecord[]; diagnostics: Diagnostic[] } {
  const records: TagRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  let record: TagRecord | undefined;
  let path: string[] = [];
  let text = '';
  let depth = 0;
  /** Rich-text elements of each `<style>` that is open. */
  const styles: string[][] = [];
  const lineOf = lineCounter(xml);
  const flush = () => {
    const value = text.replace(/\r\n?/g, '\n').trim();
    text = '';
    if (record && value !== '') record.fields.push([path.join('/'), value]);
  };
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (++depth > DEEPEST) parser.pause();
        else if (record && name === 'style') {
          const faces = RICH.test(path.join('/')) ? (attributes.face ?? '').split(/\s+/) : [];
          const elements = FACES.flatMap(([face, element]) => (faces.includes(face) ? [element] : []));
          for (const element of elements) text += `<${element}>`;
          styles.push(elements);
        } else if (name === 'record' && !record) {
          styles.length = 0;
          record = { line: lineOf(parser.startIndex), fields: [], before: [] };
          records.push(record);
          path = [];
          text = '';
        } else if (record) {
          flush();
          path.push(name);
          for (const [key, value] of Object.entries(attributes)) {
            if (value !== '') record.fields.push([`${path.join('/')}@${key}`, value]);
          }
        }
      },
      ontext: (part) => {
        if (record) text += part;
      },
      onclosetag: (name, implied) => {
        depth--;
        if (!record) return;
        if (name === 'style') {
          for (const element of styles.pop()?.toReversed() ?? []) text += `</${element}>`;
          return;
        }
        flush();
        if (name === 'record' && path.length === 0) {
          if (implied) diagnostics.push({ severity: 'warning', message: 'this record is cut off', line: record.line });
          record = undefined;
        } else path.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  if (depth > DEEPEST) {
    const message = 'not read beyond this line: its elements are nested too deeply';
    diagnostics.push({ severity: 'error', message, line: lineOf(parser.startIndex) });
    parser.reset();
    return { records, diagnostics };
  }
  parser.end();
  if (records.length === 0) {
    diagnostics.push({
      severity: 'error',
      message: 'no EndNote record found: a record is an element <record> in <records>',
    });
  }
  return { records, diagnostics };
}

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
