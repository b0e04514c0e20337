import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { TagRecord } from '../ris/record.ts';

export interface OvidRecords {
  records: TagRecord[];
  /** Without source. */
  diagnostics: Diagnostic[];
}

/** "<1>", "<1. >" */
const NUMBER = /^<\d{1,6}\.? ?>$/;
const TAG = /^([A-Z][A-Z0-9]) {2}- ?(.*)$/;
const NAME = /^[A-Z][A-Za-z0-9 /&()'.-]{1,60}:?$/;

/**
 * The records of Ovid's text. A record begins at its number, `<1>`, or at its first tag, `VN  - Ovid Technologies`. In a record the name of
 * a field stands alone on its line with the value indented under it; or a tag stands before its value, whose further lines are indented.
 */
export function splitOvid(text: string): OvidRecords {
  const records: TagRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  let record: TagRecord | undefined;
  let before: string[] = [];
  let value: string[] = [];
  const endValue = () => {
    const field = record?.fields.at(-1);
    if (field) field[1] = value.join('\n').trim();
    value = [];
  };
  const begin = (line: number) => {
    endValue();
    record = { line, fields: [], before };
    before = [];
    records.push(record);
    return record;
  };
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\n\r]/);
  for (const [index, source] of lines.entries()) {
    const line = source.trimEnd();
    if (NUMBER.test(line)) {
      before.push(line);
      begin(index + 1);
      continue;
    }
    const [, tag, first = ''] = TAG.exec(line) ?? [];
    if (tag === 'VN' && (!record || record.fields.length > 0)) begin(index + 1);
    if (!record) {
      if (line !== '') before.push(line);
    } else if (tag !== undefined) {
      endValue();
      record.fields.push([tag, '']);
      value = [first.trim()];
    } else if (line === '' || /^\s/.test(line) || record.fields.some(([own]) => own === 'VN')) {
      if (record.fields.length > 0) value.push(line.trim());
    } else if (NAME.test(line) && /^\s+\S/.test(lines[index + 1] ?? '')) {
      endValue();
      record.fields.push([line.replace(/:$/, ''), '']);
    } else {
      const message = `no field: "${line.slice(0, 60)}"; left out`;
      diagnostics.push({ severity: 'warning', message, line: index + 1 });
    }
  }
  endValue();
  for (const { line, fields } of records) {
    if (fields.length === 0) diagnostics.push({ severity: 'error', message: 'this record is empty; left out', line });
  }
  const full = records.filter(({ fields }) => fields.length > 0);
  if (full.length === 0) {
    const message = 'no record of Ovid found: a record begins with "<1>" or "VN  - Ovid Technologies", and has a title';
    diagnostics.push({ severity: 'error', message });
  }
  return { records: full, diagnostics };
}
