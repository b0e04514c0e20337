import { UserError } from '../domain/user-error.ts';
import type { AnyCommand, CommandContext, Outcome } from './define-command.ts';
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
        args[name] = value === undefined ? undefined : wholeNumber(name, value);
        break;
      default:
        args[name] = value;
        if (value !== undefined && param.choices && !param.choices.includes(value)) {
          throw new UserError(`${name}: "${value}" is not one of ${param.choices.join(', ')}`, undefined, 2);
        }
    }
    const empty = args[name] === undefined || (Array.isArray(args[name]) && (args[name] as unknown[]).length === 0);
    if (param.required && empty) {
      const label = param.positional ? (param.placeholder ?? name.toUpperCase()) : `--${name}`;
      throw new UserError(`${command.name}: ${label} is missing`, `write ${usageOf(command)}`, 2);
    }
  }
  return args;
}

function wholeNumber(name: string, value: unknown): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0 || value === '')
    throw new UserError(`${name}: "${value}" is not a whole number`, undefined, 2);
  return number;
}
