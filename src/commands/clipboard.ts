import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that reads a text from its standard input into the clipboard. */
type Tool = readonly [string, ...string[]];

/** The longest text that terminals take by OSC 52: xterm, tmux and others stop at about 100,000 bytes in base64. */
const TERMINAL_LIMIT = 74_000;
/** Said when a text is too long for a terminal's clipboard. */
export const TOO_LONG = 'this is too long for the clipboard of a terminal';
const TOOL_MS = 3000;

/** The clipboard's programs that may work here, best first. Over ssh none does: it would be the clipboard of the other machine. */
export function clipboardTools(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Tool[] {
  if (env.SSH_CONNECTION || env.SSH_TTY) return [];
  const tools: Tool[] = [];
  if (platform === 'darwin') tools.push(['pbcopy']);
  if (platform === 'win32') tools.push(['clip']);
  if (env.WSL_DISTRO_NAME) tools.push(['clip.exe']);
  if (env.WAYLAND_DISPLAY) tools.push(['wl-copy']);
  if (env.DISPLAY) tools.push(['xclip', '-selection', 'clipboard'], ['xsel', '--clipboard', '--input']);
  return tools.filter(([program]) => platform === 'win32' || isOnPath(program, env));
}

/** Puts a text on the clipboard by a program of the system. @returns whether one took it. */
export async function copyWithTool(text: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  for (const tool of clipboardTools(process.platform, env)) if (await feed(tool, text)) return true;
  return false;
}

/** What makes a terminal take a text into its clipboard (xterm control sequences, OSC 52); undefined when the text is too long for that. */
export function clipboardSequence(text: string): string | undefined {
  const bytes = Buffer.from(text);
  return bytes.length > TERMINAL_LIMIT ? undefined : `\x1b]52;c;${bytes.toString('base64')}\x07`;
}

function isOnPath(program: string, env: NodeJS.ProcessEnv): boolean {
  return (env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}

/** These programs go on in the background for as long as the text can be pasted: their end is not waited for. */
function feed([program, ...words]: Tool, text: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    const timer = setTimeout(() => resolve(true), TOOL_MS);
    const settle = (taken: boolean) => {
      clearTimeout(timer);
      resolve(taken);
    };
    child.on('error', () => settle(false));
    child.on('exit', (code) => settle(code === 0));
    child.stdin.on('error', () => settle(false));
    child.stdin.end(text);
    child.unref();
  });
}
