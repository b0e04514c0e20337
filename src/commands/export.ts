import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { UserError } from '../domain/user-error.ts';
import type { Format } from '../formats/format.ts';
import { FORMATS, formatByName, formatForFile } from '../formats/formats.ts';
import { readStudy, studyRows } from '../store/studies.ts';
import { type CommandContext, defineCommand } from './define-command.ts';
import { pathOf } from './paths.ts';
import { studiesCount } from './select-studies.ts';

const WRITABLE = FORMATS.filter((format) => format.write);

export const exportStudies = defineCommand({
  name: 'export',
  summary: 'Write studies for a paper',
  description:
    'Example: lectern export tag:harm/grooming --format biblatex -o refs.bib\n' +
    'Without a query, every study. In the order of citation keys, so that a diff of two exports shows real edits. Without -o, standard output.',
  params: {
    format: {
      kind: 'text',
      summary: 'Format; without it the ending of the file decides',
      short: 'f',
      choices: WRITABLE.map((format) => format.name),
    },
    output: { kind: 'text', summary: 'File to write', short: 'o', completes: 'file', placeholder: 'FILE' },
    ascii: { kind: 'flag', summary: 'LaTeX commands instead of Unicode where there are any (BibTeX, BibLaTeX)' },
    verbatim: { kind: 'flag', summary: 'An untouched file byte for byte as it was imported (BibTeX, BibLaTeX)' },
  },
  selection: 'optional',
  readsOnly: true,
  long: () => true,
  keys: { global: ['E'] },
  hint: 'export',
  asks: 'export',
  async run(context, { format: name, output, ascii, verbatim }) {
    const format = chooseFormat(name, output);
    const { library } = context;
    const rows = studyRows(library, context.selection.studies).sort((a, b) => (a.key < b.key ? -1 : 1));
    if (rows.length === 0)
      throw new UserError('no study matches, so there is nothing to export', '"lectern find" lists what is there');
    const studies = rows.flatMap(({ id }) => readStudy(library, id) ?? []);
    const { text, bytes, diagnostics } = await format.write!(studies, {
      ascii,
      verbatim,
      onProgress: async (share) => {
        context.signal?.throwIfAborted();
        const [done, total] = [Math.round(share * studies.length), studies.length];
        context.onProgress?.({ label: `writing ${format.label}`, share, count: { done, total, unit: 'studies' } });
        await new Promise(setImmediate);
      },
    });
    if (output === undefined || output === '-')
      return { view: { kind: 'text', text, ...(bytes ? { bytes } : {}) }, diagnostics };
    const file = pathOf(context.cwd, output);
    const written = writeWhenChanged(file, Buffer.from(bytes ?? text), output);
    const place = relative(context.cwd, file) || file;
    return {
      message: written
        ? `Wrote ${studiesCount(studies.length)} to ${place} (${format.label}).`
        : `${place} is up to date (${studiesCount(studies.length)}, ${format.label}).`,
      diagnostics,
    };
  },
});

/** Where the terminal UI proposes to export to. */
export function proposedExport(
  { exportsFolder, cwd }: Pick<CommandContext, 'exportsFolder' | 'cwd'>,
  format: string,
): string {
  const extension = formatByName(format)?.extensions[0] ?? '.txt';
  const file = join(exportsFolder ?? cwd, `references${extension}`);
  return relative(cwd, file).startsWith('..') ? file : relative(cwd, file);
}

/** Names of the formats that can be written. */
export const EXPORT_FORMATS: readonly string[] = WRITABLE.map((format) => format.name);

function chooseFormat(name: string | undefined, output: string | undefined): Format {
  const known = `use --format ${EXPORT_FORMATS.join('|')}`;
  if (name !== undefined) return formatByName(name) as Format;
  if (output === undefined || output === '-') throw new UserError('the format is not said', known, 2);
  const format = formatForFile(output);
  if (!format?.write) throw new UserError(`${output}: its ending names no format that Lectern writes`, known, 2);
  return format;
}

/** With this a SQLite file begins (Database File Format, 1.3). */
const DATABASE = Buffer.from('SQLite format 3\0');

/** Writes beside the target, syncs and renames; leaves a file alone that says the same already. @returns whether it wrote. */
function writeWhenChanged(file: string, bytes: Buffer, shown: string): boolean {
  try {
    const status = statSync(file, { throwIfNoEntry: false });
    if (status) {
      if (status.isDirectory()) throw new UserError(`${shown}: is a folder`, 'name a file in it');
      // A device or a pipe can be neither compared nor replaced.
      if (!status.isFile()) {
        writeFileSync(file, bytes);
        return true;
      }
      const before = readFileSync(file);
      if (before.subarray(0, DATABASE.length).equals(DATABASE))
        throw new UserError(
          `${shown}: is a library or another database`,
          'name another file; this one was not touched',
        );
      if (before.equals(bytes)) return false;
    }
    writeFileAtomic.sync(file, bytes);
    return true;
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT')
      throw new UserError(`${shown}: its folder does not exist`, 'make the folder, or choose another place');
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      throw new UserError(`${shown}: not permitted to write there`, 'choose another place');
    if (code === 'ENOSPC')
      throw new UserError(
        `${shown}: the disk is full`,
        'free some space and try again; the file that was there is untouched',
      );
    if (code === undefined) throw error;
    throw new UserError(`${shown}: cannot be written (${code})`, 'choose another place');
  }
}
