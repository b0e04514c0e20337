import { linksOf } from '../commands/study-data.ts';
import { fieldText } from '../domain/edit-item.ts';
import type { Excerpt } from '../domain/excerpt.ts';
import { fieldsForType, typeLabel } from '../domain/fields.ts';
import { keywordsBeside } from '../domain/keywords.ts';
import { plainReference } from '../domain/reference.ts';
import type { Study } from '../domain/study.ts';
import type { Tag } from '../domain/tag.ts';
import { cleanBlock, cleanText } from '../domain/text/clean-text.ts';
import { pad, width, wrap, wrapRows } from '../domain/text/text-width.ts';
import { labelOf } from './keys.ts';
import { tagToken } from './tag-colour.ts';
import { type Span, spansWidth } from './theme.ts';

/** One row of the detail pane; `excerpt` is the index of the excerpt it belongs to. */
export interface DetailLine {
  spans: readonly Span[];
  excerpt?: number;
  /** Name of the field whose text this is. */
  field?: string;
  /** The text that the last of the spans is a row of, and where in it that row begins: a phrase may run on into the next. */
  block?: { of: Block; start: number };
}

/** A text that is shown in rows. */
export interface Block {
  text: string;
}

const LABEL = 14;
const cache = new WeakMap<Study, { key: string; lines: readonly DetailLine[] }>();

/**
 * The study as rows of at most `columns`: reference, fields, tags, keywords (in one row unless `unfolded`), abstract, excerpts by
 * section. Kept for the newest width and reference.
 */
export function detailLines(
  study: Study,
  reference: string | undefined,
  codebook: readonly Tag[],
  columns: number,
  unfolded = false,
): readonly DetailLine[] {
  const key = `${columns} ${unfolded} ${reference ?? ''}`;
  const kept = cache.get(study);
  if (kept?.key === key) return kept.lines;
  const lines = makeLines(study, reference ?? plainReference(study.item), codebook, Math.max(10, columns), unfolded);
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
  codebook: readonly Tag[],
  columns: number,
  unfolded: boolean,
): DetailLine[] {
  const lines: DetailLine[] = rowsOf(cleanText(reference), columns).map(({ row, block }) => ({
    spans: [[row, 'title']],
    block,
  }));
  const blank: DetailLine = { spans: [] };
  lines.push(blank);
  const field = (label: string, value: string, name?: string) => {
    const room = columns - LABEL - 1;
    if (room < 12) {
      for (const row of wrap(cleanBlock(`${label}: ${value}`), columns)) lines.push({ spans: [[row]] });
      return;
    }
    for (const [index, { row, block }] of rowsOf(value, room).entries()) {
      lines.push({
        spans: [[`${pad(index === 0 ? label : '', LABEL)} `, 'quiet'], [row]],
        ...(name ? { field: name } : {}),
        block,
      });
    }
  };
  const { item } = study;
  field('Citation key', item.id, 'key');
  field('Type', typeLabel(item.type), 'type');
  for (const f of fieldsForType(item.type)) {
    if (f.kind === 'type' || f.kind === 'long-text' || f.name === 'keyword') continue;
    const value = fieldText(item, f);
    if (value !== '') field(f.label, value, f.name);
  }
  field('Screening', study.status, 'status');
  if (study.source)
    field('Presented by', [study.source.headline, study.source.site, study.source.url].filter(Boolean).join(' · '));
  for (const [at, { path, title }] of (study.attachments ?? []).entries())
    field(at === 0 ? 'Attachments' : '', title === undefined ? path : `${title}: ${path}`);
  for (const [at, link] of linksOf(study).entries()) field(at === 0 ? 'More links' : '', link);
  if (study.tags.length > 0) {
    lines.push(blank, { spans: [['Tags', 'heading']] });
    for (const tag of study.tags)
      lines.push({ spans: [['  '], [cleanText(tag), tagToken(tag, codebook)]], field: 'tag' });
  }
  const keywords = keywordsBeside(study.tags, item);
  if (keywords.length > 0)
    lines.push(blank, { spans: [['Keywords', 'heading']] }, ...keywordLines(keywords, columns, unfolded));
  for (const f of fieldsForType(item.type)) {
    const value = f.kind === 'long-text' ? fieldText(item, f) : '';
    if (value === '') continue;
    lines.push(blank, { spans: [[f.label, 'heading']] });
    for (const { row, block } of rowsOf(value, columns)) lines.push({ spans: [[row]], field: f.name, block });
  }
  let section: string | undefined;
  for (const index of excerptOrder(study)) {
    const excerpt = study.excerpts[index] as Excerpt;
    if (excerpt.section !== section) {
      section = excerpt.section;
      const heading = cleanText(section);
      lines.push(blank, {
        spans: [[heading || 'Excerpts', 'heading']],
        ...(heading === '' ? {} : { field: 'section' }),
      });
    }
    lines.push(
      ...excerptLines(excerpt, codebook, columns).map((line) => ({ field: 'excerpt', ...line, excerpt: index })),
    );
  }
  return lines;
}

/** As many keywords as one row has room for and how many more there are, or all of them. */
function keywordLines(keywords: readonly string[], columns: number, unfolded: boolean): DetailLine[] {
  const all = rowsOf(keywords.join(' · '), columns - 2).map(
    ({ row, block }): DetailLine => ({ spans: [['  '], [row]], field: 'keyword', block }),
  );
  if (unfolded || all.length < 2) return all;
  const more = (shown: number) => ` · ${keywords.length - shown} more: ${labelOf('unfold', 'detail')}`;
  let shown = 0;
  const words = () =>
    keywords
      .slice(0, shown + 1)
      .map(cleanText)
      .join(' · ');
  while (shown < keywords.length && 2 + width(words() + more(shown + 1)) <= columns) shown += 1;
  const first = keywords.slice(0, shown).map(cleanText).join(' · ');
  const rest = shown === 0 ? more(0).slice(3) : more(shown);
  return [{ spans: [['  '], [first], [rest, 'quiet']], field: 'keyword' }];
}

function excerptLines(excerpt: Excerpt, codebook: readonly Tag[], columns: number): DetailLine[] {
  const where = excerpt.locator ? `, ${excerpt.locator.label} ${excerpt.locator.value}` : '';
  const head: Span[] = [[cleanText(excerpt.kind + where), 'quiet']];
  const heads: Span[][] = [head];
  for (const tag of excerpt.tags) {
    const span: Span = [cleanText(tag), tagToken(tag, codebook)];
    const last = heads.at(-1) ?? head;
    if (spansWidth(last) + 2 + width(span[0]) <= columns) last.push(['  '], span);
    else heads.push([['  '], span]);
  }
  const texts = rowsOf(excerpt.text, columns - 4).map(({ row, block }) => ({
    spans: [['  '], [row]] as Span[],
    block,
  }));
  const comments = rowsOf(excerpt.comment ?? '', columns - 6).map(({ row, block }) => ({
    spans: [['  > ', 'quiet'], [row]] as Span[],
    block,
  }));
  return [...heads.map((spans) => ({ spans, field: 'tag' })), ...texts, ...(excerpt.comment ? comments : [])];
}

/** A text of a study in rows of at most `columns`. */
function rowsOf(value: string, columns: number): { row: string; block: { of: Block; start: number } }[] {
  const of = { text: cleanBlock(value) };
  return wrapRows(of.text, columns).map(({ start, end }) => ({ row: of.text.slice(start, end), block: { of, start } }));
}
