/**
 * On which line each value of a JSON text begins, by JSON pointer (RFC 6901): "/keys/list/tag/0". A member's line is that of
 * its name. The text must be valid JSON; of a name given twice the last counts, as with JSON.parse.
 */
export function jsonLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>([['', 1]]);
  const open: { pointer: string; index: number; name: string | undefined; isList: boolean }[] = [];
  let line = 1;
  const place = (at: { pointer: string; index: number; name: string | undefined; isList: boolean } | undefined) =>
    at === undefined ? '' : `${at.pointer}/${at.isList ? at.index : pointerPart(at.name ?? '')}`;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:\n]|[^\s"[\]{},:]+/g)) {
    const inside = open.at(-1);
    if (token === '\n') line += 1;
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',') {
      if (inside) {
        inside.index += 1;
        inside.name = undefined;
      }
    } else if (token !== ':') {
      if (inside && !inside.isList && inside.name === undefined) {
        inside.name = JSON.parse(token) as string;
        lines.set(place(inside), line);
        continue;
      }
      const pointer = place(inside);
      if (inside?.isList) lines.set(pointer, line);
      if (token === '{' || token === '[') open.push({ pointer, index: 0, name: undefined, isList: token === '[' });
    }
  }
  return lines;
}

/** A name as a part of a pointer. */
export function pointerPart(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
