import type { Say } from '../../domain/diagnostic.ts';
import type { CslItem, Json, StudyDraft } from '../../domain/study.ts';
import { shortened } from '../../domain/text/shortened.ts';
import type { ReadContext, ReadResult } from '../format.ts';
import { isObject } from '../json/is-object.ts';
import { memberLines } from '../json/json-place.ts';
import { isDeeperThan, MAX_DEPTH, parseJson } from '../json/parse.ts';
import { readNames } from '../names/read-names.ts';
import { readEntities } from './entities.ts';
import { whatElseItIs } from './not-items.ts';
import { readCustom } from './own-data.ts';
import { DATE_VARIABLES, isVariable, kindOf, NAME_VARIABLES, validShape } from './shapes.ts';
import { texReaderFor } from './tex-fields.ts';
import { ExtraCount, type ReadTex, readExtra, wasNote } from './zotero-extra.ts';

const BREATH = 200;
/** The name of the residue that this format keeps: the members `id` and `citation-key` as they came. */
export const CSL_JSON = 'csl-json';

/** Reads a list of CSL items, one item, or a list under "items". One bad member never stops the others. */
export async function readCslJson(text: string, context: ReadContext): Promise<ReadResult> {
  const { value, source, diagnostics } = parseJson(text, context.source);
  const studies: StudyDraft[] = [];
  if (value === undefined) return { studies, diagnostics };
  const members = membersOf(value);
  const other = whatElseItIs(value, members, source);
  if (!members || other) {
    const message = other ?? 'this JSON holds no CSL items';
    diagnostics.push({ severity: 'error', message, source: context.source, line: 1 });
    return { studies, diagnostics };
  }
  const lines = memberLines(source, members.length, isObject(value) && members === value.items ? ['items'] : []);
  const readTex = await texReaderFor(source);
  const extra = new ExtraCount();
  const foreign = new Map<string, { count: number; line: number | undefined }>();
  for (const [index, member] of members.entries()) {
    const line = lines[index];
    const say: Say = (severity, message, key = '') => {
      diagnostics.push({
        severity,
        message,
        source: context.source,
        ...(line ? { line } : {}),
        ...(key ? { key } : {}),
      });
    };
    const draft = readMember(member, index, say, readTex);
    extra.add(draft);
    for (const name of Object.keys(draft?.item ?? {})) {
      if (!isVariable(name))
        foreign.set(name, { line, ...foreign.get(name), count: (foreign.get(name)?.count ?? 0) + 1 });
    }
    if (draft) studies.push(line ? { ...draft, line } : draft);
    if (index % BREATH === 0) await context.onProgress?.(index / members.length);
  }
  for (const [name, { count, line }] of foreign) {
    const message = `"${name}" is not a CSL variable; kept as it is${count > 1 ? ` in ${count} items` : ''}`;
    diagnostics.push({ severity: 'info', message, source: context.source, ...(line ? { line } : {}) });
  }
  for (const one of extra.diagnostics(context.source)) diagnostics.push(one);
  return { studies, diagnostics };
}

function membersOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  if (Array.isArray(value.items)) return value.items;
  return 'type' in value || 'title' in value || 'id' in value ? [value] : undefined;
}

/** A draft from one member of a list of items; what is wrong with it is said. Undefined for what is no item. `readTex` for fields of BibTeX in Zotero's Extra. */
export function readMember(
  member: unknown,
  index: number,
  say: Say,
  readTex: ReadTex | undefined,
  isMarkdown = false,
): StudyDraft | undefined {
  if (!isObject(member)) {
    say('error', `member ${index + 1} of the list is not a CSL item but ${kindOf(member)}; left out`);
    return undefined;
  }
  if (isDeeperThan(MAX_DEPTH, member)) {
    say('error', `member ${index + 1} of the list has more than ${MAX_DEPTH} levels of lists and objects; left out`);
    return undefined;
  }
  const item: CslItem = { id: '', type: 'document' };
  for (const [name, value] of Object.entries(member)) {
    if (name === '__proto__') say('warning', 'a member "__proto__" is left out');
    else if (name !== 'id' && name !== 'type' && name !== 'custom') item[name] = value;
  }
  item.id = idOf(member);
  if (typeof member.type === 'string' && member.type !== '') item.type = member.type;
  else say('warning', 'the item has no type; read as a document', item.id);
  const draft: StudyDraft = { item, tags: [], excerpts: [] };
  readCustom(member.custom, draft, say);
  readIdentifiers(member, draft);
  repairTypes(item, say);
  if (!isMarkdown) readEntitiesOf(member.custom, draft);
  readNote(member.custom, draft, readTex);
  return draft;
}

