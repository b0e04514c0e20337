import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { TagRecord } from '../ris/record.ts';

export interface WosRecords {
  records: TagRecord[];
  /** Without source. */
  diagnostics: Diagnostic[];
}

const FIELD = /^([A-Z][A-Z0-9])(?: (.*))?$/;
/** Tags of the file, not of a record. */
const OF_FILE = /^(?:FN|VR)$/;

/**
 * The records of Web of Science's tagged format: two letters, a blank, a value; further lines of it are indented. A record ends at "ER",
 * and where the type of publication ("PT") comes again.
 */
export function splitWos(text: string): WosRecords {
  const records: TagRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  let record: TagRecord | undefined;
  let before: string[] = [];
  let value: string[] = [];
  const endValue = () => {
    const field = record?.fields.at(-1);
    if (field && value.length > 1) field[1] = value.join('\n').trimEnd();
    value = [];
  };
  const endRecord = (closed: boolean) => {
    endValue();
    if (record && !closed) {
      diagnostics.push({ severity: 'warning', message: 'this record has no "ER" line at its end', line: record.line });
    }
    record = undefined;
  };
  for (const [index, source] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\n\r]/)
    .entries()) {
    const line = source.trimEnd();
    const [, tag = '', first = ''] = FIELD.exec(line) ?? [];
    if (tag === '') {
      if (record && value.length > 0 && (line === '' || /^\s/.test(line))) value.push(line.trim());
      else if (line !== '') {
        if (record)
          diagnostics.push({
            severity: 'warning',
            message: `no field: "${line.slice(0, 60)}"; left out`,
            line: index + 1,
          });
        else before.push(line);
      }
    } else if (tag === 'ER') endRecord(true);
    else if (tag === 'EF') endRecord(false);
    else if (OF_FILE.test(tag)) before.push(line);
    else {
      endValue();
      if (tag === 'PT' && record?.fields.some(([own]) => own === 'PT')) endRecord(false);
      if (!record) {
        record = { line: index + 1, fields: [], before };
        before = [];
        records.push(record);
      }
      record.fields.push([tag, first.trim()]);
      value = [first.trim()];
    }
  }
  endRecord(false);
  if (records.length === 0) {
    const message =
      'no record of Web of Science found: a record has lines such as "PT J" and "TI …", and ends with "ER"';
    diagnostics.push({ severity: 'error', message });
  }
  return { records, diagnostics };
}
