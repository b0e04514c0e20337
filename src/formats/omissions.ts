import { isDeepStrictEqual } from 'node:util';
import { date } from '../domain/csl.ts';
import { formatDate } from '../domain/dates/dates.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import type { CslItem } from '../domain/study.ts';
import { studiesCount } from '../domain/text/counts.ts';
import { DATE_VARIABLES } from './csl-json/shapes.ts';

/** Members of an item that say nothing of the work: a format without a place for them loses nothing. */
export const NO_STATEMENT: ReadonlySet<string> = new Set([
  'custom',
  'citation-key',
  'citation-label',
  'journalAbbreviation',
  'shortTitle',
  'categories',
]);

/** Whether another item has the same in a variable, dates in any form and numbers as text or as numbers. */
export function isSameIn(name: string, item: CslItem, other: CslItem): boolean {
  if (DATE_VARIABLES.has(name)) {
    const [a, b] = [date(item, name), date(other, name)];
    return a !== undefined && b !== undefined && formatDate(a) === formatDate(b);
  }
  const value = item[name];
  return typeof value === 'object' ? isDeepStrictEqual(value, other[name]) : String(value) === String(other[name]);
}

/** Counts what a format does not say of the studies that it writes. */
export class Omissions {
  private readonly studies = new Map<string, number>();
  private readonly extent: string;

  /** @param extent "whole" where the format has no place at all for such a thing, "part" where it may hold some of it */
  constructor(extent: 'whole' | 'part') {
    this.extent = extent === 'part' ? ', or not for all of it' : '';
  }

  /** Counts one study more. `what` is the name of a variable, or words such as "tags". */
  add(what: string): void {
    this.studies.set(what, (this.studies.get(what) ?? 0) + 1);
  }

  /** A remark for each thing that is left out, by name. `label` is that of the format. */
  told(label: string): Diagnostic[] {
    return [...this.studies].sort().map(([what, count]) => ({
      severity: 'info',
      message: `${label} has no place for ${what} of ${studiesCount(count)}${this.extent}; left out (CSL-JSON keeps it)`,
    }));
  }
}
