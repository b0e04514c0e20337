const CHUNK = 65_536;

/** Controls and directions that JSON leaves as they are, and that a terminal would obey. */
const OBEYED = /[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A value as indented JSON; what a terminal would obey is escaped, which every reader of JSON undoes. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2) ?? 'null';
  return text.replace(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A list as indented JSON in pieces, as `jsonText` gives it in one; ends in a line end. Each item is read when its piece is. */
export function* jsonPieces(items: Iterable<unknown>): Generator<string> {
  let piece = '[';
  let separator = '';
  for (const item of items) {
    // No string of JSON has a line end in it.
    piece += `${separator}\n  ${jsonText(item).replaceAll('\n', '\n  ')}`;
    separator = ',';
    if (piece.length > CHUNK) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}${separator === '' ? '' : '\n'}]\n`;
}
