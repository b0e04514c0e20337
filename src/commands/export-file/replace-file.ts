import type { Study } from '../../domain/study.ts';
import { studiesCount } from '../../domain/text/counts.ts';
import type { Format, WriteResult } from '../../formats/format.ts';
import type { CommandContext, Outcome } from '../define-command.ts';
import { isOwnExport, rememberExport } from './own-exports.ts';
import type { Target } from './target.ts';
import { backupName, writeTarget } from './write-target.ts';

/** The file that an export writes: what is there, and how people name it. */
export interface FileOfExport {
  target: Target;
  /** As the user wrote it. */
  shown: string;
  /** As messages have it. */
  path: string;
  format: Format;
}

export type WriteStudies = (studies: readonly Study[]) => Promise<WriteResult>;

/**
 * Writes an export as the whole of a file. A file that is not Lectern's own, and says something else, stands: the outcome says what can
 * be done. @throws UserError when the file cannot be written
 */
export function replaceFile(
  context: CommandContext,
  { target, shown, path, format }: FileOfExport,
  studies: readonly Study[],
  { text, bytes: encoded, diagnostics }: WriteResult,
  force: boolean,
): Outcome {
  const bytes = Buffer.from(encoded ?? text);
  const count = studiesCount(studies.length);
  if (target.kind === 'file' && target.bytes.equals(bytes)) {
    rememberExport(context, target.file, bytes);
    return { message: `${path} is up to date (${count}, ${format.label}).`, diagnostics };
  }
  const isForeign =
    target.kind === 'file' && target.bytes.length > 0 && !isOwnExport(context, target.file, target.bytes);
  if (isForeign && !force) return refusal(path, format);
  const { backup } = writeTarget(target, bytes, shown, isForeign);
  if (target.kind !== 'stream') rememberExport(context, target.file, bytes);
  const kept = backup === undefined ? '' : ` The old file is ${path}${backup.slice(target.file.length)}.`;
  return {
    message: `Wrote ${count} to ${path} (${format.label}).${kept}`,
    diagnostics,
    outside: `the export to ${path}`,
  };
}

function refusal(path: string, format: Format): Outcome {
  const backup = backupName(path);
  const entries = format.inPlace ? '; --update rewrites only the entries that it has, --append adds the new ones' : '';
  return {
    failed: true,
    overwrites: {
      message: `${path}: Lectern did not write this file, or it was changed since; nothing was written`,
      hint: `--force replaces it and keeps the old file as ${backup}${entries}`,
      path,
      ways: format.inPlace ? ['force', 'update', 'append'] : ['force'],
    },
  };
}
