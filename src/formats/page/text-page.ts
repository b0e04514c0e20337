import type { Link, Page, PageLine } from './page-lines.ts';

const MARKDOWN_LINK = /\[([^\][]{0,300})\]\((https?:[^\s()]{1,2000})\)/g;
const BARE_URL = /https?:\/\/[^\s<>"”]{3,2000}/g;

/** A page as it was copied into a text file: groups between blank lines; Markdown headings and links are understood. */
export function textPage(text: string): Page {
  const groups: PageLine[][] = [];
  let group: PageLine[] = [];
  for (const [index, raw] of text.split(/\r\n|[\n\r\u2028\u2029]/).entries()) {
    const line = raw.replace(/[\s\u00a0]+/g, ' ').trim();
    if (/^(?:[-=_*~] ?){3,}$/.test(line)) {
      underline(group, line);
      group = close(groups, group);
    } else if (line === '') group = close(groups, group);
    else group.push(textLine(line, index + 1));
  }
  close(groups, group);
  return { groups, hardBreaks: true };
}

function close(groups: PageLine[][], group: PageLine[]): PageLine[] {
  if (group.length > 0) groups.push(group);
  return [];
}

/** A line of === or --- under a single line makes it a heading, as in Markdown. */
function underline(group: PageLine[], line: string): void {
  const only = group[0];
  if (only && group.length === 1 && /^[=-]/.test(line)) only.level = line.startsWith('=') ? 1 : 2;
}

function textLine(source: string, line: number): PageLine {
  const links: Link[] = [];
  let text = source;
  if (text.includes('](')) {
    text = text.replace(MARKDOWN_LINK, (_whole, words: string, href: string) => {
      links.push({ text: words, href });
      return words;
    });
  }
  for (const match of text.matchAll(BARE_URL)) {
    const href = match[0].replace(/[.,;:)\]]+$/, '');
    links.push({ text: href, href });
  }
  const marks = /^(#{1,6})\s+(?=\S)/.exec(text)?.[1];
  if (marks) {
    const heading = text.slice(marks.length).replace(/\s#+$/, '').replaceAll('**', '').trim();
    return { text: heading, line, links, level: marks.length };
  }
  return { text: emphasisRemoved(text), line, links };
}

/** A line that is bold as a whole, or starts with a bold label, without the asterisks. */
function emphasisRemoved(text: string): string {
  if (!text.includes('**')) return text;
  return text.replace(/^\*\*([^*]{1,300})\*\*/, '$1').trim();
}
