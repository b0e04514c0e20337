import { type Progress, progressBarText, progressWords, stopwatch } from '../commands/progress.ts';
import { cleanText } from '../domain/text/clean-text.ts';
import { cut } from '../domain/text/text-width.ts';

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
  const time = stopwatch(start);
  let drawn = 0;
  return {
    show(progress) {
      const now = performance.now();
      const timed = time(progress, now);
      if (!stream.isTTY || now - start < DELAY_MS || now - drawn < every) return;
      drawn = now;
      if (screenReader) {
        stream.write(`${progress.label}: ${Math.round(progress.share * 100)} %\n`);
        return;
      }
      const cells = Math.max(5, Math.min(CELLS, stream.columns - 70));
      const line = `${progressBarText(timed, cells)} ${cleanText(progressWords(timed))}`;
      stream.write(`\r\x1b[K${cut(line, stream.columns - 1)}`);
    },
    clear() {
      if (drawn > 0 && !screenReader) stream.write('\r\x1b[K');
      drawn = 0;
    },
  };
}
