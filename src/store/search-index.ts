import { date } from '../domain/csl.ts';
import { yearOf } from '../domain/dates/dates.ts';
import { FIELDS, typeLabel } from '../domain/fields.ts';
import type { CslItem } from '../domain/study.ts';
import { foldForSearch, VALUE_BOUNDARY } from '../domain/text/search-text.ts';
import type { Library } from './open-library.ts';
import type { Row } from './rows.ts';
import { studyColumns } from './study-columns.ts';
import { inTransaction } from './transaction.ts';

/** What the search functions need of a library. */
export type SearchableLibrary = Pick<Library, 'db' | 'sql'>;

/** The word in `other` that says that a field has a value. No text that is folded holds its first character. */
export function presenceTerm(field: string): string {
  return `\ue001${field.replaceAll('-', '')}`;
}

/** Columns of study_fts that hold one CSL variable and nothing else. What has no column of its own is in `other`. */
export const COLUMN_OF_VARIABLE: Readonly<Record<string, string>> = {
  title: 'title',
  'container-title': 'container',
  publisher: 'publisher',
  keyword: 'keyword',
  abstract: 'abstract',
  note: 'note',
};

const ITEM_FIELDS = FIELDS.filter((f) => f.variable !== undefined && f.kind !== 'type');
const OTHER_FIELDS = ITEM_FIELDS.filter(
  (f) => f.name !== 'author' && f.kind !== 'date' && COLUMN_OF_VARIABLE[f.variable!] === undefined,
);

const NAME_PARTS = ['given', 'dropping-particle', 'non-dropping-particle', 'family', 'suffix', 'literal'];
const FAMILY_FIRST = [
  ['non-dropping-particle', 'family'],
  ['given', 'dropping-particle', 'suffix'],
];

/** The texts in a value of a CSL item, one a list member, two a name: "Max Weber" and "Weber, Max". What is neither text, number nor name is left out. */
export function valueTexts(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap((one) => (Array.isArray(one) ? [] : valueTexts(one)));
  if (value === null || typeof value !== 'object') return [];
  const name = value as Record<string, unknown>;
  const joined = (parts: readonly string[]) =>
    parts
      .map((part) => name[part])
      .filter((part) => typeof part === 'string' && part !== '')
      .join(' ');
  const [family, given] = FAMILY_FIRST.map(joined);
  return [joined(NAME_PARTS), ...(family && given ? [`${family}, ${given}`] : [])].filter((text) => text !== '');
}

/** An identifier as it is compared: `978-3-16 148410-0` → `9783161484100`. */
export function squeezeIdentifier(text: string): string {
  return foldForSearch(text).replace(/[\s\-–.]+/g, '');
}

interface StudyRow {
  key: string;
  item: string;
  tags: string;
  status: string;
  source: string | null;
}

interface ExcerptRow {
  id: number;
  text: string;
  comment: string | null;
  section: string;
  tags: string;
}

/** Makes the full-text entries of a study and its excerpts say what their rows say. Call it in the transaction that wrote the rows. */
export function indexStudy(library: SearchableLibrary, id: number): void {
  library.sql('delete from study_fts where rowid = ?').run(id);
  const excerpts = library.sql('select id from excerpt where study_id = ?').pluck().all(id) as number[];
  for (const excerpt of excerpts) library.sql('delete from excerpt_fts where rowid = ?').run(excerpt);
  indexNewStudy(library, id);
}

const WHOLE_ROW = 'select key, item, tags, status, source from study where id = ?';
const ROW_BESIDE_ITEM = 'select key, tags, status, source from study where id = ?';

