import { nearest } from '../domain/nearest.ts';
import { UserError } from '../domain/user-error.ts';
import type { AnyCommand, Param } from './define-command.ts';
import { COMMANDS, commandByName } from './registry.ts';
import type { GivenArgs } from './run-command.ts';

/** The parameters of a command given by place, in their order. */
export function positional(command: AnyCommand): [string, Param][] {
  return paramsOf(command).filter(([, param]) => param.positional);
}

export function paramsOf(command: AnyCommand): [string, Param][] {
  return Object.entries(command.params as AnyCommand['params']) as [string, Param][];
}

/** Whether the words behind its arguments say which studies it works on. */
export function takesQuery(command: AnyCommand): boolean {
  return command.selection !== 'none';
}

/** Parts the words of a command that takes both edits and a query. Tag edits stand first; FIELD=VALUE stands anywhere. */
export function splitWords(param: Param, words: readonly string[]): [edits: string[], query: string[]] {
  if (param.completes === 'tag-edit') {
    const end = words.findIndex((word) => !/^[+-]./.test(word));
    return end < 0 ? [[...words], []] : [words.slice(0, end), words.slice(end)];
  }
  const isEdit = (word: string) => /^[A-Za-z][A-Za-z-]*=/.test(word);
  return [words.filter(isEdit), words.filter((word) => !isEdit(word))];
}

/** A word of a line: its text without quotation marks, and where it begins. */
export interface LineWord {
  text: string;
  start: number;
}

/** Words as a shell has them: parted by spaces, kept together by '…', "…" and \. A mark without its end goes to the end. */
export function lineWords(line: string): LineWord[] {
  const words: LineWord[] = [];
  let word: LineWord | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (quote === '' && /\s/.test(char)) {
      if (word) words.push(word);
      word = undefined;
      continue;
    }
    word ??= { text: '', start: at };
    if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === '\\' && quote !== "'" && at + 1 < line.length) {
      at += 1;
      word.text += line.charAt(at);
    } else word.text += char;
  }
  if (word) words.push(word);
  return words;
}

export interface ParsedLine {
  command: AnyCommand;
  args: GivenArgs;
  /** The words of the query; undefined for a command that takes none. */
  query: string[] | undefined;
  yes: boolean;
}

/** The command with which the words begin ("excerpt add" before "excerpt"), and how many words its name has. */
export function commandOfWords(words: readonly string[]): { command: AnyCommand; length: number } | undefined {
  for (const length of [2, 1]) {
    const command = words.length >= length ? commandByName(words.slice(0, length).join(' ')) : undefined;
    if (command) return { command, length };
  }
  return undefined;
}

/**
 * A line of the prompt: the same words as behind "lectern" on the command line.
 * @throws UserError (exit code 2) for an unknown command or option.
 */
export function parseLine(line: string): ParsedLine {
  const words = lineWords(line).map(({ text }) => text);
  const named = commandOfWords(words);
  if (!named) throw unknownCommand(words);
  const { command, length } = named;
  const args: GivenArgs = {};
  const rest: string[] = [];
  let yes = false;
  const queue = words.slice(length);
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') {
      rest.push(...queue.splice(0));
      break;
    }
    if (word === '--yes') {
      yes = true;
      continue;
    }
    const option = optionOf(command, word);
    if (!option) {
      rest.push(word);
      continue;
    }
    const { name, param, inline } = option;
    if (param.kind === 'flag') {
      args[name] = true;
      continue;
    }
    const value = inline ?? queue.shift();
    if (value === undefined) throw new UserError(`${command.name}: ${word} needs a value`, param.summary, 2);
    args[name] = param.kind === 'list' ? [...((args[name] as string[] | undefined) ?? []), value] : value;
  }
  return { command, yes, ...placed(command, args, rest) };
}

function placed(
  command: AnyCommand,
  args: GivenArgs,
  words: string[],
): { args: GivenArgs; query: string[] | undefined } {
  let rest = words;
  for (const [name, param] of positional(command)) {
    if (param.kind === 'list') {
      [args[name], rest] = takesQuery(command) ? splitWords(param, rest) : [rest, []];
    } else {
      const [value, ...others] = rest;
      if (value !== undefined) args[name] = value;
      rest = others;
    }
  }
  if (takesQuery(command)) return { args, query: rest };
  if (rest.length > 0)
    throw new UserError(
      `${command.name}: "${rest[0]}" is too much`,
      'put quotation marks around words that belong together',
      2,
    );
  return { args, query: undefined };
}

/** "--name", "--name=value", "-n" of a command; undefined for any other word, such as a negated search term. */
function optionOf(command: AnyCommand, word: string): { name: string; param: Param; inline?: string } | undefined {
  const long = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(word);
  const found = paramsOf(command).find(
    ([name, param]) =>
      !param.positional && (long ? name === long[1] : param.short !== undefined && word === `-${param.short}`),
  );
  if (!found) {
    if (long) throw new UserError(`${command.name}: no such option --${long[1]}`, optionHint(command), 2);
    return undefined;
  }
  return { name: found[0], param: found[1], ...(long?.[2] === undefined ? {} : { inline: long[2] }) };
}

function optionHint(command: AnyCommand): string {
  const names = paramsOf(command).filter(([, param]) => !param.positional);
  return names.length === 0 ? 'it has none' : `it has ${names.map(([name]) => `--${name}`).join(', ')}`;
}

/** For words that begin with no command. @param otherwise the hint when none of the names is near. */
export function unknownCommand(words: readonly string[], otherwise = 'press Tab for the names'): UserError {
  const near =
    nearest(
      words.slice(0, 2).join(' '),
      COMMANDS.map(({ name }) => name),
    ) ??
    nearest(
      words[0] ?? '',
      COMMANDS.map(({ name }) => name),
    );
  return new UserError(`no such command: ${words[0] ?? ''}`, near ? `did you mean ${near}?` : otherwise, 2);
}
