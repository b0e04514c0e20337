import { parentPort, workerData } from 'node:worker_threads';
import { perform, type Task } from './commands/background-task.ts';
import type { Job } from './commands/run-apart.ts';

const job = (workerData as { job?: Job } | null)?.job;

if (job) {
  // The thread behind commands/run-apart.ts: it ends with its job.
  const { performJob } = await import('./commands/perform-job.ts');
  await performJob(job, (news) => parentPort?.postMessage(news));
} else {
  // The thread behind commands/background.ts: one reply a task, in the order of the tasks.
  let last: Promise<void> = Promise.resolve();
  parentPort?.on('message', ({ id, task }: { id: number; task: Task }) => {
    last = last.then(async () => {
      try {
        parentPort?.postMessage({ id, result: await perform(task) });
      } catch (error) {
        parentPort?.postMessage({ id, error: String(error) });
      }
    });
  });
}
