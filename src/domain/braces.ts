/**
 * The pieces of a text, cut outside its braces. `markAt` says how many characters part two pieces at a place, 0 where none do.
 * A backslash takes the next character with it: `\,` is not a comma and `\{` not a brace.
 */
export function cutOutsideBraces(source: string, markAt: (at: number, char: string) => number): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < source.length; at++) {
    const char = source[at] ?? '';
    if (char === '\\') at++;
    else if (char === '{') depth++;
    else if (char === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0) {
      const length = markAt(at, char);
      if (length === 0) continue;
      pieces.push(source.slice(start, at));
      start = at + length;
      at = start - 1;
    }
  }
  pieces.push(source.slice(start));
  return pieces;
}

/** The pieces between one character where it stands outside braces. */
export const cutAtOutsideBraces = (source: string, mark: string): string[] =>
  cutOutsideBraces(source, (_, char) => Number(char === mark));
