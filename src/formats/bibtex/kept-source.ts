import type { KeptSource } from '../format.ts';
import { asJson, bibtexResidue } from './residue.ts';

export const bibtexSource: KeptSource = {
  fields(residue) {
    const kept = bibtexResidue(residue?.bibtex);
    return new Map(kept?.fields.map(([name, from, to]) => [name.toLowerCase(), kept.raw.slice(from, to)]));
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
