import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keywordsOf } from '../../../src/domain/keywords.ts';
import { biblatexFormat, bibtexFormat } from '../../../src/formats/bibtex/bibtex.ts';
import { asStudies, read, readOne, writeBibtex } from './support.ts';

const entry = async (fields: string, type = 'article') => (await readOne(`@${type}{k, ${fields}}`)).item;

describe('entities of HTML', () => {
  it('are the characters they stand for, and part no keywords', async () => {
    const { item, residue } = await readOne(
      String.raw`@article{k, title = {Sex \&amp; drugs: p {\&}lt; 0.05, \&\#945;-helix, 100&#37;}, author = {M&uuml;ller, Jan}, journal = {R\&D; AT&T}, keywords = {Men \&amp; women; sleep}, url = {http://example.org/a?b=1\&amp;c=2}}`,
    );
    expect(item).toMatchObject({
      title: 'Sex & drugs: p < 0.05, α-helix, 100%',
      author: [{ family: 'Müller', given: 'Jan' }],
      'container-title': 'R&D; AT&T',
      URL: 'http://example.org/a?b=1&c=2',
    });
    expect(keywordsOf(item)).toEqual(['Men & women', 'sleep']);
    expect(JSON.stringify(residue)).toContain('M&uuml;ller');
  });
});

describe('line ends of old Macintoshes', () => {
  const text =
    '% a comment\r@article{a,\r  title = {One},\r  % inner comment\r  year = {2001},\r}\r@comment x\r% @article{no, title={No}}\r@article{b,\r  title = {Two\rlines},\r  abstract = {P1\r\rP2}, year = 2002\r}\r';

  it('end a comment, and are counted', async () => {
    const { studies, diagnostics } = await read(text);
    expect(diagnostics).toEqual([]);
    expect(studies.map(({ item, line }) => [item.id, item.title, line])).toEqual([
      ['a', 'One', 2],
      ['b', 'Two lines', 9],
    ]);
    expect(studies[1]?.item.abstract).toBe('P1\n\nP2');
  });

  it('come back with --verbatim, and hide no entry without it', async () => {
    const studies = asStudies((await read(text)).studies);
    expect(await writeBibtex(studies, { verbatim: true })).toBe(text);
    const written = await writeBibtex(studies);
    expect(written).toContain('% a comment\n');
    expect((await read(written)).studies.map(({ item }) => item.id)).toEqual(['a', 'b']);
  });
});

it('a label of a screening tool says where the study stands', async () => {
  expect((await readOne('@misc{k, title = {T}, note = {RAYYAN-INCLUSION: {"Em"=>"Excluded"}}}')).status).toBe(
    'excluded',
  );
});

describe('names', () => {
  it.each([
    ['{World Health Organization}', [{ literal: 'World Health Organization' }]],
    ['{Simon \\& Schuster and Sons}', [{ literal: 'Simon & Schuster and Sons' }]],
    ["de la Cruz, Mar{\\'i}a", [{ family: 'Cruz', 'non-dropping-particle': 'de la', given: 'María' }]],
    ["{\\'E}mile Zola", [{ family: 'Zola', given: 'Émile' }]],
    ['Ludwig van Beethoven', [{ family: 'Beethoven', 'non-dropping-particle': 'van', given: 'Ludwig' }]],
    ['King, Jr., Martin Luther', [{ family: 'King', suffix: 'Jr.', given: 'Martin Luther' }]],
    ['Ames, Ada and others', [{ family: 'Ames', given: 'Ada' }, { literal: 'others' }]],
    ['Aks{\\i}n, {\\"O}zge', [{ family: 'Aksın', given: 'Özge' }]],
    [
      'family=Cruz, given=María, prefix=de la, useprefix=true',
      [{ family: 'Cruz', given: 'María', 'non-dropping-particle': 'de la' }],
    ],
    ['{{Council of Europe}}', [{ literal: 'Council of Europe' }]],
  ])('reads %s', async (source, names) => {
    expect((await entry(`author = {${source}}`)).author).toEqual(names);
  });
});

const dateParts = (...parts: number[][]) => ({ 'date-parts': parts });

