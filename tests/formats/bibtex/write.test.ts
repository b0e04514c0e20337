import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { names } from '../../../src/domain/csl.ts';
import { keywordsOf } from '../../../src/domain/keywords.ts';
import { biblatexFormat, bibtexFormat } from '../../../src/formats/bibtex/bibtex.ts';
import { asStudies, asStudy, read, readOne, writeBiblatex, writeBibtex } from './support.ts';

const jabref = readFileSync(new URL('../../fixtures/bibtex/jabref library with groups.bib', import.meta.url), 'utf8');

/** `name = value` of every line of the one entry written. */
async function fieldsOf(study: ReturnType<typeof asStudy>, write = writeBiblatex): Promise<Record<string, string>> {
  const text = await write([study]);
  return Object.fromEntries([...text.matchAll(/^ {2}(\S+)\s*= (.*),$/gm)].map((match) => [match[1], match[2]]));
}

describe('a study without a source', () => {
  it('is written with exact types, in both dialects', async () => {
    const start = async (item: { type: string }) => {
      const study = asStudy(item);
      return [await writeBiblatex([study]), await writeBibtex([study])].map((text) => /@(\w+)/.exec(text)?.[1]);
    };
    expect(await start({ type: 'report' })).toEqual(['report', 'techreport']);
    expect(await start({ type: 'thesis' })).toEqual(['thesis', 'phdthesis']);
    expect(await start({ type: 'webpage', URL: 'https://example.org' } as { type: string })).toEqual([
      'online',
      'misc',
    ]);
    expect(await start({ type: 'article-journal' })).toEqual(['article', 'article']);
    expect(await start({ type: 'chapter' })).toEqual(['inbook', 'incollection']);
    expect(await start({ type: 'paper-conference' })).toEqual(['inproceedings', 'inproceedings']);
    expect(await start({ type: 'dataset' })).toEqual(['dataset', 'misc']);
    expect(await start({ type: 'treaty' })).toEqual(['misc', 'misc']);
  });

  it('keeps a literal author whole and escaped', async () => {
    const author = [{ literal: 'Centre for Missing & Exploited Children' }];
    expect((await fieldsOf(asStudy({ type: 'report', author }))).author).toBe(
      '{{Centre for Missing \\& Exploited Children}}',
    );
  });

  it('writes particles, suffixes, single names and "and others"', async () => {
    const author = [
      { family: 'Cruz', given: 'María', 'non-dropping-particle': 'de la' },
      { family: 'King', given: 'Martin Luther', suffix: 'Jr.' },
      { family: 'van Gogh', given: 'Vincent' },
      { family: 'Plato' },
      { literal: 'others' },
    ];
    expect((await fieldsOf(asStudy({ type: 'book', author }))).author).toBe(
      '{de la Cruz, María and King, Jr., Martin Luther and {van Gogh}, Vincent and Plato and others}',
    );
  });

  it('writes dates as EDTF for BibLaTeX, as year and month for BibTeX', async () => {
    const dates = [
      [{ 'date-parts': [[2016, 6, 12]] }, { date: '{2016-06-12}' }, { year: '{2016}', month: 'jun', day: '{12}' }],
      [{ 'date-parts': [[2016], [2018]] }, { date: '{2016/2018}' }, { year: '{2016--2018}' }],
      [{ 'date-parts': [[2016], [0]] }, { date: '{2016/..}' }, { year: '{2016--}' }],
      [{ 'date-parts': [[1890]], circa: true }, { date: '{1890~}' }, { year: '{ca. 1890}' }],
      [{ 'date-parts': [[2016]], season: 1 }, { date: '{2016-21}' }, { year: '{2016}', month: '{Spring}' }],
      [{ 'date-parts': [[-44]] }, { date: '{-0043}' }, { year: '{44 BC}' }],
      [{ raw: 'June 2016' }, { date: '{2016-06}' }, { year: '{2016}', month: 'jun' }],
      [{ literal: 'forthcoming' }, { pubstate: '{forthcoming}' }, { year: '{forthcoming}' }],
    ] as const;
    for (const [issued, biblatex, bibtex] of dates) {
      expect(await fieldsOf(asStudy({ type: 'book', issued }))).toEqual(biblatex);
      expect(await fieldsOf(asStudy({ type: 'book', issued }), writeBibtex)).toEqual(bibtex);
    }
  });

  it('escapes what LaTeX reads, and leaves addresses alone', async () => {
    const item = {
      type: 'book',
      note: 'a & b % c $ d # e _ f {g} ~ ^ \\',
      URL: 'https://example.org/a_b~c%20d#e',
      DOI: '10.1/a_b',
    };
    expect(await fieldsOf(asStudy(item))).toEqual({
      note: '{a \\& b \\% c \\$ d \\# e \\_ f \\{g\\} \\textasciitilde{} \\textasciicircum{} \\textbackslash{}}',
      url: '{https://example.org/a_b~c%20d#e}',
      doi: '{10.1/a_b}',
    });
  });

  it('keeps unbalanced braces out of the way of the file', async () => {
    const study = asStudy({ type: 'book', note: 'only { one', URL: 'https://example.org/}' });
    const { studies, diagnostics } = await read(await writeBiblatex([study]));
    expect(diagnostics).toEqual([]);
    expect(studies[0]?.item.note).toBe('only { one');
  });

  it('protects words with inner capitals in titles, and no others', async () => {
    const title = 'A Meta-Analysis of DNA and iPhone use by <span class="nocase">Riemann</span> in <i>E. coli</i>';
    expect((await fieldsOf(asStudy({ type: 'book', title }))).title).toBe(
      '{A Meta-Analysis of {DNA} and {iPhone} use by {Riemann} in \\emph{E. coli}}',
    );
    expect((await fieldsOf(asStudy({ type: 'book', title: 'ALL IN CAPITALS' }))).title).toBe('{ALL IN CAPITALS}');
  });

  it.each([
    ['The U.S. economy', 'The {U.S.} economy'],
    ['A Ph.D. in R&D', 'A {Ph.D.} in {R\\&D}'],
    ['On d’Alembert', 'On {d’Alembert}'],
    ['<i>Drosophila</i> DNA', '\\emph{Drosophila} {DNA}'],
    ['DNA of <i>E. coli</i>', '{DNA} of \\emph{E. coli}'],
    ['On H<sub>2</sub>O and CO<sub>2</sub>', 'On {H}\\textsubscript{2}{O} and {CO}\\textsubscript{2}'],
    ['<i>THE</i> DNA', '\\emph{THE} DNA'],
  ])('protects the capitals of "%s"', async (title, latex) => {
    expect((await fieldsOf(asStudy({ type: 'book', title }))).title).toBe(`{${latex}}`);
  });

  it('keeps Unicode, or writes LaTeX commands with `ascii` and says what has none', async () => {
    const study = asStudy({ type: 'book', title: 'Étude “ñ” – ß ł ș α Детство' });
    expect(await writeBiblatex([study])).toContain('{Étude “ñ” – ß ł ș α Детство}');
    const { text, diagnostics } = await biblatexFormat.write!([study], { ascii: true });
    expect(text).toContain("{{\\'{E}}tude ``{\\~{n}}'' -- {\\ss} {\\l} ");
    expect(text).toContain('$\\alpha$ Детство}');
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ severity: 'warning', key: 'key' });
    expect((await read(text)).studies[0]?.item.title).toBe('Étude “ñ” – ß ł ș α Детство');
  });

  it('turns unchanged fields and macros too with `ascii`, and says what has no command', async () => {
    const source =
      '@string{j = "Zeitschrift für Ökologie"}\n@article{k, author = {Müller, Ä.}, title = {Étude Детство}, journal = j}';
    const { text, diagnostics } = await bibtexFormat.write!(asStudies([await readOne(source)]), { ascii: true });
    expect(text).toContain('author  = {M{\\"{u}}ller, {\\"{A}}.}');
    expect(text).toContain("title   = {{\\'{E}}tude Детство}");
    expect(text).toContain('@string{j = "Zeitschrift f{\\"{u}}r {\\"{O}}kologie"}');
    expect(diagnostics.map(({ message }) => message)).toEqual(['no LaTeX command for Д е т с в о; written as it is']);
  });

  it('writes no LaTeX commands into addresses and paths with `ascii`', async () => {
    const source = '@misc{k, title={T}, url={http://a.b/é}, file={fü.pdf}}';
    const { text, diagnostics } = await bibtexFormat.write!(asStudies([await readOne(source)]), { ascii: true });
    expect(text).toContain('{http://a.b/%C3%A9}');
    expect(text).toContain('{fü.pdf}');
    expect(diagnostics.map(({ message }) => message)).toEqual(['no LaTeX command for ü; written as it is']);
  });

  it('writes commands that LaTeX knows in running text with `ascii`', async () => {
    const note = '3 × 4 ± 1 · «a» ị į ï €';
    const text = await writeBibtex([asStudy({ type: 'book', note })], { ascii: true });
    expect(text).toContain(
      '$\\times$ 4 $\\pm$ 1 $\\cdot$ {\\guillemotleft}a{\\guillemotright} {\\d{i}} {\\k{i}} {\\"{\\i}}',
    );
    expect((await readOne(text)).item.note).toBe(note);
  });

  it.each([
    ['en-GB', 'british', 'en-GB'],
    ['en-US', 'american', 'en-US'],
    ['pt-PT', 'portuguese', 'pt-PT'],
    ['pt', 'portuguese', 'pt-PT'],
    ['pt-BR', 'brazilian', 'pt-BR'],
    ['de-AT', 'naustrian', 'de-AT'],
    ['de-CH', 'nswissgerman', 'de-CH'],
    ['de-DE', 'ngerman', 'de'],
    ['es-MX', 'es-MX', 'es-MX'],
    ['zh-TW', 'zh-TW', 'zh-TW'],
    ['austrian', 'austrian', 'de-AT'],
  ])('writes the language %s as %s, which is read as %s', async (tag, langid, again) => {
    const text = await writeBiblatex([asStudy({ type: 'book', title: 'T', language: tag })]);
    expect(text).toContain(`langid = {${langid}}`);
    expect((await readOne(text)).item.language).toBe(again);
    const plain = await writeBibtex([asStudy({ type: 'book', title: 'T', language: tag })]);
    expect((await readOne(plain)).item.language).toBe(again);
  });

  it('says a DOI once', async () => {
    const item = { type: 'article-journal', DOI: '10.1000/A.1', URL: 'https://doi.org/10.1000/a.1' };
    expect(await fieldsOf(asStudy(item))).toEqual({ doi: '{10.1000/A.1}' });
    expect(await fieldsOf(asStudy({ ...item, type: 'webpage' }), writeBibtex)).not.toHaveProperty('howpublished');
  });

  it('writes tags as keywords, the abstract and the note', async () => {
    const study = asStudy({ type: 'book', abstract: 'One.\n\nTwo.', note: 'N' }, ['harm/one', 'Child, Preschool']);
    const text = await writeBiblatex([study]);
    expect(text).toContain('keywords = {harm/one, {Child, Preschool}}');
    const [again] = (await read(text)).studies;
    expect(keywordsOf(again!.item)).toEqual(study.tags);
    expect(again?.item.abstract).toBe('One.\n\nTwo.');
    expect(again?.item.note).toBe('N');
  });

  it('writes keywords together with the tags, each once', async () => {
    const study = asStudy({ type: 'book', keyword: 'Humans; Child, Preschool; Trials' }, ['trials', 'mine']);
    for (const format of [biblatexFormat, bibtexFormat]) {
      const { text, diagnostics } = await format.write!([study], {});
      expect(text).toContain('keywords = {Humans, {Child, Preschool}, Trials, mine}');
      expect(diagnostics).toEqual([]);
    }
    const [imported] = asStudies([await readOne('@book{k, title={T}, keywords={a;b}}')]);
    imported!.tags = ['B', 'c'];
    expect(await writeBibtex([imported!])).toContain('keywords = {a, b, c}');
  });

  it('makes a key that LaTeX takes, and says so', async () => {
    const { text, diagnostics } = await biblatexFormat.write!([asStudy({ type: 'book', id: 'a b,c' })], {});
    expect(text).toContain('@book{a-b-c,');
    expect(diagnostics[0]?.message).toMatch(/a-b-c/);
  });

  it('tells of variables that no field holds', async () => {
    const { diagnostics } = await biblatexFormat.write!(
      [asStudy({ type: 'book', title: 'A', dimensions: '10 cm' })],
      {},
    );
    expect(diagnostics).toEqual([
      { severity: 'info', key: 'key', message: 'BibLaTeX has no field for dimensions; not written' },
    ]);
  });
});

