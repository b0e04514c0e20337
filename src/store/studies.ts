import type { Attachment, CslItem, Residue, ScreeningStatus, Source, Study } from '../domain/study.ts';
import { UserError } from '../domain/user-error.ts';
import { excerptsOf } from './excerpts.ts';
import type { Writer } from './journal.ts';
import type { Library } from './open-library.ts';
import type { Row } from './rows.ts';
import { unindexStudy } from './search-index.ts';
import { foldKey, spellingsOf, studyColumns } from './study-columns.ts';
import { newUid } from './uid.ts';

/** What a list shows of a study. */
export interface StudyRow {
  id: number;
  uid: string;
  key: string;
  type: string;
  author: string;
  year: number | null;
  title: string;
  container: string;
  tags: string[];
  status: ScreeningStatus;
  excerpts: number;
  /** ISO 8601, UTC. */
  added: string;
  deleted: boolean;
}

const ROW_SQL = `select id, uid, key, type, author, year, title, container, tags, status, added_at as added, deleted_at,
  (select count(*) from excerpt where study_id = study.id) as excerpts from study where id = ?`;

/** Rows for the ids that exist, in the order of `ids`. */
export function studyRows(library: Library, ids: Iterable<number>): StudyRow[] {
  const statement = library.sql(ROW_SQL);
  const rows: StudyRow[] = [];
  for (const id of ids) {
    const row = statement.get(id) as
      | (Omit<StudyRow, 'tags' | 'deleted'> & { tags: string; deleted_at: string | null })
      | undefined;
    if (!row) continue;
    const { tags, deleted_at, ...rest } = row;
    rows.push({ ...rest, tags: JSON.parse(tags) as string[], deleted: deleted_at !== null });
  }
  return rows;
}

/** The study whole, with its excerpts; undefined when there is none with this row id. */
export function readStudy(library: Library, id: number): Study | undefined {
  const row = library
    .sql('select id, uid, item, tags, status, source, residue, attachments from study where id = ?')
    .get(id) as Row | undefined;
  if (!row) return undefined;
  return {
    uid: row.uid as string,
    item: JSON.parse(row.item as string) as CslItem,
    tags: JSON.parse(row.tags as string) as string[],
    excerpts: excerptsOf(library, id),
    status: row.status as ScreeningStatus,
    ...(row.source === null ? {} : { source: JSON.parse(row.source as string) as Source }),
    ...(row.attachments === null ? {} : { attachments: JSON.parse(row.attachments as string) as Attachment[] }),
    ...(row.residue === null ? {} : { residue: JSON.parse(row.residue as string) as NonNullable<Study['residue']> }),
  };
}

/**
 * Row id of the study with this uid or citation key, in the trash or not. Case is ignored where only one study is then meant,
 * or only one outside the trash.
 */
export function studyId(library: Library, keyOrUid: string): number | undefined {
  const exact = keyHolder(library, keyOrUid) ?? library.sql('select id from study where uid = ?').pluck().get(keyOrUid);
  if (exact !== undefined) return exact as number;
  const alike = 'select id from study where key_folded = ?';
  for (const sql of [alike, `${alike} and deleted_at is null`]) {
    const ids = library.sql(`${sql} limit 2`).pluck().all(foldKey(keyOrUid)) as number[];
    if (ids.length === 1) return ids[0];
  }
  return undefined;
}

/** Row id of the study with exactly this citation key, in the trash or not. */
export function keyHolder(library: Library, key: string): number | undefined {
  return library
    .sql('select id from study where key_folded = ? and key in (?, ?, ?)')
    .pluck()
    .get(foldKey(key), ...spellingsOf(key)) as number | undefined;
}

/** Whether a study has this citation key, or one that differs from it in case only. */
export function hasKeyLike(library: Library, key: string): boolean {
  return library.sql('select 1 from study where key_folded = ? limit 1').get(foldKey(key)) !== undefined;
}

/** The residue of each study, in the trash or not, that has a field of this name, whatever its case. Looks at every study. */
export function sourcesThatName(library: Library, field: string): Residue[] {
  const rows = library.sql('select residue from study where residue like ?').pluck().all(`%["${field}",%`) as string[];
  return rows.map((residue) => JSON.parse(residue) as Residue);
}

