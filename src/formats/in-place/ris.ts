import { UserError } from '../../domain/user-error.ts';
import { lineAt } from '../lines.ts';
import { splitRis } from '../ris/split.ts';
import { appendWithBlankLine, type InPlace, type PlacedEntry } from './in-place.ts';

/** Records of a .ris file as its reader tells them apart, by their ID. */
export const risInPlace: InPlace = {
  entries(text) {
    const lines = linesOf(text);
    const { records } = splitRis(text);
    return records.map(({ line, endLine, fields }, at): PlacedEntry => {
      const key =
        fields
          .find(([tag]) => tag === 'ID')?.[1]
          .split('\n', 1)[0]
          ?.trim() ?? '';
      const start = lines[line - 1]?.start ?? 0;
      const end = endLine === undefined ? undefined : lines[endLine - 1]?.end;
      if (end !== undefined) return { key, start, end };
      const next = records[at + 1];
      const problem = 'not rewritten, for this record has no "ER" line at its end';
      return { key, start, end: (next && lines[next.line - 1]?.start) ?? text.length, problem };
    });
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

/** Where the lines of a text start and end, without what ends them. */
function linesOf(text: string): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  for (const { 0: lineEnd, index } of text.matchAll(/\r\n|[\n\r]/g)) {
    lines.push({ start, end: index });
    start = index + lineEnd.length;
  }
  lines.push({ start, end: text.length });
  return lines;
}