describe('an untouched file', () => {
  it('comes out byte for byte with `verbatim`, also out of order', async () => {
    const studies = asStudies((await read(jabref)).studies);
    expect(await writeBibtex(studies, { verbatim: true })).toBe(jabref);
    expect(await writeBibtex([...studies].reverse(), { verbatim: true })).toBe(jabref);
    const crlf = jabref.replaceAll('\n', '\r\n');
    expect(await writeBibtex(asStudies((await read(crlf)).studies), { verbatim: true })).toBe(crlf);
  });

  it('comes out byte for byte although its keys had to be replaced', async () => {
    const source = '@book{a b, title={A}}\n@book{k, title={B}}\n@book{k, title={C}}\n@book{, title={D}}\n';
    const studies = asStudies((await read(source)).studies);
    for (const [at, study] of studies.entries()) if (at !== 1) study.item.id = `made${at}`;
    expect(await writeBibtex(studies, { verbatim: true })).toBe(source);
    expect(await writeBibtex(studies)).toContain('@book{made0,');
  });

  it('comes out after another one of the same name, not mixed with it', async () => {
    const other = '@misc{x, title={X}}\n@misc{y, title={Y}}\n';
    const studies = asStudies([...(await read(jabref)).studies, ...(await read(other)).studies]);
    expect(await writeBibtex(studies, { verbatim: true })).toBe(jabref + other);
  });

  it('keeps every field, comment, group, preamble and macro once', async () => {
    const text = await writeBibtex(asStudies((await read(jabref)).studies));
    const once = [
      '% Encoding: UTF-8',
      '@string{jrm = "Journal of Review Methods"}',
      '\\newcommand{\\noop}',
      'jabref-meta: grouping',
      'Notes of the editor',
    ];
    for (const piece of once) expect(text.split(piece)).toHaveLength(2);
    for (const field of [
      'file      = {:files/ames_2016.pdf:PDF}',
      'groups    = {Methods}',
      'owner     = {ada}',
      'journal   = jrm',
      'month     = jun',
    ]) {
      expect(text).toContain(field);
    }
    expect(text).toContain('keywords  = {review; method/scoping; Child, Preschool}');
    expect(text).toContain('crossref  = {proc2014}');
    expect(text.indexOf('@string')).toBeLessThan(text.indexOf('@Article'));
    expect(text.indexOf('jabref-meta')).toBeGreaterThan(text.indexOf('@Proceedings'));
    expect(await writeBibtex(asStudies((await read(text)).studies))).toBe(text);
  });

  it('keeps the macro in force where each study stood when a name is defined twice', async () => {
    const source =
      '@string{abc="First"} @string{ab=abc # " B"}\n@article{s1,journal=abc}\n@string{abc="Second"}\n@article{s2,journal=abc}\n@article{s3,journal=ab}';
    const { studies } = await read(await writeBibtex(asStudies((await read(source)).studies)));
    expect(studies.map(({ item }) => item['container-title'])).toEqual(['First', 'Second', 'First B']);
    const { diagnostics } = await bibtexFormat.write!(asStudies((await read(source)).studies), {});
    expect(diagnostics.map(({ key, message }) => [key, message])).toEqual(
      ['abc', 'ab'].map((key) => [
        key,
        'this @string has several values; those but the first are written out where they are used',
      ]),
    );
    const [, last] = asStudies((await read(source)).studies);
    expect((await readOne(await writeBibtex([last!]))).item['container-title']).toBe('Second');
  });

  it('writes what it would inherit when the parent is not exported', async () => {
    const studies = asStudies((await read(jabref)).studies).filter(({ item }) => item.id === 'brandt2014');
    expect(await writeBibtex(studies)).toContain('booktitle = {Proceedings of the Evidence Meeting}');
  });
});

