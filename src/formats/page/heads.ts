import { bareLine, canBeName } from './bare-lines.ts';
import { isFurniture, leadsToFullStudy, sectionName } from './headings.ts';
import { type LabelLine, labelLine } from './labels.ts';
import type { Block } from './page-lines.ts';

/** Where a study begins: its title and the label lines under it. */
export interface Head {
  title: string;
  /** The block of the title. */
  titleAt: number;
  titleLevel: number | undefined;
  line: number;
  labels: LabelLine[];
  /** The first block after the label lines. */
  end: number;
}

export interface Heads {
  heads: Head[];
  /** Lines with authors that have no title above them. */
  untitled: number[];
}

const LONGEST_TITLE = 500;
const CORE_SECTION = /method|result|finding/i;

/** The studies that a page presents, in its order. A head without a section loses to one that has some: blogs have bylines too. */
export function findHeads(blocks: readonly Block[]): Heads {
  const heads: Head[] = [];
  const untitled: number[] = [];
  let at = 0;
  let free = 0;
  while (at < blocks.length) {
    const label = labelLine(blocks[at]!.text);
    if (!label || label.label === 'keyword' || label.label === 'url') {
      at++;
      continue;
    }
    const head = headAt(blocks, at, free);
    if (typeof head === 'object') {
      heads.push(head);
      at = head.end;
      free = head.end;
    } else {
      if (head === 'untitled') untitled.push(blocks[at]!.line);
      at = runEnd(blocks, at);
    }
  }
  if (heads.length === 0) {
    const bare = bareHead(blocks);
    return { heads: bare ? [bare] : [], untitled };
  }
  const counts = heads.map((head, index) =>
    sectionsBetween(blocks, head.end, heads[index + 1]?.titleAt ?? blocks.length),
  );
  const some = counts.some((count) => count > 0);
  return { heads: heads.filter((head, index) => !some || counts[index]! > 0 || hasVenue(head)), untitled };
}

/** A head whose label lines begin at a block; `free` is the first block that can be its title. */
function headAt(blocks: readonly Block[], start: number, free: number): Head | 'untitled' | 'none' {
  const end = runEnd(blocks, start);
  const labels: LabelLine[] = [];
  for (let at = start; at < end; at++) {
    const label = labelLine(blocks[at]!.text);
    if (label) labels.push(label);
  }
  const has = (name: string) => labels.some(({ label }) => label === name);
  const named = has('author') || has('journal') || has('doi') || has('title');
  if (!named && !(has('issued') && sectionName(blocks[end]?.text ?? ''))) return 'none';
  const first = blocks[start]!;
  const given = labels.find(({ label }) => label === 'title');
  if (given?.value) {
    return { title: given.value, titleAt: start, titleLevel: undefined, line: first.line, labels, end };
  }
  const titleAt = titleBefore(blocks, start, free);
  if (titleAt === undefined) return has('author') ? 'untitled' : 'none';
  const title = blocks[titleAt]!;
  for (let at = titleAt + 1; at < start; at++) {
    const said = bareLine(blocks[at]!.text);
    if (said && !has(said.label)) labels.push(said);
  }
  return { title: title.text, titleAt, titleLevel: title.level, line: title.line, labels, end };
}

/** The end of the label lines that begin at a block, with buttons and links between them. */
function runEnd(blocks: readonly Block[], start: number): number {
  let end = start;
  for (let at = start; at < blocks.length; at++) {
    const { text } = blocks[at]!;
    if (labelLine(text)) end = at + 1;
    else if (!isFurniture(text) && !leadsToFullStudy(text)) break;
  }
  return end;
}

/** The block above the label lines, or a heading just above a line that is no title. A date or by-line is none. */
function titleBefore(blocks: readonly Block[], start: number, free: number): number | undefined {
  const candidates: number[] = [];
  for (let at = start - 1; at >= free && candidates.length < 3; at--) {
    const { text } = blocks[at]!;
    if (sectionName(text)) break;
    if (!isFurniture(text) && !leadsToFullStudy(text) && !bareLine(text)) candidates.push(at);
  }
  const nearest = candidates[0];
  if (nearest !== undefined && isTitleLike(blocks[nearest]!)) return nearest;
  return candidates.find((at) => blocks[at]!.level !== undefined);
}

function isTitleLike({ text, level }: Block): boolean {
  if (level !== undefined) return true;
  return text.length <= LONGEST_TITLE && !/[^.]\.["”’)]*$/.test(text) && !/[.!?]\s+\p{Lu}.*[.!?]\s+\p{Lu}/u.test(text);
}

/** A title directly above the sections of a study, with no label line at all. */
function bareHead(blocks: readonly Block[]): Head | undefined {
  const sections = blocks.flatMap(({ text }, at) => (sectionName(text) ? [{ name: sectionName(text)!, at }] : []));
  const first = sections[0];
  const different = new Set(sections.map(({ name }) => name.toLowerCase()));
  if (!first || different.size < 2 || !sections.some(({ name }) => CORE_SECTION.test(name))) return undefined;
  const titleAt = headingOverNames(blocks, first.at) ?? titleBefore(blocks, first.at, 0);
  if (titleAt === undefined) return undefined;
  const title = blocks[titleAt]!;
  const names = headingOverNames(blocks, first.at) === titleAt;
  const labels: LabelLine[] = [];
  let end = titleAt + 1;
  for (; end < first.at; end++) {
    const { text } = blocks[end]!;
    const said = bareLine(text) ?? (names && canBeName(text) ? { label: 'author' as const, value: text } : undefined);
    if (said) labels.push(said);
    else if (!isFurniture(text) && !leadsToFullStudy(text)) break;
  }
  return { title: title.text, titleAt, titleLevel: title.level, line: title.line, labels, end };
}

/** A heading that has nothing but names and dates between it and the first section, and so many that they are no title. */
function headingOverNames(blocks: readonly Block[], section: number): number | undefined {
  let said = 0;
  let names = 0;
  for (let at = section - 1; at >= 0; at--) {
    const { text, level } = blocks[at]!;
    if (level !== undefined) return names > 0 && said + names > 1 ? at : undefined;
    if (canBeName(text)) names++;
    else if (bareLine(text)) said++;
    else if (!isFurniture(text)) return undefined;
  }
  return undefined;
}

function sectionsBetween(blocks: readonly Block[], from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (sectionName(blocks[at]!.text)) count++;
  return count;
}

const hasVenue = ({ labels }: Head): boolean => labels.some(({ label }) => label === 'journal' || label === 'doi');
