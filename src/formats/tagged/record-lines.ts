import type { TagRecord } from '../ris/record.ts';

/** Puts the records of a tagged format together, line by line. */
export class RecordLines {
  readonly records: TagRecord[] = [];
  /** The record that is open. */
  record: TagRecord | undefined;
  private before: string[] = [];
  private value: string[] = [];

  /** Begins a record on a 1-based line. It takes the lines that belong to no record along. */
  begin(line: number): TagRecord {
    this.end();
    const record: TagRecord = { line, fields: [], before: this.before };
    this.before = [];
    this.records.push(record);
    this.record = record;
    return record;
  }

  /** Begins a field of the open record. `first` is what stands behind the tag, absent where the value begins on the next line. */
  field(tag: string, first?: string): void {
    this.endValue();
    this.record?.fields.push([tag, first?.trim() ?? '']);
    this.value = first === undefined ? [] : [first.trim()];
  }

  /** Adds a further line to the value of the last field. @returns false where no field is open. */
  goOn(line: string): boolean {
    if (!this.record || this.record.fields.length === 0) return false;
    this.value.push(line.trim());
    return true;
  }

  /** Keeps a line for the next record; blank ones go. */
  keep(line: string): void {
    if (line !== '') this.before.push(line);
  }

  /** Ends the open record, if there is one. */
  end(): void {
    this.endValue();
    this.record = undefined;
  }

  private endValue(): void {
    const field = this.record?.fields.at(-1);
    if (field && this.value.length > 0) field[1] = this.value.join('\n').trimEnd();
    this.value = [];
  }
}
