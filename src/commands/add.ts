import { parseFieldEdit, withField } from '../domain/edit-item.ts';
import type { CslItem } from '../domain/study.ts';
import { UserError } from '../domain/user-error.ts';
import { write } from '../store/journal.ts';
import { addDrafts } from './add-drafts.ts';
import { defineCommand } from './define-command.ts';

export const add = defineCommand({
  name: 'add',
  summary: 'Add a study by hand',
  description:
    'Example: lectern add type=report title="Annual review" author="{World Health Organization}" year=2020 --tag evidence/review\n' +
    'Names are "Family, Given", parted by ";"; a body that must stay whole stands in braces. Dates: 2020, 2020-06-12, June 2020, 2019/2020.',
  params: {
    fields: {
      kind: 'list',
      summary: 'What is known of it: title="…" author="Family, Given; …" year=2020 type=report',
      positional: true,
      required: true,
      completes: 'field',
      placeholder: 'FIELD=VALUE',
    },
    tag: { kind: 'list', summary: 'Put this tag on it', short: 't', completes: 'tag', placeholder: 'TAG' },
  },
  selection: 'none',
  startsLibrary: true,
  json: true,
  keys: { global: ['a'] },
  hint: 'add',
  asks: 'new-study',
  run({ library }, { fields, tag }) {
    let item: CslItem = { id: '', type: 'document' };
    for (const edit of fields) {
      const parsed = parseFieldEdit(edit);
      if (!parsed)
        throw new UserError(`"${edit}" is not a field`, 'write FIELD=VALUE, such as title="Annual review"', 2);
      item = withField(item, parsed.field, parsed.value);
    }
    if (typeof item.title !== 'string' || item.title === '')
      throw new UserError('a study needs a title', 'add title="…"');
    return write(library, 'add', (writer) => {
      const { added, known } = addDrafts(writer, [{ item, tags: tag, excerpts: [] }], 'the command line', {
        whenKnown: 'skip',
      });
      const study = added[0];
      if (!study)
        throw new UserError(`already in the library as ${known[0]?.key} (${known[0]?.because})`, 'nothing was added');
      return {
        summary: `add ${study.key}`,
        result: { message: `Added ${study.key}.`, data: { key: study.key, uid: study.uid }, focus: study.uid },
      };
    });
  },
});
