import type { Residue } from '../../../domain/study.ts';
import { splitKeywords } from '../field-values/keywords.ts';
import { loadLatexTables } from '../latex/tables.ts';
import { latexToText } from '../latex/to-text.ts';
import { withoutMarks } from './kept-source.ts';
import { bibtexResidue } from './residue.ts';

/** Gives the keywords of a .bib entry of which earlier versions made tags; none for an entry that came in since they stay keywords. */
export async function olderKeywordReader(): Promise<(residue: Residue | undefined) => string[]> {
  const tables = await loadLatexTables();
  return (residue) => {
    const kept = bibtexResidue(residue?.bibtex);
    return (kept?.fields ?? []).flatMap(([name, from, to, ...variables]) => {
      const wereTags = variables.includes('tags') && !variables.includes('keyword');
      if (!kept || !wereTags || name.toLowerCase() !== 'keywords') return [];
      return splitKeywords(withoutMarks(kept.raw.slice(from, to))).map((word) => latexToText(word, tables));
    });
  };
}
