import type { Query, QueryNode, SortTerm } from '../domain/query/query-tree.ts';
import { type Condition, compileCondition, matchString, type Target } from './compile-condition.ts';
import { sortColumns } from './sort-columns.ts';

/** `recent`: latest added first. `ranked`: best match first. Or columns. A query's own `sort:` goes before all of them. */
export type SearchOrder = 'recent' | 'ranked' | readonly SortTerm[];

export interface CompileOptions {
  order?: SearchOrder;
  limit?: number;
  /** Studies (default), or the passages that match, with the id of their study. */
  find?: 'studies' | 'excerpts';
  /** Count the matches instead of listing them. */
  count?: boolean;
  /** Call `lectern_go` now and then, which may end the statement. */
  stoppable?: boolean;
}

export interface CompiledQuery {
  sql: string;
  params: (string | number)[];
}

// bm25 also goes by the length of the whole study, which may differ a hundredfold, and by how often a word is there. The first
// two steps are wider than both together: a word in the title beats one among the authors, and that one beats any other text.
const STUDY_WEIGHTS = {
  title: 10_000_000,
  author: 10_000,
  container: 2,
  publisher: 1,
  keyword: 3,
  abstract: 2,
  note: 1.5,
  tag: 3,
  excerpt: 1.5,
  other: 1,
};
const EXCERPT_WEIGHTS = { text: 4, comment: 2, section: 1, tag: 1 };

/**
 * One statement with bound parameters. Columns: `id`; for passages also `study_id`. The connection needs the functions
 * of `registerSearchFunctions`. `now` is what `added:7d` counts from.
 */
export function compileQuery(query: Query, now: Date, options: CompileOptions = {}): CompiledQuery {
  const find = options.find ?? 'studies';
  const { matches, rest } = splitText(query.root, find);
  const hasText = matches.length > 0;
  const index = find === 'studies' ? 'study_fts' : 'excerpt_fts';
  const target: Target = {
    find,
    now,
    // The plus keeps SQLite from running the match once for each row id of a list.
    study: find === 'excerpts' ? 'e.study_id' : hasText ? '+study_fts.rowid' : 's.id',
  };

  const conditions: Condition[] = [
    ...(hasText ? [{ sql: `${index} match ?`, params: [matches.map((m) => `(${m})`).join(' AND ')] }] : []),
    ...(query.root && mentionsPlace(query.root) ? [] : [{ sql: notInTrash(target), params: [] }]),
    // Not for every row: the call costs more than the row. Before what may leave out most rows.
    ...(options.stoppable ? [{ sql: `(${rowId(find, hasText)} & 127 or lectern_go())`, params: [] }] : []),
    ...rest.map((part) => compileCondition(part, target)),
  ];
  const where = conditions.length === 0 ? '' : ` where ${conditions.map((c) => c.sql).join(' and ')}`;
  const params = conditions.flatMap((c) => c.params);
  const order = orderBy(query.sort.length > 0 ? query.sort : (options.order ?? 'recent'), find, hasText);
  const tail = options.count ? where : `${where} order by ${order}`;
  const columns = options.count
    ? 'count(*)'
    : find === 'studies'
      ? hasText
        ? 'study_fts.rowid'
        : 's.id'
      : 'e.id, e.study_id';
  const limit = options.limit === undefined || options.count ? '' : ' limit ?';
  if (limit !== '') params.push(options.limit!);
  return { sql: `select ${columns} from ${fromClause(find, hasText, tail)}${tail}${limit}`, params };
}

/** The conditions that must all hold: those that the full-text index decides, as its expressions, and the rest. */
function splitText(root: QueryNode | undefined, find: Target['find']): { matches: string[]; rest: QueryNode[] } {
  const parts = root === undefined ? [] : root.kind === 'and' ? root.parts : [root];
  const matches: string[] = [];
  const rest: QueryNode[] = [];
  for (const part of parts) {
    const match = matchString(part, find);
    if (match === undefined) rest.push(part);
    else matches.push(match);
  }
  return { matches, rest };
}

// The trash is small, so leaving it out beats looking into the row of every match.
function notInTrash({ study }: Target): string {
  return study === 's.id'
    ? 's.deleted_at is null'
    : `${study} not in (select id from study where deleted_at is not null)`;
}

// "cross join" keeps SQLite to this order: the full-text index drives, and gives its rows newest first without sorting.
// The row of a study is looked up only when something asks for it.
function fromClause(find: Target['find'], hasText: boolean, tail: string): string {
  if (find === 'studies' && !hasText) return 'study s';
  const join = (id: string) => (/\bs\./.test(tail) ? ` cross join study s on s.id = ${id}` : '');
  if (find === 'studies') return `study_fts${join('study_fts.rowid')}`;
  const passages = hasText ? 'excerpt_fts cross join excerpt e on e.id = excerpt_fts.rowid' : 'excerpt e';
  return `${passages}${join('e.study_id')}`;
}

function orderBy(order: SearchOrder, find: Target['find'], hasText: boolean): string {
  const id = rowId(find, hasText);
  const newest = find === 'studies' && !hasText ? 's.added_at desc, s.id desc' : `${id} desc`;
  if (order === 'recent') return newest;
  const relevance = hasText ? `${rank(find)}, ${id} desc` : newest;
  if (order === 'ranked') return relevance;
  const columns = order.flatMap(({ field, descending }) =>
    field === 'relevance' ? [relevance] : sortColumns(field, descending, find),
  );
  const ties = find === 'excerpts' ? 'e.study_id, e.position, e.id' : order.at(-1)?.descending ? `${id} desc` : id;
  return [...columns, ties].join(', ');
}

function rowId(find: Target['find'], hasText: boolean): string {
  if (find === 'studies') return hasText ? 'study_fts.rowid' : 's.id';
  return hasText ? 'excerpt_fts.rowid' : 'e.id';
}

/** Whether the first results by recency come at once, however many there are: single words that the index decides. */
export function isInstant(query: Query): boolean {
  return query.sort.length === 0 && (query.root === undefined || isWords(query.root));
}

function isWords(node: QueryNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.parts.every(isWords);
  return node.kind === 'words' && node.terms.length === 1 && matchString(node, 'studies') !== undefined;
}

function rank(find: Target['find']): string {
  const [index, weights] = find === 'studies' ? ['study_fts', STUDY_WEIGHTS] : ['excerpt_fts', EXCERPT_WEIGHTS];
  return `bm25(${index}, ${Object.values(weights).join(', ')})`;
}

function mentionsPlace(node: QueryNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.parts.some(mentionsPlace);
  return node.kind === 'not' ? mentionsPlace(node.part) : node.kind === 'in';
}
