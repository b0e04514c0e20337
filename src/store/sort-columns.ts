import { type Field, fieldByName } from '../domain/fields.ts';

const COLUMNS: Readonly<Record<string, string>> = {
  key: 's.key_folded',
  type: 's.type',
  title: 's.title_sort',
  author: 's.author_sort',
  year: 's.year',
  container: 's.container_sort',
  doi: 's.doi',
  status: 's.status',
  added: 's.added_at',
  changed: 's.changed_at',
  tag: 'json_array_length(s.tags)',
  excerpt: '(select count(*) from excerpt x where x.study_id = s.id)',
  source: 's.source',
  section: `(select min(x.section) from excerpt x where x.study_id = s.id and x.section <> '')`,
  attachment: 'json_array_length(s.attachments)',
};

// What decides between equals: the study_by_… indexes end so.
const THEN: Readonly<Record<string, string>> = { author: 's.year', year: 's.author_sort' };

/** Terms of an "order by" for a field. Studies without a value come first, or last when descending. */
export function sortColumns(field: string, descending: boolean, find: 'studies' | 'excerpts'): string[] {
  const column =
    find === 'excerpts' && field === 'section' ? 'e.section' : (COLUMNS[field] ?? itemColumn(fieldByName(field)));
  if (column === undefined) return [];
  const directed = (sql: string) => (descending ? `${sql} desc` : sql);
  // The index has the years; the days decide only within one.
  if (field === 'issued') return [directed('s.year'), directed(column)];
  const then = THEN[field];
  return [directed(column), ...(then ? [then] : [])];
}

function itemColumn(field: Field | undefined): string | undefined {
  if (!field?.variable) return undefined;
  if (field.kind === 'date') return dateNumber(field.variable);
  const text = `s.item ->> '${jsonPath(field.variable)}'`;
  if (field.kind === 'number') return `cast(${text} as integer)`;
  if (field.kind === 'names')
    return `coalesce(s.item ->> '${jsonPath(field.variable)}[0].family', ${text}) collate nocase`;
  return `(${text}) collate nocase`;
}

/** Where a CSL variable stands in the item. Variables come from the table of fields, never from the user. */
export function jsonPath(variable: string): string {
  return `$."${variable}"`;
}

/** SQL for the first date of a CSL date as yyyymmdd, 00 for what is unknown; null without date-parts. */
export function dateNumber(variable: string): string {
  const part = (i: number) => `cast(s.item ->> '${jsonPath(variable)}."date-parts"[0][${i}]' as integer)`;
  const parts = `${part(0)} * 10000 + coalesce(${part(1)}, 0) * 100 + coalesce(${part(2)}, 0)`;
  return variable === 'issued' ? `coalesce(${parts}, s.year * 10000)` : `(${parts})`;
}
