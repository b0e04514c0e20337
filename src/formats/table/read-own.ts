import { fieldByName } from '../../domain/fields.ts';
import { type CslItem, type Json, SCREENING_STATUSES, type StudyDraft } from '../../domain/study.ts';
import { splitList } from './lists.ts';
import { cellValue } from './own-cells.ts';
import { keptCells } from './residue.ts';

/** The study of a row that Lectern wrote; undefined for a row without anything. */
export function readOwnRow(names: readonly string[], cells: readonly string[]): StudyDraft | undefined {
  const item: CslItem = { id: '', type: 'document' };
  const draft: StudyDraft = { item, tags: [], excerpts: [] };
  let year = '';
  const said = cells.map((cell, at) => {
    const name = names[at] ?? '';
    const field = fieldByName(name);
    if (field?.name !== name || cell.trim() === '') return false;
    if (name === 'key') item.id = cell.trim();
    else if (name === 'type') item.type = cell.trim();
    else if (name === 'year') year = cell.trim();
    else if (name === 'tag') draft.tags = splitList(cell);
    else if (name === 'attachment') draft.attachments = splitList(cell).map((path) => ({ path }));
    else if (name === 'status') {
      const status = SCREENING_STATUSES.find((known) => known === cell.trim());
      if (status === undefined) return false;
      draft.status = status;
    } else if (field.variable !== undefined) item[field.variable] = cellValue(field, cell);
    // How many excerpts there were says nothing of a study that comes in without them.
    else return name === 'excerpt';
    return true;
  });
  const years = fieldByName('issued');
  if (year !== '' && item.issued === undefined && years) item.issued = cellValue(years, year);
  if (!said.includes(true)) return undefined;
  const residue = keptCells(names, cells, said);
  if (residue) draft.residue = { table: residue as Json };
  return draft;
}
