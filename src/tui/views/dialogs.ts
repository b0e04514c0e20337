import { cleanText } from '../../domain/text/clean-text.ts';
import { countOf } from '../../domain/text/counts.ts';
import { pad, wrapTo } from '../../domain/text/text-width.ts';
import { COLUMNS } from '../columns.ts';
import { labelOf } from '../keys.ts';
import type { Box } from '../layout.ts';
import { windowTop } from '../move.ts';
import { localTime } from '../outcome-lines.ts';
import { type Picker, type PickerRow, pickerRows } from '../picker.ts';
import { helpLines } from '../reduce-dialogs.ts';
import type { Screen } from '../state.ts';
import { tagToken } from '../tag-colour.ts';
import { fitRow, type Span, type Theme, type Token } from '../theme.ts';
import { type Row, title } from './dialog-rows.ts';
import { fieldSpans } from './field.ts';
import { formView } from './form.ts';

type ScreenOf<K extends Screen['screen']> = Extract<Screen, { screen: K }>;

/** The rows of a dialog that lies over the panes; undefined for a screen that leaves them in sight. */
export function dialogView(screen: Screen, box: Box, theme: Theme): string[] | undefined {
  switch (screen.screen) {
    case 'help':
      return filled(helpView(screen, box), box, theme);
    case 'message':
      return filled(messageView(screen, box), box, theme);
    case 'picker':
      return filled(pickerView(screen.picker, box), box, theme);
    case 'form':
      return filled(formView(screen.form, box), box, theme);
    case 'columns':
      return filled(columnsView(screen, box), box, theme);
    case 'history':
      return filled(historyView(screen, box), box, theme);
    case 'confirm':
    case 'overwrite':
      return dialogView(screen.back, box, theme);
    default:
      return undefined;
  }
}

function filled(rows: readonly Row[], box: Box, theme: Theme): string[] {
  return Array.from({ length: box.rows }, (_, at) => {
    const row = rows[at];
    return theme.paint(fitRow(row?.spans ?? [], box.columns), row?.selected);
  });
}

function helpView({ of, filter, top }: ScreenOf<'help'>, box: Box): Row[] {
  const search: Row = { spans: [['  find: ', 'quiet'], ...fieldSpans(filter, Math.max(8, box.columns - 12))] };
  const lines = helpLines(of, filter.text, box.columns);
  const shown = lines.slice(top, top + Math.max(1, box.rows - 3));
  const below = lines.length - top - shown.length;
  const body = shown.map(
    ({ keys, text, command }): Row => ({
      spans: [['  '], [keys, 'key'], [`  ${text}`], [command, 'quiet']],
    }),
  );
  return [
    title(box.columns, `Keys: ${of}`),
    search,
    ...(body.length > 0 ? body : [{ spans: [['  No key does that.'] as Span] }]),
    ...(below > 0 ? [moreRows(below, labelOf('select-page-down', 'help'))] : []),
  ];
}

function messageView({ title: text, lines, top }: ScreenOf<'message'>, box: Box): Row[] {
  const body = lines.slice(top, top + box.rows - 2).map((line): Row => ({ spans: [[` ${line}`]] }));
  const below = lines.length - top - body.length;
  return [title(box.columns, text), ...body, ...(below > 0 ? [moreRows(below, labelOf('page-down', 'message'))] : [])];
}

/** Says that there is more to read, and which key goes on. */
function moreRows(below: number, key: string): Row {
  return { spans: [[` … ${countOf(below, 'more row')}, ${key} goes on`, 'quiet']] };
}

function columnsView({ rows, cursor }: ScreenOf<'columns'>, box: Box): Row[] {
  const height = Math.max(1, box.rows - 1);
  const top = windowTop(0, cursor, height, rows.length);
  const body = rows.slice(top, top + height).map(({ name, on }, at): Row => {
    const here = top + at === cursor;
    const label = COLUMNS.find((column) => column.name === name)?.label ?? name;
    return { spans: [[`${here ? '>' : ' '} ${on ? MARKS.on : MARKS.off} `, 'mark'], [label]], selected: here };
  });
  return [
    title(
      box.columns,
      `Columns of the list, from the left  (${cursor + 1} of ${rows.length})`,
      'Columns, from the left',
    ),
    ...body,
  ];
}