describe('a changed study', () => {
  const source =
    '@Article{k,\n  Author = {M{\\"u}ller, A.},\n  title = {The {DNA} of {\\\'E}tudes},\n  journal = "J. of " # {X},\n  year = 2016, month = jun,\n  keywords = {a;b},\n  custom = {x},\n}';

  async function changed(
    change: (study: ReturnType<typeof asStudies>[number]) => void,
    write = writeBibtex,
  ): Promise<string> {
    const [study] = asStudies([await readOne(source)]);
    change(study!);
    return write([study!]);
  }

  it('has only the changed field written anew', async () => {
    const text = await changed(({ item }) => {
      item.title = 'Étude & more';
    });
    expect(text).toBe(
      '@Article{k,\n  Author   = {M{\\"u}ller, A.},\n  title    = {Étude \\& more},\n  journal  = "J. of " # {X},\n  year     = 2016,\n  month    = jun,\n  keywords = {a;b},\n  custom   = {x},\n}\n',
    );
  });

  it('keeps its keywords as written when some, or all, of them go on as tags in the spelling of the library', async () => {
    const keywords = 'keywords = {C/C++, a//b, /x/, privacy, A, a}';
    const [study] = asStudies([await readOne(`@misc{k,\n  title    = {T},\n  ${keywords},\n}`)]);
    study!.item.title = 'U';
    study!.tags = ['Privacy'];
    expect(await writeBibtex([study!])).toContain(keywords);
    study!.tags = ['C/C++', 'a/b', 'x', 'Privacy', 'A'];
    expect(await writeBibtex([study!])).toContain(keywords);
    delete study!.item.keyword;
    expect(await writeBibtex([study!])).toContain(keywords);
    study!.tags.pop();
    expect(await writeBibtex([study!])).toContain('keywords = {C/C++, a/b, x, Privacy}');
  });

  it('loses what was deleted and gains what was added', async () => {
    const text = await changed((study) => {
      delete study.item['container-title'];
      study.item.DOI = '10.1/x';
      delete study.item.keyword;
    });
    expect(text).not.toMatch(/journal|keywords/);
    expect(text).toContain('doi    = {10.1/x}');
    expect(text).toContain('custom = {x}');
  });

  it.each([
    'year = 1999, month = {Summer/Fall}',
    'year = 1999, month = {1st Quarter}',
    'year = 1999, month = dec # "/" # jan',
    'year = 1999, month = jun # "--" # jul',
    'year = 1999, month = {December 24--26}',
    'year = 1999, month = jun # "~30--" # jul # "~2"',
    'year = 1999, month = juin',
    'year = {1999/2000}, month = dec # "/" # jan',
    'year = {44 BC}',
    'year = {c. 1850}',
    'year = {c. 1850--1860}',
    'year = {1850--}',
    'year = {--1850}',
    'year = {0000}',
    'year = {[1999]}',
    'year = {in press}',
    'year = {12850}',
  ])('says %s in the other dialect too, and again after it was written anew', async (fields) => {
    const [study] = asStudies([await readOne(`@article{k, title={T}, journal={J}, ${fields}}`)]);
    for (const text of [
      await writeBiblatex([study!]),
      await writeBibtex([{ ...study!, residue: {} }]),
      await writeBiblatex([{ ...study!, residue: {} }]),
    ])
      expect((await readOne(text)).item.issued, text).toEqual(study!.item.issued);
  });

  it('has its date in the fields that it had', async () => {
    const text = await changed(({ item }) => {
      item.issued = { 'date-parts': [[2017, 2]] };
    });
    expect(text).toContain('year     = {2017},\n  month    = feb,');
  });

  it('has what it gained in the fields that stood empty in its source', async () => {
    const [study] = asStudies([
      await readOne(
        '@article{k, title={T}, month={}, year=2000, doi={}, Abstract={}, note="", keywords={}, pages="", day={}}',
      ),
    ]);
    Object.assign(study!.item, { DOI: '10.1/x', abstract: 'A', note: 'N', issued: { 'date-parts': [[2001, 5]] } });
    study!.tags = ['t'];
    const { text, diagnostics } = await bibtexFormat.write!([study!], {});
    expect(text.replace(/ +=/g, ' =')).toBe(
      '@article{k,\n  title = {T},\n  month = may,\n  year = {2001},\n  doi = {10.1/x},\n  Abstract = {A},\n  note = {N},\n  keywords = {t},\n  pages = "",\n  day = {},\n}\n',
    );
    expect(diagnostics).toEqual([]);
  });

  it('gets a new type when its type has changed', async () => {
    const text = await changed(({ item }) => {
      item.type = 'book';
    });
    expect(text).toMatch(/^@book\{k,/);
  });

  it.each(['mvbook', 'suppbook', 'bookinbook', 'www', 'Commentary', 'techreport', 'nonsense'])(
    'stays @%s when its genre has changed',
    async (type) => {
      const [study] = asStudies([await readOne(`@${type}{k, title={T}, date={2001}}`)]);
      study!.item.genre = 'Letter';
      expect(await writeBiblatex([study!])).toContain(`@${type}{k,`);
    },
  );

  it.each([
    'family=La Fontaine, given=Jean, prefix=de, useprefix=false',
    'family=Fontaine, given=Jean, prefix=de La, useprefix=true',
    'family=Humboldt, given=Alexander, prefix=von, useprefix=false',
    'family=Berg, given=Hans, suffix=Jr., prefix=von der, useprefix=false',
    'de La Fontaine, Jean',
    'van Gogh, Vincent',
    '{van Gogh}, Vincent',
    'von der Leyen, Jr., Ursula',
    'Ludwig van Beethoven',
  ])('has the parts of the name "%s" after another author changed', async (name) => {
    const [study] = asStudies([await readOne(`@book{k, title={T}, date={2001}, author={${name} and Roe, Ann}}`)]);
    const [first, second] = names(study!.item, 'author');
    study!.item.author = [first, { ...second, given: 'Anne' }];
    const { item } = await readOne(await writeBiblatex([study!]));
    expect(item.author).toEqual([first, { family: 'Roe', given: 'Anne' }]);
  });

  it('keeps its place among the others with `verbatim`', async () => {
    const studies = asStudies((await read(jabref)).studies);
    studies[0]!.item.title = 'New';
    const text = await writeBibtex(studies, { verbatim: true });
    expect(text).toContain('{New}');
    expect(text.slice(text.indexOf('Notes of the editor'))).toBe(jabref.slice(jabref.indexOf('Notes of the editor')));
  });

  it('with a residue that somebody has spoilt is written from its item', async () => {
    for (const residue of [null, 1, { raw: 5 }, { raw: '@x', fields: [[1]] }]) {
      const study = { ...asStudy({ type: 'book', title: 'A' }), residue: { bibtex: residue as never } };
      expect(await writeBibtex([study])).toBe('@book{key,\n  title = {A},\n}\n');
    }
  });
});

describe('from one dialect to the other', () => {
  it('maps BibTeX to BibLaTeX, with the source values that can stay', async () => {
    const source =
      '@phdthesis{k, author={A, B}, title={{T}}, school={S}, address={Oslo}, year=2016, month=jun, annote={x}, own={y}}';
    const text = await writeBiblatex(asStudies((await read(source)).studies));
    expect(text).toContain('@thesis{k,');
    for (const field of [
      'title       = {{T}}',
      'type        = {phdthesis}',
      'institution = {S}',
      'location    = {Oslo}',
      'date        = {2016-06}',
      'annotation  = {x}',
      'own         = {y}',
    ]) {
      expect(text).toContain(field);
    }
    expect(text).not.toMatch(/\b(?:year|month|school|address)\b/);
  });

  it('keeps fields that nothing was read from, or says what is left out', async () => {
    const source =
      '@online{k, subtitle={S}, date={2001}, year={1999}, howpublished={CD}, publisher={P}, url={https://example.org}}';
    const { text, diagnostics } = await bibtexFormat.write!(asStudies((await read(source)).studies), {});
    expect(text).toContain('subtitle     = {S}');
    expect(text).toContain('year         = {2001}');
    expect(text).toContain('howpublished = {CD}');
    expect(text).toContain('publisher    = {P}');
    expect(text).toContain('url          = {https://example.org}');
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'BibTeX has another year here; left out: year = {1999}',
    ]);
  });

  it('writes names of BibLaTeX’s extended form as BibTeX knows them', async () => {
    const source = '@online{k, author={family=Cruz, given=Ana, prefix=de la, useprefix=true}, title={T}}';
    const text = await writeBibtex(asStudies((await read(source)).studies));
    expect(text).toContain('{de la Cruz, Ana}');
    expect(await writeBiblatex(asStudies((await read(source)).studies))).toContain('family=Cruz');
  });

  it.each([
    '@article{k, title={T}, subtitle={S}, journal={J}, year=2001}',
    '@thesis{k, title={T}, institution={I}, date={2001}}',
    '@mastersthesis{k, title={T}, school={I}, year=2001}',
    '@periodical{k, title={T}, issue={Spring}, date={2001}}',
    '@periodical{k, title={T}, number={2}, date={2001}}',
    '@suppperiodical{k, title={T}, eid={e12}, journaltitle={J}, date={2001}}',
    '@online{k, title={T}, titleaddon={Lecture}, url={https://example.org/}, date={2001}}',
    '@article{k, title={T}, booktitle={B}, journaltitle={J}, journalsubtitle={S}, date={2001}}',
  ])('means the same in the other dialect: %s', async (source) => {
    const [study] = asStudies([await readOne(source)]);
    for (const write of [writeBibtex, writeBiblatex]) {
      const { studies, diagnostics } = await read(await write([study!]));
      expect(studies[0]?.item).toEqual(study!.item);
      expect(diagnostics).toEqual([]);
    }
  });

  it.each([
    ['@report{k, title={T}, institution={I}, type={x}, booksubtitle={Orphan}, date={2001}}', 'Orphan'],
    ['@thesis{k, title={T}, publisher={P}, institution={Inst}, school={Sch}, date={2001}}', 'Inst'],
    ['@book{k, title={T}, entrysubtype={Incunable}, date={2001}}', 'Incunable'],
    ['@online{k, title={T}, langid={british}, language={Old English}, url={https://a.org/}, date={2001}}', 'language'],
  ])('keeps what gave no variable, or says that there is no field for it: %s', async (source, word) => {
    const studies = asStudies([await readOne(source)]);
    const { text, diagnostics } = await bibtexFormat.write!(studies, {});
    expect(text + diagnostics.map(({ message }) => message).join()).toContain(word);
  });

  it('gives a number the field that it has in the new type', async () => {
    const [study] = asStudies([await readOne('@article{k, title={T}, journal={J}, number={7}, year=2001}')]);
    study!.item.type = 'book';
    expect((await readOne(await writeBibtex([study!]))).item).toMatchObject({ type: 'book', issue: '7' });
  });

  it('maps BibLaTeX to BibTeX', async () => {
    const source =
      '@article{k, author={A, B}, title={T}, subtitle={S}, journaltitle={J}, date={2016-06-12}, location={Oslo}, langid={english}}\n@online{w, title={W}, date={2016}, url={https://example.org/a_b}}';
    const text = await writeBibtex(asStudies((await read(source)).studies));
    for (const field of [
      'title    = {T: S}',
      'journal  = {J}',
      'year     = {2016}',
      'month    = jun',
      'day      = {12}',
      'address  = {Oslo}',
      'language = {english}',
    ]) {
      expect(text).toContain(field);
    }
    expect(text).toContain('@misc{w,');
    expect(text).toContain('howpublished = {\\url{https://example.org/a_b}}');
    const again = await read(text);
    expect(again.studies[1]?.item).toMatchObject({ type: 'webpage', URL: 'https://example.org/a_b' });
  });
});

