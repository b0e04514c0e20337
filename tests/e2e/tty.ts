import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

export interface TtyOptions {
  cols?: number;
  rows?: number;
  /** The home folder unless given. */
  cwd?: string;
  /** On top of a small fixed environment; undefined takes a variable away. */
  env?: Record<string, string | undefined>;
}

const LECTERN = fileURLToPath(new URL('../../dist/lectern.js', import.meta.url));

/** The built Lectern in a pseudo-terminal. */
export function startLectern({ args = [], ...options }: TtyOptions & { args?: readonly string[] } = {}): Tty {
  return startProgram(process.execPath, [LECTERN, ...args], options);
}

/** Any program in a pseudo-terminal of 80×24 that a terminal emulator reads, with a home folder of its own. */
export function startProgram(command: string, args: readonly string[] = [], options: TtyOptions = {}): Tty {
  return new Tty(command, args, options);
}

const KEYS: Record<string, string> = {
  enter: '\r',
  tab: '\t',
  'shift-tab': '\x1b[Z',
  esc: '\x1b',
  space: ' ',
  backspace: '\x7f',
  delete: '\x1b[3~',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
  f1: '\x1bOP',
};

/** What a terminal sends for a chord as key maps name it. */
function bytesOf(chord: string): string {
  const known = KEYS[chord];
  if (known !== undefined) return known;
  if (chord.startsWith('alt-')) return `\x1b${bytesOf(chord.slice(4))}`;
  if (/^ctrl-.$/.test(chord)) return String.fromCharCode(chord.toUpperCase().charCodeAt(5) & 31);
  if ([...new Intl.Segmenter().segment(chord)].length === 1) return chord;
  throw new Error(`no such key: ${chord}`);
}

/** One cell of the screen as the emulator has it. Colours are palette numbers, "#rrggbb", or undefined for the terminal's own. */
export interface Cell {
  /** '' for the second half of a wide character. */
  chars: string;
  width: number;
  foreground: number | string | undefined;
  background: number | string | undefined;
  bold: boolean;
  dim: boolean;
  inverse: boolean;
  underline: boolean;
}

export interface Exit {
  exitCode: number;
  signal: number;
}

export class Tty {
  /** All that the program has written. */
  raw = '';
  /** A folder that goes with `close`. */
  readonly home = mkdtempSync(join(tmpdir(), 'lectern-home-'));
  readonly exit: Promise<Exit>;
  #ended: Exit | undefined;
  readonly #pty: IPty;
  readonly #emulator: xterm.Terminal;
  readonly #watchers = new Set<() => void>();

