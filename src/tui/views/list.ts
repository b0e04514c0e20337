import type { Found } from '../../commands/browse.ts';
import type { PassageRow, StudyRow } from '../../commands/view.ts';
import { highlight, snippet, unshown } from '../../domain/query/highlight.ts';
import type { Query } from '../../domain/query/query.ts';
import type { Study } from '../../domain/study.ts';
import type { Tag } from '../../domain/tag.ts';
import { cleanText } from '../../domain/text/clean-text.ts';
import { cut, pad, width } from '../../domain/text/text-width.ts';
import { type Column, columnWidths, hasHeadings, TITLE } from '../columns.ts';
import { type Box, hasFocus } from '../layout.ts';
import { litQuery, litSpans } from '../lit.ts';
import { placeLabel } from '../sidebar-items.ts';
import { sortLabel, sortOf } from '../sort.ts';
import { openRange, type State } from '../state.ts';
import { tagToken } from '../tag-colour.ts';
import { fitRow, type Span, type Theme, type Token } from '../theme.ts';
import { withEmptyNote } from './empty-note.ts';
import { paneTitle } from './pane-title.ts';

/** What the list shows in its window, from `state.list.top`. */
export interface ListWindow {
  rows: readonly StudyRow[];
  /** When the list shows passages. */
  passages: readonly PassageRow[];
  /** Where a study has the words of a query, as `Browser.found`. */
  found: (id: number, query: Query, width: number) => Found | undefined;
  /** A study whole, for columns that its row has not. */
  study: (id: number) => Study | undefined;
}

export function listView(state: State, window: ListWindow, box: Box, theme: Theme): string[] {
  const { list, found, marks } = state;
  const focused = hasFocus(state, 'list');
  const out = [paneTitle(cleanText(titleOf(state)), focused, box.columns, theme)];
  const query = litQuery(state);
  const range = openRange(state);
  const studies = new Map(window.rows.map((row) => [row.id, row]));
  const passages = new Map(window.passages.map((row) => [row.id, row]));
  if (state.find === 'studies' && hasHeadings(box.rows) && found.ids.length > 0)
    out.push(theme.paint(fitRow([['  '], ...headings(state, box.columns - 2)], box.columns)));
  for (let at = 0; out.length < box.rows; at += 1) {
    const index = list.top + at;
    const id = found.ids[index];
    if (id === undefined) {
      out.push(theme.paint([[' '.repeat(box.columns)]]));
      continue;
    }
    const here = index === list.cursor;
    const ranged = index >= range.from && index <= range.to;
    const head = `${here ? '>' : ' '}${marks.has(id) ? '*' : ranged ? '+' : ' '}`;
    const token = here && !focused ? 'title' : 'plain';
    const passage = passages.get(found.passages?.[index] ?? 0);
    const study = studies.get(id);
    const cells = passage
      ? passageCells(passage, query, box.columns - 2, token)
      : study
        ? studyCells(study, state, window, query, box.columns - 2, token)
        : [];
    const spans: Span[] = [[head, here || marks.has(id) ? 'mark' : 'plain'], ...cells];
    out.push(theme.paint(fitRow(spans, box.columns), here && focused));
  }
  return found.ids.length === 0 ? withEmptyNote(out, state, box, theme) : out;
}

function titleOf(state: State): string {
  const { found, find, marks, query } = state;
  const sort = sortOf(state);
  const total = found.isWhole ? found.ids.length.toLocaleString('en') : '…';
  const what = [
    `${find === 'passages' ? 'Passages' : 'Studies'} ${total}`,
    marks.size > 0 && `${marks.size.toLocaleString('en')} marked`,
    placeLabel(state.place),
    query.trim() && `search ${query.trim()}`,
    sort.length > 0 && `by ${sort.map(sortLabel).join(', ')}`,
  ];
  return what.filter(Boolean).join(' · ');
}

/** The names of the columns; the one that the list is sorted by has a mark. */
function headings(state: State, cells: number): Span[] {
  const widths = columnWidths(state.columns, cells);
  const [sort] = sortOf(state);
  return widths.flatMap(({ column, width: room }, at): Span[] => {
    const mark = sort?.field === column.field ? (sort.descending ? '▼' : '▲') : '';
    // The gap behind a column takes the mark where the name fills it.
    const own = at < widths.length - 1 ? room + 1 : room;
    const label = cut(column.label, Math.min(room, own - width(mark)));
    const text = column.right ? ' '.repeat(Math.max(0, room - width(label))) + label : label;
    return [[pad(text + mark, own), mark ? 'title' : 'quiet']];
  });
}

