import { date, names, text } from '../../domain/csl.ts';
import { formatDate, parseDate } from '../../domain/dates/dates.ts';
import { FIELDS, type Field } from '../../domain/fields.ts';
import { formatName, parseName } from '../../domain/names.ts';
import type { CslItem, CslName } from '../../domain/study.ts';

/** The fields of the item that a table of Lectern has a column for, in the order of the columns. */
export const ITEM_FIELDS: readonly Field[] = FIELDS.filter(
  ({ name, variable }) => variable !== undefined || name === 'key' || name === 'year',
);

/** A field of an item as a cell of a table that Lectern writes; empty where there is none. Names and dates as `lectern edit` takes them. */
export function itemCell(item: CslItem, field: Field): string {
  switch (field.kind) {
    case 'key':
      return item.id;
    case 'names':
      return names(item, field.variable!).map(nameText).join('; ');
    case 'year': {
      const year = date(item, 'issued')?.['date-parts']?.[0]?.[0];
      return year === undefined ? '' : String(year);
    }
    case 'date': {
      const value = date(item, field.variable!);
      return value ? formatDate(value) : '';
    }
    default:
      return field.variable === undefined ? '' : (text(item, field.variable) ?? '');
  }
}

/** The value of a cell that `itemCell` made, or that a person wrote in its manner; undefined for an empty one. */
export function cellValue(field: Field, cell: string): unknown {
  if (cell.trim() === '') return undefined;
  if (field.kind === 'names') return splitOutsideBraces(cell).map((name) => parseName(name));
  if (field.kind === 'date') return parseDate(cell);
  return cell;
}

function nameText(name: CslName): string {
  const written = formatName(name);
  return splitOutsideBraces(written)[0] === written ? written : guarded(name);
}

/** With each part in braces, so that a semicolon in it parts no names. */
function guarded(name: CslName): string {
  const brace = (part: string | undefined) => (part?.includes(';') ? `{${part}}` : part);
  const parts = Object.entries(name).map(([part, value]) => [part, typeof value === 'string' ? brace(value) : value]);
  return formatName(Object.fromEntries(parts) as CslName);
}

function splitOutsideBraces(cell: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= cell.length; at++) {
    const char = cell[at];
    if (char === '{') depth++;
    else if (char === '}') depth = Math.max(0, depth - 1);
    else if (char === undefined || (char === ';' && depth === 0)) {
      parts.push(cell.slice(start, at).trim());
      start = at + 1;
    }
  }
  return parts.filter((part) => part !== '');
}
