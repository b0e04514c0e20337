const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export interface Grapheme {
  segment: string;
  /** UTF-16 offset in the text. */
  index: number;
}

/** A longer cluster is taken apart; no script writes one. */
const WINDOW = 256;

/** The user-perceived characters of a text, in order. */
export function* graphemes(text: string): Generator<Grapheme> {
  // Node's segmenter takes quadratic time, so it sees a window at a time. The last cluster of a window may go on after it.
  let start = 0;
  while (start < text.length) {
    const piece = text.slice(start, start + WINDOW);
    const goesOn = start + piece.length < text.length;
    let next = start;
    let last: Grapheme | undefined;
    for (const { segment, index } of segmenter.segment(piece)) {
      if (last) yield last;
      last = { segment, index: start + index };
      next = start + index;
    }
    if (last && (!goesOn || next === start)) {
      yield last;
      next = last.index + last.segment.length;
    }
    start = next;
  }
}
