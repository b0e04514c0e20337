import type { StudyRow } from '../commands/view.ts';
import { fieldText } from '../domain/edit-item.ts';
import { fieldByName, typeLabel } from '../domain/fields.ts';
import type { Study } from '../domain/study.ts';

/** What the list can show of a study. */
export interface Column {
  /** As the choice of columns is kept. */
  name: string;
  label: string;
  /** Whose words are lit in it; a name of the table of fields. */
  field: string;
  /** Cells it has: a share of the row within these bounds. The title takes what the others leave. */
  share: number;
  min: number;
  max: number;
  right?: true;
  /** What the row has not at hand is read of the whole study, which then is asked for. */
  text(row: StudyRow, study: () => Study | undefined): string;
}

export const TITLE = 'title';

/** In the order in which the dialog proposes them. */
export const COLUMNS: readonly Column[] = [
  { name: 'author', label: 'Authors', field: 'author', share: 0.22, min: 10, max: 24, text: (row) => row.author },
  {
    name: 'year',
    label: 'Year',
    field: 'year',
    share: 0,
    min: 4,
    max: 4,
    right: true,
    text: (row) => `${row.year ?? ''}`,
  },
  {
    name: TITLE,
    label: 'Title',
    field: 'title',
    share: 0,
    min: 24,
    max: 24,
    text: (row) => plainTitle(row.title) || row.key,
  },
  { name: 'tags', label: 'Tags', field: 'tag', share: 0.24, min: 10, max: 40, text: (row) => row.tags.join(' ') },
  { name: 'status', label: 'Screening', field: 'status', share: 0, min: 10, max: 10, text: (row) => row.status },
  { name: 'type', label: 'Type', field: 'type', share: 0.14, min: 8, max: 18, text: (row) => typeLabel(row.type) },
  {
    name: 'container',
    label: 'Published in',
    field: 'container',
    share: 0.2,
    min: 10,
    max: 36,
    text: (row) => row.container,
  },
  { name: 'key', label: 'Citation key', field: 'key', share: 0.18, min: 10, max: 26, text: (row) => row.key },
  {
    name: 'excerpts',
    label: 'Excerpts',
    field: 'excerpt',
    share: 0,
    min: 8,
    max: 8,
    right: true,
    text: ({ excerpts }) => (excerpts === 0 ? '' : `${excerpts} exc.`),
  },
  { name: 'added', label: 'Added', field: 'added', share: 0, min: 10, max: 10, text: (row) => row.added.slice(0, 10) },
  {
    name: 'attachments',
    label: 'Files',
    field: 'attachment',
    share: 0,
    min: 5,
    max: 5,
    right: true,
    text: (_, study) => `${study()?.attachments?.length || ''}`,
  },
  ...'issued editor volume issue page publisher place series edition language genre doi url isbn issn pmid keyword'
    .split(' ')
    .flatMap((name) => fieldColumn(name) ?? []),
  {
    name: 'source',
    label: 'Presented by',
    field: 'source',
    share: 0.14,
    min: 12,
    max: 24,
    text: (_, study) => study()?.source?.site ?? '',
  },
];

/** A column for a field of the reference. */
function fieldColumn(name: string): Column | undefined {
  const field = fieldByName(name);
  if (!field) return undefined;
  const isShort = field.kind === 'number' || field.kind === 'date';
  const size = isShort ? { share: 0, min: 10, max: 10 } : { share: 0.16, min: 10, max: 32 };
  const text: Column['text'] = (_, study) => {
    const item = study()?.item;
    return item ? fieldText(item, field) : '';
  };
  return { name, label: field.label, field: name, ...size, text };
}

/** Whether a list in so many rows has one for the headings of its columns. */
export function hasHeadings(rows: number): boolean {
  return rows >= 8;
}

export const USUAL_COLUMNS: readonly string[] = ['author', 'year', TITLE, 'tags'];

/** The names that there are columns for, each once; the usual ones when that leaves none. */
export function knownColumns(names: readonly string[]): readonly string[] {
  const known = [...new Set(names)].filter((name) => COLUMNS.some((column) => column.name === name));
  return known.length > 0 ? known : USUAL_COLUMNS;
}

/**
 * The columns that a row of so many cells has room for, in their order, one cell between two of them. Without room for a title
 * of its least width, the columns at the right go first; title and year last.
 */
export function columnWidths(names: readonly string[], cells: number): { column: Column; width: number }[] {
  let shown = names.flatMap((name) => COLUMNS.filter((column) => column.name === name));
  const last = shown.at(-1);
  const wide = shown.find(({ name }) => name === TITLE) ?? last;
  const widthOf = ({ share, min, max }: Column) => Math.min(max, Math.max(min, Math.floor(cells * share)));
  for (;;) {
    const others = shown.filter((column) => column !== wide);
    const room = cells - others.reduce((sum, column) => sum + widthOf(column) + 1, 0);
    const least = others.findLast(({ name }) => name !== 'year') ?? others[0];
    if (least === undefined || room >= (wide?.min ?? 0))
      return shown.map((column) => ({ column, width: column === wide ? Math.max(1, room) : widthOf(column) }));
    shown = shown.filter((column) => column !== least);
  }
}

/** CSL rich text without its markup. */
function plainTitle(title: string): string {
  return title.replace(/<\/?(?:i|b|sub|sup|sc|span)(?:\s[^<>]*)?>/g, '');
}
