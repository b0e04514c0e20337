import { parseDate } from '../../domain/dates/dates.ts';
import { joinKeywords } from '../../domain/keywords.ts';
import { isSureSuffix, parseName } from '../../domain/names.ts';
import type { Attachment, CslDate, CslItem, CslName } from '../../domain/study.ts';
import { shortened } from '../../domain/text/shortened.ts';
import { writtenPath } from '../attached/written-paths.ts';
import { isObject } from '../json/is-object.ts';
import { readDate } from '../ris/dates.ts';
import { readNote } from '../screening/notes.ts';
import { creatorVariable, cslTypeOfZotero, DATE_FIELDS, TEXT_FIELDS } from './item-types.ts';

export interface ZoteroReading {
  item: CslItem;
  attachments: Attachment[];
  tags: string[];
  /** What did not come in as it was written. */
  problems: string[];
}

/** The CSL item of an item of Zotero, as Zotero itself would export it; `extra` becomes the note whole. Never throws. */
export function itemToCsl(source: Record<string, unknown>, notes: readonly unknown[]): ZoteroReading {
  const problems: string[] = [];
  const itemType = textOf(source.itemType) ?? '';
  const type = cslTypeOfZotero(itemType);
  if (type === undefined) problems.push(`unknown type "${shortened(itemType, 40)}"; read as a document`);
  const key = source.citationKey ?? source.citekey ?? source['citation-key'];
  const item: CslItem = { id: textOf(key) ?? pinnedKey(source.extra), type: type ?? 'document' };
  for (const [variable, fields] of TEXT_FIELDS) {
    const found = fields.map((field) => textOf(source[field])).find((text) => text !== undefined);
    if (found !== undefined) item[variable] = found;
  }
  if (itemType === 'presentation' && item['publisher-place'] !== undefined) {
    item['event-place'] = item['publisher-place'];
    delete item['publisher-place'];
  }
  for (const [variable, fields] of DATE_FIELDS) {
    const found = fields.map((field) => textOf(source[field])).find((text) => text !== undefined);
    if (found !== undefined) item[variable] = dateOf(found);
  }
  readCreators(source.creators, itemType, item, problems);
  const extra = textOf(source.extra);
  if (extra !== undefined) item.note = extra;
  const words = listOf(source.tags).flatMap((tag) =>
    isByHand(tag) ? [] : (textOf(isObject(tag) ? tag.tag : tag) ?? []),
  );
  if (words.length > 0) item.keyword = joinKeywords([...new Set(words)]);
  const tags = listOf(source.tags).flatMap((tag) => (isByHand(tag) ? (textOf(tag.tag) ?? []) : []));
  const own = [...listOf(source.notes), ...notes].flatMap((note) => textOf(isObject(note) ? note.note : note) ?? []);
  const texts = own.map((note) => readNote(note).text).filter((text) => text !== '');
  if (texts.length > 0) item.annote = texts.join('\n\n');
  return { item, tags, attachments: listOf(source.attachments).flatMap(attachmentOf), problems };
}

/** Zotero marks tags that came with a record with the type 1; those that somebody chose have none, or 0. */
const isByHand = (tag: unknown): tag is Record<string, unknown> =>
  isObject(tag) && (tag.type === undefined || tag.type === 0);

/** Better BibTeX pins keys in Zotero's Extra. */
const pinnedKey = (extra: unknown): string =>
  (typeof extra === 'string' ? /^Citation Key: {0,9}(\S{1,200})[ \t]{0,9}$/im.exec(extra)?.[1] : undefined) ?? '';

function readCreators(creators: unknown, itemType: string, item: CslItem, problems: string[]): void {
  for (const creator of listOf(creators)) {
    const name = isObject(creator) ? nameOf(creator) : undefined;
    if (!isObject(creator) || !name) {
      problems.push('a creator without a name is left out');
      continue;
    }
    const kind = textOf(creator.creatorType) ?? 'author';
    const variable = creatorVariable(kind, itemType) ?? 'contributor';
    const before = item[variable];
    item[variable] = [...(Array.isArray(before) ? before : []), name];
  }
}

/** Zotero keeps particles with the family name, and a suffix behind a comma of the given one; a quoted family name has no particle. */
function nameOf(creator: Record<string, unknown>): CslName | undefined {
  const last = textOf(creator.lastName);
  const first = textOf(creator.firstName);
  const whole = textOf(creator.name);
  if (whole !== undefined || (creator.fieldMode === 1 && last !== undefined)) return { literal: whole ?? last ?? '' };
  if (last === undefined) return first === undefined ? undefined : { literal: first };
  const quoted = /^"(.+)"$/.exec(last)?.[1];
  const name: CslName =
    quoted !== undefined ? { family: quoted } : /[,{}\\]/.test(last) ? { family: last } : parseName(`${last},`);
  const [, given = first, suffix] = /^(.{1,300}), ?([^,]{1,10})$/.exec(first ?? '') ?? [];
  if (suffix !== undefined && isSureSuffix(suffix)) return { ...name, ...(given ? { given } : {}), suffix };
  return first === undefined ? name : { ...name, given: first };
}

/** "2010-03-00 March 2010" is how Zotero stores a date: its own reading, then the words. */
function dateOf(text: string): CslDate {
  const stored = /^(\d{4})-(\d\d)-(\d\d)(?: .*)?$/.exec(text);
  const plain = stored ? [stored[1], stored[2], stored[3]].filter((part) => !/^0+$/.test(part ?? '')).join('-') : text;
  return readDate(plain.replace(/^(\d{4}-\d\d-\d\d)[T ]\d\d:.*$/, '$1')) ?? parseDate(text);
}

function attachmentOf(value: unknown): Attachment[] {
  const path = isObject(value) ? textOf(value.path) : undefined;
  if (!isObject(value) || path === undefined) return [];
  const title = textOf(value.title);
  return [{ path: writtenPath(path), ...(title === undefined ? {} : { title }) }];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text that says something, or a number as text. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
