import type { Fields, FieldValue } from './entry-to-csl.ts';

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

/** Adds to `fields` what the entry has from others by `xdata` and `crossref`. Answers the keys that are nowhere in the file. */
export function inherit(entryType: string, fields: Fields, entries: ReadonlyMap<string, Parent>): string[] {
  const missing: string[] = [];
  addInherited(entryType, fields, entries, missing, new Set(), 0);
  return missing;
}

function addInherited(
  entryType: string,
  fields: Fields,
  entries: ReadonlyMap<string, Parent>,
  missing: string[],
  visited: Set<string>,
  depth: number,
): void {
  const links = [
    ...keysOf(fields, 'xdata').map((key) => ({ key, isData: true })),
    ...keysOf(fields, 'crossref')
      .slice(0, 1)
      .map((key) => ({ key, isData: false })),
  ];
  for (const { key, isData } of links) {
    const name = key.toLowerCase();
    if (visited.has(name) || depth >= LONGEST_CHAIN) continue;
    visited.add(name);
    const parent = entries.get(name);
    if (!parent) {
      missing.push(key);
      continue;
    }
    const theirs: Fields = new Map(parent.fields);
    addInherited(parent.entryType, theirs, entries, missing, visited, depth + 1);
    for (const [field, value] of theirs) {
      const target = isData ? field : nameInChild(field, parent.entryType, entryType);
      if (target === undefined || (isData && (field === 'xdata' || field === 'ids')) || fields.has(target)) continue;
      if (hasDate(fields) && (field === 'date' || field === 'year' || field === 'month' || field === 'day')) continue;
      if (value.text !== '') fields.set(target, { text: value.text, inherited: true } satisfies FieldValue);
    }
  }
}

const hasDate = (fields: Fields) => own(fields.get('date')) || own(fields.get('year'));
const own = (value: FieldValue | undefined) => value !== undefined && !value.inherited;

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
