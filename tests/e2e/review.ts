import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { startLectern, type Tty, type TtyOptions } from './tty.ts';

const LIBRARY = fileURLToPath(new URL('../../library/', import.meta.url));

/** A workspace of its own, with the review that ships; gone when the test is over. */
export function reviewFolder(): string {
  const folder = emptyFolder();
  for (const name of ['harms-review.json', 'codebook.json']) cpSync(join(LIBRARY, name), join(folder, 'library', name));
  return folder;
}

/** A workspace without studies. */
export function emptyFolder(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'lectern-')), 'review');
  for (const name of ['library', 'exports']) mkdirSync(join(folder, name), { recursive: true });
  onTestFinished(() => rmSync(join(folder, '..'), { recursive: true, force: true }));
  return folder;
}

/** Lectern on the review, when its list and hints are on the screen; it ends with the test. */
export async function openReview(options: TtyOptions & { folder?: string } = {}): Promise<Tty> {
  const { folder = reviewFolder(), ...rest } = options;
  const tty = startLectern({ ...rest, cwd: folder });
  onTestFinished(() => tty.close());
  await tty.until('Lectern');
  return tty;
}

/** The row of the screen on which the cursor of a list is, without what stands beside it. */
export function cursorRow(tty: Tty): string {
  return tty.screen().find((row) => row.startsWith('>')) ?? '';
}
