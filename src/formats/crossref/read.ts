import type { Say } from '../../domain/diagnostic.ts';
import type { Json, StudyDraft } from '../../domain/study.ts';
import type { ReadContext, ReadResult } from '../format.ts';
import { isObject } from '../json/is-object.ts';
import { memberLines } from '../json/json-place.ts';
import { isDeeperThan, MAX_DEPTH, parseJson } from '../json/parse.ts';
import { workToCsl } from './work-to-csl.ts';

const BREATH = 200;

/** Reads works of Crossref. The work itself stays with the study as residue. One bad work never stops the others. */
export async function readCrossref(text: string, context: ReadContext): Promise<ReadResult> {
  const { value, source, diagnostics } = parseJson(text, context.source);
  const studies: StudyDraft[] = [];
  if (value === undefined) return { studies, diagnostics };
  const { works, path } = worksIn(value);
  const lines = memberLines(source, works.length, path);
  for (const [index, work] of works.entries()) {
    if (index % BREATH === BREATH - 1) await context.onProgress?.(index / works.length);
    const line = lines[index];
    const say: Say = (severity, message) =>
      diagnostics.push({ severity, message, source: context.source, ...(line ? { line } : {}) });
    if (!isObject(work)) say('error', 'this is not a Crossref work; left out');
    else if (isDeeperThan(MAX_DEPTH, work))
      say('error', `a work with more than ${MAX_DEPTH} levels of lists and objects is left out`);
    else {
      const { item, problems } = workToCsl(work);
      if (item.title === undefined && item.DOI === undefined) {
        say('error', 'a work without title and DOI is left out');
        continue;
      }
      for (const problem of problems) say('warning', problem);
      const draft: StudyDraft = { item, tags: [], excerpts: [], residue: { crossref: withoutProto(work) } };
      studies.push(line ? { ...draft, line } : draft);
    }
  }
  return { studies, diagnostics };
}

/** The works in an answer of the API, in a list or alone, and the names that lead to them. */
function worksIn(value: unknown): { works: readonly unknown[]; path: string[] } {
  if (Array.isArray(value)) return { works: value, path: [] };
  if (!isObject(value)) return { works: [value], path: [] };
  const { message, items } = value;
  if (isObject(message) && Array.isArray(message.items)) return { works: message.items, path: ['message', 'items'] };
  if (isObject(message)) return { works: [message], path: ['message'] };
  return Array.isArray(items) ? { works: items, path: ['items'] } : { works: [value], path: [] };
}

const withoutProto = (work: Record<string, unknown>): Json =>
  Object.fromEntries(Object.entries(work).filter(([name]) => name !== '__proto__')) as Json;
