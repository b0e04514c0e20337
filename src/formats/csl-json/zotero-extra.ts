import { isDeepStrictEqual } from 'node:util';
import { isWordsForDate, parseDate } from '../../domain/dates/dates.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { CSL_TYPES } from '../../domain/fields.ts';
import type { CslItem, CslName, Json, StudyDraft } from '../../domain/study.ts';
import { isObject } from '../json/is-object.ts';
import { DATE_VARIABLES, NAME_VARIABLES, VARIABLES } from './shapes.ts';

/** What was read from the note of an item, so that the same note can be written again. Kept in the residue as `extra`. */
interface KeptExtra {
  /** As it came. */
  note: string;
  /** What of it stays note; absent when nothing does. */
  rest?: string;
  /** The type that the item had beside the one that the note names. */
  type?: string;
  /** The citation key of the item, when the note names it. */
  key?: string;
  /** The variables that the note gave, `type` among them. */
  read: { [variable: string]: Json };
}

/** Reads fields of BibTeX by their lower-case names: the variables, and which of them each field gave. */
export type ReadTex = (fields: Map<string, { text: string }>) => { item: CslItem; gave: ReadonlyMap<string, string[]> };

const LINE = /^\s*([A-Za-z][A-Za-z0-9_. -]{0,40}?)\s*:\s*(\S.*)$/;
const TEX_LINE = /^\s*(?:tex|bibtex|biblatex)\.([A-Za-z][\w+-]{0,40})\s*[:=]\s*(\S.*)$/;
/** The older form, anywhere in a line: `{:original-date:1814}`. */
const BRACED = /\{:([A-Za-z][A-Za-z0-9_ -]{0,40}?)\s*:\s*([^{}\n]{1,2000})\}/g;

/** Labels of Zotero's fields that are not called as CSL calls them. Zotero documentation, "Citing fields from Extra". */
const ZOTERO_LABELS: ReadonlyMap<string, string> = new Map([
  ['place', 'publisher-place'],
  ['publication-title', 'container-title'],
  ['book-title', 'container-title'],
  ['proceedings-title', 'container-title'],
  ['journal-abbreviation', 'container-title-short'],
  ['short-title', 'title-short'],
  ['series', 'collection-title'],
  ['series-number', 'collection-number'],
  ['series-editor', 'collection-editor'],
  ['book-author', 'container-author'],
  ['num-pages', 'number-of-pages'],
  ['#-of-volumes', 'number-of-volumes'],
  ['conference-name', 'event-title'],
  ['event', 'event-title'],
  ['university', 'publisher'],
  ['institution', 'publisher'],
  ['date', 'issued'],
  ['pages', 'page'],
  ['archive-id', 'archive_location'],
  ['pubmed-id', 'PMID'],
]);
/** Words that begin many a remark; as labels they count only as CSL spells them. */
const EVERYDAY =
  /^(?:abstract|annote|authority|date|dimensions|event|genre|issue|keyword|medium|page|part|place|references|scale|section|series|source|status|supplement|title|version|volume)$/;
/** Never read from a note. */
const OWN = new Set([
  'id',
  'note',
  'custom',
  'categories',
  'citation-key',
  'citation-label',
  'citation-number',
  'first-reference-note-number',
  'locator',
  'year-suffix',
]);

const BY_LABEL: ReadonlyMap<string, string> = new Map([
  ...VARIABLES.map((name): [string, string] => [name.toLowerCase().replaceAll('_', '-'), name]),
  ...ZOTERO_LABELS,
]);

/** Whether the text of a file may hold fields of BibTeX in notes: these `readExtra` has read by others. */
export const holdsTexFields = (text: string): boolean =>
  /(?:tex|bibtex|biblatex)\.[A-Za-z][\w+-]{0,40}\s*[:=]/.test(text);

/**
 * Reads the fields that Zotero's Extra holds in the note of an item, one a line, into the variables that they name:
 * `original-date: 1814`, `PMID: 12345`, `type: dataset`, `editor: Smith || Jane`, `issued: 2001-03-02/2001-04-01`,
 * `tex.eprinttype: jstor`, and the older `{:original-date:1814}`. What the item has already stands, but for its type; what is
 * none of these stays note. citeproc-js, "Cheater syntax for odd fields"; Better BibTeX, "Extra fields".
 *
 * @returns what to keep as residue; undefined when nothing was read. Changes `item`.
 */
export function readExtra(item: CslItem, readTex?: ReadTex): KeptExtra | undefined {
  const { note } = item;
  if (typeof note !== 'string' || !/[:=]/.test(note)) return undefined;
  const reader = new ExtraReader(item, readTex);
  const rest = reader.rest(note);
  if (reader.found.size === 0 && !reader.hasKey) return undefined;
  const kept: KeptExtra = { note, read: Object.fromEntries(reader.found) as { [variable: string]: Json } };
  delete item.note;
  if (rest !== '') {
    kept.rest = rest;
    item.note = rest;
  }
  if (reader.found.has('type')) kept.type = item.type;
  if (reader.hasKey) kept.key = item.id;
  Object.assign(item, kept.read);
  return kept;
}

