import { readFileSync } from 'node:fs';
import { type IPty, spawn } from '@lydell/node-pty';

/** End of a synchronised update: the frame is on the screen. */
const FRAME_END = '\x1b[?2026l';

export interface Answer {
  /** From the key to the end of the first frame after it. */
  firstMs: number;
  /** To the end of the last frame before the screen was still. */
  lastMs: number;
  bytes: number;
  frames: number;
}

/** A program in a pseudo-terminal, with the times at which it wrote. Nothing reads what it draws: an emulator would take the processor from it. */
export class WatchedProgram {
  readonly #pty: IPty;
  readonly #started = performance.now();
  #written = '';
  #length = 0;
  #frames: number[] = [];
  #lastOutput = 0;
  #wake: () => void = () => {};

  constructor(file: string, cwd: string, cols: number, rows: number) {
    this.#pty = spawn(process.execPath, [file], {
      cols,
      rows,
      cwd,
      name: 'xterm-256color',
      env: { PATH: process.env.PATH, HOME: cwd, LANG: 'C.UTF-8', TERM: 'xterm-256color' },
    });
    this.#pty.onData((data) => {
      this.#lastOutput = performance.now();
      this.#length += Buffer.byteLength(data);
      // A mark may come in two pieces.
      const seen = this.#written.slice(-FRAME_END.length + 1) + data;
      if (seen.includes(FRAME_END)) this.#frames.push(this.#lastOutput);
      this.#written += data;
      this.#wake();
    });
  }

  /** Milliseconds from the start of the process until its output has the text. */
  async startedWith(text: string): Promise<number> {
    await this.#until(() => this.#written.includes(text), `the first frame (${text})`);
    return this.#lastOutput - this.#started;
  }

  /** Sends input and waits until the screen has been still for a while. */
  async press(input: string, still = 60): Promise<Answer> {
    const from = performance.now();
    this.#frames = [];
    this.#length = 0;
    this.#written = '';
    this.#pty.write(input);
    await this.#until(() => this.#frames.length > 0, `a frame after ${JSON.stringify(input)}`);
    await this.still(still);
    return {
      firstMs: (this.#frames[0] ?? from) - from,
      lastMs: (this.#frames.at(-1) ?? from) - from,
      bytes: this.#length,
      frames: this.#frames.length,
    };
  }

  /** Resolves when nothing has been written for `ms`. */
  async still(ms: number): Promise<void> {
    for (let left = ms; left > 0; left = ms - (performance.now() - this.#lastOutput))
      await new Promise((resolve) => setTimeout(resolve, left));
  }

  /** The output since the last key, without control sequences. */
  get text(): string {
    return this.#written.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '');
  }

  /** Resident memory in bytes (Linux). */
  get memory(): number {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.#pty.pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) * 1024;
  }

  /** Processor time of all its threads in milliseconds (Linux, in steps of 10). */
  get processorMs(): number {
    const fields = readFileSync(`/proc/${this.#pty.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  /** Resolves when the program has used almost no processor time for half a second. */
  async idle(): Promise<void> {
    for (let before = -100; this.processorMs - before > 20; ) {
      before = this.processorMs;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#pty.onExit(resolve));
    this.#pty.kill('SIGKILL');
    await ended;
  }

  #until(holds: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${what} in 20 s`)), 20_000);
      this.#wake = () => {
        if (!holds()) return;
        clearTimeout(timer);
        this.#wake = () => {};
        resolve();
      };
      this.#wake();
    });
  }
}
