import { decodeEntities } from '../../html-entities.ts';

/** An entity of HTML in LaTeX: `&amp;`, `\&uuml;`, `{\&}lt;`, `\&\#945;`. */
const ENTITY = /(?:\{\\&\}|\\?&)((?:amp;)*(?:\\?#\d{1,7}|\\?#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});)/gi;

/** LaTeX in which a database left entities of HTML, with the characters that they stand for: `Sex \&amp; drugs` is `Sex \& drugs`. */
export function withoutEntities(latex: string): string {
  if (!latex.includes('&') || !latex.includes(';')) return latex;
  return latex.replace(ENTITY, (written, name: string) => {
    const entity = `&${name.replace('\\', '')}`;
    const character = decodeEntities(entity);
    if (character === entity) return written;
    return character === '\\' ? '{\\textbackslash}' : character.replace(/[&%#_${}]/g, '\\$&');
  });
}
