import type { Diagnostic } from '../../domain/diagnostic.ts';
import { UserError } from '../../domain/user-error.ts';
import { lineAt } from '../lines.ts';
import { eastAsianEncoding } from './east-asian.ts';
import { declaredEncoding, decodeAs, encodeAs, encodingNamed, looksLike } from './encoding.ts';

export interface Decoded {
  /** Without byte-order mark. Line ends stay as they are. */
  text: string;
  hasMark: boolean;
  /** Name in the Encoding Standard of the one that gives the bytes back; "mixed" when none does. */
  encoding: string;
  diagnostics: Diagnostic[];
}

/** First bytes of what people hand over by mistake, and the sentence that helps them. */
const BINARY_KINDS: readonly { magic: string; name: string; hint: string }[] = [
  {
    magic: '%PDF-',
    name: 'a PDF',
    hint: 'import the reference of the document; attach the PDF to the study afterwards',
  },
  { magic: 'PK\x03\x04', name: 'a ZIP, Word, Excel or EPUB file', hint: 'unpack it, or save its content as text' },
  { magic: 'PK\x05\x06', name: 'an empty ZIP file', hint: 'give a text file with references in it' },
  {
    magic: 'SQLite format 3\0',
    name: 'an SQLite database',
    hint: 'export the library it belongs to, and import that export',
  },
  { magic: '\x89PNG', name: 'a PNG picture', hint: 'give a text file with references in it' },
  { magic: '\xff\xd8\xff', name: 'a JPEG picture', hint: 'give a text file with references in it' },
  { magic: 'GIF8', name: 'a GIF picture', hint: 'give a text file with references in it' },
  { magic: '\x1f\x8b', name: 'a gzip archive', hint: 'unpack it first, for instance with gunzip' },
  { magic: 'BZh', name: 'a bzip2 archive', hint: 'unpack it first, for instance with bunzip2' },
  { magic: '\xfd7zXZ', name: 'an xz archive', hint: 'unpack it first, for instance with unxz' },
  { magic: '7z\xbc\xaf', name: 'a 7-Zip archive', hint: 'unpack it first' },
  { magic: '\xd0\xcf\x11\xe0', name: 'an old Word, Excel or Outlook file', hint: 'save its content as text' },
  { magic: '\x7fELF', name: 'a program', hint: 'give a text file with references in it' },
  { magic: '{\\rtf', name: 'a rich-text (RTF) document', hint: 'save it as plain text' },
  { magic: 'bplist00', name: 'a binary property list or web archive', hint: 'save the page as HTML or as text' },
];

const KNOWN_INPUT =
  'give a text file: BibTeX, BibLaTeX, CSL-JSON, RIS, PubMed (.nbib), EndNote, CSV, or a saved research page';

/**
 * The text of a file. UTF-8, UTF-16 by byte-order mark, and the encoding that the text itself declares
 * (JabRef's `% Encoding:` line, `<meta charset>`, `<?xml encoding?>`) are honoured. What is neither is read in the encoding of East
 * Asia that its bytes show beyond doubt; other reference lists (BibTeX, RIS, PubMed, EndNote …) as windows-1252, or line by line where
 * only some lines are not UTF-8; both with a warning. `label` is the encoding that the user names, and goes before all but the mark.
 *
 * @throws UserError for an empty file, a binary file, text in no encoding that can be told, and a label that names no encoding.
 */
export function decode(bytes: Uint8Array, source: string, label?: string): Decoded {
  const named = label === undefined ? undefined : encodingNamed(label);
  if (bytes.length === 0) throw new UserError(`${source}: is empty`, KNOWN_INPUT);
  const decoded = named === undefined ? decodeBytes(bytes, source) : decodeNamed(bytes, named, source);
  if (decoded.text.trim() === '') throw new UserError(`${source}: is empty but for blank space`, KNOWN_INPUT);
  return decoded;
}

