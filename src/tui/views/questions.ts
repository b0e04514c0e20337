import { SCREENING_STATUSES } from '../../domain/study.ts';
import { cleanText } from '../../domain/text/clean-text.ts';
import { cut, width } from '../../domain/text/text-width.ts';
import { labelOf } from '../keys.ts';
import type { State } from '../state.ts';
import type { Span } from '../theme.ts';

/** A question that one key answers. */
export function questionSpans(question: string): Span[] {
  return [
    [`${cleanText(question)} `, 'warn'],
    [labelOf('yes', 'confirm'), 'key'],
    [' yes  '],
    [labelOf('no', 'confirm'), 'key'],
    [' no'],
  ];
}

/** The studies to be screened, and the keys that decide. */
export function screeningSpans({ of, now, studies }: Extract<State['screen'], { screen: 'screening' }>): Span[] {
  const is = now === undefined ? '' : ` ${studies.length === 1 ? 'is' : 'are'} ${now}`;
  return [
    [`${cleanText(of)}${is}: `],
    ...SCREENING_STATUSES.flatMap((status): Span[] => [
      [labelOf(`screen-${status}`, 'screening'), 'key'],
      [` ${status}  `, status === now ? 'quiet' : 'plain'],
    ]),
  ];
}

/** Longer names leave too little room for the answers. */
const LONG_NAME = 40;
const WAYS = {
  force: (name: string) =>
    ` replace it, and keep the old one ${width(name) <= LONG_NAME ? `as ${name}~` : 'beside it'}  `,
  update: () => ' update only the entries that it has  ',
  append: () => ' add the new ones  ',
};

/** What is in the way of an export, and the keys that say what becomes of it. */
export function overwriteSpans({ path, ways }: Extract<State['screen'], { screen: 'overwrite' }>): Span[] {
  const all = cleanText(path);
  const name = all.split('/').at(-1) ?? all;
  const shown = width(all) <= LONG_NAME ? all : cut(name, LONG_NAME);
  return [
    [`${shown}: Lectern did not write this file, or it was changed since. `, 'warn'],
    ...ways.flatMap((way): Span[] => [[labelOf(`overwrite-${way}`, 'overwrite'), 'key'], [WAYS[way](name)]]),
    [labelOf('close', 'overwrite'), 'key'],
    [' leave it'],
  ];
}
