import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { StudyDraft } from '../../domain/study.ts';
import type { ReadContext, ReadResult } from '../format.ts';
import { CellReader } from './cell-reader.ts';
import { chosenColumns, unknownColumns } from './choose-columns.ts';
import { unguardFormula } from './formula-guard.ts';
import { findHeader, type Header } from './header.ts';
import { readOwnRow } from './read-own.ts';
import { isOwn, isWebOfScience, knownColumns, type Role, rolesOf } from './roles.ts';
import { type Row, readRows } from './rows.ts';

const BREATH = 500;

/** The name of the residue of tables: pairs of the name of a column and its cell, for cells that no variable holds whole. */
export const TABLE = 'table';

/**
 * Studies from the rows of a table.
 * @throws UserError for a `--columns` that does not fit
 */
export async function readTable(text: string, context: ReadContext): Promise<ReadResult> {
  const header = findHeader(text, knownColumns);
  if (!header)
    return refused('no table: its first row names the columns, parted by comma, semicolon or tab', 1, context);
  const { names } = header;
  const roles = rolesOf(names);
  const chosen = context.columns === undefined ? undefined : chosenColumns(context.columns, names, context.source);
  if (chosen) roles.splice(0, roles.length, ...withChosen(roles, chosen));
  else if (knownColumns(names) === 0) return refused(unknownColumns(names), header.line, context);
  const { parse } = await import('csv-parse/sync');
  const { rows, diagnostics } = readRows(
    text.slice(header.offset),
    { delimiter: header.delimiter, quoted: !isWebOfScience(names), firstLine: header.line },
    parse,
  );
  const studies: StudyDraft[] = [];
  const own = !chosen && isOwn(names);
  const columns = names.map(unguardFormula);
  const reader = new CellReader(names, roles);
  for (const [index, row] of rows.entries()) {
    if (index === 0) continue;
    if (index % BREATH === 0) await context.onProgress?.(index / rows.length);
    checkLength(row, header, diagnostics);
    const cells = own ? row.cells.map(unguardFormula) : row.cells;
    const draft = own ? readOwnRow(columns, cells) : reader.read(cells, row.line, diagnostics);
    if (draft) studies.push({ ...draft, line: row.line });
    else {
      const message = 'nothing in this row describes a work; left out';
      diagnostics.push({ severity: 'warning', message, line: row.line });
    }
  }
  if (rows.length < 2) diagnostics.push({ severity: 'error', message: 'no row below the names of the columns' });
  diagnostics.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { studies, diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, source: context.source })) };
}

const refused = (message: string, line: number, { source }: ReadContext): ReadResult => ({
  studies: [],
  diagnostics: [{ severity: 'error', message, source, line }],
});

/** A field that is chosen for one column is not taken from another. */
function withChosen(roles: readonly (Role | undefined)[], chosen: ReadonlyMap<number, Role>): (Role | undefined)[] {
  const taken = new Set(chosen.values());
  if (taken.has('author')) taken.add('full-author');
  if (taken.has('page')) for (const part of ['start-page', 'end-page']) taken.add(part);
  if (taken.has('issued') || taken.has('year'))
    for (const part of ['year', 'issued', 'month', 'day', 'date-in-year']) taken.add(part);
  return roles.map((role, at) => chosen.get(at) ?? (role !== undefined && taken.has(role) ? undefined : role));
}

function checkLength({ cells, line }: Row, { names }: Header, diagnostics: Diagnostic[]): void {
  let length = cells.length;
  while (length > names.length && cells[length - 1] === '') length--;
  const say = (message: string) => diagnostics.push({ severity: 'warning', message, line });
  if (length > names.length)
    say(`this row has ${length} cells, the header ${names.length}: the cells beyond it are kept with the study`);
  // Spreadsheets leave out empty cells at the end of a row.
  else if (cells.length < names.length && cells.length < 2)
    say(`this row has 1 cell, the header ${names.length}: the other columns are empty`);
  else if (cells.length < names.length)
    say(`this row has ${cells.length} cells, the header ${names.length}: the last columns are empty`);
}
