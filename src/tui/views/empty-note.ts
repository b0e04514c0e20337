import { wrapTo } from '../../domain/text/text-width.ts';
import { labelOf } from '../keys.ts';
import type { Box } from '../layout.ts';
import type { State } from '../state.ts';
import { fitRow, type Theme } from '../theme.ts';

/** The rows of an empty list with why it is empty, and what to do: in whole sentences, shorter ones where there is little room. */
export function withEmptyNote(rows: string[], state: State, box: Box, theme: Theme): string[] {
  const height = rows.length - 1;
  const notes = notesOf(state).map((note) => note.flatMap((line) => wrapNote(line, box.columns - 2)));
  const note = notes.find(({ length }) => length <= height) ?? notes.at(-1) ?? [];
  return rows.map((row, at) => {
    const line = at > 0 ? note[at - 1] : undefined;
    return line === undefined ? row : theme.paint(fitRow([[`  ${line}`]], box.columns));
  });
}

/** What to say, the longest first. */
function notesOf(state: State): string[][] {
  const key = (name: string) => labelOf(name, 'list');
  const { counts } = state.placeCounts;
  if (counts.get('all') === 0 && counts.get('trash') === 0)
    return [
      [
        'This library is empty. It will hold the studies of your review.',
        `${key('import')}  imports a file: BibTeX, CSL-JSON, RIS, or a saved research page`,
        `${key('add')}  adds a study by hand`,
        `${key('help')}  shows every key of this screen`,
        `What you do can be undone with ${key('undo')}; ${key('quit')} leaves, and everything is kept.`,
      ],
      [
        'This library is empty.',
        `${key('import')}  imports a file`,
        `${key('add')}  adds a study by hand`,
        `${key('help')}  shows every key`,
        `${key('undo')}  undoes; ${key('quit')} leaves`,
      ],
      ['The library is empty.', `${key('import')}  imports a file`],
    ];
  if (state.query === '' && state.place.kind === 'trash') return [['The trash is empty.']];
  if (state.query === '' && state.place.kind === 'inbox')
    return [['The inbox is empty: every study has been screened.'], ['The inbox is empty.']];
  return [['No study matches.', state.query === '' ? '' : `${key('back')} clears the search.`]];
}

/** A key at the beginning stands out: what it does goes on behind it. */
function wrapNote(line: string, columns: number): string[] {
  const key = /^\S+ {2}/.exec(line)?.[0] ?? '';
  const indent = ' '.repeat(key.length);
  return wrapTo(line.slice(key.length), columns - key.length, 9).map((row, at) => (at === 0 ? key : indent) + row);
}
