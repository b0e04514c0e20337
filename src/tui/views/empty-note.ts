import { cut } from '../../domain/text-width.ts';
import { labelOf } from '../keys.ts';
import type { Box } from '../layout.ts';
import type { State } from '../state.ts';
import { fitRow, type Theme } from '../theme.ts';

/** The rows of an empty list with why it is empty, and what to do. */
export function withEmptyNote(rows: string[], state: State, box: Box, theme: Theme): string[] {
  const nothing = state.placeCounts.counts.get('all') === 0 && state.placeCounts.counts.get('trash') === 0;
  const note = nothing
    ? [
        'This library is empty. It will hold the studies of your review.',
        `${labelOf('import', 'list')}  imports a file: BibTeX, CSL-JSON, RIS, or a saved research page`,
        `${labelOf('add', 'list')}  adds a study by hand`,
        `${labelOf('help', 'list')}  shows every key of this screen`,
        `What you do can be undone with ${labelOf('undo', 'list')}; ${labelOf('quit', 'list')} leaves, and everything is kept.`,
      ]
    : state.place.kind === 'trash' && state.query === ''
      ? ['The trash is empty.']
      : state.place.kind === 'inbox' && state.query === ''
        ? ['The inbox is empty: every study has been screened.']
        : ['No study matches.', state.query === '' ? '' : `${labelOf('back', 'list')} clears the search.`];
  return rows.map((row, at) =>
    at > 0 && note[at - 1] !== undefined
      ? theme.paint(fitRow([[`  ${cut(note[at - 1] ?? '', box.columns - 2)}`]], box.columns))
      : row,
  );
}