describe('what stands around the fields and between the entries', () => {
  const source =
    '@book{k, % checked by A. B.\n  title = {alpha} {beta, gamma},\n  % a DOI } is missing\n  year = 2001, stray words\n  % the end\n}\n';
  const remarks = '% checked by A. B.\n% {beta, gamma}\n% a DOI } is missing\n% stray words\n% the end\n';

  it('comments and strays of an entry are kept as comments before it, changed or not', async () => {
    const [study] = asStudies([await readOne(source)]);
    for (const write of [writeBibtex, writeBiblatex]) {
      const text = await write([study!]);
      expect(text.startsWith(`${remarks}\n@book{k,`)).toBe(true);
      expect(await write(asStudies([await readOne(text)]))).toBe(text);
    }
    study!.item.title = 'New';
    expect(await writeBibtex([study!])).toContain(remarks);
    expect(await writeBibtex([study!], { verbatim: true })).toContain(`${remarks}@book{k,\n  title = {New}`);
    expect((await read(source)).diagnostics.map(({ message }) => message)).toEqual([
      '"{beta, gamma}" is not a field; it is kept as a comment',
      '"stray words" is not a field; it is kept as a comment',
    ]);
  });

  it('separators stand each time where they stood', async () => {
    const rule = '% ------\n@comment{part}\n';
    const text = `${rule}@misc{a}\n${rule}@misc{b}\n${rule}@misc{c}\n`;
    const studies = asStudies((await read(text)).studies);
    const written = await writeBibtex(studies);
    expect(written.match(/% -{6}\n\n@comment\{part\}\n\n@misc/g)).toHaveLength(3);
    const grown = asStudies((await read(`${text}${rule}@misc{d}\n`)).studies);
    expect((await writeBibtex([...studies, grown[3]!])).match(/% -{6}/g)).toHaveLength(3);
    expect((await writeBibtex([studies[0]!, ...grown])).match(/% -{6}/g)).toHaveLength(4);
  });

  it('a preamble stands behind the macros that it uses', async () => {
    const text = await writeBibtex(asStudies((await read('@string{m = "x"}\n@preamble{ m # "y" }\n@misc{k}')).studies));
    expect(text.indexOf('@string')).toBeLessThan(text.indexOf('@preamble'));
  });
});
