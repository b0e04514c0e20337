/** How far long work is. */
export interface Progress {
  /** What is being done: "reading refs.bib". */
  label: string;
  /** Of the whole work, 0 to 1. */
  share: number;
  /** Of what the label names. */
  count?: { done: number; total: number; unit: 'studies' | 'MB' };
}

/** The search index is being made anew. */
export function indexing(done: number, total: number): Progress {
  return { label: 'indexing', share: done / total, count: { done, total, unit: 'studies' } };
}

/** Progress with how long, in milliseconds, the whole work and what its label names have taken. */
export interface TimedProgress extends Progress {
  elapsed: number;
  labelElapsed: number;
}

/** Times what is reported of one piece of work; moments are those of `performance.now()`. */
export function stopwatch(started: number): (progress: Progress, now: number) => TimedProgress {
  let label: string | undefined;
  let labelStarted = started;
  return (progress, now) => {
    if (label !== undefined && progress.label !== label) labelStarted = now;
    label = progress.label;
    return { ...progress, elapsed: now - started, labelElapsed: now - labelStarted };
  };
}

/** Less than this says nothing of the rate or of the time that is left. */
const TOO_EARLY_MS = 200;
const TOO_LITTLE = 0.02;

/** `[####......]`, `cells` wide between its brackets. */
export function progressBarText({ share }: Progress, cells: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * cells);
  return `[${'#'.repeat(full)}${'.'.repeat(cells - full)}] ${Math.round(share * 100)} %`;
}

/** `writing: 4,200 of 10,000 studies, 1,350/s, 5 s left`. */
export function progressWords({ label, share, count, elapsed, labelElapsed }: TimedProgress): string {
  const parts: string[] = [];
  if (count) {
    const digits = {
      minimumFractionDigits: count.unit === 'MB' ? 1 : 0,
      maximumFractionDigits: count.unit === 'MB' ? 1 : 0,
    };
    const number = (value: number) => value.toLocaleString('en', digits);
    parts.push(`${number(count.done)} of ${number(count.total)} ${count.unit}`);
    if (labelElapsed > TOO_EARLY_MS && count.done > 0) parts.push(`${number((count.done / labelElapsed) * 1000)}/s`);
  }
  if (share > TOO_LITTLE) parts.push(`${Math.ceil(((elapsed / share) * (1 - share)) / 1000)} s left`);
  return parts.length === 0 ? label : `${label}: ${parts.join(', ')}`;
}
