import { text } from './csl.ts';
import type { CslItem } from './study.ts';
import { oneLine } from './text/one-line.ts';

/** The keywords of an item, each once (case ignored), first spelling and order kept. CSL 1.0.2, "keyword". */
export function keywordsOf(item: CslItem): string[] {
  const seen = new Map<string, string>();
  for (const word of splitKeywords(text(item, 'keyword') ?? '')) {
    const folded = word.toLowerCase();
    if (!seen.has(folded)) seen.set(folded, word);
  }
  return [...seen.values()];
}

/** The words of a `keyword` variable: one a line, else parted by semicolons, else by commas. */
export function splitKeywords(keyword: string): string[] {
  const mark = ['\n', ';'].find((one) => keyword.includes(one)) ?? ',';
  return keyword
    .split(mark)
    .map(oneLine)
    .filter((word) => word !== '');
}

/** Keywords as one CSL variable from which `splitKeywords` makes the same: parted by the first of comma, semicolon and line end that none of them has. */
export function joinKeywords(words: readonly string[]): string {
  const has = (mark: string) => words.some((word) => word.includes(mark));
  const mark = has(';') ? '\n' : has(',') ? '; ' : ', ';
  const [only, ...others] = words;
  // A mark at the end says that there is one keyword only.
  return others.length === 0 && mark !== ', ' ? `${only}${mark.replace(' ', '')}` : words.join(mark);
}

/** The keywords of an item that are not among the tags of its study. */
export function keywordsBeside(tags: readonly string[], item: CslItem): string[] {
  const known = new Set(tags.map((tag) => tag.toLowerCase()));
  return keywordsOf(item).filter((word) => !known.has(word.toLowerCase()));
}

/** Keywords, then tags that are no keyword already: what formats with one list for both write. */
export function keywordsAndTags(item: CslItem, tags: readonly string[]): string[] {
  const words = keywordsOf(item);
  const known = new Set(words.map((word) => word.toLowerCase()));
  return [...words, ...tags.filter((tag) => !known.has(tag.toLowerCase()))];
}
