import { cleanText } from '../../domain/text/clean-text.ts';
import { countOf } from '../../domain/text/counts.ts';
import { cut, pad, width, wrap, wrapTo } from '../../domain/text/text-width.ts';
import { choiceLabel, type Form, type FormField, problemOf } from '../form.ts';
import { labelOf } from '../keys.ts';
import type { Box } from '../layout.ts';
import { viewBlock } from '../line-view.ts';
import { windowTop } from '../move.ts';
import { tagProposals } from '../tag-field.ts';
import type { Span, Token } from '../theme.ts';
import { type Row, title } from './dialog-rows.ts';
import { fieldSpans, withCursor } from './field.ts';

const LABEL = 17;
const BLOCK_ROWS = 8;

/** A form with the field in focus in sight, and what to write in it at the bottom. */
export function formView(form: Form, box: Box): Row[] {
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
  const focus = form.fields[form.focus];
  // What is wrong with the field stands beside it, and says what to write.
  const help = focus && problemOf(form, focus) === undefined ? focus.help : '';
  const [text, token]: Span = form.problem ? [form.problem, 'bad'] : [help, 'quiet'];
  const foot = wrapTo(cleanText(text), box.columns - 2, Math.max(1, Math.floor(box.rows / 3)));
  const height = Math.max(1, box.rows - 2 - foot.length);
  const top = Math.max(
    0,
    Math.min(
      windowTop(windowTop(0, focusTo, height, rows.length), focusFrom, height, rows.length),
      rows.length - height,
    ),
  );
  const body = rows.slice(top, top + height);
  while (body.length < height) body.push({ spans: [] });
  const place = `${form.focus + 1} of ${form.fields.length}`;
  const save = labelOf('save', 'form');
  return [
    title(box.columns, `${form.title}  (${place}, ${save} saves)`, `${form.title}  (${place})`, form.title),
    ...body,
    { spans: [['─'.repeat(box.columns), 'quiet']] },
    ...foot.map((row): Row => ({ spans: [[` ${row}`, token]] })),
  ];
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
  // Where there is little room, a sentence begins under the label.
  const indent = label < LABEL ? 2 : label + 2;
  const below = (mark: string, text: string, token: Token) =>
    rows.push(
      ...wrap(cleanText(text), Math.max(8, label + 2 + room - indent - width(mark))).map(
        (row, at): Row => ({
          spans: [[' '.repeat(indent)], [at === 0 ? mark : ' '.repeat(width(mark)), token], [row, token]],
        }),
      ),
    );
  const tags = focused ? tagProposals(field.line, field.tags ?? []) : [];
  if (tags.length > 0) below(`${labelOf('next-field', 'form')}: `, tags.join('  '), 'quiet');
  if (problem !== undefined) below('! ', problem, 'bad');
  return rows;
}
