/** What stands at a path of a JSON text: by the character that its value begins with, "x" for a number or a word. */
export type JsonOutline = ReadonlyMap<string, '{' | '[' | '"' | 'x'>;

/** Deeper members say nothing of the kind of a file. */
const DEEPEST = 6;
const WORD = /[^\s[\]{},:"]+/y;

/** Whether a text begins as JSON does. Markdown's "[words](address)" and "[[page]]" do not. */
export const isJson = (head: string): boolean =>
  /^\ufeff?\s*(?:\{\s*["}]|\[\s*(?:[{"\]]|-?\d[\d.eE+-]{0,40}\s*,|\[\s*(?:[[{"\]]|-?\d)))/.test(head);

/**
 * The members that a JSON text names, by path: `message.items.DOI`. Members of lists stand under the path of their list, so that
 * `[{"id": 1}]` and `{"id": 1}` both have `id`; the whole text has the path "". Takes a text that is cut off, or that is no JSON, in
 * linear time.
 */
export function jsonOutline(head: string): JsonOutline {
  const found = new Map<string, '{' | '[' | '"' | 'x'>();
  const stack: { kind: '{' | '['; path: string }[] = [];
  let name: string | undefined;
  const note = (kind: '{' | '[' | '"' | 'x'): string => {
    const top = stack.at(-1);
    const path = !top ? '' : top.kind === '[' ? top.path : top.path === '' ? (name ?? '') : `${top.path}.${name ?? ''}`;
    if (stack.length <= DEEPEST && !found.has(path)) found.set(path, kind);
    name = undefined;
    return path.length > 1000 ? '' : path;
  };
  for (let at = head.startsWith('\ufeff') ? 1 : 0; at < head.length; ) {
    const char = head[at]!;
    if (char === '"') {
      const end = endOfText(head, at);
      const isName = stack.at(-1)?.kind === '{' && name === undefined;
      if (isName) name = head.slice(at + 1, end);
      else note('"');
      at = end + 1;
    } else if (char === '{' || char === '[') {
      stack.push({ kind: char, path: note(char) });
      at++;
    } else if (char === '}' || char === ']') {
      stack.pop();
      name = undefined;
      at++;
    } else if (/[\s,:]/.test(char)) at++;
    else {
      note('x');
      WORD.lastIndex = at;
      at += WORD.exec(head)?.[0].length ?? 1;
    }
  }
  return found;
}

function endOfText(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '"') return at;
  }
  return source.length;
}
