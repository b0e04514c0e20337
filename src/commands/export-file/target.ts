import {
  closeSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../domain/user-error.ts';

/** Where an export goes. `file` is the real path: what a link points at is written, and the link stays. */
export type Target =
  | { kind: 'new'; file: string }
  | { kind: 'file'; file: string; bytes: Buffer }
  /** A pipe, a terminal or the like: it can be neither compared nor replaced. */
  | { kind: 'stream'; file: string };

/** Files that SQLite keeps beside a database (Write-Ahead Logging; Atomic Commit In SQLite). */
const BESIDE = ['-wal', '-shm', '-journal'];
/** How a database, a write-ahead log (in either byte order) and a rollback journal begin (Database File Format, 1.3, 3 and 4.1). */
const DATABASE = Buffer.from('SQLite format 3\0');
const SQLITE_FILES = [DATABASE, ...['377f0682', '377f0683', 'd9d505f920a163d7'].map((hex) => Buffer.from(hex, 'hex'))];

/**
 * What is at a path that is to be written.
 * @param library the file of the open library. @param shown the path as the user named it
 * @throws UserError for a folder, a disk, a library and whatever belongs to one, whichever link leads there.
 */
export function targetAt(path: string, library: string, shown: string): Target {
  const file = realTarget(path, shown);
  const status = look(file, shown);
  if (belongsToDatabase(file, status, library))
    throw new UserError(
      `${shown}: is a library or another database, or belongs to one`,
      'name another file; this one was not touched',
    );
  if (!status) return { kind: 'new', file };
  if (status.isDirectory()) throw new UserError(`${shown}: is a folder`, 'name a file in it');
  if (status.isBlockDevice() || status.isSocket())
    throw new UserError(`${shown}: is a device, not a file`, 'name a file; this was not touched');
  if (!status.isFile()) return { kind: 'stream', file };
  const bytes = explained(shown, () => readFileSync(file));
  if (SQLITE_FILES.some((start) => bytes.subarray(0, start.length).equals(start)))
    throw new UserError(`${shown}: is a library or another database`, 'name another file; this one was not touched');
  return { kind: 'file', file, bytes };
}

/** Follows links, to what need not be there yet. */
function realTarget(path: string, shown: string): string {
  let at = resolve(path);
  for (let links = 0; links < 40; links += 1) {
    try {
      return realpathSync(at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw explain(error, shown);
    }
    const status = lstatSync(at, { throwIfNoEntry: false });
    if (!status?.isSymbolicLink())
      return join(
        explained(shown, () => realpathSync(dirname(at))),
        basename(at),
      );
    at = resolve(dirname(at), readlinkSync(at));
  }
  throw new UserError(`${shown}: a link that leads back to itself`, 'name another file');
}

function look(file: string, shown: string): Stats | undefined {
  return explained(shown, () => statSync(file, { throwIfNoEntry: false }));
}

function belongsToDatabase(file: string, status: Stats | undefined, library: string): boolean {
  const own = resolve(library);
  const ownFiles = ['', ...BESIDE].map((end) => own + end);
  if (ownFiles.some((one) => one === file || realIfThere(one) === file)) return true;
  // A second name of the same file, as "ln" makes it.
  if (status && ownFiles.some((one) => isSame(status, statSync(one, { throwIfNoEntry: false })))) return true;
  const end = BESIDE.find((one) => file.endsWith(one));
  return end !== undefined && isDatabase(file.slice(0, -end.length));
}

function isSame(one: Stats, other: Stats | undefined): boolean {
  return other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

function isDatabase(file: string): boolean {
  const head = Buffer.alloc(DATABASE.length);
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return false;
  }
  try {
    readSync(descriptor, head, 0, head.length, 0);
    return head.equals(DATABASE);
  } catch {
    return false;
  } finally {
    closeSync(descriptor);
  }
}

function realIfThere(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

/** Does something with a file. @throws UserError for what the system refuses */
export function explained<T>(shown: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explain(error, shown);
  }
}

function explain(error: unknown, shown: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof UserError || code === undefined) return error;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UserError(`${shown}: its folder does not exist`, 'make the folder, or choose another place');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new UserError(`${shown}: not permitted to write there`, 'choose another place');
    case 'ENOSPC':
      return new UserError(
        `${shown}: the disk is full`,
        'free some space and try again; the file that was there is untouched',
      );
    default:
      return new UserError(`${shown}: cannot be written (${code})`, 'choose another place');
  }
}
