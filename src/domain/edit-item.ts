import { citationKeyProblem } from './citation-key.ts';
import { date, names, text } from './csl.ts';
import { formatDate, isOnCalendar, isWordsForDate, parseDate } from './dates/dates.ts';
import { bareDoi } from './doi.ts';
import { CSL_TYPES, type Field, fieldByName, nearestField } from './fields.ts';
import { formatName, OTHERS, parseName, splitNames } from './names.ts';
import type { CslDate, CslItem } from './study.ts';
import { nearest } from './text/nearest.ts';
import { UserError } from './user-error.ts';

const COMMON_FIELDS =
  'title, author, year, type, container, volume, issue, page, publisher, doi, url, abstract, note, key';

/** A field of the item as one text to edit: names as `Family, Given; Family, Given`, dates as EDTF. Empty when absent. */
export function fieldText(item: CslItem, field: Field): string {
  switch (field.kind) {
    case 'key':
      return item.id;
    case 'type':
      return item.type;
    case 'names':
      return names(item, field.variable!).map(formatName).join('; ');
    case 'year': {
      const issued = date(item, 'issued');
      return issued ? formatDate(issued) : '';
    }
    case 'date': {
      const value = date(item, field.variable!);
      return value ? formatDate(value) : '';
    }
    default:
      return field.variable === undefined ? '' : (text(item, field.variable) ?? '');
  }
}

/** What is wrong with `value` as the text of this field, in words; undefined when it can be taken. Empty text clears a field. */
export function fieldProblem(field: Field, value: string): string | undefined {
  const trimmed = value.trim();
  switch (field.kind) {
    case 'key':
      return citationKeyProblem(trimmed);
    case 'type': {
      if (CSL_TYPES.some((type) => type.name === trimmed)) return undefined;
      const near = nearest(
        trimmed,
        CSL_TYPES.map((type) => type.name),
      );
      return `"${trimmed}" is not a CSL type${near ? `; did you mean ${near}?` : ', such as report or article-journal'}`;
    }
    case 'year':
    case 'date': {
      const parsed = dateOf(trimmed);
      const isRight = parsed === undefined ? trimmed === '' : parsed.literal !== undefined || isOnCalendar(parsed);
      return isRight ? undefined : `"${trimmed}" is not a date; ${DATES}`;
    }
    case 'identifier':
      return field.variable === 'DOI' && trimmed !== '' && bareDoi(trimmed) === undefined
        ? `"${trimmed}" is not a DOI; one begins with 10.`
        : undefined;
    case 'text':
      return field.variable === 'URL' && trimmed !== '' && !URL.canParse(trimmed)
        ? `"${trimmed}" is not a URL; one begins with https://`
        : undefined;
    default:
      return field.variable === undefined ? `${field.label} is not a field of the reference` : undefined;
  }
}

/** What a date may be, in words. */
const DATES = 'write 2020-06-12, June 2020, 2019/2020, forthcoming, or "other words"';

/** A date that a person wrote; undefined for words that say no date, unless quotation marks show that they are meant. */
function dateOf(written: string): CslDate | undefined {
  const words = /^["“„](.+)["“”]$/s.exec(written)?.[1]?.trim();
  if (words) return { literal: words };
  const parsed = parseDate(written);
  return parsed.literal === undefined || isWordsForDate(written) ? parsed : undefined;
}

/**
 * The item with the field set from its text; empty text clears the field.
 * @throws UserError when the text cannot be taken.
 */
export function withField(item: CslItem, field: Field, value: string): CslItem {
  // What was not edited stays as it came, to the member.
  if (value.trim() === fieldText(item, field).trim()) return item;
  const problem = fieldProblem(field, value);
  if (problem !== undefined) throw new UserError(`${field.name}: ${problem}`);
  const trimmed = value.trim();
  switch (field.kind) {
    case 'key':
      return { ...item, id: trimmed };
    case 'type':
      return { ...item, type: trimmed };
    case 'names':
      return set(item, field.variable!, trimmed === '' ? undefined : parseNames(trimmed));
    case 'year':
      return set(item, 'issued', trimmed === '' ? undefined : withYear(date(item, 'issued'), trimmed));
    case 'date':
      return set(item, field.variable!, trimmed === '' ? undefined : dateOf(trimmed));
    case 'identifier':
      return set(item, field.variable!, trimmed === '' ? undefined : bareIdentifier(field, trimmed));
    default:
      return set(item, field.variable!, trimmed === '' ? undefined : trimmed);
  }
}

/** Words around a year stay beside the new one: "Summer/Fall 1999" is "Summer/Fall 2000" after `year=2000`. */
function withYear(before: CslDate | undefined, year: string): CslDate | undefined {
  const words = /^\d{4}$/.test(year) && before?.literal?.split(/(?<!\d)\d{4}(?!\d)/);
  return words && words.length === 2 ? { literal: words.join(year) } : dateOf(year);
}

/** Splits `author=Smith, Jane` at its first "="; undefined when this is no edit. @throws UserError for a field that is not known. */
export function parseFieldEdit(edit: string): { field: Field; value: string } | undefined {
  const match = /^([A-Za-z][A-Za-z-]*)=([\s\S]*)$/.exec(edit);
  if (!match) return undefined;
  const [, name = '', value = ''] = match;
  const field = fieldByName(name);
  if (field) return { field, value };
  const near = nearestField(name);
  throw new UserError(
    `${name}: no such field`,
    near ? `did you mean ${near}? Common fields are ${COMMON_FIELDS}` : `common fields are ${COMMON_FIELDS}`,
    2,
  );
}

/** Names parted by ";", by line ends or by "and". */
function parseNames(value: string) {
  const lines = splitOutsideBraces(value);
  return (lines.length > 1 ? lines : splitNames(value)).map((name) =>
    /^et\.? al\.?$/i.test(name) ? { ...OTHERS } : parseName(name),
  );
}

function splitOutsideBraces(value: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at];
    if (char === '{') depth += 1;
    else if (char === '}') depth = Math.max(0, depth - 1);
    else if ((char === ';' || char === '\n') && depth === 0) {
      parts.push(value.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(value.slice(start));
  return parts.map((part) => part.trim()).filter(Boolean);
}

function bareIdentifier(field: Field, value: string): string {
  if (field.variable !== 'DOI') return value;
  return bareDoi(value) ?? value;
}

function set(item: CslItem, variable: string, value: unknown): CslItem {
  const { [variable]: _, ...rest } = item;
  return (value === undefined ? rest : { ...item, [variable]: value }) as CslItem;
}
