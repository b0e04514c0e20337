// Escape sequences as ECMA-48 and xterm have them, introduced by ESC or by one C1 character. A control string ends at BEL, ST,
// a line end or the next introducer, so that every character is looked at once however hostile the text.
const CONTROL_STRING = /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f\r\n]*(?:\x07|\x1b\\|\x9c)/g;
const CONTROL_SEQUENCE = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]/g;
const ESCAPE_SEQUENCE = /\x1b[ -/]*[0-~]/g;

const LINE_END = /\r\n|[\n\r\v\f\x85\u2028\u2029]/g;

// Controls, format characters and everything that is drawn as nothing: bidirectional controls, tag characters, zero-width
// characters, soft hyphens, byte-order marks. Not: joiners, marks, and the
// Arabic, Syriac and Kaithi signs that are drawn.
const UNSEEN =
  /(?!\p{M}|[\n\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]|\u200c|\u200d)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Marks that one character may carry: more than any script writes, few enough not to reach into other rows. */
const MARKS = 8;
const MANY_MARKS = new RegExp(`([\\p{M}\\u200c\\u200d]{${MARKS}})[\\p{M}\\u200c\\u200d]+`, 'gu');
const LEADING_MARKS = /^[\p{M}\u200c\u200d]+/gmu;
const JOINERS = /[\u200c\u200d]+/g;

const PLAIN_LINE = /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027]*$/;

/**
 * Text from outside as one line that a terminal shows and never obeys: no escape sequence, control, bidirectional control or
 * zero-width character (joiners stay between visible characters), at most 8 combining marks on a character. Line ends and tabs
 * become spaces. Linear in time; cleaning twice changes nothing.
 */
export function cleanText(text: string): string {
  if (PLAIN_LINE.test(text)) return text;
  return cleanBlock(text).replaceAll('\n', ' ');
}

/** As `cleanText`, with every kind of line end kept as "\n". */
export function cleanBlock(text: string): string {
  if (PLAIN_LINE.test(text)) return text;
  return text
    .toWellFormed()
    .replace(CONTROL_STRING, '')
    .replace(CONTROL_SEQUENCE, '')
    .replace(ESCAPE_SEQUENCE, '')
    .replace(LINE_END, '\n')
    .replaceAll('\t', ' ')
    .replace(UNSEEN, '')
    .replace(MANY_MARKS, '$1')
    .replace(LEADING_MARKS, '')
    .replace(JOINERS, keepBetweenVisible);
}

function keepBetweenVisible(joiners: string, offset: number, text: string): string {
  const before = text[offset - 1] ?? ' ';
  const after = text[offset + joiners.length] ?? ' ';
  return /\s/.test(before + after) ? '' : joiners.charAt(0);
}
