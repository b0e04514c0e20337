import { parseName } from '../../domain/names.ts';
import type { CslName } from '../../domain/study.ts';
import { isObject } from '../json/is-object.ts';
import { isInstitution } from '../names/institution-words.ts';

/** A person as a string (`Family, Given, Suffix`), or in parts where a string would say another one. */
export type Person = string | { name: string; 'given-name'?: string; prefix?: string; suffix?: string };

/** The names of a person or a list of them; undefined where one of them is none, or has an alias. */
export function readPersons(value: unknown): CslName[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  const names = list.map(readPerson);
  return names.length > 0 && names.every((name) => name !== undefined) ? (names as CslName[]) : undefined;
}

function readPerson(value: unknown): CslName | undefined {
  if (typeof value === 'number') return { literal: String(value) };
  if (typeof value === 'string') {
    const parts = value.split(',').map((part) => part.trim());
    const [last = '', given = '', suffix = ''] = parts;
    if (last === '' || parts.length > 3) return undefined;
    if (given === '' && suffix === '') return alone(last);
    return parseName([braced(last), suffix, given].filter(Boolean).join(', '));
  }
  if (!isObject(value) || Object.values(value).some((part) => typeof part !== 'string') || 'alias' in value)
    return undefined;
  const { name, 'given-name': given, prefix, suffix } = value as Record<string, string>;
  if (!name) return undefined;
  if (!given && !prefix && !suffix) return { literal: name };
  return {
    family: name,
    ...(given ? { given } : {}),
    ...(prefix ? { 'non-dropping-particle': prefix } : {}),
    ...(suffix ? { suffix } : {}),
  };
}

/** A word alone is a person who goes by it; several are an institution. */
const alone = (name: string): CslName =>
  /\s/.test(name) || isInstitution(name) ? { literal: name } : { family: name };

const braced = (last: string): string => last.replace(/[{}]/g, '');

/** The shortest form from which `readPersons` makes the same name. */
export function writePerson(name: CslName): Person {
  const { family, given, literal, suffix } = name;
  if (family === undefined) {
    const text = literal ?? given ?? '';
    return same(readPerson(text), { literal: text }) ? text : { name: text };
  }
  const prefix = [name['dropping-particle'], name['non-dropping-particle']].filter(Boolean).join(' ');
  const text = [[prefix, family].filter(Boolean).join(' '), given ?? '', suffix ?? '']
    .filter((part, at) => part !== '' || at === 1)
    .join(', ')
    .replace(/, $/, '');
  const whole: CslName = {
    family,
    ...(given ? { given } : {}),
    ...(prefix ? { 'non-dropping-particle': prefix } : {}),
    ...(suffix ? { suffix } : {}),
  };
  if (same(readPerson(text), whole)) return text;
  return {
    name: family,
    ...(given ? { 'given-name': given } : {}),
    ...(prefix ? { prefix } : {}),
    ...(suffix ? { suffix } : {}),
  };
}

const PARTS = ['family', 'given', 'literal', 'suffix', 'non-dropping-particle', 'dropping-particle'] as const;

/** Whether two names have the same parts. */
export const same = (a: CslName | undefined, b: CslName): boolean =>
  a !== undefined && PARTS.every((part) => (a[part] ?? '') === (b[part] ?? ''));
