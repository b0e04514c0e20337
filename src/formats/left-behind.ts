import type { Diagnostic } from '../domain/diagnostic.ts';
import type { Residue, Study } from '../domain/study.ts';
import { studiesCount } from '../domain/text/counts.ts';
import { bibtexResidue } from './bibtex/source/residue.ts';
import { isUsedMember } from './crossref/work-to-csl.ts';
import { entryOf, readEntry } from './hayagriva/read-entry.ts';
import { isObject } from './json/is-object.ts';
import { recordOf } from './ris/record.ts';
import { risToCsl } from './ris/to-csl.ts';
import { cellsOf } from './table/residue.ts';
import { TAGGED_SOURCES, unclaimedFields } from './tagged-sources.ts';
import { isUsedField } from './zotero/item-types.ts';

/** Names of the fields of a study's source in one format from which its reader made no variable. */
type Unplaced = (residue: Residue, own: string) => string[];

const SOURCES: readonly { name: string; label: string; unplaced: Unplaced }[] = [
  {
    name: 'bibtex',
    label: 'BibTeX',
    unplaced: ({ bibtex }) => {
      const kept = bibtexResidue(bibtex);
      const fields = kept?.fields.filter(([, from, to, ...variables]) => variables.length === 0 && to - from > 2) ?? [];
      return fields.map(([name]) => name.toLowerCase());
    },
  },
  {
    name: 'ris',
    label: 'RIS',
    unplaced: (residue) => {
      const fields = recordOf(residue, 'ris')?.fields ?? [];
      const { claims } = risToCsl(fields);
      return fields.flatMap(([tag, value], at) => (claims[at] === undefined && value !== '' ? [tag] : []));
    },
  },
  ...TAGGED_SOURCES.map((source) => ({
    name: source.name,
    label: source.label,
    unplaced: (residue: Residue, own: string) => unclaimedFields(source, residue, own === 'ris'),
  })),
  {
    name: 'hayagriva',
    label: 'Hayagriva',
    unplaced: (residue) => {
      const entry = entryOf(residue);
      return entry ? readEntry('', entry).left : [];
    },
  },
  {
    name: 'cff',
    label: 'CITATION.cff',
    unplaced: ({ cff }) => (isObject(cff) ? Object.keys(cff) : []),
  },
  { name: 'zotero-json', label: 'Zotero', unplaced: (residue) => unusedMembers(residue['zotero-json'], isUsedField) },
  { name: 'crossref', label: 'Crossref', unplaced: ({ crossref }) => unusedMembers(crossref, isUsedMember) },
  { name: 'table', label: 'a table', unplaced: (residue) => cellsOf(residue).map(([column]) => column) },
];
/** More names than this do not help anybody. */
const MOST_NAMES = 8;

/** What other formats than `own` said of the studies and no variable holds: a remark for each of them. `label` is that of `own`. */
export function leftBehind(studies: readonly Study[], own: string, label: string): Diagnostic[] {
  return SOURCES.filter(({ name }) => name !== own).flatMap((source): Diagnostic[] => {
    const names = new Set<string>();
    let count = 0;
    for (const { residue } of studies) {
      const found = residue && Object.hasOwn(residue, source.name) ? source.unplaced(residue, own) : [];
      for (const name of found) names.add(name);
      if (found.length > 0) count++;
    }
    if (count === 0) return [];
    const listed = [...names].sort();
    const more = listed.length > MOST_NAMES ? ' …' : '';
    const fields = listed.slice(0, MOST_NAMES).join(', ') + more;
    const message = `${label} has no place for what ${source.label} said of ${studiesCount(count)} in ${fields}; left out (CSL-JSON keeps it)`;
    return [{ severity: 'info', message }];
  });
}

/** Names of the fields that the source of a study has in one format and no CSL variable holds; undefined for a format without such fields. */
export function unplacedFields(format: string, residue: Residue): ReadonlySet<string> | undefined {
  const source = SOURCES.find(({ name }) => name === format);
  return source && new Set(source.unplaced(residue, ''));
}

/** Members with something in them from which no variable was made. */
function unusedMembers(source: unknown, isUsed: (name: string) => boolean): string[] {
  if (!isObject(source)) return [];
  return Object.entries(source).flatMap(([name, value]) => {
    const isEmpty = value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
    return isEmpty || isUsed(name) ? [] : [name];
  });
}
