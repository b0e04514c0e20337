import { basename, dirname } from 'node:path';
import { UserError } from '../domain/user-error.ts';
import { draftsInBounds } from '../formats/bounds.ts';
import { decode } from '../formats/encoding/decode.ts';
import { formatToRead, READABLE, tableToRead } from '../formats/formats.ts';
import { write } from '../store/journal.ts';
import { addDrafts } from './add-drafts.ts';
import { attachmentFolder } from './attach.ts';
import { type CommandContext, defineCommand } from './define-command.ts';
import { keysOf } from './draft-keys.ts';
import { type FileResult, importOutcome, importSummary } from './import-outcome.ts';
import { readInputFile } from './input-file.ts';
import { pathOf } from './paths.ts';
import { withPlacedAttachments } from './place-attachments.ts';
import type { Progress } from './progress.ts';

/** The part of the time that reading takes; writing and indexing take the rest. */
const READING = 0.3;

class DryRun extends Error {}

export const importFiles = defineCommand({
  name: 'import',
  summary: 'Bring studies in from files',
  description:
    `Reads ${READABLE.map((format) => format.label).join(', ')}; the format is found by content. FILE "-" is standard input.\n` +
    'When the library has the study of a record already (same DOI, same citation key and title, or for a record without a key the same ' +
    'title, authors and year), what is new joins it: excerpts, tags, attachments, keywords, identifiers, a screening decision, and ' +
    'fields that are empty there. What differs stays as it is and is named; a study in the trash stays there. All files together are ' +
    'one undo.',
  params: {
    files: {
      kind: 'list',
      summary: 'Files to read; "-" is standard input',
      positional: true,
      required: true,
      completes: 'file',
      placeholder: 'FILE',
    },
    format: {
      kind: 'text',
      summary: 'Read as this format instead of finding out',
      short: 'f',
      choices: READABLE.map((format) => format.name),
    },
    encoding: {
      kind: 'text',
      summary: 'Text encoding of the files where it cannot be told, such as gb18030, shift_jis or windows-1251',
      placeholder: 'LABEL',
    },
    columns: {
      kind: 'text',
      summary: 'Tables: which column is which field, as in title=Titel,author=Autoren,issued=Jahr',
      placeholder: 'FIELD=HEADER,…',
    },
    tag: {
      kind: 'list',
      summary: 'Put this tag on every study of the files',
      short: 't',
      completes: 'tag',
      placeholder: 'TAG',
    },
    'keywords-as-tags': {
      kind: 'flag',
      summary: 'Make tags of all keywords; without it only those that are in the codebook go on as tags',
    },
    skip: { kind: 'flag', summary: 'Leave the studies that the library has as they are' },
    'as-new': { kind: 'flag', summary: 'Bring every record in as a study of its own, even one that the library has' },
    'dry-run': { kind: 'flag', summary: 'Say what would happen, and change nothing' },
  },
  selection: 'none',
  startsLibrary: true,
  long: () => true,
  json: true,
  keys: { global: ['i'] },
  hint: 'import',
  asks: 'prompt',
  async run(context, args) {
    if (args.skip && args['as-new'])
      throw new UserError('--skip and --as-new contradict each other', 'give one of them, or neither', 2);
    const read: Awaited<ReturnType<typeof readOne>>[] = [];
    for (const [index, file] of args.files.entries()) {
      read.push(await readOne(context, file, args, { index, of: args.files.length }));
    }
    const dry = args['dry-run'];
    const results: FileResult[] = [];
    const reserved = new Set(read.flatMap(({ drafts, keptSource }) => [...keysOf(drafts, keptSource)]));
    const total = read.reduce((sum, { drafts }) => sum + drafts.length, 0);
    try {
      write(context.library, 'import', (writer) => {
        let before = 0;
        for (const { source, drafts, keptSource } of read) {
          const tagged =
            args.tag.length === 0 ? drafts : drafts.map((draft) => ({ ...draft, tags: [...draft.tags, ...args.tag] }));
          const added = addDrafts(writer, tagged, source, {
            keptSource,
            whenKnown: args.skip ? 'skip' : args['as-new'] ? 'add' : 'join',
            reserved,
            keywordsAsTags: args['keywords-as-tags'],
            onProgress: (done) => {
              if (done % 100 !== 0) return;
              const share = READING + (1 - READING) * ((before + done) / total);
              report(context, 'writing', share, { done: before + done, total, unit: 'studies' });
            },
          });
          results.push({ source, ...added });
          before += drafts.length;
        }
        if (dry) throw new DryRun();
        return { summary: importSummary(results), result: undefined };
      });
    } catch (error) {
      if (!(error instanceof DryRun)) throw error;
    }
    return importOutcome(
      read.flatMap(({ diagnostics }) => diagnostics),
      results,
      dry,
    );
  },
});

async function readOne(
  context: CommandContext,
  file: string,
  args: { format: string | undefined; encoding: string | undefined; columns: string | undefined },
  part: { index: number; of: number },
) {
  const source = file === '-' ? 'standard input' : basename(file);
  report(context, `reading ${source}`, (READING * part.index) / part.of);
  const bytes = file === '-' ? await context.readStandardInput() : readInputFile(pathOf(context.cwd, file), file);
  const { text, hasMark, encoding, diagnostics } = decode(bytes, source, args.encoding);
  const { columns } = args;
  const choose = columns === undefined ? formatToRead : tableToRead;
  const format = choose(text.slice(0, 65_536), source, args.format);
  const size = bytes.length / 1_000_000;
  const mark = format.keepsMark && hasMark ? '\ufeff' : '';
  const { studies: all, diagnostics: told } = await format.read(mark + text, {
    source,
    encoding,
    isChosen: args.format !== undefined,
    ...(columns === undefined ? {} : { columns }),
    onProgress: async (share) => {
      const whole = (READING * (part.index + share)) / part.of;
      report(context, `reading ${source}`, whole, { done: share * size, total: size, unit: 'MB' });
      await new Promise(setImmediate);
    },
  });
  for (const one of told) diagnostics.push(one);
  const studies = draftsInBounds(all, source, diagnostics);
  // What is wrong with a file explains why nothing came of it.
  if (studies.length === 0 && !diagnostics.some(({ severity }) => severity === 'error')) {
    const message = `no study in it; it was read as ${format.label}: check the file, or say what it is with --format`;
    diagnostics.push({ severity: 'warning', source, message });
  }
  const from = file === '-' ? context.cwd : dirname(pathOf(context.cwd, file));
  const places = { from, workspace: attachmentFolder(context) };
  const drafts = format.keepsPaths ? studies : withPlacedAttachments(studies, places);
  return { source, drafts, keptSource: format.keptSource, diagnostics };
}

/** @throws when the user wants the work stopped. */
function report({ onProgress, signal }: CommandContext, label: string, share: number, count?: Progress['count']): void {
  signal?.throwIfAborted();
  onProgress?.({ label, share, ...(count ? { count } : {}) });
}
