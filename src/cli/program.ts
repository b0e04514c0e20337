import { CommanderError, Option, Command as Program } from 'commander';
import { positional, splitWords, takesQuery, unknownCommand } from '../commands/arguments.ts';
import type { AnyCommand, Param } from '../commands/define-command.ts';
import { COMMANDS } from '../commands/registry.ts';
import type { GivenArgs } from '../commands/run-command.ts';
import { nearest } from '../domain/nearest.ts';
import { protectDashes, revealDashes } from './dashes.ts';

/** What the user asked for on the command line. */
export type Request =
  | { kind: 'tui'; library?: string; tour?: true; screenReader?: true }
  | {
      kind: 'command';
      command: AnyCommand;
      args: GivenArgs;
      query: string[] | undefined;
      json: boolean;
      yes: boolean;
      library?: string;
    }
  /** Help, version or wrong usage: it has been printed. */
  | { kind: 'done'; exitCode: number };

/** Reads the arguments behind "lectern". Prints help, the version and usage errors itself. @throws UserError for an unknown command. */
export function parseArguments(argv: readonly string[], version: string): Request {
  let request: Request = { kind: 'tui' };
  const program = new Program('lectern')
    .description('A terminal reference manager for literature reviews.\nWithout a command, the terminal UI opens.')
    .version(version, '-V, --version', 'Print the version')
    .helpOption('-h, --help', 'Print help')
    .helpCommand('help [command]', 'Print help for a command')
    .option('--library <FILE>', 'Use this library instead of that of the workspace (or set LECTERN_LIBRARY)')
    .option('--screen-reader', 'Plain lines instead of a full screen (or set LECTERN_SCREEN_READER)')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError('(see "lectern --help")')
    .action(() => {
      const [word = ''] = program.args;
      if (word.startsWith('-')) {
        const near = nearest(
          word,
          program.options.flatMap(({ long }) => long ?? []),
        );
        program.error(`error: unknown option '${word}'${near ? `\n(Did you mean ${near}?)` : ''}`);
      }
      if (word !== '') throw unknownCommand(program.args, 'see "lectern --help"');
      request = { kind: 'tui', ...library(), ...reader() };
    });
  const library = () => {
    const file = program.opts().library as string | undefined;
    return file === undefined ? {} : { library: file };
  };
  const reader = () => (program.opts().screenReader === true ? { screenReader: true as const } : {});
  for (const command of COMMANDS) {
    const sub = declare(place(program, command.name), command);
    sub.action((...given: unknown[]) => {
      const { args, query, json, yes } = collect(command, given);
      request = command.opensScreen
        ? { kind: 'tui', tour: true, ...reader() }
        : { kind: 'command', command, args, query, json, yes, ...library() };
    });
  }
  // What follows no known command is told in our words. The commands themselves keep their checks: they exist already.
  program.allowExcessArguments().allowUnknownOption();
  try {
    program.parse(protectDashes(argv, COMMANDS), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return { kind: 'done', exitCode: error.exitCode === 0 ? 0 : 2 };
    throw error;
  }
  return request;
}

/** "excerpt add" is the command add of the group excerpt. */
function place(program: Program, name: string): Program {
  const words = name.split(' ');
  let at = program;
  for (const word of words) {
    const known = at.commands.find((sub) => sub.name() === word);
    at = known ?? at.command(word).description(`The commands that begin with "${word}"`);
  }
  return at;
}

function declare(sub: Program, command: AnyCommand): Program {
  sub
    .description(command.description ? `${command.summary}\n\n${command.description}` : command.summary)
    .summary(command.summary);
  const places = positional(command);
  // Edits and query share one list of words; `collect` parts them.
  const shared = takesQuery(command) && places.some(([, param]) => param.kind === 'list');
  for (const [name, param] of places) {
    const shown = param.placeholder ?? name.toUpperCase();
    const words = param.kind !== 'list' ? shown : shared ? `${shown}... QUERY...` : `${shown}...`;
    sub.argument(param.required ? `<${words}>` : `[${words}]`, withChoices(param));
  }
  if (takesQuery(command) && !shared) {
    sub.argument(
      command.selection === 'optional' ? '[QUERY...]' : '<QUERY...>',
      'Citation key, words, field:value, tag:NAME …',
    );
  }
  for (const [name, param] of Object.entries(command.params as AnyCommand['params']) as [string, Param][]) {
    if (param.positional) continue;
    const short = param.short ? `-${param.short}, ` : '';
    const value = param.kind === 'flag' ? '' : ` <${param.placeholder ?? name.toUpperCase()}>`;
    const option = new Option(`${short}--${name}${value}`, param.summary);
    if (param.kind === 'text' && param.choices) option.choices(param.choices);
    if (param.kind === 'list') option.argParser((one: string, all: string[] | undefined) => [...(all ?? []), one]);
    if (param.required) option.makeOptionMandatory();
    sub.addOption(option);
  }
  if (command.json) sub.option('--json', 'Print the data as JSON');
  if (command.confirmation) sub.option('-y, --yes', 'Do it without asking');
  return sub;
}

function collect(
  command: AnyCommand,
  given: unknown[],
): { args: GivenArgs; query: string[] | undefined; json: boolean; yes: boolean } {
  const options = (given.at(-2) ?? {}) as Record<string, unknown>;
  const values = given.slice(0, -2);
  const args: GivenArgs = {};
  for (const [name, param] of Object.entries(command.params as AnyCommand['params']) as [string, Param][]) {
    if (!param.positional) args[name] = revealDashes(options[camelCase(name)]);
  }
  let query: string[] | undefined;
  const places = positional(command);
  for (const [index, [name, param]] of places.entries()) {
    const value = revealDashes(values[index]);
    if (param.kind === 'list' && takesQuery(command)) {
      [args[name], query] = splitWords(param, (value as string[] | undefined) ?? []);
    } else args[name] = value;
  }
  if (takesQuery(command)) query ??= (revealDashes(values[places.length]) as string[] | undefined) ?? [];
  return { args, query, json: options.json === true, yes: options.yes === true };
}

function withChoices(param: Param): string {
  return param.kind === 'text' && param.choices ? `${param.summary} (${param.choices.join(', ')})` : param.summary;
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
