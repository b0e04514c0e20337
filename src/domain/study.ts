import type { Excerpt, ExcerptDraft } from './excerpt.ts';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

/** A name variable of CSL-JSON (schema 1.0.2, "name-variable"). `literal` is a body that must stay whole. */
export interface CslName {
  family?: string;
  given?: string;
  literal?: string;
  suffix?: string;
  'dropping-particle'?: string;
  'non-dropping-particle'?: string;
  'comma-suffix'?: string | number | boolean;
  'static-ordering'?: string | number | boolean;
  'parse-names'?: string | number | boolean;
}

/** A date variable of CSL-JSON (schema 1.0.2, "date-variable"). */
export interface CslDate {
  /** One date or a range of two; each [year, month?, day?]. */
  'date-parts'?: (number | string)[][];
  season?: string | number;
  circa?: string | number | boolean;
  literal?: string;
  raw?: string;
  edtf?: string;
}

/** A CSL-JSON item (schema 1.0.2). `id` is the citation key. Variables are read with the functions of `csl.ts`. */
export interface CslItem {
  id: string;
  type: string;
  [variable: string]: unknown;
}

/** Where a study stands in the screening of the review, in the words of PRISMA 2020. */
export const SCREENING_STATUSES = ['unscreened', 'included', 'maybe', 'excluded'] as const;
export type ScreeningStatus = (typeof SCREENING_STATUSES)[number];

/** Provenance: the page that presented the study. */
export interface Source {
  headline?: string;
  site?: string;
  url?: string;
}

/** A file of a study. */
export interface Attachment {
  /** Absolute, or relative to the folder of the workspace, with "/" between its parts. */
  path: string;
  title?: string;
}

/** What formats said that CSL-JSON cannot hold, by format family ("bibtex", "ris" …), so that the same format gets it back. */
export type Residue = { [format: string]: Json };

/** One record of a library. */
export interface Study {
  /** UUIDv7, stable for ever. */
  uid: string;
  /** The CSL item whole, without `custom.lectern` (other members of `custom` stay). */
  item: CslItem;
  tags: string[];
  excerpts: Excerpt[];
  status: ScreeningStatus;
  source?: Source;
  /** In the order in which they were attached; absent when there is none. */
  attachments?: Attachment[];
  residue?: Residue;
}

/**
 * A study as a reader finds it. `item.id` may be empty: the library then makes a citation key.
 * `line` is the 1-based line of the source on which it starts.
 */
export interface StudyDraft {
  uid?: string;
  item: CslItem;
  tags: string[];
  excerpts: ExcerptDraft[];
  status?: ScreeningStatus;
  source?: Source;
  attachments?: Attachment[];
  residue?: Residue;
  line?: number;
}
