import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { Json, StudyDraft } from '../../domain/study.ts';
import type { ReadContext, ReadResult } from '../format.ts';
import { isObject } from '../json/is-object.ts';
import { mapBlocks } from '../yaml/blocks.ts';
import { hasAnchor, loadYaml, REPEATED } from '../yaml/load.ts';
import { readEntry } from './read-entry.ts';

const BREATH = 100;

/** Reads the entries one by one: what is wrong with one stops no other. The source of each stays with it. */
export async function readHayagriva(text: string, context: ReadContext): Promise<ReadResult> {
  const diagnostics: Diagnostic[] = [];
  const studies: StudyDraft[] = [];
  const parts = mapBlocks(text);
  const isBound = hasAnchor(text) && parts.some((part) => loadYaml(part.text).problem?.isAnchor);
  const blocks = isBound ? [{ text, line: 1 }] : parts;
  for (const [index, block] of blocks.entries()) {
    if (index % BREATH === 0) await context.onProgress?.(index / blocks.length);
    const { value, problem, repeated } = loadYaml(block.text);
    for (const { line } of repeated)
      diagnostics.push({
        severity: 'warning',
        message: REPEATED,
        line: block.line + line - 1,
      });
    if (problem)
      diagnostics.push({
        severity: 'error',
        message: `${problem.message}; this entry is left out`,
        line: block.line + problem.line - 1,
      });
    if (!isObject(value)) continue;
    for (const [key, entry] of Object.entries(value)) {
      if (!isObject(entry)) {
        diagnostics.push({ severity: 'error', message: 'this entry has no fields; left out', line: block.line, key });
        continue;
      }
      const { item, left } = readEntry(key, entry);
      if (left.includes('type'))
        diagnostics.push({
          severity: 'warning',
          message: `unknown type "${String(entry.type)}"; taken for a document`,
          line: block.line,
          key,
        });
      studies.push({ item, tags: [], excerpts: [], residue: { hayagriva: entry as Json }, line: block.line });
    }
  }
  if (studies.length === 0 && diagnostics.length === 0)
    diagnostics.push({
      severity: 'error',
      message: 'no entry found: an entry is a key with fields such as "type" and "title" below it',
    });
  return { studies, diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, source: context.source })) };
}