/** As `indexStudy`, for a study that has no entry yet, nor has any of its excerpts. `known` is its item, for a caller that has it. */
export function indexNewStudy(library: SearchableLibrary, id: number, known?: CslItem): void {
  const study = library.sql(known ? ROW_BESIDE_ITEM : WHOLE_ROW).get(id) as StudyRow | undefined;
  const excerpts = library
    .sql('select id, text, comment, section, tags from excerpt where study_id = ? order by position, id')
    .all(id) as ExcerptRow[];
  if (!study) return;
  const item = known ?? (JSON.parse(study.item) as CslItem);
  const tags = [study, ...excerpts].flatMap((row) => JSON.parse(row.tags) as string[]);
  const sections = excerpts.map(({ section }) => section);
  const shown = [study.key, typeLabel(item.type), study.status, ...new Set(sections)];
  const people = [item.author, item.editor].map(valueTexts).find((texts) => texts.length > 0) ?? [];
  library
    .sql(
      `insert into study_fts (rowid, title, author, container, publisher, keyword, abstract, note, tag, excerpt, other)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      folded(valueTexts(item.title)),
      folded(people),
      folded(valueTexts(item['container-title'])),
      folded(valueTexts(item.publisher)),
      folded(valueTexts(item.keyword)),
      folded(valueTexts(item.abstract)),
      folded(valueTexts(item.note)),
      folded([...new Set(tags)]),
      folded(excerpts.flatMap((e) => [e.text, e.comment ?? ''])),
      `${folded([...shown, ...otherTexts(item), ...years(item), ...sourceTexts(study.source)])}${VALUE_BOUNDARY}${presence(item)}`,
    );
  for (const e of excerpts) {
    library
      .sql('insert into excerpt_fts (rowid, text, comment, section, tag) values (?, ?, ?, ?, ?)')
      .run(
        e.id,
        folded([e.text]),
        folded([e.comment ?? '']),
        folded([e.section]),
        folded(JSON.parse(e.tags) as string[]),
      );
  }
}

/** Takes a study, and the excerpts it still has, out of the full-text index. Nothing happens when they are not in it. */
export function unindexStudy(library: SearchableLibrary, id: number): void {
  library.sql('delete from study_fts where rowid = ?').run(id);
  library.sql('delete from excerpt_fts where rowid in (select id from excerpt where study_id = ?)').run(id);
}

/** Hears how many studies of all are done; what it throws ends the work. */
export type OnIndexed = (done: number, total: number) => void;

/** Makes the full-text index and the columns for lists anew from the rows, in one transaction. @returns how many studies are in the index. */
export function rebuildIndex(library: Library, onIndexed?: OnIndexed): number {
  return inTransaction(library, () => indexEverything(library, onIndexed));
}

/** As `rebuildIndex`, in the transaction that is open. */
export function indexEverything(library: SearchableLibrary, onIndexed?: OnIndexed): number {
  library.db.exec(`
    insert into study_fts (study_fts) values ('delete-all');
    insert into excerpt_fts (excerpt_fts) values ('delete-all');
  `);
  const ids = library.sql('select id from study order by id').pluck().all() as number[];
  for (const [at, id] of ids.entries()) {
    refreshColumns(library, id);
    indexNewStudy(library, id);
    if (at % 100 === 99) onIndexed?.(at + 1, ids.length);
  }
  return ids.length;
}

/** Writes the columns made from the item, where an earlier version made them otherwise. */
function refreshColumns({ sql }: SearchableLibrary, id: number): void {
  const row = sql('select * from study where id = ?').get(id) as Row & { item: string };
  const columns = Object.entries(studyColumns(JSON.parse(row.item) as CslItem));
  const stale = columns.filter(([name, value]) => row[name] !== value);
  if (stale.length === 0) return;
  const set = stale.map(([name]) => `${name} = ?`).join(', ');
  sql(`update study set ${set} where id = ?`).run(...stale.map(([, value]) => value), id);
}

function otherTexts(item: Record<string, unknown>): string[] {
  return OTHER_FIELDS.flatMap((f) => {
    const texts = valueTexts(item[f.variable!]);
    return f.kind === 'identifier' ? texts.flatMap((text) => [text, squeezeIdentifier(text)]) : texts;
  });
}

/** The years that someone may look for as a word. When a page was read is none of them. */
function years(item: CslItem): string[] {
  const dates = ITEM_FIELDS.filter((f) => f.kind === 'date' && f.name !== 'accessed').map((f) =>
    date(item, f.variable!),
  );
  return dates.flatMap((one) => (one && yearOf(one)) ?? []).map(String);
}

function presence(item: Record<string, unknown>): string {
  const filled = ITEM_FIELDS.filter(
    (f) => isFilled(item[f.variable!]) || (f.name === 'author' && isFilled(item.editor)),
  );
  return filled.map((f) => presenceTerm(f.name)).join(' ');
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function sourceTexts(source: string | null): string[] {
  return source === null ? [] : Object.values(JSON.parse(source) as Record<string, unknown>).flatMap(valueTexts);
}

function folded(texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .map(foldForSearch)
    .join(VALUE_BOUNDARY);
}
