import { expect } from 'vitest';
import type { StudyDraft } from '../../../src/domain/study.ts';
import { splitBibtex } from '../../../src/formats/bibtex/syntax/split.ts';
import { asStudies, writeBiblatex, writeBibtex } from './support.ts';

/** Values that LaTeX or BibTeX would act on, or that would end the field or the entry, if a writer let them. */
export const ATTACKS = [
  '10.1000/y\\input{secret.txt}',
  '\\input secret.txt ',
  '\\immediate\\write18{touch owned}',
  'a } b \\input{x}',
  'a { b \\input{x}',
  '}}, title = {\\input{x}}, note = {{',
  '}\n}\n@article{owned, title={\\input{x}}}',
  '@article{owned, title={x}}',
  '100 % \\input{x}',
  'a $\\input{x}$ b $^^5cinput{x} \\alpha$',
  '^^5cinput{x} ^^5c^^69nput',
  'https://example.org/^^5cinput/\\input{x}}{%',
  'x #1 \\csname input\\endcsname{x}',
  '<i>\\input{x}</i> <b>} \\input{x}',
  '" # \\input{x} # "',
  '"}, owned = {\\input{x}',
  'a\\\\input{x} \\\\\\input{x}',
  'x\r\\input{x}\u2028\\input{x}\u0000\\input{x}',
  'A and \\input{x} and B, {\\input{x}}',
]; // biome-ignore format: one attack a line

/** All that Lectern's writer may have LaTeX do with a text. */
const HARMLESS =
  /^(?:text(?:backslash|asciitilde|asciicircum|asciigrave|braceleft|braceright|less|greater|bar|bf|sc|superscript|subscript)|emph|url|alpha|[&%$#_{},])$/;
const VERBATIM = /^(?:doi|url|eprint)$/;

/** What is wrong with a .bib of so many entries: commands that would be obeyed, entries and fields that should not be there. */
export function problemsOf(bib: string, entries: number): string[] {
  const blocks = splitBibtex(bib);
  const problems: string[] = [];
  if (blocks.length !== entries || blocks.some(({ kind }) => kind !== 'entry'))
    problems.push(`${blocks.length} blocks`);
  for (const block of blocks) {
    if (block.kind !== 'entry') continue;
    if (/\\|\^\^|[{}%#"]/.test(block.key)) problems.push(`key ${block.key}`);
    for (const { name, from, to } of block.fields) {
      const source = bib.slice(from, to);
      const say = (what: string) => problems.push(`${name}: ${what} in ${source}`);
      if (name === 'owned') say('a field');
      if (VERBATIM.test(name) && /[\\{}^%](?![0-9A-F]{2})/.test(source.slice(1, -1))) {
        // An identifier that is none is text.
        if (name !== 'eprint' || /\^\^/.test(source)) say('a mark');
      }
      if (/\^\^/.test(source)) say('^^');
      let depth = 0;
      for (const [mark, word, sign] of source.matchAll(/\\(?:([A-Za-z@]+)|([^A-Za-z@]))|[{}%#&]/gs)) {
        if (word ?? sign) {
          if (!HARMLESS.test(word ?? sign ?? '')) say(mark);
        } else if (mark === '{') depth += 1;
        else if (mark === '}') depth -= 1;
        else if (!VERBATIM.test(name) && !source.startsWith('{\\url{')) say(`bare ${mark}`);
        if (depth === 0 && mark !== '}') say('text outside its braces');
      }
      if (depth !== 0) say('braces');
    }
  }
  return problems;
}

/** Expects both dialects, with every option, to write the drafts as entries in which no attack acts. */
export async function expectHarmless(drafts: readonly StudyDraft[], label: string): Promise<void> {
  expect(drafts.length, label).toBeGreaterThan(0);
  const studies = asStudies(drafts).map((study, at) => ({ ...study, item: { ...study.item, id: `k${at}` } }));
  for (const write of [writeBibtex, writeBiblatex])
    for (const options of [{}, { ascii: true }, { verbatim: true }])
      expect(problemsOf(await write(studies, options), studies.length), label).toEqual([]);
}
