/** Formattable strings of Hayagriva: braces keep the case, `$` begins mathematics, `\` takes either as it stands. */

const NOCASE = /<span class="nocase">([^<>]{0,4000})<\/span>/g;
const TAG = /<\/?(?:i|b|sup|sub|sc|span(?: (?:class="nocase"|style="font-variant:small-caps;"))?)>/g;

/** The string of a text of CSL-JSON. `lost`: it had emphasis, which Hayagriva has no place for. */
export function toFormattable(text: string): { value: string; lost: boolean } {
  let value = '';
  let from = 0;
  let lost = false;
  const plain = (part: string) => {
    const bare = part.replace(TAG, '');
    if (bare !== part) lost = true;
    return escaped(bare);
  };
  for (const match of text.matchAll(NOCASE)) {
    const inner = match[1] ?? '';
    value += `${plain(text.slice(from, match.index))}{${escaped(inner)}}`;
    from = match.index + match[0].length;
  }
  return { value: value + plain(text.slice(from)), lost };
}

const escaped = (text: string): string =>
  text.replace(/[\\{}$]/g, (char, at: number) =>
    char === '\\' && !/[\\{}$]/.test(text[at + 1] ?? '') ? char : `\\${char}`,
  );

/** The text of a string, as CSL-JSON has it: `{iPhone}` → `<span class="nocase">iPhone</span>`. */
export function fromFormattable(value: string): string {
  if (!/[\\{}]/.test(value)) return value;
  let text = '';
  let depth = 0;
  for (let at = 0; at < value.length; at++) {
    const char = value[at] as string;
    if (char === '\\' && /[\\{}$]/.test(value[at + 1] ?? '')) text += value[++at];
    else if (char === '{') text += depth++ === 0 ? '<span class="nocase">' : '';
    else if (char === '}' && depth > 0) text += --depth === 0 ? '</span>' : '';
    else text += char;
  }
  return depth > 0 ? `${text}</span>` : text;
}
