import type { KeptSource } from '../../format.ts';
import { asJson, bibtexResidue } from './residue.ts';

/** A value as it stands in an entry without its braces or quotation marks. */
export const withoutMarks = (value: string): string => value.replace(/^[{"]|[}"]$/g, '');

export const bibtexSource: KeptSource = {
  fields(residue) {
    const kept = bibtexResidue(residue?.bibtex);
    return new Map(kept?.fields.map(([name, from, to]) => [name.toLowerCase(), kept.raw.slice(from, to)]));
  },
  // BibLaTeX 3.19, "ids": a list of citation keys that are aliases of this one.
  aliases(residue) {
    const kept = bibtexResidue(residue?.bibtex);
    const [, from, to] = kept?.fields.find(([name]) => name.toLowerCase() === 'ids') ?? [];
    if (!kept || from === undefined || to === undefined) return [];
    const keys = kept.raw.slice(from, to).replace(/[{}"]/g, '').split(',');
    return keys.map((key) => key.trim()).filter((key) => key !== '');
  },
  surroundings(residue) {
    const kept = bibtexResidue(residue?.bibtex);
    return { before: kept?.before.replace(/^\ufeff/, '') ?? '', after: kept?.after ?? '' };
  },
  withSurroundings(residue, { before, after }) {
    const kept = bibtexResidue(residue.bibtex);
    if (!kept) return residue;
    const around = { before: before + kept.before, ...(after === '' ? {} : { after: (kept.after ?? '') + after }) };
    return { ...residue, bibtex: asJson({ ...kept, ...around }) };
  },
};
