const CHUNK = 65_536;

/** A list as indented JSON in pieces, as `JSON.stringify(list, null, 2)` gives it in one; ends in a line end. Each item is read when its piece is. */
export function* jsonPieces(items: Iterable<unknown>): Generator<string> {
  let piece = '[';
  let separator = '';
  for (const item of items) {
    // No string of JSON has a line end in it.
    piece += `${separator}\n  ${(JSON.stringify(item, null, 2) ?? 'null').replaceAll('\n', '\n  ')}`;
    separator = ',';
    if (piece.length > CHUNK) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}${separator === '' ? '' : '\n'}]\n`;
}
