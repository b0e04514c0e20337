import { UserError } from '../domain/user-error.ts';
import { openLibrary } from '../store/open-library.ts';
import { readConfig } from './config-file.ts';
import { commandByName } from './registry.ts';
import type { Job, News } from './run-apart.ts';
import { runCommand } from './run-command.ts';

/** The other end of `runApart`: runs the command in this thread. @throws what is no fault of the user */
export async function performJob(job: Job, tell: (news: News) => void): Promise<void> {
  const { args, exportsFolder, cwd, selection } = job;
  const command = commandByName(job.command);
  if (!command) throw new Error(`no command "${job.command}"`);
  const stop = new Int32Array(job.stop);
  const abort = new AbortController();
  let library: ReturnType<typeof openLibrary> | undefined;
  try {
    library = openLibrary(job.libraryFile, { create: false });
    const outcome = await runCommand(
      command,
      {
        library,
        exportsFolder,
        cwd,
        selection,
        config: () => readConfig(process.env),
        readStandardInput: async () => new Uint8Array(),
        signal: abort.signal,
        // No message arrives while the command writes; the number is seen all the same.
        onProgress: (progress) => {
          if (Atomics.load(stop, 0) !== 0) abort.abort();
          else tell({ kind: 'progress', progress });
        },
      },
      args,
    );
    tell({ kind: 'done', outcome });
  } catch (error) {
    if (abort.signal.aborted) tell({ kind: 'stopped' });
    else if (error instanceof UserError)
      tell({ kind: 'refused', message: error.message, hint: error.hint, exitCode: error.exitCode });
    else throw error;
  } finally {
    library?.close();
  }
}
