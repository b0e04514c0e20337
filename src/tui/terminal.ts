import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import process from 'node:process';
import { type Key, KeyReader } from './input.ts';
import { LineScreen } from './line-screen.ts';
import { Presenter, type Screen } from './presenter.ts';
import { silenceOutput } from './silence.ts';

export interface TerminalOptions {
  /** All keys of one read. */
  onKeys: (keys: Key[]) => void;
  onResize?: (size: TerminalSize) => void;
  /** Called before the process ends by a signal or because the terminal is gone: closes the library, at once. */
  onEnd?: () => void;
  /** No screen, but lines: `lines` takes them. */
  asLines?: boolean;
  /** What others write to standard output, standard error or the console meanwhile. Not to be printed. */
  onLog?: (text: string) => void;
}

export interface TerminalSize {
  columns: number;
  rows: number;
}

export type ExternalResult =
  | { status: number | null; signal: NodeJS.Signals | null }
  | { error: NodeJS.ErrnoException };

/** Exit codes as shells count them. */
const ENDING_SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGQUIT: 131 } as const;
/** A process group without a shell is not stopped by SIGTSTP; after this long the screen comes back. */
const NOT_STOPPED_MS = 100;
/** An interrupt that ended a program in front of Lectern may reach Lectern only after that: within so long it is not meant for it. */
const JUST_RETURNED_MS = 300;

/**
 * Takes the terminal: raw keys, alternate screen, signals. However the process ends, the terminal comes back as it was:
 * SIGTERM, SIGINT and SIGQUIT end with their exit codes, an uncaught error with its stack and 1, a lost terminal with SIGKILL
 * to itself (Node aborts when it resets a terminal that is gone).
 */
export function openTerminal(options: TerminalOptions): Terminal {
  return new Terminal(options);
}

export class Terminal {
  /** Ink's `stdout`; with `debug: true`, `patchConsole: false`, `exitOnCtrlC: false`. */
  readonly stdout: Presenter;
  /** Where lines go, when they are to be read aloud instead. */
  readonly lines: LineScreen | undefined;
  readonly #output: Presenter | LineScreen;
  readonly #options: TerminalOptions;
  readonly #keys: KeyReader;
  readonly #unlisten: (() => void)[] = [];
  #state: 'shown' | 'suspended' | 'handed over' | 'closed' = 'shown';
  #sounds: () => void;
  #resume: NodeJS.Timeout | undefined;
  /** When another program last gave the terminal back. */
  #returned = Number.NEGATIVE_INFINITY;

  constructor(options: TerminalOptions) {
    this.#options = options;
    const { stdin, stdout } = process;
    const write = stdout.write.bind(stdout);
    const screen: Screen = {
      get columns() {
        return stdout.columns;
      },
      get rows() {
        return stdout.rows;
      },
      write: (text) => write(text),
      once: (event, listener) => stdout.once(event, listener),
    };
    this.stdout = new Presenter(screen);
    this.lines = options.asLines ? new LineScreen(screen) : undefined;
    this.#output = this.lines ?? this.stdout;
    this.#keys = new KeyReader((keys) => this.#options.onKeys(keys));
    this.#sounds = silenceOutput((text) => this.#options.onLog?.(text));
    this.#listen();
    stdin.setEncoding('utf8');
    stdin.setRawMode(true);
    stdin.resume();
    this.#output.enter();
  }

  /** Of what frames have: the rows of a footer are not counted. */
  get size(): TerminalSize {
    const { columns, rows, footerRows } = this.#output;
    return { columns, rows: rows - footerRows };
  }

