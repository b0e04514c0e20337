import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Study, StudyDraft } from '../../src/domain/study.ts';
import { biblatexFormat, bibtexFormat } from '../../src/formats/bibtex/bibtex.ts';
import { cslJsonFormat } from '../../src/formats/csl-json/csl-json.ts';
import { detectFormat } from '../../src/formats/formats.ts';
import { asStudies, read } from '../formats/bibtex/support.ts';
import { isInstalled, typeset } from './paper.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));
const REVIEW = fileURLToPath(new URL('../../exports/harms-review.json', import.meta.url));
const DIALECTS = [
  ['bibtex', bibtexFormat, 'bibtex'],
  ['biblatex', biblatexFormat, 'biber'],
] as const;

/** Entries as databases and slips of the finger make them: each stops LaTeX, or reads wrong, when it is written as it came. */
const SLIPS = String.raw`
@article{marks, author={A, B}, title={100% pure & simple #1 with a_b}, journal={Science & Society}, year=2001}
@article{money, author={Cost, Ann}, title={From $5 to $10, or $x^2$ and 2^10}, journal={J &amp; K}, year=2002}
@article{doi, author={Smith, Al}, title={Address}, doi={https://doi.org/10.5555/bph.1}, journal={J}, year=2021}
@article{escaped, author={Smith, Bo}, title={Escaped}, doi={10.5555/978\_12}, url={https://en.example.org/w/i.php?title=G\&oldid=1\%20\_\#a}, journal={J}, year=2021}
@misc{page, title={Page}, author={Web, W.}, howpublished={\url{https://example.org/a_b%20c&d#e~f}}, note={\href{https://example.org/g_h%20i}{link_text}}, year=2003}
@book{braces,
  author = {Brace, B.},
  title = {An {Open brace},
  publisher = {Brace Press},
  year = 2004
}
@book{escapes, author={Brace, C.}, title={A \{ b}, publisher={R&D}, year=2005}
@misc{abstract, author={Long, L.}, title={Abstract}, abstract={50% of #1 & a_b $}, keywords={a_b, c#d, 5%}, annote={x_y & z}, year=2006}
@misc{dotless, author={Mar{\'\i}a, X. and D{\'{\i}}az, Y.}, title={Na{\"\i}ve}, year=2007}
@misc{stacked, author={Nguy{\~{\^e}}n, V{\u a}n}, title={Stacked}, year=2007}
@string{both = "Nuts & Bolts"}
@article{macro, author={Mac, Ro}, title={Macro}, journal=both # " 100%", year=2008}
@misc{kept, author={Fine, F.}, title={On $a_1 \le b^2$, \emph{as} it {\ss}tands~--- 5\,\% \& more}, note={\url{http://a.b/c_d}}, year=2009}
@misc{program, author={Fine, G.}, title={Program}, note={\begin{tabular}{ll}a & b\end{tabular}}, year=2010}
By someone@example.org.
`;

const OTHER: Partial<StudyDraft['item']>[] = [
  { title: 'Co-operation – “quoted” ‘x’ … 5 × 4 ± 2 − 1 ≤ 3, α‐β, CO₂, x², ½ → y', page: '12–15' },
  { title: 'ﬁne ﬂow a\u200bb c\u00add e\u0301 x\u0304 i\u0301 ș ł ø ß «q» „z” ą đ \u2009thin\u202fspace\u00a0nbsp \ufeff' },
  { title: 'p < .05 | q > 1 `tick` ~ ^ \\ { } # $ % & _', publisher: 'A & B', note: '100 % {' },
  { title: 'Καλημέρα κόσμε ά ΐ', 'container-title': 'Résumé & Co.', DOI: 'https://doi.org/10.5555/a_b', URL: 'https://example.org/a_b%20c{d}' },
  { title: 'Injected', DOI: '10.1000/y\\input{secret.txt}', number: '\\input{x}', volume: '}', URL: 'https://example.org/\\input{x}^^5c%' },
]; // biome-ignore format: one item a line