describe('dates', () => {
  it.each([
    ['date = {2016-06-12}', { 'date-parts': [[2016, 6, 12]] }],
    ['date = {2016/2018}', { 'date-parts': [[2016], [2018]] }],
    ['date = {2016/..}', { 'date-parts': [[2016], [0]] }],
    ['date = {1890~}', { 'date-parts': [[1890]], circa: true }],
    ['date = {1890?}', { 'date-parts': [[1890]], circa: true }],
    ['date = {2016-21}', { 'date-parts': [[2016]], season: 1 }],
    ['date = {-0043}', { 'date-parts': [[-44]] }],
    ['year = {forthcoming}', { literal: 'forthcoming' }],
    ['pubstate = {forthcoming}', { literal: 'forthcoming' }],
    ['year = 2016, month = jun', { 'date-parts': [[2016, 6]] }],
    ['year = 2016, month = jun # "~12"', { 'date-parts': [[2016, 6, 12]] }],
    ['year = 2016, month = "12~" # jun', { 'date-parts': [[2016, 6, 12]] }],
    [
      'year = 2016, month = {June--July}',
      {
        'date-parts': [
          [2016, 6],
          [2016, 7],
        ],
      },
    ],
    ['year = 2016, month = {6}, day = {12}', { 'date-parts': [[2016, 6, 12]] }],
    ['year = 2016, month = {Spring}', { 'date-parts': [[2016]], season: 1 }],
    ['year = {2016--2018}', { 'date-parts': [[2016], [2018]] }],
    ['year = {[1890]}', { literal: '[1890]' }],
    ['year = {0000}', { literal: '0000' }],
    ['year = {{\\noopsort{1890b}}1890}', { 'date-parts': [[1890]] }],
    ['year = {1890~}', { 'date-parts': [[1890]] }],
    ['year = {c.~1890}', { 'date-parts': [[1890]], circa: true }],
    ['year = {1890?}', { 'date-parts': [[1890]], circa: true }],
    ['year = {44 BC}', { 'date-parts': [[-44]] }],
    ['year = {1999/2000}', { 'date-parts': [[1999], [2000]] }],
    ['year = {in press}, month = jun', { literal: 'June in press' }],
    ['year = 1999, month = {juin}', { 'date-parts': [[1999, 6]] }],
    ['year = 1999, month = {M{\\"a}rz}', { 'date-parts': [[1999, 3]] }],
    ['year = 1999, month = {1st Quarter}', { literal: '1st Quarter 1999' }],
    ['year = 1999, month = {February 30}', { literal: 'February 30 1999' }],
    ['year = 1999, month = {Summer/Fall}', { literal: 'Summer/Fall 1999' }],
    ['year = 1999, month = dec # "/" # jan', { literal: 'December/January 1999' }],
    ['year = {1999/2000}, month = dec # "/" # jan', dateParts([1999, 12], [2000, 1])],
    ['year = 1999, month = {December 24--26}', dateParts([1999, 12, 24], [1999, 12, 26])],
    ['year = 1999, month = {24--26 December}', dateParts([1999, 12, 24], [1999, 12, 26])],
    ['year = 1999, month = dec, day = {24--26}', dateParts([1999, 12, 24], [1999, 12, 26])],
    ['year = 1999, month = {June 30 -- July 2}', dateParts([1999, 6, 30], [1999, 7, 2])],
    ['year = 1999, month = {12 de junio}', { 'date-parts': [[1999, 6, 12]] }],
    ['year = {ca. 1890}', { 'date-parts': [[1890]], circa: true }],
  ])('reads %s', async (fields, issued) => {
    expect((await entry(fields)).issued).toEqual(issued);
  });
});

describe('types', () => {
  it.each([
    ['report', '', 'report', undefined],
    ['techreport', '', 'report', undefined],
    ['online', '', 'webpage', undefined],
    ['thesis', 'type = {mathesis}', 'thesis', "Master's thesis"],
    ['phdthesis', '', 'thesis', 'PhD thesis'],
    ['mastersthesis', '', 'thesis', "Master's thesis"],
    ['legislation', '', 'legislation', undefined],
    ['misc', 'entrysubtype = {treaty}', 'treaty', undefined],
    ['standard', '', 'standard', undefined],
    ['dataset', '', 'dataset', undefined],
    ['software', '', 'software', undefined],
    ['misc', 'howpublished = {\\url{https://example.org}}', 'webpage', undefined],
    ['article', 'entrysubtype = {newspaper}', 'article-newspaper', undefined],
    ['InProceedings', '', 'paper-conference', undefined],
    ['misc', '', 'document', undefined],
  ])('@%s{%s} is %s', async (type, fields, csl, genre) => {
    const item = await entry(fields, type);
    expect([item.type, item.genre]).toEqual([csl, genre]);
  });

  it('reads an unknown type as a document and says so', async () => {
    const { studies, diagnostics } = await read('@nonsense{k, title = {A}}');
    expect(studies[0]?.item.type).toBe('document');
    expect(diagnostics[0]).toMatchObject({ severity: 'warning', key: 'k', line: 1 });
  });
});

