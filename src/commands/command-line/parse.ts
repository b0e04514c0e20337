import { nearest } from '../../domain/text/nearest.ts';
import { cut } from '../../domain/text/text-width.ts';
import { UserError } from '../../domain/user-error.ts';
import type { AnyCommand } from '../define-command.ts';
import { COMMANDS, commandByName } from '../registry.ts';
import type { GivenArgs } from '../run-command.ts';
import {
  findOption,
  isDashedWord,
  LEADING_OPTIONS,
  looksLikeOption,
  type Option,
  optionsOf,
  SHOWN,
  unknownOption,
} from './options.ts';
import { paramsOf, positional, splitWords, takesQuery } from './params.ts';
import { lineWords } from './words.ts';

/** What Lectern itself was given, beside the arguments of the command. */
export interface Manner {
  library?: string;
  screenReader?: true;
  version?: true;
  help?: true;
  json?: true;
  yes?: true;
}

export interface ParsedLine {
  command: AnyCommand;
  args: GivenArgs;
  /** The words of the query; undefined for a command that takes none. */
  query: string[] | undefined;
  manner: Manner;
}

/** A line without a whole command: nothing at all, or the first word of several commands ("excerpt"). */
export interface Unfinished {
  command: undefined;
  group: string | undefined;
  /** The words behind "help". */
  helpOn?: readonly string[];
  manner: Manner;
}

/** "help find" is "find --help". */
const HELP = 'help';

/** The command with which the words begin ("excerpt add" before "excerpt"), and how many words its name has. */
export function commandOfWords(words: readonly string[]): { command: AnyCommand; length: number } | undefined {
  for (const length of [2, 1]) {
    const command = words.length >= length ? commandByName(words.slice(0, length).join(' ')) : undefined;
    if (command) return { command, length };
  }
  return undefined;
}

/**
 * Reads the words behind "lectern", or those of a line of the prompt:
 *
 *     find -n5 "two words" -type:report     an option, words, and a term that is left out
 *     --library FILE find -- -n5            global options stand anywhere; behind "--" nothing is an option
 *
 * Of an option given twice, the last counts, and all of one that takes several.
 * @throws UserError (exit code 2) for an unknown command or option, an option without its value, and a word too much.
 */
export function parseWords(words: readonly string[]): ParsedLine | Unfinished {
  const { command, group, rest, helpOn } = nameIn(words);
  const { args, plain, literal } = readOptions(rest, command);
  const manner = takeManner(args, command);
  if (!command) return { command, group, manner, ...(helpOn ? { helpOn: plain } : {}) };
  return { command, manner, ...placed(command, args, plain, literal, manner.help === true) };
}

/** A line of the prompt: the same words as behind "lectern" on the command line. @throws UserError as `parseWords` */
export function parseLine(line: string): ParsedLine {
  const words = lineWords(line).map(({ text }) => text);
  const parsed = parseWords(words);
  if (!parsed.command)
    throw unknownCommand(parsed.group === undefined ? [''] : [parsed.group], 'press Tab for the names');
  const { yes: _, ...others } = parsed.manner;
  const [elsewhere] = Object.keys(others);
  if (elsewhere !== undefined)
    throw new UserError(
      `--${elsewhere.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} is for the command line`,
      'leave it out here',
      2,
    );
  return parsed;
}

/** Finds the name of the command, past global options. `rest` is all but the name. @throws UserError for an unknown one */
function nameIn(words: readonly string[]): {
  command: AnyCommand | undefined;
  group?: string;
  rest: string[];
  helpOn?: true;
} {
  const at = plainWord(words, 0, (word) => {
    throw unknownOption(undefined, word);
  });
  const first = words[at ?? -1];
  if (at === undefined || first === undefined) return { command: undefined, rest: [...words] };
  const without = (...gone: number[]) => words.filter((_, index) => !gone.includes(index));
  if (first === HELP) return { command: undefined, rest: without(at), helpOn: true };
  const isGroup = COMMANDS.some(({ name }) => name.startsWith(`${first} `));
  const next = isGroup ? plainWord(words, at + 1) : undefined;
  const longer = next === undefined ? undefined : commandByName(`${first} ${words[next]}`);
  if (longer && next !== undefined) return { command: longer, rest: without(at, next) };
  const command = commandByName(first);
  if (command) return { command, rest: without(at) };
  if (isGroup && next === undefined) return { command: undefined, group: first, rest: without(at) };
  throw unknownCommand([first, ...(next === undefined ? [] : [words[next] ?? ''])]);
}

/** The place of the first word from `from` on that is no global option, nor the value of one. */
function plainWord(words: readonly string[], from: number, onOther?: (word: string) => void): number | undefined {
  for (let at = from; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') return at + 1 < words.length ? at + 1 : undefined;
    if (!looksLikeOption(word)) return at;
    const found = findOption(LEADING_OPTIONS, word);
    if (!found) {
      onOther?.(word);
      return undefined;
    }
    if (found.option.param.kind !== 'flag' && found.value === undefined) at += 1;
  }
  return undefined;
}

