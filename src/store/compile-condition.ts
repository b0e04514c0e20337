import { type Field, fieldByName } from '../domain/fields.ts';
import type { Moment, QueryNode, QueryNodeOf } from '../domain/query/query-tree.ts';
import { searchTerms } from '../domain/text/search-text.ts';
import { COLUMN_OF_VARIABLE, presenceTerm } from './search-index.ts';
import { dateNumber, jsonPath } from './sort-columns.ts';

export interface Target {
  find: 'studies' | 'excerpts';
  now: Date;
  /** SQL for the row id of the study. */
  study: string;
}

export interface Condition {
  sql: string;
  params: (string | number)[];
}

const NOTHING: Condition = { sql: '0', params: [] };

/**
 * The condition as an FTS5 expression, when the index of the target alone can decide it. Built from folded terms, which
 * hold letters, marks and digits only.
 */
export function matchString(node: QueryNode, find: Target['find']): string | undefined {
  if (node.kind === 'words') {
    const columns = find === 'studies' ? studyColumns(node.field) : excerptColumns(node.field);
    return columns === undefined ? undefined : phrase(columns, node.terms, node.prefix);
  }
  if (node.kind !== 'and' && node.kind !== 'or') return undefined;
  const parts = node.parts.map((part) => matchString(part, find));
  if (parts.some((part) => part === undefined)) return undefined;
  return parts.map((part) => `(${part})`).join(node.kind === 'and' ? ' AND ' : ' OR ');
}

/** "" for any column; undefined when no column holds this field alone. */
function studyColumns(field: string | undefined): string | undefined {
  if (field === undefined) return '';
  if (field === 'author' || field === 'excerpt') return field;
  const variable = fieldByName(field)?.variable;
  return variable && COLUMN_OF_VARIABLE[variable];
}

function excerptColumns(field: string | undefined): string | undefined {
  if (field === undefined) return '';
  return field === 'excerpt' ? 'text comment' : field === 'section' ? 'section' : undefined;
}

function phrase(columns: string, terms: readonly string[], prefix: boolean): string {
  return `${columns === '' ? '' : `{${columns}} : `}"${terms.join(' ')}"${prefix ? ' *' : ''}`;
}

/** The condition as SQL over `study s` and, for passages, `excerpt e`. */
export function compileCondition(node: QueryNode, target: Target): Condition {
  switch (node.kind) {
    case 'and':
    case 'or': {
      const parts = node.parts.map((part) => compileCondition(part, target));
      return { sql: `(${parts.map((p) => p.sql).join(` ${node.kind} `)})`, params: parts.flatMap((p) => p.params) };
    }
    case 'not': {
      const part = compileCondition(node.part, target);
      return { sql: `not coalesce(${part.sql}, 0)`, params: part.params };
    }
    case 'words':
      return words(node, target);
    case 'whole':
      return whole(node, target);
    case 'begins':
      return begins(node, target);
    case 'range':
      return range(node);
    case 'time': {
      const column = `${target.find === 'studies' ? 's' : 'e'}.${node.field}_at`;
      return between(
        column,
        node.from && isoTime(node.from, target.now),
        node.before && isoTime(node.before, target.now),
        '<',
      );
    }
    case 'one-of':
      return { sql: `s.${node.field} in (${node.values.map(() => '?').join(', ')})`, params: node.values };
    case 'tag':
      return tag(node, target);
    case 'has':
      return has(node.field, target);
    case 'in':
      return {
        sql: { trash: 's.deleted_at is not null', library: 's.deleted_at is null', all: '1' }[node.place],
        params: [],
      };
  }
}

function words(node: QueryNodeOf<'words'>, target: Target): Condition {
  const { field, terms, prefix } = node;
  const match = matchString(node, target.find);
  if (match !== undefined) {
    return target.find === 'studies'
      ? inStudyIndex(match, target)
      : { sql: 'e.id in (select rowid from excerpt_fts where excerpt_fts match ?)', params: [match] };
  }
  if (field === 'section') {
    const passages = 'select rowid from excerpt_fts where excerpt_fts match ?';
    return {
      sql: `${target.study} in (select study_id from excerpt where id in (${passages}))`,
      params: [phrase('section', terms, prefix)],
    };
  }
  const column = studyColumns(field);
  if (column !== undefined) return inStudyIndex(phrase(column, terms, prefix), target);
  return both(narrowed(field!, terms, prefix, target), {
    sql: `lectern_words(${valueSql(field!)}, ?, ?)`,
    params: [JSON.stringify(terms), prefix ? 1 : 0],
  });
}

function whole({ field, text, prefix }: QueryNodeOf<'whole'>, target: Target): Condition {
  return both(narrowed(field, searchTerms(text), prefix, target), {
    sql: `lectern_whole(${valueSql(field)}, ?, ?)`,
    params: [text, prefix ? 1 : 0],
  });
}

/** Studies that may have the words in this field: "other" holds many, so the value itself must decide. */
function narrowed(field: string, terms: readonly string[], prefix: boolean, target: Target): Condition {
  if (field === 'section') return { sql: '1', params: [] };
  // Editors may stand in the column of the authors.
  const column = studyColumns(field) ?? (fieldByName(field)?.kind === 'names' ? 'author other' : 'other');
  return inStudyIndex(phrase(column, terms, prefix), target);
}

function inStudyIndex(match: string, { study }: Target): Condition {
  return { sql: `${study} in (select rowid from study_fts where study_fts match ?)`, params: [match] };
}

function both(a: Condition, b: Condition): Condition {
  return { sql: `(${a.sql} and ${b.sql})`, params: [...a.params, ...b.params] };
}

