import { isDeepStrictEqual } from 'node:util';
import type { CslItem, Json } from '../../domain/study.ts';
import { decodeEntities } from '../html-entities.ts';
import { isObject } from '../json/is-object.ts';

/** Not texts of a work. */
const OWN = new Set(['id', 'type', 'custom', 'citation-key', 'URL']);

/**
 * Decodes the entities of HTML that a site left in the texts and names of an item: "Energy &amp; Society" is "Energy & Society".
 *
 * @param only with it, of these variables and while they are still what is given: they came so before
 * @returns the variables as they came, to keep as residue; undefined when there were none. Changes `item`.
 */
export function readEntities(item: CslItem, only?: unknown): { [variable: string]: Json } | undefined {
  const came: { [variable: string]: Json } = {};
  for (const [name, value] of Object.entries(item)) {
    if (OWN.has(name)) continue;
    if (only !== undefined && !(isObject(only) && Object.hasOwn(only, name) && isDeepStrictEqual(only[name], value)))
      continue;
    const decoded = decodedValue(value);
    if (isDeepStrictEqual(decoded, value)) continue;
    came[name] = value as Json;
    item[name] = decoded;
  }
  return Object.keys(came).length > 0 ? came : undefined;
}

/** The item with those of its variables as they came that have not changed since. */
export function withEntities(item: Record<string, unknown>, came: unknown): Record<string, unknown> {
  if (!isObject(came)) return item;
  const same = Object.entries(came).filter(
    ([name, value]) => Object.hasOwn(item, name) && isDeepStrictEqual(decodedValue(value), item[name]),
  );
  return { ...item, ...Object.fromEntries(same) };
}

function decodedValue(value: unknown): unknown {
  if (typeof value === 'string') return decodeEntities(value);
  if (!Array.isArray(value)) return value;
  return value.map((name: unknown) =>
    isObject(name)
      ? Object.fromEntries(
          Object.entries(name).map(([part, text]) => [part, typeof text === 'string' ? decodeEntities(text) : text]),
        )
      : name,
  );
}
