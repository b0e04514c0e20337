import type { Progress } from '../commands/define-command.ts';

const DELAY_MS = 500;
const REDRAW_MS = 100;
/** Between two states where nothing is to move by itself, and between two lines. */
const CALM_MS = 1000;
const LINE_MS = 5000;
const CELLS = 30;

export interface Manner {
  /** At most one state a second. */
  reducedMotion: boolean;
  /** A line now and then instead of a bar that is drawn again and again. */
  screenReader: boolean;
}

/** A bar on a terminal for work that takes longer than half a second; on anything else it shows nothing. */
export function progressBar(
  stream: NodeJS.WriteStream,
  { reducedMotion, screenReader }: Manner = { reducedMotion: false, screenReader: false },
): { show(progress: Progress): void; clear(): void } {
  const start = performance.now();
  const every = screenReader ? LINE_MS : reducedMotion ? CALM_MS : REDRAW_MS;
  let drawn = 0;
  return {
    show({ label, share }) {
      const now = performance.now();
      if (!stream.isTTY || now - start < DELAY_MS || now - drawn < every) return;
      drawn = now;
      if (screenReader) {
        stream.write(`${label}: ${Math.round(share * 100)} %\n`);
        return;
      }
      const full = Math.round(Math.min(1, Math.max(0, share)) * CELLS);
      const left = share > 0.02 ? `  ${Math.ceil((((now - start) / share) * (1 - share)) / 1000)} s left` : '';
      stream.write(
        `\r\x1b[K[${'#'.repeat(full)}${'.'.repeat(CELLS - full)}] ${Math.round(share * 100)} % ${label}${left}`,
      );
    },
    clear() {
      if (drawn > 0 && !screenReader) stream.write('\r\x1b[K');
      drawn = 0;
    },
  };
}
