import { describe, expect, it } from 'vitest';
import type { Study } from '../../../src/domain/study.ts';
import { biblatexFormat, bibtexFormat } from '../../../src/formats/bibtex/bibtex.ts';
import { risFormat } from '../../../src/formats/ris/ris.ts';
import { asStudies, asStudy, read, readOne, writeBiblatex, writeBibtex } from './support.ts';

/** Name and value of every field of the one entry of a text. */
const fieldsIn = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/^ {2}(\S+)\s*= (.*),$/gm)].map((match) => [match[1], match[2]]));

async function written(source: string): Promise<{ bibtex: string; biblatex: string; study: Study }> {
  const [study] = asStudies([await readOne(source)]);
  return { study: study!, bibtex: await writeBibtex([study!]), biblatex: await writeBiblatex([study!]) };
}

/** The study without what it keeps of its source, as a library has it after it was made by hand. */
const anew = (study: Study): Study => ({ ...study, residue: {} });

const BODIES = 'Faculty of Mathematics and Natural Sciences';

describe('the dialect of a file', () => {
  it.each([
    ['@book{k, publisher={A and B}, year=2001}', 'bibtex'],
    ['@book{k, publisher={A and B}, date={2001}}', 'biblatex'],
    ['@article{k, journal={J}, year=2001, eprint={1}, eprinttype={arXiv}}', 'bibtex'],
    ['@article{k, journaltitle={J}, year=2001}', 'biblatex'],
    ['@book{k, title={T}, langid={english}, year=2001}', 'bibtex'],
    ['@book{k, title={T}, langid={english}}', 'biblatex'],
    ['@book{k, title={T}, date={}, year=2001}', 'bibtex'],
    ['@book{k, title={T}, date={Mar 3}, year=2001}', 'bibtex'],
    ['@thesis{k, title={T}, year=2001}', 'biblatex'],
    ['@misc{a, date={2001}, year={2001}}\n@misc{b, date={2002}}', 'biblatex'],
  ])('%s is %s', async (source, dialect) => {
    expect([bibtexFormat, biblatexFormat].filter((format) => format.detect!(source)).map(({ name }) => name)).toEqual([
      dialect,
    ]);
    expect((await readOne(source.split('\n')[0] ?? '')).residue?.bibtex).toMatchObject(
      source.includes('\n') ? {} : { dialect },
    );
  });

  it('is the one that a file is said to be in', async () => {
    const { studies } = await biblatexFormat.read!('@book{k, publisher={A and B}, year=2001}', { source: 'a.bib' });
    expect(studies[0]?.item.publisher).toBe('A; B');
    const chosen = { source: 'a.bib', isChosen: true };
    const { studies: plain } = await bibtexFormat.read!('@book{k, publisher={A and B}, date={2001}}', chosen);
    expect(plain[0]?.item.publisher).toBe('A and B');
  });
});

