/** The text of a variable in CSL YAML is Markdown of pandoc; in CSL-JSON it is plain, with elements of HTML. */

/** How pandoc writes what CSL-JSON has elements for. */
const MARKS: readonly { open: string; close: string; start: string; end: string }[] = [
  { open: '<i>', close: '</i>', start: '*', end: '*' },
  { open: '<b>', close: '</b>', start: '**', end: '**' },
  { open: '<sup>', close: '</sup>', start: '^', end: '^' },
  { open: '<sub>', close: '</sub>', start: '~', end: '~' },
  { open: '<span class="nocase">', close: '</span>', start: '[', end: ']{.nocase}' },
  { open: '<span style="font-variant:small-caps;">', close: '</span>', start: '[', end: ']{.smallcaps}' },
  { open: '<sc>', close: '</sc>', start: '[', end: ']{.smallcaps}' },
];

const ELEMENT =
  /<(i|b|sup|sub|sc|span class="nocase"|span style="font-variant:small-caps;")>([^<>\s](?:[^<>]{0,2000}[^<>\s])?)<\/(i|b|sup|sub|sc|span)>/g;
const TAG = /<\/?(?:i|b|sup|sub|sc|span(?: (?:class="nocase"|style="font-variant:small-caps;"))?)>/y;

/** Characters that Markdown would take for more than themselves, wherever they stand. */
const SPECIAL = new Set('\\`*_[]<>^~$@');

/** Whether the text of a variable may have emphasis; an address or a code has none. */
export const isRich = (variable: string): boolean =>
  !/^(?:DOI|URL|ISBN|ISSN|PMID|PMCID|language|version|page|volume|issue|number)$/.test(variable);

/** Text of CSL-JSON as pandoc reads it: `*` → `\*`, and where it is `rich`, `<i>x</i>` → `*x*`. */
export function toMarkdown(text: string, rich: boolean): string {
  let markdown = '';
  let from = 0;
  for (const match of rich ? text.matchAll(ELEMENT) : []) {
    const [whole, name = '', inner = '', end] = match;
    const mark = MARKS.find(({ open }) => open === `<${name}>`);
    // Marks that touch would be read as one.
    const before = text[match.index - 1] ?? '';
    const after = text[match.index + whole.length] ?? '';
    const isApart = before !== '>' && after !== '<' && !SPECIAL.has(before) && !SPECIAL.has(after) && after !== '{';
    const isWord = !/[\^~]/.test(mark?.start ?? '') || !/\s/.test(inner);
    if (!mark || name.replace(/ .*/, '') !== end || name === 'sc' || !isApart || !isWord) continue;
    markdown += escaped(text.slice(from, match.index)) + mark.start + escaped(inner) + mark.end;
    from = match.index + whole.length;
  }
  markdown += escaped(text.slice(from));
  return markdown.replace(/^[#>+-]/, '\\$&');
}

/** Escapes what Markdown would change; elements of CSL's rich text stay as they are. */
function escaped(text: string): string {
  let result = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    TAG.lastIndex = at;
    const tag = char === '<' ? TAG.exec(text)?.[0] : undefined;
    if (tag) {
      result += tag;
      at += tag.length - 1;
    } else if (SPECIAL.has(char)) result += `\\${char}`;
    else if ((char === '-' && text[at + 1] === '-') || (char === '.' && text.startsWith('...', at)))
      result += `\\${char}`;
    else if (char === '&' && /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});/i.test(text.slice(at, at + 40)))
      result += '\\&';
    else result += char;
  }
  return result;
}

const MARKED =
  /\\([!-/:-@[-`{-~])|\*\*((?:[^*\\]|\\.){1,4000})\*\*|\*((?:[^*\\]|\\.){1,4000})\*|\^((?:[^^\\\s]|\\.){1,4000})\^|~((?:[^~\\\s]|\\.){1,4000})~|\[((?:[^[\]\\]|\\.){1,4000})\]\{\.(nocase|smallcaps)\}/gs;

/** Text of CSL YAML as CSL-JSON has it. `rich`: marks of emphasis become elements; else only escapes are taken away. */
export function fromMarkdown(markdown: string, rich: boolean): string {
  if (!/[\\*^~[]/.test(markdown)) return markdown;
  return markdown.replace(MARKED, (whole, char, bold, italic, sup, sub, span, kind) => {
    if (char !== undefined) return char;
    const inner = bold ?? italic ?? sup ?? sub ?? span;
    if (!rich || /^\s|\s$/.test(inner)) return fromEscapes(whole);
    const element =
      bold !== undefined
        ? MARKS[1]
        : italic !== undefined
          ? MARKS[0]
          : sup !== undefined
            ? MARKS[2]
            : sub !== undefined
              ? MARKS[3]
              : kind === 'nocase'
                ? MARKS[4]
                : MARKS[5];
    return `${element?.open}${fromEscapes(inner)}${element?.close}`;
  });
}

const fromEscapes = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
