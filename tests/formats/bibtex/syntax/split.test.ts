import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitBibtex } from '../../../../src/formats/bibtex/syntax/split.ts';

const fixtures = new URL('../../../fixtures/bibtex/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(`${name}.bib`, fixtures), 'utf8');

/** Entries as "key: field field". */
function outline(text: string): string[] {
  return splitBibtex(text)
    .filter((block) => block.kind === 'entry')
    .map((block) => `${block.key}: ${block.fields.map((field) => field.name).join(' ')}`);
}

const values = (text: string) =>
  splitBibtex(text).flatMap((block) => block.fields.map((field) => text.slice(field.from, field.to)));

describe('splitting a .bib file', () => {
  it('finds entries in braces and in parentheses, and values of every form', () => {
    const text = '@book{a, title = {A {B} C}, year = 2016, month = jun # "~12"}\n@article(b, title = "x {"} y")';
    expect(outline(text)).toEqual(['a: title year month', 'b: title']);
    expect(values(text)).toEqual(['{A {B} C}', '2016', 'jun # "~12"', '"x {"} y"']);
  });

  it('takes an entry within a comment for a comment', () => {
    const text = '@comment{@book{hidden, title={A}}}\n@Comment @book{b, title={B}}\n@book{c, title={C}}';
    expect(outline(text)).toEqual(['c: title']);
    expect(splitBibtex(text).map((block) => block.kind)).toEqual(['comment', 'comment', 'entry']);
  });

  it('leaves junk, addresses and commented lines between entries alone', () => {
    expect(outline('Written by ada@example.org\n% @book{old, title={X}}\n@book{a, title={A}} and more')).toEqual([
      'a: title',
    ]);
  });

  it('reads dotted, plus and colon names of fields and keys', () => {
    expect(outline('@a{doi:10.1/x+y, author+an:orcid = {1}, my.field = {2}, x_y-z = {3}}')).toEqual([
      'doi:10.1/x+y: author+an:orcid my.field x_y-z',
    ]);
  });

  it('goes on where a comma is missing', () => {
    const text = '@book{a\n title = {A}\n year = 2016,\n}\n@book{b, title={B}}';
    expect(outline(text)).toEqual(['a: title year', 'b: title']);
    expect(splitBibtex(text)[0]?.problems.map((problem) => problem.message)).toEqual([
      'there is no comma after the citation key',
      'there is no comma before "year"',
    ]);
  });

  it('keeps fields with a space in their name, and those after text that is no field', () => {
    const text =
      '@article{a, Date Added={2020}, Author Keywords = {x, y}, title={SF}}\n@book{b, title={alpha} {be, ta}, stray {x, y} "z, w", year=2006}\n@book{c}';
    expect(outline(text)).toEqual(['a: Date-Added Author-Keywords title', 'b: title year', 'c: ']);
    expect(splitBibtex(text)[0]?.problems[0]?.message).toBe(
      '"Date Added" has a space in it; it is kept as "Date-Added"',
    );
  });

  it('keeps an abstract whole that quotes an entry', () => {
    const text =
      '@misc{s, title={T}, abstract={Cite as\n@book{fake, title={F}, year={1990}}\nend}, year=2001}\n@book{b, title={B}}';
    expect(outline(text)).toEqual(['s: title abstract year', 'b: title']);
  });

  it.each([
    ['in quotation marks', '"', '"', 10],
    ['over many pages', '{', '}', 30_000],
    ['over many pages in quotation marks', '"', '"', 30_000],
  ])('keeps an abstract whole that quotes an entry %s', (_, open, close, length) => {
    const words = 'word '.repeat(length / 5);
    const text = `@misc{s, abstract = ${open}${words}\n@book{fake, title={F}, year={1990}}\n${words}${close}, year=2001}\n@book{b, title={B}}`;
    expect(outline(text)).toEqual(['s: abstract year', 'b: title']);
  });

  it('does not take the entries between a missing brace and one too many for a quotation', () => {
    const text =
      '@book{a, title = {A,\n@book{b, title={B}}\n@book{c, title={C}}, year=2000}\n@book{d, title={D}},\n@book{e, title={E}}';
    expect(outline(text)).toEqual(['a: title', 'b: title', 'c: title year', 'd: title', 'e: title']);
    expect(outline(text.replace('{A,', '"A,'))).toEqual([
      'a: title',
      'b: title',
      'c: title year',
      'd: title',
      'e: title',
    ]);
  });

  it('reads an entry without a key', () => {
    expect(outline('@book{, title={A}}\n@book{title={B}, year=2016}')).toEqual([': title', ': title year']);
  });

  it('goes on with the next field and the next entry after a brace that is never closed', () => {
    expect(outline(fixture('unbalanced brace in second entry'))).toEqual([
      'first: title year',
      'second: title author year',
      'third: title year',
    ]);
  });

  it('goes on after a quotation mark that is never closed', () => {
    expect(outline('@book{a,\n title = "A,\n year = 2016\n}\n@book{b,\n title = {B}\n}')).toEqual([
      'a: title year',
      'b: title',
    ]);
  });

  it('goes on after an open quotation mark that others follow', () => {
    const text = '@book{a,\n title = "A,\n year = "2016",\n note = "n"\n}\n@book{b, title="B"}';
    expect(outline(text)).toEqual(['a: title year note', 'b: title']);
    expect(values(text)).toEqual(['"A', '"2016"', '"n"', '"B"']);
  });

  it('takes semicolons between fields for commas', () => {
    expect(outline('@book{a, title={A}; year=2016; note={n}}')).toEqual(['a: title year note']);
  });

  it('keeps fields that follow one closing brace too many', () => {
    expect(outline('@book{a, title = {A}}, year = 2016}\n@book{b, title={B}}')).toEqual(['a: title year', 'b: title']);
  });

  it('ends an entry that is not closed where the next one begins', () => {
    expect(outline('@book{a, title = {A},\n\n@book{b, title={B}}')).toEqual(['a: title', 'b: title']);
  });

  it('reads an escaped brace that BibTeX would stumble over', () => {
    expect(values('@book{a, title = {from \\{ to}, year = 2016}\n')).toEqual(['{from \\{ to}', '2016']);
    expect(values('@book{a, file = {C:\\dir\\}, year = 2016}\n')).toEqual(['{C:\\dir\\}', '2016']);
  });

  it('reads files with CRLF', () => {
    expect(outline('@book{a,\r\n title = {A},\r\n year = 2016\r\n}\r\n')).toEqual(['a: title year']);
  });

  it('puts together again what it took apart, for any text', () => {
    const piece = fc.constantFrom(
      '@book{',
      'k,',
      ' a = {x}',
      '"',
      '{',
      '}',
      '\\',
      '#',
      ',',
      '\n',
      '@',
      'b = "y"',
      '@comment',
      '(',
      ')',
      '%',
      '=',
      '@string{s="t"}',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        let end = 0;
        for (const block of splitBibtex(text)) {
          expect(block.start).toBeGreaterThanOrEqual(end);
          expect(block.end).toBeGreaterThan(block.start);
          for (const field of block.fields) {
            expect(field.from).toBeGreaterThan(block.start);
            expect(field.to).toBeGreaterThanOrEqual(field.from);
            expect(field.to).toBeLessThanOrEqual(block.end);
          }
          end = block.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['opening braces', '{'],
    ['unclosed entries', '@a{k,\n x = {\n'],
    ['unclosed entries within lines', 'z @a{k,\n x = {\n y = 1}'],
    ['unclosed comments', '@comment{'],
    ['comments in parentheses', '@comment('],
    ['quotation marks', '@a{k, x = "'],
    ['escaped braces', '@a{k, a={\\}x, '],
    ['blank space before an equals sign', `@a{${' '.repeat(50)}`],
    ['at signs', '@ @'],
  ])('takes no longer than its length deserves for %s', (_, piece) => {
    const text = piece.repeat(Math.ceil(400_000 / piece.length));
    splitBibtex(text);
  });
});

describe('fixtures', () => {
  it('are all read', () => {
    for (const name of readdirSync(fixtures))
      expect(outline(fixture(name.replace(/\.bib$/, ''))).length).toBeGreaterThan(0);
  });
});
