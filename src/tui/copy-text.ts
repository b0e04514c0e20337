import { clipboardSequence, copyWithTool, TOO_LONG } from '../commands/clipboard.ts';
import { UserError } from '../domain/user-error.ts';
import type { Terminal } from './terminal.ts';

/** Takes a text to the clipboard, by a program of the system or by the terminal. @throws UserError when it is too long for the terminal. */
export async function copyText(text: string, terminal: Terminal, env: NodeJS.ProcessEnv): Promise<void> {
  if (await copyWithTool(text, env)) return;
  const sequence = clipboardSequence(text);
  if (sequence === undefined) throw new UserError(TOO_LONG, 'copy fewer, or export them');
  terminal.pass(sequence);
}
