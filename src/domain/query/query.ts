import { fieldByName, typeLabel } from '../fields.ts';
import { QueryParser, type Reading } from './query-parser.ts';
import type { CalendarDate, Moment, Query, QueryNode, QueryNodeOf } from './query-tree.ts';

export type { Query } from './query-tree.ts';

/** The query language, one rule a row: the README's table and the help screen are made from it. */
export const QUERY_SYNTAX: readonly { form: string; means: string; example: string }[] = [
  {
    form: 'words',
    means: 'Words that begin so, in any order and any field; case and accents do not count',
    example: 'muller adol',
  },
  { form: '"…"', means: 'These words exactly, one after the other', example: '"mental health"' },
  {
    form: 'field:value',
    means: 'Words in one field: author, title, container, publisher, abstract, note, doi, key, type …',
    example: 'author:weber',
  },
  { form: 'field:"…"', means: 'A phrase in one field', example: 'title:"social capital"' },
  { form: 'field:=value', means: 'The field is this and no more', example: 'container:=nature' },
  { form: 'field:(…)', means: 'Several words for one field', example: 'author:(weber OR simmel)' },
  {
    form: 'tag:name',
    means: 'The tag, or one below it, on the study or an excerpt of it; with * every tag that begins so',
    example: 'tag:method',
  },
  { form: 'tag:=name', means: 'The tag itself only', example: 'tag:=method' },
  { form: 'year:…', means: 'A year (2015, 1990s, 50BC), a range, or a comparison', example: 'year:2010..2020' },
  { form: 'issued:…', means: 'The same with months and days, for every date', example: 'issued:>=2015-03' },
  {
    form: 'added:…',
    means: 'In the last hours, days, weeks, months or years (h d w m y), today, or a date; changed: likewise',
    example: 'added:7d',
  },
  {
    form: 'has:field',
    means: 'The field has a value: has:excerpt, has:abstract, has:doi, has:tag …',
    example: 'has:abstract',
  },
  { form: 'no:field', means: 'The field has none', example: 'no:doi' },
  { form: 'status:…', means: 'Screening: unscreened, included, maybe, excluded', example: 'status:included' },
  { form: 'excerpt:"…"', means: 'Words in an excerpt or the comment on it', example: 'excerpt:"response rate"' },
  {
    form: 'in:trash',
    means: 'Studies in the trash instead of those in the library; in:all both',
    example: 'in:trash weber',
  },
  { form: '-…', means: 'Not this; before any word, field or parenthesis', example: '-tag:method' },
  { form: 'OR', means: 'Either side; words side by side belong together first', example: 'anxiety OR depression' },
  { form: '(…)', means: 'Belong together', example: '(anxiety OR depression) adolescents' },
  {
    form: 'sort:field',
    means: 'Order of the results, with - from the end; several with commas',
    example: 'sort:-year,author',
  },
];

/**
 * What a query asks for. Any text is a query: what is half typed is searched as far as it goes, and `problems` lists
 * every part that is not searched as it is written. Of a half-typed query, the last part may grow; a finished one says all it has
 * to say. One example a rule:
 *
 * - `adol` → a word that begins with "adol", anywhere; `"mental health"` → these two words, whole; `"mental hea` → the second half typed
 * - `covid-19` → "covid" followed by a word that begins with "19"
 * - `author:weber` → in that field; `author:"Weber, Max"` → both names, in any order; `author:(weber OR simmel)` → either
 * - `container:=nature` → the whole field; `type:journal` → article-journal; `key:web` → keys that begin so
 * - `tag:harm` → harm and harm/grooming; `tag:=harm` → harm; `tag:ha*` → every tag that begins so
 * - `year:2010..2020`, `year:..2020`, `year:>=2015`, `year:1990s`; `year:201` → 2010 to 2019; `issued:2015-03..2016`
 * - `added:7d` → since the start of the day seven days ago; `added:>30d` → longer ago; `added:2024-05` → in that month
 * - `has:doi`, `no:abstract`, `status:inc` → included, `excerpt:"response rate"`, `in:trash`
 * - `-survey` → not; `a b OR c` → (a and b) or c; `sort:-year,author`
 * - at the end of a half-typed query, what can still become right is read as far as it goes: `has:abst` → abstract, `tag:har` → tags
 *   that begin so unless there is a tag "har", `year:2010..2` → from 2010 on
 * - `auther:weber` → "auther weber" anywhere, with the suggestion `author:`; `tag:` → nothing yet, so every study
 */
