import { withLineFeeds } from '../syntax/lines.ts';
import type { GatheredMacros } from '../syntax/macros.ts';
import { splitBibtex } from '../syntax/split.ts';

/** A comment, preamble or entry that is no study, as it stood between two studies, and where in an export it belongs. */
export interface Piece {
  text: string;
  place: 'top' | 'preamble' | 'here' | 'end';
  /** It is nobody's: a comment in the file's own manner, or what is left of something broken. */
  isText?: true;
  /** Type and key in lower case, when it is an entry. */
  entry?: { type: string; key: string };
}

/** What the text between two studies says. Its macros are gathered in `macros`. */
export function piecesOf(kept: string, macros: GatheredMacros): Piece[] {
  if (kept.trim() === '') return [];
  const source = withLineFeeds(kept);
  const pieces: Piece[] = [];
  let end = 0;
  const junk = (to: number) => {
    const text = declaringUtf8(source.slice(end, to).replace(/^\ufeff/, '')).trim();
    if (text !== '') pieces.push({ text, place: /^%\s*encoding:/i.test(text) ? 'top' : 'here', isText: true });
  };
  for (const block of splitBibtex(source)) {
    junk(block.start);
    end = block.end;
    const text = source.slice(block.start, block.end);
    if (block.kind === 'string') {
      for (const field of block.fields) macros.define(field.name, source.slice(field.from, field.to));
    } else if (block.kind === 'entry') {
      pieces.push({ text, place: 'here', entry: { type: block.type.toLowerCase(), key: block.key.toLowerCase() } });
    } else {
      pieces.push({ text, place: block.kind === 'preamble' ? 'preamble' : /jabref-meta/.test(text) ? 'end' : 'here' });
    }
  }
  junk(source.length);
  return pieces;
}

/** JabRef's line about the encoding, true of a text that is written as UTF-8. */
export function declaringUtf8(text: string): string {
  return text.replace(/^(\ufeff?%\s*encoding\s*:[^\S\n]*)(?!utf-?8\b)[\w.:-]+/gim, '$1UTF-8');
}

/** Counts texts, so that each is written as often as in the one file that has it most often: files can be imported twice. */
export class Repetitions {
  private readonly written = new Map<string, number>();
  private readonly seen = new Map<string, number>();

  /** Whether the text, met once more in this file, is to be written once more. */
  isDue(text: string, file: string): boolean {
    const seen = (this.seen.get(`${file} ${text}`) ?? 0) + 1;
    this.seen.set(`${file} ${text}`, seen);
    const isDue = seen > (this.written.get(text) ?? 0);
    if (isDue) this.written.set(text, seen);
    return isDue;
  }
}
