import { countOf } from '../../commands/select-studies.ts';
import { cleanText } from '../../domain/clean-text.ts';
import { cut, pad, width, wrap } from '../../domain/text-width.ts';
import { COLUMNS } from '../columns.ts';
import { choiceLabel, type Form, type FormField, problemOf } from '../form.ts';
import { labelOf } from '../keys.ts';
import type { Box } from '../layout.ts';
import { viewBlock } from '../line-view.ts';
import { windowTop } from '../move.ts';
import { localTime } from '../outcome-lines.ts';
import { type Picker, type PickerRow, pickerRows } from '../picker.ts';
import { helpRows } from '../reduce-dialogs.ts';
import type { Screen } from '../state.ts';
import { tagProposals } from '../tag-field.ts';
import { fitRow, type Span, type Theme, type Token } from '../theme.ts';
import { fieldSpans, withCursor } from './field.ts';

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

interface Row {
  spans: readonly Span[];
  selected?: boolean;
}

const title = (text: string, columns: number): Row => {
  const label = ` ▸ ${cut(cleanText(text), columns - 4)} `;
  return {
    spans: [
      [label, 'heading'],
      ['─'.repeat(Math.max(0, columns - width(label))), 'quiet'],
    ],
  };
};

function helpView({ of, filter, top }: ScreenOf<'help'>, box: Box): Row[] {
  const rows = helpRows(of, filter.text);
  const keys = Math.min(24, Math.max(...rows.map((row) => width(row.keys)), 8));
  const head = title(`Keys: ${of}`, box.columns);
  const search: Row = { spans: [['  find: ', 'quiet'], ...fieldSpans(filter, Math.max(8, box.columns - 12))] };
  const body = rows.slice(top).map(
    (row): Row => ({
      spans: [
        ['  '],
        [pad(row.keys, keys), 'key'],
        [`  ${row.summary}`],
        [row.command ? `  (:${row.name})` : '', 'quiet'],
      ],
    }),
  );
  return [head, search, ...(body.length > 0 ? body : [{ spans: [['  No key does that.'] as Span] }])];
}

function messageView({ title: text, lines, top }: ScreenOf<'message'>, box: Box): Row[] {
  const body = lines.slice(top, top + box.rows - 2).map((line): Row => ({ spans: [[` ${line}`]] }));
  const below = lines.length - top - body.length;
  return [
    title(text, box.columns),
    ...body,
    ...(below > 0 ? [{ spans: [[` … ${countOf(below, 'more row')}`, 'quiet'] as Span] }] : []),
  ];
}

function columnsView({ rows, cursor }: ScreenOf<'columns'>, box: Box): Row[] {
  const height = Math.max(1, box.rows - 1);
  const top = windowTop(0, cursor, height, rows.length);
  const body = rows.slice(top, top + height).map(({ name, on }, at): Row => {
    const here = top + at === cursor;
    const label = COLUMNS.find((column) => column.name === name)?.label ?? name;
    return { spans: [[`${here ? '>' : ' '} ${on ? MARKS.on : MARKS.off} `, 'mark'], [label]], selected: here };
  });
  return [title('Columns of the list, from the left', box.columns), ...body];
}

const STEP_STATES = { done: '', undone: 'undone', dropped: 'overtaken', final: 'final' };

function historyView({ steps, cursor, top }: ScreenOf<'history'>, box: Box): Row[] {
  const now = steps.findIndex(({ state }) => state === 'done' || state === 'final');
  const here = now < 0 ? steps.length : now;
  const rows: [when: string, state: string, what: string][] = [
    ...steps.map((one): [string, string, string] => [localTime(one.at), STEP_STATES[one.state], one.summary]),
    ['', '', 'Before the first step'],
  ];
  const body = rows.slice(top, top + box.rows - 1).map(([when, state, what], at): Row => {
    const index = top + at;
    return {
      spans: [
        [index === cursor ? '> ' : '  ', 'mark'],
        [pad(when, 16), 'quiet'],
        [` ${pad(index === here ? 'now' : state, 9)} `, index === here ? 'good' : 'warn'],
        [cleanText(what), index > here || index === here ? 'plain' : 'off'],
      ],
      selected: index === cursor,
    };
  });
  return [title(`History: ${countOf(steps.length, 'step')}, newest first`, box.columns), ...body];
}

const MARKS = { on: '[x]', some: '[-]', off: '[ ]' };

function pickerView(picker: Picker, box: Box): Row[] {
  const rows = pickerRows(picker);
  const chosen = rows[picker.cursor];
  const head = title(`Tags of ${picker.of}`, box.columns);
  const filter: Row = { spans: [['  tag: ', 'quiet'], ...fieldSpans(picker.filter, Math.max(8, box.columns - 12))] };
  const about = chosen?.isNew
    ? 'A new tag. It joins the codebook; :codebook define gives it a definition.'
    : cleanText(chosen?.definition ?? '');
  const definition = wrap(about, Math.max(10, box.columns - 4)).slice(0, box.rows > 12 ? 3 : 1);
  const height = Math.max(1, box.rows - 3 - definition.length);
  const top = windowTop(0, picker.cursor, height, rows.length);
  const body = rows.slice(top, top + height).map((row, at) => pickerRow(row, top + at === picker.cursor));
  while (body.length < height) body.push({ spans: [] });
  return [
    head,
    filter,
    ...body,
    { spans: [['─'.repeat(box.columns), 'quiet']] },
    ...definition.map((line): Row => ({ spans: [[`  ${line}`, 'plain']] })),
  ];
}

