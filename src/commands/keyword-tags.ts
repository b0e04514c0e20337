import { keywordsOf } from '../domain/keywords.ts';
import type { CslItem } from '../domain/study.ts';
import { normalTag } from '../domain/tag.ts';
import type { Library } from '../store/open-library.ts';
import { codebookTags } from '../store/tags.ts';

/**
 * Says which keywords of an item go on as tags, in the spelling of the codebook: those that are in it already, or `all`. Keywords
 * that the study had before (`old`) are not among them. The codebook is read once, so what it finds holds for one step.
 */
export function keywordTagger(library: Library, all: boolean): (item: CslItem, old?: readonly string[]) => string[] {
  const codebook = new Map(codebookTags(library).map(({ name }) => [name.toLowerCase(), name]));
  if (codebook.size === 0 && !all) return () => [];
  return (item, old = []) => {
    const known = new Set(old.map((word) => word.toLowerCase()));
    return keywordsOf(item).flatMap((word) => {
      const tag = known.has(word.toLowerCase()) ? undefined : normalTag(word);
      return (tag && (codebook.get(tag.toLowerCase()) ?? (all ? tag : undefined))) ?? [];
    });
  };
}
