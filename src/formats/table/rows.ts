import type { CsvError, Options } from 'csv-parse';
import type { parse as Parse } from 'csv-parse/sync';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { Delimiter } from './header.ts';

export interface Row {
  cells: string[];
  /** 1-based line on which it begins. */
  line: number;
}

export interface Rows {
  rows: Row[];
  diagnostics: Diagnostic[];
}

/** So often an open quotation mark is taken for a character; from then on all of them are. Keeps the time linear. */
const MOST_REPAIRS = 10;

/**
 * The rows of a text, RFC 4180 and what programs make of it: any line ends, quotation marks within cells, rows of any length.
 * A quotation mark that is never closed costs its row its marks, and no other row anything.
 */
export function readRows(
  text: string,
  { delimiter, quoted, firstLine }: { delimiter: Delimiter; quoted: boolean; firstLine: number },
  parse: typeof Parse,
): Rows {
  const rows: Row[] = [];
  const diagnostics: Diagnostic[] = [];
  let rest = Buffer.from(text, 'utf8');
  let line = firstLine;
  for (let repairs = 0; rest.length > 0; repairs++) {
    const isLast = repairs >= MOST_REPAIRS;
    const end = parseSome(rest, { delimiter, quote: quoted && !isLast, line }, parse, rows);
    if (end === undefined) break;
    line += linesIn(rest.subarray(0, end));
    const rowEnd = endOfLine(rest, end);
    parseSome(rest.subarray(end, rowEnd), { delimiter, quote: false, line }, parse, rows);
    const message = 'a quotation mark in this row is never closed; its quotation marks are read as plain characters';
    diagnostics.push({ severity: 'warning', message, line });
    line += 1;
    rest = rest.subarray(rowEnd);
  }
  return { rows, diagnostics };
}

/** @returns where the row begins in which a quotation mark stays open; undefined when there is none. */
function parseSome(
  bytes: Buffer,
  { delimiter, quote, line }: { delimiter: Delimiter; quote: boolean; line: number },
  parse: typeof Parse,
  rows: Row[],
): number | undefined {
  let end = 0;
  let next = line;
  const options: Options = {
    delimiter,
    quote: quote ? '"' : null,
    escape: quote ? '"' : null,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    info: true,
    on_record: ({ record, info }: { record: string[]; info: { bytes: number } }) => {
      const isEmpty = record.every((cell) => cell === '');
      if (!isEmpty) rows.push({ cells: record, line: next });
      next += 1 + linesWithin(record);
      end = info.bytes;
      return undefined;
    },
  } as unknown as Options;
  try {
    parse(bytes, options);
    return undefined;
  } catch (error) {
    if ((error as CsvError).code !== 'CSV_QUOTE_NOT_CLOSED') throw error;
    return end;
  }
}

function linesWithin(cells: readonly string[]): number {
  let lines = 0;
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) lines += cell.match(/\r\n|[\r\n]/g)?.length ?? 0;
  }
  return lines;
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] !== 10)) lines++;
  }
  return lines;
}

/** Behind the line end that follows `from`. */
function endOfLine(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] === 10) return at + 1;
    if (bytes[at] === 13) return bytes[at + 1] === 10 ? at + 2 : at + 1;
  }
  return bytes.length;
}
