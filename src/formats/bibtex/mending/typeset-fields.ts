import type { Dialect } from '../model/fields.ts';

/**
 * What becomes of a field in a paper. `printed`: LaTeX sets it. `carried`: biber hands it to LaTeX, which reads it and sets
 * nothing. `verbatim`: an address or identifier, read character by character. `none`: for programs, or for biber alone.
 */
export type Role = 'printed' | 'carried' | 'verbatim' | 'none';

/** Fields that styles set: the standard styles of BibTeX (btxdoc), and literals, names and lists of BibLaTeX (biblatex 3.19, 2.2.2). */
const PRINTED = new Set(
  (
    'address afterword annotator author bookauthor commentator editor editora editorb editorc foreword holder introduction shortauthor shorteditor sortname translator ' +
    'addendum annotation annote booksubtitle booktitle booktitleaddon chapter day edition eid entrysubtype eventtitle eventtitleaddon howpublished indextitle institution ' +
    'isan isbn ismn isrn issn issue issuesubtitle issuetitle issuetitleaddon iswc journal journalsubtitle journaltitle journaltitleaddon key label language library ' +
    'location mainsubtitle maintitle maintitleaddon month nameaddon note number organization origlanguage origlocation origpublisher origtitle pages pagetotal part ' +
    'publisher pubstate reprinttitle school series shorthand shorthandintro shortjournal shortseries shorttitle subtitle title titleaddon type venue version volume ' +
    'volumes year articleno numpages articleno'
  ).split(' '),
); // biome-ignore format: words
const CARRIED =
  /^(?:abstract|keywords|sorttitle|sortyear|indexsorttitle|eprinttype|eprintclass|user[a-f]|list[a-f]|name[a-c])$/;
const VERBATIM = /^(?:doi|url|eprint)$/;

/** What becomes of a field in a paper that uses the dialect. `name` in lower case. */
export function roleOf(name: string, dialect: Dialect): Role {
  if (PRINTED.has(name)) return 'printed';
  if (VERBATIM.test(name)) return 'verbatim';
  return dialect === 'biblatex' && CARRIED.test(name) ? 'carried' : 'none';
}
