import { UserError } from '../domain/user-error.ts';

const EXPLAINED: Record<string, [message: string, hint: string]> = {
  SQLITE_FULL: ['the disk is full', 'free some space and try again; nothing was changed'],
  SQLITE_READONLY: [
    'cannot be written: the file or its folder is read-only',
    'change who may write there, or choose another library with --library FILE',
  ],
  SQLITE_CANTOPEN: [
    'cannot be opened: its folder is missing or read-only',
    'change who may write there, or choose another library with --library FILE',
  ],
  SQLITE_BUSY: ['another process holds the library', 'wait until it has finished and try again; nothing was changed'],
  SQLITE_LOCKED: ['another process holds the library', 'wait until it has finished and try again; nothing was changed'],
  SQLITE_NOTADB: ['not a Lectern library', 'choose another file with --library FILE; this one was not touched'],
  SQLITE_CORRUPT: [
    'the library is damaged',
    'restore a copy from the folder "backups" beside it, or import your last CSL-JSON export into a new library',
  ],
  SQLITE_IOERR: [
    'the disk did not answer (input/output error)',
    'check the disk and its free space; nothing was changed',
  ],
  SQLITE_PERM: ['cannot be opened: not permitted', 'change who may read and write the file'],
  SQLITE_AUTH: ['cannot be opened: not permitted', 'change who may read and write the file'],
};

/** The UserError behind a SQLite failure that the user can act on; any other error comes back as it is. */
export function explainSqlite(error: unknown, file: string): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return error;
  const name = Object.keys(EXPLAINED).find((known) => code === known || code.startsWith(`${known}_`));
  if (name === undefined) return error;
  const [message, hint] = EXPLAINED[name] as [string, string];
  return new UserError(`${file}: ${message}`, hint);
}
