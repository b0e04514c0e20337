import { bareDoi } from '../../../domain/doi.ts';

/** An address or identifier as it is used: without `\url{…}`, escapes and line ends; a DOI without its address. */
export function readAddress(field: string, source: string): string {
  const raw = source.trim();
  const plain = unescaped(/^\\url\s*\{(.*)\}$/s.exec(raw)?.[1]?.trim() ?? raw);
  if (field === 'doi') return bareDoi(plain) ?? plain.replace(/\\([{}])/g, '$1');
  return plain.replace(/\s+/g, (space) => (space.includes('\n') ? '' : ' '));
}

/** An address or identifier without the escapes that reference managers put into it: `a{\_}b`, `\~{}user`, `{\%}20`. */
function unescaped(source: string): string {
  return source
    .replace(/\{\\([_#%&$~])\}/g, '$1')
    .replace(/\{?\\textasciitilde(?:\{\}|\}|\b)|\$\\sim\$/g, '~')
    .replace(/\{\\~\{\}\}|\\~\{\}/g, '~')
    .replace(/\\([_#%&$~])/g, '$1');
}

/** The address of the web that a value is and nothing else, in `\url{…}` or bare. */
export function webAddress(raw: string): string | undefined {
  const wrapped = /^\s*\\url\s*\{([^{}\s]+)\}\s*$/.exec(raw)?.[1] ?? raw.trim();
  return /^https?:\/\/\S+$/i.test(wrapped) ? unescaped(wrapped) : undefined;
}

/**
 * An address without what LaTeX would take for something else: braces, backslashes, carets and bare
 * percent signs have another form in it. RFC 3986, 2.1.
 */
export function safeAddress(url: string): string {
  return url
    .toWellFormed()
    .replace(/[{}\\^\s\p{C}]|%(?![\dA-Fa-f]{2})/gu, (character) => encodeURIComponent(character));
}

/** An identifier as it is, when LaTeX finds nothing in it to obey; undefined otherwise. */
export function safeIdentifier(value: string): string | undefined {
  return /^[\p{L}\p{N} ./:;,()[\]+=@*!?'<>|_&~-]*$/u.test(value) ? value : undefined;
}
