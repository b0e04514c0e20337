import { EXCERPT_KINDS, type ExcerptKind, LOCATOR_LABELS, type Locator } from '../domain/excerpt.ts';
import { UserError } from '../domain/user-error.ts';
import { decode } from '../formats/encoding/decode.ts';
import { type ExcerptPatch, findExcerpt, insertExcerpt, removeExcerpt, updateExcerpt } from '../store/excerpts.ts';
import { write } from '../store/journal.ts';
import type { Library } from '../store/open-library.ts';
import { studyRows } from '../store/studies.ts';
import { knownSpelling, retagged } from '../store/tags.ts';
import { type CommandContext, defineCommand } from './define-command.ts';
import { changeEach, namedStudies, ofMany } from './select-studies.ts';

const texts = {
  kind: { kind: 'text', summary: 'What it is', choices: EXCERPT_KINDS },
  section: { kind: 'text', summary: 'Section it stands in: Background, Methods, Results …', placeholder: 'NAME' },
  locator: { kind: 'text', summary: 'Where: "page 12-14", "chapter 3"', placeholder: 'PLACE' },
  comment: { kind: 'text', summary: 'What you make of it', placeholder: 'TEXT' },
} as const;

export const excerptAdd = defineCommand({
  name: 'excerpt add',
  summary: 'Add an excerpt to studies',
  description:
    'Example: lectern excerpt add icmec2017online --text "…" --section Methods --locator "page 12-14"\nWith --text - the text is read from standard input.',
  params: {
    text: { kind: 'text', summary: 'The passage; "-" reads standard input', required: true, placeholder: 'TEXT' },
    ...texts,
    tag: { kind: 'list', summary: 'Put this tag on it', completes: 'tag', placeholder: 'TAG' },
  },
  selection: 'many',
  json: true,
  keys: { list: ['x'], detail: ['x'] },
  hint: 'excerpt',
  asks: 'new-excerpt',
  long: ofMany,
  async run(context, { text, kind, section, locator, comment, tag }) {
    const { library } = context;
    const passage = await excerptText(context, text);
    const place = locator === undefined ? undefined : parseLocator(locator);
    return write(library, 'excerpt add', (writer) => {
      const added: { uid: string; key: string }[] = [];
      const tags = knownSpelling(library, tag);
      const studies = changeEach(context, writer, 'adding', (study) => {
        const uid = insertExcerpt(writer, study, {
          kind: (kind as ExcerptKind | undefined) ?? 'quotation',
          text: passage,
          section: section?.trim() ?? '',
          ...(place ? { locator: place } : {}),
          ...(comment ? { comment } : {}),
          tags,
        });
        added.push({ uid, key: keyOf(library, study) });
        return true;
      });
      const to = namedStudies(library, studies);
      return {
        summary: `add an excerpt to ${to}`,
        result: { message: `Added an excerpt to ${to}.`, data: added.length === 1 ? added[0] : added },
      };
    });
  },
});

const excerptId = {
  kind: 'text',
  summary: 'Id of the excerpt, or its last characters',
  positional: true,
  required: true,
  completes: 'excerpt',
  placeholder: 'ID',
} as const;
const needsExcerpt = ({ selection }: CommandContext) =>
  selection.excerpt === undefined ? 'choose an excerpt in the detail pane first' : undefined;

export const excerptEdit = defineCommand({
  name: 'excerpt edit',
  summary: 'Change an excerpt',
  description: 'Empty text takes a section, locator or comment away.',
  params: {
    excerpt: excerptId,
    text: { kind: 'text', summary: 'The passage; "-" reads standard input', placeholder: 'TEXT' },
    ...texts,
    tag: { kind: 'list', summary: 'Put this tag on it', completes: 'tag', placeholder: 'TAG' },
    untag: { kind: 'list', summary: 'Take this tag off it', completes: 'tag', placeholder: 'TAG' },
  },
  selection: 'none',
  keys: { detail: ['enter'] },
  hint: 'edit excerpt',
  asks: 'edit-excerpt',
  disabledReason: needsExcerpt,
  async run(context, args) {
    const { library } = context;
    const patch: ExcerptPatch = {};
    if (args.text !== undefined) patch.text = await excerptText(context, args.text);
    if (args.kind !== undefined) patch.kind = args.kind as ExcerptKind;
    if (args.section !== undefined) patch.section = args.section.trim();
    if (args.locator !== undefined) patch.locator = parseLocator(args.locator) ?? null;
    if (args.comment !== undefined) patch.comment = args.comment === '' ? null : args.comment;
    return write(library, 'excerpt edit', (writer) => {
      const { study, excerpt } = findExcerpt(library, args.excerpt);
      if (args.tag.length + args.untag.length > 0) patch.tags = retagged(library, excerpt.tags, args.tag, args.untag);
      const changed = updateExcerpt(writer, excerpt.uid, patch);
      return {
        summary: `change an excerpt of ${keyOf(library, study)}`,
        result: { message: changed ? 'Changed the excerpt.' : 'Nothing to change.' },
      };
    });
  },
});

export const excerptRemove = defineCommand({
  name: 'excerpt remove',
  summary: 'Remove an excerpt',
  params: { excerpt: excerptId },
  selection: 'none',
  keys: { detail: ['d'] },
  hint: 'remove excerpt',
  disabledReason: needsExcerpt,
  run({ library }, { excerpt }) {
    return write(library, 'excerpt remove', (writer) => {
      const found = findExcerpt(library, excerpt);
      removeExcerpt(writer, found.excerpt.uid);
      return {
        summary: `remove an excerpt of ${keyOf(library, found.study)}`,
        result: { message: `Removed an excerpt of ${keyOf(library, found.study)}.` },
      };
    });
  },
});

/** "page 12-14", "p. 12", "12–14" (pages), "chapter 3". Undefined for empty text. @throws UserError for a label that CSL does not know. */
export function parseLocator(source: string): Locator | undefined {
  const text = source.trim().replaceAll(/[–—]/g, '-');
  if (text === '') return undefined;
  const match = /^([\p{L}-]+\.?)\s+(\S.*)$/u.exec(text);
  if (!match) return { label: 'page', value: text };
  const [, word = '', value = ''] = match;
  const lower = word.toLowerCase().replace(/\.$/, '');
  const short: Record<string, string> = {
    p: 'page',
    pp: 'page',
    pages: 'page',
    ch: 'chapter',
    chap: 'chapter',
    sec: 'section',
    para: 'paragraph',
    fig: 'figure',
    vol: 'volume',
    art: 'article-locator',
    article: 'article-locator',
  };
  const label = Object.hasOwn(short, lower) ? (short[lower] as string) : lower;
  if (!(LOCATOR_LABELS as readonly string[]).includes(label)) {
    throw new UserError(
      `"${word}" is not a CSL locator`,
      `use page, chapter, section, paragraph, figure, table … and a value, such as "page 12-14"`,
    );
  }
  return { label, value };
}

async function excerptText(context: CommandContext, text: string): Promise<string> {
  const given = text === '-' ? decode(await context.readStandardInput(), 'standard input').text : text;
  if (given.trim() === '') throw new UserError('an excerpt needs a text');
  return given.trim();
}

function keyOf(library: Library, study: number): string {
  return studyRows(library, [study])[0]?.key ?? 'a study';
}