/** One row of the list. Where it does not show all that was searched for, part of it says where the rest is. */
function studyCells(
  row: StudyRow,
  { columns: chosen, codebook }: State,
  { found, study }: ListWindow,
  query: Query,
  columns: number,
  token: Token,
): Span[] {
  const widths = columnWidths(chosen, columns);
  const tags = query.root === undefined ? row.tags : askedFirst(row.tags, query);
  const cells = widths.map(({ column, width: room }): Cell => {
    const text = cut(cleanText(column.text({ ...row, tags }, () => study(row.id))), room);
    return { column, room, text, ...(column.name === 'tags' ? { tags } : {}) };
  });
  const spansOf = (cell: Cell) =>
    cell.tags ? tagsCell(cell.tags, cell.room, query, codebook, token) : textCell(cell, query, token);
  const whole = cells.flatMap((one, at): Span[] => [...(at > 0 ? [[' ', token] as Span] : []), ...spansOf(one)]);
  const rest = unshown(
    query,
    cells.map(({ column, text }) => ({ field: column.field, text })),
  );
  // What stands behind the title gives way to the reason.
  const title = cells.findIndex(({ column }) => column.name === TITLE);
  if (!rest || title < 0) return whole;
  const before = cells.slice(0, title);
  const room = columns - before.reduce((sum, one) => sum + one.room + 1, 0);
  const half = Math.floor(room * 0.45);
  const why = found(row.id, rest, room - half - 1);
  if (!why) return whole;
  const own = cells[title]!;
  const shown = [...before, { ...own, room: half, text: cut(own.text, half) }];
  return [
    ...shown.flatMap((one): Span[] => [...spansOf(one), [' ', token]]),
    [`${why.field}: `, 'quiet'],
    ...litSpans(cleanText(why.text), query, why.field, token),
  ];
}

function passageCells(
  { key, section, text, comment }: PassageRow,
  query: Query,
  columns: number,
  token: Token,
): Span[] {
  const head = 21 + Math.min(14, width(section)) + 2;
  const part = [text, comment ?? ''].map((one) => snippet(one, query, columns - head, 'excerpt')).find(Boolean);
  return [
    [`${pad(cleanText(key), 20)} `, token],
    ...(section === '' ? [] : [[`${cut(cleanText(section), 14)}: `, 'quiet'] as Span]),
    ...litSpans(cleanText(part?.text ?? text), query, 'excerpt', token),
  ];
}

interface Cell {
  column: Column;
  room: number;
  text: string;
  /** In the column of tags. */
  tags?: readonly string[];
}

/** Exactly as wide as the cell has room. */
function textCell({ column, room, text }: Cell, query: Query, token: Token): Span[] {
  const blank: Span = [' '.repeat(Math.max(0, room - width(text))), token];
  const spans = litSpans(text, query, column.field, token);
  return column.right ? [blank, ...spans] : [...spans, blank];
}

/** The tags that a query asks for stand before the others: what is cut are those that nobody asked for. */
function askedFirst(tags: readonly string[], query: Query): string[] {
  const isAsked = new Set(tags.filter((tag) => highlight(tag, query, 'tag').length > 0));
  return [...isAsked, ...tags.filter((tag) => !isAsked.has(tag))];
}

/** The tags in their colours, exactly `columns` wide. */
function tagsCell(
  tags: readonly string[],
  columns: number,
  query: Query,
  codebook: readonly Tag[],
  token: Token,
): Span[] {
  const names = tags.map(cleanText);
  const shown = cut(names.join(' '), columns);
  let at = 0;
  const spans = names.flatMap((name, index): Span[] => {
    const start = at;
    at += name.length + 1;
    const colour = tagToken(tags[index] ?? '', codebook);
    return [
      ...litSpans(shown.slice(start, at - 1), query, 'tag', colour === 'plain' ? token : colour),
      [shown.slice(at - 1, at), token],
    ];
  });
  return fitRow(spans, columns);
}