/** How many studies are not in the trash. */
export function countStudies(library: Library): number {
  return library.sql('select count(*) from study where deleted_at is null').pluck().get() as number;
}

const SMALL = 2000;

/** Whether any question about the library is answered within a few milliseconds. Costs nothing to ask. */
export function isSmall(library: Library): boolean {
  return ((library.sql('select max(id) from study').pluck().get() as number | null) ?? 0) <= SMALL;
}

/** Adds the study with its excerpts. `study.item.id` must be free, `study.tags` in their normal form; `columns` are those of the item. @returns its row id. */
export function insertStudy(
  writer: Writer,
  study: Omit<Study, 'uid' | 'excerpts'> & { uid?: string },
  columns: Row = studyColumns(study.item),
): number {
  const row = {
    uid: study.uid ?? newUid(),
    item: JSON.stringify(study.item),
    tags: JSON.stringify(study.tags),
    status: study.status,
    source: study.source ? JSON.stringify(study.source) : null,
    attachments: attachmentsColumn(study.attachments),
    residue: study.residue ? JSON.stringify(study.residue) : null,
    added_at: writer.at,
    changed_at: writer.at,
    deleted_at: null,
  };
  return writer.insertStudy(row, study.item, columns);
}

/** @returns whether anything changed. @throws UserError when the new citation key belongs to another study. */
export function updateStudy(
  writer: Writer,
  id: number,
  patch: Partial<Pick<Study, 'item' | 'tags' | 'status' | 'source' | 'attachments' | 'residue'>>,
): boolean {
  const uid = uidOf(writer.library, id);
  if (patch.item) {
    const holder = keyHolder(writer.library, patch.item.id);
    if (holder !== undefined && holder !== id) {
      throw new UserError(`the citation key ${patch.item.id} belongs to another study`, 'choose another key');
    }
  }
  const row: Row = {};
  if (patch.item) row.item = JSON.stringify(patch.item);
  if (patch.tags) row.tags = JSON.stringify(patch.tags);
  if (patch.status) row.status = patch.status;
  if (patch.attachments) row.attachments = attachmentsColumn(patch.attachments);
  if (patch.residue) row.residue = JSON.stringify(patch.residue);
  if (patch.source) row.source = JSON.stringify(patch.source);
  return writer.update('study', uid, row);
}

/** Null stands for none, so that the studies with attachments have an index of their own. */
function attachmentsColumn(attachments: readonly Attachment[] = []): string | null {
  return attachments.length === 0 ? null : JSON.stringify(attachments);
}

/** @returns whether the study was not there already. */
export function moveToTrash(writer: Writer, id: number): boolean {
  const uid = uidOf(writer.library, id);
  const deleted = writer.library.sql('select deleted_at from study where id = ?').pluck().get(id);
  return deleted === null && writer.update('study', uid, { deleted_at: writer.at });
}

/** @returns whether the study was in the trash. */
export function restoreFromTrash(writer: Writer, id: number): boolean {
  return writer.update('study', uidOf(writer.library, id), { deleted_at: null });
}

/** Removes studies and their excerpts for good, and what the journal kept of them. Nothing brings them back. */
export function removeForGood(writer: Writer, ids: readonly number[]): void {
  const { library } = writer;
  const forget = library.sql('delete from change where entity = ? and uid = ?');
  const forgetUids = (entity: string, uids: unknown[]) => {
    for (const uid of uids) forget.run(entity, uid);
  };
  for (const id of ids) {
    forgetUids('excerpt', library.sql('select uid from excerpt where study_id = ?').pluck().all(id));
    forgetUids('study', [uidOf(library, id)]);
    library
      .sql("delete from change where entity = 'excerpt' and after is null and json_extract(before, '$.study_id') = ?")
      .run(id);
    unindexStudy(library, id);
    library.sql('delete from excerpt where study_id = ?').run(id);
    library.sql('delete from study where id = ?').run(id);
  }
  library
    .sql(
      "update step set state = 'final' where state <> 'final' and not exists (select 1 from change where step = step.id)",
    )
    .run();
  library.sql("update step set state = 'final' where id = ?").run(writer.step);
}

function uidOf(library: Library, id: number): string {
  const uid = library.sql('select uid from study where id = ?').pluck().get(id) as string | undefined;
  if (uid === undefined)
    throw new UserError('this study is no longer in the library', 'another process has removed it; look again');
  return uid;
}
