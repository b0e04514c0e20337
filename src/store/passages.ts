import type { Excerpt } from '../domain/excerpt.ts';
import { toExcerpt } from './excerpts.ts';
import type { Library } from './open-library.ts';
import type { Row } from './rows.ts';

/** An excerpt as a list of passages shows it. */
export interface PassageRow extends Excerpt {
  /** Row id of the excerpt. */
  id: number;
  studyId: number;
  /** Citation key of its study. */
  key: string;
}

const PASSAGE_SQL = `select e.id, e.study_id, s.key, e.uid, e.kind, e.text, e.section, e.locator, e.comment, e.tags
  from excerpt e join study s on s.id = e.study_id where e.id = ?`;

/** Passages for the ids that exist, in the order of `ids`. */
export function passageRows(library: Library, ids: Iterable<number>): PassageRow[] {
  const statement = library.sql(PASSAGE_SQL);
  const rows: PassageRow[] = [];
  for (const id of ids) {
    const row = statement.get(id) as Row | undefined;
    if (row) rows.push({ ...toExcerpt(row), id, studyId: row.study_id as number, key: row.key as string });
  }
  return rows;
}
