import { linesOf } from '../lines.ts';
/** A piece of a text, and the 1-based line on which it begins. */
export interface Block {
  text: string;
  line: number;
}

export interface ListBlocks {
  /** One a member of the list, its mark "- " included. */
  members: Block[];
  /** Names of what stands beside the list. */
  beside: string[];
}

const KEY = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s#'"[\]{}&*!|>%@`,-][^\n]*?|-[^\s-][^\n]*?))\s*:(?:\s|$)/;

/** The name with which a line at the margin begins; undefined for another line. */
export const keyOf = (line: string): string | undefined => {
  const match = KEY.exec(line.length > 1000 ? line.slice(0, 1000) : line);
  return match ? (match[1] ?? match[2] ?? match[3]) : undefined;
};

/**
 * The members of a block list, under `name` at the margin or alone in the text; undefined where there is none (a flow list, say).
 * Each can then be read for itself: a broken one costs no other. YAML 1.2.2, 8.2.1.
 */
export function listBlocks(text: string, name: string): ListBlocks | undefined {
  const lines = linesOf(text);
  const beside: string[] = [];
  const members: Block[] = [];
  let indent: number | undefined;
  let state: 'before' | 'list' | 'beside' = 'before';
  let start = -1;
  const end = (at: number) => {
    if (start >= 0) members.push({ text: `${lines.slice(start, at).join('\n')}\n`, line: start + 1 });
    start = -1;
  };
  for (const [at, line] of lines.entries()) {
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) {
      end(at);
      if (members.length > 0) break;
      continue;
    }
    const isMember = /^\s*-(?:\s|$)/.test(line) && !line.startsWith('\t');
    const depth = line.length - line.trimStart().length;
    if (state === 'before' && isMember && depth === 0) [state, indent] = ['list', 0];
    if (state === 'list' && isMember && (indent === undefined || depth === indent)) {
      indent = depth;
      end(at);
      start = at;
      continue;
    }
    const key = depth === 0 ? keyOf(line) : undefined;
    if (key === undefined) continue;
    end(at);
    if (key === name) [state, indent] = ['list', undefined];
    else {
      state = 'beside';
      beside.push(key);
    }
  }
  end(lines.length);
  return members.length > 0 ? { members, beside } : undefined;
}

/** The entries of a mapping at the margin: a line with a name, and the indented ones below. */
export function mapBlocks(text: string): Block[] {
  const lines = linesOf(text);
  const blocks: Block[] = [];
  let start = -1;
  const end = (at: number) => {
    if (start >= 0) blocks.push({ text: `${lines.slice(start, at).join('\n')}\n`, line: start + 1 });
    start = -1;
  };
  for (const [at, line] of lines.entries()) {
    const atMargin = line !== '' && !/^\s/.test(line) && !line.startsWith('#');
    if (!atMargin) continue;
    end(at);
    if (!/^(?:---|\.\.\.|%)/.test(line)) start = at;
  }
  end(lines.length);
  return blocks;
}
