import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../domain/user-error.ts';
import { checkConfig } from './check-config.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

export interface Config {
  file: string;
  /** False when there is no such file, and all is as it comes. */
  isThere: boolean;
  settings: Settings;
}

/** `$XDG_CONFIG_HOME/lectern/config.json`, else `~/.config/lectern/config.json` (XDG Base Directory Specification 0.8). @throws UserError as `checkConfig`, or when the file cannot be read. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const folder = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : join(env.HOME ?? homedir(), '.config');
  const file = join(folder, 'lectern', 'config.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { file, isThere: false, settings: DEFAULT_SETTINGS };
    throw new UserError(`${file}: cannot be read (${code})`, 'mend it or move it away');
  }
  return { file, isThere: true, settings: checkConfig(text.replace(/^\ufeff/, ''), file) };
}