/** What Lectern wrote is what somebody wrote, unless it came in with entities. */
function readEntitiesOf(custom: unknown, draft: StudyDraft): void {
  const own = draft.residue?.[CSL_JSON];
  const before = isObject(own) ? own.entities : undefined;
  const isOwn = isObject(custom) && isObject(custom.lectern);
  const entities = readEntities(draft.item, isOwn ? (before ?? {}) : undefined);
  if (entities) draft.residue = { ...draft.residue, [CSL_JSON]: { ...(isObject(own) ? own : {}), entities } as Json };
}

/** A note that Lectern wrote is what somebody wrote in it, unless it came in with fields. */
function readNote(custom: unknown, draft: StudyDraft, readTex: ReadTex | undefined): void {
  const own = draft.residue?.[CSL_JSON];
  if (isObject(custom) && isObject(custom.lectern) && !wasNote(own, draft.item.note)) return;
  const extra = readExtra(draft.item, readTex);
  if (extra)
    draft.residue = {
      ...draft.residue,
      [CSL_JSON]: { ...(isObject(own) ? own : {}), extra: extra as unknown as Json } as Json,
    };
}

/** Zotero writes an address or a number as `id` and keeps the key that authors cite in `citation-key`. */
function idOf(member: Record<string, unknown>): string {
  const key = member['citation-key'];
  const id = member.id;
  const isOpaque =
    id === undefined ||
    id === null ||
    id === '' ||
    typeof id === 'number' ||
    /^\d+$|^https?:|^urn:|^zotero:|\//.test(String(id));
  if (typeof key === 'string' && key !== '' && isOpaque) return key;
  // Better BibTeX pins keys in Zotero's Extra.
  const pinned =
    isOpaque &&
    typeof member.note === 'string' &&
    /^Citation Key: {0,9}(\S{1,200})[ \t]{0,9}$/im.exec(member.note)?.[1];
  if (pinned) return pinned;
  return typeof id === 'string' ? id : typeof id === 'number' ? String(id) : '';
}

/** The library has one citation key: `citation-key` follows it on export, and an opaque `id` stays as residue. */
function readIdentifiers({ id }: Record<string, unknown>, draft: StudyDraft): void {
  const { item } = draft;
  const key = item['citation-key'];
  if (key !== item.id) return;
  delete item['citation-key'];
  const isOther = (typeof id === 'string' || typeof id === 'number') && id !== key && id !== '';
  const residue = { 'citation-key': item.id, ...(isOther ? { id } : {}) };
  draft.residue = { [CSL_JSON]: residue, ...draft.residue };
}

/** Variables of a wrong type: kept where they can be, in the form that CSL wants; said where not. */
function repairTypes(item: CslItem, say: Say): void {
  for (const name of Object.keys(item)) {
    const value = item[name];
    if (value === null || value === undefined) {
      delete item[name];
      say('warning', `"${name}" is empty; left out`, item.id);
    } else if (NAME_VARIABLES.has(name)) repairNames(item, name, value, say);
    else if (DATE_VARIABLES.has(name) && !isObject(value)) {
      item[name] = { raw: Array.isArray(value) ? value.map(String).join('-') : String(value) };
      say('warning', `"${name}" is ${kindOf(value)}, not a CSL date; kept as raw text`, item.id);
    } else if (typeof value === 'boolean') {
      item[name] = String(value);
      say('warning', `"${name}" is ${kindOf(value)}; kept as text`, item.id);
    } else {
      const { problem } = validShape(name, value);
      if (problem) say('warning', `${problem}; kept as it is`, item.id);
    }
  }
}

/** Names that somebody has put into one by semicolons. */
const isJoined = (text: unknown): boolean =>
  typeof text === 'string' && text.includes(';') && readNames(text).names.length > 1;

function repairNames(item: CslItem, name: string, value: unknown, say: Say): void {
  const list = Array.isArray(value) ? value : [value];
  if (Array.isArray(value) && value.every(isObject)) {
    const { problem } = validShape(name, value);
    if (problem) say('warning', `${problem}; kept as it is`, item.id);
    const joined = value.map(({ family, literal }) => family ?? literal).find(isJoined);
    if (joined !== undefined)
      say(
        'warning',
        `"${name}" has one name that may be several; kept as it is: ${shortened(String(joined), 120)}`,
        item.id,
      );
    return;
  }
  item[name] = list.flatMap((member) => {
    if (isObject(member)) return [member];
    return member === null || typeof member === 'object' ? [] : [{ literal: String(member) }];
  });
  say(
    'warning',
    `"${name}" is ${Array.isArray(value) ? 'a list with a member that is not a name' : kindOf(value)}; kept as names`,
    item.id,
  );
}
