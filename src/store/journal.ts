import type { CslItem } from '../domain/study.ts';
import { UserError } from '../domain/user-error.ts';
import type { Library } from './open-library.ts';
import { nounOf, replay, type Tell } from './replay.ts';
import { type Entity, insertRow, type Row, readRow, reindex, removeRow, studyOfRow, updateRow } from './rows.ts';
import { inTransaction } from './transaction.ts';

/** One thing done, as `history` lists it. */
export interface Step {
  id: number;
  /** ISO 8601, UTC. */
  at: string;
  command: string;
  summary: string;
  /** done: undo takes it back; undone: redo brings it again; dropped: undone and overtaken; final: nothing takes it back. */
  state: 'done' | 'undone' | 'dropped' | 'final';
}

/** Writes rows inside one step; what it replaces goes into the journal with it. */
export class Writer {
  readonly library: Library;
  /** ISO 8601; one instant for the whole step. */
  readonly at: string;
  /** How many rows were written. */
  changes = 0;
  readonly #begin: () => number;
  readonly #touched = new Set<number>();
  /** New studies that are not in the index yet, with their items as long as they stay as they were written. */
  readonly #fresh = new Map<number, CslItem | undefined>();
  #step: number | undefined;

  constructor(library: Library, begin: (at: string) => number) {
    this.library = library;
    this.at = library.now().toISOString();
    this.#begin = () => begin(this.at);
  }

  /** @returns the id of the new row. */
  insert(entity: Entity, row: Row): number {
    const rev = this.#record(entity, row.uid as string, null, null, null);
    const id = insertRow(this.library, entity, row, rev);
    if (entity === 'study') this.#fresh.set(id, undefined);
    this.touch(studyOfRow(entity, { ...row, id }));
    return id;
  }

  /** As `insert`, for a study whose item and columns (`studyColumns`) the caller has: neither is made from the row again. */
  insertStudy(row: Row, item: CslItem, columns: Row): number {
    const rev = this.#record('study', row.uid as string, null, null, null);
    const id = insertRow(this.library, 'study', row, rev, columns);
    this.#fresh.set(id, item);
    this.touch(id);
    return id;
  }

