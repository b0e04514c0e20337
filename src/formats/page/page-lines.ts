/** A link of a line: the words that carry it and where it leads, absolute where that can be told. */
export interface Link {
  text: string;
  href: string;
}

/** One line of a page as its reader sees it. */
export interface PageLine {
  text: string;
  /** 1-based line of the source. */
  line: number;
  links: Link[];
  /** 1 to 6 when the markup says that this is a heading. */
  level?: number;
  /** Its part in a list of terms and their values, the `<dt>` and `<dd>` of HTML. */
  part?: 'term' | 'value';
}

/** A page without its markup: lines in groups (what stood between blank lines, or in one block of HTML). */
export interface Page {
  groups: PageLine[][];
  /** Whether a line end inside a group may be the end of a paragraph, as in plain text; in HTML it is white space. */
  hardBreaks: boolean;
  /** The line after which the page was not read, because its elements are nested too deeply. */
  cutAt?: number;
  /** What the head of an HTML page says of the page itself. */
  headline?: string;
  site?: string;
  url?: string;
}

/** A heading, a label line, or a whole paragraph. */
export type Block = PageLine;
