import { keywordsOf } from '../domain/keywords.ts';
import type { CslItem } from '../domain/study.ts';
import { normalTag } from '../domain/tag.ts';
import type { Library } from '../store/open-library.ts';
import { knownTag } from '../store/tags.ts';

/**
 * Says which keywords of an item go on as tags, in the spelling of the codebook: those that are in it already, or `all`.
 * Each word is looked up once, so what it finds holds for one step.
 */
export function keywordTagger(library: Library, all: boolean): (item: CslItem) => string[] {
  const found = new Map<string, string | undefined>();
  const tagOf = (word: string) => {
    if (!found.has(word)) {
      const tag = normalTag(word);
      found.set(word, tag && (knownTag(library, tag) ?? (all ? tag : undefined)));
    }
    return found.get(word);
  };
  return (item) => keywordsOf(item).flatMap((word) => tagOf(word) ?? []);
}
