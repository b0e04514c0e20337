import type { Diagnostic } from '../../domain/diagnostic.ts';
import { shortened } from '../../domain/text/shortened.ts';
import { linesOf } from '../lines.ts';
import type { TagField, TagRecord } from './record.ts';

export interface Split {
  records: TagRecord[];
  /** Without source. */
  diagnostics: Diagnostic[];
}

const STRICT = /^\s?([A-Z][A-Z0-9]) {2}-(?: (.*)|)$/;
/** Databases have tags of their own with more letters; only these, as an abstract may well have a line "PTSD  - …". */
const LONG = /^(PMID|PMCID|PMC|DOI|ISSN|ISBN) {2}- (.*)$/;
const LOOSE = /^\s{0,3}([A-Za-z][A-Za-z0-9])\s{0,3}-\s?(.*)$/;
/** Some programs number their records on this line. */
const START = /^\s{0,3}(?:\d{1,6}\.?\s{1,4})?TY\s{0,3}-\s*([A-Za-z]\w{1,9})\s*$/i;
const WORDY_START = /^TY {2}- (.{2,60})$/;
const END = /^\s{0,3}ER\s{0,3}-\s*$/i;
const BARE_END = /^ER$/;
/** "12.", "<12>" and "Record 12 of 40" above a record. */
const NUMBER = /^(?:<?\d{1,6}[.>]?|(?:record|reference)\s+\d{1,6}(?:\s+of\s+\d{1,6})?)$/i;
const TAGGED = /^\s{0,3}\w\w\s{0,3}-(?:\s|$)|^\s{0,3}\w\w\s{2}-/;
/** Tags that are taken with other spacing even where the record keeps to the standard otherwise. */
const COMMON = new Set('AU A1 A2 TI T1 T2 PY Y1 DA DO UR KW VL IS SP EP AB N2 JO JF SN PB CY ID N1 LA'.split(' '));
/** Tags without which fields between two records are no record. */
const CORE = new Set('AU A1 TI T1 CT BT T2 AB N2'.split(' '));

/**
 * The records of a RIS file. A record starts at "TY" and ends at "ER" or at the next "TY". Lines without a tag go on with the
 * value above. Fields between "ER" and "TY" belong to the record above them, unless they have a title, an author or an abstract: then a
 * record starts there whose "TY" comes late or never. Spacing and case other than the standard's are taken where the record's own
 * "TY" line has them.
 */
export function splitRis(text: string): Split {
  return new Splitter(linesOf(text)).split();
}

