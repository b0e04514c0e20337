import { isMadeFrom } from '../domain/citation-key.ts';
import { text } from '../domain/csl.ts';
import { plainText } from '../domain/joining/same-value.ts';
import { areDifferentWorks } from '../domain/joining/same-work.ts';
import type { CslItem, StudyDraft } from '../domain/study.ts';
import type { Library } from './open-library.ts';
import type { Row } from './rows.ts';
import { doiColumn, foldKey } from './study-columns.ts';

/** A study of the library that a draft is. */
export interface Twin {
  id: number;
  uid: string;
  key: string;
  because: string;
  deleted: boolean;
}

/** Studies of one title, authors and year are different ones when they differ in one of these, or the DOI, and both have it. */
const TELLS_APART = ['ISBN', 'container-title', 'volume', 'issue', 'number', 'page', 'edition'];

const COLUMNS =
  'select id, uid, key, key_folded, type, title_sort, author_sort, year, doi, item, deleted_at from study';

/**
 * Finds the study that a draft is, if the library has it. `base` is the key the draft would get in an empty library:
 * its own, repaired where it had to be, or one made for it; `columns` are those of its item.
 *
 * Studies up to row `lastBefore`, in the trash or not, count when they have the same uid; the same DOI, unless they are parts
 * of one work; the same citation key and title; `base` with a letter behind it, as a taken key gets, and the same title, type,
 * authors and year; or, for a draft without a key, the same title, authors and year. Without a title everything but the key must
 * be the same. Those outside the trash come first. Later studies count only when they are equal in everything, so that two
 * entries of one file that share a DOI both come in.
 */
export function twinFinder(
  library: Library,
  lastBefore: number,
): (draft: StudyDraft, base: string, columns: Row) => Twin | undefined {
  const ofUidOrKey = studiesOfUidOrKey(library);
  const ofDoi = studiesOfDoi(library, lastBefore);
  const alike = studiesAlike(library, lastBefore);

  return (draft, base, columns) => {
    const own = columns.key_folded as string;
    const baseFolded = foldKey(base);
    const found: [Row, string][] = [];
    const note = (row: Row, because: string | undefined) => {
      if (because) found.push([row, because]);
    };
    for (const row of ofUidOrKey(draft, base)) {
      const before = (row.id as number) <= lastBefore;
      note(row, before ? sameWork(row, columns, draft, own && baseFolded) : sameEntry(row, draft));
    }
    if (lastBefore > 0) {
      if (columns.doi !== null) {
        for (const row of ofDoi(columns.doi as string, draft.item)) note(row, 'same DOI');
      }
      if (found.length === 0) {
        const row = alike(columns, draft.item).find((row) => own === '' || isSameUnderMadeKey(row, draft, baseFolded));
        if (row) note(row, columns.title_sort === '' ? 'same in all but the key' : 'same title, authors and year');
      }
    }
    const [row, because] = found.find(([row]) => row.deleted_at === null) ?? found[0] ?? [];
    return row && because !== undefined
      ? {
          id: row.id as number,
          uid: row.uid as string,
          key: row.key as string,
          because,
          deleted: row.deleted_at !== null,
        }
      : undefined;
  };
}

/** The studies with the uid of a draft, then those with its key, as it is and as `base`, then some whose keys differ in case. */
function studiesOfUidOrKey(library: Library): (draft: StudyDraft, base: string) => Row[] {
  const exact = library.sql(
    `${COLUMNS} where uid = ? or (key_folded = ? and key = ?) or (key_folded = ? and key = ?) order by uid = ? desc, key = ? desc`,
  );
  const alike = library.sql(`${COLUMNS} where key_folded in (?, ?) order by key_folded limit ${MOST_COMPARED}`);
  return ({ uid = '', item }, base) => {
    const [own, made] = [foldKey(item.id), foldKey(base)];
    const found = exact.all(uid, own, item.id, made, base, uid, item.id) as Row[];
    return found.length > 0 ? found : (alike.all(own, made) as Row[]);
  };
}

/** So many studies of one DOI are compared with a draft; those of its title first. */
const MOST_COMPARED = 50;

/**
 * The studies up to row `lastBefore` with a DOI that are the same work as an item, those of the same title first. The studies of a
 * DOI are read once, since all chapters of a handbook can share it.
 */
