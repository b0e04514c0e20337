import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitNames } from '../../../../src/domain/names.ts';
import type { CslName } from '../../../../src/domain/study.ts';
import { biblatexFormat, bibtexFormat } from '../../../../src/formats/bibtex/bibtex.ts';
import { asStudies, asStudy, read, readOne, writeBiblatex, writeBibtex } from '../support.ts';

const authorsOf = async (field: string) => (await readOne(`@book{k, author = ${field}, title = {T}}`)).item.author;
const withAuthors = (author: unknown[]) => asStudy({ type: 'book', title: 'T', author });
const authorFieldOf = (text: string) => /author\s+= \{(.*)\},\n/.exec(text)?.[1] ?? '';

describe('an accent in a name is one', () => {
  it.each([
    ['{Mu{\\~n}oz, Ana}', { family: 'Muñoz', given: 'Ana' }],
    ['{Mu\\~noz, Ana}', { family: 'Muñoz', given: 'Ana' }],
    ['{Ana Mu\\~noz}', { family: 'Muñoz', given: 'Ana' }],
    ["{N{\\'u}\\~nez, Jo{\\~a}o}", { family: 'Núñez', given: 'João' }],
    ['{Nguy{\\~{\\^e}}n, V{\\u a}n}', { family: 'Nguyễn', given: 'Văn' }],
    ['{Nguy\\~{\\^e}n, V\\u an}', { family: 'Nguyễn', given: 'Văn' }],
    ["{Anton\\'{i}n Dvo\\v r\\'ak}", { family: 'Dvořák', given: 'Antonín' }],
    ["{Dvo\\v r\\'ak, Anton\\' in}", { family: 'Dvořák', given: 'Antonín' }],
    ['{\\v S\\c tefan Kov\\"acs}', { family: 'Koväcs', given: 'Šţefan' }],
    ['{\\O ystein Sk\\aa r}', { family: 'Skår', given: 'Øystein' }],
    ["{Ji\\v{r}\\'\\i\\ Nov\\'ak}", { family: 'Novák', given: 'Jiří' }],
    ["{Mar{\\'\\i}a~P{\\'e}rez}", { family: 'Pérez', given: 'María' }],
    ["{de~la~Cruz, Mar{\\'\\i}a}", { 'non-dropping-particle': 'de la', family: 'Cruz', given: 'María' }],
    ['{{\\"Osterreichisches Amt}}', { literal: 'Österreichisches Amt' }],
  ])('in %s', async (field, name) => {
    expect(await authorsOf(field)).toEqual([name]);
  });

  it('and is read back from what is written in ASCII, whatever the letters', async () => {
    const letters = Array.from({ length: 0x24f - 0xc0 }, (_, at) => String.fromCodePoint(0xc0 + at))
      .concat(Array.from({ length: 0x1eff - 0x1e00 }, (_, at) => String.fromCodePoint(0x1e00 + at)))
      .filter((letter) => /\p{L}/u.test(letter));
    const capitals = letters.filter((letter) => /\p{Lu}/u.test(letter));
    const word = fc
      .tuple(
        fc.constantFrom(...capitals, 'A', 'I', 'J'),
        fc.array(fc.constantFrom(...letters, 'a', 'i', 'j', 'n'), { maxLength: 6 }),
      )
      .map(([first, rest]) => first + rest.join(''));
    const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((list) => list.join(' '));
    const person = fc.record({ family: words, given: words });
    const body = fc.record({ literal: words });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(person, body), { minLength: 1, maxLength: 3 }), async (names) => {
        for (const write of [writeBibtex, writeBiblatex]) {
          const text = await write([withAuthors(names)], { ascii: true });
          expect((await readOne(text)).item.author, text).toEqual(names);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('what a name holds never breaks its list', () => {
  const piece = fc.constantFrom(
    'and', 'And', 'AND', ' ', ' ', ',', '{', '}', '\\', '"', '=', '%', '#', '$', '&', '~', '_', '^', 'others', 'family=', 'given =', ',,', 'Jr.', 'III',
    'Doe', 'van', 'Ökonom', 'x', '\u00a0', "'", '@',
  ); // biome-ignore format: a list reads better filled
  const text = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));
  const person = fc.record(
    { family: text, given: text, suffix: text, 'non-dropping-particle': text, 'dropping-particle': text },
    { requiredKeys: ['family', 'given'] },
  );
  const name = fc.oneof(person, fc.record({ literal: text }));
  /** The words of a name in one order, without regard to where a part ends. */
  const words = (one: CslName) =>
    [one.literal, one['dropping-particle'], one['non-dropping-particle'], one.family, one.suffix, one.given]
      .join(' ')
      .split(/[\s\u00a0]+/)
      .filter((word) => word !== '')
      .sort();
  const isNamed = (one: CslName) => words(one).join('').replace(/[{}]/g, '') !== '';

  it('and each name comes back with all its words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 4 }), fc.boolean(), async (names, ascii) => {
        const study = withAuthors(names);
        for (const write of [writeBibtex, writeBiblatex]) {
          const text = await write([study], { ascii });
          const { studies, diagnostics } = await read(text);
          expect(diagnostics, text).toEqual([]);
          const back = (studies[0]?.item.author ?? []) as CslName[];
          expect(back.map(words), text).toEqual(names.filter(isNamed).map(words));
          expect(splitNames(authorFieldOf(text)).length).toBe(back.length);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it.each<[CslName, string]>([
    [{ 'non-dropping-particle': 'and', family: 'Abuse', given: 'Against Violence' }, '{and} Abuse, Against Violence'],
    [{ literal: 'Salt and Light' }, '{Salt and Light}'],
    [{ family: 'Salt AND Light', given: 'and' }, '{Salt AND Light}, {and}'],
    [{ family: 'King', suffix: 'Jr., Esq.', given: 'A, B' }, '{King}, {{Jr., Esq.}}, {{A, B}}'],
    [{ family: 'King', suffix: 'Jr.' }, 'King, Jr., {}'],
    [{ family: 'others' }, '{others}'],
    [{ literal: 'Back\\' }, '{Back\\textbackslash{}}'],
    [{ family: 'Li', given: 'Xi' }, 'Li, Xi'],
  ])('%j', async (one, expected) => {
    const doe = { family: 'Doe', given: 'J' };
    for (const write of [writeBibtex, writeBiblatex])
      expect(authorFieldOf(await write([withAuthors([doe, one, doe])]))).toBe(`Doe, J and ${expected} and Doe, J`);
  });

  it('an empty name is left out, and so is a list of them', async () => {
    const empty = [{}, { family: '' }, { literal: ' ' }];
    expect(authorFieldOf(await writeBibtex([withAuthors([...empty, { family: 'Doe', given: 'J' }])]))).toBe('Doe, J');
    expect(await writeBibtex([withAuthors(empty)])).not.toContain('author');
  });

  it('biber keeps the entry', async ({ skip }) => {
    if (!isInstalled('biber')) skip('biber is not installed');
    const names = fc.sample(fc.array(name, { minLength: 1, maxLength: 3 }), { numRuns: 150, seed: 7 });
    const studies = names
      .filter((list) => list.some(isNamed))
      .map((author, at) => ({ ...withAuthors(author), item: { id: `k${at}`, type: 'book', title: 'T', author } }));
    const folder = mkdtempSync(join(tmpdir(), 'names-'));
    writeFileSync(join(folder, 'a.bib'), await writeBiblatex(studies));
    const options = ['--tool', '--quiet', '--output-file', join(folder, 'out.bib'), join(folder, 'a.bib')];
    const said = spawnSync('biber', options, { encoding: 'utf8' }).stdout;
    expect(said).toBe('');
    expect(readFileSync(join(folder, 'out.bib'), 'utf8').match(/^@/gm)).toHaveLength(studies.length);
  });
});

describe('names that "and" does not join', () => {
  const name = (family: string, given: string) => ({ family, given });

  it.each<[string, CslName[]]>([
    ['Smith, John; Doe, Jane', [name('Smith', 'John'), name('Doe', 'Jane')]],
    ['Smith J, Doe A B', [name('Smith', 'J'), name('Doe', 'A B')]],
    ['Smith, J., Doe, A., Roe, R.', [name('Smith', 'J.'), name('Doe', 'A.'), name('Roe', 'R.')]],
    ['John Smith, Jane Doe, Bob Lee', [name('Smith', 'John'), name('Doe', 'Jane'), name('Lee', 'Bob')]],
    ['Smith, J. et al.', [name('Smith', 'J.'), { literal: 'others' }]],
    ['M{\\"u}ller, J.; {World Bank}', [name('Müller', 'J.'), { literal: 'World Bank' }]],
  ])('%s: are read, named and mended on export', async (field, author) => {
    const { studies, diagnostics } = await read(`@book{k,\n author = {${field}},\n title = {T}}\n`);
    expect(studies[0]?.item.author).toEqual(author);
    expect(diagnostics).toMatchObject([{ severity: 'warning', line: 2, key: 'k' }]);
    for (const format of [bibtexFormat, biblatexFormat]) {
      const { text, diagnostics } = await format.write!(asStudies(studies), {});
      expect((await read(text)).diagnostics, text).toEqual([]);
      expect((await readOne(text)).item.author).toEqual(author);
      expect(diagnostics).toMatchObject([{ severity: 'warning', message: expect.stringContaining('author: ') }]);
    }
    expect(await writeBibtex(asStudies(studies), { verbatim: true })).toContain(`{${field}}`);
  });

  it.each([
    ['Smith, John, Jane Doe, Bob', 'too many commas'],
    ['Smith, John and and Doe, Jane', 'empty'],
    ['{A, B, C}, D', 'too many commas'],
  ])('%s: the entry stays for biber', async (field, problem) => {
    const { studies, diagnostics } = await read(`@book{k, author = {${field}}, title = {T}}\n`);
    expect(diagnostics).toMatchObject([{ message: expect.stringContaining(problem) }]);
    const text = await writeBiblatex(asStudies(studies));
    expect((await read(text)).diagnostics, text).toEqual([]);
    expect((await readOne(text)).item.author).toEqual(studies[0]?.item.author);
  });

  it.each([
    'King, Jr., Martin',
    'King, Martin, Jr.',
    "de la Cruz, Mar{\\'\\i}a and {Smith, Barney; Partners}",
    'Ludwig van Beethoven and others',
  ])('%s is a list as it should be', async (field) => {
    const { studies, diagnostics } = await read(`@book{k, author = {${field}}, title = {T}}\n`);
    expect(diagnostics).toEqual([]);
    const written = await bibtexFormat.write!(asStudies(studies), {});
    expect(written.diagnostics).toEqual([]);
    expect(authorFieldOf(written.text)).toBe(field);
  });

  it('a middle part that is no suffix is named', async () => {
    const { diagnostics } = await read('@book{k, author = {Smith, John, Jones}, title = {T}}\n');
    expect(diagnostics).toMatchObject([
      { message: 'author: "Smith, John, Jones" is read as one name, its middle part as a suffix' },
    ]);
  });
});

describe('`{\\relax Ch}arles`', () => {
  const source = '@book{k, author = {{\\relax Ch}arles, Anne and Berg, {\\relax Yu}. I.}, title = {T}}\n';

  it('shows no command', async () => {
    expect((await readOne(source)).item.author).toEqual([
      { family: 'Charles', given: 'Anne' },
      { family: 'Berg', given: 'Yu. I.' },
    ]);
  });

  it('is written as it came', async () => {
    const studies = asStudies((await read(source)).studies);
    for (const write of [writeBibtex, writeBiblatex])
      expect(authorFieldOf(await write(studies))).toBe('{\\relax Ch}arles, Anne and Berg, {\\relax Yu}. I.');
  });
});

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('marks at the end of a name', () => {
  it('a comma says nothing, and is written for nobody', async () => {
    const { studies, diagnostics } = await read('@book{k, author = {Mu{\\~n}oz, John, and Doe, Ann}, title = {T}}');
    expect(studies[0]?.item.author).toEqual([
      { family: 'Muñoz', given: 'John' },
      { family: 'Doe', given: 'Ann' },
    ]);
    expect(diagnostics.map(({ message }) => message)).toEqual(['author: "Mu\\~noz, John," has a comma at its end']);
    expect(authorFieldOf(await writeBibtex(asStudies(studies)))).toBe('Mu{\\~n}oz, John and Doe, Ann');
    expect(authorFieldOf(await writeBiblatex(asStudies(studies)))).toBe('Mu{\\~n}oz, John and Doe, Ann');
  });

  it('stays behind a suffix', async () => {
    expect(await authorsOf('{King, Jr.,}')).toEqual([{ family: 'King', suffix: 'Jr.' }]);
  });

  it('an "et al." that stands alone is written as "others"', async () => {
    const { studies } = await read('@book{k, author = {Smith, John and et al.}, title = {T}}');
    expect(authorFieldOf(await writeBibtex(asStudies(studies)))).toBe('Smith, John and others');
    expect(authorFieldOf(await writeBiblatex(asStudies(studies)))).toBe('Smith, John and others');
  });
});
