import { UserError } from '../../domain/user-error.ts';
import { isObject } from '../json/is-object.ts';
import { syntaxDiagnostic } from '../json/json-place.ts';
import type { InPlace, PlacedEntry } from './in-place.ts';

/** Items of a list of CSL-JSON, by their `id`. */
export const cslJsonInPlace: InPlace = {
  entries(text, source) {
    const parsed = parse(text, source);
    return membersOf(text).map(({ start, end }, at): PlacedEntry => {
      const item: unknown = parsed[at];
      const id = isObject(item) ? item.id : undefined;
      return { key: typeof id === 'string' || typeof id === 'number' ? `${id}` : '', start, end };
    });
  },
  append(text, added, lineEnd) {
    const last = membersOf(text).at(-1);
    const list = added.map((item) => `  ${item}`).join(`,${lineEnd}`);
    if (last) return `${text.slice(0, last.end)},${lineEnd}${list}${text.slice(last.end)}`;
    const open = text.indexOf('[') + 1;
    return `${text.slice(0, open)}${lineEnd}${list}${lineEnd}${text.slice(open).trimStart()}`;
  },
};

/** @throws UserError for what is no list */
function parse(text: string, source: string): unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new UserError(
      `${source}: ${syntaxDiagnostic(text, source, error).message}`,
      'mend it first; nothing was written',
    );
  }
  if (Array.isArray(parsed)) return parsed;
  throw new UserError(
    `${source}: is JSON, but not a list of CSL items`,
    'name another file, or replace this one with --force; nothing was written',
  );
}

/** Where the members of a list of valid JSON stand. */
function membersOf(text: string): { start: number; end: number }[] {
  const members: { start: number; end: number }[] = [];
  let depth = 0;
  let start = -1;
  const close = (at: number) => {
    if (start >= 0) members.push({ start, end: start + text.slice(start, at).trimEnd().length });
    start = -1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === ']' || char === '}') {
      depth -= 1;
      if (depth === 0) close(at);
      continue;
    }
    if (depth === 1 && char === ',') close(at);
    else if (depth === 1 && start < 0 && char !== undefined && !/\s/.test(char)) start = at;
    if (char === '[' || char === '{') depth += 1;
    else if (char === '"') for (at += 1; at < text.length && text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
  }
  return members;
}
