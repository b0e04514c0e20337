import type { Diagnostic } from '../domain/diagnostic.ts';
import type { StudyDraft } from '../domain/study.ts';
import type { TagRecord } from './ris/record.ts';

/** Characters in one field, and in all of an entry: a whole book is about one million. What has more is damaged, or no entry. */
const MOST_IN_FIELD = 4_000_000;
const MOST_IN_ENTRY = 8_000_000;

/** Why an entry with fields of these lengths is not read; undefined when it is. */
export function boundProblem(fields: Iterable<readonly [name: string, length: number]>): string | undefined {
  let all = 0;
  for (const [name, length] of fields) {
    if (length > MOST_IN_FIELD)
      return `the field "${name}" has ${millions(length)} characters${leftOut(MOST_IN_FIELD)}`;
    all += length;
  }
  return all > MOST_IN_ENTRY ? `the entry has ${millions(all)} characters${leftOut(MOST_IN_ENTRY)}` : undefined;
}

const leftOut = (most: number) =>
  `, and Lectern takes up to ${millions(most)}: left out; shorten it and import it again`;
const millions = (length: number) => `${(length / 1e6).toFixed(length % 1e6 === 0 ? 0 : 1)} million`;

/** The records that are not too long to read; each other one is told in `diagnostics`. */
export function recordsInBounds(records: readonly TagRecord[], diagnostics: Diagnostic[]): readonly TagRecord[] {
  return records.filter(({ fields, line }) => {
    const message = boundProblem(fields.map(([tag, value]) => [tag, value.length]));
    if (message !== undefined) diagnostics.push({ severity: 'error', message, line });
    return message === undefined;
  });
}

/** The drafts that are not too long for a library; each other one is told in `diagnostics`. For readers that cannot tell before they have read. */
export function draftsInBounds(drafts: readonly StudyDraft[], source: string, diagnostics: Diagnostic[]): StudyDraft[] {
  return drafts.filter(({ item, excerpts, line }) => {
    const message =
      boundProblem(Object.entries(item).map(([name, value]) => [name, lengthOf(value)])) ??
      boundProblem(excerpts.map(({ text, comment = '' }) => ['excerpt', text.length + comment.length]));
    const where = {
      source,
      ...(line === undefined ? {} : { line }),
      ...(item.id === '' ? {} : { key: item.id.slice(0, 200) }),
    };
    if (message !== undefined) diagnostics.push({ severity: 'error', message, ...where });
    return message === undefined;
  });
}

/** The characters in all texts of a JSON value; numbers and the like count as one. */
function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  let length = 0;
  for (const member of Object.values(value)) length += lengthOf(member);
  return length;
}
