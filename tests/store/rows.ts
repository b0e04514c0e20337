import type { CslItem } from '../../src/domain/study.ts';
import type { Library } from '../../src/store/open-library.ts';
import { studyColumns } from '../../src/store/study-columns.ts';

interface More {
  tags?: string[];
  status?: string;
  added?: string;
  deleted?: string;
  source?: object;
}

/** Inserts a study straight into its table, without journal or index. Returns its row id. */
export function insertStudy(library: Library, item: CslItem, more: More = {}): number {
  const added = more.added ?? '2024-01-01T00:00:00.000Z';
  const row = {
    uid: crypto.randomUUID(),
    rev: 0,
    ...studyColumns(item),
    item: JSON.stringify(item),
    tags: JSON.stringify(more.tags ?? []),
    status: more.status ?? 'unscreened',
    added_at: added,
    changed_at: added,
    deleted_at: more.deleted ?? null,
    source: more.source ? JSON.stringify(more.source) : null,
  };
  return insert(library, 'study', row);
}

/** Inserts an excerpt straight into its table. Returns its row id. */
export function insertExcerpt(
  library: Library,
  study: number,
  text: string,
  more: { section?: string; tags?: string[] } = {},
): number {
  return insert(library, 'excerpt', {
    uid: crypto.randomUUID(),
    rev: 0,
    study_id: study,
    position: 0,
    kind: 'quotation',
    text,
    section: more.section ?? '',
    tags: JSON.stringify(more.tags ?? []),
    added_at: '2024-01-01T00:00:00.000Z',
    changed_at: '2024-01-01T00:00:00.000Z',
  });
}

function insert(library: Library, table: string, row: object): number {
  const columns = Object.keys(row);
  const sql = `insert into ${table} (${columns.join(', ')}) values (${columns.map((c) => `@${c}`).join(', ')})`;
  const id = Number(library.sql(sql).run(row).lastInsertRowid);
  const { tags, study_id } = row as { tags: string; study_id?: number };
  const place = table === 'study' ? [id, 0] : [study_id, id];
  library.sql('insert or ignore into tagging select value, ?, ? from json_each(?)').run(...place, tags);
  return id;
}
