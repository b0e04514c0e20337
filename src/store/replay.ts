import { UserError } from '../domain/user-error.ts';
import type { Library } from './open-library.ts';
import { type Entity, insertRow, type Row, readRow, reindex, removeRow, studyOfRow, updateRow } from './rows.ts';

/** Hears the share that is done, from 0 to 1; what it throws rolls everything back. */
export type Tell = (share: number) => void;

interface Change {
  id: number;
  step: number;
  entity: Entity;
  uid: string;
  rev_before: number | null;
  before: string | null;
  after: string | null;
}

/**
 * Undoes or redoes what one step changed, inside the transaction of the caller.
 * @throws UserError when a later change, which the step does not know, is in the way.
 */
export function replay(library: Library, step: number, to: 'done' | 'undone', tell: Tell = () => {}): void {
  const order = to === 'undone' ? 'desc' : 'asc';
  const changes = library.sql(`select * from change where step = ? order by id ${order}`).all(step) as Change[];
  const touched = new Set<number>();
  for (const [at, change] of changes.entries()) {
    if (at % 100 === 0) tell((0.5 * at) / changes.length);
    const study = placed(change, () => (to === 'undone' ? revert(library, change) : repeat(library, change)));
    if (study !== undefined) touched.add(study);
  }
  let indexed = 0;
  for (const study of touched) {
    if (indexed % 100 === 0) tell(0.5 + (0.5 * indexed) / touched.size);
    indexed += 1;
    reindex(library, [study]);
  }
  library.sql('update step set state = ? where id = ?').run(to, step);
}

/** What `write` returns. @throws UserError when another row has the name or the key that the row would get back. */
function placed(change: Change, write: () => number | undefined): number | undefined {
  try {
    return write();
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT_UNIQUE')) throw error;
    throw new UserError(
      `another ${nounOf(change.entity)} has taken its name since`,
      'nothing was changed; rename that one, or see "lectern history"',
    );
  }
}

/** @returns the study concerned. */
function revert(library: Library, change: Change): number | undefined {
  const current = readRow(library, change.entity, change.uid);
  if (change.before === null) {
    if (current?.rev !== change.id) throw inTheWay(change, current);
    refuseLaterExcerpts(library, change, current);
    const { rev: _, ...row } = current;
    library.sql('update change set after = ? where id = ?').run(JSON.stringify(row), change.id);
    removeRow(library, change.entity, change.uid);
    return studyOfRow(change.entity, current);
  }
  const before = JSON.parse(change.before) as Row;
  if (change.after === null) {
    if (current) throw inTheWay(change, current);
    insertRow(library, change.entity, before, change.rev_before as number);
    return studyOfRow(change.entity, before);
  }
  if (current?.rev !== change.id) throw inTheWay(change, current);
  updateRow(library, change.entity, change.uid, before, change.rev_before as number);
  return studyOfRow(change.entity, current);
}

/** @returns the study concerned. */
function repeat(library: Library, change: Change): number | undefined {
  const current = readRow(library, change.entity, change.uid);
  if (change.before === null) {
    if (current || change.after === null) throw inTheWay(change, current);
    const row = JSON.parse(change.after) as Row;
    insertRow(library, change.entity, row, change.id);
    library.sql('update change set after = null where id = ?').run(change.id);
    return studyOfRow(change.entity, row);
  }
  if (current?.rev !== change.rev_before) throw inTheWay(change, current);
  if (change.after === null) removeRow(library, change.entity, change.uid);
  else updateRow(library, change.entity, change.uid, JSON.parse(change.after) as Row, change.id);
  return studyOfRow(change.entity, current as Row);
}

function refuseLaterExcerpts(library: Library, change: Change, current: Row): void {
  if (change.entity !== 'study') return;
  const later = library.sql('select count(*) from excerpt where study_id = ?').pluck().get(current.id) as number;
  if (later > 0) throw inTheWay(change, current);
}

function inTheWay(change: Change, current: Row | undefined): UserError {
  const what = current ? describe(change.entity, current) : `a ${nounOf(change.entity)}`;
  return new UserError(
    current ? `${what} has been changed since` : `${what} is no longer there`,
    'nothing was changed; "lectern history" shows what came after',
  );
}

/** "saved_search" → "saved search". */
export function nounOf(entity: Entity): string {
  return entity.replace('_', ' ');
}

function describe(entity: Entity, row: Row): string {
  if (entity === 'study') return `study ${(JSON.parse(row.item as string) as { id: string }).id}`;
  if (entity === 'tag') return `tag ${row.name}`;
  if (entity === 'saved_search') return `saved search ${row.name}`;
  return 'an excerpt';
}
