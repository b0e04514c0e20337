import type { Excerpt, ExcerptDraft } from '../excerpt.ts';
import { oneLine } from '../text/one-line.ts';

export interface JoinedExcerpts {
  /** In their order. */
  fresh: ExcerptDraft[];
  /** How many stand there with the same uid and another text. */
  edited: number;
}

/**
 * The excerpts of `more` that a study has not yet. One is there when it has the same uid, however it was edited since; or the
 * same text, white space aside, in the same section and at the same place, where both say so: a page number added by hand
 * makes no other passage.
 */
export function joinExcerpts(excerpts: readonly Excerpt[], more: readonly ExcerptDraft[]): JoinedExcerpts {
  if (more.length === 0) return { fresh: [], edited: 0 };
  const byUid = new Map(excerpts.map((excerpt) => [excerpt.uid, excerpt]));
  const byText = new Map<string, ExcerptDraft[]>();
  const note = (excerpt: ExcerptDraft) => {
    const text = plain(excerpt.text);
    const list = byText.get(text);
    if (list) list.push(excerpt);
    else byText.set(text, [excerpt]);
  };
  excerpts.forEach(note);
  const fresh: ExcerptDraft[] = [];
  let edited = 0;
  for (const excerpt of more) {
    const known = excerpt.uid === undefined ? undefined : byUid.get(excerpt.uid);
    if (known && plain(known.text) !== plain(excerpt.text)) edited += 1;
    if (known || byText.get(plain(excerpt.text))?.some((one) => isSamePlace(one, excerpt))) continue;
    fresh.push(excerpt);
    note(excerpt);
  }
  return { fresh, edited };
}

function isSamePlace(one: ExcerptDraft, other: ExcerptDraft): boolean {
  const [here, there] = [one, other].map(({ section }) => plain(section).toLowerCase());
  if (here !== '' && there !== '' && here !== there) return false;
  const [a, b] = [one.locator, other.locator];
  return !a || !b || (a.label === b.label && plain(a.value) === plain(b.value));
}

function plain(text: string): string {
  return oneLine(text.normalize('NFC'));
}
