import type { Tag } from '../domain/tag.ts';
import { normalTag } from '../domain/tag.ts';
import { fuzzyFilter } from './fuzzy.ts';
import type { LineState } from './line-editor.ts';

/** The tag picker. Nothing is written before it closes. */
export interface Picker {
  /** "smith2010", "3 studies", "an excerpt of smith2010". */
  of: string;
  studies: readonly number[];
  /** Uid, when the tags go on an excerpt. */
  excerpt: string | undefined;
  /** On how many of `total` each tag is now, by its name in lower case. */
  present: ReadonlyMap<string, number>;
  total: number;
  codebook: readonly Tag[];
  recent: readonly string[];
  /** Keywords of the studies that the codebook does not have. */
  keywords: readonly string[];
  /** What was toggled, by name in lower case: the name as written, and whether it goes on. */
  toggled: ReadonlyMap<string, { name: string; on: boolean }>;
  filter: LineState;
  cursor: number;
}

export interface PickerRow {
  name: string;
  definition: string;
  state: 'on' | 'some' | 'off';
  changed: boolean;
  /** Offsets in the name that match the filter. */
  positions: readonly number[];
  /** The digit that applies it at once. */
  digit?: number;
  isNew?: true;
  /** A keyword of the studies; put on, it becomes a tag. */
  isKeyword?: true;
}

/** The rows: with an empty filter the recent tags first, else what matches, keywords behind the tags, and the filter itself as a new tag. */
export function pickerRows(picker: Picker): PickerRow[] {
  const known = new Map(picker.codebook.map((tag) => [tag.name.toLowerCase(), tag]));
  const names = [
    ...picker.codebook.map((tag) => tag.name),
    ...[...picker.toggled.values()].map((t) => t.name).filter((name) => !known.has(name.toLowerCase())),
  ];
  const taken = new Set(names.map((name) => name.toLowerCase()));
  const keywords = picker.keywords.filter((word) => !taken.has(word.toLowerCase()));
  const row = (name: string, positions: readonly number[]): PickerRow => {
    const folded = name.toLowerCase();
    const toggled = picker.toggled.get(folded);
    const count = picker.present.get(folded) ?? 0;
    const now = count === 0 ? 'off' : count < picker.total ? 'some' : 'on';
    return {
      name,
      definition: known.get(folded)?.definition ?? '',
      state: toggled ? (toggled.on ? 'on' : 'off') : now,
      changed: toggled !== undefined,
      positions,
    };
  };
  const filter = picker.filter.text.trim();
  if (filter === '') {
    const recent = picker.recent.slice(0, 9);
    const rest = names.filter((name) => !recent.some((one) => one.toLowerCase() === name.toLowerCase()));
    return [
      ...recent.map((name, at) => ({ ...row(name, []), digit: at + 1 })),
      ...rest.map((name) => row(name, [])),
      ...keywords.map((word) => ({ ...row(word, []), isKeyword: true as const })),
    ];
  }
  const rows: PickerRow[] = fuzzyFilter(names, filter, (name) => name).map(({ item, positions }) =>
    row(item, positions),
  );
  for (const { item, positions } of fuzzyFilter(keywords, filter, (word) => word))
    rows.push({ ...row(item, positions), isKeyword: true });
  const fresh = normalTag(filter);
  if (fresh !== undefined && ![...names, ...keywords].some((name) => name.toLowerCase() === fresh.toLowerCase())) {
    rows.push({ ...row(fresh, []), isNew: true });
  }
  return rows;
}

/** The picker with a tag put on, or taken off where it is on everything. */
export function toggleTag(picker: Picker, name: string): Picker {
  const folded = name.toLowerCase();
  const toggled = new Map(picker.toggled);
  const count = picker.present.get(folded) ?? 0;
  const before = toggled.get(folded);
  if (before) toggled.delete(folded);
  else toggled.set(folded, { name, on: count < picker.total });
  return { ...picker, toggled };
}

/** "+harm/grooming", "-stance/contested". */
export function pickerEdits(picker: Picker): string[] {
  return [...picker.toggled.values()].map(({ name, on }) => `${on ? '+' : '-'}${name}`);
}
