import { date, names, text } from '../../domain/csl.ts';
import { formatDate } from '../../domain/dates/dates.ts';
import type { CslItem } from '../../domain/study.ts';
import { writePerson } from './persons.ts';
import { FORMATTABLE, isWhole, ROLES, TEXTS } from './read-entry.ts';
import { toFormattable } from './strings.ts';
import { hayagrivaTypes, spelled } from './types.ts';

type Fields = Record<string, unknown>;

/** Types of entries whose number, publisher and the like are those of the work that holds them. */
const ARTICLES = new Set(['periodical', 'newspaper', 'blog']);

/** The entry of an item, its fields in the order of Hayagriva's documentation. What no field can hold is left out. */
export function writeEntry(item: CslItem): Fields {
  const { entry: type, parent } = hayagrivaTypes(item.type);
  const parentType =
    parent ?? (isWhole(item.type) || text(item, 'container-title') === undefined ? undefined : holderOf(type));
  const hasParent = parentType !== undefined;
  const inArticle = hasParent && ARTICLES.has(parentType);
  const whole = without({
    type: spelled(type),
    title: titleOf(item, 'title', 'title-short'),
    author: persons(item, 'author'),
    date: day(item, 'issued'),
    parent: hasParent ? parents(item, parentType) : series(item),
    editor: hasParent ? undefined : persons(item, 'editor'),
    affiliated: affiliated(item),
    ...(hasParent ? {} : imprint(item, type)),
    ...(inArticle ? {} : { issue: number(item, 'issue'), volume: number(item, 'volume') }),
    ...texts(item),
    url: address(item),
    'serial-number': serials(
      item,
      hasParent ? ['DOI', 'PMID', 'PMCID', 'number'] : ['DOI', 'ISBN', 'ISSN', 'PMID', 'PMCID', 'number'],
    ),
  });
  return whole;
}

/** The type of the work that holds one which may stand for itself, too. */
const holderOf = (type: string): string =>
  type === 'web' || type === 'video' || type === 'audio' ? type : 'repository';

/** The works that hold the item, in the form of the only one or a list. */
function parents(item: CslItem, type: string): unknown {
  const inArticle = ARTICLES.has(type);
  const container = without({
    title: titleOf(item, 'container-title', 'container-title-short'),
    author: persons(item, 'container-author'),
    editor: persons(item, 'editor'),
    parent: series(item),
    ...imprint(item, type),
    ...(inArticle ? { issue: number(item, 'issue'), volume: number(item, 'volume') } : {}),
    'serial-number': serials(item, ['ISBN', 'ISSN']),
  });
  const event = without({
    title: titleOf(item, 'event-title'),
    location: formattable('location', text(item, 'event-place')),
    date: day(item, 'event-date'),
  });
  const all = [{ type: spelled(type), ...container }];
  if (item.type === 'paper-conference' && event.title !== undefined) all.push({ type: 'Conference', ...event });
  return all.length === 1 ? all[0] : all;
}

function series(item: CslItem): unknown {
  const fields = without({
    title: titleOf(item, 'collection-title'),
    editor: persons(item, 'collection-editor'),
    volume: number(item, 'collection-number'),
  });
  return Object.keys(fields).length > 0 ? { type: 'Anthology', ...fields } : undefined;
}

function imprint(item: CslItem, type: string): Fields {
  const publisher = type === 'thesis' || type === 'report' ? 'organization' : 'publisher';
  return {
    [publisher]: formattable(publisher, text(item, 'publisher')),
    location: formattable('location', text(item, 'publisher-place')),
  };
}

function texts(item: CslItem): Fields {
  return Object.fromEntries(
    TEXTS.map(([field, variable]) => {
      const value = text(item, variable);
      if (value === undefined || !fits(field, value)) return [field, undefined];
      return [field, FORMATTABLE.has(field) ? formattable(field, value) : asNumber(value)];
    }),
  );
}

/** Whether Hayagriva takes the text in this field; with another one it takes no entry of the file. */
function fits(field: string, value: string): boolean {
  if (field === 'language') return isLanguage(value);
  if (field === 'runtime') return /^(?:\d{1,3}:){1,3}\d\d(?:[.,]\d{1,3})?$/.test(value);
  return field !== 'page-total' && field !== 'volume-total' ? true : /^\d{1,9}$/.test(value);
}

function isLanguage(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value)[0] === value;
  } catch {
    return false;
  }
}

function titleOf(item: CslItem, variable: string, short?: string): unknown {
  const value = formattable('title', text(item, variable));
  const shorter = short && value !== undefined ? formattable('title', text(item, short)) : undefined;
  return shorter === undefined ? value : { value, short: shorter };
}

function formattable(field: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return FORMATTABLE.has(field) ? toFormattable(value).value : value;
}

function persons(item: CslItem, variable: string): unknown {
  const list = names(item, variable).map(writePerson);
  return list.length === 0 ? undefined : list.length === 1 ? list[0] : list;
}

function affiliated(item: CslItem): unknown {
  const groups = ROLES.flatMap(([role, variable]) => {
    const list = persons(item, variable);
    return list === undefined ? [] : [{ role, names: list }];
  });
  return groups.length > 0 ? groups : undefined;
}

/** A year, month or day; of a range its beginning. */
function day(item: CslItem, variable: string): unknown {
  const value = date(item, variable);
  const first = value?.['date-parts']?.[0];
  if (!value || !first) return undefined;
  const edtf = formatDate({ 'date-parts': [first] });
  if (!/^-?\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(edtf)) return undefined;
  if (value.circa && value.circa !== 'false') return `${edtf}~`;
  return /^[1-9]\d{3}$/.test(edtf) ? Number(edtf) : edtf;
}

function address(item: CslItem): unknown {
  const url = text(item, 'URL');
  if (url === undefined || !URL.canParse(url)) return undefined;
  const accessed = day(item, 'accessed');
  return accessed === undefined ? url : { value: url, date: accessed };
}

function serials(item: CslItem, variables: readonly string[]): unknown {
  const numbers = variables.flatMap((variable): [string, string][] => {
    const value = text(item, variable);
    return value === undefined ? [] : [[variable === 'number' ? 'serial' : variable.toLowerCase(), value]];
  });
  return numbers.length > 0 ? Object.fromEntries(numbers) : undefined;
}

const number = (item: CslItem, variable: string): unknown => {
  const value = text(item, variable);
  return value === undefined ? undefined : asNumber(value);
};

const asNumber = (value: string): unknown => (/^[1-9]\d{0,8}$/.test(value) ? Number(value) : value);

const without = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
