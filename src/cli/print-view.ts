import type { PassageRow, View } from '../commands/view.ts';
import { fieldText } from '../domain/edit-item.ts';
import { fieldsForType, typeLabel } from '../domain/fields.ts';
import { keywordsBeside } from '../domain/keywords.ts';
import type { Study } from '../domain/study.ts';
import { cleanBlock, cleanText } from '../domain/text/clean-text.ts';
import { withoutMarkup } from '../domain/text/rich-text.ts';
import { cut, pad, wrap } from '../domain/text/text-width.ts';

/** A view as lines of text. `columns` is the width of the terminal; undefined when the output is no terminal, and nothing is cut. */
export function printView(view: View, columns: number | undefined): string {
  switch (view.kind) {
    // What goes to a file or another program goes as it is; on a terminal it must not act.
    case 'text':
      return columns === undefined ? view.text : lines(cleanBlock(view.text).replace(/\n$/, '').split('\n'));
    case 'studies':
      return lines(
        table(
          view.rows.map((row) => [
            row.key,
            String(row.year ?? ''),
            row.author,
            withoutMarkup(row.title),
            row.tags.join(' '),
          ]),
          [24, 4, 24, 60],
          columns,
        ),
      );
    case 'steps':
      return lines(
        table(
          view.steps.map((step) => [
            String(step.id),
            localTime(step.at),
            step.state === 'done' ? '' : step.state,
            step.summary,
          ]),
          [5, 16, 7],
          columns,
        ),
      );
    case 'codebook':
      return lines(
        table(
          view.tags.map((tag) => [tag.name, String(tag.studies), String(tag.excerpts), tag.definition]),
          [28, 4, 4],
          columns,
          view.tags.length > 0 ? ['Tag', 'Stud', 'Exc', 'Definition'] : undefined,
        ),
      );
    case 'passages':
      return lines(columns === undefined ? passageCells(view.passages) : passageLines(view.passages, columns));
    case 'searches':
      return lines(
        table(
          view.searches.map(({ name, studies, query }) => [name, String(studies), query]),
          [28, 6],
          columns,
        ),
      );
    case 'table':
      return lines(
        table(
          view.rows.map((row) => [...row]),
          view.head.slice(1).map((_, at) => (at === 0 ? 48 : 8)),
          columns,
          view.rows.length > 0 ? [...view.head] : undefined,
        ),
      );
    case 'study':
      return lines(studyLines(view, columns ?? 80));
  }
}

function studyLines({ study, reference, links }: View & { kind: 'study' }, columns: number): string[] {
  const width = Math.min(columns, 100);
  const out = [...wrap(cleanText(reference), width), ''];
  const field = (label: string, value: string) => {
    const [first = '', ...rest] = wrap(cleanBlock(value), Math.max(20, width - 16));
    out.push(`${pad(label, 15)} ${first}`, ...rest.map((line) => `${' '.repeat(16)}${line}`));
  };
  field('Citation key', study.item.id);
  field('Type', typeLabel(study.item.type));
  for (const f of fieldsForType(study.item.type)) {
    const value = f.kind === 'type' || f.name === 'keyword' ? '' : fieldText(study.item, f);
    if (value !== '') field(f.label, f.kind === 'text' ? withoutMarkup(value) : value);
  }
  if (study.tags.length > 0) field('Tags', study.tags.join(', '));
  const keywords = keywordsBeside(study.tags, study.item);
  if (keywords.length > 0) field('Keywords', keywords.join('; '));
  field('Screening', study.status);
  if (study.source)
    field('Presented by', [study.source.headline, study.source.site, study.source.url].filter(Boolean).join(' · '));
  for (const [at, { path, title }] of (study.attachments ?? []).entries())
    field(at === 0 ? 'Attachments' : '', title === undefined ? path : `${title}: ${path}`);
  for (const [at, link] of links.entries()) field(at === 0 ? 'More links' : '', link);
  for (const { section, excerpts } of bySection(study)) {
    out.push('', cleanText(section) || 'Excerpts');
    for (const excerpt of excerpts) {
      const where = excerpt.locator ? `, ${excerpt.locator.label} ${excerpt.locator.value}` : '';
      const tags = excerpt.tags.length > 0 ? `  [${excerpt.tags.join(', ')}]` : '';
      out.push(cleanText(`  ${excerpt.kind}${where}  ${excerpt.uid.slice(-8)}${tags}`));
      out.push(...wrap(cleanBlock(excerpt.text), Math.max(20, width - 4)).map((line) => `    ${line}`));
      if (excerpt.comment)
        out.push(...wrap(cleanBlock(excerpt.comment), Math.max(20, width - 6)).map((line) => `    > ${line}`));
    }
  }
  return out;
}

function passageCells(passages: readonly PassageRow[]): string[] {
  return table(
    passages.map(({ key, section, locator, uid, text }) => [
      key,
      section,
      locator ? `${locator.label} ${locator.value}` : '',
      uid,
      text,
    ]),
    [],
    undefined,
  );
}

function passageLines(passages: readonly PassageRow[], columns: number): string[] {
  const width = Math.min(columns, 100);
  return passages.flatMap(({ key, section, locator, uid, text, comment }) => {
    const where = [key, section, locator && `${locator.label} ${locator.value}`, uid.slice(-8)];
    return [
      cut(cleanText(where.filter(Boolean).join(' · ')), width),
      ...wrap(cleanBlock(text), Math.max(20, width - 4)).map((line) => `    ${line}`),
      ...(comment ? wrap(cleanBlock(comment), Math.max(20, width - 6)).map((line) => `    > ${line}`) : []),
    ];
  });
}

function bySection(study: Study): { section: string; excerpts: Study['excerpts'] }[] {
  const sections = new Map<string, Study['excerpts']>();
  for (const excerpt of study.excerpts)
    sections.set(excerpt.section, [...(sections.get(excerpt.section) ?? []), excerpt]);
  return [...sections].map(([section, excerpts]) => ({ section, excerpts }));
}

/** Columns side by side, each as wide as its longest cell but no wider than its limit; the last takes what is left. */
function table(rows: string[][], limits: number[], columns: number | undefined, head?: string[]): string[] {
  const clean = (head ? [head, ...rows] : rows).map((row) => row.map(cleanText));
  if (columns === undefined) return clean.map((row) => row.join('\t').trimEnd());
  const widths = limits.map((limit, at) => widest(clean, at, limit));
  return clean.map((row) =>
    cut(row.map((cell, at) => (at < widths.length ? pad(cell, widths[at] ?? 0) : cell)).join('  '), columns).trimEnd(),
  );
}

/** The length of the longest cell of a column, at most `limit`. Rows may be more than a function takes arguments. */
function widest(rows: readonly (readonly string[])[], column: number, limit: number): number {
  let most = 0;
  for (const row of rows) most = Math.max(most, (row[column] ?? '').length);
  return Math.min(limit, most);
}

function localTime(iso: string): string {
  const at = new Date(iso);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