function pickerRow(row: PickerRow, here: boolean): Row {
  const spans: Span[] = [[`${here ? '>' : ' '} ${MARKS[row.state]} `, row.changed ? 'mark' : 'plain']];
  if (row.isNew) spans.push(['new tag: ', 'quiet']);
  const name = cleanText(row.name);
  // Offsets hold for the name as it is stored.
  if (name !== row.name) spans.push([name]);
  else {
    const lit = new Set(row.positions);
    let from = 0;
    for (let at = 1; at <= name.length; at += 1) {
      if (at < name.length && lit.has(at) === lit.has(from)) continue;
      spans.push([name.slice(from, at), lit.has(from) ? 'match' : 'plain']);
      from = at;
    }
  }
  if (row.changed) spans.push([row.state === 'on' ? '  will be put on' : '  will be taken off', 'quiet']);
  if (row.digit !== undefined) spans.push([`  ${row.digit}`, 'quiet']);
  return { spans, selected: here };
}

const LABEL = 17;
const BLOCK_ROWS = 8;

function formView(form: Form, box: Box): Row[] {
  const label = box.columns < 50 ? 10 : LABEL;
  const room = Math.max(8, box.columns - label - 3);
  const rows: Row[] = [];
  let focusFrom = 0;
  let focusTo = 0;
  for (const [at, field] of form.fields.entries()) {
    const focused = at === form.focus;
    if (focused) focusFrom = rows.length;
    rows.push(...fieldRows(form, field, focused, label, room));
    if (focused) focusTo = rows.length - 1;
  }
  const height = Math.max(1, box.rows - 3);
  const top = Math.max(
    0,
    Math.min(
      windowTop(windowTop(0, focusTo, height, rows.length), focusFrom, height, rows.length),
      rows.length - height,
    ),
  );
  const focus = form.fields[form.focus];
  const foot: Row = form.problem
    ? { spans: [[` ${cleanText(form.problem)}`, 'bad']] }
    : { spans: [[` ${focus?.help ?? ''}`, 'quiet']] };
  const body = rows.slice(top, top + height);
  while (body.length < height) body.push({ spans: [] });
  const heading = `${form.title}  (${form.focus + 1} of ${form.fields.length}, ${labelOf('save', 'form')} saves)`;
  return [title(heading, box.columns), ...body, { spans: [['─'.repeat(box.columns), 'quiet']] }, foot];
}

function fieldRows(form: Form, field: FormField, focused: boolean, label: number, room: number): Row[] {
  const problem = problemOf(form, field);
  const changed = field.line.text !== field.initial;
  const head = (text: string): Span[] => [
    [focused && text !== '' ? '>' : ' ', 'mark'],
    [pad(text === '' ? '' : `${text}${changed ? ' *' : ''}`, label), focused ? 'title' : 'quiet'],
    [' '],
  ];
  const rows: Row[] = [];
  if (field.kind === 'choice') {
    rows.push({
      spans: [
        ...head(field.label),
        [focused ? '< ' : '', 'key'],
        [choiceLabel(field), focused ? 'cursor' : 'plain'],
        [focused ? ' >' : '', 'key'],
      ],
    });
  } else if (field.kind === 'line') {
    const value: Span[] = focused ? fieldSpans(field.line, room) : [[cut(cleanText(field.line.text), room)]];
    rows.push({ spans: [...head(field.label), ...value] });
  } else {
    const wrapped = wrap(field.line.text, room - 1).length;
    const height = Math.max(1, Math.min(focused ? BLOCK_ROWS : 4, wrapped));
    const view = viewBlock(focused ? field.line : { ...field.line, cursor: 0 }, room, height);
    for (const [at, text] of view.rows.entries()) {
      const value: Span[] = focused && at === view.row ? withCursor(text, view.column) : [[text]];
      rows.push({ spans: [...head(at === 0 ? field.label : ''), ...value] });
    }
    if (view.below > 0 && !focused)
      rows.push({ spans: [...head(''), [`… ${countOf(view.below, 'more row')}`, 'quiet']] });
  }
  const below = (mark: string, text: string, token: Token) =>
    rows.push(
      ...wrap(cleanText(text), Math.max(8, room - width(mark))).map(
        (row, at): Row => ({ spans: [...head(''), [at === 0 ? mark : ' '.repeat(width(mark)), token], [row, token]] }),
      ),
    );
  const tags = focused ? tagProposals(field.line, field.tags ?? []) : [];
  if (tags.length > 0) below(`${labelOf('next-field', 'form')}: `, tags.join('  '), 'quiet');
  if (problem !== undefined) below('! ', problem, 'bad');
  return rows;
}
