import { describe, expect, it } from 'vitest';
import type { Study } from '../../../../src/domain/study.ts';
import { biblatexFormat, bibtexFormat } from '../../../../src/formats/bibtex/bibtex.ts';
import { closeBraces } from '../../../../src/formats/bibtex/mending/close-braces.ts';
import { mendValue } from '../../../../src/formats/bibtex/mending/mend.ts';
import type { WriteOptions } from '../../../../src/formats/format.ts';
import { asStudies, asStudy, read } from '../support.ts';

const mended = (source: string) => mendValue(source, 'printed', 'bibtex').source;

describe('marks that LaTeX would stop at', () => {
  it.each([
    ['{Science & Society}', '{Science \\& Society}'],
    ['"Science & Society"', '"Science \\& Society"'],
    ['{100% pure & simple #1 with a_b}', '{100\\% pure \\& simple \\#1 with a\\_b}'],
    ['{costs $5}', '{costs \\$5}'],
    ['{from $5 to $10 and $x^2$}', '{from \\$5 to \\$10 and $x^2$}'],
    ['{2^10}', '{2\\textasciicircum{}10}'],
    [
      '{R\\&amp;D by M\\&uuml;ller {\\&}amp; N&oacute;ra, \\&\\#233;, AT\\&T; x}',
      '{R\\&D by Müller \\& Nóra, é, AT\\&T; x}',
    ],
    ['{Science &amp; Society, p &lt; .05, it&#39;s &#233;}', "{Science \\& Society, p \\textless{} .05, it's é}"],
    ['{AT&T; a}', '{AT\\&T; a}'],
    ['{{R&D} at {A_B}}', '{{R\\&D} at {A\\_B}}'],
    ['"R&D " # name # " & more"', '"R\\&D " # name # " \\& more"'],
    ['{a \\\\& b}', '{a \\\\\\& b}'],
    ['{see \\href{http://a.b/c_d&e}{a_b}}', '{see \\href{http://a.b/c_d&e}{a\\_b}}'],
    ['{50% of $a_1 % b$}', '{50\\% of $a_1 \\% b$}'],
  ])('are escaped in %s', (source, result) => expect(mended(source)).toBe(result));

  it.each([
    '{plain}', '{Science \\& Society}', '{100\\% pure \\#1 a\\_b \\$5}', '{Donald~E. Knuth}', '{on $x_1^2 & y$}', '{$a_1$ and $b_2$}', '{\\(a_1\\) and \\[b^2\\]}',
    '{$$a_1$$}', '{\\url{http://a.b/c_d%20e&f#g~h}}', '{\\href{http://a.b/c_d}{text}}', '{\\cite{a_b} and \\ref{fig:a_b}}', '{\\ensuremath{a_1}}', 'jan # "~" # feb',
    '{\\begin{tabular}{ll} a & b \\\\ \\end{tabular}}', '{\\def\\x#1{#1}\\x{a}}', '2001', '{}', '""', '{\\"{a} \\^{o} \\~n \\_}', '{$5 $}', '{\\path{a_b}}',
  ])('are none in %s, which stays to the byte', (source) => {
    for (const dialect of ['bibtex', 'biblatex'] as const) {
      const { source: same, marks } = mendValue(source, 'printed', dialect);
      if (dialect === 'bibtex' || !/[%#]/.test(source)) expect(same).toBe(source);
      if (same === source) expect(marks.size).toBe(0);
    }
  }); // biome-ignore format: a list reads better filled

  it('are those that stop the reading alone in a field that nobody sets', () => {
    expect(mendValue('{a & b_c 5% #1 $x}', 'carried', 'biblatex').source).toBe('{a & b_c 5\\% \\#1 $x}');
  });

  it('are a percent sign in an address too, where biber makes the field an argument', () => {
    expect(mendValue('{\\url{http://a.b/c%20d_e}}', 'printed', 'biblatex').source).toBe(
      '{\\url{http://a.b/c\\%20d_e}}',
    );
  });

  it('are found in linear time in hostile text', () => {
    const started = performance.now();
    for (const text of ['$', '$5 ', '${', '\\url{', '\\(', '&', '&amp', '{', '}', '\\ensuremath{$', '"', '" # "', '$$', '\\href[', '\\{'])
      closeBraces(mended(`{${text.repeat(200_000)}}`));
    expect(performance.now() - started).toBeLessThan(3000);
  }); // biome-ignore format: one list
});

describe('braces', () => {
  it.each([
    ['{a {b}', '{a {b}}'],
    ['{a {b', '{a {b}}'],
    ['"a {b"', '"a {b}"'],
    ['{a \\{ b}', '{a \\textbraceleft{} b}'],
    ['{a \\} b { c}', '{a \\textbraceright{} b { c}}'],
    ['{a $\\{x$ b}', '{a $\\lbrace{}x$ b}'],
    ['', '{}'],
  ])('that are missing in %s are closed', (source, result) => expect(closeBraces(source)).toBe(result));

  it.each(['{a}', '"a {b}"', '{a \\{b\\} c}', '{$\\{x\\}$}', 'jan', '"a" # b # {c}', '2001', '{a \\\\{b}}'])(
    'that match in %s stay',
    (source) => expect(closeBraces(source)).toBe(source),
  );
});

describe('an export', () => {
  const write = async (source: string, format = bibtexFormat, options: WriteOptions = {}) =>
    format.write!(asStudies((await read(source)).studies), options);
  const said = (diagnostics: readonly { key?: string; message: string }[]) =>
    diagnostics.map(({ key, message }) => (key === undefined ? message : `${key}: ${message}`));

  it('names each field that it mends', async () => {
    const source = '@article{m11, author={A, B}, title={100% pure & simple}, journal={Science & Society}, year=2001}';
    const { text, diagnostics } = await write(source);
    expect(text).toContain('title   = {100\\% pure \\& simple}');
    expect(said(diagnostics)).toEqual(['m11: mended for LaTeX: title (% & escaped), journal (& escaped)']);
  });

  it('with `verbatim` mends nothing, in studies that have changed neither', async () => {
    const source = '@article{k, title={R&D}, journal={A & B}, doi={doi:10.5555/x}, note={50%}}';
    const studies = asStudies((await read(source)).studies);
    expect((await bibtexFormat.write!(studies, { verbatim: true })).text).toBe(source);
    studies[0]!.item.volume = '7';
    const { text, diagnostics } = await bibtexFormat.write!(studies, { verbatim: true });
    for (const value of ['{R&D}', '{A & B}', '{doi:10.5555/x}', '{50%}']) expect(text).toContain(value);
    expect(diagnostics).toEqual([]);
  });

  it('leaves fields for programs as they came', async () => {
    const source = '@misc{k, file={:a_b&c.pdf:PDF}, mendeley-tags={a&b}, groups={x_y}, crossref={a_b}, timestamp={5%}}';
    const { text, diagnostics } = await write(source);
    for (const value of ['{:a_b&c.pdf:PDF}', '{a&b}', '{x_y}', '{5%}']) expect(text).toContain(value);
    expect(diagnostics.filter(({ message }) => message.startsWith('mended'))).toEqual([]);
  });

  it('leaves abstracts as they came in BibTeX, and keeps them readable for biber', async () => {
    const source = '@misc{k, title={T}, abstract={5% of a_b & #1}, keywords={a_b, c#d}}';
    expect((await write(source)).text).toContain('{5% of a_b & #1}');
    const { text } = await write(source, biblatexFormat);
    expect(text).toContain('{5\\% of a_b & \\#1}');
    expect(text).toContain('{a_b, c\\#d}');
  });

  it('mends macros and `@xdata` entries too', async () => {
    const source =
      '@string{j = "Science & Society"}\n@xdata{d, publisher={A & B}, url={http://a.b/c\\_d}}\n@article{k, title={T}, journal=j, xdata={d}, date={2001}}';
    const { text, diagnostics } = await write(source, biblatexFormat);
    expect(text).toContain('@string{j = "Science \\& Society"}');
    expect(text).toContain('publisher={A \\& B}, url={http://a.b/c_d}');
    expect(said(diagnostics)).toEqual([
      'd: mended for LaTeX: publisher (& escaped), url (the address without LaTeX)',
      'j: mended for LaTeX: @string j (& escaped)',
    ]);
  });

  it('counts entries instead of naming them when they are very many', async () => {
    const many = Array.from({ length: 700 }, (_, at) => `@misc{k${at}, title={A & B}}`).join('\n');
    const { diagnostics } = await write(many);
    expect(diagnostics).toHaveLength(501);
    expect(diagnostics.at(-1)?.message).toBe(
      '200 more entries were mended for LaTeX; --verbatim leaves them as they came',
    );
  });

  it('mends once: what it wrote stays as it is', async () => {
    const source =
      '@article{k, title={R&D 5% #1 a_b $5 x^2}, doi={doi:10.5555/x}, url={http://a.b/c\\_d}, note={a \\{ b}}';
    for (const format of [bibtexFormat, biblatexFormat]) {
      const { text } = await write(source, format);
      const again = await write(text, format);
      expect(again.text).toBe(text);
      expect(again.diagnostics).toEqual([]);
    }
  });

  it.each([
    ['https://doi.org/10.5555/bph.1', '10.5555/bph.1'],
    ['doi:10.5555/x.2', '10.5555/x.2'],
    ['10.5555/978\\_12', '10.5555/978_12'],
    ['10.5555/978{\\_}12', '10.5555/978_12'],
    ['\\url{https://doi.org/10.5555/x}', '10.5555/x'],
    ['https://doi.org/https://doi.org/10.5555/x', '10.5555/x'],
  ])('has the DOI %s alone', async (source, doi) => {
    for (const format of [bibtexFormat, biblatexFormat])
      expect((await write(`@misc{k, title={T}, doi={${source}}}`, format)).text).toMatch(
        new RegExp(`doi += \\{${doi}\\}`),
      );
  });

  it('has the DOI alone from CSL-JSON', async () => {
    const studies: Study[] = [asStudy({ type: 'book', title: 'T', DOI: 'https://doi.org/10.5555/978_12' })];
    for (const format of [bibtexFormat, biblatexFormat])
      expect((await format.write!(studies, {})).text).toContain('doi   = {10.5555/978_12}');
  });

  it('leaves out and names what is in the DOI field and is not one', async () => {
    const { text, diagnostics } = await write('@misc{k, title={T}, doi={see the publisher}}');
    expect(text).not.toContain('doi');
    expect(said(diagnostics)).toEqual(['k: doi: "see the publisher" is not a DOI; not written']);
  });

  it('has addresses without LaTeX in BibLaTeX, which reads them character by character', async () => {
    const source = '@misc{k, title={T}, url={https://a.b/\\~{}me/c\\_d\\%20e?f=1\\&g=\\#h}}';
    expect((await write(source, biblatexFormat)).text).toContain('{https://a.b/~me/c_d%20e?f=1&g=#h}');
    expect((await write(source, bibtexFormat)).text).toContain('{https://a.b/\\~{}me/c\\_d\\%20e?f=1\\&g=\\#h}');
  });

  it('says once which characters pdfLaTeX stops at, and what helps', async () => {
    const source = '@misc{a, title={α and ≤}}\n@misc{b, title={β\u200b}}\n@misc{c, title={Łódź – “é”}, abstract={漢}}';
    expect(said((await write(source)).diagnostics)).toEqual([
      'pdfLaTeX stops at α ≤ β U+200B in 2 entries; use --ascii, or LuaLaTeX sets them',
    ]);
    expect(said((await write('@misc{a, title={漢}}')).diagnostics)).toEqual([
      'pdfLaTeX stops at 漢 in 1 entry; LuaLaTeX sets them',
    ]);
  });

  it('composes accents that stand behind their letter, for BibTeX', async () => {
    const { text, diagnostics } = await write('@misc{k, title={E\u0301tude}}');
    expect(text).toContain('{\u00c9tude}');
    expect(said(diagnostics)).toEqual(['k: mended for LaTeX: title (accents composed)']);
  });

  it('has no command in a language, by whose words biblatex looks it up', async () => {
    for (const source of [
      '@misc{k, language={English & French}}',
      '@misc{k, language={English \\& French}, date={2001}}',
    ]) {
      const { text, diagnostics } = await write(source, biblatexFormat);
      expect(text).toContain('language = {English and French}');
      expect(said(diagnostics)[0]).toContain('language (');
      expect((await write(source)).text).toContain('language = {English \\& French}');
    }
    const item = { id: 'k', type: 'book', title: 'T', language: 'en_x % {y}' };
    const study = { uid: 'u', item, tags: [], excerpts: [], status: 'unscreened' as const };
    expect((await biblatexFormat.write!([study], {})).text).not.toMatch(/language = .*\\/);
  });

  it('writes accents on accents so that biber leaves them', async () => {
    const { text } = await write(
      "@misc{k, author={Nguy{\\~{\\^e}}n, V., and Tr\\'\\^an, X.}, title={T}}",
      biblatexFormat,
    );
    expect(text).toContain('Nguy{\\~{\\mbox{\\^e}}}n');
    expect(text).toContain("Tr\\'{\\mbox{\\^a}}n");
    expect((await read(text)).studies[0]?.item.author).toMatchObject([{ family: 'Nguyễn' }, { family: 'Trấn' }]);
  });

  it('writes a letter without its dot so that biber makes one of it that pdfLaTeX knows', async () => {
    const source = "@misc{k, author={Mar{\\'\\i}a, X. and D{\\'{\\i}}az, Y.}, title={na\\\"\\i ve \\'\\infty}}";
    const { text, diagnostics } = await write(source, biblatexFormat);
    expect(text).toContain("{Mar{\\'{i}}a, X. and D{\\'{i}}az, Y.}");
    expect(text).toContain('{na\\"{i}ve \\\'\\infty}');
    expect(said(diagnostics)[0]).toContain('k: mended for LaTeX: author (accents for biber)');
    expect((await write(source)).text).toContain("{Mar{\\'\\i}a, X.");
  });

  it('says which letters biber makes that pdfLaTeX stops at', async () => {
    const { diagnostics } = await write('@misc{k, title={{\\d S}a and {\\d s}a}}', biblatexFormat);
    expect(said(diagnostics)).toEqual([
      'pdfLaTeX stops at Ṣ, which biber makes of their commands; run "biber --output-safechars", or use LuaLaTeX',
    ]);
  });

  it('has no "@" in its comments, which would begin an entry', async () => {
    const source = '% by me@example.org\n@misc{a, title={A}}\n\nmail someone@example.org.\n\n@misc{b, title={B}}\n';
    const { text, diagnostics } = await write(source);
    expect(text).toContain('% by me(at)example.org');
    expect(text).toContain('mail someone(at)example.org.');
    expect(said(diagnostics)).toEqual([
      'a comment between entries has an "@", which would begin an entry: written as "(at)"',
    ]);
    expect((await write(source, bibtexFormat, { verbatim: true })).text).toBe(source);
  });

  it('names an entry of which nothing could be read, and that stays as a comment', async () => {
    const { text, diagnostics } = await write('@book bad2003, title={No brace}}\n@misc{a, title={A}}');
    expect(text).toContain('(at)book bad2003, title={No brace}}');
    expect(said(diagnostics)).toEqual([
      'bad2003: what is left of this broken @book is written as a comment, with "(at)" for its "@"',
    ]);
  });

  it('defines each command once, though the preambles of several files do', async () => {
    const preamble = (more: string) => `@preamble{ "\\newcommand{\\noop}[1]{}${more}" }\n`;
    const studies = [
      ...(await read(`${preamble('')}@misc{a, title={A}}`)).studies,
      ...(await read(`${preamble(' ')}@misc{b, title={B}}`)).studies,
    ];
    const { text } = await bibtexFormat.write!(asStudies(studies), {});
    expect(text.match(/\\newcommand/g)).toHaveLength(1);
    expect(text.match(/\\providecommand\{\\noop\}/g)).toHaveLength(1);
  });
});