export function parseQuery(text: string, reading: Reading = 'half-typed'): Query {
  return new QueryParser(text, reading).parse();
}

/** The query in plain words, then its problems, one a line. Never empty. */
export function explainQuery(query: Query): string {
  const what = query.root ? `studies with ${explainNode(query.root)}` : 'every study';
  const order = query.sort.map((s) => `${label(s.field)}${s.descending ? ' (descending)' : ''}`);
  const sorted = order.length === 0 ? '' : `; sorted by ${order.join(', then ')}`;
  return [`${what}${sorted}`, ...query.problems.map((p) => `note: ${p.message}`)].join('\n');
}

function explainNode(node: QueryNode): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.parts
        .map((p) => (p.kind === 'and' || p.kind === 'or' ? `(${explainNode(p)})` : explainNode(p)))
        .join(` ${node.kind} `);
    case 'not':
      if (node.part.kind === 'has') return `no ${label(node.part.field)}`;
      return node.part.kind === 'and' || node.part.kind === 'or'
        ? `not (${explainNode(node.part)})`
        : `not ${explainNode(node.part)}`;
    case 'words':
      return `${explainWords(node)} ${node.field === undefined ? 'anywhere' : `in ${label(node.field)}`}`;
    case 'whole':
      return `${label(node.field)} ${node.prefix ? 'beginning with' : 'exactly'} "${node.text}"`;
    case 'begins':
      return `${label(node.field)} ${node.whole ? 'exactly' : 'beginning with'} "${node.text}"`;
    case 'range':
      return `${label(node.field)} ${explainRange(node)}`;
    case 'time':
      return [
        label(node.field),
        node.from && `since ${moment(node.from)}`,
        node.before && `before ${moment(node.before)}`,
      ]
        .filter(Boolean)
        .join(' ');
    case 'one-of':
      return `${label(node.field)} ${node.values.map((v) => (node.field === 'type' ? typeLabel(v) : v)).join(' or ')}`;
    case 'tag':
      return {
        branch: `tag "${node.name}" or one below it`,
        only: `tag "${node.name}" itself`,
        growing: `tag "${node.name}" or one below it, or else one that begins so`,
        prefix: `a tag that begins with "${node.name}"`,
      }[node.reach];
    case 'has':
      return `some ${label(node.field)}`;
    case 'in':
      return { trash: 'a place in the trash', library: 'a place in the library', all: 'a place in library or trash' }[
        node.place
      ];
  }
}

function explainWords({ terms, prefix }: QueryNodeOf<'words'>): string {
  return `"${terms.join(' ')}${prefix ? '…' : ''}"`;
}

function explainRange({ field, low, high }: QueryNodeOf<'range'>): string {
  const isDate = fieldByName(field)?.kind === 'date';
  const show = (bound: number) => (isDate ? dateOf(bound) : String(bound));
  if (low === undefined) return `up to ${show(high!)}`;
  if (high === undefined) return `from ${show(low)} on`;
  return show(low) === show(high) ? show(low) : `from ${show(low)} to ${show(high)}`;
}

/** 20150300 and 20150399 → 2015-03. */
function dateOf(bound: number): string {
  const [month, day] = [Math.floor(bound / 100) % 100, bound % 100];
  const known = (part: number) => part > 0 && part < 99;
  const parts = [
    Math.floor(bound / 10_000),
    ...(known(month) ? [month] : []),
    ...(known(month) && known(day) ? [day] : []),
  ];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

const UNITS = { h: 'hour', d: 'day', w: 'week', m: 'month', y: 'year' };

function moment(when: Moment): string {
  if ('date' in when) return written(when.date);
  if (when.ago === 0) return 'today';
  return `${when.ago} ${UNITS[when.unit]}${when.ago === 1 ? '' : 's'} ago`;
}

// The day after 2024-12-31 is kept as 2024-12-32.
function written([year, month, day]: CalendarDate): string {
  const date = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  if (Number.isNaN(date.getTime())) return String(year);
  return date.toISOString().slice(0, day !== undefined ? 10 : month !== undefined ? 7 : 4);
}

function label(field: string): string {
  return (fieldByName(field)?.label ?? field).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}
