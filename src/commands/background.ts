import { Worker } from 'node:worker_threads';
import type { ResultOf, Task } from './background-task.ts';

/** Work that would hold up the keyboard, done in a thread of its own. */
export interface Background {
  /** @returns what `perform` of background-task.ts gives. */
  ask<T extends Task>(task: T): Promise<ResultOf<T>>;
  close(): void;
}

interface Reply {
  id: number;
  result?: unknown;
  error?: string;
}

/** A thread that runs `file` (src/worker.ts, built); it is started by the first task. */
export function startBackground(file: URL): Background {
  let worker: Worker | undefined;
  let last = 0;
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  const fail = (error: Error) => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = () => {
    const started = new Worker(file);
    started.on('message', ({ id, result, error }: Reply) => {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) asked?.resolve(result);
      else asked?.reject(new Error(error));
    });
    started.on('error', fail);
    started.unref();
    return started;
  };
  return {
    ask<T extends Task>(task: T) {
      return new Promise<ResultOf<T>>((resolve, reject) => {
        worker ??= start();
        last += 1;
        waiting.set(last, { resolve: resolve as (result: unknown) => void, reject });
        worker.postMessage({ id: last, task });
      });
    },
    close: () => void worker?.terminate(),
  };
}
