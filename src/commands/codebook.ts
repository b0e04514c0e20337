import { normalTag, TAG_COLOURS, type TagColour } from '../domain/tag.ts';
import { countOf } from '../domain/text/counts.ts';
import { UserError } from '../domain/user-error.ts';
import { type Writer, write } from '../store/journal.ts';
import { defineTag, knownSpelling, codebook as listTags, renameTag } from '../store/tags.ts';
import { defineCommand } from './define-command.ts';

export const codebook = defineCommand({
  name: 'codebook',
  summary: 'List the tags with their definitions and uses',
  params: {},
  selection: 'none',
  json: true,
  run({ library }) {
    const tags = listTags(library);
    return { view: { kind: 'codebook', tags }, data: tags };
  },
});

export const codebookDefine = defineCommand({
  name: 'codebook define',
  summary: 'Put a tag into the codebook, or change its definition or colour',
  params: {
    tag: {
      kind: 'text',
      summary: 'Path of the tag, such as harm/grooming',
      positional: true,
      required: true,
      completes: 'tag',
      placeholder: 'TAG',
    },
    definition: { kind: 'text', summary: 'When to apply it, and when not', positional: true, placeholder: 'TEXT' },
    colour: { kind: 'text', summary: 'Its colour on screen', choices: TAG_COLOURS },
  },
  selection: 'none',
  startsLibrary: true,
  run({ library }, { tag, definition, colour }) {
    const name = theTag(tag);
    return write(library, 'codebook define', (writer) => {
      const changed = defineTag(writer, {
        name: knownSpelling(library, [name])[0] ?? name,
        ...(definition === undefined ? {} : { definition }),
        ...(colour === undefined ? {} : { colour: colour as TagColour }),
      });
      return { summary: `define ${name}`, result: { message: changed ? `Defined ${name}.` : 'Nothing to change.' } };
    });
  },
});

export const codebookRename = defineCommand({
  name: 'codebook rename',
  summary: 'Rename a tag and its children everywhere; an existing name merges the two',
  params: {
    from: {
      kind: 'text',
      summary: 'Tag as it is',
      positional: true,
      required: true,
      completes: 'tag',
      placeholder: 'TAG',
    },
    to: {
      kind: 'text',
      summary: 'Its new name',
      positional: true,
      required: true,
      completes: 'tag',
      placeholder: 'NEW',
    },
  },
  selection: 'none',
  run({ library }, { from, to }) {
    const [old, name] = [theTag(from), theTag(to)];
    if (
      !listTags(library).some(
        (t) => t.name.toLowerCase() === old.toLowerCase() || t.name.toLowerCase().startsWith(`${old.toLowerCase()}/`),
      )
    ) {
      throw new UserError(`${old}: no such tag`, '"lectern codebook" lists the tags');
    }
    return write(library, 'codebook rename', (writer) => {
      const written = renameTag(writer, old, name);
      return {
        summary: `rename ${old} to ${name}`,
        result: { message: `Renamed ${old} to ${name} in ${countOf(written, 'place')}.` },
      };
    });
  },
});

/** Puts the tags of a `codebook.json` (`[{ "tag", "definition", "colour" }]`) into the codebook. @throws UserError for any other text. */
export function defineFromCodebook(writer: Writer, text: string, file: string): void {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file}: not JSON (${(error as Error).message})`, 'mend the file, or move it out of library/');
  }
  if (!Array.isArray(entries))
    throw new UserError(`${file}: not a list of tags`, 'a codebook is [{ "tag": …, "definition": …, "colour": … }]');
  for (const entry of entries as Record<string, unknown>[]) {
    const name = typeof entry?.tag === 'string' ? normalTag(entry.tag) : undefined;
    if (name === undefined)
      throw new UserError(
        `${file}: an entry has no "tag"`,
        'a codebook is [{ "tag": …, "definition": …, "colour": … }]',
      );
    const colour = TAG_COLOURS.find((known) => known === entry.colour);
    defineTag(writer, {
      name,
      definition: typeof entry.definition === 'string' ? entry.definition : '',
      ...(colour ? { colour } : {}),
    });
  }
}

function theTag(text: string): string {
  const name = normalTag(text);
  if (name === undefined) throw new UserError(`"${text}" is not a tag`, 'a tag is a path such as harm/grooming');
  return name;
}
