import type { Say } from '../../domain/diagnostic.ts';
import { EXCERPT_KINDS, type ExcerptDraft } from '../../domain/excerpt.ts';
import {
  type Attachment,
  type CslItem,
  type Residue,
  SCREENING_STATUSES,
  type Source,
  type Study,
  type StudyDraft,
} from '../../domain/study.ts';
import { isObject } from '../json/is-object.ts';
import { kindOf, validShape } from './shapes.ts';

/** What is Lectern's own in a study, as `custom.lectern` has it; members always in the same order. */
export function ownData(study: Study): Record<string, unknown> {
  const own: Record<string, unknown> = { uid: study.uid, tags: study.tags };
  own.excerpts = study.excerpts.map(({ uid, kind, text, section, locator, comment, tags }) => ({
    uid,
    kind,
    text,
    section,
    ...(locator ? { locator: { label: locator.label, value: locator.value } } : {}),
    ...(comment !== undefined ? { comment } : {}),
    tags,
  }));
  own.status = study.status;
  if (study.source) own.source = study.source;
  if (study.attachments && study.attachments.length > 0)
    own.attachments = study.attachments.map(({ path, title }) => ({ path, ...(title === undefined ? {} : { title }) }));
  if (study.residue && Object.keys(study.residue).length > 0) own.residue = study.residue;
  return own;
}

/**
 * Puts what an item has in `custom` into its draft: Lectern's own data from `custom.lectern`, the rest as the variable `custom`. What is
 * wrong with it is said, and left out.
 */
export function readCustom(custom: unknown, draft: StudyDraft, say: Say): void {
  if (custom === undefined) return;
  if (!isObject(custom)) {
    draft.item.custom = { value: custom };
    say('warning', `"custom" is ${kindOf(custom)}, not an object; kept as custom.value`, draft.item.id);
    return;
  }
  const { lectern, ...others } = custom;
  if (Object.keys(others).length > 0) draft.item.custom = withoutProto(others);
  if (lectern === undefined) return;
  if (!isObject(lectern)) {
    say('warning', '"custom.lectern" is not an object; left out', draft.item.id);
    return;
  }
  restoreKept(lectern.kept, draft.item);
  if (typeof lectern.uid === 'string' && lectern.uid !== '') draft.uid = lectern.uid;
  draft.tags = texts(lectern.tags);
  if (lectern.excerpts !== undefined && !Array.isArray(lectern.excerpts))
    say('warning', '"excerpts" is not a list; left out', draft.item.id);
  for (const [index, excerpt] of (Array.isArray(lectern.excerpts) ? lectern.excerpts : []).entries()) {
    const read = readExcerpt(excerpt);
    if (read) draft.excerpts.push(read);
    else say('warning', `excerpt ${index + 1} has no text; left out`, draft.item.id);
  }
  const status = SCREENING_STATUSES.find((known) => known === lectern.status);
  if (status) draft.status = status;
  else if (lectern.status !== undefined)
    say('warning', `"${String(lectern.status)}" is not a screening status`, draft.item.id);
  const source = readSource(lectern.source);
  if (source) draft.source = source;
  const attachments = readAttachments(lectern.attachments);
  if (attachments.length > 0) draft.attachments = attachments;
  const given = Array.isArray(lectern.attachments)
    ? lectern.attachments.length
    : Number(lectern.attachments !== undefined);
  if (attachments.length < given) say('warning', 'an attachment without a path is left out', draft.item.id);
  if (isObject(lectern.residue)) draft.residue = withoutProto(lectern.residue) as Residue;
}

/** Values that the export could not hold as they were come back, unless another program has changed them. */
function restoreKept(kept: unknown, item: CslItem): void {
  if (!isObject(kept)) return;
  for (const [name, value] of Object.entries(kept)) {
    if (name === 'type' && typeof value !== 'string') continue;
    const written = JSON.stringify(validShape(name, value).value);
    if (Object.hasOwn(item, name) && JSON.stringify(item[name]) === written) item[name] = value;
  }
}

function readExcerpt(value: unknown): ExcerptDraft | undefined {
  if (!isObject(value) || typeof value.text !== 'string') return undefined;
  const excerpt: ExcerptDraft = {
    kind: EXCERPT_KINDS.find((kind) => kind === value.kind) ?? 'quotation',
    text: value.text,
    section: typeof value.section === 'string' ? value.section : '',
    tags: texts(value.tags),
  };
  if (typeof value.uid === 'string' && value.uid !== '') excerpt.uid = value.uid;
  if (typeof value.comment === 'string') excerpt.comment = value.comment;
  const { locator } = value;
  if (isObject(locator) && typeof locator.label === 'string')
    excerpt.locator = { label: locator.label, value: String(locator.value ?? '') };
  return excerpt;
}

function readSource(value: unknown): Source | undefined {
  if (!isObject(value)) return undefined;
  const source: Source = {};
  for (const name of ['headline', 'site', 'url'] as const) {
    const part = value[name];
    if (typeof part === 'string') source[name] = part;
  }
  return source;
}

function readAttachments(value: unknown): Attachment[] {
  return (Array.isArray(value) ? value : []).flatMap((one): Attachment[] => {
    if (!isObject(one) || typeof one.path !== 'string' || one.path === '') return [];
    return [{ path: one.path, ...(typeof one.title === 'string' ? { title: one.title } : {}) }];
  });
}

function withoutProto(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== '__proto__'));
}

const texts = (value: unknown) =>
  Array.isArray(value) ? value.filter((member): member is string => typeof member === 'string') : [];