  /** Writes the columns of `patch` that differ from what is there; nothing when none does. */
  update(entity: Entity, uid: string, patch: Row): boolean {
    const old = this.#existing(entity, uid);
    const changed = Object.keys(patch).filter((column) => old[column] !== patch[column]);
    if (changed.length === 0) return false;
    const after = pick(patch, changed);
    if ('changed_at' in old) after.changed_at = this.at;
    const before = pick(old, Object.keys(after));
    const rev = this.#record(entity, uid, old.rev as number, JSON.stringify(before), JSON.stringify(after));
    updateRow(this.library, entity, uid, after, rev);
    const study = studyOfRow(entity, old);
    if (entity === 'study' && this.#fresh.has(study as number)) this.#fresh.set(study as number, undefined);
    this.touch(study);
    return true;
  }

  remove(entity: Entity, uid: string): void {
    const { rev, ...old } = this.#existing(entity, uid);
    this.#record(entity, uid, rev as number, JSON.stringify(old), null);
    removeRow(this.library, entity, uid);
    this.touch(studyOfRow(entity, old));
  }

  touch(study: number | undefined): void {
    if (study !== undefined) this.#touched.add(study);
  }

  /** Brings the full-text index up to date with what was written so far. Long work calls it in between; it is called at the end anyway. */
  index(): void {
    reindex(this.library, this.#touched, this.#fresh);
    this.#touched.clear();
    this.#fresh.clear();
  }

  finish(summary: string): void {
    this.index();
    if (this.#step !== undefined) this.library.sql('update step set summary = ? where id = ?').run(summary, this.#step);
  }

  get step(): number {
    this.#step ??= this.#begin();
    return this.#step;
  }

  #record(entity: Entity, uid: string, revBefore: number | null, before: string | null, after: string | null): number {
    this.changes += 1;
    return Number(
      this.library
        .sql('insert into change (step, entity, uid, rev_before, before, after) values (?, ?, ?, ?, ?, ?)')
        .run(this.step, entity, uid, revBefore, before, after).lastInsertRowid,
    );
  }

  #existing(entity: Entity, uid: string): Row {
    const row = readRow(this.library, entity, uid);
    if (!row)
      throw new UserError(
        `this ${nounOf(entity)} is no longer in the library`,
        'another process has removed it; look again',
      );
    return row;
  }
}

/**
 * Does `work` as one step: one transaction, one line of history, one undo. A step that changes nothing leaves no trace.
 * Whatever `work` throws rolls everything back.
 */
export function write<T>(
  library: Library,
  command: string,
  work: (writer: Writer) => { summary: string; result: T },
): T {
  const writer = new Writer(library, (at) => {
    library.sql("update step set state = 'dropped' where state = 'undone'").run();
    return Number(
      library.sql("insert into step (at, command, summary) values (?, ?, '')").run(at, command).lastInsertRowid,
    );
  });
  return inTransaction(library, () => {
    const { summary, result } = work(writer);
    writer.finish(summary);
    return result;
  });
}

/** Steps, newest first. */
export function history(library: Library, limit = 100): Step[] {
  return library.sql('select id, at, command, summary, state from step order by id desc limit ?').all(limit) as Step[];
}

/** Takes back the newest step that stands. @throws UserError when there is none, or when a later change is in the way. */
export function undo(library: Library, tell?: Tell): Step {
  return inTransaction(library, () => {
    const step = library.sql("select * from step where state = 'done' order by id desc limit 1").get() as
      | Step
      | undefined;
    if (!step) throw new UserError('nothing to undo');
    replay(library, step.id, 'undone', tell);
    return step;
  });
}

/** Whether a step stands that `undo` can try to take back. */
export function canUndo(library: Library): boolean {
  return library.sql("select 1 from step where state = 'done' limit 1").get() !== undefined;
}

/** How many rows an undo, or a redo, would write. */
export function changesOf(library: Library, what: 'undo' | 'redo'): number {
  const step =
    what === 'undo'
      ? "select max(id) from step where state = 'done'"
      : "select min(id) from step where state = 'undone'";
  return library.sql(`select count(*) from change where step = (${step})`).pluck().get() as number;
}

/** Brings again the step that was undone last. @throws UserError when there is none, or when a later change is in the way. */
export function redo(library: Library, tell?: Tell): Step {
  return inTransaction(library, () => {
    const step = library.sql("select * from step where state = 'undone' order by id limit 1").get() as Step | undefined;
    if (!step) throw new UserError('nothing to redo');
    replay(library, step.id, 'done', tell);
    return step;
  });
}

/** Steps that a jump has taken back, newest first, and those it has done again, oldest first. */
export interface Jump {
  undone: Step[];
  redone: Step[];
}

/** Stands before the first step of the history. */
export const BEGINNING = 0;

/**
 * Brings the library to where it was right after a step, or before all of them (`BEGINNING`), as undo and redo would one by
 * one: steps that are final stay. One transaction: it is there, or nothing has changed.
 * @throws UserError when there is no such step, when it cannot come back, or when a later change is in the way.
 */
export function jumpTo(library: Library, id: number): Jump {
  return inTransaction(library, () => {
    const target = library.sql('select * from step where id = ?').get(id) as Step | undefined;
    if (!target && id !== BEGINNING)
      throw new UserError(`there is no step ${id} in the history`, '"lectern history" lists the steps');
    if (target?.state === 'dropped')
      throw new UserError(
        `"${target.summary}" was undone, and something else was done after that: it cannot come back`,
        'choose another step',
      );
    const undone = library.sql("select * from step where state = 'done' and id > ? order by id desc").all(id) as Step[];
    const redone = library.sql("select * from step where state = 'undone' and id <= ? order by id").all(id) as Step[];
    for (const step of undone) replayInJump(library, step, 'undone');
    for (const step of redone) replayInJump(library, step, 'done');
    return { undone, redone };
  });
}

/** @throws UserError that names the step, too, which something is in the way of. */
function replayInJump(library: Library, step: Step, to: 'done' | 'undone'): void {
  try {
    replay(library, step.id, to);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`cannot ${to === 'done' ? 'redo' : 'undo'} "${step.summary}": ${error.message}`, error.hint);
  }
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}

/** Makes what was done so far the beginning: it stays in the history, and undo does not reach behind it. */
export function forgetHistory(library: Library): void {
  inTransaction(library, () => {
    library.sql('delete from change').run();
    library.sql("update step set state = 'final'").run();
  });
}
