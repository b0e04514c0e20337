import type { Diagnostic, Say } from '../../domain/diagnostic.ts';
import { joinKeywords } from '../../domain/keywords.ts';
import { parseName } from '../../domain/names.ts';
import type { StudyDraft } from '../../domain/study.ts';
import { readMember } from '../csl-json/read.ts';
import { DATE_VARIABLES, NAME_VARIABLES, validShape } from '../csl-json/shapes.ts';
import { texReaderFor } from '../csl-json/tex-fields.ts';
import type { ReadContext, ReadResult } from '../format.ts';
import { isObject } from '../json/is-object.ts';
import { type Block, listBlocks } from '../yaml/blocks.ts';
import { hasAnchor, loadYaml, REPEATED } from '../yaml/load.ts';
import { yamlDate } from './dates.ts';
import { fromMarkdown, isRich } from './markdown.ts';

const BREATH = 100;
/** Written by hand in lower case often enough. */
const SPELLINGS = new Map(['DOI', 'URL', 'ISBN', 'ISSN', 'PMID', 'PMCID'].map((name) => [name.toLowerCase(), name]));
const UNTOUCHED = new Set(['id', 'type', 'custom', 'citation-key']);

interface Member {
  value: unknown;
  line: number;
}

/** Reads the items one by one: what is wrong with one stops no other. */
export async function readCslYaml(text: string, context: ReadContext): Promise<ReadResult> {
  const diagnostics: Diagnostic[] = [];
  const blocks = listBlocks(text, 'references');
  const all = (blocks && oneByOne(blocks.members, text, diagnostics)) ?? whole(text, diagnostics);
  const readTex = await texReaderFor(text);
  const studies: StudyDraft[] = [];
  for (const [index, { value, line }] of all.entries()) {
    if (index % BREATH === 0) await context.onProgress?.(index / all.length);
    const say: Say = (severity, message, key = '') =>
      diagnostics.push({ severity, message, line, ...(key ? { key } : {}) });
    const draft = readMember(asJson(value), index, say, readTex, true);
    if (draft) studies.push({ ...draft, line });
  }
  const beside = blocks?.beside ?? [];
  if (beside.length > 0) {
    const message = `beside the references the file has ${beside.slice(0, 8).join(', ')}${beside.length > 8 ? ' …' : ''}, which says nothing of a study; left out`;
    diagnostics.push({ severity: 'info', message });
  }
  if (all.length === 0 && !diagnostics.some(({ severity }) => severity === 'error'))
    diagnostics.push({
      severity: 'error',
      message: 'no reference found: "references" is a list of items with "id" and "type"',
    });
  diagnostics.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { studies, diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, source: context.source })) };
}

/** Undefined where one of them needs an anchor that stands in another. */
function oneByOne(blocks: readonly Block[], text: string, diagnostics: Diagnostic[]): Member[] | undefined {
  const members: Member[] = [];
  const told: Diagnostic[] = [];
  for (const block of blocks) {
    const { value, problem, repeated } = loadYaml(block.text);
    if (problem?.isAnchor && hasAnchor(text)) return undefined;
    for (const { line } of repeated) told.push({ severity: 'warning', message: REPEATED, line: block.line + line - 1 });
    if (problem) {
      const message = `${problem.message}; this reference is left out`;
      told.push({ severity: 'error', message, line: block.line + problem.line - 1 });
    }
    for (const member of Array.isArray(value) ? value : []) members.push({ value: member, line: block.line });
  }
  for (const one of told) diagnostics.push(one);
  return members;
}

/** A text whose list is not one of blocks, or whose parts refer to each other. */
function whole(text: string, diagnostics: Diagnostic[]): Member[] {
  const end = /^---[^\S\n]*\r?\n[\s\S]*?^(?:---|\.\.\.)[^\S\n]*$/m.exec(text);
  const { value, problem } = loadYaml(end && end.index === 0 ? end[0].replace(/(?:---|\.\.\.)[^\S\n]*$/, '') : text);
  if (problem) diagnostics.push({ severity: 'error', message: problem.message, line: problem.line });
  const list = isObject(value) ? value.references : value;
  return (Array.isArray(list) ? list : []).map((member) => ({ value: member, line: 1 }));
}

/** An item as CSL-JSON has it. */
function asJson(member: unknown): unknown {
  if (!isObject(member)) return member;
  return Object.fromEntries(
    Object.entries(member).map(([name, value]) => {
      const proper = SPELLINGS.get(name);
      const variable = proper !== undefined && !Object.hasOwn(member, proper) ? proper : name;
      return [variable, UNTOUCHED.has(variable) ? value : jsonValue(variable, value)];
    }),
  );
}

function jsonValue(variable: string, value: unknown): unknown {
  if (DATE_VARIABLES.has(variable)) return yamlDate(value);
  if (NAME_VARIABLES.has(variable)) return namesOf(value);
  if (typeof value === 'string') return fromMarkdown(value, isRich(variable));
  if (variable === 'keyword' && Array.isArray(value))
    return joinKeywords(value.map((word) => fromMarkdown(String(word), true)));
  // A title such as 1984 is a text to CSL, and a number to YAML.
  if (typeof value === 'number' || typeof value === 'boolean') {
    const { value: valid } = validShape(variable, value);
    return valid;
  }
  return value;
}

function namesOf(value: unknown): unknown {
  const list = Array.isArray(value) ? value : isObject(value) || typeof value === 'string' ? [value] : undefined;
  if (!list) return value;
  return list.map((name) => {
    if (typeof name === 'string') return parseName(fromMarkdown(name, false));
    if (!isObject(name)) return name;
    return Object.fromEntries(
      Object.entries(name).map(([part, text]) => {
        // Older versions of pandoc took several given names as a list.
        const joined = Array.isArray(text) ? text.join(' ') : text;
        return [
          part,
          typeof joined === 'string'
            ? fromMarkdown(joined, false)
            : typeof joined === 'number'
              ? String(joined)
              : joined,
        ];
      }),
    );
  });
}
