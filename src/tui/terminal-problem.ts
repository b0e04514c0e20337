/** Why there can be no terminal UI, as a sentence; undefined when there can. */
export function terminalProblem(
  stdin: { isTTY?: boolean },
  stdout: { isTTY?: boolean },
  env: NodeJS.ProcessEnv,
): string | undefined {
  if (!stdin.isTTY || !stdout.isTTY) return 'The terminal UI needs a terminal for its input and its output.';
  if (env.TERM === 'dumb') return 'The terminal UI cannot run in a terminal of type "dumb".';
  return undefined;
}
