import process from 'node:process';

/**
 * Keeps everybody else off the screen: what is written to standard output and standard error, by `console` too, and Node's own
 * warnings go to `log`. Returns what ends it.
 */
export function silenceOutput(log: (text: string) => void): () => void {
  const { stdout, stderr } = process;
  const writeOut = stdout.write;
  const writeErr = stderr.write;
  const warners = process.listeners('warning');
  const take = (chunk: Uint8Array | string, ...rest: unknown[]): boolean => {
    log(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    for (const callback of rest) if (typeof callback === 'function') queueMicrotask(() => callback());
    return true;
  };
  const warn = (warning: Error) => log(`${warning.stack ?? warning.message}\n`);
  stdout.write = take;
  stderr.write = take;
  process.removeAllListeners('warning');
  process.on('warning', warn);
  return () => {
    stdout.write = writeOut;
    stderr.write = writeErr;
    process.off('warning', warn);
    for (const listener of warners) process.on('warning', listener);
  };
}
