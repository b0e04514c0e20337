import { EventEmitter } from 'node:events';
import { anchor } from './anchor.ts';

/** The real terminal, as much of it as the presenter needs. `write` answers false when it wants to be waited for ("drain"). */
export interface Screen {
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

// Alternate screen, no autowrap, cursor hidden, bracketed paste; and back.
const ENTER = '\x1b[?1049h\x1b[?7l\x1b[?25l\x1b[?2004h\x1b[H';
/** What gives the screen back, whatever was being written. */
const LEAVE = '\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?7h\x1b[?1049l';

const FRAME_MS = 16;
/** How long after a resize the application may take to send a frame of the new size. */
const RESIZE_MS = 60;

/**
 * The stdout that Ink gets with `debug: true`: each write is one whole frame. Only rows that changed reach the screen, in place
 * and in one synchronised update, at most one every 16 ms; the newest frame always gets there. A screen that is slow to take
 * output skips frames. "resize" is not emitted: the application renders anew when it hears of the size.
 */
export class Presenter extends EventEmitter {
  readonly isTTY = true;
  /** What the caller of `leave` writes. */
  readonly farewell = LEAVE;
  readonly #screen: Screen;
  #footer: readonly string[] = [];
  #shown: (string | undefined)[] = [];
  #frame: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #due = 0;
  #painted = Number.NEGATIVE_INFINITY;
  #on = false;
  #blocked = false;

  constructor(screen: Screen) {
    super();
    this.#screen = screen;
  }

  get columns(): number {
    return this.#screen.columns || 80;
  }

  get rows(): number {
    return this.#screen.rows || 24;
  }

  /** One frame, rows separated by "\n". */
  write(frame: string, ...rest: unknown[]): boolean {
    for (const callback of rest) if (typeof callback === 'function') queueMicrotask(() => callback());
    // Ink's own cursor control is no frame.
    if (frame === '' || /^(?:\x1b\[\?\d+[hl])+$/.test(frame)) return true;
    this.#frame = frame;
    this.#schedule(FRAME_MS - (performance.now() - this.#painted));
    return true;
  }

  enter(): void {
    if (this.#on) return;
    this.#on = true;
    this.#send(ENTER);
    this.repaint();
  }

  /** Stops painting; frames are kept for `enter`. The caller writes `farewell`. */
  leave(): void {
    this.#on = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Paints every row of the newest frame. */
  repaint(): void {
    this.#shown = [];
    this.#schedule(0);
  }

  /** The screen has another size: what it shows is unknown. Every row is painted with the next frame. */
  resized(): void {
    this.#shown = [];
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#painted = Number.NEGATIVE_INFINITY;
    this.#schedule(RESIZE_MS);
  }

  /** Rows that stay at the bottom of the screen, over whatever a frame has there. */
  setFooter(rows: readonly string[]): void {
    this.#footer = rows;
    this.#schedule(0);
  }

  get footerRows(): number {
    return this.#footer.length;
  }

  /** Sends a control sequence that leaves the screen as it is. */
  pass(sequence: string): void {
    if (this.#on) this.#send(sequence);
  }

  #schedule(delay: number): void {
    if (!this.#on || this.#blocked) return;
    const due = performance.now() + Math.max(0, delay);
    if (this.#timer && this.#due <= due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => this.#paint(), Math.max(0, delay));
  }

  #paint(): void {
    this.#timer = undefined;
    if (this.#frame === undefined || !this.#on || this.#blocked) return;
    const lines = this.#frame.split('\n');
    const rows = this.rows;
    while (lines.length < rows) lines.push('');
    lines.splice(rows - this.#footer.length, lines.length, ...this.#footer);
    let out = '';
    for (let row = 0; row < rows; row += 1) {
      const line = lines[row] ?? '';
      // Erased first: behind a full row the cursor still stands on its last cell.
      if (line !== this.#shown[row]) out += `\x1b[${row + 1};1H\x1b[0m\x1b[K${anchor(line)}\x1b[0m`;
    }
    this.#shown = Array.from({ length: rows }, (_, row) => lines[row] ?? '');
    if (out === '') return;
    this.#painted = performance.now();
    this.#send(`\x1b[?2026h${out}\x1b[?2026l`);
  }

  #send(text: string): void {
    if (this.#screen.write(text)) return;
    this.#blocked = true;
    this.#screen.once('drain', () => {
      this.#blocked = false;
      this.#schedule(0);
    });
  }
}
