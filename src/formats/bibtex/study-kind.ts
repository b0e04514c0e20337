import { names, text } from '../../domain/csl.ts';
import type { Study } from '../../domain/study.ts';
import { isPlainPage } from './csl-to-fields.ts';
import { cslTypeOf, type EntryKind, entryKindOf, genreOf } from './entry-types.ts';
import type { Dialect } from './fields.ts';
import { type BibtexResidue, fingerprints } from './residue.ts';

/** The entry type of a study, with what else its type and genre need: those of its source unless they have changed. */
export function kindOf({ item }: Study, residue: BibtexResidue | undefined, dialect: Dialect): EntryKind {
  const kind = entryKindOf(item.type, text(item, 'genre'), dialect, {
    hasAuthor: names(item, 'author').length > 0,
    hasEditor: names(item, 'editor').length > 0,
    hasContainer: text(item, 'container-title') !== undefined,
    hasAddress: ['URL', 'DOI', 'archive_location', 'PMID'].some((variable) => text(item, variable) !== undefined),
    hasSeries: ['collection-title', 'collection-number'].some((variable) => text(item, variable) !== undefined),
    isPlainPage: isPlainPage(item, dialect),
  });
  if (!residue) return kind;
  const now = fingerprints({ id: '', type: item.type, ...('genre' in item ? { genre: item.genre } : {}) }, []);
  // @phdthesis says a genre; other types stay as exact as they came whatever the genre becomes.
  const saysGenre = genreOf(residue.type.toLowerCase(), undefined) !== undefined;
  if (now.type !== residue.seen.type || (saysGenre && now.genre !== residue.seen.genre)) return kind;
  if (residue.dialect === dialect) return { ...kind, entryType: residue.type };
  // The other dialect keeps a type that it knows too and that means the same there.
  const type = residue.type.toLowerCase();
  const shared =
    /^(?:article|book|booklet|inbook|incollection|inproceedings|manual|misc|proceedings|unpublished)$/.test(type);
  return shared && cslTypeOf(type, undefined, false) === item.type ? { ...kind, entryType: type } : kind;
}
