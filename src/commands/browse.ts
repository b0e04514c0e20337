import { fieldByName } from '../domain/fields.ts';
import { type Snippet, snippet } from '../domain/query/highlight.ts';
import { parseQuery, type Query } from '../domain/query/query.ts';
import type { SortTerm } from '../domain/query/query-tree.ts';
import type { SavedSearch } from '../domain/saved-search.ts';
import type { Study } from '../domain/study.ts';
import type { Tag } from '../domain/tag.ts';
import type { CitationStyle } from '../formats/citation-style.ts';
import { history, type Step } from '../store/journal.ts';
import { keywordsOn } from '../store/keywords.ts';
import type { Library } from '../store/open-library.ts';
import { type PassageRow, passageRows } from '../store/passages.ts';
import { savedSearches } from '../store/saved-searches.ts';
import { searchedTexts } from '../store/search-texts.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { isSmall, readStudy, type StudyRow, studyId, studyRows } from '../store/studies.ts';
import { codebookTags, tagsOn } from '../store/tags.ts';
import type { Background } from './background.ts';
import {
  countPlaces,
  isNewestInstant,
  type Listing,
  listAll,
  listNewest,
  type Place,
  requestOf,
  type Wanted,
} from './listing.ts';
import { selectStudies } from './select-studies.ts';

export type { Listing, Place, Wanted } from './listing.ts';

/** Part of a text that a search found, and the name of its field. */
export interface Found extends Snippet {
  field: string;
}

/** What the terminal UI reads of a library, a window at a time. */
export interface Browser {
  /** Everything that is wanted. Takes long when much of a large library matches. */
  list(wanted: Wanted): Listing;
  /** Row ids of the studies that match in a place, best first; newest first for an empty query. Takes long when much of a large library matches. */
  ids(query: string, place: Place): ArrayLike<number>;
  /** Row ids of the studies that a command is to work on. @throws UserError as `selectStudies` */
  select(query: string): number[];
  /** What can be shown within a few milliseconds: all of it, the newest of it, or undefined. */
  listAtOnce(wanted: Wanted): (Listing & { isWhole: boolean }) | undefined;
  /**
   * All that is wanted, from another thread; undefined when something else has been asked for meanwhile. `onNewest` hears the
   * newest of it, when all of it takes longer.
   */
  listLater(wanted: Wanted, onNewest?: (newest: Listing) => void): Promise<Listing | undefined>;
  parse(query: string): Query;
  rows(ids: Iterable<number>): StudyRow[];
  /** How many of these studies have a tag on themselves; by tag in lower case. */
  tagsOn(ids: readonly number[]): ReadonlyMap<string, number>;
  /** Keywords of these studies, each once; those of most of them first. */
  keywordsOn(ids: readonly number[]): string[];
  passages(ids: Iterable<number>): PassageRow[];
  study(id: number): Study | undefined;
  /** The same for the rows of a list, which ask at every frame. */
  listed(id: number): Study | undefined;
  /** Where a study has the words of a query, in at most `width` cells together with the name of the field. */
  found(id: number, query: Query, width: number): Found | undefined;
  /** Row id of the study with this citation key or uid. */
  idOf(keyOrUid: string): number | undefined;
  codebook(): Tag[];
  searches(): SavedSearch[];
  /** What was done, newest first. */
  history(): Step[];
  /** How many studies are in each place; undefined when that takes more than a few milliseconds. */
  countAtOnce(places: readonly Place[]): number[] | undefined;
  /** The same from another thread; undefined when a search came between. */
  countLater(places: readonly Place[]): Promise<number[] | undefined>;
  reference(study: Study): Promise<string>;
  /** A number that changes whenever this or another process has written to the library. */
  version(): string;
  /** The column that the list was last sorted by. */
  sort(): SortTerm | undefined;
  keepSort(sort: SortTerm | undefined): void;
  /** Names of the columns that the list was last told to show; empty when it was not. */
  columns(): string[];
  keepColumns(names: readonly string[]): void;
  /** The tags put on last that are still in the codebook, newest first. */
  recentTags(): string[];
  keepRecentTags(names: readonly string[]): void;
}

/** As many as a few screens show. */
const FIRST = 200;
const STEPS = 1000;
const SORT = 'list-sort';
const COLUMNS = 'list-columns';
const RECENT_TAGS = 'recent-tags';
const KEPT_SNIPPETS = 500;
const KEPT_STUDIES = 500;

