import { explainQuery, parseQuery, type Query } from '../domain/query/query.ts';
import { countOf, studiesCount } from '../domain/text/counts.ts';
import type { Library } from '../store/open-library.ts';
import { passageRows } from '../store/passages.ts';
import { countMatches, searchExcerpts, searchIds } from '../store/search.ts';
import { studyId, studyRows } from '../store/studies.ts';
import { defineCommand, type Outcome } from './define-command.ts';
import { studyData } from './study-data.ts';

export const find = defineCommand({
  name: 'find',
  summary: 'List the studies that match a query',
  description:
    'Without a query, all studies; newest first. Words match the beginnings of words; author:, tag:, year: … search one field.',
  params: {
    query: {
      kind: 'list',
      summary: 'Words, field:value, tag:NAME, year:2010..2020, -not …',
      positional: true,
      completes: 'query',
      placeholder: 'QUERY',
    },
    limit: { kind: 'number', summary: 'At most so many', short: 'n', placeholder: 'N' },
    excerpts: { kind: 'flag', summary: 'List the passages that match instead of the studies' },
    explain: { kind: 'flag', summary: 'Say how the query was understood' },
  },
  selection: 'none',
  readsOnly: true,
  json: true,
  run({ library }, { query, limit, explain, excerpts }) {
    const text = query.join(' ');
    const parsed = parseQuery(text, 'finished');
    if (explain)
      return {
        view: { kind: 'text', text: `${explainQuery(parsed)}\n` },
        data: { query: text, explanation: explainQuery(parsed), problems: parsed.problems },
      };
    if (excerpts) return findPassages(library, parsed, limit);
    const exact = text.trim() === '' ? undefined : studyId(library, text.trim());
    const ids =
      exact !== undefined
        ? [exact]
        : searchIds(library, parsed, { order: 'ranked', ...(limit === undefined ? {} : { limit }) });
    const rows = studyRows(library, ids);
    const total = exact !== undefined ? 1 : limit === undefined ? rows.length : countMatches(library, parsed);
    return {
      view: { kind: 'studies', rows, total },
      items: function* () {
        for (const { id } of rows) yield studyData(library, id);
      },
      diagnostics: parsed.problems.map(({ message }) => ({ severity: 'warning' as const, message })),
      message:
        rows.length < total
          ? `${rows.length} of ${studiesCount(total)}`
          : `${studiesCount(total)}${exact !== undefined && rows[0]?.deleted ? ', in the trash' : ''}`,
    };
  },
});

function findPassages(library: Library, query: Query, limit: number | undefined): Outcome {
  const found = searchExcerpts(library, query, { order: 'ranked', ...(limit === undefined ? {} : { limit }) });
  const passages = passageRows(
    library,
    found.map(({ id }) => id),
  );
  const total = limit === undefined ? passages.length : countMatches(library, query, { find: 'excerpts' });
  const count = countOf(total, 'passage');
  return {
    view: { kind: 'passages', passages },
    items: function* () {
      for (const { id: _, studyId: __, key, ...excerpt } of passages) yield { study: key, ...excerpt };
    },
    diagnostics: query.problems.map(({ message }) => ({ severity: 'warning' as const, message })),
    message: passages.length < total ? `${passages.length} of ${count}` : count,
  };
}
