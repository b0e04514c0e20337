import type { CslItem } from '../domain/study.ts';
import { type CitationStyle, formatReference } from '../formats/citation-style.ts';
import { type Library, openReader } from '../store/open-library.ts';
import { SearchStopped } from '../store/search-functions.ts';
import { countPlaces, type Listing, listAll, listNewest, type Request } from './listing.ts';

/** Says whether a task is still wanted: it is while the number in `turns` is its own. */
export interface Turn {
  turns: SharedArrayBuffer;
  turn: number;
}

/** What can be done in the background; plain data, so that it can go to another thread. */
export type Task =
  | { kind: 'reference'; item: CslItem; style: CitationStyle }
  | ({ kind: 'newest'; file: string; request: Request; limit: number } & Turn)
  | ({ kind: 'search'; file: string; request: Request } & Turn)
  | ({ kind: 'count'; file: string; places: readonly Request['place'][] } & Turn);

/** What each kind of task gives; undefined for one that is no longer wanted. */
export interface Results {
  reference: string;
  newest: Listing | undefined;
  search: Listing | undefined;
  /** How many studies are in each place. */
  count: number[] | undefined;
}

export type ResultOf<T extends Task> = Results[T['kind']];

/** Does a task in this thread. The libraries it reads must be open elsewhere in the process. */
export async function perform(task: Task): Promise<Results[Task['kind']]> {
  if (task.kind === 'reference') return formatReference(task.item, task.style);
  const turns = new Int32Array(task.turns);
  const isStale = () => Atomics.load(turns, 0) !== task.turn;
  if (isStale()) return undefined;
  try {
    const library = readerOf(task.file);
    if (task.kind === 'newest') return listNewest(library, task.request, task.limit, isStale);
    if (task.kind === 'search') return listAll(library, task.request, isStale);
    return countPlaces(library, task.places, isStale);
  } catch (error) {
    if (error instanceof SearchStopped) return undefined;
    throw error;
  }
}

const readers = new Map<string, Library>();

function readerOf(file: string): Library {
  let reader = readers.get(file);
  if (!reader) {
    reader = openReader(file);
    readers.set(file, reader);
  }
  return reader;
}