  /** Stops the process like Ctrl-Z in any program; the screen comes back with `fg`. Does nothing on Windows. */
  suspend(): void {
    if (this.#state !== 'shown' || process.platform === 'win32') return;
    this.#leave('suspended');
    process.off('SIGTSTP', this.#onStop);
    process.kill(0, 'SIGTSTP');
    this.#resume = setTimeout(() => this.#onContinue(), NOT_STOPPED_MS);
  }

  /** Hands the terminal to another program, an editor or a pager, until it ends. The error is that of starting it. */
  async runExternal(command: string, args: readonly string[]): Promise<ExternalResult> {
    if (this.#state !== 'shown') return { error: new Error('the terminal is in use') };
    this.#leave('handed over');
    process.stdin.pause();
    // Ctrl-Z stops the program and Lectern together, as one job.
    process.off('SIGTSTP', this.#onStop);
    const result = await new Promise<ExternalResult>((resolve) => {
      const child = spawn(command, args, { stdio: 'inherit' });
      child.on('error', (error) => resolve({ error }));
      child.on('close', (status, signal) => resolve({ status, signal }));
    });
    this.#returned = performance.now();
    this.#show('handed over');
    return result;
  }

  /** Sends a control sequence that leaves the screen as it is. */
  pass(sequence: string): void {
    this.#output.pass(sequence);
  }

  /** Gives the terminal back for good. The process goes on. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#leave('closed');
    for (const unlisten of this.#unlisten) unlisten();
    process.off('SIGTSTP', this.#onStop);
    process.stdin.pause();
  }

  /** Gives the terminal back and ends the process with the error's stack on standard error and exit code 1. */
  fail(error: unknown): never {
    this.close();
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }

  #listen(): void {
    const { stdin, stdout } = process;
    this.#on(stdin, 'data', (chunk: string) => this.#keys.push(chunk));
    this.#on(stdin, 'end', () => this.#hangUp());
    this.#on(stdin, 'error', () => this.#hangUp());
    this.#on(stdout, 'error', () => this.#hangUp());
    this.#on(stdout, 'resize', () => {
      this.#output.resized();
      this.#options.onResize?.(this.size);
    });
    for (const [signal, code] of Object.entries(ENDING_SIGNALS)) this.#on(process, signal, () => this.#end(code));
    this.#on(process, 'SIGHUP', () => this.#hangUp());
    this.#on(process, 'uncaughtException', (error: unknown) => this.fail(error));
    this.#on(process, 'exit', () => this.close());
    if (process.platform === 'win32') return;
    this.#on(process, 'SIGCONT', () => this.#onContinue());
    process.on('SIGTSTP', this.#onStop);
  }

  #on(emitter: NodeJS.EventEmitter, event: string, listener: Parameters<NodeJS.EventEmitter['on']>[1]): void {
    // Before anyone else's listener, which may throw or exit.
    emitter.prependListener(event, listener);
    this.#unlisten.push(() => emitter.off(event, listener));
  }

  #end(code: number): void {
    // An interrupt from the keyboard is meant for the program in front.
    const isHandedOver = this.#state === 'handed over' || performance.now() - this.#returned < JUST_RETURNED_MS;
    if (isHandedOver && code !== ENDING_SIGNALS.SIGTERM) return;
    this.close();
    this.#options.onEnd?.();
    process.exit(code);
  }

  #hangUp(): void {
    this.close();
    this.#options.onEnd?.();
    process.kill(process.pid, 'SIGKILL');
  }

  readonly #onStop = () => this.suspend();

  /** After a stop by Ctrl-Z, or one from outside in which the shell has used the terminal. */
  #onContinue(): void {
    if (this.#state === 'suspended') this.#show('suspended');
    else if (this.#state === 'shown') {
      this.#leave('suspended');
      this.#show('suspended');
    }
  }

  #leave(state: 'suspended' | 'handed over' | 'closed'): void {
    const shown = this.#state === 'shown';
    this.#state = state;
    clearTimeout(this.#resume);
    if (!shown) return;
    this.#output.leave();
    this.#sounds();
    this.#keys.reset();
    try {
      writeSync(process.stdout.fd, this.#output.farewell);
      process.stdin.setRawMode(false);
    } catch {
      // The terminal is gone: there is nothing to give back.
    }
  }

  #show(from: 'suspended' | 'handed over'): void {
    if (this.#state !== from) return;
    clearTimeout(this.#resume);
    this.#state = 'shown';
    process.stdin.setRawMode(true);
    process.stdin.resume();
    this.#sounds = silenceOutput((text) => this.#options.onLog?.(text));
    process.off('SIGTSTP', this.#onStop);
    if (process.platform !== 'win32') process.on('SIGTSTP', this.#onStop);
    // A program that is not in front is not told of a new size.
    (process.stdout as { _refreshSize?: () => void })._refreshSize?.();
    this.#output.enter();
    this.#options.onResize?.(this.size);
  }
}