const STEP_STATES = { done: '', undone: 'undone', dropped: 'overtaken', final: 'final' };

function historyView({ steps, cursor, top }: ScreenOf<'history'>, box: Box): Row[] {
  const now = steps.findIndex(({ state }) => state === 'done' || state === 'final');
  const here = now < 0 ? steps.length : now;
  const rows: [when: string, state: string, what: string][] = [
    ...steps.map((one): [string, string, string] => [localTime(one.at), STEP_STATES[one.state], one.summary]),
    ['', '', 'Before the first step'],
  ];
  const isNarrow = box.columns < 60;
  const body = rows.slice(top, top + box.rows - 1).map(([when, state, what], at): Row => {
    const index = top + at;
    return {
      spans: [
        [index === cursor ? '> ' : '  ', 'mark'],
        [isNarrow ? '' : `${pad(when, 16)} `, 'quiet'],
        [`${pad(index === here ? 'now' : state, 9)} `, index === here ? 'good' : 'warn'],
        [cleanText(what), index > here || index === here ? 'plain' : 'off'],
      ],
      selected: index === cursor,
    };
  });
  return [title(box.columns, `History: ${countOf(steps.length, 'step')}, newest first`, 'History'), ...body];
}

const MARKS = { on: '[x]', some: '[-]', off: '[ ]' };

function pickerView(picker: Picker, box: Box): Row[] {
  const rows = pickerRows(picker);
  const chosen = rows[picker.cursor];
  const head = title(box.columns, `Tags of ${picker.of}`);
  const filter: Row = { spans: [['  tag: ', 'quiet'], ...fieldSpans(picker.filter, Math.max(8, box.columns - 12))] };
  const about = chosen?.isNew
    ? 'A new tag. It joins the codebook; :codebook define gives it a definition.'
    : chosen?.isKeyword
      ? 'A keyword of the record. Put on, it becomes a tag; :keyword adopt does the same for every study that has it.'
      : cleanText(chosen?.definition ?? '');
  const definition = wrapTo(about, Math.max(10, box.columns - 4), Math.max(1, Math.floor(box.rows / 3)));
  const height = Math.max(1, box.rows - 3 - definition.length);
  const top = windowTop(0, picker.cursor, height, rows.length);
  const body = rows
    .slice(top, top + height)
    .map((row, at) => pickerRow(row, tagToken(row.name, picker.codebook), top + at === picker.cursor));
  while (body.length < height) body.push({ spans: [] });
  return [
    head,
    filter,
    ...body,
    { spans: [['─'.repeat(box.columns), 'quiet']] },
    ...definition.map((line): Row => ({ spans: [[`  ${line}`, 'plain']] })),
  ];
}

function pickerRow(row: PickerRow, colour: Token, here: boolean): Row {
  const spans: Span[] = [[`${here ? '>' : ' '} ${MARKS[row.state]} `, row.changed ? 'mark' : 'plain']];
  if (row.isNew) spans.push(['new tag: ', 'quiet']);
  if (row.isKeyword) spans.push(['keyword: ', 'quiet']);
  const name = cleanText(row.name);
  // Offsets hold for the name as it is stored.
  if (name !== row.name) spans.push([name, colour]);
  else {
    const lit = new Set(row.positions);
    let from = 0;
    for (let at = 1; at <= name.length; at += 1) {
      if (at < name.length && lit.has(at) === lit.has(from)) continue;
      spans.push([name.slice(from, at), lit.has(from) ? 'match' : colour]);
      from = at;
    }
  }
  if (row.changed) spans.push([row.state === 'on' ? '  will be put on' : '  will be taken off', 'quiet']);
  if (row.digit !== undefined) spans.push([`  ${row.digit}`, 'quiet']);
  return { spans, selected: here };
}
