import type { CslDate, CslItem, CslName } from './study.ts';

/** A text or number variable as text; `undefined` when it is absent, empty or of another kind. */
export function text(item: CslItem, variable: string): string | undefined {
  const value = Object.hasOwn(item, variable) ? item[variable] : undefined;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A name variable, its parts as text; empty when it is absent. Members that are no names and parts that are no text are left out. */
export function names(item: CslItem, variable: string): CslName[] {
  const value = Object.hasOwn(item, variable) ? item[variable] : undefined;
  return Array.isArray(value) ? value.filter(isPlainObject).map(withTexts) : [];
}

const NAME_TEXTS = ['family', 'given', 'literal', 'suffix', 'dropping-particle', 'non-dropping-particle'] as const;

function withTexts(name: Record<string, unknown>): CslName {
  if (NAME_TEXTS.every((part) => name[part] === undefined || typeof name[part] === 'string')) return name;
  const texts: CslName = { ...name };
  for (const part of NAME_TEXTS) {
    const value = name[part];
    if (typeof value === 'number' || typeof value === 'boolean') texts[part] = String(value);
    else if (typeof value !== 'string') delete texts[part];
  }
  return texts;
}

/** A date variable, without parts that are no lists; `undefined` when it is absent or no date object. */
export function date(item: CslItem, variable: string): CslDate | undefined {
  const value = Object.hasOwn(item, variable) ? item[variable] : undefined;
  if (!isPlainObject(value)) return undefined;
  const { 'date-parts': parts, ...rest }: Record<string, unknown> = value;
  return parts === undefined || (Array.isArray(parts) && parts.every(Array.isArray)) ? value : rest;
}

function isPlainObject(value: unknown): value is Record<string, never> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
