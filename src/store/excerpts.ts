import { v7 as uuidv7 } from 'uuid';
import type { Excerpt, ExcerptDraft, ExcerptKind, Locator } from '../domain/excerpt.ts';
import { UserError } from '../domain/user-error.ts';
import type { Writer } from './journal.ts';
import type { Library } from './open-library.ts';
import type { Row } from './rows.ts';

const COLUMNS = 'uid, kind, text, section, locator, comment, tags';

/** The excerpts of a study in their order. */
export function excerptsOf(library: Library, study: number): Excerpt[] {
  const rows = library.sql(`select ${COLUMNS} from excerpt where study_id = ? order by position, id`).all(study);
  return (rows as Row[]).map(toExcerpt);
}

/** The excerpt whose uid is, or alone ends with, `uid`, with the row id of its study. @throws UserError when none or several do. */
export function findExcerpt(library: Library, uid: string): { study: number; excerpt: Excerpt } {
  const rows = library
    .sql(`select study_id, ${COLUMNS} from excerpt where uid = @uid or substr(uid, -length(@uid)) = @uid limit 2`)
    .all({ uid: uid.toLowerCase() }) as Row[];
  if (rows.length === 0 || uid === '')
    throw new UserError(`${uid}: no such excerpt`, '"lectern show KEY" prints the excerpts of a study with their ids');
  if (rows.length > 1) throw new UserError(`${uid}: more than one excerpt ends so`, 'give more of the id');
  return { study: (rows[0] as Row).study_id as number, excerpt: toExcerpt(rows[0] as Row) };
}

/** Adds an excerpt behind the others of the study. `draft.tags` in their normal form. @returns its uid. */
export function insertExcerpt(writer: Writer, study: number, draft: ExcerptDraft): string {
  const uid = draft.uid ?? uuidv7();
  const last = writer.library.sql('select max(position) from excerpt where study_id = ?').pluck().get(study) as
    | number
    | null;
  writer.insert('excerpt', {
    uid,
    study_id: study,
    position: (last ?? -1) + 1,
    kind: draft.kind,
    text: draft.text,
    section: draft.section,
    locator: draft.locator ? JSON.stringify(draft.locator) : null,
    comment: draft.comment ?? null,
    tags: JSON.stringify(draft.tags),
    added_at: writer.at,
    changed_at: writer.at,
  });
  return uid;
}

export interface ExcerptPatch {
  kind?: ExcerptKind;
  text?: string;
  section?: string;
  /** null takes it away. */
  locator?: Locator | null;
  /** null takes it away. */
  comment?: string | null;
  tags?: string[];
}

/** @returns whether anything changed. */
export function updateExcerpt(writer: Writer, uid: string, patch: ExcerptPatch): boolean {
  const { locator, tags, ...plain } = patch;
  const row: Row = { ...plain };
  if (locator !== undefined) row.locator = locator && JSON.stringify(locator);
  if (tags !== undefined) row.tags = JSON.stringify(tags);
  return writer.update('excerpt', uid, row);
}

export function removeExcerpt(writer: Writer, uid: string): void {
  writer.remove('excerpt', uid);
}

/** Whether an excerpt with this uid is in the library. */
export function hasExcerpt(library: Library, uid: string): boolean {
  return library.sql('select 1 from excerpt where uid = ?').get(uid) !== undefined;
}

/** The excerpt of a row with all its columns. */
export function toExcerpt(row: Row): Excerpt {
  return {
    uid: row.uid as string,
    kind: row.kind as ExcerptKind,
    text: row.text as string,
    section: row.section as string,
    ...(row.locator === null ? {} : { locator: JSON.parse(row.locator as string) as Locator }),
    ...(row.comment === null ? {} : { comment: row.comment as string }),
    tags: JSON.parse(row.tags as string) as string[],
  };
}
