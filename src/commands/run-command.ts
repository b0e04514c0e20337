import { cut } from '../domain/text/text-width.ts';
import { UserError } from '../domain/user-error.ts';
import { SHOWN } from './command-line/options.ts';
import type { AnyCommand, CommandContext, Outcome, Param } from './define-command.ts';
import { usageOf } from './usage.ts';

/** Arguments by name, as a front end collected them; what is missing is filled in. */
export type GivenArgs = { [name: string]: unknown };

/**
 * Checks the arguments against the command's parameters and runs it.
 * @throws UserError (exit code 2) for a missing, unknown or malformed argument.
 */
export async function runCommand(command: AnyCommand, context: CommandContext, given: GivenArgs): Promise<Outcome> {
  return command.run(context, completeArgs(command, given) as never);
}

/** Every parameter with a value of its kind. @throws UserError (exit code 2) as `runCommand`. */
export function completeArgs(command: AnyCommand, given: GivenArgs): GivenArgs {
  const args: GivenArgs = {};
  for (const [name, param] of Object.entries(command.params as AnyCommand['params']) as [
    string,
    AnyCommand['params'][string],
  ][]) {
    const value = given[name];
    switch (param.kind) {
      case 'flag':
        args[name] = value === true;
        break;
      case 'list':
        args[name] = Array.isArray(value) ? value : [];
        break;
      case 'number':
        args[name] = value === undefined ? undefined : wholeNumber(command, labelOf(name, param), value);
        break;
      default:
        args[name] = value;
        if (value !== undefined && param.choices && !param.choices.includes(value)) {
          throw new UserError(
            `${command.name}: ${labelOf(name, param)} "${cut(`${value}`, SHOWN)}" is not one of ${param.choices.join(', ')}`,
            `see "lectern ${command.name} --help"`,
            2,
          );
        }
    }
    if (
      [value].flat().some((one) => one === '' && (param.completes === 'file' || (param.positional && param.required)))
    )
      throw new UserError(`${command.name}: ${labelOf(name, param)} is empty`, `write ${usageOf(command)}`, 2);
    const empty = args[name] === undefined || (Array.isArray(args[name]) && (args[name] as unknown[]).length === 0);
    if (param.required && empty) {
      throw new UserError(`${command.name}: ${labelOf(name, param)} is missing`, `write ${usageOf(command)}`, 2);
    }
  }
  return args;
}

/** As the user wrote it: "--limit", or "STEP" for what is given by place. */
function labelOf(name: string, param: Param): string {
  return param.positional ? (param.placeholder ?? name.toUpperCase()) : `--${name}`;
}

function wholeNumber(command: AnyCommand, label: string, value: unknown): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0 || `${value}`.trim() === '')
    throw new UserError(
      `${command.name}: ${label} "${cut(`${value}`, SHOWN)}" is not a whole number`,
      `write one such as ${label.startsWith('--') ? `${label}=5` : '5'}`,
      2,
    );
  return number;
}