/** SQL for the JSON of a field's value; null when the study has none. */
function valueSql(name: string): string {
  const field = fieldByName(name);
  if (field?.variable === 'author') return `coalesce(nullif(s.item -> '$.author', '[]'), s.item -> '$.editor')`;
  if (field?.variable) return `s.item -> '${jsonPath(field.variable)}'`;
  if (name === 'source') return `(select json_group_array(value) from json_each(s.source))`;
  const column = name === 'section' ? 'section' : 'text';
  return `(select json_group_array(x.${column}) from excerpt x where x.study_id = s.id)`;
}

function begins({ field, text, whole }: QueryNodeOf<'begins'>, target: Target): Condition {
  const column = field === 'key' ? 'key_folded' : field === 'doi' ? 'doi' : undefined;
  if (column) {
    const bounds = whole ? { sql: `${column} = ?`, params: [text] } : between(column, text, `${text}\u{10ffff}`, '<');
    return { sql: `${target.study} in (select id from study where ${bounds.sql})`, params: bounds.params };
  }
  const terms = searchTerms(text);
  const variable = fieldByName(field)?.variable;
  if (terms.length === 0 || !variable) return NOTHING;
  const value = `lectern_identifier(s.item -> '${jsonPath(variable)}')`;
  return both(inStudyIndex(phrase('other', terms, !whole), target), {
    sql: `${whole ? value : `substr(${value}, 1, length(?))`} = ?`,
    params: whole ? [text] : [text, text],
  });
}

function range({ field, low, high }: QueryNodeOf<'range'>): Condition {
  const { kind, variable } = fieldByName(field) as Field;
  if (kind === 'year') return between('s.year', low, high, '<=');
  if (!variable) return NOTHING;
  if (kind === 'number') return between(`cast(s.item ->> '${jsonPath(variable)}' as integer)`, low, high, '<=');
  const exact = between(dateNumber(variable), low, high, '<=');
  if (variable !== 'issued') return exact;
  const years = between('s.year', low && Math.floor(low / 10_000), high && Math.floor(high / 10_000), '<=');
  return both(years, exact);
}

function between(
  value: string,
  low: string | number | undefined,
  high: string | number | undefined,
  upper: '<' | '<=',
): Condition {
  const bounds = [
    ...(low === undefined ? [] : [{ sql: `${value} >= ?`, param: low }]),
    ...(high === undefined ? [] : [{ sql: `${value} ${upper} ?`, param: high }]),
  ];
  return { sql: `(${bounds.map((b) => b.sql).join(' and ')})`, params: bounds.map((b) => b.param) };
}

function tag({ name, reach }: QueryNodeOf<'tag'>, { find, study }: Target): Condition {
  const [id, column, own] =
    find === 'studies' ? [study, 'study_id', ''] : ['e.id', 'excerpt_id', ' and excerpt_id > 0'];
  const some = (where: string) => `select ${column} from tagging where ${where}${own}`;
  const [itself, begin] = ['tag = ?', 'tag >= ? and tag < ?'];
  if (reach === 'only') return { sql: `${id} in (${some(itself)})`, params: [name] };
  const prefix = { sql: `${id} in (${some(begin)})`, params: [name, `${name}\u{10ffff}`] };
  if (reach === 'prefix') return prefix;
  // "0" is the character after "/".
  const bounds = [name, `${name}/`, `${name}0`];
  const branch = { sql: `${id} in (${some(itself)} union all ${some(begin)})`, params: bounds };
  if (reach === 'branch') return branch;
  const known = ['tag where name', 'tagging where tag'].flatMap((column) => [
    `exists (select 1 from ${column} = ?)`,
    `exists (select 1 from ${column} >= ? and ${column.split(' ').at(-1)} < ?)`,
  ]);
  const unknown = { sql: `not (${known.join(' or ')})`, params: [...bounds, ...bounds] };
  const either = both(unknown, prefix);
  return { sql: `(${branch.sql} or ${either.sql})`, params: [...branch.params, ...either.params] };
}

const ALWAYS_THERE = ['key', 'type', 'added', 'changed'];

function has(name: string, target: Target): Condition {
  const plain = (sql: string): Condition => ({ sql, params: [] });
  const passages = target.find === 'excerpts';
  if (ALWAYS_THERE.includes(name)) return plain('1');
  switch (name) {
    case 'year':
    case 'source':
      return plain(`s.${name} is not null`);
    case 'status':
      return plain(`s.status <> 'unscreened'`);
    case 'tag':
      return plain(passages ? `e.tags <> '[]'` : `${target.study} in (select study_id from tagging)`);
    case 'excerpt':
      return plain(passages ? '1' : `${target.study} in (select study_id from excerpt)`);
    case 'section':
      return plain(
        passages ? `e.section <> ''` : `${target.study} in (select study_id from excerpt where section <> '')`,
      );
    case 'attachment':
      return plain(`${target.study} in (select id from study where attachments is not null)`);
    default:
      return inStudyIndex(phrase('other', [presenceTerm(name)], false), target);
  }
}

/** The moment as the library writes times: ISO 8601 in UTC. Days begin at local midnight. */
function isoTime(moment: Moment, now: Date): string {
  if ('date' in moment) {
    const [year, month, day] = moment.date;
    return new Date(year, (month ?? 1) - 1, day ?? 1).toISOString();
  }
  const { ago, unit } = moment;
  if (unit === 'h') return new Date(now.getTime() - ago * 3_600_000).toISOString();
  const days = unit === 'w' ? 7 * ago : unit === 'd' ? ago : 0;
  const [years, months] = [unit === 'y' ? ago : 0, unit === 'm' ? ago : 0];
  const then = new Date(now.getFullYear() - years, now.getMonth() - months, now.getDate() - days);
  return Number.isNaN(then.getTime()) ? '' : then.toISOString();
}
