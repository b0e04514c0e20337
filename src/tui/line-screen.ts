import type { Screen } from './presenter.ts';

// Bracketed paste alone: no alternate screen, nothing that moves the cursor.
const ENTER = '\x1b[?2004h';
const LEAVE = '\x1b[0m\x1b[?2004l';
/** Nothing is cut where everything is said in lines: the panes may be as large as this. */
const COLUMNS = 200;
const ROWS = 400;

/** The output of a terminal that is read aloud: lines, one after the other. */
export class LineScreen {
  readonly farewell = LEAVE;
  readonly columns = COLUMNS;
  readonly rows = ROWS;
  readonly footerRows = 0;
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  enter(): void {
    this.#screen.write(ENTER);
  }

  leave(): void {}

  resized(): void {}

  /** Text without control characters. */
  say(lines: readonly string[]): void {
    if (lines.length > 0) this.#screen.write(lines.map((line) => `${line}\n`).join(''));
  }

  pass(sequence: string): void {
    this.#screen.write(sequence);
  }
}
