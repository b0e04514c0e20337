/** How the text of an excerpt relates to its study. The terms are those of qualitative coding. */
export const EXCERPT_KINDS = ['quotation', 'paraphrase', 'summary', 'comment'] as const;
export type ExcerptKind = (typeof EXCERPT_KINDS)[number];

/** Where in the study: `label` is a CSL locator term ("page", "chapter", "paragraph" …), `value` as CSL wants it ("12-14"). */
export interface Locator {
  label: string;
  value: string;
}

/** A passage of a study. It needs no PDF. */
export interface Excerpt {
  /** UUIDv7, stable for ever. */
  uid: string;
  kind: ExcerptKind;
  text: string;
  /** Background, Methods, Results … free text; empty when the excerpt stands under no heading. */
  section: string;
  locator?: Locator;
  comment?: string;
  tags: string[];
}

/** An excerpt as a reader finds it; the store gives it a uid when it has none. */
export type ExcerptDraft = Omit<Excerpt, 'uid'> & { uid?: string };

/** Locator terms of CSL 1.0.2, "Locators". */
export const LOCATOR_LABELS = [
  'page',
  'chapter',
  'paragraph',
  'section',
  'part',
  'volume',
  'figure',
  'table',
  'line',
  'note',
  'verse',
  'appendix',
  'article-locator',
  'book',
  'canon',
  'column',
  'elocation',
  'equation',
  'folio',
  'issue',
  'opus',
  'rule',
  'scene',
  'sub-verbo',
  'supplement',
  'timestamp',
  'title-locator',
  'act',
] as const;
