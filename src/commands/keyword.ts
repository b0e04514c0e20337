import { normalTag } from '../domain/tag.ts';
import { countOf, studiesCount } from '../domain/text/counts.ts';
import { oneLine } from '../domain/text/one-line.ts';
import { UserError } from '../domain/user-error.ts';
import { write } from '../store/journal.ts';
import { demoteTags, keywordUses, residueOfTagged, studiesWithKeyword, undefinedTags } from '../store/keywords.ts';
import type { Library } from '../store/open-library.ts';
import { readStudy, updateStudy } from '../store/studies.ts';
import { codebookTags, knownSpelling, retagged } from '../store/tags.ts';
import { defineCommand } from './define-command.ts';
import { changeEach } from './select-studies.ts';

export const keywordList = defineCommand({
  name: 'keyword list',
  summary: 'List the keywords that databases and publishers put on studies',
  description: 'Those of most studies first. The last column is the tag of the same name, where the codebook has one.',
  params: {},
  selection: 'none',
  json: true,
  run({ library }) {
    const keywords = keywordUses(library);
    return {
      view: {
        kind: 'table',
        head: ['Keyword', 'Studies', 'Tag'],
        rows: keywords.map(({ name, studies, tag }) => [name, String(studies), tag ?? '']),
      },
      data: keywords,
      ...(keywords.length === 0 ? { message: 'No study has a keyword.' } : {}),
    };
  },
});

export const keywordAdopt = defineCommand({
  name: 'keyword adopt',
  summary: 'Make a tag of a keyword, on every study that has it',
  description:
    'Example: lectern keyword adopt "Adolescent Behavior" --as population/adolescents\n' +
    'The keyword stays with the studies. From now on, imported studies that have a keyword of the tag’s name get the tag.',
  params: {
    keyword: {
      kind: 'text',
      summary: 'The keyword, in any case',
      positional: true,
      required: true,
      completes: 'keyword',
    },
    as: {
      kind: 'text',
      summary: 'Name of the tag; without it that of the keyword',
      completes: 'tag',
      placeholder: 'TAG',
    },
  },
  selection: 'none',
  long: () => true,
  run(context, { keyword, as }) {
    const { library } = context;
    const word = oneLine(keyword);
    const tag = normalTag(as ?? word);
    if (tag === undefined)
      throw new UserError(`"${as ?? keyword}" is not a tag`, 'a tag is a path such as harm/grooming');
    const studies = studiesWithKeyword(library, word);
    if (studies.length === 0)
      throw new UserError(`no study has the keyword "${word}"`, '"lectern keyword list" lists them');
    return write(library, 'keyword adopt', (writer) => {
      const changed = changeEach({ ...context, selection: { studies } }, writer, 'tagging', (id) => {
        const study = readStudy(library, id);
        return study !== undefined && updateStudy(writer, id, { tags: retagged(library, study.tags, [tag], []) });
      }).length;
      const [name] = knownSpelling(library, [tag]);
      return {
        summary: `adopt the keyword ${word} as ${name}`,
        result: {
          message: changed === 0 ? 'Nothing to change.' : `Put the tag ${name} on ${studiesCount(changed)}.`,
        },
      };
    });
  },
});

export const codebookDemote = defineCommand({
  name: 'codebook demote',
  summary: 'Turn tags that nobody defined back into keywords',
  description:
    'Without TAG, those that earlier versions made of the keywords of a .bib. A tag that has a definition or a colour, or stands on an ' +
    'excerpt, stays a tag.',
  params: {
    tags: { kind: 'list', summary: 'Only these tags', positional: true, completes: 'tag', placeholder: 'TAG' },
    'dry-run': { kind: 'flag', summary: 'List the tags, and change nothing' },
  },
  selection: 'none',
  long: () => true,
  json: true,
  async run(context, args) {
    const { library, onProgress, signal } = context;
    const open = undefinedTags(library);
    const tags =
      args.tags.length === 0 ? await ofOlderImports(library, open) : chosen(args.tags, open, codebookTags(library));
    if (args['dry-run'])
      return {
        view: { kind: 'table', head: ['Tag'], rows: tags.map((tag) => [tag]) },
        data: tags,
        message: `Would turn ${countOf(tags.length, 'tag')} into keywords.`,
      };
    return write(library, 'codebook demote', (writer) => {
      const studies = demoteTags(writer, tags, (done, total) => {
        if (done % 50 !== 0) return;
        writer.index();
        signal?.throwIfAborted();
        onProgress?.({
          label: 'turning tags into keywords',
          share: done / total,
          count: { done, total, unit: 'studies' },
        });
      });
      const what = countOf(tags.length, 'tag');
      return {
        summary: `turn ${what} into keywords`,
        result: {
          data: tags,
          message:
            tags.length === 0
              ? 'No tag without a definition comes from the keywords of an older import, so there is nothing to change.'
              : `Turned ${what} of ${studiesCount(studies)} into keywords.`,
        },
      };
    });
  },
});

/** Those of the tags that an earlier version made of keywords: what a user put on is left alone. */
async function ofOlderImports(library: Library, tags: readonly string[]): Promise<string[]> {
  const { olderKeywordReader } = await import('../formats/bibtex/source/older-keywords.ts');
  const wordsOf = await olderKeywordReader();
  const made = new Set<string>();
  for (const residue of residueOfTagged(library))
    for (const word of wordsOf(residue)) made.add(normalTag(word)?.toLowerCase() ?? '');
  return tags.filter((tag) => made.has(tag.toLowerCase()));
}

/** @throws UserError for a tag that is not there, or that somebody has defined or put on an excerpt. */
function chosen(named: readonly string[], open: readonly string[], codebook: readonly { name: string }[]): string[] {
  return named.map((text) => {
    const folded = normalTag(text)?.toLowerCase();
    const tag = open.find((one) => one.toLowerCase() === folded);
    if (tag !== undefined) return tag;
    if (!codebook.some(({ name }) => name.toLowerCase() === folded))
      throw new UserError(`${text}: no such tag`, '"lectern codebook" lists the tags');
    throw new UserError(
      `${text}: has a definition or a colour, or stands on an excerpt, so it stays a tag`,
      'nothing was changed; "lectern tag -NAME QUERY" takes a tag off studies',
    );
  });
}
