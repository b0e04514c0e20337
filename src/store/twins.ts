import { isMadeFrom } from '../domain/citation-key.ts';
import { text } from '../domain/csl.ts';
import type { CslItem, StudyDraft } from '../domain/study.ts';
import type { Library } from './open-library.ts';
import type { Row } from './rows.ts';
import { doiColumn, foldKey, studyColumns } from './study-columns.ts';

/** A study of the library that a draft is. */
export interface Twin {
  id: number;
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
 * its own, repaired where it had to be, or one made for it.
 *
 * Studies up to row `lastBefore`, in the trash or not, count when they have the same uid; the same DOI; the same citation
 * key and title; `base` with a letter behind it, as a taken key gets, and the same title, type, authors and year; or, for
 * a draft without a key, the same title, authors and year. Without a title everything but the key must be the same.
 * Later studies count only when they are equal in everything, so that two entries of one file that share a DOI both come in.
 */
export function twinFinder(
  library: Library,
  lastBefore: number,
): (draft: StudyDraft, base: string) => Twin | undefined {
  const byUidOrKey = library.sql(`${COLUMNS} where uid = ? or key_folded in (?, ?) order by id`);
  const byDoi = library.sql(`${COLUMNS} where doi = ? and id <= ? order by id limit 1`);
  const alike = studiesAlike(library, lastBefore);

  return (draft, base) => {
    const columns = studyColumns(draft.item);
    const own = columns.key_folded as string;
    const baseFolded = foldKey(base);
    const found: [Row, string | undefined][] = [];
    for (const row of byUidOrKey.all(draft.uid ?? '', own, baseFolded) as Row[]) {
      const before = (row.id as number) <= lastBefore;
      found.push([row, before ? sameWork(row, columns, draft.uid, own && baseFolded) : sameEntry(row, draft)]);
    }
    if (lastBefore > 0) {
      for (const row of columns.doi === null ? [] : (byDoi.all(columns.doi, lastBefore) as Row[])) {
        found.push([row, 'same DOI']);
      }
      if (!found.some(([, because]) => because)) {
        const row = alike(columns, draft.item).find((row) => own === '' || isSameUnderMadeKey(row, draft, baseFolded));
        if (row) {
          found.push([row, columns.title_sort === '' ? 'same in all but the key' : 'same title, authors and year']);
        }
      }
    }
    for (const [row, because] of found) {
      if (because) return { id: row.id as number, key: row.key as string, because, deleted: row.deleted_at !== null };
    }
    return undefined;
  };
}

/**
 * The studies up to row `lastBefore` with the title, authors and year of a draft; for one without a title, those that
 * are the same in all but the key. Each title is read once, since thousands can share one.
 */
function studiesAlike(library: Library, lastBefore: number): (columns: Row, item: CslItem) => readonly Row[] {
  // By both halves of the index of titles: the trash counts too.
  const halves = ['deleted_at is null', "deleted_at > ''"].map((half) =>
    library.sql(`${COLUMNS} indexed by study_by_title where ${half} and title_sort = ? and id <= ?`),
  );
  const titles = new Set<unknown>();
  const groups = new Map<string, Row[]>();
  const groupOf = (columns: Row, item: () => CslItem) =>
    columns.title_sort === ''
      ? JSON.stringify({ ...item(), id: '' })
      : JSON.stringify([columns.title_sort, columns.author_sort, columns.year]);

  return (columns, item) => {
    if (!titles.has(columns.title_sort)) {
      titles.add(columns.title_sort);
      for (const row of halves.flatMap((half) => half.all(columns.title_sort, lastBefore) as Row[])) {
        const group = groupOf(row, () => itemOf(row));
        const rows = groups.get(group);
        if (rows) rows.push(row);
        else groups.set(group, [row]);
      }
    }
    return groups.get(groupOf(columns, () => item)) ?? [];
  };
}

/** @param key of the draft, folded and repaired; empty when it has none. */
function sameWork(row: Row, columns: Row, uid: string | undefined, key: string): string | undefined {
  if (row.uid === uid) return 'same study';
  if (row.doi !== null && row.doi === columns.doi) return 'same DOI';
  if (key === '' || row.key_folded !== key || row.title_sort !== columns.title_sort) return undefined;
  const untitled = row.title_sort === '';
  if (untitled && !(['type', 'author_sort', 'year'] as const).every((name) => row[name] === columns[name])) {
    return undefined;
  }
  return 'same citation key and title';
}

function sameEntry(row: Row, draft: StudyDraft): string | undefined {
  if (draft.uid !== undefined && row.uid === draft.uid) return 'same study twice in this file';
  return row.item === JSON.stringify(draft.item) && row.uid === (draft.uid ?? row.uid)
    ? 'same entry twice in this file'
    : undefined;
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
