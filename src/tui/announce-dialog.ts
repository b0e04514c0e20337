import { countOf } from '../domain/text/counts.ts';
import { announceText } from './announce-text.ts';
import { choiceLabel, type Form, problemOf } from './form.ts';
import { labelOf } from './keys.ts';
import { type Picker, pickerRows } from './picker.ts';
import type { Screen, State } from './state.ts';
import { tagProposals } from './tag-field.ts';
import type { Theme } from './theme.ts';
import { statusBar } from './views/bars.ts';
import { dialogView } from './views/dialogs.ts';
import { overwriteSpans } from './views/questions.ts';

const WORDS: Theme = { paint: (spans) => spans.map(([text]) => text).join('') };
/** Work is announced at every so many of its parts. */
const PARTS = 4;

/** What is read aloud when a dialog opens. */
export function openedDialog(state: State): string[] {
  const { screen } = state;
  switch (screen.screen) {
    case 'prompt':
      return ['Command.', screen.prompt.line.text];
    case 'picker':
      return [`Tags of ${screen.picker.of}.`, `${pickerLine(screen.picker)}.`];
    case 'form':
      return [`${screen.form.title}.`, `${fieldLine(screen.form)}.`];
    case 'confirm':
      return [`${screen.question} ${labelOf('yes', 'confirm')} yes, ${labelOf('no', 'confirm')} no.`];
    case 'overwrite':
      return [WORDS.paint(overwriteSpans(screen))];
    case 'working':
      return [`${screen.progress.label}: ${Math.round(screen.progress.share * 100)} %`];
    default:
      return wholeDialog(state);
  }
}

/** What has changed in a dialog that stays open. */
export function announceDialog(was: Screen, after: State): string[] {
  const is = after.screen;
  if (was.screen === 'prompt' && is.screen === 'prompt') {
    const { line, proposals } = is.prompt;
    const place = proposals ? `, ${proposals.at + 1} of ${proposals.items.length}` : '';
    const said = announceText(was.prompt.line, line);
    return said === undefined ? [] : [said + place];
  }
  if (was.screen === 'picker' && is.screen === 'picker') {
    const [then, now] = [was.picker, is.picker];
    if (then.filter.text !== now.filter.text)
      return [`${now.filter.text || 'empty'}: ${countOf(pickerRows(now).length, 'tag')}. ${pickerLine(now)}`];
    const moved = announceText(then.filter, now.filter);
    return pickerLine(then) === pickerLine(now) ? (moved === undefined ? [] : [moved]) : [pickerLine(now)];
  }
  if (was.screen === 'help' && is.screen === 'help' && was.filter.text === is.filter.text && was.top === is.top) {
    const moved = announceText(was.filter, is.filter);
    return moved === undefined ? [] : [moved];
  }
  if (was.screen === 'form' && is.screen === 'form') return formChange(was.form, is.form);
  if (was.screen === 'working' && is.screen === 'working') {
    const part = (share: number) => Math.floor(share * PARTS);
    const [then, now] = [was.progress, is.progress];
    return part(then.share) === part(now.share) && then.label === now.label ? [] : openedDialog(after);
  }
  if (was.screen === 'confirm' || is.screen === 'confirm')
    return was.screen === 'confirm' && is.screen === 'confirm' && was.question === is.question
      ? []
      : openedDialog(after);
  const known = new Set(wholeDialog({ ...after, screen: was }));
  return wholeDialog(after).filter((row) => !known.has(row));
}

/** Every row that the dialog has on a screen, as words. */
function wholeDialog(state: State): string[] {
  const { columns, rows } = state.size;
  const shown = dialogView(state.screen, { columns, rows: rows - 3 }, WORDS) ?? [statusBar(state, WORDS)];
  return shown
    .map((row) =>
      row
        .replace(/[─▸│]+/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((row) => row !== '');
}

/** "2 of 24: harm/grooming, on, will be taken off". */
function pickerLine(picker: Picker): string {
  const rows = pickerRows(picker);
  const row = rows[picker.cursor];
  if (!row) return 'No tag.';
  const states = { on: 'on', some: 'on some', off: 'off' };
  const name = row.isNew ? `new tag ${row.name}` : row.isKeyword ? `keyword ${row.name}` : row.name;
  return `${picker.cursor + 1} of ${rows.length}: ${name}, ${states[row.state]}${row.changed ? ', changed' : ''}`;
}

/** "2 of 20: Title: A study". */
function fieldLine(form: Form): string {
  const field = form.fields[form.focus];
  if (!field) return '';
  const value = field.kind === 'choice' ? choiceLabel(field) : field.line.text;
  const problem = problemOf(form, field);
  const wrong = problem === undefined ? '' : ` (${problem})`;
  return `${form.focus + 1} of ${form.fields.length}: ${field.label}: ${value || 'empty'}${wrong}`;
}

function formChange(then: Form, now: Form): string[] {
  const problem = now.problem !== undefined && now.problem !== then.problem ? `${now.problem} ` : '';
  if (then.focus !== now.focus || then.fields.length !== now.fields.length) return [problem + fieldLine(now)];
  const [before, after] = [then.fields[then.focus], now.fields[now.focus]];
  const said = before && after && announceText(before.line, after.line);
  if (!before || !after || said === undefined) return [problem];
  const wrong = problemOf(now, after);
  const fresh = wrong !== undefined && wrong !== problemOf(then, before) ? `. ${wrong}` : '';
  const [tag] = tagProposals(after.line, after.tags ?? []);
  const isNew = tag !== undefined && tag !== tagProposals(before.line, before.tags ?? [])[0];
  const proposal = isNew ? `, ${labelOf('next-field', 'form')} for ${tag}` : '';
  return [problem + (after.kind === 'choice' ? choiceLabel(after) : said) + proposal + fresh];
}
