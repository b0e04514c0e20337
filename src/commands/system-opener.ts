import { spawn } from 'node:child_process';
import { UserError } from '../domain/user-error.ts';

/** After so long a program that still runs has opened what it was given. */
const OPENED_MS = 1500;

/** The program with which this system opens a link or a document, and the words before it. */
export function openerOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  // No shell reads the link: "start" of cmd.exe would.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return env.WSL_DISTRO_NAME === undefined ? ['xdg-open'] : ['wslview'];
}

/** Opens an http or https link or an absolute path with the system's program for it. @throws UserError when that fails. */
export async function openWithSystem(target: string): Promise<void> {
  const [program, ...words] = openerOf(process.platform, process.env);
  const problem = await new Promise<string | undefined>((resolve) => {
    const child = spawn(program, [...words, target], { stdio: 'ignore', detached: true });
    const timer = setTimeout(() => resolve(undefined), OPENED_MS);
    const settle = (why: string | undefined) => {
      clearTimeout(timer);
      resolve(why);
    };
    child.on('error', (error: NodeJS.ErrnoException) =>
      settle(error.code === 'ENOENT' ? 'is not there' : error.message),
    );
    child.on('exit', (code) => settle(code === 0 ? undefined : `ended with ${code}`));
    child.unref();
  });
  if (problem !== undefined) throw new UserError(`cannot open ${target}: the program "${program}" ${problem}`);
}
