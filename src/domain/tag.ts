/** The colours a tag can have; the terminal's theme decides what they look like. */
export const TAG_COLOURS = ['red', 'yellow', 'green', 'blue', 'magenta', 'cyan', 'grey'] as const;
export type TagColour = (typeof TAG_COLOURS)[number];

/** An entry of the codebook: `name` is a path such as "harm/grooming". */
export interface Tag {
  name: string;
  definition: string;
  colour?: TagColour;
}

/** A tag with what it stands on; a parent counts what its children stand on too. */
export interface TagUse extends Tag {
  studies: number;
  excerpts: number;
}

/** Words parted by single spaces, without a slash: normal as they are, as most tags and keywords come. */
const NORMAL_WORDS = /^[!-.0-~]+(?: [!-.0-~]+)*$/;

/**
 * A tag as it is kept: `harm / grooming ` → `harm/grooming`. Case stays as it was written.
 * @returns undefined when nothing is left that could be a tag.
 */
export function normalTag(text: string): string | undefined {
  if (NORMAL_WORDS.test(text)) return text;
  const path = text
    .normalize('NFC')
    .split('/')
    .map((part) => part.replace(/[\p{Cc}\s]+/gu, ' ').trim())
    .filter(Boolean)
    .join('/');
  return path === '' ? undefined : path;
}

/** Tags in their normal form, each once (case ignored), first spelling kept, order kept. */
export function normalTags(tags: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const tag of tags) {
    const normal = normalTag(tag);
    if (normal !== undefined && !seen.has(normal.toLowerCase())) seen.set(normal.toLowerCase(), normal);
  }
  return [...seen.values()];
}
