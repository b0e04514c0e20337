import { text } from '../../../domain/csl.ts';
import { splitKeywords } from '../../../domain/keywords.ts';
import type { CslItem, Json, Study } from '../../../domain/study.ts';
import { normalTags } from '../../../domain/tag.ts';
import type { Link } from '../mapping/entry-to-csl.ts';
import type { Dialect } from '../model/fields.ts';

/** A field of the source: its value stands in `raw` from `from` to `to`; the names after that are the CSL variables it gave. */
export type KeptField = [name: string, from: number, to: number, ...variables: string[]];

/** A field that an entry has from another: by which link, its name here and there, its value, the CSL variables it gave. */
export interface InheritedField {
  by: Link;
  name: string;
  as: string;
  value: string;
  variables: string[];
}

/** What an entry keeps of its source, so that all of it can be written again. Kept as `residue.bibtex`. */
export interface BibtexResidue {
  /** The text between the entry before this one and this one: comments, macros, preambles, junk. */
  before: string;
  /** The entry as it stood in the file, from `@` to its closing mark. */
  raw: string;
  /** What follows the last entry of a file. */
  after?: string;
  /** Entry type and key as written. */
  type: string;
  key: string;
  /** A library cannot keep the key: it is empty, has a space in it or the like, or another entry has it. */
  keyless?: boolean;
  dialect: Dialect;
  /** Fingerprint of the whole file, and the place of the entry in it, from 0. */
  file: string;
  at: number;
  /** That of the file (see `Decoded`); absent when it is UTF-8. */
  encoding?: string;
  fields: KeptField[];
  /** What stands in the entry and is no field: `%` comments, stray text. */
  remarks?: string[];
  /** The `@string` definitions that the entry uses, right sides as written. */
  strings?: { [name: string]: string };
  /** CSL variables that were worked out, and are not written. */
  derived?: string[];
  /** Fields that it has from other entries of its file. */
  inherited?: InheritedField[];
  /** The key of its `crossref` parent in its file, in lower case; absent when that is not there. */
  parent?: string;
  /** The `@xdata` entries that it needs, by key in lower case, as written. */
  data?: { [key: string]: string };
  /** Fingerprints of the CSL variables as they were imported; "tags" stands for keywords and tags together. */
  seen: { [variable: string]: string };
}

export function asJson(residue: BibtexResidue): Json {
  return residue as unknown as Json;
}

/** The residue of a study when it is one of ours and whole; undefined for anything else, since libraries can be edited by hand. */
export function bibtexResidue(value: unknown): BibtexResidue | undefined {
  const kept = value as Partial<BibtexResidue> | null | undefined;
  if (typeof kept !== 'object' || kept === null) return undefined;
  const texts = [kept.before, kept.raw, kept.type, kept.key, kept.file];
  if (texts.some((text) => typeof text !== 'string') || typeof kept.at !== 'number') return undefined;
  if (!Array.isArray(kept.fields) || typeof kept.seen !== 'object' || kept.seen === null) return undefined;
  const areFields = kept.fields.every(
    (field) =>
      Array.isArray(field) && typeof field[0] === 'string' && Number.isInteger(field[1]) && Number.isInteger(field[2]),
  );
  return areFields && (kept.dialect === 'bibtex' || kept.dialect === 'biblatex') ? (kept as BibtexResidue) : undefined;
}

const NOT_SEEN = new Set(['id', 'custom', '__proto__', 'keyword']);

/**
 * Fingerprints of all variables of an item, and of its keywords and tags together as "tags": a .bib has one list for both, so
 * a keyword that goes on as a tag changes nothing there. The order of members, and the order, spelling and case of tags do not matter.
 */
export function fingerprints(item: CslItem, tags: readonly string[]): { [variable: string]: string } {
  const seen: { [variable: string]: string } = {};
  for (const variable of Object.keys(item)) {
    if (!NOT_SEEN.has(variable)) seen[variable] = fingerprint(item[variable]);
  }
  // As a library keeps tags: it may spell them in its own way.
  const kept = normalTags([...tags, ...splitKeywords(text(item, 'keyword') ?? '')]).map((tag) => tag.toLowerCase());
  if (kept.length > 0) seen.tags = fingerprint(kept.sort());
  return seen;
}

/** Whether nothing of a study has changed since it was imported. */
export function isUntouched({ item, tags }: Study, residue: BibtexResidue): boolean {
  if (item.id !== residue.key && !residue.keyless) return false;
  const now = fingerprints(item, tags);
  const names = new Set([...Object.keys(now), ...Object.keys(residue.seen)]);
  return [...names].every((name) => now[name] === residue.seen[name]);
}

/** A short hash (60 bits) of any JSON value. */
export function fingerprint(value: unknown): string {
  const text = typeof value === 'string' ? value : canonical(value);
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return digits(high) + digits(low);
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
const PAIRS = Array.from({ length: 4096 }, (_, at) => DIGITS.charAt(at >> 6) + DIGITS.charAt(at & 63));

/** The 30 highest bits of a 32-bit number; `toString(36)` would cost more than the hash. */
function digits(bits: number): string {
  return `${PAIRS[bits >>> 20]}${PAIRS[(bits >>> 8) & 4095]}${DIGITS.charAt((bits >>> 2) & 63)}`;
}

/** JSON with the members of objects in the order of their names. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  let text = '';
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) text += at === 0 ? canonical(value[at]) : `,${canonical(value[at])}`;
    return `[${text}]`;
  }
  const object = value as Record<string, unknown>;
  for (const name of Object.keys(object).sort())
    text += `${text === '' ? '' : ','}${quotedName(name)}:${canonical(object[name])}`;
  return `{${text}}`;
}

/** Names of members come again and again. */
const quotedNames = new Map<string, string>();

function quotedName(name: string): string {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  const quoted = JSON.stringify(name);
  if (quotedNames.size < 1000) quotedNames.set(name, quoted);
  return quoted;
}
