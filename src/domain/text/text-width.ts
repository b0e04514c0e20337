import stringWidth from 'string-width';
import { graphemes } from './graphemes.ts';

const ASCII = /^[\x20-\x7e]*$/;
// One column a UTF-16 unit, on which string-width and the terminals agree.
const NARROW =
  /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u2010-\u2027\u2500-\u259f\u25b2\u25b8\u25bc]*$/;
// Scripts that break lines between any two characters.
const IDEOGRAPHIC = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

// What joins characters to one: marks, the zero width joiner, skin tones, and the vowels of Thai and Lao that count as letters.
const JOINING = /\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}]|[\u0e33\u0eb3]/u;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;

/**
 * Terminal columns of cleaned text without escape sequences. Of joined characters, the most that a terminal takes for them: one that
 * draws them narrower leaves cells free, and none has to draw the next text over them.
 */
export function width(text: string): number {
  if (NARROW.test(text)) return text.length;
  if (!JOINING.test(text)) return stringWidth(text, OPTIONS);
  let columns = 0;
  for (const { segment } of graphemes(text))
    columns += JOINING.test(segment) ? Math.max(stringWidth(segment, OPTIONS), apartWidth(segment)) : width(segment);
  return columns;
}

const OPTIONS = { countAnsiEscapeCodes: true };

/** Columns where each character of a cluster stands by itself, as in tmux. */
function apartWidth(cluster: string): number {
  let columns = 0;
  for (const character of cluster)
    if (!NO_WIDTH.test(character)) columns += Math.max(1, stringWidth(character, OPTIONS));
  return columns;
}

/** At most `columns` wide; what is cut ends in "…". */
export function cut(text: string, columns: number): string {
  if (columns < 1) return '';
  if (NARROW.test(text)) return text.length <= columns ? text : `${text.slice(0, columns - 1)}…`;
  let end = 0; // of what fits beside the ellipsis
  let used = 0;
  for (const { segment, index } of graphemes(text)) {
    const next = used + width(segment);
    if (next > columns) return `${text.slice(0, end)}…`;
    used = next;
    if (used < columns) end = index + segment.length;
  }
  return text;
}

/** Exactly `columns` wide: cut or filled with spaces on the right. */
export function pad(text: string, columns: number): string {
  if (columns < 1) return '';
  if (ASCII.test(text) && text.length <= columns) return text.padEnd(columns);
  const fitting = cut(text, columns);
  return fitting + ' '.repeat(Math.max(0, columns - width(fitting)));
}

/** A row of wrapped text as UTF-16 offsets; `end` leaves out the spaces and the line end at which it was broken. */
export interface Row {
  start: number;
  end: number;
}

/**
 * Cleaned text in rows of at most `columns`, broken at line ends, at spaces, between ideographs, and inside words that are wider
 * than a row. A character wider than the row stands alone in it. Empty text is one empty row.
 */
export function wrap(text: string, columns: number): string[] {
  return wrapRows(text, columns).map(({ start, end }) => text.slice(start, end));
}

/** As `wrap`, in at most `rows` rows; the last ends in "…" behind a whole word when the text goes on. */
export function wrapTo(text: string, columns: number, rows: number): string[] {
  const all = wrap(text, columns);
  if (all.length <= rows) return all;
  const last = all[rows - 1] ?? '';
  const words = width(last) + 2 <= columns ? last : last.replace(/\s*\S*$/u, '');
  return [...all.slice(0, Math.max(0, rows - 1)), cut(words === '' ? '…' : `${words} …`, columns)];
}

/** The first of the texts that fits in `columns`; the last when none does. */
export function firstFitting(texts: readonly string[], columns: number): string {
  return texts.find((text) => width(text) <= columns) ?? texts.at(-1) ?? '';
}

/** The offsets of `wrap`. */
export function wrapRows(text: string, columns: number): Row[] {
  const rows: Row[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    wrapLine(line, start, Math.max(1, columns), rows);
    start += line.length + 1;
  }
  return rows;
}

function wrapLine(line: string, offset: number, columns: number, rows: Row[]): void {
  if (line.length <= columns && NARROW.test(line)) {
    rows.push({ start: offset, end: offset + line.length });
    return;
  }
  let start = 0; // of the row
  let end = 0; // of what the row holds, without spaces after it
  let used = 0; // columns up to `end`
  let gap = 0; // spaces since `end`
  const breakAt = (index: number) => {
    rows.push({ start: offset + start, end: offset + end });
    start = index;
    end = index;
    used = 0;
    gap = 0;
  };
  for (const { 0: piece, index } of line.matchAll(/ +|[^ ]+/g)) {
    if (piece.startsWith(' ')) {
      gap = piece.length;
      continue;
    }
    const wide = width(piece);
    const splits = wide > columns || IDEOGRAPHIC.test(piece);
    if (!splits) {
      if (used + gap + wide > columns) breakAt(index);
      used += gap + wide;
      gap = 0;
      end = index + piece.length;
      continue;
    }
    for (const { segment, index: inner } of graphemes(piece)) {
      const one = width(segment);
      if (used + gap + one > columns && (used > 0 || gap > 0)) breakAt(index + inner);
      used += gap + one;
      gap = 0;
      end = index + inner + segment.length;
    }
  }
  rows.push({ start: offset + start, end: offset + end });
}