describe('publishers and places', () => {
  it.each(['publisher', 'organization', 'institution', 'school', 'address', 'origpublisher'])(
    'are one text in a BibTeX file: %s',
    async (field) => {
      const { study, bibtex, biblatex } = await written(`@book{k, title={T}, year=2001, ${field}={${BODIES}}}`);
      const variable = { address: 'publisher-place', origpublisher: 'original-publisher' }[field] ?? 'publisher';
      expect(study.item[variable]).toBe(BODIES);
      expect(Object.values(fieldsIn(bibtex))).toContain(`{${BODIES}}`);
      expect(Object.values(fieldsIn(biblatex))).toContain(`{{${BODIES}}}`);
      for (const text of [bibtex, biblatex, await writeBibtex([anew(study)]), await writeBiblatex([anew(study)])])
        expect((await readOne(text)).item[variable], text).toBe(BODIES);
    },
  );

  it.each(['publisher', 'location', 'origlocation'])('are lists in a BibLaTeX file: %s', async (field) => {
    const source = `@book{k, title={T}, date={2001}, ${field}={Springer and {Wiley and Sons} and Sage}}`;
    const { study, bibtex, biblatex } = await written(source);
    const variable = { location: 'publisher-place', origlocation: 'original-publisher-place' }[field] ?? 'publisher';
    expect(study.item[variable]).toBe('Springer; Wiley and Sons; Sage');
    expect(fieldsIn(biblatex)[field]).toBe('{Springer and {Wiley and Sons} and Sage}');
    expect(Object.values(fieldsIn(bibtex))).toContain('{Springer; Wiley and Sons; Sage}');
    expect(fieldsIn(await writeBiblatex([anew(study)]))[field]).toBe('{Springer and {Wiley and Sons} and Sage}');
    // Through BibTeX and back.
    const [back] = asStudies([await readOne(bibtex)]);
    expect(back?.item[variable]).toBe('Springer; Wiley and Sons; Sage');
    expect(fieldsIn(await writeBiblatex([back!]))[field]).toBe(
      '{Springer and Wiley and Sons and Sage}'.replace('Wiley and Sons', '{Wiley and Sons}'),
    );
  });

  it('keep their LaTeX and their macros on the way into the other dialect', async () => {
    const source =
      '@string{jw = "John Wiley"}\n@book{k, title={T}, year=2001, publisher = jw # { and \\href{https://a.org}{Sons}}}';
    const { biblatex } = await written(source);
    expect(fieldsIn(biblatex).publisher).toBe('{{John Wiley and \\href{https://a.org}{Sons}}}');
    const macro = '@string{jw = "John Wiley and Sons"}\n@book{k, title={T}, year=2001, publisher = jw}';
    expect(fieldsIn((await written(macro)).biblatex).publisher).toBe('{{John Wiley and Sons}}');
    const plain = '@string{jw = "Sage"}\n@book{k, title={T}, year=2001, publisher = jw}';
    expect(fieldsIn((await written(plain)).biblatex).publisher).toBe('jw');
    const latin = '@book{k, title={T}, date={2001}, publisher = {A \\& B and \\foo{C}}}';
    expect(fieldsIn((await written(latin)).bibtex).publisher).toBe('{A \\& B; \\foo{C}}');
  });

  it('are whole in RIS, and two of them come back as two', async () => {
    const { studies } = await read('@book{k, title={T}, date={2001}, publisher={Springer and {Wiley and Sons}}}');
    const ris = (await risFormat.write!(asStudies(studies), {})).text;
    expect(ris).toContain('PB  - Springer; Wiley and Sons');
    const [back] = asStudies((await risFormat.read!(ris, { source: 'a.ris' })).studies);
    expect(fieldsIn(await writeBiblatex([back!])).publisher).toBe('{Springer and {Wiley and Sons}}');
  });

  it('are cut at no entity and at no semicolon without a space', async () => {
    for (const [publisher, back] of [
      ['Smith &amp; Sons', 'Smith & Sons'],
      ['A;B', 'A;B'],
      ['X &#38; Y', 'X & Y'],
    ])
      expect(
        (await readOne(await writeBiblatex([asStudy({ type: 'book', title: 'T', publisher })]))).item.publisher,
      ).toBe(back);
  });
});

describe('who published a work', () => {
  it.each([
    ['thesis', 'school={S}, publisher={P}', 'S'],
    ['phdthesis', 'school={S}, publisher={P}', 'S'],
    ['thesis', 'institution={I}, publisher={P}', 'I'],
    ['techreport', 'institution={I}, publisher={P}', 'I'],
    ['report', 'publisher={P}', 'P'],
    ['book', 'institution={I}, publisher={P}', 'P'],
    ['manual', 'organization={O}', 'O'],
    ['inproceedings', 'organization={IEEE}, institution={My University}', 'IEEE'],
    ['article', 'institution={My University}', undefined],
    ['article', 'school={My University}, publisher={P}', 'P'],
    ['misc', 'howpublished={Printed by hand}', 'Printed by hand'],
  ])('@%s{%s} is %s', async (type, fields, publisher) => {
    expect((await readOne(`@${type}{k, title={T}, ${fields}}`)).item.publisher).toBe(publisher);
  });

  it('keeps both, the site and its publisher, on a page of the web', async () => {
    const item = { type: 'webpage', title: 'T', 'container-title': 'Site', publisher: 'P', URL: 'https://a.org/x' };
    for (const write of [writeBiblatex, writeBibtex]) {
      const text = await write([asStudy(item)]);
      expect(Object.keys(fieldsIn(text)).length, text).toBe(text.split('\n').length - 3);
      expect((await readOne(text)).item, text).toMatchObject(item);
    }
  });
});

