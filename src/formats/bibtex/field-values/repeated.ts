import { joinKeywords, splitKeywords } from './keywords.ts';

/** Whether a field is a list of names that several fields of its name make together. */
export const isNameField = (name: string): boolean => /^(?:author|editor|translator|bookauthor)$/i.test(name);
const WORDS = /^(?:note|addendum|annote|annotation|abstract)$/;

/** Whether several fields of this name (lower case) say one thing together. Of others only one can count. */
export function isJoinable(name: string): boolean {
  return name === 'keywords' || isNameField(name) || WORDS.test(name);
}

/** What several fields of a joinable name say together, each thing once. LaTeX in and out. */
export function joinRepeated(name: string, values: readonly string[]): string {
  if (name === 'keywords')
    return joinKeywords([...new Set(values.flatMap(splitKeywords))].filter((word) => word !== ''));
  const parts = [...new Set(values.map((value) => value.trim()))].filter((value) => value !== '');
  if (isNameField(name)) return parts.join(' and ');
  return parts.map((part, at) => (at === parts.length - 1 || /[.;:!?]$/.test(part) ? part : `${part};`)).join(' ');
}
