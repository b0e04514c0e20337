import type { Diagnostic } from '../../domain/diagnostic.ts';

/** Where and why a text is no JSON, for people. */
export function syntaxDiagnostic(source: string, name: string, error: unknown): Diagnostic {
  const place = jsonErrorPlace(source, error);
  const before = source.slice(0, place);
  const line = before.split('\n').length;
  const column = place - before.lastIndexOf('\n');
  const found =
    place >= source.length ? 'the text ends too early' : `${JSON.stringify(source[place])} is not expected here`;
  const hint = 'often a comma, quotation mark or bracket is missing just before, or a comma too many';
  return {
    severity: 'error',
    message: `this is not valid JSON: line ${line}, column ${column}: ${found} (${hint})`,
    source: name,
    line,
  };
}

/** V8 names the place in its message, in one of two forms, or quotes what it met; failing all, the end of the text. */
function jsonErrorPlace(source: string, error: unknown): number {
  const message = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  if (/end of JSON input/.test(message)) return source.length;
  const quoted =
    /\.\.\."([\s\S]*)"(?:\.\.\.)? is not valid JSON/.exec(message)?.[1] ??
    /, "([\s\S]*)" is not valid JSON/.exec(message)?.[1];
  const token = /Unexpected token '?([\s\S])'?/.exec(message)?.[1];
  const from = quoted === undefined ? -1 : source.indexOf(quoted.replace(/"\.\.\.$/, ''));
  if (from < 0) return token === undefined ? source.length : Math.max(0, source.indexOf(token));
  // The token stands in the middle of what is quoted.
  const middle = quoted === undefined || from === 0 ? 0 : Math.floor(quoted.length / 2);
  const at = token === undefined ? -1 : source.indexOf(token, from + middle);
  return at < 0 ? from : at;
}

/**
 * Lines on which the members of the list at `path` start, by counting brackets outside strings; of what is no list, its own line.
 * Undefined entries when there are not `count` of them. Only for valid JSON.
 */
export function memberLines(source: string, count: number, path: readonly string[] = []): (number | undefined)[] {
  const lines: number[] = [];
  const open: string[] = [];
  let line = 1;
  /** How many names of the path lead to where we are, and whether the name just read is the next one. */
  let onPath = 0;
  let isNext = path.length === 0;
  let isName = false;
  let listDepth = -1;
  let isExpected = false;
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!;
    if (char === '\n') line++;
    if (char <= ' ' || char === ':') continue;
    if (isExpected && char !== ']') {
      lines.push(line);
      isExpected = false;
    }
    if (char === '"') {
      const start = at + 1;
      for (at++; at < source.length && source[at] !== '"'; at++) if (source[at] === '\\') at++;
      if (isName && listDepth < 0 && open.length === onPath + 1 && onPath < path.length)
        isNext = source.slice(start, at) === path[onPath];
      isName = false;
    } else if (char === '{' || char === '[') {
      if (isNext && listDepth < 0) {
        if (path.length > 0) onPath++;
        if (onPath === path.length) {
          listDepth = char === '[' ? open.length + 1 : 0;
          if (char === '[') isExpected = true;
          else lines.push(line);
        }
      }
      isNext = false;
      isName = char === '{';
      open.push(char);
    } else if (char === '}' || char === ']') {
      open.pop();
      if (open.length < listDepth) break;
    } else if (char === ',') {
      isName = open.at(-1) === '{';
      isNext = false;
      if (open.length === listDepth) isExpected = true;
    }
  }
  return lines.length === count ? lines : [];
}
