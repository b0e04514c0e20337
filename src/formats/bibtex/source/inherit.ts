import type { Fields, FieldValue, Link } from '../mapping/entry-to-csl.ts';
import type { Dialect } from '../model/fields.ts';

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
/** Longer chains than any honest file has would exhaust the stack. */
const LONGEST_CHAIN = 100;

/** Keys of other entries, in lower case but for those that are missing. */
export interface Links {
  /** The entry's own `crossref`. */
  parent?: string;
  /** Those that it has by `xdata`, over several steps too. */
  data: string[];
  /** As written: nowhere in the file, or no `@xdata` where it must be one. */
  missing: { key: string; by: Link }[];
}

/** What the entries of one file have from each other by `xdata` and `crossref`. */
export class Inheritance {
  private readonly entries: ReadonlyMap<string, Parent>;
  private readonly complete = new Map<string, Links & Parent>();
  /** Entries that are being completed: none inherits from itself. */
  private readonly open = new Set<string>();

  /** @param entries by key in lower case */
  constructor(entries: ReadonlyMap<string, Parent>) {
    this.entries = entries;
  }

  /** Adds to `fields` what the entry has from others. */
  addTo(fields: Fields, entryType: string): Links {
    const links: Links = { data: [], missing: [] };
    for (const key of keysOf(fields, 'xdata')) {
      const data = this.completed(key, links, 'xdata');
      if (!data) continue;
      links.data = [...new Set([...links.data, key.toLowerCase(), ...data.data])];
      links.missing = [...new Set([...links.missing, ...data.missing])];
      for (const [field, value] of data.fields)
        if (field !== 'xdata' && field !== 'ids') add(fields, field, { by: 'xdata', as: field }, value);
    }
    const crossref = keysOf(fields, 'crossref')[0];
    const parent = crossref === undefined ? undefined : this.completed(crossref, links, 'crossref');
    if (crossref === undefined || !parent) return links;
    links.parent = crossref.toLowerCase();
    for (const [field, value] of parent.fields) {
      const target = nameInChild(field, parent.entryType, entryType);
      if (target !== undefined) add(fields, target, { by: 'crossref', as: field }, value);
    }
    return links;
  }

  private completed(key: string, links: Links, by: Link): (Links & Parent) | undefined {
    const name = key.toLowerCase();
    const entry = this.entries.get(name);
    if (!entry || (by === 'xdata' && entry.entryType !== 'xdata')) {
      links.missing.push({ key, by });
      return undefined;
    }
    let whole = this.complete.get(name);
    if (!whole && !this.open.has(name) && this.open.size < LONGEST_CHAIN) {
      this.open.add(name);
      const fields: Fields = new Map(entry.fields);
      whole = { entryType: entry.entryType, fields, ...this.addTo(fields, entry.entryType) };
      this.open.delete(name);
      this.complete.set(name, whole);
    }
    return whole;
  }
}

function add(fields: Fields, name: string, inherited: FieldValue['inherited'] & object, { text }: FieldValue): void {
  if (text === '' || fields.has(name)) return;
  if (hasDate(fields) && /^(?:date|year|month|day)$/.test(name)) return;
  fields.set(name, { text, inherited });
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