class Splitter {
  private readonly lines: readonly string[];
  private readonly records: TagRecord[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private record: TagRecord | undefined;
  /** The record has its "TY" line. */
  private typed = false;
  private loose = false;
  private before: string[] = [];
  private beforeLine = 1;
  private value: string[] = [];
  /** Tags that stand above the "TY" of the first record: they do so in all records of the file. */
  private heads: ReadonlySet<string> = new Set();

  constructor(lines: readonly string[]) {
    this.lines = lines;
  }

  split(): Split {
    for (const [index, source] of this.lines.entries()) {
      const line = source.trimEnd();
      if (END.test(line) || (BARE_END.test(line) && this.record && this.endsHere(index))) this.endRecord(index + 1);
      else if (!this.starts(line, index)) this.continue(line, index);
    }
    this.endRecord();
    if (this.before.length > 0 && this.records.length > 0) {
      const message = `left out after the last record: "${shortened(this.before[0] ?? '')}"`;
      this.diagnostics.push({ severity: 'info', message, line: this.beforeLine });
    }
    return { records: this.records, diagnostics: this.diagnostics };
  }

  /** Whether a line "ER" without its dash is the end of the record, and no word of a wrapped text. */
  private endsHere(index: number): boolean {
    let next = index + 1;
    while (next < this.lines.length && this.lines[next]?.trim() === '') next++;
    const line = this.lines[next];
    if (line === undefined || START.test(line.trimEnd()) || NUMBER.test(line.trim())) return true;
    // Ovid's lines behind the end; in a text that wraps, a tag that every record may have comes next.
    const tag = STRICT.exec(line.trimEnd())?.[1];
    return tag !== undefined && !COMMON.has(tag) && !CORE.has(tag);
  }

  private starts(line: string, index: number): boolean {
    const start = START.exec(line) ?? WORDY_START.exec(line);
    if (!start) return false;
    const open = this.record;
    if (open && !this.typed && this.isHead(open)) {
      if (this.records.length === 1) this.heads = new Set(open.fields.map(([tag]) => tag));
      this.endValue();
    } else {
      this.endRecord();
      this.begin(index + 1);
    }
    this.record?.fields.push(['TY', start[1]?.trim() ?? '']);
    this.typed = true;
    this.loose = !STRICT.test(line);
    return true;
  }

  private continue(line: string, index: number): void {
    const field = fieldOf(line, this.loose && this.record !== undefined);
    if (field && (this.record || STRICT.test(line))) {
      this.endValue();
      if (!this.record) {
        this.begin(index + 1);
        this.loose = false;
      }
      this.record?.fields.push(field);
      this.value = [field[1]];
    } else if (this.record && this.value.length > 0) this.value.push(line.trimStart());
    else if (line.trim() !== '') {
      if (this.before.length === 0) this.beforeLine = index + 1;
      this.before.push(line);
    }
  }

  /** Whether fields without a "TY" begin a record. */
  private isHead({ fields }: TagRecord): boolean {
    return (
      this.records.length === 1 ||
      fields.some(([tag]) => CORE.has(tag)) ||
      (this.heads.size > 0 && fields.every(([tag]) => this.heads.has(tag)))
    );
  }

  private endValue(): void {
    const field = this.record?.fields.at(-1);
    if (field && this.value.length > 1) field[1] = this.value.join('\n').trimEnd();
    this.value = [];
  }

  /** @param end the line of its "ER", where it has one */
  private endRecord(end?: number): void {
    if (this.value.length > 1 && end === undefined) this.takeNumberBack();
    this.endValue();
    const { record, typed } = this;
    this.record = undefined;
    if (!record) return;
    if (!typed && !this.isHead(record)) {
      // What stands between two records belongs to the one above.
      this.records.pop();
      this.before = [...record.before, ...this.before];
      for (const field of record.fields) this.records.at(-1)?.fields.push(field);
      return;
    }
    if (!typed) this.warn(record, 'this record has no "TY" line at its start');
    if (end === undefined) this.warn(record, 'this record has no "ER" line at its end');
    else record.endLine = end;
  }

  /** The number of the record that comes is no text of the one that has no end. */
  private takeNumberBack(): void {
    let last = this.value.length - 1;
    while (last > 0 && this.value[last]?.trim() === '') last--;
    const number = this.value[last] ?? '';
    if (last < 1 || !NUMBER.test(number)) return;
    this.value.length = last;
    this.before.push(number);
  }

  private begin(line: number): void {
    this.record = { line, fields: [], before: this.before };
    this.typed = false;
    this.before = [];
    this.records.push(this.record);
  }

  private warn({ line }: TagRecord, message: string): void {
    this.diagnostics.push({ severity: 'warning', message, line });
  }
}

function fieldOf(line: string, loose: boolean): TagField | undefined {
  const standard = STRICT.exec(line) ?? LONG.exec(line);
  if (standard) return [standard[1] ?? '', standard[2]?.trim() ?? ''];
  const other = LOOSE.exec(line);
  const tag = other?.[1]?.toUpperCase() ?? '';
  if (!other || !(loose || (COMMON.has(tag) && other[1] === tag && TAGGED.test(line)))) return undefined;
  return [tag, other[2]?.trim() ?? ''];
}
