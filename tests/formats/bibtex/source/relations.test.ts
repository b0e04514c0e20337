import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { biblatexFormat, bibtexFormat } from '../../../../src/formats/bibtex/bibtex.ts';
import { asStudies, read, writeBiblatex, writeBibtex } from '../support.ts';

const run = (program: string, args: string[], cwd?: string) =>
  spawnSync(program, args, { ...(cwd === undefined ? {} : { cwd }), encoding: 'utf8' });
const has = (program: string) => run(program, ['--version']).error === undefined;

/** What `work` gives for a folder in which the text stands as a.bib. */
function withBib<T>(text: string, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-relations-'));
  try {
    writeFileSync(join(folder, 'a.bib'), text);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Warnings of biber, which resolves all inheritance. */
const biberWarnings = (text: string) =>
  withBib(text, (folder) =>
    run('biber', ['--tool', '--output-resolve', '--nolog', 'a.bib'], folder)
      .stdout.split('\n')
      .filter((line) => /^(?:WARN|ERROR)/.test(line)),
  );

/** The references and the log that BibTeX makes of these keys. */
const bibtexRun = (text: string, keys: readonly string[]) =>
  withBib(text, (folder) => {
    const citations = keys.map((key) => `\\citation{${key}}\n`).join('');
    writeFileSync(join(folder, 'a.aux'), `\\relax\n${citations}\\bibstyle{plain}\n\\bibdata{a}\n`);
    run('bibtex', ['a'], folder);
    return {
      references: readFileSync(join(folder, 'a.bbl'), 'utf8').replace(/\s+/g, ' '),
      warnings: readFileSync(join(folder, 'a.blg'), 'utf8')
        .split('\n')
        .filter((line) => /^Warning--|error message|---line/.test(line)),
    };
  });

const studiesOf = async (text: string) => asStudies((await read(text)).studies);
const oneLine = (text: string) => text.replace(/ +=/g, ' =');

describe('@xdata', () => {
  const source =
    '@string{pub = "Big Press"}\n@xdata{x, publisher = pub, xdata = {y}, foreword = {F. Oreword}}\n@xdata{Y, location = {Oslo}}\n' +
    '@book{a, title={One}, author={A, B}, date={2001}, xdata={x}}\n@book{b, title={Two}, author={A, B}, date={2002}, xdata={x}}\n';

  it('stands in a BibLaTeX export once, with what it refers to', async () => {
    const text = await writeBiblatex(await studiesOf(source));
    for (const piece of ['@string{pub', '@xdata{x,', '@xdata{Y,']) expect(text.split(piece)).toHaveLength(2);
    expect(text.split('xdata  = {x}')).toHaveLength(3);
    expect(await writeBiblatex(await studiesOf(text))).toBe(text);
  });

  it('comes along with a study that is exported alone', async () => {
    const [, second] = await studiesOf(source);
    const text = await writeBiblatex([second!]);
    expect(text).toContain('@string{pub = "Big Press"}');
    expect(text).toContain('@xdata{x,');
    expect(text).toContain('@xdata{Y,');
    expect((await studiesOf(text))[0]?.item).toMatchObject({ publisher: 'Big Press', 'publisher-place': 'Oslo' });
  });

  it('is written out in BibTeX, fields that CSL has no place for too', async () => {
    const { text, diagnostics } = await bibtexFormat.write!(await studiesOf(source), {});
    expect(text).not.toMatch(/xdata/i);
    for (const field of ['publisher = {Big Press}', 'address = {Oslo}', 'foreword = {F. Oreword}'])
      expect(oneLine(text).split(field)).toHaveLength(3);
    expect(diagnostics.map(({ key }) => key)).toEqual(['x', 'y']);
  });

  it('of the same key in another file is written out', async () => {
    const other = source.replaceAll('Oslo', 'Rome').replace('@book{a,', '@book{c,').replace('@book{b,', '@book{d,');
    const text = await writeBiblatex([...(await studiesOf(source)), ...(await studiesOf(other))]);
    expect(text.match(/@xdata\{Y,/g)).toHaveLength(1);
    const again = await studiesOf(text);
    expect(again.map(({ item }) => item['publisher-place'])).toEqual(['Oslo', 'Oslo', 'Rome', 'Rome']);
  });
});

describe('entries that refer to many others', () => {
  it('take no longer than their number deserves', async () => {
    const levels = Array.from({ length: 40 }, (_, at) =>
      ['a', 'b'].map((side) => `@xdata{${side}${at}, xdata={a${at + 1},b${at + 1}}}`).join('\n'),
    );
    const { studies } = await read(`@book{k, xdata={a0}}\n${levels.join('\n')}\n@xdata{a40, publisher={P}}`);
    expect(studies[0]?.item.publisher).toBe('P');
  });
});

describe('crossref', () => {
  const source =
    '@proceedings{p, title={Meeting}, editor={Ed, It}, year=2010, publisher={P}}\n' +
    '@inproceedings{z, title={Child}, author={C, D}, crossref={p}, pages={1--2}}\n' +
    '@inproceedings{a, title={Kid}, author={C, D}, crossref={p}, pages={3--4}}\n';
  const complete = /Kid.*It~Ed.*Meeting.*3--4.*2010/;

  it('has parents behind their children in BibTeX', async () => {
    const text = await writeBibtex(await studiesOf(source));
    expect(text.match(/(?<=^@\w+\{)\w+/gm)).toEqual(['z', 'a', 'p']);
    const chain = '@misc{g, title={G}}\n@book{p, crossref={g}}\n@inbook{c, crossref={p}}\n@misc{m}\n';
    expect((await writeBibtex(await studiesOf(chain))).match(/(?<=^@\w+\{)\w+/gm)).toEqual(['c', 'p', 'g', 'm']);
    const circle = '@misc{a, title={G}, crossref={b}}\n@misc{b, crossref={a}}\n';
    expect((await writeBibtex(await studiesOf(circle))).match(/(?<=^@\w+\{)\w+/gm)).toEqual(['a', 'b']);
  });

  it.skipIf(!has('bibtex'))('gives a complete reference in BibTeX', async () => {
    const text = await writeBibtex(await studiesOf(source));
    const { references, warnings } = bibtexRun(text, ['a']);
    expect(warnings).toEqual([]);
    expect(references).toMatch(complete);
    const alone = (await studiesOf(source)).filter(({ item }) => item.id === 'a');
    const run = bibtexRun(await writeBibtex(alone), ['a']);
    expect(run.warnings).toEqual([]);
    expect(run.references).toMatch(complete);
  });

  it.skipIf(!has('biber'))('gives biber nothing to warn of, with the parent and without', async () => {
    const studies = await studiesOf(source);
    expect(biberWarnings(await writeBiblatex(studies))).toEqual([]);
    expect(biberWarnings(await writeBiblatex(studies.slice(1)))).toEqual([]);
  });

  it('is left out, and said so, when the parent is not exported; all that came from it is written', async () => {
    const { text, diagnostics } = await biblatexFormat.write!((await studiesOf(source)).slice(2), {});
    expect(text).not.toContain('crossref');
    expect(oneLine(text)).toContain('booktitle = {Meeting},\n  editor = {Ed, It},');
    expect(diagnostics).toEqual([
      { severity: 'info', key: 'a', message: '"p" is not exported: what this has from it is written here' },
    ]);
  });

  it('to an entry that was never there stays', async () => {
    const studies = await studiesOf('@inbook{a, title={A}, crossref={elsewhere}}');
    expect(await writeBibtex(studies)).toContain('crossref = {elsewhere}');
  });

  it('follows a parent whose key has changed, as xref, related and entryset do', async () => {
    const studies = await studiesOf(`${source}@book{r, title={R}, xref={p}, related={a,p}, relatedtype={reprintof}}\n`);
    studies[0]!.item.id = 'meeting2010';
    for (const write of [writeBibtex, writeBiblatex]) {
      const text = oneLine(await write(studies));
      expect(text.match(/crossref = \{meeting2010\}/g)).toHaveLength(2);
      expect(text).toContain('xref = {meeting2010}');
      expect(text).toContain('related = {a,meeting2010}');
    }
  });

  it('has the case of the key that it names where biber would not find it, but for a verbatim export', async () => {
    const source = '@inproceedings{c, title={C}, crossref={Proc01}}\n@proceedings{proc01, title={P}, date={2001}}\n';
    const studies = await studiesOf(source);
    expect(oneLine(await writeBiblatex(studies))).toContain('crossref = {proc01}');
    expect(oneLine(await writeBibtex(studies))).toContain('crossref = {Proc01}');
    expect(await writeBiblatex(studies, { verbatim: true })).toBe(source);
  });

  it('of a book has its title written as book title where biber would not inherit it', async () => {
    const studies = await studiesOf(
      '@book{b, title={Whole}, date={2001}}\n@incollection{c, title={Part}, crossref={b}}\n@inbook{i, title={Chapter}, crossref={b}}\n',
    );
    const text = oneLine(await writeBiblatex(studies));
    expect(text).toContain('crossref = {b},\n  booktitle = {Whole}');
    expect(text.match(/booktitle/g)).toHaveLength(1);
  });

  it('over two steps loses nothing in BibTeX, which goes one', async () => {
    const studies = await studiesOf(
      '@mvbook{m, title={Set}, publisher={P}, date={2001}}\n@book{b, title={Whole}, crossref={m}}\n@inbook{i, title={Part}, crossref={b}}\n',
    );
    expect(oneLine((await writeBibtex(studies)).split('@inbook')[1]!)).toContain('publisher = {P}');
  });

  it('child of a parent that has lost a field keeps it', async () => {
    const studies = await studiesOf(source);
    delete studies[0]!.item.publisher;
    expect((await writeBibtex(studies)).match(/publisher\s+= \{P\}/g)).toHaveLength(2);
  });
});

describe('with `verbatim`', () => {
  const source =
    '@string{m = "Meeting"}\n@xdata{x, publisher={P}}\n@proceedings{p, title=m, date={2010}, xdata={x}}\n' +
    '@inproceedings{a,\n  title={Kid}, crossref={p}}\n@book{b, title={B} # m, xdata={x}}\n';

  it('a file whose entries refer to each other comes out byte for byte', async () => {
    const studies = await studiesOf(source);
    expect(await writeBiblatex(studies, { verbatim: true })).toBe(source);
    expect(await writeBibtex([...studies].reverse(), { verbatim: true })).toBe(source);
  });

  it('a child follows the new key of its parent, and stands alone without it', async () => {
    const studies = await studiesOf(source);
    studies[0]!.item.id = 'q';
    expect(oneLine(await writeBiblatex(studies, { verbatim: true }))).toContain('crossref = {q}');
    const text = oneLine(await writeBiblatex([studies[1]!], { verbatim: true }));
    expect(text).not.toContain('crossref');
    expect(text).toContain('booktitle = {Meeting}');
  });

  it('part of a file has the macros and the @xdata that it needs', async () => {
    const studies = await studiesOf(source);
    const text = await writeBiblatex([studies[2]!], { verbatim: true });
    const [again] = await studiesOf(text);
    expect(again!.item).toMatchObject({ title: 'BMeeting', publisher: 'P' });
    expect(text).toContain('@book{b, title={B} # m, xdata={x}}');
  });
});

describe('any entries that refer to each other', () => {
  const KEYS = ['a', 'b', 'c', 'd'];
  /** Only earlier keys, so that nothing is its own parent. */
  const earlier = (key: string | null, at: number) => (key !== null && KEYS.indexOf(key) < at ? key : null);
  const value = fc.stringMatching(/^[A-Z][a-z]{1,6}$/);
  const fields = fc.dictionary(
    fc.constantFrom('title', 'subtitle', 'booktitle', 'publisher', 'location', 'series', 'volume', 'isbn', 'foreword'),
    value,
    { maxKeys: 4 },
  );
  const entry = fc.record({
    type: fc.constantFrom('book', 'inbook', 'incollection', 'inproceedings', 'collection', 'mvbook', 'misc'),
    fields,
    hasMacro: fc.boolean(),
    crossref: fc.option(fc.constantFrom(...KEYS), { freq: 2 }),
    xdata: fc.option(fc.constantFrom('x', 'y'), { freq: 2 }),
  });
  /** No parent has a book title beside its own, and no subtitle stands alone. */
  const isHonest = (type: string, name: string, fields: Record<string, string>) =>
    name === 'booktitle' ? type.startsWith('in') : name !== 'subtitle' || fields.title !== undefined;
  const source = (type: string, key: string, { fields = {}, hasMacro, crossref, xdata }: Partial<Entry>) => {
    const lines = Object.entries(fields)
      .filter(([name]) => isHonest(type, name, fields))
      .map(([name, text]) => `${name} = {${text}}`);
    if (hasMacro) lines.push('note = m # { x}');
    if (crossref) lines.push(`crossref = {${crossref}}`);
    if (xdata) lines.push(`xdata = {${xdata}}`);
    return `@${type}{${key}, ${lines.join(', ')}}`;
  };
  type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;
  const library = fc
    .record({ entries: fc.array(entry, { minLength: 4, maxLength: 4 }), x: entry, y: entry })
    .map(({ entries, x, y }) =>
      [
        '@string{m = "Macro"}',
        ...entries.map((one, at) => source(one.type, KEYS[at] ?? '', { ...one, crossref: earlier(one.crossref, at) })),
        source('xdata', 'x', { ...x, crossref: null }),
        source('xdata', 'y', { ...y, crossref: null, xdata: null }),
      ].join('\n'),
    );

  it('read the same after any of them were exported', async () => {
    await fc.assert(
      fc.asyncProperty(library, fc.nat(), async (text, mask) => {
        const all = await studiesOf(text);
        const some = all.filter((_, at) => (mask >> at) & 1);
        const written = await writeBiblatex(some);
        const again = new Map((await studiesOf(written)).map(({ item }) => [item.id, item]));
        for (const { item } of some) expect(again.get(item.id), written).toEqual(item);
      }),
      { numRuns: 200 },
    );
  });
});
