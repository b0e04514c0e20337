import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { Study } from '../../domain/study.ts';
import { countOf, studiesCount } from '../../domain/text/counts.ts';
import { UserError } from '../../domain/user-error.ts';
import { decode } from '../../formats/encoding/decode.ts';
import { encodeAs } from '../../formats/encoding/encoding.ts';
import type { Format, WriteResult } from '../../formats/format.ts';
import { detectFormat } from '../../formats/formats.ts';
import { type InPlace, mergeInto } from '../../formats/in-place/in-place.ts';
import type { CommandContext, Outcome } from '../define-command.ts';
import { isOwnExport, rememberExport } from './own-exports.ts';
import type { FileOfExport, WriteStudies } from './replace-file.ts';
import type { Target } from './target.ts';
import { writeTarget } from './write-target.ts';

interface Manner {
  update: boolean;
  append: boolean;
}

/** So much of a text shows what format it is. */
const HEAD = 65_536;
const MARKS: Record<string, readonly number[]> = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
};

/** The format of what stands in a file, if it has the endings of `proposed` and can be changed; else `proposed`. */
export function dialectOf(target: Target, proposed: Format): Format {
  if (target.kind !== 'file') return proposed;
  const found = detectFormat(target.bytes.subarray(0, HEAD).toString('utf8'), '');
  return found?.write && found.inPlace && found.extensions[0] === proposed.extensions[0] ? found : proposed;
}

/**
 * Rewrites the entries of the studies that a file has (`update`), or adds those that it has not (`append`); every other byte stays, in the
 * encoding and with the line ends of the file. @throws UserError for a file in which that cannot be done
 */
export async function changeFile(
  context: CommandContext,
  place: FileOfExport,
  studies: readonly Study[],
  write: WriteStudies,
  manner: Manner,
): Promise<Outcome> {
  const { target, shown, path, format } = place;
  if (target.kind !== 'file' || !format.inPlace) throw new Error('only a file of entries can be changed');
  const inPlace = await format.inPlace();
  const { text, hasMark, encoding } = decode(target.bytes, shown);
  const found = detectFormat(text.slice(0, HEAD), '');
  if (found && (await found.inPlace?.()) !== inPlace)
    throw new UserError(
      `${shown}: holds ${found.label}, not ${format.label}`,
      'name the format with --format, or another file',
    );
  const encoded = (all: string) => {
    const body = encodeAs(all, encoding === 'mixed' ? 'utf-8' : encoding);
    return body && Buffer.concat([Uint8Array.from(hasMark ? (MARKS[encoding] ?? []) : []), body]);
  };
  if (!encoded(text)?.equals(target.bytes))
    throw new UserError(
      `${shown}: its text is in no one encoding, so the rest of it cannot be kept`,
      'save it as UTF-8 first; nothing was written',
    );
  const there = new Set(inPlace.entries(text, shown).map(({ key }) => key));
  const { result, chosen } = await writeThoseFor(there, studies, write, inPlace, manner);
  if (chosen === 0) return { message: nothingToDo(path, studies.length, manner) };
  const merged = mergeInto(inPlace, text, result.text, { ...manner, source: shown });
  const bytes = encoded(merged.text);
  if (!bytes)
    throw new UserError(
      `${shown}: is in ${encoding}, which lacks a character of what would be written`,
      'save it as UTF-8 first, or write LaTeX commands with --ascii; nothing was written',
    );
  const unsure = merged.unsure.map(
    ({ key, message }): Diagnostic => ({ severity: 'warning', source: shown, key, message }),
  );
  const diagnostics = [...result.diagnostics, ...unsure];
  if (bytes.equals(target.bytes)) return { message: `${path} is up to date (${studiesCount(chosen)}).`, diagnostics };
  const isOwn = isOwnExport(context, target.file, target.bytes);
  writeTarget(target, bytes, shown, false);
  // What others wrote in it is not Lectern's now, so the next whole export asks again.
  if (isOwn) rememberExport(context, target.file, bytes);
  const done = [
    ...(merged.updated.length > 0 ? [`updated ${countOf(merged.updated.length, 'entry', 'entries')}`] : []),
    ...(merged.added.length > 0 ? [`added ${countOf(merged.added.length, 'entry', 'entries')}`] : []),
  ].join(' and ');
  const sentence = `${done.charAt(0).toUpperCase()}${done.slice(1)} in ${path}; the rest of it is as it was.`;
  return { message: sentence, diagnostics, outside: `the export to ${path}` };
}

/**
 * Writes the studies whose entries will be in the file. They are known by the keys that the format gives them, and are written
 * once more without the others, because what an entry says depends on which others stand beside it (`crossref`).
 */
async function writeThoseFor(
  there: ReadonlySet<string>,
  studies: readonly Study[],
  write: WriteStudies,
  inPlace: InPlace,
  { update, append }: Manner,
): Promise<{ result: WriteResult; chosen: number }> {
  const all = await write(studies);
  const keysOf = ({ text }: WriteResult) => inPlace.entries(text, '').map(({ key }) => key);
  const belongs = (key: string) => (there.has(key) ? update : append);
  const keys = new Set(keysOf(all));
  if ([...keys].every(belongs)) return { result: all, chosen: studies.length };
  const chosen: Study[] = [];
  for (const study of studies) {
    const key = keys.has(study.item.id) ? study.item.id : (keysOf(await write([study]))[0] ?? '');
    if (belongs(key)) chosen.push(study);
  }
  return { result: chosen.length === 0 ? { text: '', diagnostics: [] } : await write(chosen), chosen: chosen.length };
}

function nothingToDo(path: string, studies: number, { update }: Manner): string {
  const these = studies === 1 ? 'this study' : `these ${studiesCount(studies)}`;
  return update
    ? `${path} has no entry of ${these}; nothing was written.`
    : `${path} has every entry of ${these} already.`;
}
