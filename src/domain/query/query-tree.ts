/** A stretch of the query as typed: UTF-16 offsets, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A year, or year and month, or a day: [2015], [2015, 3], [2015, 3, 14]. */
export type CalendarDate = readonly [year: number, month?: number, day?: number];

/** A moment as the query says it. `ago` counts hours from now, and days, weeks, months and years from the start of today. */
export type Moment = { ago: number; unit: 'h' | 'd' | 'w' | 'm' | 'y' } | { date: CalendarDate };

/** What a query asks for. `field` is the name of a field of `fields.ts`; absent means anywhere. */
export type QueryNode = Span &
  (
    | { kind: 'and' | 'or'; parts: QueryNode[] }
    | { kind: 'not'; part: QueryNode }
    /** These words one after the other; of the last one, the beginning is enough when `prefix`. Folded, never empty. */
    | { kind: 'words'; field?: string; terms: string[]; prefix: boolean }
    /** The whole value is this text, folded; or begins so, when `prefix`. */
    | { kind: 'whole'; field: string; text: string; prefix: boolean }
    /** The value, without spaces and hyphens and in lower case, begins with this text or, when `whole`, is it. */
    | { kind: 'begins'; field: string; text: string; whole: boolean }
    /** Numbers from `low` to `high`, both included. Years for the field year; yyyymmdd, 00 for what is unknown, for dates. */
    | { kind: 'range'; field: string; low?: number; high?: number }
    /** From a moment on, and before another. */
    | { kind: 'time'; field: 'added' | 'changed'; from?: Moment; before?: Moment }
    | { kind: 'one-of'; field: 'type' | 'status'; values: string[] }
    /** `branch`: the tag and those below it; `only`: itself; `prefix`: every tag whose name begins so; `growing`: the branch, or the prefix when there is no such branch. */
    | { kind: 'tag'; name: string; reach: 'branch' | 'only' | 'prefix' | 'growing' }
    /** The field has a value. */
    | { kind: 'has'; field: string }
    | { kind: 'in'; place: 'trash' | 'library' | 'all' }
  );

export type QueryNodeOf<K extends QueryNode['kind']> = Extract<QueryNode, { kind: K }>;

export interface SortTerm {
  /** Name of a field, or `relevance`. */
  field: string;
  descending: boolean;
}

/**
 * A part of the query that is not searched as it is written. `unfinished`: more is to come, as while one types. `mistake`: not
 * understood, so the search finds other studies than were meant. `remark`: without it the same studies are found, such as a
 * dash by itself. None of them stops a search.
 */
export interface QueryProblem extends Span {
  kind: 'unfinished' | 'mistake' | 'remark';
  message: string;
  /** What to write instead of the span. */
  suggestion?: string;
}

/** A query as understood. Without `root` it asks for every study. */
export interface Query {
  text: string;
  root?: QueryNode;
  sort: SortTerm[];
  problems: QueryProblem[];
}
