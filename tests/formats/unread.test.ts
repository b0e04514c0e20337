import { expect, test } from 'vitest';
import { UserError } from '../../src/domain/user-error.ts';
import { cslJsonFormat } from '../../src/formats/csl-json/csl-json.ts';
import { detectFormat, formatToRead } from '../../src/formats/formats.ts';
import { unreadKind } from '../../src/formats/unread.ts';

function refusal(text: string, name = 'file.bin'): UserError {
  try {
    formatToRead(text, name);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`${name} was taken for a format`);
}

const XML =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE x SYSTEM "x.dtd" [ <!ENTITY a "b"> ]>\n<!-- made by hand -->\n';

test.each([
  ['MODS', `${XML}<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods><titleInfo><title>T</title></titleInfo></mods></modsCollection>`],
  ['MODS', '<mods:mods xmlns:mods="http://www.loc.gov/mods/v3"><mods:titleInfo/></mods:mods>'],
  ['MARCXML', '<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>00000nam</leader><datafield tag="245"/></record></collection>'],
  ['Zotero RDF', '<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#"><bib:Article/></rdf:RDF>'],
  ['RDF', `${XML}<rdf:RDF xmlns:rdf="x"><p>Title</p></rdf:RDF>`],
  ['an article in JATS', '<article article-type="research-article"><front><p>x</p></front></article>'],
  ['TEI', '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p>x</p></TEI>'],
  ['a news feed', '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><author><name>A</name></author></entry></feed>'],
  ['XML with the element <catalog>', '<catalog><book><title>T</title><p>Authors: A</p></book></catalog>'],
  ['a package manifest (package.json)', '{"name": "x", "version": "1.0.0", "type": "module", "author": "A", "scripts": {}}'],
  ['GeoJSON', '{"type": "FeatureCollection", "features": []}'],
  ['JSON of OpenAlex', '{"results": [{"id": "https://openalex.org/W1", "title": "T", "type": "article", "authorships": []}]}'],
  ['JSON of Semantic Scholar', '{"data": [{"paperId": "x", "title": "T"}]}'],
  ['a codebook of Lectern', '[{"tag": "a", "definition": "b", "colour": "blue"}]'],
  ['MARCXML', '<collection xmlns="http://www.loc.gov/MARC21/slim"><record/></collection>'],
  ['MARC (ISO 2709)', '00714cam a2200205 a 4500001001300000\u001e  \u001faTitle\u001e\u001d'],
  ['MARC as text', '=LDR  00714cam a2200205 a 4500\n=245  10$aTitle\n'],
  ['RDF (Turtle)', '@prefix dc: <http://purl.org/dc/elements/1.1/> .\n<x> dc:title "T" .\n'],
  ['a LaTeX document', '\\documentclass{article}\n\\begin{document}\nAuthors: A\n\\end{document}\n'],
  ['a bibliography that BibTeX or biber made for LaTeX (.bbl)', '\\begin{thebibliography}{1}\n\\bibitem{a} A.\n\\end{thebibliography}'],
  ['plain text of Scopus', 'Scopus\nEXPORT DATE: 1 May 2020\n\nDoe, J.\nA title\n'],
  ['tagged text of a database', 'AN: 1\nAU: Smith\nTI: A trial\nSO: Journal\nPG: 1-9\nDOI: 10.5555/1\n'],
  ['a list of references in running text', 'Smith J. A trial of things. J Trials. 2010;3(2):1-9.\nDoe A. (2011). Another trial. Journal of Trials, 4, 10-19.\nRoe B. A third one. https://example.org, 2012, in the series.\n'],
  ['statements of a database (SQL)', 'CREATE TABLE a (b TEXT);\nINSERT INTO a VALUES (1);\n'],
])('%s is refused by its name, with what to do', (name, text) => {
  const { message, hint } = refusal(text);
  expect(message).toBe(`file.bin: this is ${name}, which Lectern does not read`);
  expect(hint).toBeTruthy();
  expect(refusal(text, 'file.txt').message).toContain(name);
}); // biome-ignore format: a row a kind

test('the ending of a name counts where the content says nothing', () => {
  expect(refusal('a', 'x.yaml').message).toContain('YAML');
  expect(refusal('\\section{a}', 'x.tex').message).toContain('LaTeX');
});

test('YAML in general is refused, but not a page with front matter', () => {
  expect(refusal('---\nsettings:\n  colour: red\n  sizes:\n    - 1\n').message).toContain('YAML');
  const page =
    '---\ntitle: Notes\nlayout:\n  wide: true\n---\n# A Study\n\nAuthors: Jane Doe\nPublished: 2016\n\nText of it.\n';
  expect(detectFormat(page, 'a.md')?.name).toBe('page');
});

test('other text is no format, and no page that presents a study', () => {
  const { message, hint } = refusal('Milk, eggs, bread\n', 'notes.xyz');
  expect(message).toBe('notes.xyz: not a format that Lectern reads, and no page that presents a study');
  expect(hint).toContain('RIS');
});

test.each([
  ['<article><h1>T</h1><p>Authors: A</p></article>'],
  ['<div><p>x</p></div>'],
  ['<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>'],
])('HTML is a page and no XML: %s', (html) => {
  expect(detectFormat(html, 'a.bin')?.name).toBe('page');
});

test.each([
  ['[Skip to content](https://example.org)\n\nA Study of Things\n\nAuthors: Jane Doe\n'],
  ['[[Home]]\n\nA Study of Things\n\nAuthors: Jane Doe\n'],
])('a page that begins with a bracket is no JSON: %j', (text) => {
  expect(detectFormat(text, 'a.txt')?.name).toBe('page');
});

test.each([
  ['[1, 2, 3]', 'a list of numbers'],
  ['["a", {"b": 1}]', 'a list of strings and objects with "b"'],
  ['{"a": {}, "b": 1, "c": 2, "d": 3, "e": 4}', 'an object with "a", "b", "c", "d" …'],
  ['{}', 'an object without members'],
  ['"text"', 'a string'],
  ['[{"type": "thing", "note": "x"}]', 'a list of objects with "type", "note"'],
])('JSON that is no CSL is told what it is: %s', async (text, what) => {
  const { studies, diagnostics } = await cslJsonFormat.read!(text, { source: 'a.json' });
  expect(studies).toEqual([]);
  expect(diagnostics).toMatchObject([{ severity: 'error', source: 'a.json', line: 1 }]);
  expect(diagnostics[0]?.message).toContain(`this JSON holds no CSL items, but ${what}: expected`);
});

test('CSL-JSON whose kept sources look like other JSON is CSL-JSON', () => {
  const custom = '{"lectern": {"residue": {"x": {"name": "n", "version": 1, "@context": "c", "paperId": "p"}}}}';
  expect(detectFormat(`[{"id": "a", "type": "book", "custom": ${custom}}]`, 'a.json')?.name).toBe('csl-json');
});

test.each([
  ['<!--', '<!-- -->'.repeat(8000)],
  ['blank lines', '\n'.repeat(65_000)],
  ['brackets', '['.repeat(65_000)],
  ['names', '{"a":'.repeat(13_000)],
  ['tags', 'AU: x\n'.repeat(10_000)],
  ['equals signs', `${'a.'.repeat(32_000)}=`],
  ['quotation marks', '"'.repeat(65_000)],
  ['an open doctype', `<!DOCTYPE x [${'<!ENTITY '.repeat(7000)}`],
])('65,000 characters of %s are told quickly', (_name, text) => {
  const start = performance.now();
  unreadKind(text);
  detectFormat(text, 'a.bin');
  expect(performance.now() - start).toBeLessThan(500);
});
