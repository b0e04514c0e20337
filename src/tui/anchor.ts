import { graphemes } from '../domain/text/graphemes.ts';
import { width } from '../domain/text/text-width.ts';

// Text on whose width every terminal agrees, and the escape character of colours.
const CERTAIN =
  /^[\x1b\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2190-\u21ff\u2500-\u259f\u3041-\u3098\u309b-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*$/;
const SEQUENCE = /(\x1b\[[0-9;:]*m|\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\))/;

/**
 * A row that keeps its columns in every terminal: after a cluster whose width terminals disagree on (joined or modified emoji,
 * Indic clusters …) the cursor is set by number. The row holds no control but colours and links, and starts at column 1.
 */
export function anchor(row: string): string {
  if (CERTAIN.test(row)) return row;
  let out = '\x1b[2K'; // a cluster narrower than reckoned leaves cells that nothing else would erase
  let column = 1;
  let adrift = false;
  for (const [index, part] of row.split(SEQUENCE).entries()) {
    if (index % 2 === 1) {
      out += part;
      continue;
    }
    for (const { segment } of graphemes(part)) {
      const certain = CERTAIN.test(segment);
      if (adrift && certain) {
        out += `\x1b[${column}G`;
        adrift = false;
      }
      out += segment;
      column += width(segment);
      if (!certain) adrift = true;
    }
  }
  return out;
}
