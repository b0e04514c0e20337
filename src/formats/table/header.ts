/** The row of a table that names its columns, and how the cells of a row are parted. */
export interface Header {
  delimiter: Delimiter;
  /** As written, without blank space around them. */
  names: string[];
  /** Where the row begins in the text, and its 1-based line. */
  offset: number;
  line: number;
}

export type Delimiter = ',' | ';' | '\t';

const DELIMITERS: readonly Delimiter[] = ['\t', ',', ';'];
/** Databases put a line or two about the export above the names (Dimensions: "About the data: …"). */
const MOST_ABOVE = 4;
/** Only so much of a text is looked at. */
const LONGEST = 65_536;

/**
 * The header of a table: the first row of which `score` says more than 0, else the first of at least two cells. Excel's
 * `sep=;` in the first line decides how cells are parted; without it, what gives the best score and then the most cells.
 */
export function findHeader(text: string, score: (names: readonly string[]) => number): Header | undefined {
  const said = /^sep=([,;\t])[^\S\n]*(?:\r\n|[\r\n])/i.exec(text.slice(0, 20));
  const start = said?.[0].length ?? 0;
  const head = text.slice(0, LONGEST);
  let best: { header: Header; score: number } | undefined;
  for (const delimiter of said ? [said[1] as Delimiter] : DELIMITERS) {
    for (const header of firstRows(head, start, delimiter, said ? 2 : 1)) {
      const own = score(header.names);
      const isBetter =
        !best || own > best.score || (own === best.score && header.names.length > best.header.names.length);
      if (header.names.length > 1 && isBetter) best = { header, score: own };
      if (own > 0) break;
    }
  }
  return best?.header;
}

function firstRows(text: string, start: number, delimiter: Delimiter, line: number): Header[] {
  const rows: Header[] = [];
  let at = start;
  let above = line;
  while (at < text.length && rows.length <= MOST_ABOVE) {
    const { cells, end } = splitRow(text, at, delimiter);
    const names = cells.map((cell) => cell.trim());
    while (names.length > 0 && names.at(-1) === '') names.pop();
    rows.push({ delimiter, names, offset: at, line: above });
    for (; at < end; at++) {
      if (text.charCodeAt(at) === 10 || (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) !== 10)) above++;
    }
  }
  return rows;
}

/** The cells of the row that begins at `start`, and where the next one begins. RFC 4180. */
export function splitRow(text: string, start: number, delimiter: Delimiter): { cells: string[]; end: number } {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let at = start;
  for (; at < text.length; at++) {
    const char = text[at] as string;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') cell += text[at++];
      else isQuoted = false;
    } else if (char === '"' && cell === '') isQuoted = true;
    else if (char === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (char === '\n' || char === '\r') break;
    else cell += char;
  }
  cells.push(cell);
  return { cells, end: at + (text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1) };
}