describe('text', () => {
  it.each([
    ["{\\'E}tude", 'Étude'],
    ['\\"{u}ber na\\"\\i{}ve', 'über naïve'],
    ['{\\o}re, \\aa, {\\ss}, \\c{c}, \\v{s}, \\H o, \\k{a}', 'øre, å, ß, ç, š, ő, ą'],
    ['10\\,000 \\& 5\\% of \\$3 \\#1 a\\_b', '10\u2009000 & 5% of $3 #1 a_b'],
    ["``quoted'' -- and --- so", '“quoted” – and — so'],
    ['\\emph{in} \\textbf{b} H$_2$O x\\textsuperscript{2}', '<i>in</i> <b>b</b> H<sub>2</sub>O x<sup>2</sup>'],
    ['{\\em all of} this', '<i>all of</i> this'],
    ['$\\alpha$ and $x^{2}$', 'α and x<sup>2</sup>'],
    ['$\\mathcal{O}(n)$ stays', '$\\mathcal{O}(n)$ stays'],
    ['a~b\n   c', 'a\u00a0b c'],
    ['\\unknown{kept} and \\alone', 'kept and \\alone'],
    ['\\href{https://example.org/a}{words}', 'words'],
    ['\\textasciitilde{} \\textbackslash{}', '~ \\'],
  ])('reads %s', async (source, text) => {
    expect((await entry(`note = {${source}}`)).note).toBe(text);
  });

  it('turns braces in titles into nocase spans, and nowhere else', async () => {
    const item = await entry("title = {What {DNA} in {\\'E}tudes {{says} more}}, journal = {The {BMJ}}");
    expect(item.title).toBe('What <span class="nocase">DNA</span> in Études <span class="nocase">says more</span>');
    expect(item['container-title']).toBe('The BMJ');
  });

  it('keeps the paragraphs of an abstract', async () => {
    expect((await entry('abstract = {One\n two.\n\n Three.}')).abstract).toBe('One two.\n\nThree.');
  });

  it('leaves url, doi and eprint as they are, but for escapes that some write there', async () => {
    const item = await entry('url = {https://example.org/a~b--c_%20d}, doi = {https://doi.org/10.1/a\\_b--c}');
    expect(item.URL).toBe('https://example.org/a~b--c_%20d');
    expect(item.DOI).toBe('10.1/a_b--c');
  });
});

describe('other fields', () => {
  it('reads keywords at commas or semicolons, braces keeping one whole, and makes no tags of them', async () => {
    const wordsOf = async (keywords: string) => {
      const { item, tags } = await readOne(`@misc{k, keywords = ${keywords}}`);
      expect(tags).toEqual([]);
      return keywordsOf(item);
    };
    expect(await wordsOf('{a, b/c , a, {d, e}}')).toEqual(['a', 'b/c', 'd, e']);
    expect(await wordsOf('{Child, Preschool; R\\&D}')).toEqual(['Child, Preschool', 'R&D']);
  });

  it('reads eprints: arXiv with its address, PubMed as PMID', async () => {
    expect(await entry('eprint = {2101.00001}, archiveprefix = {arXiv}, primaryclass = {cs.DL}')).toMatchObject({
      archive: 'arXiv',
      archive_location: '2101.00001',
      archive_collection: 'cs.DL',
      URL: 'https://arxiv.org/abs/2101.00001',
    });
    expect((await entry('eprint = {123}, eprinttype = {pubmed}')).PMID).toBe('123');
  });

  it('reads babel’s language names as language tags', async () => {
    expect((await entry('langid = {american}')).language).toBe('en-US');
    expect((await entry('langid = {ngerman}')).language).toBe('de');
    expect((await entry('language = {Old Norse}')).language).toBe('Old Norse');
  });

  it('does not say a subtitle twice that stands in the title too', async () => {
    const { item } = await readOne('@book{k, title = {Space and Beyond: The Theme}, subtitle = {The Theme}}');
    expect(item.title).toBe('Space and Beyond: The Theme');
  });

  it('joins a title and its subtitle', async () => {
    expect((await entry('title = {A}, subtitle = {B}')).title).toBe('A: B');
    expect((await entry('title = {Why?}, subtitle = {B}')).title).toBe('Why? B');
  });

  it('resolves macros, those of the file and the months, and names unknown ones', async () => {
    const { studies, diagnostics } = await read(
      '@string{a = "Jour" # "nal"}\n@article{k, journal = A # { of } # b, month = MAR, year = 2011}',
    );
    expect(studies[0]?.item['container-title']).toBe('Journal of b');
    expect(studies[0]?.item.issued).toEqual({ 'date-parts': [[2011, 3]] });
    expect(diagnostics).toEqual([
      {
        severity: 'warning',
        message: '"b" is not defined as an @string in this file',
        source: 'a.bib',
        line: 2,
        key: 'k',
      },
    ]);
  });

  it('does not fill the memory for macros that double each other', async () => {
    const doubling = Array.from({ length: 60 }, (_, at) => `@string{a${at + 1} = a${at} # a${at}}`).join('\n');
    const { studies } = await read(`@string{a0 = "0123456789"}\n${doubling}\n@misc{k, note = a60}`);
    expect(String(studies[0]?.item.note).length).toBeLessThan(10_000_000);
  });
});