describe('no field pushes out another', () => {
  const PLACES = ['publisher', 'institution', 'school', 'organization', 'howpublished'];
  const TYPES = ['thesis', 'report', 'book', 'misc', 'online', 'manual', 'inproceedings', 'article', 'unpublished'];
  const pairs = PLACES.flatMap((a, at) => PLACES.slice(at + 1).map((b) => [a, b] as const));
  const cases = TYPES.flatMap((type) => pairs.map(([a, b]) => [type, a, b] as const));

  it.each(cases)('@%s with %s and %s has both in either dialect', async (type, a, b) => {
    for (const when of ['date={2001}', 'year=2001']) {
      const source = `@${type}{k, title={T}, ${a}={Aaa}, ${b}={Bbb}, ${when}, url={https://a.org/x}}`;
      const { bibtex, biblatex } = await written(source);
      for (const text of [bibtex, biblatex]) {
        const values = Object.values(fieldsIn(text));
        for (const value of ['{Aaa}', '{Bbb}']) expect(values, text).toContain(value);
        expect(text).toContain('https://a.org/x');
        const names = [...text.matchAll(/^ {2}(\S+)\s*=/gm)].map((match) => match[1]);
        expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
      }
    }
  });

  it.each([
    ['@thesis{k, school={S}, publisher={P}, date=2001}', 'bibtex', ['school = {S}', 'publisher = {P}']],
    ['@phdthesis{k, school={S}, publisher={P}, year=2001}', 'biblatex', ['institution = {S}', 'publisher = {P}']],
    ['@techreport{k, institution={I}, publisher={P}, year=2001}', 'biblatex', ['institution = {I}', 'publisher = {P}']],
    ['@report{k, institution={I}, howpublished={H}, date=2001}', 'bibtex', ['institution = {I}', 'howpublished = {H}']],
    ['@misc{k, howpublished={Printed by hand}, year=2001}', 'biblatex', ['howpublished = {Printed by hand}']],
    [
      '@misc{k, howpublished={Online}, url={https://a.org/}, year=2001}',
      'biblatex',
      ['howpublished = {Online}', 'url = {https://a.org/}'],
    ],
    [
      '@online{k, howpublished={Online}, url={https://a.org/}, date=2001}',
      'bibtex',
      ['howpublished = {Online}', 'url = {https://a.org/}'],
    ],
    [
      '@online{k, title={T}, eprint={1}, eprinttype={arxiv}, archivePrefix={arXiv}, date=2001}',
      'bibtex',
      ['eprinttype = {arxiv}', 'archivePrefix = {arXiv}'],
    ],
    ['@video{k, entrysubtype={tvepisode}, date=2001}', 'bibtex', ['entrysubtype = {tvepisode}']],
    ['@report{k, maintitle={M}, mainsubtitle={S}, date=2001}', 'bibtex', ['maintitle = {M: S}']],
    ['@proceedings{k, title={T}, maintitle={M}, date=2001}', 'bibtex', ['maintitle = {M}']],
    [
      '@online{k, langid={british}, language={Old English}, date=2001}',
      'bibtex',
      ['language = {Old English}', 'langid = {british}'],
    ],
    ['@article{k, institution={My University}, year=2001}', 'biblatex', ['institution = {My University}']],
    [
      '@misc{k, note={See \\href{https://a.org/}{there}}, howpublished={\\href{https://a.org/b}{Online}}, year=2001}',
      'biblatex',
      ['note = {See \\href{https://a.org/}{there}}', 'howpublished = {\\href{https://a.org/b}{Online}}'],
    ],
    [
      '@book{k, title={On \\href{https://a.org/}{it}}, subtitle={A \\foo{x}}, date=2001}',
      'bibtex',
      ['title = {On \\href{https://a.org/}{it}: A \\foo{x}}'],
    ],
  ] as const)('%s as %s', async (source, dialect, fields) => {
    const text = (await written(source))[dialect].replace(/ +=/g, ' =');
    for (const field of fields) expect(text).toContain(`  ${field},\n`);
  });
});

