import { once } from 'node:events';
import { join } from 'node:path';
import { clipboardSequence, copyWithTool, TOO_LONG } from '../commands/clipboard.ts';
import { readConfig } from '../commands/config-file.ts';
import type { CommandContext, Outcome } from '../commands/define-command.ts';
import { readInput } from '../commands/input-file.ts';
import { completeArgs, runCommand } from '../commands/run-command.ts';
import { selectStudies } from '../commands/select-studies.ts';
import { findWorkspace, openWorkspace, requireLibrary } from '../commands/workspace.ts';
import { formatDiagnostic } from '../domain/diagnostic.ts';
import { cleanText } from '../domain/text/clean-text.ts';
import { UserError } from '../domain/user-error.ts';
import { jsonPieces, jsonText } from './print-json.ts';
import { printView } from './print-view.ts';
import type { Request } from './program.ts';
import { type Manner, progressBar } from './progress-bar.ts';

export type CommandRequest = Extract<Request, { kind: 'command' }>;

/** Runs one command and prints its outcome. @returns the exit code. @throws UserError */
export async function runCli(request: CommandRequest): Promise<number> {
  const { command, query, json, yes } = request;
  // Wrong usage is told before a library is opened, or made.
  const args = completeArgs(command, request.args);
  const words = (query ?? []).join(' ').trim();
  if (words === '' && query !== undefined && command.selection !== 'optional')
    throw new UserError(
      `${command.name}: QUERY is missing`,
      `name the studies, such as "lectern ${command.name} author:smith"`,
      2,
    );
  const cwd = process.cwd();
  const base = {
    cwd,
    readStandardInput,
    config: () => readConfig(process.env),
    selection: { studies: [] },
    exportsFolder: undefined,
  };
  if (command.withoutLibrary)
    return print(await runCommand(command, { ...base, library: undefined as never }, args), json);

  const place = { cwd, env: process.env, ...(request.library === undefined ? {} : { library: request.library }) };
  const workspace = findWorkspace(place);
  if (!command.startsLibrary) requireLibrary(workspace, place);
  const bar = progressBar(process.stderr, mannerOf(process.env));
  const library = await openWorkspace(workspace, { onProgress: bar.show }).finally(bar.clear);
  try {
    const context: CommandContext = {
      ...base,
      library,
      exportsFolder: workspace.folder && join(workspace.folder, 'exports'),
      selection:
        query === undefined
          ? { studies: [] }
          : { studies: selectStudies(library, words), ...(words === '' ? { everything: true } : {}) },
      onProgress: bar.show,
    };
    const question = yes ? undefined : command.confirmation?.(context, args as never);
    if (question !== undefined) throw new UserError(question, 'say --yes to do it');
    const outcome = await runCommand(command, context, args);
    bar.clear();
    return outcome.clipboard === undefined ? await print(outcome, json) : await copy(outcome.clipboard, outcome);
  } finally {
    bar.clear();
    library.close();
  }
}

async function print(outcome: Outcome, json: boolean): Promise<number> {
  if (outcome.overwrites) throw new UserError(outcome.overwrites.message, outcome.overwrites.hint);
  if (json && outcome.items) await writeAll(jsonPieces(outcome.items()));
  else if (json) process.stdout.write(`${jsonText(outcome.data ?? null)}\n`);
  else if (outcome.view) {
    const { isTTY, columns } = process.stdout;
    const bytes = !isTTY && outcome.view.kind === 'text' ? outcome.view.bytes : undefined;
    process.stdout.write(bytes ?? printView(outcome.view, isTTY ? columns : undefined));
  }
  for (const diagnostic of [...(outcome.diagnostics ?? []), ...(outcome.report ?? [])])
    process.stderr.write(`${cleanText(formatDiagnostic(diagnostic))}\n`);
  if (outcome.message !== undefined) {
    // With data on standard output, the sentence must not get into it.
    const stream = json || outcome.view ? process.stderr : process.stdout;
    if (!json) stream.write(`${cleanText(outcome.message)}\n`);
  }
  return outcome.failed ? 1 : 0;
}

/** To standard output, no faster than its reader takes it. */
async function writeAll(pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
}

/** As the settings have it. A mistake in them does not stop what needs none of them. */
function mannerOf(env: NodeJS.ProcessEnv): Manner {
  try {
    const { reducedMotion, screenReader } = readConfig(env).settings;
    return { reducedMotion, screenReader: screenReader || Boolean(env.LECTERN_SCREEN_READER) };
  } catch {
    return { reducedMotion: false, screenReader: Boolean(env.LECTERN_SCREEN_READER) };
  }
}

/** To the clipboard when there is a terminal, else to whoever reads standard output. */
async function copy(text: string, outcome: Outcome): Promise<number> {
  if (!process.stdout.isTTY) {
    process.stdout.write(`${text}\n`);
    return 0;
  }
  if (!(await copyWithTool(text, process.env))) {
    const sequence = clipboardSequence(text);
    if (sequence === undefined) throw new UserError(TOO_LONG, 'send it to a file: lectern copy … > FILE');
    process.stdout.write(sequence);
  }
  return print(outcome, false);
}

async function readStandardInput(): Promise<Uint8Array> {
  if (process.stdin.isTTY) process.stderr.write('Reading standard input; end with Ctrl-D.\n');
  return readInput(process.stdin);
}