/** The item with the note that it came with instead of the variables that were read from it, while all of these are as they were. */
export function withExtra(item: Record<string, unknown>, extra: unknown): Record<string, unknown> {
  if (!isObject(extra) || typeof extra.note !== 'string' || !isObject(extra.read)) return item;
  const { note, rest, type, key, read } = extra;
  const isSame = Object.entries(read).every(
    ([name, value]) => Object.hasOwn(item, name) && isDeepStrictEqual(item[name], value),
  );
  if (!isSame || item.note !== rest || (key !== undefined && key !== item.id)) return item;
  const members = Object.entries(item).filter(([name]) => name === 'type' || !Object.hasOwn(read, name));
  return { ...Object.fromEntries(members), ...(typeof type === 'string' ? { type } : {}), note };
}

/** Whether a note came as it stands, with fields in it, by the residue of its study. */
export const wasNote = (residue: unknown, note: unknown): boolean =>
  isObject(residue) && isObject(residue.extra) && residue.extra.note === note;

/** What the notes of a file gave, for one sentence about it. */
export class ExtraCount {
  private readonly variables = new Set<string>();
  private items = 0;

  add(draft: StudyDraft | undefined): void {
    const kept = draft?.residue?.['csl-json'];
    if (!isObject(kept) || !isObject(kept.extra) || !isObject(kept.extra.read)) return;
    if (Object.keys(kept.extra.read).length > 0) this.items++;
    for (const variable of Object.keys(kept.extra.read)) this.variables.add(variable);
  }

  diagnostics(source: string): Diagnostic[] {
    if (this.items === 0) return [];
    const notes = this.items === 1 ? 'note of 1 item' : `notes of ${this.items} items`;
    const message = `read from the ${notes}, as from Zotero's Extra: ${[...this.variables].sort().join(', ')}`;
    return [{ severity: 'info', message, source }];
  }
}

class ExtraReader {
  readonly found = new Map<string, unknown>();
  private readonly item: CslItem;
  private readonly byTex: ReadTex | undefined;
  hasKey = false;

  constructor(item: CslItem, byTex: ReadTex | undefined) {
    this.item = item;
    this.byTex = byTex;
  }

  /** What no field takes of the note. */
  rest(note: string): string {
    const lines = note.split('\n');
    const tex = this.readTex(lines);
    const left = lines.flatMap((line, at) => {
      if (tex.has(at)) return [];
      const match = LINE.exec(line);
      if (match && this.take(match[1] ?? '', (match[2] ?? '').trim())) return [];
      const other = line.includes('{:')
        ? line.replace(BRACED, (whole, label: string, value: string) => (this.take(label, value.trim()) ? '' : whole))
        : line;
      if (other === line) return [line];
      const words = other.replace(/ {2,}/g, ' ').trim();
      return words === '' ? [] : [words];
    });
    return left
      .join('\n')
      .replace(/^\s*\n/, '')
      .trimEnd();
  }

  /** Whether the value went into the variable of its label. */
  private take(label: string, value: string): boolean {
    const plain = label.toLowerCase().replace(/[\s_]+/g, '-');
    if (EVERYDAY.test(plain) && label !== plain) return false;
    if (plain === 'type') return this.takeType(value);
    if (plain === 'citation-key' && value === this.item.id) {
      this.hasKey = true;
      return true;
    }
    const variable = BY_LABEL.get(plain);
    if (variable === undefined || OWN.has(variable)) return false;
    if (NAME_VARIABLES.has(variable)) return this.takeName(variable, value);
    if (Object.hasOwn(this.item, variable) || this.found.has(variable)) return false;
    const read = DATE_VARIABLES.has(variable) ? dateOf(value) : value;
    if (read === undefined) return false;
    this.found.set(variable, read);
    return true;
  }

  private takeType(value: string): boolean {
    if (this.found.has('type') || !CSL_TYPES.some(({ name }) => name === value)) return false;
    this.found.set('type', value);
    return true;
  }

  private takeName(variable: string, value: string): boolean {
    if (Object.hasOwn(this.item, variable)) return false;
    const before = this.found.get(variable);
    if (Array.isArray(before)) before.push(nameOf(value));
    else this.found.set(variable, [nameOf(value)]);
    return true;
  }

  /** Fields of BibTeX, read as an entry with these alone. @returns the lines that are used. */
  private readTex(lines: readonly string[]): Set<number> {
    const used = new Set<number>();
    const places = new Map<string, number>();
    const fields = new Map<string, { text: string }>();
    for (const [at, line] of lines.entries()) {
      const match = TEX_LINE.exec(line);
      const name = match?.[1]?.toLowerCase() ?? '';
      if (!match || fields.has(name)) continue;
      fields.set(name, { text: (match[2] ?? '').trim() });
      places.set(name, at);
    }
    if (!this.byTex || fields.size === 0) return used;
    const { item, gave } = this.byTex(fields);
    for (const [name, variables] of gave) {
      const at = places.get(name);
      const areFree = variables.every(
        (variable) =>
          variable !== 'tags' &&
          !OWN.has(variable) &&
          variable !== 'type' &&
          !Object.hasOwn(this.item, variable) &&
          item[variable] !== undefined,
      );
      if (at === undefined || !areFree) continue;
      for (const variable of variables) this.found.set(variable, item[variable]);
      used.add(at);
    }
    return used;
  }
}

function nameOf(value: string): CslName {
  const [family = '', given = ''] = value.split('||').map((part) => part.trim());
  return given === '' || family === '' ? { literal: family || given } : { family, given };
}

function dateOf(value: string): unknown {
  const date = parseDate(value);
  return date['date-parts'] || isWordsForDate(value) ? date : undefined;
}
