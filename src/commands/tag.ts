import { studiesCount } from '../domain/text/counts.ts';
import { UserError } from '../domain/user-error.ts';
import { findExcerpt, updateExcerpt } from '../store/excerpts.ts';
import { write } from '../store/journal.ts';
import type { Library } from '../store/open-library.ts';
import { readStudy, updateStudy } from '../store/studies.ts';
import { knownSpelling, retagged } from '../store/tags.ts';
import { defineCommand } from './define-command.ts';
import { changeEach, noStudies, ofMany } from './select-studies.ts';

export const tag = defineCommand({
  name: 'tag',
  summary: 'Put tags on studies, or take them off',
  description:
    'Example: lectern tag +harm/grooming -stance/contested author:icmec\n' +
    '+NAME puts a tag on, -NAME takes it off; what follows is the query. "--" stands before a query that begins with a dash.\n' +
    'With --excerpt the tags go on that excerpt instead, and no query is needed.',
  params: {
    edits: {
      kind: 'list',
      summary: '+NAME puts the tag on, -NAME takes it off',
      positional: true,
      required: true,
      completes: 'tag-edit',
      placeholder: '+TAG|-TAG',
    },
    excerpt: { kind: 'text', summary: 'Tag this excerpt', completes: 'excerpt', placeholder: 'ID' },
  },
  selection: 'optional',
  keys: { list: ['t'], detail: ['t'] },
  hint: 'tag',
  disabledReason: noStudies,
  asks: 'tags',
  long: ofMany,
  run(context, { edits, excerpt }) {
    const { library, selection } = context;
    const { on, off } = readTagEdits(library, edits);
    const what = [...on.map((t) => `+${t}`), ...off.map((t) => `-${t}`)].join(' ');
    const apply = (tags: readonly string[]) => retagged(library, tags, on, off);
    return write(library, 'tag', (writer) => {
      if (excerpt !== undefined) {
        const found = findExcerpt(library, excerpt);
        const changed = updateExcerpt(writer, found.excerpt.uid, { tags: apply(found.excerpt.tags) });
        return {
          summary: `tag ${what} on an excerpt`,
          result: { message: changed ? `Tagged the excerpt ${what}.` : 'Nothing to change.' },
        };
      }
      if (selection.everything)
        throw new UserError('tag: QUERY is missing', 'name the studies, such as "lectern tag +name author:smith"', 2);
      const changed = changeEach(context, writer, 'tagging', (id) => {
        const study = readStudy(library, id);
        return study !== undefined && updateStudy(writer, id, { tags: apply(study.tags) });
      }).length;
      return {
        summary: `tag ${what} on ${studiesCount(changed)}`,
        result: { message: changed === 0 ? 'Nothing to change.' : `Tagged ${studiesCount(changed)} ${what}.` },
      };
    });
  },
});

/** "+a", "-b" as tags in their normal form. A bare name counts as "+name". */
function readTagEdits(library: Library, edits: readonly string[]): { on: string[]; off: string[] } {
  const named = (sign: string) =>
    edits.filter((e) => (e.startsWith('-') ? '-' : '+') === sign).map((e) => e.replace(/^[+-]/, ''));
  const on = knownSpelling(library, named('+'));
  const off = knownSpelling(library, named('-'));
  if (on.length + off.length === 0)
    throw new UserError('no tag was named', 'write +NAME to put a tag on, -NAME to take it off', 2);
  return { on, off };
}
