import type { Attachment } from '../../../domain/study.ts';
import { addressesIn, areFilesOf, writtenPath } from '../../attached/written-paths.ts';
import { type PlistValue, readBinaryPlist, Uid } from './binary-plist.ts';

/** A field of an entry: its name in lower case, and its value without the marks around it. */
type Field = readonly [name: string, value: string];

/**
 * The files that an entry names: `file` of Zotero, JabRef, Mendeley and calibre, `bdsk-file-1` and `local-url` of BibDesk.
 * Paths as `writtenPath` has them. @param decode LaTeX to text
 */
export function attachedFiles(fields: Iterable<Field>, decode: (latex: string) => string): Attachment[] {
  const found = new Map<string, Attachment>();
  for (const [name, value] of fields) {
    for (const attachment of filesOf(name, value, decode)) {
      if (!found.has(attachment.path)) found.set(attachment.path, attachment);
    }
  }
  return [...found.values()];
}

/** Whether a field names files. */
export const isFileField = (name: string): boolean => /^(?:file|localfile|local-url|bdsk-file-\d{1,3})$/i.test(name);

/**
 * What the field `file` says of the attachments of a study, as JabRef and Zotero read it (`title:path:TYPE;…`), and the paths that a
 * .bib cannot hold. Undefined when they are those that the source of the study names: its fields then stay as they came.
 */
export function fileField(
  attachments: readonly Attachment[] | undefined,
  source: Iterable<Field>,
  decode: (latex: string) => string,
): { value: string; unfit: string[] } | undefined {
  const before = attachedFiles(source, decode).map(({ path }) => path);
  if (!attachments || areFilesOf(attachments, before)) return undefined;
  const fits = (text: string) => !/[{}\\%"$~^\p{C}]/u.test(text);
  const files = attachments.filter(({ path }) => fits(path));
  const value = files.map(({ path, title = '' }) => {
    const type = /\.([a-z\d]{1,5})$/i.exec(path)?.[1]?.toUpperCase() ?? '';
    return [fits(title) ? title : '', path, type].map((part) => part.replace(/[:;]/g, '\\$&')).join(':');
  });
  const unfit = attachments.flatMap(({ path }) => (fits(path) ? [] : [path]));
  return { value: value.join(';'), unfit };
}

/** Addresses on the web that stand beside `url`. */
export function furtherAddresses(fields: Iterable<Field>): string[] {
  const found = new Set<string>();
  for (const [name, written] of fields) {
    if (!LINKS.test(name)) continue;
    const value = withBackslashes(written);
    const texts = /^(?:file|pdf)$/.test(name) ? parts(value).map((part) => fileOf(part).path) : [value];
    for (const text of texts) for (const address of addressesIn(unescaped(text))) found.add(address);
  }
  return [...found];
}

const LINKS = /^(?:url|opturl|urls|url[-_]?\d{1,2}|bdsk-url-\d{1,3}|links?|ee|pdf|file|fulltext)$/;

function filesOf(name: string, value: string, decode: (latex: string) => string): Attachment[] {
  if (/^bdsk-file-\d{1,3}$/.test(name)) {
    const path = bibdeskPath(value);
    return path === undefined ? [] : [{ path: writtenPath(path) }];
  }
  if (!/^(?:file|localfile|local-url|pdf)$/.test(name)) return [];
  return parts(withBackslashes(value)).flatMap((part): Attachment[] => {
    const { path, title } = fileOf(part);
    const written = writtenPath(unescaped(withLetters(path, decode)));
    if (!/[./]/.test(written) || /^[a-z][a-z\d+.-]{1,20}:\/\//i.test(written)) return [];
    const words = decode(title.replace(/\\([:;\\])/g, '$1')).trim();
    const isName = words === '' || written.endsWith(words);
    return [{ path: written, ...(isName ? {} : { title: words }) }];
  });
}

/** Files are parted by ";"; calibre parts `:path:PDF, :path:EPUB` by commas. */
const parts = (value: string): string[] =>
  value
    .split(/(?<!\\);|(?<=:[A-Za-z\d]{2,5}),\s{1,9}(?=:)/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const TYPE = /^(?:[a-z\d]{2,5}|postscript|open ?document.{0,20}|(?:application|text|image|audio|video)\/.{1,80})$/i;

/** `description:path:type`, `path:type`, `description:path` or the path alone. */
function fileOf(part: string): { path: string; title: string } {
  if (/^(?:file|https?|ftp):\/\//i.test(part)) return { path: part.replace(/:[A-Za-z\d]{2,5}$/, ''), title: '' };
  const pieces = part.split(/(?<!\\):/);
  const [first = '', second = '', last = pieces.at(-1) ?? ''] = [pieces[0], pieces[1], pieces.at(-1)];
  // "C:/papers/a.pdf" is one path.
  const isDrive = /^[A-Za-z]$/.test(first) && /^[\\/]/.test(second);
  const hasType = pieces.length > 1 && TYPE.test(last.trim()) && (pieces.length > 2 || !isDrive);
  if (isDrive) return { path: (hasType ? pieces.slice(0, -1) : pieces).join(':'), title: '' };
  if (pieces.length >= 3) return { path: withRoot(pieces.slice(1, -1).join(':').trim(), last), title: first };
  if (pieces.length === 2) return hasType ? { path: first, title: '' } : { path: second, title: first };
  return { path: part, title: '' };
}

/** Mendeley, which writes "pdf" where JabRef writes "PDF", leaves out the "/" at the start of a path. */
const withRoot = (path: string, type: string): string =>
  /^(?:Users|home|Volumes)\//.test(path) && type === type.toLowerCase() && !type.includes('/') ? `/${path}` : path;

const withBackslashes = (value: string): string =>
  value.replace(/\{?\$\\backslash\$\}?|\\textbackslash(?:\{\}|(?![A-Za-z]) ?)/g, '\\');

/** Accents and letters as LaTeX has them, and nothing that may be a part of a Windows path. */
const withLetters = (path: string, decode: (latex: string) => string): string =>
  path.replace(
    /\{\\["'`^~=.](?:\{\\?[A-Za-z]\}|\\?[A-Za-z])\}|\\["'`^~=.]\{\\?[A-Za-z]\}|\{\\(?:ss|o|O|l|L|ae|AE|oe|OE|aa|AA|i|[cvukHr] ?\{?[A-Za-z]\}?)\}/g,
    (latex) => decode(latex),
  );

const unescaped = (path: string): string => path.replace(/\{\\([_&%#$])\}/g, '$1').replace(/\\([:;_&%#$ {}\\])/g, '$1');

/** The path in BibDesk's field: a property list in base64, either plain or a keyed archive, with `relativePath` beside an alias or bookmark. */
function bibdeskPath(value: string): string | undefined {
  const plist = readBinaryPlist(Buffer.from(value, 'base64'));
  if (!(plist instanceof Map)) return undefined;
  const direct = plist.get('relativePath');
  if (typeof direct === 'string') return direct;
  const objects = plist.get('$objects');
  if (!Array.isArray(objects)) return undefined;
  const resolved = (value: PlistValue | undefined) => (value instanceof Uid ? objects[value.index] : value);
  for (const object of objects) {
    if (!(object instanceof Map)) continue;
    const [keys, values] = [object.get('NS.keys'), object.get('NS.objects')];
    const at = Array.isArray(keys) ? keys.findIndex((key) => resolved(key) === 'relativePath') : -1;
    const path = resolved(Array.isArray(values) ? values[at] : object.get('relativePath'));
    if (typeof path === 'string') return path;
  }
  return undefined;
}
