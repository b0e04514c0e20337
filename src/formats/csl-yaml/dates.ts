import { parseDate } from '../../domain/dates/dates.ts';
import type { CslDate } from '../../domain/study.ts';
import { isObject } from '../json/is-object.ts';

/**
 * A date as CSL YAML has it, in the form of CSL-JSON: `2010`, `2010-05` (EDTF), `date-parts: [[2010, 5]]`, and `- year: 2010` of
 * older versions of pandoc and of Zotero. Anything else comes back as it is.
 */
export function yamlDate(value: unknown): unknown {
  if (typeof value === 'number')
    return Number.isInteger(value) && value !== 0 ? { 'date-parts': [[value]] } : { literal: String(value) };
  if (typeof value === 'string')
    return /^-?\d{1,3}$/.test(value) ? { 'date-parts': [[Number(value)]] } : parseDate(value);
  const points = Array.isArray(value) ? value : [value];
  if (
    points.length > 0 &&
    points.every(
      (point) =>
        isObject(point) && ('year' in point || 'literal' in point || 'season' in point) && !('date-parts' in point),
    )
  )
    return ofPoints(points as Record<string, unknown>[]) ?? value;
  if (!Array.isArray(value)) return value;
  if (value.length === 1 && isObject(value[0])) return value[0];
  if (value.length > 0 && value.every(Array.isArray)) return { 'date-parts': value };
  return value.every((part) => typeof part === 'number') ? { 'date-parts': [value] } : value;
}

/** One date or the two ends of a range, each with a year. */
function ofPoints(points: readonly Record<string, unknown>[]): CslDate | undefined {
  const known = new Set(['year', 'month', 'day', 'season', 'circa', 'literal']);
  const [first] = points;
  if (!first || points.length > 2 || points.some((point) => Object.keys(point).some((name) => !known.has(name))))
    return undefined;
  const parts = points.map(({ year, month, day }) =>
    [year, month, day].filter((part) => part !== undefined).map(Number),
  );
  const date: CslDate = {};
  if (parts.every((part) => part.length > 0 && part.every(Number.isInteger))) date['date-parts'] = parts;
  else if (points.some(({ year }) => year !== undefined)) return undefined;
  if (first.season !== undefined) date.season = first.season as string | number;
  if (points.some(({ circa }) => circa !== undefined && circa !== false)) date.circa = true;
  if (typeof first.literal === 'string') date.literal = first.literal;
  return date;
}
