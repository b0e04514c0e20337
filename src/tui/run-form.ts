import type { Browser } from '../commands/browse.ts';
import type { AnyCommand, Selection } from '../commands/define-command.ts';
import { commandByName } from '../commands/registry.ts';
import type { GivenArgs } from '../commands/run-command.ts';
import { fieldText } from '../domain/edit-item.ts';
import { fieldByName } from '../domain/fields.ts';
import { type Form, fieldEdits, isDirty, textOf } from './form.ts';
import { labelOf } from './keys.ts';
import { tagsOf } from './tag-field.ts';

export interface Job {
  command: AnyCommand;
  args: GivenArgs;
  selection: Selection;
}

/** The command that saves a form; undefined when nothing was changed in it. */
export function runForm(form: Form): Job | undefined {
  const { purpose } = form;
  const text = (name: string) => textOf(form, name);
  switch (purpose.kind) {
    case 'new-study':
      return job('add', { fields: fieldEdits(form) }, { studies: [] });
    case 'edit-study':
      return isDirty(form) ? job('edit', { fields: fieldEdits(form) }, { studies: purpose.studies }) : undefined;
    case 'new-excerpt':
      return job('excerpt add', { ...excerptArgs(form), tag: tagsOf(text('tags')) }, { studies: purpose.studies });
    case 'edit-excerpt': {
      if (!isDirty(form)) return undefined;
      const tags = tagsOf(text('tags'));
      const gone = purpose.excerpt.tags.filter((tag) => !tags.some((kept) => kept.toLowerCase() === tag.toLowerCase()));
      return job(
        'excerpt edit',
        { excerpt: purpose.excerpt.uid, ...excerptArgs(form), tag: tags, untag: gone },
        { studies: [], excerpt: purpose.excerpt.uid },
      );
    }
    case 'export':
      return job(
        'export',
        { format: text('format'), output: text('output').trim() },
        { studies: purpose.scopes.get(text('scope')) ?? [] },
      );
  }
}

/**
 * The form to go on with when what it edits has been changed meanwhile, by another process, in a field that it would write;
 * saved once more, it overwrites that. undefined when nothing is in the way.
 */
export function overtaken(form: Form, browser: Browser): Form | undefined {
  const { purpose } = form;
  if (purpose.kind !== 'edit-study' || !purpose.item) return undefined;
  const [id] = purpose.studies;
  const now = id === undefined ? undefined : browser.study(id)?.item;
  if (!now) return { ...form, problem: 'this study is no longer in the library' };
  const before = purpose.item;
  const lost = form.fields.find(({ name, line, initial }) => {
    const field = line.text === initial ? undefined : fieldByName(name);
    return field && fieldText(now, field) !== fieldText(before, field);
  });
  const field = lost && fieldByName(lost.name);
  if (!field) return undefined;
  const problem = `${field.label} was changed elsewhere to "${fieldText(now, field)}"; ${labelOf('save', 'form')} again overwrites that`;
  return { ...form, purpose: { ...purpose, item: now }, problem };
}

/** What was changed; of a new excerpt, what was written. "-" would mean standard input, which here is the keyboard. */
function excerptArgs(form: Form): GivenArgs {
  const args: GivenArgs = {};
  const isNew = form.purpose.kind === 'new-excerpt';
  for (const { name, line, initial } of form.fields) {
    if (name === 'tags' || (!isNew && line.text === initial)) continue;
    if (isNew && line.text.trim() === '' && name !== 'text') continue;
    args[name] = name === 'text' && line.text.trim() === '-' ? '- ' : line.text;
  }
  return args;
}

function job(name: string, args: GivenArgs, selection: Selection): Job {
  const command = commandByName(name);
  if (!command) throw new Error(`no such command: ${name}`);
  return { command, args, selection };
}
