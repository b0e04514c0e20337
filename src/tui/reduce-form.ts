import { type Form, type FormField, isDirty, problemOf, withType } from './form.ts';
import type { Key } from './input.ts';
import { keyName } from './input.ts';
import { actionOf } from './keys.ts';
import { edit, lineState } from './line-editor.ts';
import { BROWSING, type Screen, type State, type Step, step } from './state.ts';
import { tagProposals, withTag } from './tag-field.ts';

type FormScreen = Extract<Screen, { screen: 'form' }>;

export function reduceForm(state: State, screen: FormScreen, key: Key): Step {
  const { form } = screen;
  const field = form.fields[form.focus];
  if (!field) return step({ ...state, screen: BROWSING });
  const action = actionOf('form', key);
  const name = keyName(key);
  const show = (next: Form) => step({ ...state, screen: { ...screen, form: next } });
  // In a text of several lines Enter and the arrows belong to the text, as long as it has a line there.
  if (field.kind === 'block' && (name === 'enter' || name === 'up' || name === 'down')) {
    const line = edit(field.line, key);
    if (line !== field.line && (name === 'enter' || line.cursor !== field.line.cursor))
      return show(withLine(form, line));
  }
  switch (action) {
    case 'next-field': {
      const [tag] = tagProposals(field.line, field.tags ?? []);
      return show(tag === undefined ? focusOn(form, 1) : withLine(form, withTag(field.line, tag)));
    }
    case 'field-below':
      return show(focusOn(form, 1));
    case 'previous-field':
      return show(focusOn(form, -1));
    case 'save':
      return save(state, screen);
    case 'close':
      if (!isDirty(form)) return step({ ...state, screen: BROWSING });
      return step({
        ...state,
        screen: { screen: 'confirm', question: 'Leave without saving what you wrote?', yes: [], back: screen },
      });
    case 'editor':
      if (field.editor) return step(state, { effect: 'editor', text: field.line.text });
  }
  return show(field.kind === 'choice' ? choose(form, field, key) : withLine(form, edit(field.line, key)));
}

/** Nothing is run while a field has a problem: the first of them gets the focus. */
function save(state: State, screen: FormScreen): Step {
  const { form } = screen;
  const wrong = form.fields.findIndex((field) => problemOf(form, field) !== undefined);
  if (wrong >= 0) {
    const field = form.fields[wrong] as FormField;
    return step({
      ...state,
      screen: {
        ...screen,
        form: { ...form, focus: wrong, problem: `Not saved yet: ${field.label} has to be mended.` },
      },
    });
  }
  return step(state, { effect: 'save-form', form });
}

function focusOn(form: Form, by: 1 | -1): Form {
  return { ...form, focus: (form.focus + by + form.fields.length) % form.fields.length };
}

/** The form with another text in the field in focus. */
export function withLine(form: Form, line: FormField['line']): Form {
  const field = form.fields[form.focus];
  if (!field || field.line === line) return form;
  return {
    ...form,
    problem: undefined,
    fields: form.fields.map((one, at) => (at === form.focus ? { ...one, line } : one)),
  };
}

function choose(form: Form, field: FormField, key: Key): Form {
  const options = field.options ?? [];
  const at = options.findIndex(({ value }) => value === field.line.text);
  const to = chosen(options, at, key);
  const value = options[to]?.value;
  if (value === undefined || to === at) return form;
  const next = withLine(form, lineState(value));
  if (field.name === 'type') return withType(next, value);
  return form.purpose.kind === 'export' && field.name === 'format' ? withProposal(next, field.line.text, value) : next;
}

function chosen(options: readonly { label: string }[], at: number, key: Key): number {
  const name = keyName(key);
  if (name === 'right' || name === 'space') return (at + 1) % options.length;
  if (name === 'left' || name === 'backspace') return (at - 1 + options.length) % options.length;
  if (key.text === undefined) return at;
  // A letter goes to the next option that begins with it.
  const letter = key.text.toLowerCase();
  for (let by = 1; by <= options.length; by += 1) {
    const to = (at + by) % options.length;
    if (options[to]?.label.toLowerCase().startsWith(letter)) return to;
  }
  return at;
}

/** A file that the user has not named follows the format. */
function withProposal(form: Form, before: string, format: string): Form {
  if (form.purpose.kind !== 'export') return form;
  const { proposals } = form.purpose;
  const fields = form.fields.map((field) =>
    field.name === 'output' && field.line.text === proposals.get(before)
      ? { ...field, line: lineState(proposals.get(format)) }
      : field,
  );
  return { ...form, fields };
}
