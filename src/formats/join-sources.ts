import type { Json, JsonObject, Residue } from '../domain/study.ts';
import { joinEntries } from './bibtex/source/join-entries.ts';
import { unplacedFields } from './left-behind.ts';
import { recordOf, recordResidue, type TagRecord } from './ris/record.ts';

/** What one format's source of a study gains, and what differs in it: names of fields. */
export interface JoinedSource {
  /** Undefined when nothing is added. */
  source?: Json;
  added: string[];
  differing: string[];
}

export interface JoinedSources {
  residue: Residue;
  /** Names of formats of which the study had nothing. */
  whole: string[];
  /** By the name of the format. */
  parts: { format: string; added: string[]; differing: string[] }[];
}

/**
 * The sources of a study with what those of another record of it say beyond them: the source in a format that it had not,
 * and fields that no CSL variable holds. What differs stays.
 */
export function joinSources(here: Residue | undefined, more: Residue | undefined): JoinedSources {
  const joined: JoinedSources = { residue: { ...here }, whole: [], parts: [] };
  for (const [format, source] of Object.entries(more ?? {})) {
    if (format === '__proto__') continue;
    if (!here || !Object.hasOwn(here, format)) {
      joined.residue[format] = source;
      joined.whole.push(format);
      continue;
    }
    const { source: grown, added, differing } = joinOne(format, here, { [format]: source });
    if (grown !== undefined) joined.residue[format] = grown;
    if (added.length + differing.length > 0) joined.parts.push({ format, added, differing });
  }
  return joined;
}

function joinOne(format: string, here: Residue, more: Residue): JoinedSource {
  if (format === 'bibtex') return joinEntries(here.bibtex, more.bibtex);
  const pairs = joinPairs(here[format], more[format]);
  return pairs ?? joinRecords(format, here, more) ?? joinMembers(here[format], more[format]);
}

/** Lists of names and texts, such as the cells of a table that no CSL variable holds. */
function joinPairs(here: Json | undefined, more: Json | undefined): JoinedSource | undefined {
  if (!isPairs(here) || !isPairs(more)) return undefined;
  const known = new Map(here.map(([name, value]) => [name, value]));
  const fresh = more.filter(([name]) => !known.has(name));
  const added = fresh.map(([name]) => name);
  const differing = more.flatMap(([name, value]) => (known.has(name) && known.get(name) !== value ? [name] : []));
  return { ...(added.length > 0 ? { source: [...here, ...fresh] } : {}), added, differing };
}

function isPairs(value: Json | undefined): value is [name: string, text: string][] {
  return (
    Array.isArray(value) &&
    value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string'))
  );
}

/** By tags that no CSL variable holds; what the others say is compared as that variable. */
function joinRecords(format: string, here: Residue, more: Residue): JoinedSource | undefined {
  const [record, other] = [recordOf(here, format), recordOf(more, format)];
  if (!record || !other) return undefined;
  const [known, told] = [byTag(record), byTag(other)];
  const others = [...told.keys()].filter((tag) => told.get(tag) !== known.get(tag));
  const unplaced = others.length === 0 ? undefined : unplacedFields(format, more);
  const news = unplaced ? others.filter((tag) => unplaced.has(tag)) : [];
  const added = news.filter((tag) => !known.has(tag));
  const differing = news.filter((tag) => known.has(tag));
  if (added.length === 0) return { added, differing };
  const fields = [...record.fields, ...other.fields.filter(([tag]) => added.includes(tag))];
  return { source: recordResidue({ ...record, fields }), added, differing };
}

function byTag({ fields }: TagRecord): Map<string, string> {
  const values = new Map<string, string>();
  for (const [tag, value] of fields) if (value !== '') values.set(tag, `${values.get(tag) ?? ''}${value}\n`);
  return values;
}

function joinMembers(here: Json | undefined, more: Json | undefined): JoinedSource {
  if (!isObject(here) || !isObject(more)) return { added: [], differing: [] };
  const names = Object.keys(more).filter((name) => name !== '__proto__');
  const added = names.filter((name) => !Object.hasOwn(here, name));
  const differing = names.filter(
    (name) => !added.includes(name) && JSON.stringify(here[name]) !== JSON.stringify(more[name]),
  );
  if (added.length === 0) return { added, differing };
  return {
    source: { ...here, ...Object.fromEntries(added.map((name) => [name, more[name] as Json])) },
    added,
    differing,
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
