import { oneLine } from '../../domain/text/one-line.ts';
import { decodeEntities } from '../html-entities.ts';

const TAG = /<(\/?)(?:(jats|mml|[a-z]{1,9}):)?([A-Za-z][\w-]{0,30})(?:\s[^<>]{0,500})?\/?>/g;
/** Faces of HTML and JATS as CSL's rich text has them. CSL 1.0.2, "Rich text". */
const FACES: { readonly [element: string]: string } = {
  i: 'i',
  em: 'i',
  italic: 'i',
  b: 'b',
  strong: 'b',
  bold: 'b',
  sup: 'sup',
  sub: 'sub',
};
const PARAGRAPHS = /^(?:p|sec|title|list|list-item|abstract|div|br|ul|ol|li)$/;
const PLAIN =
  /^(?:u|span|scp|sc|small|tt|font|a|math|mi|mo|mn|mrow|inline-formula|tex-math|ext-link|xref|underline|monospace)$/;

/** A text of Crossref without the markup that CSL has no place for, entities decoded; elements that nobody knows stay as they are. */
export function richText(source: string): string {
  const plain = source.replace(TAG, (whole, slash: string, prefix: string | undefined, name: string) => {
    const face = Object.hasOwn(FACES, name.toLowerCase()) ? FACES[name.toLowerCase()] : undefined;
    if (face !== undefined && prefix !== 'mml') return `<${slash}${face}>`;
    const isKnown = prefix === 'mml' || prefix === 'jats' || PLAIN.test(name) || PARAGRAPHS.test(name);
    return isKnown ? '' : whole;
  });
  return oneLine(decodeEntities(plain));
}

/** The paragraphs of an abstract in JATS; the title of a section stands before its first one: "Methods: …". */
export function abstractText(source: string): string {
  const parts = source
    .replace(/<(\/?)(?:jats:)?title(?:\s[^<>]{0,200})?>/g, (_whole, slash: string) => (slash ? '\u0001' : '\u0002'))
    .replace(TAG, (whole, _slash, prefix: string | undefined, name: string) =>
      prefix !== 'mml' && PARAGRAPHS.test(name.toLowerCase()) ? '\u0002' : whole,
    )
    .split('\u0002');
  const paragraphs: string[] = [];
  let heading = '';
  for (const part of parts) {
    const [first = '', rest] = part.split('\u0001');
    const words = richText(first);
    if (rest === undefined) {
      if (words !== '') paragraphs.push(heading + words);
      if (words !== '') heading = '';
      continue;
    }
    heading = words === '' || /^(?:abstract|summary)[.:]?$/i.test(words) ? '' : `${words.replace(/[.:]$/, '')}: `;
    const behind = richText(rest);
    if (behind !== '') {
      paragraphs.push(heading + behind);
      heading = '';
    }
  }
  return paragraphs.join('\n\n');
}
