import { join, relative } from 'node:path';
import { UserError } from '../domain/user-error.ts';
import type { Format } from '../formats/format.ts';
import { FORMATS, formatByName, formatForFile } from '../formats/formats.ts';
import { type CommandContext, defineCommand } from './define-command.ts';
import { changeFile, dialectOf } from './export-file/change-file.ts';
import { studiesInOrder } from './export-file/recognize-exports.ts';
import { type FileOfExport, replaceFile, type WriteStudies } from './export-file/replace-file.ts';
import { targetAt } from './export-file/target.ts';
import { pathOf } from './paths.ts';

const WRITABLE = FORMATS.filter((format) => format.write);
/** "CSL-JSON, RIS, BibTeX, BibLaTeX" */
const CHANGED_IN_PLACE = WRITABLE.filter(({ inPlace }) => inPlace)
  .map(({ label }) => label)
  .join(', ');

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
    update: {
      kind: 'flag',
      summary: `Rewrite only the entries that the file has, and leave the rest of it as it is (${CHANGED_IN_PLACE})`,
    },
    append: {
      kind: 'flag',
      summary: `Add the entries that the file does not have at its end (${CHANGED_IN_PLACE})`,
    },
    force: { kind: 'flag', summary: 'Replace a file that Lectern did not write last, and keep the old one as FILE~' },
  },
  selection: 'optional',
  readsOnly: true,
  long: () => true,
  keys: { global: ['E'] },
  hint: 'export',
  asks: 'export',
  async run(context, { format: name, output, ascii, verbatim, update, append, force }) {
    const proposed = chooseFormat(name, output);
    checkManner({ update, append, force }, proposed, output);
    const { library } = context;
    const target =
      output === undefined || output === '-' ? undefined : targetAt(pathOf(context.cwd, output), library.file, output);
    // ".bib" is BibTeX, but what goes into a file of BibLaTeX is BibLaTeX.
    const format = name === undefined && target && (update || append) ? dialectOf(target, proposed) : proposed;
    const studies = studiesInOrder(library, context.selection.studies);
    if (studies.length === 0)
      throw new UserError('no study matches, so there is nothing to export', '"lectern find" lists what is there');
    const write: WriteStudies = (some) =>
      format.write!(some, {
        ascii,
        verbatim,
        onProgress: async (share) => {
          context.signal?.throwIfAborted();
          const [done, total] = [Math.round(share * some.length), some.length];
          context.onProgress?.({ label: `writing ${format.label}`, share, count: { done, total, unit: 'studies' } });
          await new Promise(setImmediate);
        },
      });
    if (target === undefined || output === undefined) {
      const { text, bytes, diagnostics } = await write(studies);
      return { view: { kind: 'text', text, ...(bytes ? { bytes } : {}) }, diagnostics };
    }
    const place: FileOfExport = { target, shown: output, path: shortPath(context, target.file), format };
    if (update && !append && target.kind !== 'file')
      throw new UserError(`${output}: there is no such file to update`, 'leave out --update to write it');
    return (update || append) && target.kind === 'file' && target.bytes.length > 0
      ? changeFile(context, place, studies, write, { update, append })
      : replaceFile(context, place, studies, await write(studies), force);
  },
});

/** "exports/refs.bib": from the folder in which the user is, where the file is in it. */
function shortPath({ cwd }: CommandContext, file: string): string {
  const from = relative(cwd, file);
  return from === '' || from.startsWith('..') ? file : from;
}

/** @throws UserError (exit code 2) for options that do not go together */
function checkManner(
  manner: { update: boolean; append: boolean; force: boolean },
  format: Format,
  output: string | undefined,
): void {
  const [one, ...others] = Object.entries(manner).flatMap(([name, on]) => (on ? [`--${name}`] : []));
  if (one === undefined) return;
  if (output === undefined || output === '-')
    throw new UserError(`export: ${one} needs a file`, 'name it with -o FILE', 2);
  if (manner.force && others.length > 0)
    throw new UserError('export: --force replaces the whole file', 'leave out --force, --update or --append', 2);
  if (one !== '--force' && !format.inPlace)
    throw new UserError(
      `export: ${one}: entries of ${format.label} cannot be changed one by one`,
      `${one} is for ${CHANGED_IN_PLACE}; --force replaces the whole file`,
      2,
    );
}

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
