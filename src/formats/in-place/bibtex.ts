import { UserError } from '../../domain/user-error.ts';
import { type Block, splitBibtex } from '../bibtex/syntax/split.ts';
import { lineAt } from '../lines.ts';
import { appendWithBlankLine, type InPlace } from './in-place.ts';

/** Entries of a .bib; comments, macros, preambles and what lies between them stay. */
export const bibtexInPlace: InPlace = {
  entries: (text) =>
    splitBibtex(text).flatMap(({ kind, key, start, end, problems }) =>
      kind === 'entry' && key !== ''
        ? [{ key, start, end, ...(problems[0] ? { problem: `not rewritten, for ${problems[0].message}` } : {}) }]
        : [],
    ),
  append(text, added, lineEnd, source) {
    const last = splitBibtex(text).at(-1);
    if (last?.problems.some(({ message }) => / not closed$| never closed$/.test(message)))
      throw new UserError(
        `${source}:${lineAt(text, last.start)}: this entry is not closed, and nothing can be added behind it`,
        'close it first; nothing was written',
      );
    return appendWithBlankLine(text, added, lineEnd);
  },
  needed(file, written, entries) {
    const known = new Map(macrosOf(file).map(({ name, value }) => [name.toLowerCase(), value]));
    const used = entries.join('\n');
    const problems = [];
    const missing = [];
    for (const { name, value, text } of macrosOf(written)) {
      if (!isUsed(name, used)) continue;
      const there = known.get(name.toLowerCase());
      if (there === undefined) missing.push(text);
      else if (there !== value)
        problems.push({ key: name, message: `this @string is ${there} in the file, not ${value}; the file's stands` });
    }
    return { text: missing.join('\n'), problems };
  },
};

function macrosOf(text: string): { name: string; value: string; text: string }[] {
  return splitBibtex(text)
    .filter(({ kind }) => kind === 'string')
    .flatMap((block: Block) =>
      block.fields.map(({ name, from, to }) => {
        const value = text.slice(from, to);
        return { name, value, text: `@string{${name} = ${value}}` };
      }),
    );
}

/** Whether a macro stands as a value, or a part of one. */
function isUsed(name: string, text: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`[=#]\\s{0,20}${escaped}\\s{0,20}(?:[,#})]|$)`, 'im').test(text);
}
