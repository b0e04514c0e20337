import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineWords } from '../commands/command-line/words.ts';
import { UserError } from '../domain/user-error.ts';
import type { Terminal } from './terminal.ts';

/**
 * The text after $VISUAL, $EDITOR or vi had it, in a file only its owner can read; undefined when the editor did not succeed or
 * changed nothing. @throws UserError when it cannot be started.
 */
export async function editText(text: string, terminal: Terminal, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const [command = 'vi', ...args] = lineWords(env.VISUAL?.trim() || env.EDITOR?.trim() || 'vi').map(
    (word) => word.text,
  );
  const folder = mkdtempSync(join(tmpdir(), 'lectern-'));
  try {
    const file = join(folder, 'text.md');
    const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    writeFileSync(file, before, { mode: 0o600 });
    const result = await terminal.runExternal(command, [...args, file]);
    if ('error' in result)
      throw new UserError(
        `the editor "${command}" cannot be started (${result.error.code ?? result.error.message})`,
        'set VISUAL or EDITOR',
      );
    if (result.status !== 0)
      throw new UserError(
        `the editor "${command}" ended with ${result.status ?? result.signal}`,
        'the text is as it was',
      );
    const after = readFileSync(file, 'utf8');
    return after === before ? undefined : after.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
