/** What a text says of its own encoding, and decoding by label (WHATWG Encoding Standard). */

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

/** Rough kind of a text, for the choice of an encoding. Reference lists of old programs are often in windows-1252. */
export function looksLike(head: string): 'references' | 'json' | 'markup' | 'text' {
  if (/^\s*[[{]/.test(head)) return 'json';
  if (/^\s*<|<(html|body|head|p)[\s>]/i.test(head)) return 'markup';
  const references = [
    /@\s*[a-z]{1,30}\s*[{(]/i, // BibTeX
    /^[ \t]*TY {0,3}- ?\S/im, // RIS
    /^(PMID|OWN|STAT|TI|FAU|AU) {0,3}- /m, // PubMed
    /^%[0TAD] /m, // EndNote
  ];
  return references.some((pattern) => pattern.test(head)) ? 'references' : 'text';
}
