/** What a text says of its own encoding, and decoding by label (WHATWG Encoding Standard). */

import { nearest } from '../../domain/text/nearest.ts';
import { UserError } from '../../domain/user-error.ts';
import { findHeader } from '../table/header.ts';
import { knownColumns } from '../table/roles.ts';

export interface DeclaredEncoding {
  /** As written in the text. */
  label: string;
  /** Name in the Encoding Standard; undefined when the label means nothing to it. */
  encoding: string | undefined;
}

const DECLARATIONS: readonly RegExp[] = [
  /^%\s*encoding\s*:\s*([\w.:-]{2,30})/im, // JabRef, first lines of a .bib
  /<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})/i, // HTML, both forms of <meta>
  /^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,30})["']/i,
  /^Content:[^\r\n]{0,200}charset="?([\w.:-]{2,30})/im, // JSTOR's preamble to RIS
];

/** The encoding that the text declares. `head` is its beginning, one character a byte. */
export function declaredEncoding(head: string): DeclaredEncoding | undefined {
  for (const pattern of DECLARATIONS) {
    const label = pattern.exec(head)?.[1];
    if (label) return { label, encoding: standardName(label) };
  }
  return undefined;
}

/** The names that the Encoding Standard gives to the encodings that can be decoded here. https://encoding.spec.whatwg.org/#names-and-labels */
const NAMES =
  'utf-8 utf-16le utf-16be windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 ' +
  'windows-1258 windows-874 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-8-i iso-8859-10 ' +
  'iso-8859-13 iso-8859-14 iso-8859-15 macintosh x-mac-cyrillic ibm866 koi8-r koi8-u gbk gb18030 big5 euc-jp iso-2022-jp shift_jis euc-kr';
/** Labels besides the names that people are likely to type. */
const LABELS =
  'latin1 iso-8859-1 ascii utf8 utf16 gb2312 sjis shift-jis shiftjis cp1252 cp1251 big5-hkscs ks_c_5601-1987 euckr eucjp koi8';

/**
 * The name in the Encoding Standard of an encoding that a user names, by any of its labels there or by Java's name.
 * @throws UserError that names labels near to it.
 */
export function encodingNamed(label: string): string {
  const found = standardName(
    label
      .trim()
      .replace(/^(?:shiftjis|shift jis)$/i, 'shift-jis')
      .replace(/^(euc)(jp|kr)$/i, '$1-$2'),
  );
  if (found) return found;
  const near = nearest(label.trim().toLowerCase(), `${NAMES} ${LABELS}`.split(' '));
  const others =
    'for instance gb18030, big5, shift_jis, euc-kr, windows-1252, windows-1251, iso-8859-2, koi8-r, utf-16le';
  throw new UserError(
    `"${label}" is not the name of a text encoding that Lectern knows`,
    near
      ? `did you mean ${near}? Others are ${others.replace('for instance ', '')}`
      : `give one of the Encoding Standard, ${others}`,
    2,
  );
}

/** Java's names (ISO8859_1, Cp1252, MacRoman …), which JabRef writes, and those of the web, in the words of the standard. */
function standardName(label: string): string | undefined {
  const web = label
    .toLowerCase()
    .replace(/^iso-?8859[_-]?(\d+)$/, 'iso-8859-$1')
    .replace(/^cp-?(\d+)$/, 'windows-$1')
    .replace(/^(x-)?mac-?roman$/, 'macintosh')
    .replace(/^(ms932|sjis)$/, 'shift_jis')
    .replace(/^iso-?2022[_-]?jp$/, 'iso-2022-jp')
    .replace(/^(euc|koi8|big5|utf|us)_/, '$1-');
  try {
    return new TextDecoder(web).encoding;
  } catch {
    return undefined;
  }
}

const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** The text of `bytes` in a named encoding; undefined when they are not valid in it. */
export function decodeAs(bytes: Uint8Array, encoding: string): string | undefined {
  if (encoding === 'windows-1252') {
    // Some versions of Node read this label as ISO 8859-1, which loses quotation marks and dashes.
    const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    return latin1.replace(/[\x80-\x9f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80] ?? c);
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Of each encoding that is not Unicode: its characters as one byte, or as two with the first in the higher eight bits. */
const tables = new Map<string, Map<string, number>>();

/** The bytes of `text` in a named encoding; undefined when it lacks a character, keeps state or is none. */
export function encodeAs(text: string, encoding: string): Uint8Array | undefined {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const table = tables.get(encoding) ?? codesOf(encoding);
  tables.set(encoding, table);
  const bytes = Buffer.alloc(text.length * 2);
  let end = 0;
  for (const character of text) {
    const code = table.get(character);
    if (code === undefined) return undefined;
    if (code > 0xff) bytes[end++] = code >> 8;
    bytes[end++] = code & 0xff;
  }
  return bytes.subarray(0, end);
}

function codesOf(encoding: string): Map<string, number> {
  const codes = new Map<string, number>();
  const leads: number[] = [];
  for (let byte = 0; byte < 256; byte++) {
    const character = decodeAs(Uint8Array.of(byte), encoding);
    if (character === undefined) leads.push(byte);
    else if (!codes.has(character)) codes.set(character, byte);
  }
  if (leads.length === 256) return codes;
  const decoder = new TextDecoder(encoding);
  for (const lead of leads) {
    for (let trail = 0x30; trail < 256; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      const isOne = String.fromCodePoint(text.codePointAt(0) ?? 0) === text && text !== '\ufffd';
      if (isOne && !codes.has(text)) codes.set(text, (lead << 8) | trail);
    }
  }
  return codes;
}

/** Rough kind of a text, for the choice of an encoding. Reference lists and tables of old programs are often in windows-1252. */
export function looksLike(head: string): 'references' | 'json' | 'markup' | 'text' {
  if (/^\s*[[{]/.test(head)) return 'json';
  if (/^\s*<|<(html|body|head|p)[\s>]/i.test(head)) return 'markup';
  const references = [
    /@\s*[a-z]{1,30}\s*[{(]/i, // BibTeX
    /^[ \t]*TY {0,3}- ?\S/im, // RIS
    /^(PMID|OWN|STAT|TI|FAU|AU) {0,3}- /m, // PubMed
    /^%[0TAD] /m, // EndNote
    /^FN (?:Clarivate|ISI|Thomson)|^PT [A-Z]$/m, // Web of Science
    /^Record #\d+ of \d+/m, // Cochrane Library
    /^<1\.? ?>$|^VN {2}- Ovid/m, // Ovid
  ];
  if (references.some((pattern) => pattern.test(head))) return 'references';
  const header = findHeader(head, knownColumns);
  return header && knownColumns(header.names) > 0 ? 'references' : 'text';
}