async function everything(): Promise<Study[]> {
  const drafts: StudyDraft[] = [...(await read(SLIPS)).studies];
  const types = ['article-journal', 'book', 'webpage', 'report', 'chapter'];
  for (const type of types)
    for (const item of OTHER)
      drafts.push({ item: { id: 'x', type, author: [{ family: 'Doe', given: 'Jó' }], issued: { 'date-parts': [[2011]] }, ...item }, tags: ['a_b', '5 %'], excerpts: [] } as StudyDraft); // biome-ignore format: one item
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8', withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const text = readFileSync(join(file.parentPath ?? FIXTURES, file.name), 'utf8');
    const format = detectFormat(text.slice(0, 65_536), file.name);
    if (format?.read) drafts.push(...(await format.read(text, { source: file.name })).studies);
  }
  return asStudies(drafts).map((study, at) => ({ ...study, item: { ...study.item, id: `k${at}` } }));
}

/** Characters that LaTeX stopped at and that the export named: no command sets them. */
function notNamed(errors: readonly string[], messages: readonly string[]): string[] {
  return errors.filter((error) => {
    const character = /Unicode character (\S)/u.exec(error)?.[1];
    return character === undefined || !messages.some((message) => message.includes(character));
  });
}

describe('exports in a paper', () => {
  const needed = (program: string) => ['pdflatex', program].filter((one) => !isInstalled(one));

  for (const [dialect, format, program] of DIALECTS) {
    const missing = needed(program);
    const skipped = missing.length > 0 ? ` (skipped: ${missing.join(' and ')} not installed)` : '';

    it.skipIf(skipped)(
      `every entry of every fixture in ASCII is set by pdflatex and ${program} without an error${skipped}`,
      { timeout: 120_000 },
      async () => {
        const { text, diagnostics } = await format.write!(await everything(), { ascii: true });
        const { errors, complaints } = typeset(text, dialect, true);
        expect(complaints).toEqual([]);
        expect(notNamed(errors, diagnostics.map(({ message }) => message))).toEqual([]);
      }, // biome-ignore format: one check a line
    );

    it.skipIf(skipped)(
      `the review that ships is set by pdflatex and ${program} without an error${skipped}`,
      { timeout: 120_000 },
      async () => {
        const { studies } = await cslJsonFormat.read!(readFileSync(REVIEW, 'utf8'), { source: 'harms-review.json' });
        const { text, diagnostics } = await format.write!(asStudies(studies), {});
        const { errors, complaints } = typeset(text, dialect, true);
        expect(complaints).toEqual([]);
        expect(notNamed(errors, diagnostics.map(({ message }) => message))).toEqual([]);
      }, // biome-ignore format: one check a line
    );

    const reads = isInstalled('pdftotext') ? skipped : skipped || ' (skipped: pdftotext not installed)';
    it.skipIf(reads)(
      `titles, DOIs and addresses read right in what pdflatex and ${program} set${reads}`,
      { timeout: 120_000 },
      async () => {
        const { text } = await format.write!(asStudies((await read(SLIPS)).studies), { ascii: true });
        const { errors, text: paper } = typeset(text, dialect, false);
        expect(errors).toEqual([]);
        const words = [
          '100% pure & simple #1 with a_b', 'Science & Society', 'From $5 to $10', 'J & K', '10.5555/bph.1', '10.5555/978_12',
          'https://en.example.org/w/i.php?title=G&oldid=1%20_#a', 'https://example.org/a_b%20c&d#e~f', 'link_text', 'R&D', 'An Open brace. Brace Press', 'Nuts & Bolts 100%', 'Naı̈ve',
        ]; // biome-ignore format: words
        // Rules and accents are drawn, and no characters of the text.
        const bare = (value: string) =>
          value
            .normalize('NFD')
            .replace(/[\s\p{M}_ı¨-]/gu, '')
            .replaceAll('i', '');
        for (const word of words) expect(bare(paper)).toContain(bare(word));
        for (const wrong of ['doi.org/https', 'doi.org/doi', '\\_', '\\&']) expect(paper).not.toContain(wrong);
      },
    );
  }
});
