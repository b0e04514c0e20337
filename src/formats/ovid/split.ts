import type { Diagnostic } from '../../domain/diagnostic.ts';
import { shortened } from '../../domain/text/shortened.ts';
import { linesOf } from '../lines.ts';
import type { TagRecord } from '../ris/record.ts';
import { RecordLines } from '../tagged/record-lines.ts';

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
  const diagnostics: Diagnostic[] = [];
  const found = new RecordLines();
  const lines = linesOf(text);
  for (const [index, source] of lines.entries()) {
    const line = source.trimEnd();
    if (NUMBER.test(line)) {
      found.keep(line);
      found.begin(index + 1);
      continue;
    }
    const [, tag, first = ''] = TAG.exec(line) ?? [];
    if (tag === 'VN' && (!found.record || found.record.fields.length > 0)) found.begin(index + 1);
    const { record } = found;
    if (!record) found.keep(line);
    else if (tag !== undefined) found.field(tag, first);
    else if (line === '' || /^\s/.test(line) || record.fields.some(([own]) => own === 'VN')) found.goOn(line);
    else if (NAME.test(line) && /^\s+\S/.test(lines[index + 1] ?? '')) found.field(line.replace(/:$/, ''));
    else {
      const message = `not a field: "${shortened(line)}"; left out`;
      diagnostics.push({ severity: 'warning', message, line: index + 1 });
    }
  }
  found.end();
  const { records } = found;
  for (const { fields } of records) for (const field of fields) field[1] = field[1].trim();
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
