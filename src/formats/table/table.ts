import type { Format } from '../format.ts';
import { type Delimiter, findHeader, splitRow } from './header.ts';
import { knownColumns } from './roles.ts';

/** Tables whose first row names the columns: exports of databases, reference managers and screening tools, and Lectern's own. */
const tableFormat = (name: string, label: string, extensions: string[], delimiter: Delimiter): Format => ({
  name,
  label,
  extensions,
  detect: (head) => isTable(head) && (findHeader(head, knownColumns)?.delimiter === '\t') === (delimiter === '\t'),
  // Loaded when a file is read or written, so that the program starts without them.
  read: async (text, context) => (await import('./read.ts')).readTable(text, context),
  write: async (studies, options) => (await import('./write.ts')).writeTable(studies, options, { delimiter, label }),
});

export const csvFormat = tableFormat('csv', 'CSV', ['.csv'], ',');
export const tsvFormat = tableFormat('tsv', 'TSV', ['.tsv', '.tab'], '\t');

/** So many rows must have as many cells as the header of unknown columns has, and it must have so many. */
const ROWS = 2;
const COLUMNS = 3;

/** A text whose header describes works, or whose first rows all have the same number of cells under short names. */
function isTable(head: string): boolean {
  if (/^\s*[<{[@%]/.test(head.slice(0, 200))) return false;
  const header = findHeader(head, knownColumns);
  if (!header) return false;
  const { names, delimiter } = header;
  if (knownColumns(names) > 0) return true;
  // Prose has a space behind its commas.
  const isProse = (head.slice(header.offset).split(/[\r\n]/, 1)[0] ?? '').includes(`${delimiter} `);
  const isHeader = names.every((name) => name !== '' && name.length <= 50) && new Set(names).size === names.length;
  if (!isHeader || isProse || header.line > 2 || names.length < COLUMNS) return false;
  let at = splitRow(head, header.offset, delimiter).end;
  for (let row = 0; row < ROWS; row++) {
    if (at >= head.length) return false;
    const { cells, end } = splitRow(head, at, delimiter);
    if (cells.length !== names.length) return false;
    at = end;
  }
  return true;
}
