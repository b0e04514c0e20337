import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { TagRecord } from './record.ts';

export interface Split {
  records: TagRecord[];
  /** Without source. */
  diagnostics: Diagnostic[];
}

const STRICT = /^\s?([A-Z][A-Z0-9]) {2}-(?: (.*)|)$/;
/** Databases have tags of their own with more letters; only these, as an abstract may well have a line "PTSD  - …". */
const LONG = /^(PMID|PMCID|PMC|DOI|ISSN|ISBN) {2}- (.*)$/;
const LOOSE = /^\s{0,3}([A-Za-z][A-Za-z0-9])\s{0,3}-\s?(.*)$/;
const START = /^\s{0,3}TY\s{0,3}-\s*([A-Za-z]\w{1,9})\s*$/i;
const END = /^\s{0,3}ER\s{0,3}-\s*$/i;
const TAGGED = /^\s{0,3}\w\w\s{0,3}-(?:\s|$)|^\s{0,3}\w\w\s{2}-/;
/** Tags that are taken with other spacing even where the record keeps to the standard otherwise. */
const COMMON = new Set('AU A1 A2 TI T1 T2 PY Y1 DA DO UR KW VL IS SP EP AB N2 JO JF SN PB CY ID N1 LA'.split(' '));

/**
 * The records of a RIS file. A record starts at "TY" and ends at "ER" or at the next "TY". Lines without a tag go on with the
 * value above. Spacing and case other than the standard's are taken where the record's own "TY" line has them.
 */
export function splitRis(text: string): Split {
  const records: TagRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  let record: TagRecord | undefined;
  let loose = false;
  let before: string[] = [];
  let beforeLine = 1;
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
  const begin = (line: number): TagRecord => {
    const started: TagRecord = { line, fields: [], before };
    before = [];
    records.push(started);
    return started;
  };

  for (const [index, source] of text.split(/\r\n|[\n\r]/).entries()) {
    const line = source.trimEnd();
    if (END.test(line)) {
      endRecord(true);
      continue;
    }
    const start = START.exec(line);
    if (start) {
      endRecord(false);
      record = begin(index + 1);
      record.fields.push(['TY', start[1] ?? '']);
      loose = !STRICT.test(line);
      continue;
    }
    const field = fieldOf(line, loose && record !== undefined);
    if (field && (record || STRICT.test(line))) {
      endValue();
      if (!record) {
        record = begin(index + 1);
        loose = false;
        diagnostics.push({
          severity: 'warning',
          message: 'this record has no "TY" line at its start',
          line: index + 1,
        });
      }
      record.fields.push(field);
      value = [field[1]];
    } else if (record && value.length > 0) value.push(line.trimStart());
    else if (line.trim() !== '') {
      if (before.length === 0) beforeLine = index + 1;
      before.push(line);
    }
  }
  endRecord(false);
  if (before.length > 0 && records.length > 0) {
    const message = `left out after the last record: "${before[0]?.slice(0, 60)}"`;
    diagnostics.push({ severity: 'info', message, line: beforeLine });
  }
  return { records, diagnostics };
}

function fieldOf(line: string, loose: boolean): [string, string] | undefined {
  const standard = STRICT.exec(line) ?? LONG.exec(line);
  if (standard) return [standard[1] ?? '', standard[2]?.trim() ?? ''];
  const other = LOOSE.exec(line);
  const tag = other?.[1]?.toUpperCase() ?? '';
  if (!other || !(loose || (COMMON.has(tag) && other[1] === tag && TAGGED.test(line)))) return undefined;
  return [tag, other[2]?.trim() ?? ''];
}
