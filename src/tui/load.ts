import type { Browser, Listing, Place } from '../commands/browse.ts';
import { plainReference } from '../domain/reference.ts';
import { excerptOrder } from './detail-lines.ts';
import { showExcerpt, toRow } from './move.ts';
import { countedPlaces, placeKey, sidebarItems } from './sidebar-items.ts';
import { currentPassage, currentStudy, type State, wantedList, wantedOf } from './state.ts';

/**
 * The state with the ids that its place and query ask for, the cursor on the study it was on; in a large library with those
 * that can be had at once. `withListing` brings the rest.
 */
export function loadList(before: State, browser: Browser): State {
  const state = loadLibrary(before, browser);
  const wanted = wantedList(state);
  if (state.found.wanted === wanted) return state;
  const listing = browser.listAtOnce(wantedOf(state));
  if (listing?.isWhole) return withListing(state, listing);
  const waiting = { ...state, found: { ...state.found, isWhole: false } };
  return listing ? withNewest(waiting, listing) : waiting;
}

/** The state with the first rows to show, unless those that are shown have to stay: as when only the library has changed. */
export function withNewest(state: State, { ids, passages }: Listing): State {
  const wanted = wantedList(state);
  if (state.list.id !== undefined || isSameQuestion(state.found.wanted, wanted)) return state;
  return {
    ...state,
    found: { wanted, ids, ...(passages ? { passages } : {}), isWhole: false },
    list: { cursor: 0, top: 0, id: undefined },
  };
}

/** The state with the whole list. */
export function withListing(state: State, { ids, passages }: Listing): State {
  const found = { wanted: wantedList(state), ids, ...(passages ? { passages } : {}), isWhole: true };
  const { gone, passage, cursor } = state.list;
  const id = gone ?? state.list.id;
  let at = id === undefined ? 0 : -1;
  if (passage !== undefined && passages) at = Array.prototype.indexOf.call(passages, passage);
  if (id !== undefined && at < 0) at = Array.prototype.indexOf.call(ids, id);
  if (at >= 0 || id === undefined) return toRow({ ...state, found }, at);
  const next = toRow({ ...state, found }, cursor);
  return { ...next, list: { ...next.list, gone: id } };
}

/** The state with how many studies are in the places of the sidebar. */
export function withCounts(state: State, places: readonly Place[], counts: readonly number[], version: string): State {
  const known = new Map(places.map((place, at) => [placeKey(place), counts[at] ?? 0]));
  return { ...state, placeCounts: { version, counts: known } };
}

/** Tags, saved searches and counts, when the library has changed. */
function loadLibrary(state: State, browser: Browser): State {
  const version = browser.version();
  if (version === state.version) return state;
  const next = {
    ...state,
    version,
    codebook: browser.codebook(),
    searches: browser.searches(),
  };
  const places = countedPlaces(next);
  const counts = browser.countAtOnce(places);
  const counted = counts ? withCounts(next, places, counts, version) : next;
  const here = placeKey(next.place);
  const at = sidebarItems(counted).findIndex(({ place }) => placeKey(place) === here);
  // A saved search that is gone has nothing to show.
  const place: Place = at < 0 && next.place.kind === 'search' ? { kind: 'all' } : next.place;
  return { ...counted, place, sidebar: { ...counted.sidebar, cursor: Math.max(0, at) } };
}

function isSameQuestion(before: string, now: string): boolean {
  const question = (wanted: string) => wanted.slice(wanted.indexOf(','));
  return before !== '' && question(before) === question(now);
}

/** The state with the study under the cursor. The detail pane stays where it was as long as the study is the same. */
export function loadStudy(state: State, browser: Browser): State {
  return onPassage(loadOpen(state, browser), browser);
}

/** The detail pane on the passage under the cursor of the list, when that is another one. */
function onPassage(state: State, browser: Browser): State {
  const passage = currentPassage(state);
  const { open } = state;
  if (!open || open.passage === passage) return state;
  const uid = passage === undefined ? undefined : browser.passages([passage])[0]?.uid;
  const next = { ...state, open: { ...open, passage } };
  const at = open.study.excerpts.findIndex((excerpt) => excerpt.uid === uid);
  return at < 0 ? next : showExcerpt(next, at);
}

function loadOpen(state: State, browser: Browser): State {
  const id = currentStudy(state);
  if (id === undefined) return state.open ? { ...state, open: undefined, detail: { excerpt: -1, top: 0 } } : state;
  if (state.open?.id === id && state.open.version === state.version) return state;
  const study = browser.study(id);
  if (!study) return { ...state, open: undefined, detail: { excerpt: -1, top: 0 } };
  if (state.open?.id !== id)
    return { ...state, open: { id, version: state.version, study }, detail: { excerpt: -1, top: 0 } };
  const before = state.open.study.excerpts[state.detail.excerpt]?.uid;
  const order = excerptOrder(study);
  const same = before === undefined ? -1 : study.excerpts.findIndex((excerpt) => excerpt.uid === before);
  const excerpt =
    before === undefined || same >= 0 ? same : (order[Math.min(state.detail.excerpt, order.length - 1)] ?? -1);
  return { ...state, open: { ...state.open, version: state.version, study }, detail: { ...state.detail, excerpt } };
}

/** The newest state with the reference of the study that was shown; the same when there is nothing new. */
export async function loadReference(state: State, browser: Browser, newest: () => State): Promise<State> {
  const study = state.open?.study;
  if (!study || state.reference?.study === study) return newest();
  // What a style cannot format still has a plain reference.
  const text = await browser.reference(study).catch(() => plainReference(study.item));
  const now = newest();
  return now.open?.study === study && now.reference?.study !== study ? { ...now, reference: { study, text } } : now;
}
