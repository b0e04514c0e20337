import { mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

const AT_MOST = 500;

/** `$XDG_STATE_HOME/lectern/history`, else `~/.local/state/lectern/history` (XDG Base Directory Specification 0.8). */
export function promptHistoryFile(env: NodeJS.ProcessEnv): string {
  const state = env.XDG_STATE_HOME?.startsWith('/')
    ? env.XDG_STATE_HOME
    : join(env.HOME ?? homedir(), '.local', 'state');
  return join(state, 'lectern', 'history');
}

/** Lines of the prompt from earlier runs, newest last; none when they cannot be read. */
export function promptHistory(env: NodeJS.ProcessEnv): string[] {
  try {
    return readFileSync(promptHistoryFile(env), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-AT_MOST);
  } catch {
    return [];
  }
}

/**
 * Adds a line behind those that this and other processes have kept, for the user alone to read. A history that cannot be
 * written is not kept: that is no reason to stop anyone's work.
 */
export function keepPromptLine(line: string, env: NodeJS.ProcessEnv): void {
  const file = promptHistoryFile(env);
  const one = line.replace(/[\r\n]+/g, ' ');
  const lines = [...promptHistory(env).filter((before) => before !== one), one].slice(-AT_MOST);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileAtomic.sync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  } catch {
    // The folder is read-only, or the disk is full.
  }
}
