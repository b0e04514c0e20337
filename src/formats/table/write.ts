import { isDeepStrictEqual } from 'node:util';
import { date } from '../../domain/csl.ts';
import { formatDate } from '../../domain/dates/dates.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { type Field, fieldOfVariable } from '../../domain/fields.ts';
import type { Study } from '../../domain/study.ts';
import { studiesCount } from '../../domain/text/counts.ts';
import type { WriteOptions, WriteResult } from '../format.ts';
import { leftBehind } from '../left-behind.ts';
import { Omissions } from '../omissions.ts';
import { guardFormula } from './formula-guard.ts';
import type { Delimiter } from './header.ts';
import { joinList } from './lists.ts';
import { cellValue, ITEM_FIELDS, itemCell } from './own-cells.ts';
import { cellsOf } from './residue.ts';

const BREATH = 500;
const LINE_END = /[\r\n]/;
/** In every table, so that it can be told for one of Lectern's. */
const ALWAYS = new Set(['key', 'type', 'title']);
/** With it, spreadsheets take the text for UTF-8. */
const MARK = '\ufeff';

/** One column of a table: its name, and the cell of a study, empty where there is nothing to say. */
interface Column {
  name: string;
  cell: (study: Study) => string;
}

/** What the library keeps beside the item. */
const BESIDE: readonly Column[] = [
  { name: 'tag', cell: ({ tags }) => joinList(tags) },
  { name: 'status', cell: ({ status }) => (status === 'unscreened' ? '' : status) },
  { name: 'excerpt', cell: ({ excerpts }) => (excerpts.length === 0 ? '' : String(excerpts.length)) },
  { name: 'attachment', cell: ({ attachments }) => joinList((attachments ?? []).map(({ path }) => path)) },
];

/**
 * One row a study, RFC 4180, UTF-8 with a byte-order mark: the fields by which Lectern names them, as far as a study has them,
 * then the columns of imported tables that no field holds. Cells that a spreadsheet would run are guarded.
 */
export async function writeTable(
  studies: readonly Study[],
  options: WriteOptions,
  { delimiter, label }: { delimiter: Delimiter; label: string },
): Promise<WriteResult> {
  const { stringify } = await import('csv-stringify/sync');
  const columns = columnsFor(studies);
  const lost = new Omissions('part');
  const parts = [
    stringify([columns.map(({ name }) => guardFormula(name))], {
      delimiter,
      record_delimiter: 'windows',
      quoted_match: LINE_END,
    }),
  ];
  for (let from = 0; from < studies.length; from += BREATH) {
    await options.onProgress?.(from / studies.length);
    const batch = studies.slice(from, from + BREATH);
    for (const study of batch) addLost(lost, study);
    const rows = batch.map((study) => columns.map(({ cell }) => guardFormula(cell(study))));
    parts.push(stringify(rows, { delimiter, record_delimiter: 'windows', quoted_match: LINE_END }));
  }
  const diagnostics = [...lost.told(label), ...tellExcerpts(studies, label), ...leftBehind(studies, 'table', label)];
  return { text: MARK + parts.join(''), diagnostics };
}

function columnsFor(studies: readonly Study[]): Column[] {
  const fields = ITEM_FIELDS.map((field): Column => ({ name: field.name, cell: ({ item }) => itemCell(item, field) }));
  const used = [...fields, ...BESIDE].filter(
    ({ name, cell }) => ALWAYS.has(name) || studies.some((study) => cell(study) !== ''),
  );
  return [...used, ...importedColumns(studies)];
}

/** The columns of imported tables, in the order in which they come; a name that is taken gets a number. */
function importedColumns(studies: readonly Study[]): Column[] {
  const taken = new Set([...ITEM_FIELDS, ...BESIDE].map(({ name }) => name));
  const columns = new Map<string, Column>();
  const cells = new WeakMap<Study, Map<string, string>>();
  for (const study of studies) {
    const own = new Map<string, string>();
    for (const [column, cell] of cellsOf(study.residue)) {
      let name = column;
      for (let n = 2; taken.has(name) || own.has(name); n++) name = `${column} (${n})`;
      own.set(name, cell);
      if (!columns.has(name)) columns.set(name, { name, cell: (of) => cells.get(of)?.get(name) ?? '' });
    }
    cells.set(study, own);
  }
  return [...columns.values()];
}

/** Adds what the columns do not say of a study. */
function addLost(lost: Omissions, { item, source, attachments }: Study): void {
  for (const [variable, value] of Object.entries(item)) {
    if (variable === 'id' || variable === 'type' || value === undefined || value === '') continue;
    const field = fieldOfVariable(variable);
    if (!field || !isSaid(field, item[variable], itemCell(item, field))) lost.add(variable);
  }
  if (source && Object.keys(source).length > 0) lost.add('the page it came from');
  if (attachments?.some(({ title }) => title !== undefined)) lost.add('titles of attachments');
}

function tellExcerpts(studies: readonly Study[], label: string): Diagnostic[] {
  const count = studies.filter(({ excerpts }) => excerpts.length > 0).length;
  if (count === 0) return [];
  const message = `${label} has no place for excerpts; of ${studiesCount(count)} only how many there are is written (CSL-JSON keeps them)`;
  return [{ severity: 'info', message }];
}

/** Whether reading the cell gives the value again. */
function isSaid(field: Field, value: unknown, cell: string): boolean {
  if (field.kind === 'names') return isDeepStrictEqual(cellValue(field, cell), value);
  if (field.kind !== 'date') return String(value) === cell;
  const read = cellValue(field, cell);
  const original = date({ id: '', type: '', value }, 'value');
  return original !== undefined && read !== undefined && formatDate(original) === formatDate(read as typeof original);
}
