import { parseFieldEdit, withField } from '../domain/edit-item.ts';
import { fieldByName } from '../domain/fields.ts';
import { studiesCount } from '../domain/text/counts.ts';
import { UserError } from '../domain/user-error.ts';
import { write } from '../store/journal.ts';
import { readStudy, updateStudy } from '../store/studies.ts';
import { defineCommand } from './define-command.ts';
import { changeEach, ofMany, theStudy } from './select-studies.ts';

export const edit = defineCommand({
  name: 'edit',
  summary: 'Change fields of studies',
  description:
    'Example: lectern edit icmec2017online place="Alexandria, VA" edition=1\n' +
    'FIELD= with nothing behind it clears the field. The citation key changes only when you set key=…',
  params: {
    fields: {
      kind: 'list',
      summary: 'New values: title="…" author="Family, Given; …" year=2020',
      positional: true,
      required: true,
      completes: 'field',
      placeholder: 'FIELD=VALUE',
    },
  },
  selection: 'many',
  keys: { list: ['e'], detail: ['e'] },
  hint: 'edit',
  asks: 'edit-study',
  long: ofMany,
  run(context, { fields }) {
    const { library, selection } = context;
    const edits = fields.map((edit) => {
      const parsed = parseFieldEdit(edit);
      if (!parsed) throw new UserError(`"${edit}" is not a field`, 'write FIELD=VALUE, such as year=2018', 2);
      return parsed;
    });
    if (edits.some(({ field }) => field === fieldByName('key'))) theStudy(library, selection.studies);
    return write(library, 'edit', (writer) => {
      const changed: string[] = [];
      changeEach(context, writer, 'editing', (id) => {
        const study = readStudy(library, id);
        if (!study) return false;
        const item = edits.reduce((current, { field, value }) => withField(current, field, value), study.item);
        const isChanged = item !== study.item && updateStudy(writer, id, { item });
        if (isChanged) changed.push(item.id);
        return isChanged;
      });
      const names = edits.map(({ field }) => field.label).join(', ');
      const summary = `edit ${names} of ${changed.length === 1 ? changed[0] : studiesCount(changed.length)}`;
      return {
        summary,
        result: {
          message:
            changed.length === 0
              ? 'Nothing to change.'
              : `Changed ${names} of ${changed.length === 1 ? changed[0] : studiesCount(changed.length)}.`,
        },
      };
    });
  },
});
