import { findOption, ownOptions } from '../commands/command-line/options.ts';
import { positional, splitWords, takesQuery } from '../commands/command-line/params.ts';
import { commandOfWords } from '../commands/command-line/parse.ts';
import { type LineWord, lineWords } from '../commands/command-line/words.ts';
import type { AnyCommand, Param } from '../commands/define-command.ts';
import { COMMANDS } from '../commands/registry.ts';
import { PANE_ACTIONS } from '../commands/ui-actions.ts';
import { queryValues, type Sources, valuesOf } from './complete-values.ts';
import { fuzzyFilter } from './fuzzy.ts';

export interface Proposals {
  /** Offset in the line at which the proposals go. */
  start: number;
  items: readonly string[];
}

/** What the last word of a line may become: names of commands and actions, options, tags, citation keys, files, fields. */
export function completeLine(line: string, sources: Sources): Proposals {
  const words = lineWords(line);
  const open = /\s$/.test(line) || words.length === 0;
  const word = open ? { text: '', start: line.length } : words.at(-1)!;
  const texts = words.map(({ text }) => text);
  const named = commandOfWords(open ? texts : texts.slice(0, -1));
  if (!named) return { start: line.length - line.trimStart().length, items: commandNames(line.trimStart()) };
  const { command, length } = named;
  const before = texts.slice(length, open ? undefined : -1);
  return {
    start: word.start,
    items: [...longerNames(line.trimStart(), word), ...itemsAt(command, before, word.text, sources)],
  };
}

/** "codebook" is a command, and so is "codebook define": the second word of such a name. */
function longerNames(typed: string, word: LineWord): string[] {
  const names = COMMANDS.map(({ name }) => name).filter((name) => name.startsWith(typed) && name.includes(' '));
  return names.map((name) => `${name.slice(typed.length - word.text.length)} `);
}

/** What may stand behind the words of a command. */
function itemsAt(command: AnyCommand, before: readonly string[], typed: string, sources: Sources): string[] {
  let rest: string[] = [];
  let pending: Param | undefined;
  for (const word of before.includes('--') ? before.filter((one) => one !== '--') : before) {
    const found = pending ? undefined : findOption(ownOptions(command), word);
    if (!pending && !found) rest.push(word);
    pending = found && found.value === undefined && found.option.param.kind !== 'flag' ? found.option.param : undefined;
  }
  if (pending) return valuesOf(pending, typed, sources);
  if (typed.startsWith('--')) {
    const names = ownOptions(command).filter(({ name }) => name !== 'json');
    return names.map(({ name }) => `--${name} `).filter((name) => name.startsWith(typed));
  }
  const query = () => (takesQuery(command) ? queryValues(typed, sources) : []);
  for (const [, param] of positional(command)) {
    if (param.kind !== 'list') {
      if (rest.length === 0) return valuesOf(param, typed, sources);
      rest = rest.slice(1);
    } else {
      const own = valuesOf(param, typed, sources);
      if (param.completes !== 'tag-edit') return [...own, ...query()];
      const isEdit = splitWords(param, rest)[1].length === 0 && (rest.length === 0 || /^[+-]/.test(typed));
      return isEdit && own.length > 0 ? own : query();
    }
  }
  return query();
}

function commandNames(typed: string): string[] {
  const names = [...COMMANDS, ...PANE_ACTIONS].map(({ name }) => name);
  const begins = names.filter((name) => name.startsWith(typed));
  return (begins.length > 0 ? begins : fuzzyFilter(names, typed, (name) => name).map(({ item }) => item)).map(
    (name) => `${name} `,
  );
}
