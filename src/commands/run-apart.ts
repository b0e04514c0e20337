import { Worker } from 'node:worker_threads';
import { UserError } from '../domain/user-error.ts';
import type { AnyCommand, CommandContext, Outcome, Selection } from './define-command.ts';
import type { Progress } from './progress.ts';
import type { GivenArgs } from './run-command.ts';

/** A command for another thread; plain data, so that it can go there. */
export interface Job {
  command: string;
  args: GivenArgs;
  libraryFile: string;
  exportsFolder: string | undefined;
  cwd: string;
  selection: Selection;
  /** One 32-bit number; anything but 0 stops the work. */
  stop: SharedArrayBuffer;
}

/** What the thread says of its job. */
export type News =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'done'; outcome: Outcome }
  | { kind: 'refused'; message: string; hint: string | undefined; exitCode: UserError['exitCode'] }
  | { kind: 'stopped' };

/**
 * Runs a command as `runCommand` does, in a thread of its own with its own connection to the library; `file` is the
 * built src/worker.ts. When `context.signal` is aborted, the work is rolled back and its reason thrown.
 * @throws UserError as the command does.
 */
export function runApart(file: URL, command: AnyCommand, context: CommandContext, args: GivenArgs): Promise<Outcome> {
  const { library, exportsFolder, cwd, selection, signal } = context;
  const stop = new SharedArrayBuffer(4);
  const stopNow = () => void Atomics.store(new Int32Array(stop), 0, 1);
  if (signal?.aborted) stopNow();
  signal?.addEventListener('abort', stopNow, { once: true });
  const job: Job = { command: command.name, args, libraryFile: library.file, exportsFolder, cwd, selection, stop };
  const worker = new Worker(file, { workerData: { job } });
  return new Promise<Outcome>((resolve, reject) => {
    worker.on('message', (news: News) => {
      if (news.kind === 'progress') context.onProgress?.(news.progress);
      else if (news.kind === 'done') resolve(news.outcome);
      else if (news.kind === 'stopped') reject(signal?.reason);
      else reject(new UserError(news.message, news.hint, news.exitCode));
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error(`the thread of "${command.name}" ended without a word`)));
  }).finally(() => signal?.removeEventListener('abort', stopNow));
}
