import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { Json, StudyDraft } from '../../domain/study.ts';
import type { ReadContext, ReadResult } from '../format.ts';
import { isObject } from '../json/is-object.ts';
import { linesOf } from '../lines.ts';
import { keyOf } from '../yaml/blocks.ts';
import { loadYaml, REPEATED } from '../yaml/load.ts';
import { readReference } from './reference.ts';

/** What the file says of itself. */
const OF_THE_FILE = new Set(['cff-version', 'message', 'preferred-citation', 'references']);

/** The work itself, the one that it wants to be cited by, and its references, each a study. */
export async function readCff(text: string, context: ReadContext): Promise<ReadResult> {
  const { value, problem, repeated } = loadYaml(text);
  const diagnostics: Diagnostic[] = repeated.map(({ line }) => ({
    severity: 'warning',
    message: REPEATED,
    line,
  }));
  if (problem) diagnostics.push({ severity: 'error', message: problem.message, line: problem.line });
  const studies: StudyDraft[] = [];
  const add = (record: unknown, line: number, what: string) => {
    if (!isObject(record)) {
      diagnostics.push({ severity: 'error', message: `${what} has no fields; left out`, line });
      return;
    }
    const { item, left } = readReference(record);
    const rest = Object.fromEntries(left.map((name) => [name, record[name] as Json]));
    studies.push({ item, tags: [], excerpts: [], line, ...(left.length > 0 ? { residue: { cff: rest } } : {}) });
  };
  if (isObject(value)) {
    const own = Object.entries(value).filter(([name]) => !OF_THE_FILE.has(name) && name !== '__proto__');
    const lines = placesOf(text);
    if (value.title !== undefined) add(Object.fromEntries([['type', 'software'], ...own]), 1, 'the work');
    const preferred = value['preferred-citation'];
    if (preferred !== undefined) add(preferred, lines.get('preferred-citation') ?? 1, 'the preferred citation');
    const { references } = value;
    for (const [at, reference] of (Array.isArray(references) ? references : []).entries())
      add(reference, lines.get('references') ?? 1, `reference ${at + 1}`);
  }
  await context.onProgress?.(1);
  if (studies.length === 0 && !problem)
    diagnostics.push({ severity: 'error', message: 'no work found: a CITATION.cff has a title and authors' });
  return { studies, diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, source: context.source })) };
}

/** Lines on which the names at the margin stand. */
function placesOf(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  for (const [at, line] of linesOf(text).entries()) {
    const key = /^\s/.test(line) ? undefined : keyOf(line);
    if (key !== undefined && !lines.has(key)) lines.set(key, at + 1);
  }
  return lines;
}