/** A byte-order mark is surer than what a user thinks. Bytes that are none in the encoding are told, and read as "\ufffd". */
function decodeNamed(bytes: Uint8Array, encoding: string, source: string): Decoded {
  const marked = byteOrderMark(bytes)?.encoding ?? (hasUtf8Mark(bytes) ? 'utf-8' : undefined);
  if (marked !== undefined) {
    const decoded = decodeBytes(bytes, source);
    if (decoded.encoding === encoding) return decoded;
    const message = `read as ${marked.toUpperCase()}, as its byte-order mark says, not as ${encoding}`;
    return { ...decoded, diagnostics: [{ severity: 'warning', message, source }, ...decoded.diagnostics] };
  }
  refuseBinary(bytes, source);
  const whole = decodeAs(bytes, encoding);
  const text = whole ?? new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0')) {
    throw new UserError(`${source}: is not ${encoding} text`, 'name another encoding, or leave --encoding out');
  }
  const diagnostics: Diagnostic[] = [];
  if (whole === undefined) {
    const line = lineAt(text, text.indexOf('\ufffd'));
    const message = `not all of it is ${encoding}: from this line on, other bytes are read as "\ufffd"; try another --encoding`;
    diagnostics.push({ severity: 'warning', message, source, line });
  }
  return { text, hasMark: false, encoding: encodingBack(text, encoding, bytes), diagnostics };
}

const hasUtf8Mark = (bytes: Uint8Array) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** @throws UserError for a file of a kind that is known by its first bytes. */
function refuseBinary(bytes: Uint8Array, source: string): void {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 20)).toString('latin1');
  const kind = BINARY_KINDS.find(({ magic }) => start.startsWith(magic));
  if (kind) throw new UserError(`${source}: looks like ${kind.name}, not like text`, kind.hint);
}

function decodeBytes(bytes: Uint8Array, source: string): Decoded {
  const wide = byteOrderMark(bytes);
  if (wide) return decodeWide(bytes.subarray(wide.length), wide.encoding, source, { hasMark: true, diagnostics: [] });

  const hasMark = hasUtf8Mark(bytes);
  const body = hasMark ? bytes.subarray(3) : bytes;
  refuseBinary(bytes, source);

  if (bytes.includes(0)) {
    const encoding = wideWithoutMark(bytes);
    if (!encoding) throw new UserError(`${source}: a binary file, not text`, KNOWN_INPUT);
    const warning = `UTF-16 without a byte-order mark; read as ${encoding}`;
    const diagnostics: Diagnostic[] = [{ severity: 'warning', message: warning, source }];
    return decodeWide(bytes, encoding, source, { hasMark: false, diagnostics });
  }

  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 65_536)).toString('latin1');
  const declared = declaredEncoding(head);
  const sevenBit = declared?.encoding === 'iso-2022-jp';
  const utf8 = sevenBit ? undefined : decodeAs(body, 'utf-8');
  if (utf8 === undefined) return { ...decodeLegacy(body, head, source), hasMark };
  return { text: utf8, hasMark, encoding: 'utf-8', diagnostics: [] };
}

