import { homedir } from 'node:os';
import { resolve } from 'node:path';

/** A path that begins with "~/" starts from the home folder, also where no shell has read it: "~/a.bib" → "/home/ada/a.bib". */
function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? homedir() + path.slice(1) : path;
}

/** The absolute path of what a user named; relative ones start from `cwd`. */
export function pathOf(cwd: string, named: string): string {
  return resolve(cwd, expandHome(named));
}
