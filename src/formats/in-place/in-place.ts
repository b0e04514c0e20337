/** An entry of a file: its text from `start` to `end`. */
export interface PlacedEntry {
  /** Empty when it has none. */
  key: string;
  start: number;
  end: number;
  /** Why its text must not be replaced: where it ends is not sure. */
  problem?: string;
}

/** How entries of a file are rewritten and added while all the rest of it stays as it is, byte for byte. */
export interface InPlace {
  /** Entries in the order of the text. @throws UserError for a text that is not of the format */
  entries(text: string, source: string): PlacedEntry[];
  /** The text with more entries at its end. `lineEnd` is that of the text. @throws UserError where they would not be read */
  append(text: string, added: readonly string[], lineEnd: string, source: string): string;
  /** What the new text of entries needs beside them, and the file lacks: `@string` definitions. It goes before the first of them. */
  needed?(file: string, written: string, entries: readonly string[]): { text: string; problems: Unsure[] };
}

/** What was left alone, and why. */
export interface Unsure {
  key: string;
  message: string;
}

export interface Merged {
  text: string;
  /** Keys of the entries that have another text now. */
  updated: string[];
  added: string[];
  unsure: Unsure[];
}

/**
 * Puts the entries of `written` into `file`: those whose key is there in their place (`update`), the others at the end (`append`).
 * Of two entries with one key, the first is meant. @throws UserError as `InPlace`
 */
export function mergeInto(
  inPlace: InPlace,
  file: string,
  written: string,
  how: { update: boolean; append: boolean; source: string },
): Merged {
  const lineEnd = /\r\n|\n|\r/.exec(file)?.[0] ?? /\r\n|\n/.exec(written)?.[0] ?? '\n';
  const there = new Map<string, PlacedEntry>();
  for (const entry of inPlace.entries(file, how.source))
    if (entry.key !== '' && !there.has(entry.key)) there.set(entry.key, entry);
  const merged: Merged = { text: file, updated: [], added: [], unsure: [] };
  const changes: { start: number; end: number; text: string }[] = [];
  const added: string[] = [];
  for (const fresh of inPlace.entries(written, how.source)) {
    const text = written.slice(fresh.start, fresh.end).replaceAll(/\r\n|\n|\r/g, lineEnd);
    const old = there.get(fresh.key);
    if (!old && how.append) {
      merged.added.push(fresh.key);
      added.push(text);
    } else if (old && how.update) {
      if (old.problem !== undefined) merged.unsure.push({ key: old.key, message: old.problem });
      else if (file.slice(old.start, old.end) !== text) {
        merged.updated.push(fresh.key);
        changes.push({ start: old.start, end: old.end, text });
      }
    }
  }
  changes.sort((a, b) => a.start - b.start);
  const needed = inPlace.needed?.(file, written, [...changes.map(({ text }) => text), ...added]);
  if (needed) merged.unsure.push(...needed.problems);
  const before = needed?.text ? needed.text.replaceAll('\n', lineEnd) : '';
  const [first] = changes;
  if (first && before !== '')
    changes.unshift({ start: first.start, end: first.start, text: before + lineEnd + lineEnd });
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text } of changes) {
    parts.push(file.slice(at, start), text);
    at = end;
  }
  merged.text = parts.join('') + file.slice(at);
  if (added.length > 0) {
    const all = first || before === '' ? added : [before, ...added];
    merged.text = inPlace.append(merged.text, all, lineEnd, how.source);
  }
  return merged;
}

/** Entries parted by blank lines, behind all that is there. */
export function appendWithBlankLine(text: string, added: readonly string[], lineEnd: string): string {
  const gap = text === '' ? '' : text.endsWith('\n') || text.endsWith('\r') ? lineEnd : lineEnd + lineEnd;
  return text + gap + added.join(lineEnd + lineEnd) + lineEnd;
}