/** Text that is not valid UTF-8: what it declares, or windows-1252 for all lines or for those that are not UTF-8. */
function decodeLegacy(bytes: Uint8Array, head: string, source: string): Omit<Decoded, 'hasMark'> {
  const declared = declaredEncoding(head);
  if (declared?.encoding && declared.encoding !== 'utf-8') {
    const text = decodeAs(bytes, declared.encoding);
    if (text !== undefined) return { text, encoding: encodingBack(text, declared.encoding, bytes), diagnostics: [] };
  }
  const lines = utf8Lines(bytes);
  const invalid = lines.filter(({ text }) => text === undefined);
  const line = (invalid[0]?.at ?? 0) + 1;
  const others = lines.filter(({ text, isAscii }) => text !== undefined && !isAscii).length;
  const asian = others * 5 < invalid.length ? eastAsianEncoding(bytes) : undefined;
  const text = asian && decodeAs(bytes, asian.encoding);
  if (asian && text !== undefined) {
    const message = `not valid UTF-8 from this line on; read as ${asian.encoding} (${asian.language}); --encoding LABEL reads it as another`;
    const encoding = encodingBack(text, asian.encoding, bytes);
    return { text, encoding, diagnostics: [{ severity: 'warning', message, source, line }] };
  }
  if (looksLike(head) !== 'references') {
    throw new UserError(
      `${source}:${line}: this line is not valid UTF-8`,
      'say in which encoding it is, for instance --encoding windows-1252 or --encoding gb18030, or save it as UTF-8',
    );
  }
  const said = `${declared ? ` (it declares "${declared.label}", which does not fit)` : ''}; if that is wrong, say --encoding LABEL`;
  const warning = (message: string): Diagnostic => ({ severity: 'warning', message: message + said, source, line });
  if (others === 0) {
    const message = 'not valid UTF-8 from this line on; read as windows-1252';
    const western = decodeAs(bytes, 'windows-1252') ?? '';
    return { text: western, encoding: encodingBack(western, 'windows-1252', bytes), diagnostics: [warning(message)] };
  }
  const more = invalid.length - 1;
  const subject = more === 0 ? 'this line is' : `this line and ${more} more below are`;
  const message = `${subject} not valid UTF-8; read as windows-1252, the other lines as UTF-8`;
  const texts = lines.map(({ bytes: own, text }) => text ?? decodeAs(own, 'windows-1252') ?? '');
  return { text: texts.join(''), encoding: 'mixed', diagnostics: [warning(message)] };
}

/** Encodings of East Asia have more than one form of some characters. */
function encodingBack(text: string, encoding: string, bytes: Uint8Array): string {
  const back = encodeAs(text, encoding);
  return back !== undefined && Buffer.compare(back, bytes) === 0 ? encoding : 'mixed';
}

function decodeWide(
  bytes: Uint8Array,
  encoding: string,
  source: string,
  rest: Pick<Decoded, 'hasMark' | 'diagnostics'>,
): Decoded {
  const text = decodeAs(bytes, encoding);
  if (text === undefined || text.includes('\0')) {
    throw new UserError(`${source}: begins like ${encoding.toUpperCase()} text, but is not`, 'save the file as UTF-8');
  }
  return { text, encoding, ...rest };
}

function byteOrderMark(bytes: Uint8Array): { encoding: string; length: number } | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

/** Western text in UTF-16 has a NUL in nearly every second byte; a binary file has not. */
function wideWithoutMark(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, 4096) & ~1;
  const nuls = [0, 0];
  for (let i = 0; i < length; i++) if (bytes[i] === 0) nuls[i % 2]!++;
  const enough = (length / 2) * 0.7;
  if (bytes.length % 2 === 1 || length < 8) return undefined;
  if (nuls[1]! > enough && nuls[0] === 0) return 'utf-16le';
  if (nuls[0]! > enough && nuls[1] === 0) return 'utf-16be';
  return undefined;
}

interface Utf8Line {
  /** From 0. */
  at: number;
  /** With its line end. */
  bytes: Uint8Array;
  /** Undefined when the bytes are not valid UTF-8. */
  text: string | undefined;
  isAscii: boolean;
}

/** The lines of a text, each read as UTF-8 for itself: a line end never lies inside a character of UTF-8. */
function utf8Lines(bytes: Uint8Array): Utf8Line[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const lines: Utf8Line[] = [];
  for (let start = 0; start < bytes.length; ) {
    let end = start;
    let isAscii = true;
    for (; end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0x0d; end++)
      if (bytes[end]! > 0x7f) isAscii = false;
    end = Math.min(bytes.length, end + (bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? 2 : 1));
    const line: Utf8Line = { at: lines.length, bytes: bytes.subarray(start, end), text: undefined, isAscii };
    try {
      line.text = decoder.decode(line.bytes);
    } catch {}
    lines.push(line);
    start = end;
  }
  return lines;
}
