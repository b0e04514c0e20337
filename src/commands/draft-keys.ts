import { baseCitationKey, citationKeyProblem, freeCitationKeys } from '../domain/citation-key.ts';
import type { StudyDraft } from '../domain/study.ts';
import { bibtexSource } from '../formats/bibtex/source/kept-source.ts';
import type { KeptSource } from '../formats/format.ts';
import type { Library } from '../store/open-library.ts';
import { hasKeyLike, keyHolder, sourcesThatName } from '../store/studies.ts';
import { foldKey } from '../store/study-columns.ts';

/** The keys that drafts bring, folded, with what else their entries may be cited by. */
export function keysOf(drafts: readonly StudyDraft[], keptSource?: KeptSource): Set<string> {
  const keys = new Set<string>();
  for (const { item, residue } of drafts) {
    const key = item.id.trim();
    if (key !== '') keys.add(foldKey(key));
    for (const alias of keptSource?.aliases(residue) ?? []) keys.add(foldKey(alias));
  }
  return keys;
}

/** The key that a draft brings, and what it needs of one. */
export interface WantedKey {
  /** As its source has it; empty when it has none. */
  wanted: string;
  /** Why no library takes it, in words. */
  problem?: string;
  /** The key that the draft would get in an empty library. */
  base: string;
}

/** The key that a draft brings along, and the one to start from where that cannot be had. */
export function wantedKey({ item }: StudyDraft): WantedKey {
  const wanted = item.id.trim();
  if (wanted === '') return { wanted, base: baseCitationKey(item) };
  const problem = citationKeyProblem(wanted);
  if (problem === undefined) return { wanted, base: wanted };
  return { wanted, problem, base: repaired(wanted) || baseCitationKey(item) };
}

function repaired(key: string): string {
  const clean = key.replace(/[\s"#%,{}~\\\p{C}]+/gu, '_');
  let [from, to] = [0, clean.length];
  while (clean[from] === '_') from += 1;
  while (to > from && clean[to - 1] === '_') to -= 1;
  return clean.slice(from, to);
}

/**
 * Gives each draft its key: the one it brings where no study has it, else one that is made. None that is made is `reserved`, or
 * differs from another in case only, for BibTeX ignores case.
 */
export function keyGiver(library: Library, reserved: (folded: string) => boolean): (key: WantedKey) => string {
  let aliases: ReadonlySet<string> | undefined;
  const isAlias = (folded: string) => {
    // Only an import that makes keys looks for them.
    aliases ??= aliasesIn(library);
    return aliases.has(folded);
  };
  const make = freeCitationKeys((key) => reserved(foldKey(key)) || hasKeyLike(library, key) || isAlias(foldKey(key)));
  return ({ wanted, base }) => (base === wanted && keyHolder(library, wanted) === undefined ? wanted : make(base));
}

/** What else the studies of a library may be cited by, folded. */
function aliasesIn(library: Library): Set<string> {
  return new Set(sourcesThatName(library, 'ids').flatMap((residue) => bibtexSource.aliases(residue).map(foldKey)));
}
