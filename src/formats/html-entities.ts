import { decodeHTMLStrict } from 'entities';

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi;
/** What was escaped twice: no title means the entity itself. */
const TWICE = /&(?:amp;)+(?=(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});)/gi;

/**
 * Text in which a database left entities of HTML: `Sex &amp; drugs: p &lt; 0.05, &#945;` is "Sex & drugs: p < 0.05, α". Only whole ones
 * with their semicolon count; what was escaped twice (`&amp;lt;`) is decoded whole. Entities that stand for control characters, and
 * names that HTML does not know, stay as they are. HTML Living Standard, "Named character references".
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(TWICE, '&').replace(ENTITY, (entity) => {
    const character = decodeHTMLStrict(entity);
    return /[\p{Cc}\ufffd]/u.test(character) && !/^[\t\n\r]+$/.test(character) ? entity : character;
  });
}

/** Where text is cut at a character that entities may end with: a semicolon that ends none. */
export const SEMICOLON = /(?<!&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31}));/i;