function studiesOfDoi(library: Library, lastBefore: number): (doi: string, item: CslItem) => Row[] {
  const statement = library.sql(`${COLUMNS} where doi = ? and id <= ? order by id`);
  const known = new Map<string, { all: Row[]; byTitle: Map<string, Row[]> }>();
  const titleOf = (item: CslItem) => plainText(text(item, 'title') ?? '');
  return (doi, item) => {
    let rows = known.get(doi);
    if (!rows) {
      const all = statement.all(doi, lastBefore) as Row[];
      rows = { all, byTitle: all.length < 2 ? new Map() : groupedBy(all, (row) => titleOf(itemOf(row))) };
      known.set(doi, rows);
    }
    const first = rows.byTitle.get(titleOf(item)) ?? [];
    const compared = [...new Set([...first.slice(0, MOST_COMPARED), ...rows.all.slice(0, MOST_COMPARED)])];
    return compared.filter((row) => !areDifferentWorks(itemOf(row), item));
  };
}

/**
 * The studies up to row `lastBefore` with the title, authors and year of a draft; for one without a title, those that
 * are the same in all but the key. Each title is read once, since thousands can share one.
 */
function studiesAlike(library: Library, lastBefore: number): (columns: Row, item: CslItem) => readonly Row[] {
  // By both halves of the index of titles: the trash counts too. Some databases put a full stop behind a title.
  const halves = ['deleted_at is null', "deleted_at > ''"].map((half) =>
    library.sql(`${COLUMNS} indexed by study_by_title where ${half} and title_sort in (?, ?) and id <= ?`),
  );
  const titles = new Set<string>();
  const groups = new Map<string, Row[]>();
  const titleOf = (columns: Row) => withoutFullStop(columns.title_sort as string);
  const groupOf = (columns: Row, item: () => CslItem) =>
    columns.title_sort === ''
      ? JSON.stringify({ ...item(), id: '' })
      : JSON.stringify([titleOf(columns), columns.author_sort, columns.year]);

  return (columns, item) => {
    const title = titleOf(columns);
    if (!titles.has(title)) {
      titles.add(title);
      const rows = halves.flatMap((half) => half.all(title, title && `${title}.`, lastBefore) as Row[]);
      for (const [group, members] of groupedBy(rows, (row) => groupOf(row, () => itemOf(row))))
        groups.set(group, members);
    }
    return groups.get(groupOf(columns, () => item)) ?? [];
  };
}

function groupedBy(rows: readonly Row[], nameOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

const withoutFullStop = (title: string) => (title.endsWith('.') ? title.slice(0, -1) : title);

/** @param key of the draft, folded and repaired; empty when it has none. */
function sameWork(row: Row, columns: Row, { uid, item }: StudyDraft, key: string): string | undefined {
  if (row.uid === uid) return 'same study';
  if (row.doi !== null && row.doi === columns.doi) return areDifferentWorks(itemOf(row), item) ? undefined : 'same DOI';
  if (key === '' || row.key_folded !== key) return undefined;
  if (withoutFullStop(row.title_sort as string) !== withoutFullStop(columns.title_sort as string)) return undefined;
  const untitled = row.title_sort === '';
  if (untitled && !(['type', 'author_sort', 'year'] as const).every((name) => row[name] === columns[name])) {
    return undefined;
  }
  return 'same citation key and title';
}

function sameEntry(row: Row, draft: StudyDraft): string | undefined {
  if (draft.uid !== undefined && row.uid === draft.uid) return 'same study twice in this file';
  if (row.uid !== (draft.uid ?? row.uid)) return undefined;
  const isSame =
    row.item === JSON.stringify(draft.item) || withoutKeywords(itemOf(row)) === withoutKeywords(draft.item);
  return isSame ? 'same entry twice in this file' : undefined;
}

function withoutKeywords({ keyword: _, ...item }: CslItem): string {
  return JSON.stringify(item);
}

function isSameUnderMadeKey(row: Row, { item }: StudyDraft, base: string): boolean {
  if (row.type !== item.type || !isMadeFrom(row.key_folded as string, base)) return false;
  const doi = doiColumn(item);
  if (row.doi !== null && doi !== null && row.doi !== doi) return false;
  const theirs = itemOf(row);
  return TELLS_APART.every((name) => {
    const [one, other] = [text(item, name), text(theirs, name)];
    return one === undefined || other === undefined || one === other;
  });
}

function itemOf(row: Row): CslItem {
  return JSON.parse(row.item as string) as CslItem;
}
