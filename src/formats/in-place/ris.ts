import { UserError } from '../../domain/user-error.ts';
import { lineAt } from '../lines.ts';
import { appendWithBlankLine, type InPlace, type PlacedEntry } from './in-place.ts';

const START = /^\s{0,3}TY\s{0,3}-/i;
const END = /^\s{0,3}ER\s{0,3}-/i;
const ID = /^\s{0,3}ID\s{0,3}-\s*(.*)$/i;

/** Records of a .ris file, by their ID. */
export const risInPlace: InPlace = {
  entries(text) {
    const entries: PlacedEntry[] = [];
    let open: PlacedEntry | undefined;
    const close = (end: number, problem?: string) => {
      if (open) entries.push({ ...open, end, ...(problem === undefined ? {} : { problem }) });
      open = undefined;
    };
    for (let at = 0; at < text.length; ) {
      const newline = nextLineEnd(text, at);
      const line = text.slice(at, newline.start);
      if (START.test(line)) {
        close(at, 'not rewritten, for this record has no "ER" line at its end');
        open = { key: '', start: at, end: at };
      } else if (open && open.key === '') {
        const id = ID.exec(line)?.[1]?.trim();
        if (id !== undefined) open.key = id;
      }
      if (END.test(line)) close(newline.start);
      at = newline.end;
    }
    close(text.length, 'not rewritten, for this record has no "ER" line at its end');
    return entries;
  },
  append(text, added, lineEnd, source) {
    const last = risInPlace.entries(text, source).at(-1);
    if (last?.problem !== undefined)
      throw new UserError(
        `${source}:${lineAt(text, last.start)}: this record has no "ER" line at its end, and nothing can be added behind it`,
        'write the line first; nothing was written',
      );
    return appendWithBlankLine(text, added, lineEnd);
  },
};

function nextLineEnd(text: string, from: number): { start: number; end: number } {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10) return { start: at, end: at + 1 };
    if (code === 13) return { start: at, end: text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1 };
  }
  return { start: text.length, end: text.length };
}
