import type { CslItem } from '../../domain/study.ts';
import { unwrapped } from '../../domain/text/one-line.ts';
import type { TagField } from './record.ts';

/** The fields of one record, and which variable of the item each has gone into: a field is claimed once. */
export class ClaimedFields {
  readonly item: CslItem = { id: '', type: 'document' };
  readonly fields: readonly TagField[];
  /** For each field the CSL variable that it went into; undefined where the field stays residue only. */
  readonly claims: (string | undefined)[];
  /** Where each tag stands with a value. */
  private readonly places = new Map<string, number[]>();

  constructor(fields: readonly TagField[]) {
    this.fields = fields;
    this.claims = fields.map(() => undefined);
    for (const [at, [tag, value]] of fields.entries()) {
      const places = this.places.get(tag);
      if (value === '') continue;
      if (places) places.push(at);
      else this.places.set(tag, [at]);
    }
  }

  /** The value of the field at a place of the record. */
  value(at: number): string {
    return this.fields[at]?.[1] ?? '';
  }

  /** Places of a tag, claimed or not; fields without a value left out. */
  placesOf(tag: string): readonly number[] {
    return this.places.get(tag) ?? [];
  }

  /** The first value of a tag on one line. */
  first(tag: string): string | undefined {
    const at = this.places.get(tag)?.[0];
    return at === undefined ? undefined : unwrapped(this.value(at));
  }

  /** Places of the tags that no variable has taken yet, in the order of the source. */
  unclaimed(tags: readonly string[]): number[] {
    const found: number[] = [];
    for (const tag of tags) for (const at of this.placesOf(tag)) if (this.claims[at] === undefined) found.push(at);
    return tags.length > 1 ? found.sort((a, b) => a - b) : found;
  }

  /** Gives the variable the first value, by preference of tags, that can be read; fields that say the same are claimed with it. */
  one<T>(
    variable: string,
    tags: readonly string[],
    convert: (value: string) => T | undefined = unwrapped as never,
  ): void {
    for (const tag of tags) {
      if (variable !== 'id' && this.item[variable] !== undefined) break;
      for (const at of this.placesOf(tag)) {
        if (this.claims[at] !== undefined) continue;
        const read = convert(this.value(at));
        if (read === undefined || read === '') continue;
        this.item[variable] = read;
        this.claims[at] = variable;
        break;
      }
    }
    const chosen = this.item[variable];
    if (typeof chosen !== 'string' || chosen === '') return;
    for (const at of this.unclaimed(tags)) if (convert(this.value(at)) === chosen) this.claims[at] = variable;
  }

  /** Gives the variable all values of the tags in the order of the source, each once. */
  every(variable: string, tags: readonly string[], convert: (value: string) => string | undefined, mark = ', '): void {
    const found = new Set<string>();
    for (const at of this.unclaimed(tags)) {
      const read = convert(this.value(at));
      if (!read) continue;
      this.claims[at] = variable;
      for (const part of mark === ', ' ? read.split(mark) : [read]) found.add(part);
    }
    if (found.size > 0) this.item[variable] = [...found].join(mark);
  }
}
