import { names, text } from '../../../domain/csl.ts';
import type { CslItem, Study } from '../../../domain/study.ts';
import { isPlainPage } from '../mapping/csl-to-fields.ts';
import { cslTypeOf, type EntryKind, entryKindOf, genreOf } from '../model/entry-types.ts';
import type { Dialect } from '../model/fields.ts';
import { type BibtexResidue, fingerprints, type KeptField } from './residue.ts';

/** The entry type of a study, with what else its type and genre need: those of its source unless they have changed. */
export function kindOf(study: Study, residue: BibtexResidue | undefined, dialect: Dialect): EntryKind {
  const { item } = study;
  const kind = entryKindOf(item.type, text(item, 'genre'), dialect, {
    hasAuthor: names(item, 'author').length > 0,
    hasEditor: names(item, 'editor').length > 0,
    hasContainer: text(item, 'container-title') !== undefined,
    hasAddress: ['URL', 'DOI', 'archive_location', 'PMID'].some((variable) => text(item, variable) !== undefined),
    hasSeries: ['collection-title', 'collection-number'].some((variable) => text(item, variable) !== undefined),
    isPlainPage: isPlainPage(item, dialect, residue !== undefined && keepsHowpublished(study, residue)),
  });
  if (!residue) return kind;
  const { type: own, genre, URL } = residue.seen;
  const now = seenNow(item, 'genre', 'URL');
  const type = residue.type.toLowerCase();
  // @phdthesis says a genre; other types stay as exact as they came whatever the genre becomes.
  const saysGenre = genreOf(type, undefined) !== undefined;
  if (now.type !== own || (saysGenre && now.genre !== genre)) return kind;
  const isPage = now.URL === URL && residue.fields.some(saysAddress);
  if (residue.dialect === dialect) {
    // A page of the web whose address is no longer in `howpublished`.
    const isSaid = isPage || (dialect === 'bibtex' && kind.subtype === undefined);
    const { subtype: _, ...rest } = kind;
    const needed = type === 'misc' && item.type === 'webpage' && !isSaid ? { subtype: item.type } : {};
    return { ...rest, entryType: residue.type, ...needed };
  }
  if (dialect === 'biblatex' && type === 'techreport' && text(item, 'genre') === undefined)
    return { ...kind, type: 'techreport' };
  // The other dialect keeps a type that it knows too and that means the same there.
  const isShared =
    /^(?:article|book|booklet|inbook|incollection|inproceedings|manual|misc|proceedings|unpublished)$/.test(type);
  if (!isShared || cslTypeOf(type, undefined, isPage && dialect === 'biblatex') !== item.type) return kind;
  return { entryType: type, ...(kind.type === undefined || !('genre' in item) ? {} : { type: kind.type }) };
}

const saysAddress = ([name, , , ...variables]: KeptField) =>
  /^howpublished$/i.test(name) && variables.some((variable) => variable === 'URL');

/** Whether the export has what the source says in `howpublished`, other than an address. */
export function keepsHowpublished({ item }: Study, { fields, seen }: BibtexResidue): boolean {
  const kept = fields.find(([name]) => name.toLowerCase() === 'howpublished');
  if (!kept || saysAddress(kept)) return false;
  const [, from, to, ...variables] = kept;
  if (to - from < 3) return false;
  const now = seenNow(item, ...variables);
  return variables.every((variable) => now[variable] === seen[variable]);
}

/** Fingerprints of the type and of some other variables. */
function seenNow(item: CslItem, ...variables: string[]): { [variable: string]: string } {
  const some = variables.filter((variable) => variable in item).map((variable) => [variable, item[variable]]);
  return fingerprints({ id: '', type: item.type, ...Object.fromEntries(some) }, []);
}
