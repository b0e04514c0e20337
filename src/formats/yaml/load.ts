import { LineCounter, parseDocument, visit, type YAMLError } from 'yaml';

/** What a piece of YAML says, and what is wrong with it. */
export interface Loaded {
  value: unknown;
  /** Why there is no value. `line` is that of the piece, from 1; `isAnchor`: it refers to what may stand in another piece. */
  problem?: { message: string; line: number; isAnchor?: true };
  /** Names that are given twice. */
  repeated: { line: number }[];
}

/** More lists and mappings within each other than this are refused; the formats that Lectern reads have five. */
const DEEPEST = 200;
const TOO_DEEP = 'its lists and mappings are nested too deeply';
const BAD_ANCHORS: Loaded = {
  value: undefined,
  problem: { message: 'it repeats anchors too often, or uses one that it does not define', line: 1, isAnchor: true },
  repeated: [],
};
/** Each that has no anchor costs a look at all that stands before it. */
const MOST_ALIAS_MARKS = 10_000;
/** So many references to anchors may be followed in one piece ("billion laughs"). */
const MOST_ALIASES = 100;

/**
 * What a piece of YAML 1.2 says (core schema). Numbers that would be written otherwise than they stand there (`1.10`, `007`, `1e5`)
 * are texts. Never throws for what stands in a piece.
 */
export function loadYaml(text: string): Loaded {
  const refused = (message: string, line = 1): Loaded => ({
    value: undefined,
    problem: { message, line },
    repeated: [],
  });
  if (isTooDeep(text)) return refused(TOO_DEEP);
  if (hasManyAliases(text)) return { ...BAD_ANCHORS };
  try {
    const lineCounter = new LineCounter();
    const document = parseDocument(text, { lineCounter, logLevel: 'silent', merge: true });
    const lineOf = ({ pos }: YAMLError) => lineCounter.linePos(pos[0]).line;
    const wrong = document.errors.find(({ code }) => code !== 'DUPLICATE_KEY');
    // The parser makes an error of its own of a stack that is full.
    if (wrong && /call stack/.test(wrong.message)) return refused(TOO_DEEP, lineOf(wrong));
    if (wrong)
      return refused(
        `this is not valid YAML: ${wrong.message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '')}`,
        lineOf(wrong),
      );
    visit(document, {
      Scalar: (_key, node) => {
        const { value, source } = node;
        if (
          (typeof value === 'number' || typeof value === 'boolean') &&
          source !== undefined &&
          String(value) !== source
        )
          node.value = source;
      },
    });
    const repeated = document.errors.map((error) => ({ line: lineOf(error) }));
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return isDeeperThan(DEEPEST, value) ? refused(TOO_DEEP) : { value, repeated };
  } catch (error) {
    if (error instanceof ReferenceError) return { ...BAD_ANCHORS };
    if (error instanceof RangeError) return refused(TOO_DEEP);
    throw error;
  }
}

function hasManyAliases(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf('*'); at >= 0 && count <= MOST_ALIAS_MARKS; at = text.indexOf('*', at + 1)) count++;
  return count > MOST_ALIAS_MARKS && (text.match(/(?:^|[\s,[{])\*[\w-]/g)?.length ?? 0) > MOST_ALIAS_MARKS;
}

/** Counts brackets, but for those in double quotation marks. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34 && (at === 0 || /[\s[{,:]/.test(text[at - 1] ?? ''))) at = endOfQuoted(text, at);
    else if (code === 91 || code === 123) depth++;
    else if (code === 93 || code === 125) depth = Math.max(0, depth - 1);
    if (depth > DEEPEST) return true;
  }
  return false;
}

function endOfQuoted(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function isDeeperThan(limit: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((inner) => isDeeperThan(limit - 1, inner));
}

/** What to say of a name that is given twice. */
export const REPEATED = 'this name stands there twice; the last counts';

/** Whether a text may have anchors, to which its parts refer. */
export const hasAnchor = (text: string): boolean => /(?:^|[\s,[{])&[\w-]/.test(text);
