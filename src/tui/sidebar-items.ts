import type { Place } from '../commands/browse.ts';
import type { State } from './state.ts';

export interface SidebarItem {
  place: Place;
  label: string;
  /** Of the tree, 0 for what stands at the left. */
  depth: number;
  /** Undefined while it is not known. */
  count: number | undefined;
}

const INBOX: Place = { kind: 'inbox' };

type Shown = Pick<State, 'codebook' | 'searches' | 'placeCounts'>;

/** The rows of the sidebar: the library, the studies not screened yet, the saved searches, the codebook as a tree, the trash. */
export function sidebarItems({ codebook, searches, placeCounts }: Shown): SidebarItem[] {
  const counted = (place: Place) => placeCounts.counts.get(placeKey(place));
  const names = new Set(codebook.map((tag) => tag.name));
  const tags = codebook.map((tag): SidebarItem => {
    let parent = tag.name;
    let depth = 0;
    let own = tag.name;
    for (let slash = parent.lastIndexOf('/'); slash > 0; slash = parent.lastIndexOf('/')) {
      parent = parent.slice(0, slash);
      if (!names.has(parent)) continue;
      if (depth === 0) own = tag.name.slice(parent.length + 1);
      depth += 1;
    }
    const place: Place = { kind: 'tag', name: tag.name };
    return { place, label: own, depth, count: counted(place) };
  });
  const saved = searches.map(({ name }): SidebarItem => {
    const place: Place = { kind: 'search', name };
    return { place, label: `/${name}`, depth: 0, count: counted(place) };
  });
  return [
    { place: { kind: 'all' }, label: 'All studies', depth: 0, count: counted({ kind: 'all' }) },
    { place: INBOX, label: 'Inbox', depth: 0, count: counted(INBOX) },
    ...saved,
    ...tags,
    { place: { kind: 'trash' }, label: 'Trash', depth: 0, count: counted({ kind: 'trash' }) },
  ];
}

/** The places of the sidebar. */
export function countedPlaces({ codebook, searches }: Pick<State, 'codebook' | 'searches'>): Place[] {
  return [
    { kind: 'all' },
    { kind: 'trash' },
    INBOX,
    ...searches.map(({ name }): Place => ({ kind: 'search', name })),
    ...codebook.map(({ name }): Place => ({ kind: 'tag', name })),
  ];
}

export function placeKey(place: Place): string {
  return 'name' in place ? `${place.kind} ${place.name}` : place.kind;
}

/** "tag harm/grooming", "trash"; empty for all studies. */
export function placeLabel(place: Place): string {
  return place.kind === 'all' ? '' : placeKey(place);
}
