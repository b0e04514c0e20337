import { cleanBlock, cleanText } from '../domain/clean-text.ts';
import { fieldText } from '../domain/edit-item.ts';
import type { Excerpt } from '../domain/excerpt.ts';
import { fieldsForType, typeLabel } from '../domain/fields.ts';
import { plainReference } from '../domain/reference.ts';
import type { Study } from '../domain/study.ts';
import type { Tag, TagColour } from '../domain/tag.ts';
import { pad, width, wrap } from '../domain/text-width.ts';
import { type Span, spansWidth } from './theme.ts';

/** One row of the detail pane; `excerpt` is the index of the excerpt it belongs to. */
export interface DetailLine {
  spans: readonly Span[];
  excerpt?: number;
  /** Name of the field whose text this is. */
  field?: string;
}

const LABEL = 14;
const cache = new WeakMap<Study, { key: string; lines: readonly DetailLine[] }>();

/** The study as rows of at most `columns`: reference, fields, abstract, tags, excerpts by section. Kept for the newest width and reference. */
export function detailLines(
  study: Study,
  reference: string | undefined,
  codebook: readonly Tag[],
  columns: number,
): readonly DetailLine[] {
  const key = `${columns} ${reference ?? ''}`;
  const kept = cache.get(study);
  if (kept?.key === key) return kept.lines;
  const lines = makeLines(study, reference ?? plainReference(study.item), tagColours(codebook), Math.max(10, columns));
  cache.set(study, { key, lines });
  return lines;
}

/** The excerpts as the detail pane shows them: those of one section together. Indexes into `study.excerpts`. */
export function excerptOrder(study: Study): number[] {
  const sections = new Map<string, number[]>();
  for (const [index, { section }] of study.excerpts.entries())
    sections.set(section, [...(sections.get(section) ?? []), index]);
  return [...sections.values()].flat();
}

function makeLines(
  study: Study,
  reference: string,
  colours: ReadonlyMap<string, TagColour>,
  columns: number,
): DetailLine[] {
  const lines: DetailLine[] = wrap(cleanText(reference), columns).map((row) => ({ spans: [[row, 'title']] }));
  const blank: DetailLine = { spans: [] };
  lines.push(blank);
  const field = (label: string, value: string, name?: string) => {
    const room = columns - LABEL - 1;
    if (room < 12) {
      for (const row of wrap(cleanBlock(`${label}: ${value}`), columns)) lines.push({ spans: [[row]] });
      return;
    }
    for (const [index, row] of wrap(cleanBlock(value), room).entries()) {
      lines.push({
        spans: [[`${pad(index === 0 ? label : '', LABEL)} `, 'quiet'], [row]],
        ...(name ? { field: name } : {}),
      });
    }
  };
  const { item } = study;
  field('Citation key', item.id, 'key');
  field('Type', typeLabel(item.type));
  for (const f of fieldsForType(item.type)) {
    if (f.kind === 'type' || f.kind === 'long-text') continue;
    const value = fieldText(item, f);
    if (value !== '') field(f.label, value, f.name);
  }
  field('Screening', study.status);
  if (study.source)
    field('Presented by', [study.source.headline, study.source.site, study.source.url].filter(Boolean).join(' · '));
  for (const [at, { path, title }] of (study.attachments ?? []).entries())
    field(at === 0 ? 'Attachments' : '', title === undefined ? path : `${title}: ${path}`);
  if (study.tags.length > 0) {
    lines.push(blank, { spans: [['Tags', 'heading']] });
    for (const tag of study.tags) lines.push({ spans: [['  '], tagSpan(tag, colours)], field: 'tag' });
  }
  for (const f of fieldsForType(item.type)) {
    const value = f.kind === 'long-text' ? fieldText(item, f) : '';
    if (value === '') continue;
    lines.push(blank, { spans: [[f.label, 'heading']] });
    for (const row of wrap(cleanBlock(value), columns)) lines.push({ spans: [[row]], field: f.name });
  }
  let section: string | undefined;
  for (const index of excerptOrder(study)) {
    const excerpt = study.excerpts[index] as Excerpt;
    if (excerpt.section !== section) {
      section = excerpt.section;
      lines.push(blank, { spans: [[cleanText(section) || 'Excerpts', 'heading']] });
    }
    lines.push(
      ...excerptLines(excerpt, colours, columns).map((spans) => ({ spans, excerpt: index, field: 'excerpt' })),
    );
  }
  return lines;
}

function excerptLines(excerpt: Excerpt, colours: ReadonlyMap<string, TagColour>, columns: number): Span[][] {
  const where = excerpt.locator ? `, ${excerpt.locator.label} ${excerpt.locator.value}` : '';
  const head: Span[] = [[cleanText(excerpt.kind + where), 'quiet']];
  const rows: Span[][] = [head];
  for (const tag of excerpt.tags) {
    const span = tagSpan(tag, colours);
    const last = rows.at(-1) ?? head;
    if (spansWidth(last) + 2 + width(span[0]) <= columns) last.push(['  '], span);
    else rows.push([['  '], span]);
  }
  for (const row of wrap(cleanBlock(excerpt.text), columns - 4)) rows.push([['  '], [row]]);
  if (excerpt.comment)
    for (const row of wrap(cleanBlock(excerpt.comment), columns - 6)) rows.push([['  > ', 'quiet'], [row]]);
  return rows;
}

function tagColours(codebook: readonly Tag[]): ReadonlyMap<string, TagColour> {
  return new Map(codebook.flatMap(({ name, colour }) => (colour ? [[name.toLowerCase(), colour] as const] : [])));
}

function tagSpan(tag: string, colours: ReadonlyMap<string, TagColour>): Span {
  const colour = colours.get(tag.toLowerCase());
  return colour ? [cleanText(tag), `tag-${colour}`] : [cleanText(tag)];
}
