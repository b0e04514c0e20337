import type { Diagnostic } from '../../domain/diagnostic.ts';
import { shortened } from '../../domain/text/shortened.ts';
import { linesOf } from '../lines.ts';
import type { TagRecord } from '../ris/record.ts';
import { RecordLines } from '../tagged/record-lines.ts';

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
  const diagnostics: Diagnostic[] = [];
  const found = new RecordLines();
  const endUnclosed = () => {
    const { record } = found;
    if (record)
      diagnostics.push({ severity: 'warning', message: 'this record has no "ER" line at its end', line: record.line });
    found.end();
  };
  for (const [index, source] of linesOf(text).entries()) {
    const line = source.trimEnd();
    const [, tag = '', first = ''] = FIELD.exec(line) ?? [];
    if (tag === '') {
      if ((line === '' || /^\s/.test(line)) && found.goOn(line)) continue;
      if (!found.record) found.keep(line);
      else {
        const message = `not a field: "${shortened(line)}"; left out`;
        diagnostics.push({ severity: 'warning', message, line: index + 1 });
      }
    } else if (tag === 'ER') found.end();
    else if (tag === 'EF') endUnclosed();
    else if (OF_FILE.test(tag)) found.keep(line);
    else {
      if (tag === 'PT' && found.record?.fields.some(([own]) => own === 'PT')) endUnclosed();
      if (!found.record) found.begin(index + 1);
      found.field(tag, first);
    }
  }
  endUnclosed();
  const { records } = found;
  if (records.length === 0) {
    const message =
      'no record of Web of Science found: a record has lines such as "PT J" and "TI …", and ends with "ER"';
    diagnostics.push({ severity: 'error', message });
  }
  return { records, diagnostics };
}