describe('entries that refer to others', () => {
  it('inherit by crossref, the title of the parent as book title', async () => {
    const { studies } = await read(
      '@inproceedings{a, title={A}, crossref={P}}\n@proceedings{p, title={Meeting}, editor={Cole, Cy}, year=2014, doi={10.1/p}, keywords={x}}',
    );
    expect(studies[0]?.item).toMatchObject({
      title: 'A',
      'container-title': 'Meeting',
      editor: [{ family: 'Cole', given: 'Cy' }],
    });
    expect(studies[0]?.item.issued).toEqual({ 'date-parts': [[2014]] });
    expect(studies[0]?.item.DOI).toBeUndefined();
    expect(studies[0]?.tags).toEqual([]);
  });

  it('inherit by xdata, over several steps and not for ever', async () => {
    const { studies, diagnostics } = await read(
      '@xdata{x, publisher={P}, xdata={y}}\n@xdata{y, location={Oslo}, xdata={x}}\n@book{a, title={A}, xdata={x}, crossref={nowhere}}',
    );
    expect(studies).toHaveLength(1);
    expect(studies[0]?.item).toMatchObject({ publisher: 'P', 'publisher-place': 'Oslo' });
    expect(diagnostics.map(({ message }) => message)).toContain(
      'the entry "nowhere" that it refers to is not in this file',
    );
  });
});

describe('bad entries', () => {
  it('come in beside the others, with a line each', async () => {
    const { studies, diagnostics } = await read(
      '@book{a, title={A}}\n@book{a, title={B}\n year=2016}\n@book{, title={C}}',
    );
    expect(studies.map(({ item, line }) => [item.id, item.title, line])).toEqual([
      ['a', 'A', 1],
      ['a', 'B', 2],
      ['', 'C', 4],
    ]);
    expect(diagnostics.map(({ line, message }) => [line, message])).toEqual([
      [2, 'another entry of this file has the same citation key'],
      [3, 'there is no comma before "year"'],
      [4, 'this entry has no citation key'],
    ]);
  });

  it('that are no entries at all are named', async () => {
    const { studies, diagnostics } = await read(
      '@book bad, title={A}}\n@book{a, title={A}}\nbook{b, title={B}}\n@book[c, title={C}]\n@{d, title={D}}\n% @book old\nWrite to\nada@example.org or {x, y}\n',
    );
    expect(studies).toHaveLength(1);
    expect(diagnostics.map(({ line, message }) => [line, message])).toEqual([
      [1, '"@book" does not begin an entry; the text is kept as it is'],
      [3, '"book{" does not begin an entry; the text is kept as it is'],
      [4, '"@book[c" does not begin an entry; the text is kept as it is'],
      [5, '"@" does not begin an entry; the text is kept as it is'],
    ]);
  });

  it('with "__proto__" and "constructor" for fields and keys do no harm', async () => {
    const { studies } = await read(
      '@book{__proto__, __proto__ = {x}, constructor = {y}, title = {A}}\n@constructor{constructor, crossref={__proto__}}',
    );
    expect(studies).toHaveLength(2);
    expect(({} as { x?: string }).x).toBeUndefined();
  });
});

