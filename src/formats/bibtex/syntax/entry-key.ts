import { citationKeyProblem } from '../../../domain/citation-key.ts';
import { foldForSearch } from '../../../domain/text/search-text.ts';
import type { LatexTables } from '../latex/tables.ts';
import { latexToText } from '../latex/to-text.ts';
import { isFieldName } from '../model/fields.ts';
import { fieldFollows } from './values.ts';

const LONGEST = 300;
const BARE = /[^\s,{}"#%()]+/y;

/** Whether an entry begins with a field where its key should be: `@book{title = …`. `a=b,` is a key, `year=2001,` is not. */
export function lacksKey(text: string, from: number): boolean {
  return fieldFollows(text, from) && endOfKeyWithEquals(text, from) === undefined;
}

/** Where the citation key ends that stands at `from`: at its comma on the same line; `{a title = …` lacks the comma. */
export function endOfKey(text: string, from: number, closer: string): number {
  const whole = endOfKeyWithEquals(text, from) ?? endOfKeyWithLatex(text, from);
  if (whole !== undefined) return whole;
  let to = from;
  while (to < text.length && !/[,\n\r}"{=]/.test(text[to] ?? '') && (closer === '}' || text[to] !== ')')) to++;
  if (text[to] !== '=') return to;
  let space = to;
  while (space > from && /\s/.test(text[space - 1] ?? '')) space--;
  while (space > from && !/\s/.test(text[space - 1] ?? '')) space--;
  return space > from ? space : to;
}

/** `a=b,`: a key unless what stands before the sign is the name of a field. */
function endOfKeyWithEquals(text: string, from: number): number | undefined {
  BARE.lastIndex = from;
  const word = BARE.exec(text)?.[0] ?? '';
  const equals = word.indexOf('=');
  const isKey = equals > 0 && equals < word.length - 1 && text[from + word.length] === ',';
  return isKey && !isFieldName(word.slice(0, equals).toLowerCase()) ? from + word.length : undefined;
}

/** `t{\"o}nnsen2023where,`, as some sites make keys of names with accents. */
function endOfKeyWithLatex(text: string, from: number): number | undefined {
  let depth = 0;
  let hasLatex = false;
  for (let at = from; at < text.length && at < from + LONGEST; at++) {
    const char = text[at] ?? '';
    if (char === '\n' || char === '\r') return undefined;
    if (char === ',' && depth === 0) return hasLatex && at > from ? at : undefined;
    if (/[\s"=]/.test(char) && depth === 0) return undefined;
    if (char === '\\' || char === '{') hasLatex = true;
    if (char === '\\') at++;
    else if (char === '{') depth++;
    else if (char === '}' && --depth < 0) return undefined;
  }
  return undefined;
}

/** A key that has LaTeX in it as a library can keep it: `tonnsen2023where`. Undefined when nothing of it is left, or there is none in it. */
export function keyWithoutLatex(key: string, tables: LatexTables): string | undefined {
  if (!/[\\{}]/.test(key)) return undefined;
  const plain = latexToText(key, tables)
    .normalize('NFC')
    .replace(/\p{sc=Latin}\p{M}*/gu, (letter) => {
      if (/^[A-Za-z]$/.test(letter)) return letter;
      const folded = foldForSearch(letter);
      return letter === letter.toLowerCase() ? folded : folded.charAt(0).toUpperCase() + folded.slice(1);
    })
    .replace(/[\s"#%,{}~\\\p{C}]+/gu, '');
  return plain === '' || citationKeyProblem(plain) !== undefined ? undefined : plain;
}
