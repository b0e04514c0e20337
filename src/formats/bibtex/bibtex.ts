import { beginsWith, type Format } from '../format.ts';
import { bibtexSource } from './kept-source.ts';

const ENTRY =
  /^[^\S\n]*@(?:(?:string|preamble|comment|article|book|booklet|inbook|incollection|inproceedings|conference|manual|mastersthesis|phdthesis|misc|proceedings|techreport|unpublished|online|thesis|report|collection|dataset|software|patent|xdata|set)\s{0,9}[{(]|[a-z]{2,30}\s{0,9}[{(]\s{0,9}[^\s,{}()"=;]{1,200},)/im;
const BIBLATEX_ONLY =
  /^[^\S\n]*@(?:online|thesis|report|mv[a-z]+|bookinbook|supp[a-z]+|inreference|reference|collection|xdata|dataset|software|set)\s{0,9}[{(]|^[^\S\n]*,?[^\S\n]*(?:date|journaltitle|langid|eprinttype|maintitle|pubstate|xdata|ids|booksubtitle)[^\S\n]*=/im;

// Loaded when a file is read or written, so that the program starts without it.
const readLater: Format['read'] = async (text, context) => (await import('./read.ts')).readBibtex(text, context);

/** BibTeX with the entry types and fields of the standard styles. */
export const bibtexFormat: Format = {
  name: 'bibtex',
  label: 'BibTeX',
  extensions: ['.bib', '.bibtex'],
  detect: (head) => beginsWith(head, ENTRY) && !BIBLATEX_ONLY.test(head),
  keepsMark: true,
  keptSource: bibtexSource,
  read: readLater,
  write: async (studies, options) => (await import('./write.ts')).writeBibtex(studies, 'bibtex', options),
};

/** BibLaTeX 3.19 as biber reads it. */
export const biblatexFormat: Format = {
  name: 'biblatex',
  label: 'BibLaTeX',
  extensions: ['.bib'],
  detect: (head) => beginsWith(head, ENTRY) && BIBLATEX_ONLY.test(head),
  keepsMark: true,
  keptSource: bibtexSource,
  read: readLater,
  write: async (studies, options) => (await import('./write.ts')).writeBibtex(studies, 'biblatex', options),
};
