import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { UserError } from '../../domain/user-error.ts';
import { explained, type Target } from './target.ts';

/** How many old files are kept beside one before the search for a free name is given up. */
const MOST_BACKUPS = 1000;

/**
 * Writes beside the target, syncs and renames; mode and owner stay. With `keepOld`, what was there is kept as `paper.bib~`, or where
 * that is something else, as `paper.bib~2` and so on. @returns the file that holds what was there
 * @throws UserError, with the old file untouched; also when others have written it since `targetAt` looked
 */
export function writeTarget(
  target: Target,
  bytes: Uint8Array,
  shown: string,
  keepOld: boolean,
): { backup: string | undefined } {
  return explained(shown, () => {
    // A rename would pass over the write protection of the file.
    if (target.kind === 'file') accessSync(target.file, constants.W_OK);
    if (target.kind === 'stream') {
      writeFileSync(target.file, bytes);
      return { backup: undefined };
    }
    const isSame = target.kind === 'file' ? holds(target.file, target.bytes) : !existsSync(target.file);
    if (!isSame)
      throw new UserError(
        `${shown}: was changed by another program in the meantime; nothing was written`,
        'look at it, then export again',
      );
    const kept = keepOld && target.kind === 'file' ? keep(target.file, target.bytes) : undefined;
    try {
      writeFileAtomic.sync(target.file, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    } catch (error) {
      if (kept?.isNew) rmSync(kept.file, { force: true });
      throw error;
    }
    return { backup: kept?.file };
  });
}

/** The name that `writeTarget` gives to what was there, as long as nobody else takes it. */
export function backupName(file: string, at = 1): string {
  return at === 1 ? `${file}~` : `${file}~${at}`;
}

function keep(file: string, bytes: Buffer): { file: string; isNew: boolean } {
  for (let at = 1; at < MOST_BACKUPS; at += 1) {
    const name = backupName(file, at);
    try {
      secondName(file, name);
      return { file: name, isNew: true };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (holds(name, bytes)) return { file: name, isNew: false };
  }
  throw Object.assign(new Error('too many backups'), { code: 'EEXIST' });
}

/** The old file keeps its time, mode and owner under a second name; where the disk knows no such thing, as a copy. @throws EEXIST */
function secondName(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    copyFileSync(file, name, constants.COPYFILE_EXCL);
  }
}

/** Whether a file can be read and says just this. */
export function holds(file: string, bytes: Buffer): boolean {
  try {
    return readFileSync(file).equals(bytes);
  } catch {
    return false;
  }
}
