import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const PROGRAM = join(ROOT, 'dist', 'lectern.js');

export interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A folder of its own for one test, with the built program run in it. */
export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'lectern-cli-'));

  /** With the shipped review in it, as after a fresh clone. */
  static withReview(): Sandbox {
    const sandbox = new Sandbox();
    mkdirSync(join(sandbox.folder, 'exports'));
    cpSync(join(ROOT, 'library'), join(sandbox.folder, 'library'), {
      recursive: true,
      filter: (name) => !/\.db|backups/.test(name),
    });
    return sandbox;
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** Runs `lectern ARGS` in the folder; HOME is the folder too, and no other setting leaks in. */
  run(
    args: readonly string[],
    options: { input?: string | Uint8Array; env?: NodeJS.ProcessEnv; cwd?: string } = {},
  ): Result {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
      cwd: options.cwd ?? this.folder,
      env: { PATH: process.env.PATH, HOME: this.folder, ...options.env },
      encoding: 'utf8',
      input: options.input ?? '',
      maxBuffer: 1 << 28,
      timeout: 20_000,
    });
    return { code: status, stdout, stderr };
  }

  /** As `run`, for what must succeed. @returns standard output. */
  ok(...args: string[]): string {
    const { code, stdout, stderr } = this.run(args);
    if (code !== 0) throw new Error(`lectern ${args.join(' ')} ended with ${code}\n${stderr}${stdout}`);
    return stdout;
  }

  json<T>(...args: string[]): T {
    return JSON.parse(this.ok(...args, '--json')) as T;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
