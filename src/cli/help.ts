import { GLOBAL_OPTIONS, type Option, ownOptions } from '../commands/command-line/options.ts';
import { positional, takesQuery } from '../commands/command-line/params.ts';
import { commandOfWords, unknownCommand } from '../commands/command-line/parse.ts';
import type { AnyCommand, Param } from '../commands/define-command.ts';
import { COMMANDS } from '../commands/registry.ts';
import { pad, width, wrap } from '../domain/text/text-width.ts';

const ABOUT = 'A terminal reference manager for literature reviews.\nWithout a command, the terminal UI opens.';
const USUAL: readonly Option[] = GLOBAL_OPTIONS.filter(({ name }) => name === 'help');

/** The help on what is named: a command, the first word of several, or Lectern itself for no words. @throws UserError for another name */
export function helpText(words: readonly string[], columns: number): string {
  const [first] = words;
  if (first === undefined) return helpFor(undefined, columns);
  const named = commandOfWords(words)?.command;
  if (named) return helpFor(named, columns);
  if (words.length === 1 && membersOf(first).length > 0) return helpFor(first, columns);
  throw unknownCommand(words);
}

/** The help on a command, on the commands that begin with a word, or on Lectern. @param columns of the terminal */
export function helpFor(what: AnyCommand | string | undefined, columns: number): string {
  if (typeof what === 'string') return groupHelp(what, columns);
  return what === undefined ? programHelp(columns) : commandHelp(what, columns);
}

interface Section {
  title: string;
  rows: readonly (readonly [label: string, text: string])[];
}

function programHelp(columns: number): string {
  const isFirst = (command: AnyCommand, index: number) =>
    COMMANDS.findIndex(({ name }) => firstWord(name) === firstWord(command.name)) === index;
  const rows = COMMANDS.filter(isFirst).map((command): [string, string] => {
    const group = firstWord(command.name);
    return group === command.name
      ? [usage(command), command.summary]
      : [group, `The commands that begin with "${group}"`];
  });
  return page('lectern [options] [command]', ABOUT, columns, [
    { title: 'Options', rows: GLOBAL_OPTIONS.map(optionRow) },
    { title: 'Commands', rows: [...rows, ['help [command]', 'Print help for a command']] },
  ]);
}

function groupHelp(group: string, columns: number): string {
  return page(`lectern ${group} [options] [command]`, `The commands that begin with "${group}"`, columns, [
    { title: 'Commands', rows: membersOf(group).map((command) => [usage(command), command.summary]) },
    { title: 'Options', rows: USUAL.map(optionRow) },
  ]);
}

function commandHelp(command: AnyCommand, columns: number): string {
  const { summary, description, name } = command;
  const about = description ? `${summary}\n\n${description}` : summary;
  const own = ownOptions(command);
  const more = membersOf(name).filter((other) => other !== command);
  return page(`lectern ${usage(command)}`, about, columns, [
    { title: 'Arguments', rows: argumentRows(command) },
    { title: 'Options', rows: [...own, ...USUAL].map(optionRow) },
    { title: 'Global options', rows: GLOBAL_OPTIONS.filter((option) => !USUAL.includes(option)).map(optionRow) },
    { title: 'Commands', rows: more.map((other) => [usage(other), other.summary]) },
  ]);
}

/** The commands that begin with a word: "excerpt" → excerpt add, excerpt edit … */
function membersOf(group: string): AnyCommand[] {
  return COMMANDS.filter(({ name }) => name.startsWith(`${group} `));
}

/** "edit [options] <FIELD=VALUE...> <QUERY...>" */
function usage(command: AnyCommand): string {
  const words = [command.name, ...(ownOptions(command).length > 0 ? ['[options]'] : [])];
  for (const [name, param] of positional(command)) {
    const shown = placeholder(name, param) + (param.kind === 'list' ? '...' : '');
    words.push(param.required ? `<${shown}>` : `[${shown}]`);
  }
  if (takesQuery(command)) words.push(command.selection === 'optional' ? '[QUERY...]' : '<QUERY...>');
  return words.join(' ');
}

function argumentRows(command: AnyCommand): [string, string][] {
  const rows = positional(command).map(([name, param]): [string, string] => [
    placeholder(name, param),
    summaryOf(param),
  ]);
  if (takesQuery(command)) rows.push(['QUERY', 'Citation key, words, field:value, tag:NAME …']);
  return rows;
}

function optionRow({ name, param }: Option): [string, string] {
  const short = param.short ? `-${param.short}, ` : '';
  const value = param.kind === 'flag' ? '' : ` <${placeholder(name, param)}>`;
  const often = param.kind === 'list' ? '; may stand several times' : '';
  return [`${short}--${name}${value}`, summaryOf(param) + often];
}

function placeholder(name: string, param: Param): string {
  return param.placeholder ?? name.toUpperCase();
}

function summaryOf(param: Param): string {
  return param.kind === 'text' && param.choices ? `${param.summary}: ${param.choices.join(', ')}` : param.summary;
}

function firstWord(name: string): string {
  return name.split(' ')[0] ?? name;
}

function page(usageLine: string, about: string, columns: number, sections: readonly Section[]): string {
  const labels = sections.flatMap(({ rows }) => rows.map(([label]) => width(label)));
  // A text has at least half of the columns; a longer label stands on a line of its own.
  const cells = Math.min(Math.max(0, ...labels), Math.floor(columns / 2) - 4);
  const paragraphs = about.split('\n').flatMap((line) => (line === '' ? [''] : wrap(line, columns)));
  const parts = sections
    .filter(({ rows }) => rows.length > 0)
    .flatMap(({ title, rows }) => ['', `${title}:`, ...rows.flatMap((row) => rowLines(row, cells, columns))]);
  return `${[`Usage: ${usageLine}`, '', ...paragraphs, ...parts].map((line) => line.trimEnd()).join('\n')}\n`;
}

function rowLines([label, text]: readonly [string, string], cells: number, columns: number): string[] {
  const lines = wrap(text, Math.max(20, columns - cells - 4));
  const beside = width(label) <= cells;
  const first = beside ? [] : [`  ${label}`];
  return [...first, ...lines.map((line, at) => `  ${pad(at === 0 && beside ? label : '', cells)}  ${line}`)];
}
