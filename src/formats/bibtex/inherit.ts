import type { Fields, FieldValue, Link } from './entry-to-csl.ts';
import type { Dialect } from './fields.ts';

export interface Parent {
  entryType: string;
  fields: Fields;
}

/** Never inherited: BibLaTeX's list, and what belongs to one work only. */
const OWN = new Set(
  (
    'ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring relatedtype ' +
    'shorthand shorthandintro sortkey sorttitle indextitle indexsorttitle key keywords abstract annotation annote note addendum file ' +
    'groups owner timestamp doi url urldate eprint eprinttype eprintclass pages type shorttitle pmid pmcid'
  ).split(' '),
);

const TITLES = ['title', 'subtitle', 'titleaddon'];
const INTO_BOOK = new Set([
  'inbook',
  'bookinbook',
  'suppbook',
  'incollection',
  'suppcollection',
  'inreference',
  'inproceedings',
  'conference',
]);
const LONGEST_CHAIN = 8;

/** Keys of other entries, in lower case but for those that are missing. */
export interface Links {
  /** The entry's own `crossref`. */
  parent?: string;
  /** Those that it has by `xdata`, over several steps too. */
  data: string[];
  /** As written: nowhere in the file. */
  missing: string[];
}

/** Adds to `fields` what the entry has from others by `xdata` and `crossref`. */
export function inherit(entryType: string, fields: Fields, entries: ReadonlyMap<string, Parent>): Links {
  const links: Links = { data: [], missing: [] };
  const parent = keysOf(fields, 'crossref')[0]?.toLowerCase();
  if (parent !== undefined && entries.has(parent)) links.parent = parent;
  addInherited(entryType, fields, entries, links, new Set(), 0, true);
  return links;
}

/** What BibLaTeX gives titles for: from these parents to these children. BibLaTeX 3.19, "Default Inheritance Setup". */
const TITLE_GIVEN: readonly (readonly [parents: RegExp, children: RegExp])[] = [
  [/^mvbook$/, /^(?:book|inbook|bookinbook|suppbook)$/],
  [/^mv(?:collection|reference)$/, /^(?:collection|reference|incollection|inreference|suppcollection)$/],
  [/^mvproceedings$/, /^(?:proceedings|inproceedings|conference)$/],
  [/^book$/, /^(?:inbook|bookinbook|suppbook)$/],
  [/^(?:collection|reference)$/, /^(?:incollection|inreference|suppcollection)$/],
  [/^proceedings$/, /^(?:inproceedings|conference)$/],
  [/^periodical$/, /^(?:article|suppperiodical)$/],
];

/** Whether a program of the dialect gives a child the field of its parent under this name. BibTeX renames none. Types in lower case. */
export function isGiven(
  dialect: Dialect,
  from: { type: string; name: string },
  to: { type: string; name: string },
): boolean {
  if (from.name === to.name) return true;
  return (
    dialect === 'biblatex' &&
    TITLE_GIVEN.some(([parents, children]) => parents.test(from.type) && children.test(to.type))
  );
}

function addInherited(
  entryType: string,
  fields: Fields,
  entries: ReadonlyMap<string, Parent>,
  links: Links,
  visited: Set<string>,
  depth: number,
  isOwn: boolean,
): void {
  const linked: { key: string; by: Link }[] = [
    ...keysOf(fields, 'xdata').map((key) => ({ key, by: 'xdata' as const })),
    ...keysOf(fields, 'crossref')
      .slice(0, 1)
      .map((key) => ({ key, by: 'crossref' as const })),
  ];
  for (const { key, by } of linked) {
    const name = key.toLowerCase();
    if (visited.has(name) || depth >= LONGEST_CHAIN) continue;
    visited.add(name);
    const parent = entries.get(name);
    if (!parent) {
      links.missing.push(key);
      continue;
    }
    const isData = by === 'xdata';
    const isOwnData = isOwn && isData;
    if (isOwnData) links.data.push(name);
    const theirs: Fields = new Map(parent.fields);
    addInherited(parent.entryType, theirs, entries, links, visited, depth + 1, isOwnData);
    for (const [field, value] of theirs) {
      const target = isData ? field : nameInChild(field, parent.entryType, entryType);
      if (target === undefined || (isData && (field === 'xdata' || field === 'ids')) || fields.has(target)) continue;
      if (hasDate(fields) && (field === 'date' || field === 'year' || field === 'month' || field === 'day')) continue;
      if (value.text !== '') fields.set(target, { text: value.text, inherited: { by, as: field } });
    }
  }
}

const hasDate = (fields: Fields) => own(fields.get('date')) || own(fields.get('year'));
const own = (value: FieldValue | undefined) => value !== undefined && value.inherited === undefined;

/** The name that a parent's field has in its child; undefined when it is not inherited. BibLaTeX 3.19, "Default Inheritance Setup". */
function nameInChild(field: string, parentType: string, childType: string): string | undefined {
  if (OWN.has(field)) return undefined;
  if (!TITLES.includes(field)) return field;
  if (parentType === 'periodical') return `journal${field}`;
  if (parentType.startsWith('mv')) return `main${field}`;
  return INTO_BOOK.has(childType) ? `book${field}` : undefined;
}

function keysOf(fields: Fields, field: string): string[] {
  const text = fields.get(field)?.text ?? '';
  return text === ''
    ? []
    : text
        .split(',', 50)
        .map((key) => key.trim())
        .filter(Boolean);
}
