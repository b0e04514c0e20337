import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { UserError } from '../domain/user-error.ts';

/** Larger files are refused: 64 MiB hold some 40,000 entries with abstracts. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The bytes of a file; `shown` is what the user calls it. @throws UserError when it cannot be read, or is too large. */
export function readInputFile(path: string, shown: string): Uint8Array {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const status = fstatSync(descriptor);
      if (status.isDirectory()) throw new UserError(`${shown}: is a folder`, 'name the files in it');
      if (status.size > MOST_BYTES) throw tooLarge(shown, status.size);
      return status.isFile() ? readFileSync(descriptor) : readStream(descriptor, shown);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new UserError(`${shown}: no such file`, 'check the name');
    if (code === 'EISDIR') throw new UserError(`${shown}: is a folder`, 'name the files in it');
    if (code === 'EACCES') throw new UserError(`${shown}: not permitted to read it`, 'check who may read the file');
    throw new UserError(`${shown}: cannot be read (${code})`, 'check the file and its disk');
  }
}

/** All that standard input brings. @throws UserError as soon as that is too much. */
export async function readInput(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of input) {
    total += chunk.length;
    if (total > MOST_BYTES) throw tooLarge('standard input');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A pipe or device has no size to ask for beforehand. */
function readStream(descriptor: number, shown: string): Uint8Array {
  const chunks: Buffer[] = [];
  for (let total = 0; ; ) {
    const chunk = Buffer.alloc(65_536);
    const length = readSync(descriptor, chunk);
    if (length === 0) return Buffer.concat(chunks);
    total += length;
    if (total > MOST_BYTES) throw tooLarge(shown);
    chunks.push(chunk.subarray(0, length));
  }
}

/** @param bytes when the whole size is known */
function tooLarge(shown: string, bytes?: number): UserError {
  const mebi = (size: number) => Math.round(size / 1024 / 1024);
  const size = bytes === undefined ? '' : ` (${mebi(bytes)} MiB)`;
  return new UserError(
    `${shown}: too large${size}; Lectern reads files of up to ${mebi(MOST_BYTES)} MiB`,
    'split it and import the parts',
  );
}
