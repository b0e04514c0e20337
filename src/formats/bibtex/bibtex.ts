import { beginsWith, type Format } from '../format.ts';
import { bibtexSource } from './source/kept-source.ts';
import { dialectOf } from './syntax/dialect.ts';
import { splitBibtex } from './syntax/split.ts';

const ENTRY =
  /^[^\S\n]*@(?:(?:string|preamble|comment|article|book|booklet|inbook|incollection|inproceedings|conference|manual|mastersthesis|phdthesis|misc|proceedings|techreport|unpublished|online|thesis|report|collection|dataset|software|patent|xdata|set)\s{0,9}[{(]|[a-z]{2,30}\s{0,9}[{(]\s{0,9}[^\s,{}()"=;]{1,200},)/im;

/** The dialect of a text that begins as a .bib file does. */
const dialect = (head: string) => (beginsWith(head, ENTRY) ? dialectOf(splitBibtex(head)) : undefined);

// The reader and the writer are loaded when a file is read or written, so that the program starts without them.
const changeLater: Format['inPlace'] = async () => (await import('../in-place/bibtex.ts')).bibtexInPlace;

/** BibTeX with the entry types and fields of the standard styles. */
export const bibtexFormat: Format = {
  name: 'bibtex',
  label: 'BibTeX',
  extensions: ['.bib', '.bibtex'],
  detect: (head) => dialect(head) === 'bibtex',
  keepsMark: true,
  keptSource: bibtexSource,
  inPlace: changeLater,
  read: async (text, context) =>
    (await import('./read.ts')).readBibtex(text, context, context.isChosen ? 'bibtex' : undefined),
  write: async (studies, options) => (await import('./write.ts')).writeBibtex(studies, 'bibtex', options),
};

/** BibLaTeX 3.19 as biber reads it. */
export const biblatexFormat: Format = {
  name: 'biblatex',
  label: 'BibLaTeX',
  extensions: ['.bib'],
  detect: (head) => dialect(head) === 'biblatex',
  keepsMark: true,
  keptSource: bibtexSource,
  inPlace: changeLater,
  read: async (text, context) => (await import('./read.ts')).readBibtex(text, context, 'biblatex'),
  write: async (studies, options) => (await import('./write.ts')).writeBibtex(studies, 'biblatex', options),
};
