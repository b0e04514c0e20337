import type { Dialect } from '../model/fields.ts';
import type { Block } from './split.ts';

const BIBLATEX_TYPE =
  /^(?:online|thesis|report|mv\w+|bookinbook|supp\w+|inreference|reference|collection|xdata|dataset|software|set)$/;
const BIBLATEX_FIELD = /^(?:journaltitle|xdata|ids)$/;
/** Fields of BibLaTeX that databases and managers write into BibTeX too: DBLP has `eprinttype`, Zotero `langid`. */
const ADOPTED_FIELD = /^(?:date|langid|eprinttype|maintitle|pubstate|booksubtitle)$/;
const BIBTEX_TYPE = /^(?:phdthesis|mastersthesis|techreport|conference)$/;
const BIBTEX_FIELD = /^(?:year|journal|school|address|archiveprefix|annote)$/;

/**
 * The dialect of a file. It is BibLaTeX when an entry has a type or a field that BibTeX has not, or a `date` and no `year`;
 * fields that have found their way into BibTeX make it BibLaTeX only when nothing in it is BibTeX's own.
 */
export function dialectOf(blocks: readonly Block[]): Dialect {
  let isAdopting = false;
  let isBibtex = false;
  for (const block of blocks) {
    if (block.kind !== 'entry') continue;
    const type = block.type.toLowerCase();
    const names = block.fields.filter(({ from, to }) => to - from > 2).map(({ name }) => name.toLowerCase());
    if (BIBLATEX_TYPE.test(type) || names.some((name) => BIBLATEX_FIELD.test(name))) return 'biblatex';
    if (names.includes('date') && !names.includes('year')) return 'biblatex';
    isAdopting ||= names.some((name) => ADOPTED_FIELD.test(name));
    isBibtex ||= BIBTEX_TYPE.test(type) || names.some((name) => BIBTEX_FIELD.test(name));
  }
  return isAdopting && !isBibtex ? 'biblatex' : 'bibtex';
}
