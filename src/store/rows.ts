import type { CslItem } from '../domain/study.ts';
import type { Library } from './open-library.ts';
import { indexNewStudy, indexStudy, unindexStudy } from './search-index.ts';
import { studyColumns } from './study-columns.ts';

/** The tables whose rows the journal can bring back. */
export type Entity = 'study' | 'excerpt' | 'tag' | 'saved_search';
export type Value = string | number | null;
export type Row = { [column: string]: Value };

/** What a change records. Columns that are derived from these are made again whenever a row is written. */
const RECORDED: Record<Entity, readonly string[]> = {
  study: [
    'id',
    'uid',
    'item',
    'tags',
    'status',
    'source',
    'residue',
    'attachments',
    'added_at',
    'changed_at',
    'deleted_at',
  ],
  excerpt: [
    'id',
    'uid',
    'study_id',
    'position',
    'kind',
    'text',
    'section',
    'locator',
    'comment',
    'tags',
    'added_at',
    'changed_at',
  ],
  tag: ['id', 'uid', 'name', 'definition', 'colour'],
  saved_search: ['id', 'uid', 'name', 'query'],
};

/** A row as the journal keeps it, or undefined when there is none. */
export function readRow(library: Library, entity: Entity, uid: string): Row | undefined {
  return library.sql(`select ${RECORDED[entity].join(', ')}, rev from ${entity} where uid = ?`).get(uid) as
    | Row
    | undefined;
}

/** `columns` are what `row` derives, when the caller knows it already. @returns the id of the row. */
export function insertRow(
  library: Library,
  entity: Entity,
  row: Row,
  rev: number,
  columns: Row = derived(entity, row),
): number {
  const full: Row = { ...row, ...columns, rev };
  // By place: binding by name costs more than the insertion itself.
  const id = Number(library.sql(insertion(entity, Object.keys(full))).run(...Object.values(full)).lastInsertRowid);
  if (row.tags !== undefined && row.tags !== '[]') {
    const [study, excerpt] = entity === 'study' ? [id, 0] : [row.study_id, id];
    library.sql('insert or ignore into tagging select value, ?, ? from json_each(?)').run(study, excerpt, row.tags);
  }
  return id;
}

/** The last statement of each entity: the same columns come again and again. */
const insertions = new Map<Entity, { names: readonly string[]; sql: string }>();

function insertion(entity: Entity, names: readonly string[]): string {
  const last = insertions.get(entity);
  if (last && last.names.length === names.length && names.every((name, at) => name === last.names[at])) return last.sql;
  const sql = `insert into ${entity} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
  insertions.set(entity, { names, sql });
  return sql;
}

export function updateRow(library: Library, entity: Entity, uid: string, patch: Row, rev: number): void {
  const full: Row = { ...patch, ...derived(entity, patch), rev };
  const columns = Object.keys(full);
  library
    .sql(`update ${entity} set ${columns.map((c) => `${c} = @${c}`).join(', ')} where uid = @uid`)
    .run({ ...full, uid });
}

export function removeRow(library: Library, entity: Entity, uid: string): void {
  if (entity === 'excerpt') {
    library.sql('delete from excerpt_fts where rowid = (select id from excerpt where uid = ?)').run(uid);
  }
  library.sql(`delete from ${entity} where uid = ?`).run(uid);
}

/** The study whose full-text entry a row belongs to; undefined for a tag or a saved search. */
export function studyOfRow(entity: Entity, row: Row): number | undefined {
  if (entity === 'study') return row.id as number;
  if (entity === 'excerpt') return row.study_id as number;
  return undefined;
}

/**
 * Makes the full-text entries of these studies say what the rows say. Those in `fresh` have no entry yet; their items stand there
 * when the caller has them.
 */
export function reindex(
  library: Library,
  studies: Iterable<number>,
  fresh: ReadonlyMap<number, CslItem | undefined> = new Map(),
): void {
  for (const id of studies) {
    if (fresh.has(id)) indexNewStudy(library, id, fresh.get(id));
    else if (library.sql('select 1 from study where id = ?').get(id)) indexStudy(library, id);
    else unindexStudy(library, id);
  }
}

function derived(entity: Entity, patch: Row): Row {
  return entity === 'study' && typeof patch.item === 'string' ? studyColumns(JSON.parse(patch.item) as CslItem) : {};
}
