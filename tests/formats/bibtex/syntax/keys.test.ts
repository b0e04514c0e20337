import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { biblatexFormat, bibtexFormat } from '../../../../src/formats/bibtex/bibtex.ts';
import { asStudies, asStudy, read, readOne, writeBiblatex, writeBibtex } from '../support.ts';

const keysIn = (text: string) => [...text.matchAll(/^@\w+\{(.*),$/gm)].map((match) => match[1]);
const studiesOf = (...ids: string[]) => ids.map((id) => asStudy({ type: 'book', title: `On ${id}`, id }));

/** Every character that a library takes in a key, each between two letters, first and last. */
const ODD = [..."!$&'()*+-./:;<=>?@[]^_`|éß本"].flatMap((char) => [`a${char}b`, `${char}c`, `d${char}`]);

describe('citation keys of a file', () => {
  it.each([
    ['t{\\"o}nnsen2023where', 'tonnsen2023where'],
    ['t{\\o}nnsen2023where', 'tonnsen2023where'],
    ['{\\O}stby_{X}2024', 'Ostby_X2024'],
    ['t\\"onnsen2025', 'tonnsen2025'],
    ["d'{\\'E}tat2001", "d'Etat2001"],
    ['a=b', 'a=b'],
    ['a=b=c', 'a=b=c'],
  ])('%s is read as %s', async (key, id) => {
    for (const source of [`@book{${key}, title={T}}`, `@book{\n  ${key},\n  title={T}\n}`]) {
      const { item } = await readOne(source);
      expect(item).toMatchObject({ id, title: 'T' });
      expect(await writeBibtex(asStudies([await readOne(source)]), { verbatim: true })).toBe(source);
    }
  });

  it('with LaTeX in them are named', async () => {
    const { diagnostics } = await read('@book{t{\\o}nnsen, title={T}}');
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'this citation key has LaTeX in it; it is read as "tonnsen"',
    ]);
  });

  it.each(['@book{year=2001, title={T}}', '@book{title = {T}}', '@book{author=x, title={T}}'])(
    'are not fields: %s has none',
    async (source) => {
      expect((await readOne(source)).item.id).toBe('');
    },
  );

  it('are looked for in no time, whatever stands there', async () => {
    for (const piece of ['{', '\\', '=', 'a=', '{}', '\\{']) await read(`@book{${piece.repeat(100_000)}, title={T}}`);
  });
});

describe('citation keys of an export', () => {
  it('differ as those of the library do, and both are named', async () => {
    const studies = studiesOf('(x', '@x', 'a@b', 'a=b', 'a-ba', 'A-B');
    const { text, diagnostics } = await biblatexFormat.write!(studies, {});
    expect(keysIn(text)).toEqual(['-x', '-xa', 'a-bc', 'a-bb', 'a-ba', 'A-B']);
    expect(diagnostics.map(({ key, message }) => `${key}: ${message}`)).toEqual([
      '(x: BibLaTeX does not take this citation key; it is written as "-x"',
      '@x: BibLaTeX does not take this citation key; it is written as "-xa", since "(x" is written as "-x"',
      'a@b: BibLaTeX does not take this citation key; it is written as "a-bc", since "A-B" is written as "A-B"',
      'a=b: BibLaTeX does not take this citation key; it is written as "a-bb", since "A-B" is written as "A-B"',
    ]);
  });

  it('do not depend on the order of the studies', async () => {
    const pairs = async (ids: string[]) => {
      const text = await writeBiblatex(studiesOf(...ids));
      return [...text.matchAll(/\{(\S+),\n {2}title = \{On (.*)\}/g)].map(([, key, id]) => `${id} ${key}`).sort();
    };
    expect(await pairs(['(x', '@x', '=x'])).toEqual(await pairs(['=x', '@x', '(x']));
  });

  it('are read again, every one', async () => {
    for (const write of [writeBiblatex, writeBibtex]) {
      const text = await write(studiesOf(...ODD, 'title=x', 'year=2001'));
      const { studies, diagnostics } = await read(text);
      expect(diagnostics).toEqual([]);
      expect(studies.map(({ item }) => item.id)).toEqual(keysIn(text));
      expect(new Set(keysIn(text)).size).toBe(studies.length);
      expect(studies.map(({ item }) => item.title)).toEqual([...ODD, 'title=x', 'year=2001'].map((id) => `On ${id}`));
    }
  });

  it('are followed by the entries that refer to them', async () => {
    const source =
      '@inproceedings{a, title={A}, crossref={p=q}}\n@inproceedings{b, title={B}, crossref={p@q}}\n@proceedings{p=q, title={One}}\n@proceedings{p@q, title={Two}}';
    const text = await writeBiblatex(asStudies((await read(source)).studies));
    expect(keysIn(text)).toEqual(['a', 'b', 'p-q', 'p-qa']);
    expect(text).toContain('crossref = {p-q}');
    expect(text).toContain('crossref = {p-qa}');
    const { studies } = await read(text);
    expect(studies.slice(0, 2).map(({ item }) => item['container-title'])).toEqual(['One', 'Two']);
  });

  const has = (program: string) => {
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  const program = 'biber';
  const biber = has(program);
  it.skipIf(!biber)(
    `are all read by biber${biber ? '' : ' (skipped: biber is not installed)'}`,
    { timeout: 60_000 },
    async () => {
      const text = await writeBiblatex(studiesOf(...ODD));
      const folder = mkdtempSync(join(tmpdir(), 'lectern-keys-'));
      try {
        writeFileSync(join(folder, 'a.bib'), text);
        const output = execFileSync(program, ['--tool', '--nolog', 'a.bib'], { cwd: folder, encoding: 'utf8' });
        expect(output.split('\n').filter((line) => /^(?:WARN|ERROR)/.test(line))).toEqual([]);
        expect(
          keysIn(readFileSync(join(folder, 'a_bibertool.bib'), 'utf8').replaceAll('@BOOK', '@book')).sort(),
        ).toEqual(keysIn(text).sort());
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

describe('what is left of a broken entry', () => {
  it.each([
    ['@book{y, title={Y}, publisher@article{b, title={Z}}\n', '% publisher(at)article{b, title={Z}}'],
    ['@book{v, title={V}, % ada@example.org\n year=2002}', '% ada(at)example.org'],
    ['@book{v, title={V}, % publisher@article{e\n year=2002}', '% publisher(at)article{e'],
  ])('is no entry of the export: %s', async (source, comment) => {
    const studies = asStudies((await read(source)).studies);
    for (const format of [bibtexFormat, biblatexFormat]) {
      const { text, diagnostics } = await format.write!(studies, {});
      expect(text.startsWith(`${comment}\n\n@book{`), text).toBe(true);
      expect(text.match(/@/g)).toHaveLength(1);
      expect(diagnostics.map(({ message }) => message)).toContain(
        'an "@" in its comments is written as "(at)": BibTeX would take it for an entry',
      );
    }
    expect(await writeBibtex(studies, { verbatim: true })).toBe(source);
  });

  it('does not take the entry on the next line with it', async () => {
    const { studies } = await read('@book{w, title={Y}, stray @article{d, note\n@book{v, title={V}}');
    expect(studies.map(({ item }) => [item.id, item.title])).toEqual([
      ['w', 'Y'],
      ['v', 'V'],
    ]);
  });
});
