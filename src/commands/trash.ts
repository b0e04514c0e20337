import { parseQuery } from '../domain/query/query.ts';
import { studiesCount } from '../domain/text/counts.ts';
import { write } from '../store/journal.ts';
import type { Library } from '../store/open-library.ts';
import { searchIds } from '../store/search.ts';
import { moveToTrash, removeForGood, restoreFromTrash, studyRows } from '../store/studies.ts';
import { defineCommand } from './define-command.ts';
import { changeEach, namedStudies, noStudies, ofMany } from './select-studies.ts';

export const trash = defineCommand({
  name: 'trash',
  summary: 'Move studies to the trash, or list what is in it',
  description:
    'Without a query, lists the trash. "lectern restore" brings studies back, "lectern empty-trash" removes them for good.',
  params: {},
  selection: 'optional',
  json: true,
  keys: { list: ['d'] },
  hint: 'trash',
  disabledReason: noStudies,
  long: ofMany,
  run(context) {
    const { library, selection } = context;
    if (selection.everything) {
      const rows = studyRows(library, inTrash(library));
      return {
        view: { kind: 'studies', rows, total: rows.length },
        data: rows.map(({ key, title }) => ({ key, title })),
        message: `${studiesCount(rows.length)} in the trash`,
      };
    }
    return write(library, 'trash', (writer) => {
      const moved = changeEach(context, writer, 'moving', (id) => moveToTrash(writer, id));
      const what = namedStudies(library, moved);
      return {
        summary: `move ${what} to the trash`,
        result: { message: moved.length === 0 ? 'In the trash already.' : `Moved ${what} to the trash.` },
      };
    });
  },
});

export const restore = defineCommand({
  name: 'restore',
  summary: 'Bring studies back from the trash',
  description: 'Example: lectern restore smith2010 · lectern restore in:trash author:smith',
  params: {},
  selection: 'many',
  keys: { list: ['R'] },
  long: ofMany,
  run(context) {
    const { library } = context;
    return write(library, 'restore', (writer) => {
      const back = changeEach(context, writer, 'restoring', (id) => restoreFromTrash(writer, id));
      const what = namedStudies(library, back);
      return {
        summary: `restore ${what}`,
        result: { message: back.length === 0 ? 'Not in the trash.' : `Restored ${what}.` },
      };
    });
  },
});

export const emptyTrash = defineCommand({
  name: 'empty-trash',
  summary: 'Remove what is in the trash for good',
  params: {},
  selection: 'none',
  confirmation({ library }) {
    const count = inTrash(library).length;
    return count === 0 ? undefined : `Remove ${studiesCount(count)} for good? Undo cannot bring them back.`;
  },
  run({ library }) {
    const ids = inTrash(library);
    if (ids.length === 0) return { message: 'The trash is empty.' };
    return write(library, 'empty-trash', (writer) => {
      removeForGood(writer, ids);
      return {
        summary: `remove ${studiesCount(ids.length)} for good`,
        result: { message: `Removed ${studiesCount(ids.length)} for good.` },
      };
    });
  },
});

function inTrash(library: Library): number[] {
  return [...searchIds(library, parseQuery('in:trash'), { order: 'recent' })];
}
