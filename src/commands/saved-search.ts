import { parseQuery } from '../domain/query/query.ts';
import { studiesCount } from '../domain/text/counts.ts';
import { oneLine } from '../domain/text/one-line.ts';
import { UserError } from '../domain/user-error.ts';
import { write } from '../store/journal.ts';
import { findSavedSearch, removeSavedSearch, savedSearches, saveSearch } from '../store/saved-searches.ts';
import { countMatches } from '../store/search.ts';
import { defineCommand } from './define-command.ts';

export const searchSave = defineCommand({
  name: 'search save',
  summary: 'Keep a query under a name',
  description:
    'Example: lectern search save "Recent reviews" "type:review year:>=2015"\nA name that is there already gets the new query.',
  params: {
    name: { kind: 'text', summary: 'Its name in the sidebar', positional: true, required: true, placeholder: 'NAME' },
    query: {
      kind: 'list',
      summary: 'Words, field:value, tag:NAME …',
      positional: true,
      required: true,
      completes: 'query',
      placeholder: 'QUERY',
    },
  },
  selection: 'none',
  keys: { list: ['S'], sidebar: ['S'] },
  asks: 'save-search',
  run({ library }, { name: given, query: words }) {
    const [name, query] = [oneLine(given), words.join(' ').trim()];
    if (name === '') throw new UserError('the search has no name', 'write "search save NAME QUERY"', 2);
    if (query === '') throw new UserError('there is no query to save', 'search for something first', 2);
    const spelled = findSavedSearch(library, name)?.name ?? name;
    const found = countMatches(library, parseQuery(query));
    return write(library, 'search save', (writer) => {
      const changed = saveSearch(writer, { name: spelled, query });
      return {
        summary: `save the search ${spelled}`,
        result: {
          message: changed ? `Saved the search ${spelled}: ${studiesCount(found)}.` : 'Nothing to change.',
          diagnostics: parseQuery(query).problems.map(({ message }) => ({ severity: 'warning' as const, message })),
        },
      };
    });
  },
});

export const searchList = defineCommand({
  name: 'search list',
  summary: 'List the saved searches with what they find',
  params: {},
  selection: 'none',
  json: true,
  run({ library }) {
    const searches = savedSearches(library).map((search) => ({
      ...search,
      studies: countMatches(library, parseQuery(search.query)),
    }));
    return {
      view: { kind: 'searches', searches },
      data: searches,
      ...(searches.length === 0 ? { message: 'No search is saved.' } : {}),
    };
  },
});

export const searchRemove = defineCommand({
  name: 'search remove',
  summary: 'Forget a saved search; the studies stay',
  params: {
    name: {
      kind: 'text',
      summary: 'Its name',
      positional: true,
      required: true,
      completes: 'search',
      placeholder: 'NAME',
    },
  },
  selection: 'none',
  keys: { sidebar: ['d'] },
  disabledReason: ({ selection }) =>
    selection.search === undefined ? 'there is no saved search under the cursor' : undefined,
  run({ library }, { name }) {
    const spelled = findSavedSearch(library, name)?.name;
    if (spelled === undefined) throw new UserError(`${name}: no such saved search`, '"lectern search list" lists them');
    return write(library, 'search remove', (writer) => {
      removeSavedSearch(writer, spelled);
      return { summary: `remove the saved search ${spelled}`, result: { message: `Removed the search ${spelled}.` } };
    });
  },
});
