import { text } from '../csl.ts';
import { normalDoi } from '../doi.ts';
import { fieldOfVariable } from '../fields.ts';
import { joinKeywords, keywordsOf } from '../keywords.ts';
import type { CslItem } from '../study.ts';
import { isEmpty, isSameValue, shownValue } from './same-value.ts';

/** What differs between a study and a record of it, and stays as it is in the study. */
export interface Difference {
  /** For people: "pages", "DOI". */
  name: string;
  /** As the study and the record have it; absent for long texts. */
  values?: { here: string; there: string };
}

export interface JoinedItem {
  item: CslItem;
  /** Variables that the item had not, keywords apart. */
  variables: string[];
  keywords: string[];
  differences: Difference[];
}

/** Lists of identifiers in one text: two editions, print and online. */
const LISTS: Readonly<Record<string, RegExp>> = {
  ISBN: /(?:97[89][-\s]?)?\d(?:[-\s]?\d){8}[-\s]?[\dX]\b/gi,
  ISSN: /\b\d{4}-?\d{3}[\dX]\b/gi,
};
/** What belongs to the entry and not to the work. `custom` is joined member by member. */
const OWN = new Set(['id', 'custom', 'keyword', 'citation-key', '__proto__']);

/** An item with what `more` knows beyond it: keywords, identifiers, and variables that are empty. What differs stays. */
export function joinItem(item: CslItem, more: CslItem): JoinedItem {
  const joined: CslItem = { ...item };
  const variables: string[] = [];
  const differences: Difference[] = [];
  for (const variable of Object.keys(more)) {
    if (OWN.has(variable) || more[variable] === item[variable] || isEmpty(more[variable])) continue;
    if (isEmpty(item[variable])) {
      joined[variable] = more[variable];
      variables.push(variable);
    } else if (Object.hasOwn(LISTS, variable) && text(item, variable) !== undefined) {
      const list = joinIdentifiers(variable, item, more);
      if (list === undefined) continue;
      joined[variable] = list;
      variables.push(variable);
    } else if (!isSameValue(variable, item, more) && !saysDoiOnly(variable, item, more)) {
      differences.push(difference(variable, item, more));
    }
  }
  const keywords = item.keyword === more.keyword ? [] : keywordsBeyond(item, more);
  if (keywords.length > 0) joined.keyword = joinKeywords([...keywordsOf(item), ...keywords]);
  const custom = joinCustom(item.custom, more.custom);
  if (custom) {
    joined.custom = custom;
    variables.push('custom');
  }
  return { item: joined, variables, keywords, differences };
}

function keywordsBeyond(item: CslItem, more: CslItem): string[] {
  const known = new Set(keywordsOf(item).map((word) => word.toLowerCase()));
  return keywordsOf(more).filter((word) => !known.has(word.toLowerCase()));
}

/** The identifiers of both in one text; undefined when the item has them all. */
function joinIdentifiers(variable: string, item: CslItem, more: CslItem): string | undefined {
  const [here = '', there = ''] = [text(item, variable), text(more, variable)];
  const known = new Set(identifiersIn(variable, here).map(bare));
  const fresh = identifiersIn(variable, there).filter((one) => !known.has(bare(one)));
  return fresh.length === 0 ? undefined : [here, ...fresh].join(', ');
}

function identifiersIn(variable: string, value: string): string[] {
  return value.match(LISTS[variable] as RegExp) ?? [];
}

/** Without hyphens; an ISBN-10 as the nine digits that it shares with its ISBN-13. ISO 2108. */
function bare(identifier: string): string {
  const digits = identifier.replace(/[-\s]/g, '').toUpperCase();
  if (digits.length === 13) return digits.slice(3, 12);
  return digits.length === 10 ? digits.slice(0, 9) : digits;
}

/** An address that only repeats the DOI. */
function saysDoiOnly(variable: string, item: CslItem, more: CslItem): boolean {
  if (variable !== 'URL') return false;
  const doi = normalDoi(text(item, 'DOI') ?? text(more, 'DOI') ?? '');
  const isDoi = (url: string) => /^https?:\/\/(?:dx\.)?doi\.org\//i.test(url) && normalDoi(url) === doi;
  return doi !== undefined && isDoi(text(more, 'URL') ?? '');
}

function difference(variable: string, item: CslItem, more: CslItem): Difference {
  const name = variableName(variable);
  if (fieldOfVariable(variable)?.kind === 'long-text') return { name };
  return { name, values: { here: shownValue(variable, item), there: shownValue(variable, more) } };
}

/** As it stands in a sentence: "pages", "DOI"; a variable that CSL does not know as it is. */
export function variableName(variable: string): string {
  const label = fieldOfVariable(variable)?.label ?? variable;
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

function joinCustom(here: unknown, there: unknown): Record<string, unknown> | undefined {
  if (!isObject(there) || (here !== undefined && !isObject(here))) return undefined;
  const fresh = Object.entries(there).filter(
    ([name, value]) => name !== '__proto__' && !isEmpty(value) && !Object.hasOwn(here ?? {}, name),
  );
  return fresh.length === 0 ? undefined : { ...here, ...Object.fromEntries(fresh) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
