import type { Diagnostic } from '../domain/diagnostic.ts';
import type { Residue, Study, StudyDraft } from '../domain/study.ts';
import type { InPlace } from './in-place/in-place.ts';

export interface ReadContext {
  /** Name of the file, for diagnostics. */
  source: string;
  /** Set when the user named the format: nothing about it is left to find out. */
  isChosen?: boolean;
  /** The encoding in which the bytes of the file come back (see `Decoded`); UTF-8 when absent. */
  encoding?: string;
  /** Tables: which field stands in which column, `FIELD=HEADER,FIELD=HEADER…`, where the names of the columns do not say. */
  columns?: string;
  /** Told from time to time how far the reader is, as a share from 0 to 1. Awaited, so that the caller can breathe or throw to stop. */
  onProgress?: (share: number) => void | Promise<void>;
}

export interface ReadResult {
  studies: StudyDraft[];
  diagnostics: Diagnostic[];
}

export interface WriteOptions {
  /** BibTeX family: LaTeX commands for everything beyond ASCII that has one. */
  ascii?: boolean;
  /** BibTeX family: an untouched file byte for byte. */
  verbatim?: boolean;
  onProgress?: (share: number) => void | Promise<void>;
}

export interface WriteResult {
  text: string;
  /** The text in another encoding than UTF-8, where the studies came in one and get it back. */
  bytes?: Uint8Array;
  diagnostics: Diagnostic[];
}

/** What a format keeps of the source of a study, for those who do not know the format. */
export interface KeptSource {
  /** The fields as written, by name. */
  fields: (residue: Residue | undefined) => ReadonlyMap<string, string>;
  /** Further keys that papers may cite the study by. */
  aliases: (residue: Residue | undefined) => string[];
  /** The text around the study that belongs to none: comments, macros and the like. */
  surroundings: (residue: Residue | undefined) => Surroundings;
  /** The residue with more text in front of what stands before the study, and behind what stands after it. */
  withSurroundings: (residue: Residue, more: Surroundings) => Residue;
}

export interface Surroundings {
  before: string;
  after: string;
}

/** A way to put studies into text. `read` never throws for bad content: it returns diagnostics. An option that does not fit is a UserError. */
export interface Format {
  /** As given to --format: "bibtex", "biblatex", "csl-json" … */
  name: string;
  /** For people: "BibLaTeX". */
  label: string;
  /** With the dot, lower case; the first is the one that exports get. */
  extensions: string[];
  /** Whether the text looks like this format, by content alone. `head` is the first 64 KiB, without byte-order mark. */
  detect?: (head: string) => boolean;
  /** Its reader gets the byte-order mark of a file too, since its writer gives files back byte for byte. */
  keepsMark?: true;
  keptSource?: KeptSource;
  /** The paths of attachments in it are those of a library; in other formats they start from the folder of the file. */
  keepsPaths?: true;
  read?: (text: string, context: ReadContext) => Promise<ReadResult>;
  /** How an export changes some entries of a file and leaves the rest; absent where that cannot be done. */
  inPlace?: () => Promise<InPlace>;
  /** The same bytes for the same studies in the same order. */
  write?: (studies: readonly Study[], options: WriteOptions) => Promise<WriteResult>;
}

/** How the first record of a format of lines begins, and how a file of another kind does. */
const BEGINNINGS: readonly RegExp[] = [
  /^[^\S\n]*@[a-z]{2,30}\s{0,9}[{(]/im, // BibTeX
  /^\s{0,3}TY {0,3}- {0,3}[A-Za-z]{3,10}\s*$/im, // RIS
  /^PMID- {0,2}\d/m, // PubMed
  /^%0 [A-Z]/m, // EndNote, tagged
  /^Record #\d+ of \d+[^\S\n]*$/m, // Cochrane Library
  /^(?:<\d{1,6}\.? ?>[^\S\n]*$|VN {2}- Ovid)/m, // Ovid
  /^(?:FN (?:Clarivate|ISI|Thomson)|PT [JBSPC]$)/m, // Web of Science
  /^\s*(?:<(?:[!?]|[a-z][\w:.-]{0,40}[\s/>])|[[{])/i, // markup and JSON: only at the very start
];

/** Whether a line fits `start` and no record of another format begins above it. Header lines of databases may stand above. */
export function beginsWith(head: string, start: RegExp): boolean {
  const at = head.search(start);
  return at >= 0 && BEGINNINGS.every((other) => head.slice(0, at).search(other) < 0);
}
