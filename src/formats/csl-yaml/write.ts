import { stringify } from 'yaml';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { joinKeywords, keywordsAndTags, keywordsOf } from '../../domain/keywords.ts';
import type { Study } from '../../domain/study.ts';
import { DATE_VARIABLES, NAME_VARIABLES, validShape } from '../csl-json/shapes.ts';
import type { WriteOptions, WriteResult } from '../format.ts';
import { isObject } from '../json/is-object.ts';
import { leftBehind } from '../left-behind.ts';
import { Omissions } from '../omissions.ts';
import { isRich, toMarkdown } from './markdown.ts';

const BREATH = 100;
/** The first members of an item; the others follow by name. */
const FIRST = [
  'id',
  'type',
  'title',
  'author',
  'issued',
  'container-title',
  'volume',
  'issue',
  'page',
  'publisher',
  'DOI',
  'URL',
];
const PLACE = new Map(FIRST.map((name, at) => [name, at]));

/** The items as pandoc and Quarto take them: `references` in a document of YAML, which may also stand at the head of a paper. */
export async function writeCslYaml(studies: readonly Study[], options: WriteOptions): Promise<WriteResult> {
  const parts: string[] = [];
  for (const [index, study] of studies.entries()) {
    if (index % BREATH === 0) await options.onProgress?.(index / studies.length);
    // Words that YAML 1.1 takes for truth values or dates stand in quotation marks.
    parts.push(stringify([itemOf(study)], { lineWidth: 0, compat: 'yaml-1.1' }));
  }
  const list = parts.length === 0 ? 'references: []\n' : `references:\n${parts.join('')}`;
  return { text: `---\n${list}---\n`, diagnostics: told(studies) };
}

function itemOf({ item, tags }: Study): Record<string, unknown> {
  const names = Object.keys(item).filter(
    (name) => name !== 'custom' && name !== '__proto__' && item[name] !== undefined,
  );
  names.sort((a, b) => (PLACE.get(a) ?? 99) - (PLACE.get(b) ?? 99) || (a < b ? -1 : a > b ? 1 : 0));
  const result: Record<string, unknown> = {};
  for (const name of names) result[name] = asYaml(name, validShape(name, item[name]).value);
  const words = keywordsAndTags(item, tags);
  if (words.length > keywordsOf(item).length) result.keyword = toMarkdown(joinKeywords(words), true);
  return result;
}

function asYaml(name: string, value: unknown): unknown {
  if (name === 'id' || name === 'type' || DATE_VARIABLES.has(name)) return value;
  if (!NAME_VARIABLES.has(name)) return typeof value === 'string' ? toMarkdown(value, isRich(name)) : value;
  const list = Array.isArray(value) ? value : [value];
  return list.map((one) =>
    isObject(one)
      ? Object.fromEntries(
          Object.entries(one).map(([part, text]) => [part, typeof text === 'string' ? toMarkdown(text, false) : text]),
        )
      : one,
  );
}

/** What the items do not say of the studies. */
function told(studies: readonly Study[]): Diagnostic[] {
  const lost = new Omissions('whole');
  for (const { item, excerpts, attachments, status } of studies) {
    if (excerpts.length > 0) lost.add('excerpts');
    if (attachments && attachments.length > 0) lost.add('attachments');
    if (status !== 'unscreened') lost.add('the screening');
    if (item.custom !== undefined) lost.add('data of other programs ("custom")');
  }
  return [...lost.told('CSL YAML'), ...leftBehind(studies, 'csl-yaml', 'CSL YAML')];
}
