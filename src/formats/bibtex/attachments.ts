import { bibtexResidue } from './residue.ts';

/**
 * Paths of the files that a .bib entry names in its field `file`, as written there: one path, or parts
 * `description:path:type` with `;` between them, as JabRef and Zotero write. @param residue the `bibtex` member of a study's residue
 */
export function attachedFiles(residue: unknown): string[] {
  const kept = bibtexResidue(residue);
  const field = kept?.fields.find(([name]) => name.toLowerCase() === 'file');
  if (!kept || !field) return [];
  const value = kept.raw
    .slice(field[1], field[2])
    .trim()
    .replace(/^[{"]([\s\S]*)[}"]$/, '$1');
  return value.split(/(?<!\\);/).flatMap((one) => {
    const parts = one.split(/(?<!\\):/).map((part) => part.replace(/\\([:;\\_&%#$])/g, '$1').trim());
    // "C:/papers/a.pdf" is one path.
    const path = parts.length >= 3 ? parts.slice(1, -1).join(':') : one.trim();
    return path === '' ? [] : [path];
  });
}
