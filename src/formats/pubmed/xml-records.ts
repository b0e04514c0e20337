import type { Parser as XmlParser } from 'htmlparser2';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { oneLine } from '../../domain/text/one-line.ts';
import { lineCounter } from '../lines.ts';
import type { TagField, TagRecord } from '../ris/record.ts';

export interface XmlRecords {
  records: TagRecord[];
  /** Without source. */
  diagnostics: Diagnostic[];
}

const RECORDS: ReadonlySet<string> = new Set(['PubmedArticle', 'PubmedBookArticle', 'MedlineCitation']);
/** Faces that CSL has as well (CSL 1.0.2, "Rich text"); other elements within text count for their text alone. */
const FACES: ReadonlySet<string> = new Set(['i', 'b', 'sup', 'sub']);
const WITHIN_TEXT = /^(?:[a-z]|mml:.*)/;
/** The schema of PubMed goes some twelve deep; records that are not closed make the file as a whole deeper. */
const DEEPEST = 100;
const DEEPEST_FILE = 20_000;

/**
 * The records of PubMed's XML (DTD "pubmed_250101"). Each element with text is a field named by its path below the record, each attribute
 * one named `path@name`; a second element of a name in its parent is `Author[2]`. A record that is not closed ends where the next begins.
 */
export function splitPubmedXml(xml: string, Parser: typeof XmlParser): XmlRecords {
  const records: TagRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  const lineOf = lineCounter(xml);
  let record: TagRecord | undefined;
  /** The element of the record, and how many of its kind are open in one another. */
  let outer = '';
  let text = '';
  let depth = 0;
  let parents: { path: string; seen: Map<string, number> }[] = [];
  const path = () => parents.at(-1)?.path ?? '';
  const flush = () => {
    const value = oneLine(text);
    text = '';
    if (record && value !== '') record.fields.push([path(), value]);
  };
  const end = (closed: boolean) => {
    flush();
    if (record && !closed) {
      diagnostics.push({ severity: 'warning', message: 'this record is cut off', line: record.line });
    }
    record = undefined;
  };
  const begin = (name: string, line: number) => {
    outer = name;
    record = { line, fields: [], before: [] };
    parents = [{ path: name === 'MedlineCitation' ? name : '', seen: new Map() }];
    records.push(record);
  };
  const open = (name: string, attributes: { [name: string]: string }) => {
    flush();
    const parent = parents.at(-1)!;
    const nth = (parent.seen.get(name) ?? 0) + 1;
    parent.seen.set(name, nth);
    const own = `${parent.path === '' ? '' : `${parent.path}/`}${name}${nth > 1 ? `[${nth}]` : ''}`;
    parents.push({ path: own, seen: new Map() });
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== '') record?.fields.push([`${own}@${key}`, value] satisfies TagField);
    }
  };
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (++depth > DEEPEST_FILE || parents.length > DEEPEST) parser.pause();
        else if (RECORDS.has(name) && (!record || name === outer || name !== 'MedlineCitation')) {
          if (record) end(false);
          begin(name, lineOf(parser.startIndex));
        } else if (record && WITHIN_TEXT.test(name)) {
          if (FACES.has(name)) text += `<${name}>`;
        } else if (record) open(name, attributes);
      },
      ontext: (part) => {
        if (record) text += part;
      },
      onclosetag: (name, implied) => {
        depth--;
        if (!record) return;
        if (WITHIN_TEXT.test(name)) {
          if (FACES.has(name)) text += `</${name}>`;
        } else if (parents.length === 1) {
          if (name === outer) end(!implied);
        } else {
          flush();
          parents.pop();
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  if (depth > DEEPEST_FILE || parents.length > DEEPEST) {
    const message = 'nothing below this line was read: its elements are nested too deeply';
    diagnostics.push({ severity: 'error', message, line: lineOf(parser.startIndex) });
    parser.reset();
  } else parser.end();
  for (const { fields, line } of records) {
    if (fields.length === 0) diagnostics.push({ severity: 'error', message: 'this record is empty; left out', line });
  }
  return { records: records.filter(({ fields }) => fields.length > 0), diagnostics };
}
