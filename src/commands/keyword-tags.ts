import { keywordsOf } from '../domain/keywords.ts';
import type { CslItem } from '../domain/study.ts';
import { normalTag } from '../domain/tag.ts';
import type { Library } from '../store/open-library.ts';
import { codebookTags } from '../store/tags.ts';

/**
 * Says which keywords of an item go on as tags, in the spelling of the codebook: those that are in it already, or `all`.
 * The codebook is read once, so what it finds holds for one step.
 */
export function keywordTagger(library: Library, all: boolean): (item: CslItem) => string[] {
  const codebook = new Map(codebookTags(library).map(({ name }) => [name.toLowerCase(), name]));
  if (codebook.size === 0 && !all) return () => [];
  return (item) =>
    keywordsOf(item).flatMap((word) => {
      const tag = normalTag(word);
      return (tag && (codebook.get(tag.toLowerCase()) ?? (all ? tag : undefined))) ?? [];
    });
}
