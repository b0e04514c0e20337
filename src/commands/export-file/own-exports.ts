import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { readSetting, writeSetting } from '../../store/settings.ts';
import type { CommandContext } from '../define-command.ts';

type Place = Pick<CommandContext, 'library' | 'exportsFolder'>;

/** Whether the file holds what this library wrote to it last. @param file its real path */
export function isOwnExport(place: Place, file: string, bytes: Uint8Array): boolean {
  return readSetting(place.library, nameOf(place, file)) === checksum(bytes);
}

/** Remembers what this library has written to a file. No change to the review: undo does not see it. @param file its real path */
export function rememberExport(place: Place, file: string, bytes: Uint8Array): void {
  const name = nameOf(place, file);
  const now = checksum(bytes);
  if (readSetting(place.library, name) !== now) writeSetting(place.library, name, now);
}

/** Within the workspace the path starts from its folder, so that a workspace can be moved. */
function nameOf({ exportsFolder }: Place, file: string): string {
  const folder = exportsFolder && real(dirname(exportsFolder));
  const inside = folder === undefined ? undefined : relative(folder, file);
  const isInside = inside !== undefined && !inside.startsWith('..') && !isAbsolute(inside);
  return `export:${isInside ? inside.split(sep).join('/') : file}`;
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
