import { braced } from './braces.ts';

/** Keywords at commas, or at semicolons when there is one; what stands in braces stays whole. */
export function splitKeywords(source: string): string[] {
  const cuts: { at: number; separator: string }[] = [];
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '\\') at++;
    else if (char === '{') depth++;
    else if (char === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0 && (char === ',' || char === ';')) cuts.push({ at, separator: char });
  }
  const separator = cuts.some((cut) => cut.separator === ';') ? ';' : ',';
  const words: string[] = [];
  let from = 0;
  for (const cut of cuts) {
    if (cut.separator !== separator) continue;
    words.push(source.slice(from, cut.at));
    from = cut.at + 1;
  }
  words.push(source.slice(from));
  return words.map((word) => word.trim());
}

/** The value, without its braces, from which `splitKeywords` makes the same keywords. LaTeX in and out. */
export function joinKeywords(words: readonly string[]): string {
  return words.map((word) => (/[,;]/.test(word) ? braced(word) : word)).join(', ');
}
