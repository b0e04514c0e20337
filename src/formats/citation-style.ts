import { date, text } from '../domain/csl.ts';
import { withRange } from '../domain/dates/dates.ts';
import { bareDoi } from '../domain/doi.ts';
import { isOthers } from '../domain/names.ts';
import type { CslItem } from '../domain/study.ts';

/** Styles that can be named; the files are those of the CSL project that come with @citation-js/plugin-csl. */
export const CITATION_STYLES = ['apa', 'vancouver', 'harvard1'] as const;
export type CitationStyle = (typeof CITATION_STYLES)[number];

/** The reference of one item in a CSL style, as one line of plain text without markup. Loads citation-js at the first call. */
export async function formatReference(item: CslItem, style: CitationStyle = 'apa'): Promise<string> {
  const { plugins } = await import('@citation-js/core');
  await import('@citation-js/plugin-csl');
  const bibliography = plugins.output.format('bibliography', [forCiteproc(item)], {
    format: 'text',
    template: style,
    lang: 'en-US',
  }) as string;
  return bibliography
    .replace(/^\s*\d+\.\s+/, '')
    .replace(UNNAMED, ' et al.')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Stands for those who are not named: citeproc knows "et al." only where it cuts a list itself. */
const OTHERS = '\ue000';
const UNNAMED = /\s*(?:…\s*)?(?:(?:&|and)\s+)?\ue000\.?/g;

/** citeproc reads some wrongly typed variables as programs would, and throws on others: it gets only what it can read. */
function forCiteproc(item: CslItem): CslItem {
  const { custom: _, ...rest } = item;
  const doi = bareDoi(text(item, 'DOI') ?? '');
  const members = Object.keys(rest).map((name) => {
    const value = date(item, name);
    if (name === 'DOI' && doi !== undefined) return [name, doi];
    return [name, value?.literal === undefined ? withOthers(rest[name]) : withRange(value)];
  });
  return Object.fromEntries(members) as CslItem;
}

const withOthers = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((member: unknown) =>
        typeof member === 'object' && member !== null && isOthers(member) ? { literal: OTHERS } : member,
      )
    : value;
