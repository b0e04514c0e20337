import type { GatheredMacros } from './macros.ts';
import { splitBibtex } from './split.ts';

/** A comment, preamble or entry that is no study, as it stood between two studies, and where in an export it belongs. */
interface Piece {
  text: string;
  place: 'top' | 'here' | 'end';
}

/** What the text between two studies says. Its macros are gathered in `macros`. */
export function piecesOf(source: string, macros: GatheredMacros): Piece[] {
  if (source.trim() === '') return [];
  const pieces: Piece[] = [];
  let end = 0;
  const junk = (to: number) => {
    const text = source
      .slice(end, to)
      .replace(/^\ufeff/, '')
      .trim();
    if (text !== '') pieces.push({ text, place: /^%\s*encoding:/i.test(text) ? 'top' : 'here' });
  };
  for (const block of splitBibtex(source)) {
    junk(block.start);
    end = block.end;
    const text = source.slice(block.start, block.end);
    if (block.kind === 'string') {
      for (const field of block.fields) macros.define(field.name, source.slice(field.from, field.to));
    } else {
      const place = block.kind === 'preamble' ? 'top' : /jabref-meta/.test(text) ? 'end' : 'here';
      pieces.push({ text, place });
    }
  }
  junk(source.length);
  return pieces;
}
