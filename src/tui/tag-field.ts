import { fuzzyFilter } from './fuzzy.ts';
import { insert, type LineState } from './line-editor.ts';

const AT_MOST = 5;

/** The tags of a field in which they are parted by commas. */
export function tagsOf(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((tag) => tag.trim())
    .filter(Boolean);
}

/** The tags that what stands before the cursor may become, best first; none where a whole tag stands there. */
export function tagProposals({ text, cursor }: Pick<LineState, 'text' | 'cursor'>, names: readonly string[]): string[] {
  const begun = begunBefore(text, cursor).trim();
  if (begun === '' || /^[^,;\n]*\S/.test(text.slice(cursor))) return [];
  const isKnown = (name: string) => names.some((one) => one.toLowerCase() === name.toLowerCase());
  return isKnown(begun)
    ? []
    : fuzzyFilter(names, begun.toLowerCase(), (name) => name.toLowerCase(), AT_MOST).map(({ item }) => item);
}

/** The field with the tag in place of what was begun; one undo brings that back. */
export function withTag(line: LineState, tag: string): LineState {
  const begun = begunBefore(line.text, line.cursor);
  const start = line.cursor - begun.trimStart().length;
  const cut: LineState = { ...line, text: line.text.slice(0, start) + line.text.slice(line.cursor), cursor: start };
  return { ...insert(cut, `${tag}, `), past: [...line.past, { text: line.text, cursor: line.cursor }] };
}

function begunBefore(text: string, cursor: number): string {
  return /[^,;\n]*$/.exec(text.slice(0, cursor))?.[0] ?? '';
}
