import type { Parser as XmlParser } from 'htmlparser2';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { Format } from '../format.ts';
import { lineCounter } from '../lines.ts';
import type { TagRecord } from '../ris/record.ts';
import { readAsRis } from '../tagged/as-ris.ts';
import { toRis } from './xml-to-ris.ts';

/** EndNote's XML export. */
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
  write: async (studies, options) => (await import('./write-xml.ts')).writeEndnoteXml(studies, options),
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
    const message = 'nothing below this line was read: its elements are nested too deeply';
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
