// Marks that readers leave out when they type: accents, Hebrew and Arabic points; and signs without a shape of their own.
const OPTIONAL =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each mark is meant by itself.
  /[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20d0-\u20ff\ue000\ue001\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]/g;

// Letters that no decomposition turns into the ones people type for them.
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ŧ: 't',
  ĸ: 'k',
  ə: 'e',
  ς: 'σ',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

const UNSPACED =
  /[\u30fc\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]\p{M}*/gu;
// Their sara am is a mark and a letter: the mark goes with the consonant before it.
const UNSPACED_PLACED = new RegExp(`${UNSPACED.source}[\\u0e33\\u0eb3]?`, 'gu');
const SARA_AM = /.[\u0e33\u0eb3]$/u;
/** The scripts without spaces between words begin with Thai. */
const BEYOND_ALPHABETS = /[\u0e00-\uffff]/;
const MARKUP = /<\/?(?:i|b|sup|sub|sc|span)(?:\s[^<>]{0,200})?>/gi;
const ASCII = /^[\0-\x7f]*$/;
const TERM = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
const ASCII_TERM = /[a-z0-9]+/g;

/** Stands between two values of a field in the index, so that no phrase runs over from one to the next. Never left in folded text. */
export const VALUE_BOUNDARY = ' \ue000 ';

/**
 * Text as the index holds it and as queries look for it: without case, accents and the markup of CSL rich text,
 * `Straße` as `strasse`. Characters of scripts that put no spaces between words stand alone, so that any part is a phrase:
 * `研究` as `研 究`.
 */
export function foldForSearch(text: string): string {
  const plain = text.includes('<') ? text.replace(MARKUP, '') : text;
  if (ASCII.test(plain)) return plain.toLowerCase();
  const folded = plain
    .normalize('NFKD')
    .replace(OPTIONAL, '')
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS[letter]!)
    // Kana and Hangul back in one piece: their marks are not accents.
    .normalize('NFC');
  const parted = BEYOND_ALPHABETS.test(folded) ? folded.replace(UNSPACED, ' $& ') : folded;
  return parted.replace(/ {2,}/g, ' ').trim();
}

/** The words of a text, folded, in order: `COVID-19` is `covid`, `19`. Empty when there is neither letter nor digit. */
export function searchTerms(text: string): string[] {
  const folded = foldForSearch(text);
  return folded.match(ASCII.test(folded) ? ASCII_TERM : TERM) ?? [];
}

/** A word of a text as it is shown: its folded form and where it stands (UTF-16 offsets, end exclusive). */
export interface PlacedTerm {
  term: string;
  start: number;
  end: number;
}

const PLACED = /[\p{L}\p{N}\p{M}\p{Co}\u00ad\u200b-\u200d\u2060]+/gu;
const PLACED_ASCII = /[A-Za-z0-9]+/g;

/** Like `searchTerms`, with the place of each word in `text`. Markup counts as text here: it is what the reader sees. */
export function placedTerms(text: string): PlacedTerm[] {
  const placed: PlacedTerm[] = [];
  if (ASCII.test(text)) {
    for (const m of text.matchAll(PLACED_ASCII)) {
      placed.push({ term: m[0].toLowerCase(), start: m.index, end: m.index + m[0].length });
    }
    return placed;
  }
  for (const m of text.matchAll(PLACED)) {
    let done = 0;
    const place = (term: string, start: number, end: number) => {
      if (term !== '') placed.push({ term, start: m.index + start, end: m.index + end });
    };
    const add = (start: number, end: number) =>
      place(foldForSearch(m[0].slice(start, end)).replaceAll(' ', ''), start, end);
    for (const one of m[0].matchAll(UNSPACED_PLACED)) {
      add(done, one.index);
      done = one.index + one[0].length;
      const [first, second] = SARA_AM.test(one[0]) ? foldForSearch(one[0]).split(' ') : [];
      if (first === undefined || second === undefined) add(one.index, done);
      else {
        place(first, one.index, done - 1);
        place(second, done - 1, done);
      }
    }
    add(done, m[0].length);
  }
  return placed;
}