  constructor(command: string, args: readonly string[], { cols = 80, rows = 24, cwd, env = {} }: TtyOptions) {
    this.#emulator = new xterm.Terminal({ cols, rows, allowProposedApi: true, scrollback: 500 });
    const environment = { PATH: process.env.PATH, HOME: this.home, LANG: 'C.UTF-8', TERM: 'xterm-256color', ...env };
    this.#pty = spawn(command, [...args], {
      cols,
      rows,
      name: environment.TERM,
      cwd: cwd ?? this.home,
      env: environment,
    });
    this.#pty.onData((data) => {
      this.raw += data;
      this.#emulator.write(data, () => this.#look());
    });
    this.#emulator.onData((answer) => this.#write(answer));
    this.exit = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal = 0 }) => {
        // What it wrote last has to be seen first.
        this.#emulator.write('', () => {
          this.#ended = { exitCode, signal };
          resolve(this.#ended);
          this.#look();
        });
      });
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Whether the alternate screen is shown. */
  get alt(): boolean {
    return this.#emulator.buffer.active.type === 'alternate';
  }

  /** The rows of the screen, without spaces at their ends. */
  screen(): string[] {
    const { rows } = this.#emulator;
    return Array.from({ length: rows }, (_, y) => this.#line(y)?.translateToString(true) ?? '');
  }

  text(): string {
    return this.screen().join('\n');
  }

  /** The character in a cell, from 0; '' for the second half of a wide one. */
  cell(x: number, y: number): string {
    return this.#line(y)?.getCell(x)?.getChars() ?? '';
  }

  /** Every cell of the screen, by row. */
  cells(): Cell[][] {
    const { rows, cols } = this.#emulator;
    return Array.from({ length: rows }, (_, y) => Array.from({ length: cols }, (_, x) => this.#cellAt(x, y)));
  }

  /** Whether a cell is inverse, as the row under the cursor is. */
  inverse(x: number, y: number): boolean {
    return (this.#line(y)?.getCell(x)?.isInverse() ?? 0) !== 0;
  }

  /** Whether a cell is underlined, as words are that a search found. */
  underlined(x: number, y: number): boolean {
    return (this.#line(y)?.getCell(x)?.isUnderline() ?? 0) !== 0;
  }

  /** Resolves when the screen has stayed the same for `ms`. */
  async still(ms = 300): Promise<void> {
    for (let before = ''; before !== this.text(); ) {
      before = this.text();
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }

  /** Resolves when the screen shows a text, matches, or a condition holds; rejects with the screen after `ms`, or when the program ends without. */
  until(wanted: string | RegExp | (() => unknown), ms = 10_000): Promise<void> {
    const holds = () => {
      if (typeof wanted === 'function') return Boolean(wanted());
      return typeof wanted === 'string' ? this.text().includes(wanted) : wanted.test(this.text());
    };
    return new Promise((resolve, reject) => {
      const settle = (action: () => void) => {
        clearTimeout(timer);
        this.#watchers.delete(check);
        action();
      };
      const fail = (what: string) =>
        settle(() => reject(new Error(`${what} waiting for ${wanted}\n--- screen ---\n${this.text()}\n---`)));
      const check = () => {
        if (holds()) settle(resolve);
        else if (this.#ended) fail(`the program ended (${JSON.stringify(this.#ended)})`);
      };
      const timer = setTimeout(() => fail('timed out'), ms);
      this.#watchers.add(check);
      check();
    });
  }

  /** Presses keys by the names that key maps use: `press('j', 'ctrl-r', 'enter')`. A key right after "esc" is one with Alt. */
  press(...chords: string[]): void {
    this.#write(chords.map(bytesOf).join(''));
  }

  /** Sends text or bytes as they are. */
  type(text: string | Buffer): void {
    this.#write(text);
  }

  paste(text: string): void {
    this.#write(`\x1b[200~${text}\x1b[201~`);
  }

  resize(cols: number, rows: number): void {
    this.#emulator.resize(cols, rows);
    this.#pty.resize(cols, rows);
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** Ends the program when it still runs. */
  async close(): Promise<void> {
    if (!this.#ended) this.#pty.kill('SIGKILL');
    await this.exit;
    this.#emulator.dispose();
    rmSync(this.home, { recursive: true, force: true });
  }

  #cellAt(x: number, y: number): Cell {
    const cell = this.#line(y)?.getCell(x);
    const colour = (isDefault = true, isRgb = false, value = 0) =>
      isDefault ? undefined : isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
    return {
      chars: cell?.getChars() ?? '',
      width: cell?.getWidth() ?? 1,
      foreground: colour(cell?.isFgDefault(), cell?.isFgRGB(), cell?.getFgColor()),
      background: colour(cell?.isBgDefault(), cell?.isBgRGB(), cell?.getBgColor()),
      bold: Boolean(cell?.isBold()),
      dim: Boolean(cell?.isDim()),
      inverse: Boolean(cell?.isInverse()),
      underline: Boolean(cell?.isUnderline()),
    };
  }

  #line(y: number) {
    const buffer = this.#emulator.buffer.active;
    return buffer.getLine(buffer.baseY + y);
  }

  #write(data: string | Buffer): void {
    // It takes bytes too, whatever its type says.
    if (!this.#ended) this.#pty.write(data as string);
  }

  #look(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
