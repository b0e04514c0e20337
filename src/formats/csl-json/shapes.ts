import { CSL_TYPES } from '../../domain/fields.ts';
import { isObject } from '../json/is-object.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const TYPES: ReadonlySet<string> = new Set(CSL_TYPES.map(({ name }) => name));
const TEXT_VARIABLES = words(
  'citation-key language journalAbbreviation shortTitle abstract annote archive archive_collection archive_location archive-place authority ' +
    'call-number citation-label collection-title container-title container-title-short dimensions division DOI event event-title event-place ' +
    'genre ISBN ISSN jurisdiction keyword medium note original-publisher original-publisher-place original-title part-title PMCID PMID publisher ' +
    'publisher-place references reviewed-genre reviewed-title scale section source status title title-short URL version volume-title ' +
    'volume-title-short year-suffix',
);
const NUMBER_VARIABLES = words(
  'chapter-number citation-number collection-number edition first-reference-note-number issue locator number number-of-pages number-of-volumes ' +
    'page page-first part printing supplement volume',
);
export const NAME_VARIABLES = words(
  'author chair collection-editor compiler composer container-author contributor curator director editor editorial-director executive-producer ' +
    'guest host illustrator interviewer narrator organizer original-author performer producer recipient reviewed-author script-writer series-creator translator',
);
export const DATE_VARIABLES = words('accessed available-date event-date issued original-date submitted');
const NAME_TEXTS = words('family given dropping-particle non-dropping-particle suffix literal');

/** All variables but the type: texts, numbers, names, dates. */
export const VARIABLES: readonly string[] = [
  ...TEXT_VARIABLES,
  ...NUMBER_VARIABLES,
  ...NAME_VARIABLES,
  ...DATE_VARIABLES,
];

/** Whether CSL 1.0.2 defines the member of an item. */
export function isVariable(name: string): boolean {
  return (
    TEXT_VARIABLES.has(name) ||
    NUMBER_VARIABLES.has(name) ||
    NAME_VARIABLES.has(name) ||
    DATE_VARIABLES.has(name) ||
    /^(?:id|type|categories|custom)$/.test(name)
  );
}

export interface Shape {
  /** The value as CSL-JSON 1.0.2 wants it; as it came where nothing valid holds it whole. */
  value: unknown;
  /** What is wrong with it as it came, in words. */
  problem?: string;
}

/** A variable in the shape of CSL-JSON 1.0.2 (csl-data.json): a number of a title as text, an unknown type as `document`. */
export function validShape(name: string, value: unknown): Shape {
  if (name === 'type') {
    return TYPES.has(String(value))
      ? { value }
      : { value: 'document', problem: `"type" is "${value}", which is not a CSL type` };
  }
  if (NAME_VARIABLES.has(name)) return validNames(name, value);
  if (DATE_VARIABLES.has(name)) return isDate(value) ? { value } : { value, problem: `"${name}" is not a CSL date` };
  const isNumber = NUMBER_VARIABLES.has(name);
  if ((!isNumber && !TEXT_VARIABLES.has(name)) || typeof value === 'string') return { value };
  if (isNumber && typeof value === 'number') return { value };
  return { value: textOf(value) ?? value, problem: `"${name}" is ${kindOf(value)}, not text` };
}

function validNames(variable: string, value: unknown): Shape {
  if (!Array.isArray(value) || !value.every(isObject)) return { value };
  let problem: string | undefined;
  const names = value.map((name) => {
    const wrong = Object.keys(name).filter((part) => NAME_TEXTS.has(part) && typeof name[part] !== 'string');
    if (wrong.length === 0) return name;
    problem ??= `"${variable}" has a name whose "${wrong[0]}" is ${kindOf(name[wrong[0]!])}, not text`;
    const parts = Object.entries(name).map(([part, one]) => [part, wrong.includes(part) ? (textOf(one) ?? one) : one]);
    return Object.fromEntries(parts.filter(([, one]) => one !== null));
  });
  return problem === undefined ? { value } : { value: names.filter((name) => Object.keys(name).length > 0), problem };
}

function isDate(value: unknown): boolean {
  if (!isObject(value)) return false;
  const parts = value['date-parts'];
  if (parts === undefined) return ['raw', 'literal', 'edtf', 'season'].some((name) => value[name] !== undefined);
  return Array.isArray(parts) && (parts.length === 1 || parts.length === 2) && parts.every(isDay);
}

function isDay(part: unknown): boolean {
  return (
    Array.isArray(part) &&
    part.length >= 1 &&
    part.length <= 3 &&
    part.every((one) => (typeof one === 'number' || typeof one === 'string') && Number.isInteger(Number(one || '-')))
  );
}

/** A number, a truth value or a list of texts as text; undefined for what text cannot hold. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return undefined;
  return value.every((one) => typeof one === 'string' || typeof one === 'number') ? value.join(', ') : undefined;
}

/** What a JSON value is, for people: "a list", "an object", "a number". */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
