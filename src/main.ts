import manifest from '../package.json' with { type: 'json' };
import { parseArguments } from './cli/program.ts';
import { progressBar } from './cli/progress-bar.ts';
import { runCli } from './cli/run-cli.ts';
import { cleanText } from './domain/text/clean-text.ts';
import { UserError } from './domain/user-error.ts';

async function main(): Promise<number> {
  const request = parseArguments(process.argv.slice(2), manifest.version, process.stdout.columns ?? 100);
  if (request.kind === 'print') {
    (request.exitCode === 0 ? process.stdout : process.stderr).write(request.text);
    return request.exitCode;
  }
  if (request.kind === 'command') return runCli(request);
  const { terminalProblem } = await import('./tui/terminal-problem.ts');
  const problem = terminalProblem(process.stdin, process.stdout, process.env);
  if (problem !== undefined) throw new UserError(problem, undefined, 2);
  const { runTui } = await import('./tui/run-tui.tsx');
  const built = { program: new URL(import.meta.url), worker: new URL('./worker.js', import.meta.url) };
  return runTui(built, request, (manner) => progressBar(process.stdout, manner));
}

// A reader that leaves early, as in "lectern find | head", is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  const why = error.code === 'ENOSPC' ? 'the disk is full' : `it takes no more (${error.code})`;
  process.stderr.write(`lectern: standard output: ${why}; write to another place\n`);
  process.exit(1);
});

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`lectern: ${cleanText(error.message)}${error.hint ? `; ${cleanText(error.hint)}` : ''}\n`);
  process.exitCode = error.exitCode;
}
