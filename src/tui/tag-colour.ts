import type { Tag } from '../domain/tag.ts';
import type { Token } from './theme.ts';

const kept = new WeakMap<readonly Tag[], ReadonlyMap<string, Token>>();

/** How a tag is shown: in the colour that it has in the codebook. */
export function tagToken(name: string, codebook: readonly Tag[]): Token {
  let tokens = kept.get(codebook);
  if (!tokens) {
    tokens = new Map(
      codebook.flatMap((tag) => (tag.colour ? [[tag.name.toLowerCase(), `tag-${tag.colour}` as const] as const] : [])),
    );
    kept.set(codebook, tokens);
  }
  return tokens.get(name.toLowerCase()) ?? 'plain';
}
