import { stringify } from 'yaml';
import { names } from '../../domain/csl.ts';
import type { CslItem, Study } from '../../domain/study.ts';
import { NAME_VARIABLES } from '../csl-json/shapes.ts';
import type { WriteOptions, WriteResult } from '../format.ts';
import { isObject } from '../json/is-object.ts';
import { leftBehind } from '../left-behind.ts';
import { isSameIn, NO_STATEMENT, Omissions } from '../omissions.ts';
import { same } from './persons.ts';
import { type Entry, entryOf, readEntry } from './read-entry.ts';
import { hayagrivaTypes } from './types.ts';
import { writeEntry } from './write-entry.ts';

const BREATH = 100;

/** One entry a study, under its citation key; one that came in Hayagriva and has not changed, as it came. */
export async function writeHayagriva(studies: readonly Study[], options: WriteOptions): Promise<WriteResult> {
  const lost = new Omissions('part');
  const parts: string[] = [];
  for (const [index, study] of studies.entries()) {
    if (index % BREATH === 0) await options.onProgress?.(index / studies.length);
    const entry = entryFor(study, lost);
    parts.push(stringify({ [study.item.id]: entry }, { lineWidth: 0, compat: 'yaml-1.1', indent: 2 }));
  }
  const text = parts.length === 0 ? '{}\n' : parts.join('\n');
  return { text, diagnostics: [...lost.told('Hayagriva'), ...leftBehind(studies, 'hayagriva', 'Hayagriva')] };
}

/** The entry of a study. What it does not say of the study is added to `lost`. */
function entryFor(study: Study, lost: Omissions): Entry {
  const { item, residue } = study;
  if (study.tags.length > 0) lost.add('tags');
  if (study.excerpts.length > 0) lost.add('excerpts');
  if (study.attachments && study.attachments.length > 0) lost.add('attachments');
  if (study.status !== 'unscreened') lost.add('the screening');
  const source = entryOf(residue);
  const before = source && readEntry(item.id, source);
  if (source && before && missing(item, before.item).length === 0 && missing(before.item, item).length === 0)
    return source;
  const entry = writeEntry(item);
  if (source && before) for (const path of before.left) if (!takeOver(source, entry, path)) lost.add(`its own ${path}`);
  const read = readEntry(item.id, entry).item;
  if (!hayagrivaTypes(item.type).exact) lost.add(`the type ${item.type}`);
  for (const variable of missing(item, read)) if (variable !== 'type') lost.add(variable);
  return entry;
}

/** Variables of `item` that the other item has not, or otherwise. */
function missing(item: CslItem, other: CslItem): string[] {
  return Object.keys(item).filter((name) => {
    const value = item[name];
    return (
      name !== 'id' && !NO_STATEMENT.has(name) && value !== undefined && value !== '' && !isSame(name, item, other)
    );
  });
}

function isSame(name: string, item: CslItem, other: CslItem): boolean {
  if (NAME_VARIABLES.has(name)) {
    const [a, b] = [names(item, name), names(other, name)];
    return a.length === b.length && a.every((one, at) => same(alone(one), alone(b[at]!)));
  }
  return isSameIn(name, item, other);
}

/** A family name without anything else is a name of one part, as that of an institution is. */
function alone(name: ReturnType<typeof names>[number]): ReturnType<typeof names>[number] {
  const { family, given, suffix } = name;
  const isAlone =
    family !== undefined && !given && !suffix && !name['non-dropping-particle'] && !name['dropping-particle'];
  return isAlone ? { literal: family } : name;
}

/** Copies a field that no variable holds from the source into the new entry, as far as it goes there. */
function takeOver(source: Entry, entry: Record<string, unknown>, path: string): boolean {
  const [name = '', ...rest] = path.split('.');
  if (!Object.hasOwn(source, name)) return false;
  const value = source[name];
  if (rest.length === 0) {
    if (name in entry) return false;
    entry[name] = value;
    return true;
  }
  const [inner, own] = [value, entry[name]];
  return isObject(inner) && isObject(own) && takeOver(inner, own, rest.join('.'));
}