/** A view of the library for the terminal. It keeps what it has read until the library changes, and looks for long lists in the background. */
export function browse(library: Library, background: Background, style: CitationStyle = 'apa'): Browser {
  const turns = new SharedArrayBuffer(4);
  const turn = new Int32Array(turns);
  const snippets = new Map<string, Found | undefined>();
  const listed = new Map<number, Study | undefined>();
  const dataVersion = library.sql('pragma data_version').pluck();
  const ownChanges = library.sql('select total_changes()').pluck();
  let seen = '';
  const version = () => {
    const now = `${dataVersion.get()}-${ownChanges.get()}`;
    if (now !== seen) {
      snippets.clear();
      listed.clear();
    }
    seen = now;
    return now;
  };
  return {
    list: (wanted) => listAll(library, requestOf(library, wanted)),
    ids: (query, place) => listAll(library, requestOf(library, { query, place, sort: undefined, find: 'studies' })).ids,
    select: (query) => selectStudies(library, query),
    listAtOnce(wanted) {
      const request = requestOf(library, wanted);
      if (isSmall(library)) return { ...listAll(library, request), isWhole: true };
      if (!isNewestInstant(request)) return undefined;
      const newest = listNewest(library, request, FIRST);
      return { ...newest, isWhole: newest.ids.length < FIRST };
    },
    async listLater(wanted, onNewest) {
      const mine = Atomics.add(turn, 0, 1) + 1;
      const task = { file: library.file, request: requestOf(library, wanted), turns, turn: mine };
      let isAnswered = false;
      const tell = (newest: Listing | undefined) => {
        if (newest && !isAnswered) onNewest?.(newest);
      };
      // The thread does one after the other.
      if (onNewest) background.ask({ kind: 'newest', limit: FIRST, ...task }).then(tell, () => {});
      try {
        return await background.ask({ kind: 'search', ...task });
      } finally {
        isAnswered = true;
      }
    },
    parse: parseQuery,
    rows: (ids) => studyRows(library, ids),
    tagsOn: (ids) => tagsOn(library, ids),
    keywordsOn: (ids) => keywordsOn(library, ids),
    passages: (ids) => passageRows(library, ids),
    study: (id) => readStudy(library, id),
    listed(id) {
      if (!listed.has(id)) {
        if (listed.size >= KEPT_STUDIES) listed.clear();
        listed.set(id, readStudy(library, id));
      }
      return listed.get(id);
    },
    found(id, query, width) {
      const key = `${id} ${width} ${query.text}`;
      if (!snippets.has(key)) {
        if (snippets.size >= KEPT_SNIPPETS) snippets.clear();
        snippets.set(key, foundIn(library, id, query, width));
      }
      return snippets.get(key);
    },
    idOf: (keyOrUid) => studyId(library, keyOrUid),
    codebook: () => codebookTags(library),
    searches: () => savedSearches(library),
    history: () => history(library, STEPS),
    countAtOnce: (places) =>
      isSmall(library)
        ? countPlaces(
            library,
            places.map((place) => placeOf(library, place)),
          )
        : undefined,
    countLater: (places) =>
      background.ask({
        kind: 'count',
        file: library.file,
        places: places.map((place) => placeOf(library, place)),
        turns,
        turn: Atomics.load(turn, 0),
      }),
    reference: ({ item }) => background.ask({ kind: 'reference', item, style }),
    version,
    sort: () => sortTerm(readSetting(library, SORT)),
    keepSort: (sort) => writeSetting(library, SORT, sort ?? null),
    columns: () => texts(readSetting(library, COLUMNS)),
    keepColumns: (names) => writeSetting(library, COLUMNS, names),
    recentTags() {
      const known = new Map(codebookTags(library).map(({ name }) => [name.toLowerCase(), name]));
      return texts(readSetting(library, RECENT_TAGS)).flatMap((name) => known.get(name.toLowerCase()) ?? []);
    },
    keepRecentTags: (names) => writeSetting(library, RECENT_TAGS, names),
  };
}

function placeOf(library: Library, place: Place) {
  return requestOf(library, { query: '', place, sort: undefined, find: 'studies' }).place;
}

function foundIn(library: Library, id: number, query: Query, width: number): Found | undefined {
  for (const { field, text } of searchedTexts(library, id)) {
    const part = snippet(text, query, width - field.length - 2, field);
    if (part) return { ...part, field };
  }
  return undefined;
}

/** A setting may have been written by another version. */
function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** As `texts`. */
function sortTerm(value: unknown): SortTerm | undefined {
  const { field, descending } = (value ?? {}) as Partial<SortTerm>;
  return typeof field === 'string' && fieldByName(field) && typeof descending === 'boolean'
    ? { field, descending }
    : undefined;
}
