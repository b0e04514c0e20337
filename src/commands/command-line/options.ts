import { nearest } from '../../domain/text/nearest.ts';
import { cut } from '../../domain/text/text-width.ts';
import { UserError } from '../../domain/user-error.ts';
import type { AnyCommand, Param } from '../define-command.ts';
import { isTagEdit, paramsOf, positional, takesQuery } from './params.ts';

/** So many columns of a word are in a message. */
export const SHOWN = 60;

/** An option: its name without dashes, and what it takes. */
export interface Option {
  name: string;
  param: Param;
}

/** What Lectern itself takes, whatever the command is. */
export const GLOBAL_OPTIONS: readonly Option[] = [
  {
    name: 'library',
    param: {
      kind: 'text',
      summary: 'Use this library instead of that of the workspace (or set LECTERN_LIBRARY)',
      placeholder: 'FILE',
      completes: 'file',
    },
  },
  {
    name: 'screen-reader',
    param: { kind: 'flag', summary: 'Plain lines instead of a full screen (or set LECTERN_SCREEN_READER)' },
  },
  { name: 'version', param: { kind: 'flag', summary: 'Print the version', short: 'V' } },
  { name: 'help', param: { kind: 'flag', summary: 'Print help', short: 'h' } },
];
const JSON_OPTION: Option = { name: 'json', param: { kind: 'flag', summary: 'Print the data as JSON' } };
const YES_OPTION: Option = { name: 'yes', param: { kind: 'flag', summary: 'Do it without asking', short: 'y' } };
/** What may stand before the name of the command. */
export const LEADING_OPTIONS: readonly Option[] = [...GLOBAL_OPTIONS, JSON_OPTION, YES_OPTION];

/** The options of a command that are not those of every command. */
export function ownOptions(command: AnyCommand): Option[] {
  const own = paramsOf(command).filter(([, param]) => !param.positional);
  return [
    ...own.map(([name, param]) => ({ name, param })),
    ...(command.json ? [JSON_OPTION] : []),
    ...(command.confirmation ? [YES_OPTION] : []),
  ];
}

/** All that a command takes. */
export function optionsOf(command: AnyCommand): Option[] {
  return [...ownOptions(command), ...GLOBAL_OPTIONS];
}

/** A word that is an option. `value` is what stands in the same word: "--limit=5", "-n5", "-n=5". */
export interface Found {
  option: Option;
  value?: string;
}

/**
 * The option that a word is: "--name", "--name=value", "-n", "-n=value", and "-nvalue" where the value is a number or one of a few.
 * Undefined for every other word, also for one that only looks like an option.
 */
export function findOption(options: readonly Option[], word: string): Found | undefined {
  const long = /^--([^=]+)(?:=(.*))?$/s.exec(word);
  if (long) {
    const option = options.find(({ name }) => name === long[1]);
    return option && { option, ...(long[2] === undefined ? {} : { value: long[2] }) };
  }
  const short = /^-([^-])(=?)(.*)$/s.exec(word);
  const option = short && options.find(({ param }) => param.short === short[1]);
  if (!option) return undefined;
  const [, , mark = '', text = ''] = short;
  if (mark === '=') return { option, value: text };
  if (text === '') return { option };
  return isValueOf(option.param, text) ? { option, value: text } : undefined;
}

/** Whether what stands right behind the letter of an option can only be meant as its value. */
function isValueOf(param: Param, text: string): boolean {
  if (param.kind === 'number') return /^\d+$/.test(text);
  return param.kind === 'text' && (param.choices?.includes(text) ?? false);
}

/** Whether a word could be an option: it begins with a dash, and is more than that. */
export function looksLikeOption(word: string): boolean {
  return /^-./s.test(word);
}

/**
 * Whether a word that begins with a dash and is no option belongs to the words of the command all the same: in one that only reads, a
 * search term that is left out (`-draft`, `-type:report`); before its query, a tag to take off (`-harm/grooming`).
 * A single letter, and the name of an option behind one dash, are slips of the keyboard.
 */
export function isDashedWord(command: AnyCommand, word: string, before: readonly string[]): boolean {
  if (/^--/.test(word) || [...word].length === 2 || slip(optionsOf(command), word) !== undefined) return false;
  const takesEdits = positional(command).some(([, param]) => param.completes === 'tag-edit');
  return takesEdits ? before.every(isTagEdit) : command.readsOnly === true;
}

/** For a word that begins with a dash and is neither an option nor a word of the command. @param command undefined before its name */
export function unknownOption(command: AnyCommand | undefined, word: string): UserError {
  const near = nearestOption(command ? optionsOf(command) : LEADING_OPTIONS, word);
  const what = `${command ? `${command.name}: ` : ''}unknown option ${cut(word, SHOWN)}`;
  const help = `see "lectern ${command ? `${command.name} ` : ''}--help"`;
  const literal = `write -- ${quoted(cut(word, SHOWN))}`;
  if (command === undefined && near === undefined && !word.startsWith('--'))
    return new UserError(what, `the options of a command come after its name; ${help}`, 2);
  const takesWords =
    command !== undefined && !word.startsWith('--') && (takesQuery(command) || positional(command).length > 0);
  const isSearch = takesWords && (command.readsOnly || takesQuery(command));
  const wanted = isSearch
    ? `For a search without "${cut(word.slice(1), SHOWN)}", ${literal}`
    : `For a word with a dash, ${literal}`;
  const hints = [near === undefined ? help : `did you mean ${near}?`, ...(takesWords ? [wanted] : [])];
  return new UserError(what, near === undefined ? hints.join('. ') : hints.join(' '), 2);
}

const quoted = (word: string) => (/[\s"'\\]/.test(word) ? `"${word.replace(/["\\]/g, '\\$&')}"` : word);

/** The option that was meant, with its dashes. */
function nearestOption(options: readonly Option[], word: string): string | undefined {
  const meant = slip(options, word);
  if (meant !== undefined) return meant;
  const name = (word.startsWith('--') ? word : `-${word}`).replace(/=.*$/s, '');
  const names = options.map((option) => `--${option.name}`);
  if (name.length === 3) return names.find((one) => one.startsWith(name)) ?? shortOf(options, name.slice(2));
  return names.find((one) => name.length > 3 && one.startsWith(name)) ?? nearest(name, names);
}

/** "-N" for "-n". */
function shortOf(options: readonly Option[], letter: string): string | undefined {
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return options.some(({ param }) => param.short === other) ? `-${other}` : undefined;
}

/** "--limit" for "-limit", "-f bibtex" for "-fbibtx", "-o a.bib" for "-oa.bib": what nobody searches for; undefined for any other word. */
function slip(options: readonly Option[], word: string): string | undefined {
  const [, letter = '', rest = ''] = /^-([^-])(.+)$/s.exec(word) ?? [];
  if (letter === '') return undefined;
  const name = (letter + rest).replace(/=.*$/s, '');
  if (options.some((option) => option.name === name)) return `--${name}`;
  const { param } = options.find((option) => option.param.short === letter) ?? {};
  if (param?.kind !== 'text') return undefined;
  const near = param.choices ? nearest(rest, param.choices) : /[./]/.test(rest) ? rest : undefined;
  return near === undefined ? undefined : `-${letter} ${near}`;
}