interface Read {
  args: GivenArgs;
  plain: string[];
  /** How many of the plain words stand behind "--". */
  literal: number;
}

function readOptions(words: readonly string[], command: AnyCommand | undefined): Read {
  const options = command ? optionsOf(command) : LEADING_OPTIONS;
  const args: GivenArgs = {};
  const plain: string[] = [];
  const queue = [...words].reverse();
  for (let word = queue.pop(); word !== undefined; word = queue.pop()) {
    if (word === '--') {
      const literal = queue.reverse();
      return { args, plain: [...plain, ...literal], literal: literal.length };
    }
    const found = looksLikeOption(word) ? findOption(options, word) : undefined;
    if (found) give(args, found.option, found.value ?? valueBehind(found.option, word, queue, options, command));
    else if (!looksLikeOption(word) || (command && isDashedWord(command, word, plain))) plain.push(word);
    else throw unknownOption(command, word);
    if (found?.value !== undefined && found.option.param.kind === 'flag')
      throw new UserError(`${of(command)}--${found.option.name} takes no value`, `write --${found.option.name}`, 2);
  }
  return { args, plain, literal: 0 };
}

const of = (command: AnyCommand | undefined) => (command ? `${command.name}: ` : '');

/** The value behind an option, taken from the queue; true for a flag. What looks like another option is no value. */
function valueBehind(
  option: Option,
  word: string,
  queue: string[],
  options: readonly Option[],
  command: AnyCommand | undefined,
): string | true {
  if (option.param.kind === 'flag') return true;
  const value = queue.pop();
  if (value === undefined)
    throw new UserError(
      `${of(command)}${word} needs a value`,
      `write ${word} ${option.param.placeholder ?? option.name.toUpperCase()}`,
      2,
    );
  const isOption = value === '--' || /^--[a-z][a-z-]*(?:=|$)/.test(value) || findOption(options, value) !== undefined;
  if (isOption && looksLikeOption(value))
    throw new UserError(
      `${of(command)}${word} needs a value, and "${cut(value, SHOWN)}" looks like an option`,
      `for that value, write ${word}=${cut(value, SHOWN)}`,
      2,
    );
  return value;
}

function give(args: GivenArgs, { name, param }: Option, value: string | true): void {
  args[name] = param.kind === 'list' ? [...((args[name] as string[] | undefined) ?? []), value] : value;
}

/** Takes out of the arguments what is Lectern's own, and no parameter of the command. */
function takeManner(args: GivenArgs, command: AnyCommand | undefined): Manner {
  const own = new Set(command ? paramsOf(command).map(([name]) => name) : []);
  const manner: Manner = {};
  for (const { name } of LEADING_OPTIONS) {
    if (own.has(name) || args[name] === undefined) continue;
    Object.assign(manner, { [name === 'screen-reader' ? 'screenReader' : name]: args[name] });
    delete args[name];
  }
  if (manner.library?.trim() === '') throw new UserError('--library is empty', 'name the file of the library', 2);
  return manner;
}

function placed(
  command: AnyCommand,
  args: GivenArgs,
  words: string[],
  literal: number,
  isHelp: boolean,
): { args: GivenArgs; query: string[] | undefined } {
  let rest = words;
  for (const [name, param] of positional(command)) {
    if (param.kind === 'list') {
      [args[name], rest] = takesQuery(command) ? splitWords(param, rest, literal) : [rest, []];
    } else {
      const [value, ...others] = rest;
      if (value !== undefined) args[name] = value;
      rest = others;
    }
  }
  if (takesQuery(command)) return { args, query: rest };
  if (rest.length > 0 && !isHelp)
    throw new UserError(
      `${command.name}: "${cut(rest[0] ?? '', SHOWN)}" is too much`,
      `put quotation marks around words that belong together; see "lectern ${command.name} --help"`,
      2,
    );
  return { args, query: undefined };
}

/** For words that begin with no command. @param otherwise the hint when none of the names is near. */
export function unknownCommand(words: readonly string[], otherwise = 'see "lectern --help"'): UserError {
  const [first = '', second = ''] = words;
  const names = COMMANDS.map(({ name }) => name);
  const group = names.filter((name) => name.startsWith(`${first} `));
  if (group.length > 0) {
    const near = nearest(
      second,
      group.map((name) => name.slice(first.length + 1)),
    );
    const hint = near === undefined ? `there is ${group.join(', ')}` : `did you mean ${first} ${near}?`;
    return new UserError(`no such command: ${cut(`${first} ${second}`.trim(), SHOWN)}`, hint, 2);
  }
  const near = nearest(`${first} ${second}`, names) ?? nearest(first, names);
  return new UserError(
    `no such command: ${first === '' ? '""' : cut(first, SHOWN)}`,
    near ? `did you mean ${near}?` : otherwise,
    2,
  );
}
