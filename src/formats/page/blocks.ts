import { bareLine } from './bare-lines.ts';
import { isFurniture, leadsToFullStudy, looksLikeHeading, runInSection, sectionName } from './headings.ts';
import { isLabelHeading, labelLine } from './labels.ts';
import type { Block, Link, Page, PageLine } from './page-lines.ts';

/** Wider lines than this are paragraphs of their own, not the lines of a wrapped one. */
const WIDEST_WRAP = 120;

/** The page as blocks in reading order. Lines of a wrapped paragraph become one block; a label keeps a line to itself. */
export function blocksOf(page: Page): Block[] {
  return withoutEmptyLabels(page.groups.flatMap((group) => groupBlocks(group, page.hardBreaks)));
}

function groupBlocks(group: PageLine[], hardBreaks: boolean): Block[] {
  const blocks: Block[] = [];
  let run: PageLine[] = [];
  const flush = () => {
    for (const block of paragraphs(run, hardBreaks)) blocks.push(block);
    run = [];
  };
  for (const line of group) {
    const text = line.text.trim();
    if (text === '') continue;
    const label = labelLine(text);
    const alone =
      line.level !== undefined ||
      label ||
      sectionName(text) ||
      bareLine(text) ||
      isFurniture(text) ||
      leadsToFullStudy(text);
    if (alone || runInSection(text)) flush();
    const continuesLabel = !alone && run.length === 1 && isLongLabel(run[0]?.text ?? '');
    if (alone && !label) blocks.push({ ...line, text });
    else {
      if (!continuesLabel && run.length > 0 && labelLine(run[0]?.text ?? '')) flush();
      run.push({ ...line, text });
    }
  }
  flush();
  return blocks;
}

/** A list of authors or keywords that a program wrapped: it ends where a list cannot end. */
const isLongLabel = (text: string): boolean => labelLine(text) !== undefined && /(?:[,;&]|\band)$/.test(text);

function paragraphs(lines: PageLine[], hardBreaks: boolean): Block[] {
  if (lines.length === 0) return [];
  const width = lines.reduce((widest, line) => Math.max(widest, line.text.length), 0);
  const prose = lines.some((line) => endsSentence(line.text));
  const blocks: Block[] = [];
  let words: string[] = [];
  let first = lines[0]!;
  let links: Link[] = [];
  const flush = () => {
    if (words.length > 0) blocks.push({ ...first, text: joinLines(words), links });
    words = [];
  };
  for (const [index, line] of lines.entries()) {
    if (words.length === 0) {
      first = line;
      links = [];
    }
    words.push(line.text);
    for (const link of line.links) links.push(link);
    const next = lines[index + 1];
    if (!next || (hardBreaks && isBreak(line.text, next.text, width, prose))) flush();
  }
  return blocks;
}

/** A line after which a wrapping program would have had room for the next word, at the end of a sentence, ends a paragraph. */
function isBreak(text: string, next: string, width: number, prose: boolean): boolean {
  if (looksLikeHeading(text) || /^(?:[-*•‣]|\d{1,2}[.)])\s/.test(next)) return true;
  const firstWord = next.slice(0, next.search(/\s|$/));
  const hasRoom = text.length + 1 + firstWord.length <= width;
  if (width > WIDEST_WRAP) return endsSentence(text) || text.length > WIDEST_WRAP || hasRoom;
  return hasRoom && (endsSentence(text) || !prose);
}

const endsSentence = (text: string): boolean => /[.!?…:]["'”’)\]]*$/.test(text);

function joinLines(lines: string[]): string {
  const parts: string[] = [];
  let end = '';
  for (const line of lines) {
    const oneWord = end.endsWith('\u00ad') || (/\p{L}-$/u.test(end) && /^\p{Ll}/u.test(line));
    if (end !== '' && !oneWord) parts.push(' ');
    parts.push(line);
    end = line.slice(-3);
  }
  return parts.join('').replaceAll('\u00ad', '').replace(/\s+/g, ' ').trim();
}

/** "Authors:" with the names in the next block, or in all values of a term, becomes one label line. */
function withoutEmptyLabels(blocks: Block[]): Block[] {
  const kept: Block[] = [];
  for (const block of blocks) {
    const before = kept.at(-1);
    if (before && block.part === 'value' && before.part !== undefined && labelLine(`${before.text}:`)) {
      const mark = before.part === 'term' ? ':' : ';';
      kept[kept.length - 1] = { ...before, ...block, line: before.line, text: `${before.text}${mark} ${block.text}` };
      continue;
    }
    const open = before !== undefined && isLabelHeading(before.text) && before.links.length === 0;
    if (open && !isLabelHeading(block.text) && !labelLine(block.text) && !sectionName(block.text)) {
      const label = before.text.replace(/\s*[:：]$/, '');
      kept[kept.length - 1] = { text: `${label}: ${block.text}`, line: before.line, links: block.links };
    } else kept.push(block);
  }
  return kept;
}
