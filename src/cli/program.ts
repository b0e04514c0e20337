import { parseWords } from '../commands/command-line/parse.ts';
import type { AnyCommand } from '../commands/define-command.ts';
import type { GivenArgs } from '../commands/run-command.ts';
import { helpFor, helpText } from './help.ts';

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
  /** Help or the version. A request that lacks the second word of a command gets help, too, and is wrong usage. */
  | { kind: 'print'; text: string; exitCode: 0 | 2 };

/**
 * Reads the arguments behind "lectern". @param columns width of help
 * @throws UserError (exit code 2) for wrong usage.
 */
export function parseArguments(argv: readonly string[], version: string, columns: number): Request {
  const print = (text: string, exitCode: 0 | 2 = 0): Request => ({ kind: 'print', text, exitCode });
  const parsed = parseWords(argv);
  const { json, yes, help, version: asksVersion, ...place } = parsed.manner;
  if (asksVersion) return print(`${version}\n`);
  if (!parsed.command && parsed.helpOn) return print(helpText(parsed.helpOn, columns));
  if (!parsed.command) {
    if (help || parsed.group !== undefined) return print(helpFor(parsed.group, columns), help ? 0 : 2);
    return { kind: 'tui', ...place };
  }
  const { command, args, query } = parsed;
  if (help) return print(helpFor(command, columns));
  if (command.opensScreen) return { kind: 'tui', tour: true, ...(place.screenReader ? { screenReader: true } : {}) };
  const { library } = place;
  return {
    kind: 'command',
    command,
    args,
    query,
    json: json === true,
    yes: yes === true,
    ...(library === undefined ? {} : { library }),
  };
}
