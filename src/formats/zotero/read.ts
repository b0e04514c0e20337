import type { Say } from '../../domain/diagnostic.ts';
import type { Json, Residue, StudyDraft } from '../../domain/study.ts';
import { CSL_JSON } from '../csl-json/read.ts';
import { texReaderFor } from '../csl-json/tex-fields.ts';
import { ExtraCount, readExtra } from '../csl-json/zotero-extra.ts';
import type { ReadContext, ReadResult } from '../format.ts';
import { isObject } from '../json/is-object.ts';
import { memberLines } from '../json/json-place.ts';
import { isDeeperThan, MAX_DEPTH, parseJson } from '../json/parse.ts';
import { itemToCsl } from './item-to-csl.ts';

const BREATH = 200;
/** Items that are no works: they belong to one. */
const CHILDREN: ReadonlySet<unknown> = new Set(['note', 'attachment', 'annotation']);

/** Reads items of Zotero. The item itself stays with the study as residue. One bad item never stops the others. */
export async function readZoteroJson(text: string, context: ReadContext): Promise<ReadResult> {
  const { value, source, diagnostics } = parseJson(text, context.source);
  const studies: StudyDraft[] = [];
  if (value === undefined) return { studies, diagnostics };
  const isList = Array.isArray(value);
  const under = !isList && isObject(value) && Array.isArray(value.items) ? value.items : undefined;
  const members: readonly unknown[] = isList ? value : (under ?? [value]);
  const lines = memberLines(source, members.length, under ? ['items'] : []);
  const sources = members.map((member) => (isObject(member) && isObject(member.data) ? member.data : member));
  const notes = notesByParent(sources);
  const readTex = await texReaderFor(source);
  const extra = new ExtraCount();
  let children = 0;
  for (const [index, item] of sources.entries()) {
    if (index % BREATH === BREATH - 1) await context.onProgress?.(index / sources.length);
    const line = lines[index];
    const say: Say = (severity, message, key = '') => {
      const place = { source: context.source, ...(line ? { line } : {}), ...(key ? { key } : {}) };
      diagnostics.push({ severity, message, ...place });
    };
    if (!isObject(item) || typeof item.itemType !== 'string')
      say('error', 'not an item of Zotero: it has no "itemType"; left out');
    else if (isDeeperThan(MAX_DEPTH, item))
      say('error', `an item with more than ${MAX_DEPTH} levels of lists and objects is left out`);
    else if (CHILDREN.has(item.itemType)) children += item.itemType === 'note' && item.parentItem ? 0 : 1;
    else {
      const read = itemToCsl(item, notes.get(item.key) ?? []);
      for (const problem of read.problems) say('warning', problem, read.item.id);
      const kept = readExtra(read.item, readTex);
      const residue: Residue = { 'zotero-json': withoutProto(item) };
      if (kept) residue[CSL_JSON] = { extra: kept as unknown as Json };
      const draft: StudyDraft = { item: read.item, tags: read.tags, excerpts: [], residue };
      if (read.attachments.length > 0) draft.attachments = read.attachments;
      studies.push(line ? { ...draft, line } : draft);
      extra.add(draft);
    }
  }
  if (children > 0) {
    const items =
      children === 1
        ? '1 item that is a note, an attachment or an annotation'
        : `${children} items that are notes, attachments or annotations`;
    const message = `${items} left out`;
    diagnostics.push({ severity: 'info', message, source: context.source });
  }
  diagnostics.push(...extra.diagnostics(context.source));
  return { studies, diagnostics };
}

/** Notes that Zotero's web API gives as items of their own, by the key of the work that they belong to. */
function notesByParent(items: readonly unknown[]): Map<unknown, unknown[]> {
  const found = new Map<unknown, unknown[]>();
  for (const item of items) {
    if (!isObject(item) || item.itemType !== 'note' || typeof item.parentItem !== 'string') continue;
    found.set(item.parentItem, [...(found.get(item.parentItem) ?? []), item.note]);
  }
  return found;
}

const withoutProto = (item: Record<string, unknown>): Json =>
  Object.fromEntries(Object.entries(item).filter(([name]) => name !== '__proto__')) as Json;
