import { SCREENING_STATUSES, type ScreeningStatus } from '../domain/study.ts';
import { studiesCount } from '../domain/text/counts.ts';
import { write } from '../store/journal.ts';
import { updateStudy } from '../store/studies.ts';
import { defineCommand } from './define-command.ts';
import { changeEach, ofMany } from './select-studies.ts';

export const screen = defineCommand({
  name: 'screen',
  summary: 'Note where studies stand in the screening',
  description: 'The words are those of PRISMA 2020. Example: lectern screen excluded author:smith year:..2005',
  params: {
    status: { kind: 'text', summary: 'The decision', positional: true, required: true, choices: SCREENING_STATUSES },
  },
  selection: 'many',
  keys: { list: ['s'], detail: ['s'] },
  spareHint: 'screen',
  asks: 'screening',
  long: ofMany,
  run(context, { status }) {
    const { library } = context;
    return write(library, 'screen', (writer) => {
      const changed = changeEach(context, writer, 'screening', (id) =>
        updateStudy(writer, id, { status: status as ScreeningStatus }),
      );
      return {
        summary: `screen ${studiesCount(changed.length)} as ${status}`,
        result: {
          message:
            changed.length === 0 ? 'Nothing to change.' : `Screened ${studiesCount(changed.length)} as ${status}.`,
        },
      };
    });
  },
});
