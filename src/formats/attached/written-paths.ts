import type { Attachment } from '../../domain/study.ts';

/** The addresses on the web in a value, each once: alone, several, or with something else around them. */
export function addressesIn(value: string): string[] {
  const found = new Set<string>();
  for (const word of value.split(/\s+|[;,](?=(?:https?|ftp):\/\/)/)) {
    const address = word.replace(/^[<("]{1,3}/, '').replace(/[>";,]{1,3}$/, '');
    // "(see https://example.org/a)" has a parenthesis that is not the address's.
    const isOpen = address.endsWith(')') && !address.includes('(');
    if (/^(?:https?|ftp):\/\/[^\s/]/i.test(address)) found.add(isOpen ? address.slice(0, -1) : address);
  }
  return [...found];
}

/** A file has an ending, or stands behind the words that EndNote and browsers put before one. */
const isFile = (text: string): boolean =>
  HAS_SCHEME.test(text) ||
  (/\.[a-z][a-z\d]{1,4}$/i.test(text) && !/^(?:10\.\d{4,9}\/|www\.|[a-z][a-z\d+.-]{1,20}:\/\/)/i.test(text));

const HAS_SCHEME = /^(?:internal-pdf|file):/i;

/** Whether what stands where an address should is a file, and not an address without "https://" such as "example.org/a.pdf". */
export const isFileForAddress = (text: string): boolean =>
  HAS_SCHEME.test(text) ||
  (/\.(?:pdf|epub|docx?|html?|txt|ps|djvu|png|jpe?g)$/i.test(text) &&
    isFile(text) &&
    !/^[\w-]+(?:\.[\w-]+)+\//.test(text));

/**
 * The paths of files in a value of RIS' `L1` to `L4`, or of EndNote's `pdf-urls`: one a line, or parted by semicolons.
 * As `writtenPath` has them; `internal-pdf://` stays, for `inDataFolder`.
 */
export function filesIn(value: string): string[] {
  return value
    .split(/\n|;\s*(?=(?:internal-pdf|file|https?):)/i)
    .map((text) => text.trim())
    .filter(isFile)
    .map((text) => (/^internal-pdf:/i.test(text) ? text : writtenPath(text)));
}

/**
 * A path as it is kept of one that a program wrote: "/" between its parts, no `file:` before it.
 * `file:///C:/x/y.pdf` and `C:\x\y.pdf` are "C:/x/y.pdf", `file://localhost/a%20b.pdf` is "/a b.pdf". RFC 8089.
 */
export function writtenPath(written: string): string {
  const file = /^file:(?:\/\/(localhost)?)?(.*)$/is.exec(written.trim());
  const path = (file ? decoded(file[2] ?? '') : written.trim()).replaceAll('\\', '/');
  if (!file) return path;
  // "file://server/share" names a host; "file:///C:/x" and "file://C:/x" a drive.
  if (/^\/?[A-Za-z][:|]\//.test(path)) return path.replace(/^\//, '').replace('|', ':');
  const isHost = /^file:\/\/[^/]/i.test(written.trim()) && file[1] === undefined;
  return isHost ? `//${path}` : path.replace(/^\/{2,}/, '/');
}

/** The path of a file that EndNote keeps with a library: `internal-pdf://0123/Smith.pdf` of My.enl is "My.Data/PDF/0123/Smith.pdf". */
export function inDataFolder(path: string, library: string): string {
  const inside = /^internal-pdf:\/*(.*)$/is.exec(path)?.[1];
  if (inside === undefined) return path;
  return `${library.replace(/\.[^./\\]{1,5}$/, '')}.Data/PDF/${decoded(inside).replaceAll('\\', '/')}`;
}

/** Whether the attachments of a study are the files that its source names, wherever they lie now. */
export function areFilesOf(attachments: readonly Attachment[], files: readonly string[]): boolean {
  return (
    attachments.length === files.length &&
    files.every((file, at) => {
      const own = tailOf(attachments[at]?.path ?? '');
      const named = tailOf(file);
      return `/${own}`.endsWith(`/${named}`) || `/${named}`.endsWith(`/${own}`);
    })
  );
}

/** A path without the folders that are known only where it was written. */
const tailOf = (path: string): string => decoded(path.replace(/^internal-pdf:\/*/i, '').replace(/^(?:\.{0,2}\/)+/, ''));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