describe('types', () => {
  it('that only an entrysubtype could say are named where it says something else', async () => {
    const studies = asStudies([await readOne('@video{k, title={T}, entrysubtype={tvepisode}, date={2001}}')]);
    const told = async (format: typeof bibtexFormat) =>
      (await format.write!(studies, {})).diagnostics.map(({ message }) => message);
    expect(await told(bibtexFormat)).toEqual([
      'BibTeX has no type for motion_picture; its entrysubtype says something else and stays',
    ]);
    expect(await told(biblatexFormat)).toEqual([]);
  });

  it('of reports and manuals are those of the source', async () => {
    const report = (await written('@techreport{k, title={T}, institution={I}, year=2001}')).biblatex;
    expect(report).toMatch(/^@report\{/);
    expect(fieldsIn(report).type).toBe('{techreport}');
    const manual = (await written('@manual{k, title={T}, organization={I}, year=2001}')).biblatex;
    expect(manual).toMatch(/^@manual\{/);
    expect(fieldsIn(manual)).not.toHaveProperty('type');
  });

  it('of a @misc that was a page of the web stay after its address has changed', async () => {
    for (const date of ['date={2001}', 'year=2001']) {
      const { study } = await written(`@misc{k, title={T}, howpublished={\\url{https://a.org/x}}, ${date}}`);
      study.item.URL = 'https://b.org/y';
      for (const text of [await writeBibtex([study]), await writeBiblatex([study])])
        expect((await readOne(text)).item, text).toMatchObject({ type: 'webpage', URL: 'https://b.org/y' });
    }
  });

  it.each(['howpublished={\\url{https://a.org/x}}', 'url={https://a.org/x}'])(
    'of a @misc with an address stay: %s',
    async (field) => {
      const { study, bibtex, biblatex } = await written(`@misc{k, title={T}, year=2001, ${field}}`);
      for (const text of [bibtex, biblatex]) {
        expect(text).toMatch(/^@misc\{/);
        expect((await readOne(text)).item).toEqual(study.item);
        expect(text).toContain(field.replace('=', ' = ').split(' = ')[1]);
      }
    },
  );
});

describe('the number of a series', () => {
  it.each([
    ['inproceedings', 'series={LNCS}, number=12', 'collection-number'],
    ['inproceedings', 'series={LNCS}, volume=1, number=12', 'collection-number'],
    ['inproceedings', 'volume=3, number=12', 'issue'],
    ['inproceedings', 'number=12', 'collection-number'],
    ['conference', 'series={LNCS}, number=12', 'collection-number'],
    ['proceedings', 'series={LNCS}, number=12', 'collection-number'],
    ['incollection', 'series={LNCS}, number=12', 'collection-number'],
    ['book', 'series={LNCS}, number=12', 'collection-number'],
    ['article', 'volume=3, number=12', 'issue'],
    ['techreport', 'number=12', 'number'],
  ])('@%s{%s} is %s', async (type, fields, variable) => {
    const { item } = await readOne(`@${type}{k, title={T}, ${fields}}`);
    expect(['collection-number', 'issue', 'number'].filter((name) => name in item)).toEqual([variable]);
  });

  it.each(['paper-conference', 'book', 'chapter', 'entry-encyclopedia'])('comes back from a %s', async (type) => {
    const item = { type, title: 'T', 'collection-title': 'LNCS', 'collection-number': '12', volume: '3' };
    for (const write of [writeBiblatex, writeBibtex]) {
      const text = await write([asStudy(item)]);
      expect(fieldsIn(text).number).toBe('{12}');
      expect((await readOne(text)).item).toMatchObject(item);
    }
  });

  it('is beside the issue of proceedings in a journal', async () => {
    const item = {
      type: 'paper-conference',
      title: 'T',
      'collection-title': 'S',
      'collection-number': '12',
      issue: '4',
    };
    for (const write of [writeBiblatex, writeBibtex])
      expect((await readOne(await write([asStudy(item)]))).item).toMatchObject(item);
  });

  it('is better than no number in a report', async () => {
    const item = { type: 'report', title: 'T', 'collection-title': 'S', 'collection-number': '12' };
    const { text, diagnostics } = await biblatexFormat.write!([asStudy(item)], {});
    expect(fieldsIn(text).number).toBe('{12}');
    expect(diagnostics).toEqual([]);
    const both = await biblatexFormat.write!([asStudy({ ...item, number: '7' })], {});
    expect(both.diagnostics.map(({ message }) => message)).toEqual([
      'BibLaTeX has no field for collection-number; not written',
    ]);
  });
});

describe('dates', () => {
  it.each([
    ['date={Mar 3}, year={2015}', '2015-03-03'],
    ['date={in press}, year={2015}, month=mar', '2015-03'],
    ['year={100}, month=dec', '0100-12'],
    ['year={100}', '0100'],
    ['year={1984--1985}', '1984/1985'],
    ['year={1984-1985}', '1984/1985'],
    ['year={1984--1985}, month=dec', '1984/1985'],
  ])('%s is %s in BibLaTeX', async (fields, date) => {
    const [study] = asStudies((await bibtexFormat.read!(`@misc{k, title={T}, ${fields}}`, { source: 'a' })).studies);
    for (const text of [await writeBiblatex([study!]), await writeBiblatex([anew(study!)])]) {
      expect(fieldsIn(text).date, text).toBe(`{${date}}`);
      expect((await readOne(text)).item.issued).toEqual(study?.item.issued);
    }
    if (fields.includes('1985}, month')) expect(fieldsIn(await writeBiblatex([study!])).month).toBe('dec');
  });

  it('that cannot be read do not beat a good year in BibTeX', async () => {
    const { bibtex } = await written('@online{k, title={T}, date={soon}, year={2015}}');
    expect(fieldsIn(bibtex)).toMatchObject({ year: '{2015}', date: '{soon}' });
  });

  it.each([
    ['year=1999, month={Summer/Fall}', '{1999}', '{Summer/Fall}'],
    ['year=1999, month={1st Quarter}', '{1999}', '{{}1st Quarter}'],
    ['year=1999, month=dec # "/" # jan', '{1999}', '{{}December/January}'],
    ['year={98}, month=dec', '{98}', 'dec'],
  ])('do not run the month into the year: %s', async (fields, year, month) => {
    const { study, biblatex } = await written(`@misc{k, title={T}, ${fields}}`);
    expect(fieldsIn(biblatex)).toMatchObject({ year, month });
    expect((await readOne(biblatex)).item.issued).toEqual(study.item.issued);
  });
});

describe('repeated fields', () => {
  const source =
    '@book{k, title={T}, date={2001}, keywords={a, b}, note={One.}, keywords={b; c, d}, note={Two \\& more}, author={Ames, A.}, author={Cole, C.}, isbn={1}, isbn={2}}';

  it('are joined where that can be', async () => {
    const { studies, diagnostics } = await read(source);
    expect(studies[0]?.item).toMatchObject({
      note: 'One. Two & more',
      author: [
        { family: 'Ames', given: 'A.' },
        { family: 'Cole', given: 'C.' },
      ],
      ISBN: '1',
    });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '"keywords" is here twice; their values are joined',
      '"note" is here twice; their values are joined',
      '"author" is here twice; their values are joined',
      '"isbn" is here twice; the first counts',
    ]);
  });

  it('are carried by what they are joined in: no format says that it leaves them out', async () => {
    const studies = asStudies((await read(source.replace('isbn={1}, ', ''))).studies);
    expect((await risFormat.write!(studies, {})).diagnostics).toEqual([]);
    studies[0]!.item.note = 'Three';
    expect(fieldsIn(await writeBiblatex(studies)).note).toBe('{Three}');
    delete studies[0]!.item.note;
    expect(await writeBiblatex(studies)).not.toContain('note');
  });

  it('are one field in either dialect, and as they came with `verbatim`', async () => {
    const { bibtex, biblatex, study } = await written(source);
    for (const text of [bibtex, biblatex]) {
      expect(fieldsIn(text)).toMatchObject({
        keywords: '{a, b, {c, d}}',
        note: '{One. Two \\& more}',
        author: '{Ames, A. and Cole, C.}',
      });
      expect(text.match(/keywords|note|author/g)).toHaveLength(3);
    }
    expect(await writeBiblatex([study], { verbatim: true })).toBe(source);
  });
});

it('a @techreport of a BibLaTeX file has no type in BibTeX, which would print it', async () => {
  const { studies } = await read('@techreport{k, author={A, B}, title={T}, institution={I}, date={2001}}');
  expect(await writeBibtex(asStudies(studies))).not.toContain('type');
  expect(await writeBiblatex(asStudies(studies))).not.toContain('type = {report}');
});
