import { parseQuery } from '../domain/query/query.ts';
import { studiesCount } from '../domain/text/counts.ts';
import { UserError } from '../domain/user-error.ts';
import type { Writer } from '../store/journal.ts';
import type { Library } from '../store/open-library.ts';
import { searchIds } from '../store/search.ts';
import { studyId, studyRows } from '../store/studies.ts';
import type { CommandContext } from './define-command.ts';

/**
 * Row ids that a QUERY means to a command that works on what it finds: the study with that citation key, or what a search
 * finds; every study for an empty one.
 * @throws UserError when part of the query is not understood: without that part it would find more than was meant.
 */
export function selectStudies(library: Library, query: string): number[] {
  const text = query.trim();
  const exact = text === '' ? undefined : studyId(library, text);
  if (exact !== undefined) return [exact];
  const parsed = parseQuery(text, 'finished');
  const problem = parsed.problems.find(({ kind }) => kind !== 'remark');
  if (problem)
    throw new UserError(problem.message, 'nothing was done; "lectern find --explain" says how a query is read');
  if (text !== '' && parsed.root === undefined)
    throw new UserError(`"${text}" says nothing to search for`, 'nothing was done; name the studies');
  return [...searchIds(library, parsed, { order: 'ranked' })];
}

/** The selected study. @throws UserError when there is none, or more than one. */
export function theStudy(library: Library, studies: readonly number[]): number {
  const [id] = studies;
  if (id === undefined) throw new UserError('no study matches', '"lectern find" lists what is there');
  if (studies.length > 1) {
    const keys = studyRows(library, studies.slice(0, 5)).map((row) => row.key);
    const more = studies.length > keys.length ? ', …' : '';
    throw new UserError(`${studies.length} studies match: ${keys.join(', ')}${more}`, 'name or mark only one');
  }
  return id;
}

/** For a command that can do without studies elsewhere, where nothing is marked or under the cursor. */
export function noStudies({ selection }: CommandContext): string | undefined {
  return selection.studies.length === 0 ? 'there is no study here' : undefined;
}

/** The selected studies. @throws UserError when there is none. */
export function someStudies(studies: readonly number[]): readonly number[] {
  if (studies.length === 0) throw new UserError('no study matches', '"lectern find" lists what is there');
  return studies;
}

/** So many studies take more than a moment to change. */
const MANY = 500;

/** Whether many studies are selected. */
export function ofMany({ selection }: CommandContext): boolean {
  return selection.studies.length > MANY;
}

/**
 * Changes each selected study and its place in the index, telling how far it is. @returns those that `change` says it has changed.
 * @throws UserError when none is selected, and when the user wants the work stopped.
 */
export function changeEach(
  context: CommandContext,
  writer: Writer,
  label: string,
  change: (id: number) => boolean,
): number[] {
  const studies = someStudies(context.selection.studies);
  return studies.filter((id, done) => {
    if (done % 50 === 0) {
      writer.index();
      context.signal?.throwIfAborted();
      const total = studies.length;
      context.onProgress?.({ label, share: done / total, count: { done, total, unit: 'studies' } });
    }
    return change(id);
  });
}

/** "smith2010", "3 studies". */
export function namedStudies(library: Library, studies: readonly number[]): string {
  const [id] = studies;
  const key = studies.length === 1 && id !== undefined ? studyRows(library, [id])[0]?.key : undefined;
  return key ?? studiesCount(studies.length);
}
