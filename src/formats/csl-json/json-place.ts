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

/** Lines on which the members of the list start, by counting brackets outside strings; undefined entries when it is no plain list. */
export function memberLines(source: string, count: number): (number | undefined)[] {
  const lines: number[] = [];
  const listDepth = /^\s*\[/.test(source) ? 1 : /^\s*\{\s*"items"\s*:\s*\[/.test(source) ? 2 : 0;
  let line = 1;
  let depth = 0;
  let isText = false;
  let isExpected = false;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === 10) line++;
    else if (isText) {
      if (code === 92) at++;
      else if (code === 34) isText = false;
    } else {
      const isSpace = code === 32 || code === 9 || code === 13;
      if (isExpected && !isSpace && code !== 93) {
        lines.push(line);
        isExpected = false;
      }
      if (code === 34) isText = true;
      else if (code === 123 || code === 91) {
        if (listDepth === 0 && depth === 0) lines.push(line);
        depth++;
        if (depth === listDepth && code === 91) isExpected = true;
      } else if (code === 125 || code === 93) depth--;
      else if (code === 44 && depth === listDepth && listDepth > 0) isExpected = true;
    }
  }
  return lines.length === count ? lines : [];
}