describe('a file without a study', () => {
  it('is told in one line, with what was found in it', async () => {
    const { diagnostics } = await read(
      '@string{a="A"}\n@String{b="B"}\n@preamble{"p"}\n@xdata{x, title={T}}\n@comment{jabref-meta: x}',
    );
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        message: 'no study in it, only 2 @string, 1 @preamble, 1 @xdata, 1 @comment; nothing of it is kept',
        source: 'a.bib',
      },
    ]);
    expect((await read('just words')).diagnostics).toEqual([]);
  });
});

describe('any text', () => {
  it('is read without an error', async () => {
    const piece = fc.constantFrom(
      '@book{k,', '@string{s = "a"}', 'title = {', 'author = {', 'date = {', 'month = ', '}', '{', '"', '\\', "\\'", '\\url{', '$', '^', ' and ', ',', '#', '\n', 's', '~', '--', 'e', '@', 'crossref = {k}', 'keywords = {a;b}', '=',
    ); // biome-ignore format: pieces
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 5, unit: 'binary' })), { maxLength: 50 }),
        async (pieces) => {
          const { studies } = await read(pieces.join(''));
          for (const { item } of studies) expect(typeof item.type).toBe('string');
        },
      ),
      { numRuns: 5000 },
    );
  });

  it.each([
    '\\',
    '{',
    "\\'",
    '$',
    '$ \\a',
    '\\emph{',
    '<i>',
    ' and ',
    ' and {',
    ',',
    '--',
    '\\url{',
    "{\\'",
    '\\begin{',
    '~',
    ' ',
    '\n',
    ';',
    '%',
  ])('takes no longer than its length deserves for many of %j in a field', async (piece) => {
    const many = piece.repeat(Math.ceil(100_000 / piece.length));
    await read(
      `@article{k, title = "${many}", author = "${many}", date = "${many}", keywords = "${many}", eprint = "${many}", pages = "${many}"}`,
    );
  });
});

describe('text that is no field', () => {
  it.each([' ', ',', ' ,', 'x ', '}', '% ', '; ', 'x\n', '@ ', '@x{ '])(
    'takes no longer than its length deserves for many of %j',
    async (piece) => {
      const many = piece.repeat(Math.ceil(200_000 / piece.length));
      await read(`@book{k, title={T} stray${many}x, year=2000}\n${many}x`);
    },
  );
});

describe('addresses and identifiers', () => {
  it.each([
    ['doi={10.1/a{\\_}4}', 'DOI', '10.1/a_4'],
    ['doi={\\url{10.1/x}}', 'DOI', '10.1/x'],
    ['doi={\\url{https://doi.org/10.1/x\\_y}}', 'DOI', '10.1/x_y'],
    ['url={http://a.b/\\~{}user}', 'URL', 'http://a.b/~user'],
    ['url={http://a.b/{\\~{}}user}', 'URL', 'http://a.b/~user'],
    ['url={http://a.b/{\\textasciitilde}user}', 'URL', 'http://a.b/~user'],
    ['url={\\url{http://a.b/c{\\%}20{\\&}d}}', 'URL', 'http://a.b/c%20&d'],
    ['url={http://a.b/{id}}', 'URL', 'http://a.b/{id}'],
  ])('are read without the escapes of %s', async (field, variable, value) => {
    expect((await entry(field))[variable]).toBe(value);
  });
});

describe('detection by content', () => {
  const jabref = readFileSync(new URL('../../fixtures/bibtex/jabref library with groups.bib', import.meta.url), 'utf8');

  it('tells BibTeX from BibLaTeX, and both from everything else', () => {
    const kinds = (text: string) => [bibtexFormat.detect!(text), biblatexFormat.detect!(text)];
    expect(kinds(jabref)).toEqual([true, false]);
    expect(kinds('@online{k, title={A}, date={2016}}')).toEqual([false, true]);
    expect(kinds('@article{k,\n  date = {2016}}')).toEqual([false, true]);
    expect(kinds('junk\n@Article(k,\n year=2016)')).toEqual([true, false]);
    expect(kinds('write to ada@example.org {now}')).toEqual([false, false]);
    expect(kinds('[{"title":"@article{k,"}]')).toEqual([false, false]);
    expect(kinds('@media screen {\n a { color: red } }')).toEqual([false, false]);
  });
});
