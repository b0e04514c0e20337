import type { Json, Residue } from '../../domain/study.ts';

/** One tagged field as it stands in the source. Further lines of the value follow a "\n". */
export type TagField = [tag: string, value: string];

/** One reference of a tagged format (RIS, PubMed, EndNote). */
export interface TagRecord {
  /** 1-based line on which it starts. */
  line: number;
  /** Line of the mark that ends it, where its reader looks for one and it is there. */
  endLine?: number;
  fields: TagField[];
  /** Lines above the record that belong to none, such as JSTOR's "Provider:". */
  before: string[];
}

/** The source of a record as residue: plain JSON, fields in the order of the source. */
export function recordResidue(record: TagRecord): Json {
  const fields = record.fields.map(([tag, value]): Json => [tag, value]);
  return record.before.length > 0 ? { before: record.before, fields } : { fields };
}

/** The record that `recordResidue` made; undefined when there is none, or when it is not of that shape. */
export function recordOf(residue: Residue | undefined, format: string): TagRecord | undefined {
  const kept = residue && Object.hasOwn(residue, format) ? residue[format] : undefined;
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept) || !Array.isArray(kept.fields)) return undefined;
  const fields = kept.fields.flatMap((field): TagField[] =>
    Array.isArray(field) && typeof field[0] === 'string' && typeof field[1] === 'string' ? [[field[0], field[1]]] : [],
  );
  const before = Array.isArray(kept.before) ? kept.before.filter((line) => typeof line === 'string') : [];
  return { line: 0, fields, before };
}
