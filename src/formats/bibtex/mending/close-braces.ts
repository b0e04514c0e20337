import { braced } from '../field-values/braces.ts';

const LBRACE = 123;
const RBRACE = 125;
const QUOTE = 34;
const BACKSLASH = 92;

interface Count {
  /** Whether braces match as BibTeX counts them, which takes `\{` for one. */
  forBibtex: boolean;
  /** Whether they match as LaTeX counts them. */
  forLatex: boolean;
  hasEscapes: boolean;
}

/** A value as written whose braces match for BibTeX and for LaTeX: closing ones that are missing are added, those too many left out. */
export function closeBraces(source: string): string {
  if (source === '') return '{}';
  const count = countBraces(source);
  if (count.forBibtex && count.forLatex) return source;
  return closed(count.hasEscapes ? withoutEscapes(source) : source);
}

function countBraces(source: string): Count {
  let all = 0;
  let bare = 0;
  let isOdd = false;
  let hasEscapes = false;
  let isQuoted = false;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === BACKSLASH) {
      const next = source.charCodeAt(at + 1);
      if (next === LBRACE || next === RBRACE) {
        hasEscapes = true;
        all += next === LBRACE ? 1 : -1;
      }
      at++;
    } else if (code === LBRACE) {
      all++;
      bare++;
    } else if (code === RBRACE) {
      all--;
      bare--;
    } else if (code === QUOTE && all === 0) isQuoted = !isQuoted;
    if (all < 0 || bare < 0) isOdd = true;
  }
  return { forBibtex: all === 0 && !isOdd && !isQuoted, forLatex: bare === 0 && !isOdd, hasEscapes };
}

/** Braces that are printed, in a form that nobody counts. */
function withoutEscapes(source: string): string {
  let isMath = false;
  return source.replace(/\\[\\{}$]|\$/g, (mark) => {
    if (mark === '$') isMath = !isMath;
    if (mark === '\\{') return isMath ? '\\lbrace{}' : '\\textbraceleft{}';
    if (mark === '\\}') return isMath ? '\\rbrace{}' : '\\textbraceright{}';
    return mark;
  });
}

function closed(source: string): string {
  let depth = 0;
  let isQuoted = false;
  let result = '';
  let from = 0;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === LBRACE) depth++;
    else if (code === RBRACE) {
      if (depth > 0) depth--;
      else {
        result += source.slice(from, at);
        from = at + 1;
      }
    } else if (code === QUOTE && depth === 0) isQuoted = !isQuoted;
  }
  result += source.slice(from);
  // The mark that ends the value stands behind braces that are still open.
  const isEnded = isQuoted && depth > 0 && result.length > 1 && result.endsWith('"');
  const inner = isEnded ? result.slice(0, -1) : result;
  const whole = inner + '}'.repeat(depth) + (isQuoted ? '"' : '');
  return /^["{\w]/.test(whole) ? whole : braced(whole);
}
