import { parseAuthors } from './authors.ts';
import type { LabelLine } from './labels.ts';
import { isDate } from './variables.ts';

const CONNECTIVE = /^(?:and|&|de|da|del|della|der|di|du|el|la|le|ten|ter|van|von|y|zu)$/;
const NAME = /^(?:\p{Lu}[\p{L}.'’-]*\s+){1,3}\p{Lu}[\p{L}'’-]+$/u;
const TITLE_WORD = /\b(?:a|an|the|of|for|in|on|to|from|with|effects?|study|studies|review|report|analysis|survey)\b/i;

/** What a line under a title says without a label: "By Jane Doe and John Roe", "4 March 2019". */
export function bareLine(text: string): LabelLine | undefined {
  if (text.length <= 40 && /\b\d{4}$|^\d{4}\b/.test(text) && isDate(text)) return { label: 'issued', value: text };
  const names = text.length <= 300 ? /^by\s+(\p{Lu}.*)$/iu.exec(text)?.[1] : undefined;
  if (names === undefined || !/\s/.test(names) || /[!?:]|\p{Ll}{2}\.$/u.test(names)) return undefined;
  const all = names.split(/[\s,;]+/).every((word) => /^\p{Lu}/u.test(word) || CONNECTIVE.test(word));
  return all && parseAuthors(names).names.length > 0 ? { label: 'author', value: names } : undefined;
}

/** Whether a line can be the name of one person and no more. It can still be a title of two words. */
export const canBeName = (text: string): boolean => text.length <= 60 && NAME.test(text) && !TITLE_WORD.test(text);
