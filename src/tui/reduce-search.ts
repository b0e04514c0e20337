import { parseQuery } from '../domain/query/query.ts';
import type { Key } from './input.ts';
import { actionOf } from './keys.ts';
import { edit } from './line-editor.ts';
import { move, pageRows } from './move.ts';
import { BROWSING, type Screen, type State, type Status, type Step, step } from './state.ts';

/** Search as you type: the list answers at every key. */
export function reduceSearch(state: State, screen: Extract<Screen, { screen: 'search' }>, key: Key): Step {
  switch (actionOf('search', key)) {
    case 'keep-search':
      return step({ ...state, screen: BROWSING, status: leftOut(state.query) });
    case 'clear-search':
      return step({ ...state, query: '', screen: BROWSING });
    case 'select-next':
      return step(move(state, 1));
    case 'select-previous':
      return step(move(state, -1));
    case 'select-page-down':
      return step(move(state, pageRows(state)));
    case 'select-page-up':
      return step(move(state, -pageRows(state)));
    default: {
      const line = edit(screen.line, key);
      if (line.text === state.query) return step({ ...state, screen: { ...screen, line } });
      // The best match is what one looks for while typing.
      return step({
        ...state,
        query: line.text,
        screen: { ...screen, line },
        list: { cursor: 0, top: 0, id: undefined },
      });
    }
  }
}

/** What of a query is not searched as it is written. */
function leftOut(query: string): Status | undefined {
  const [problem, ...others] = parseQuery(query).problems;
  if (!problem) return undefined;
  const text = [problem, ...others].map(({ message }) => message).join('; ');
  return { text, tone: 'plain' };
}
