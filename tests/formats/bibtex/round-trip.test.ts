import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keywordsOf } from '../../../src/domain/keywords.ts';
import type { CslItem, Study } from '../../../src/domain/study.ts';
import { biblatexFormat, bibtexFormat } from '../../../src/formats/bibtex/bibtex.ts';
import { nameListProblem } from '../../../src/formats/bibtex/field-values/name-lists.ts';
import { asStudies, asStudy, read, writeBiblatex, writeBibtex } from './support.ts';

const person = (family: string, given: string) => ({ family, given });
const on = (...parts: number[]) => ({ 'date-parts': [parts] });

/** Works of the kinds that a review cites, as they come from CSL-JSON. */
const WORKS: Study[] = [
  asStudy({ id: 'centre2017online', type: 'report', title: 'Model Legislation & Global Review', author: [{ literal: 'International Centre for Studies & Practice' }], publisher: 'International Centre for Studies & Practice', edition: '1', issued: on(2017) }, ['evidence/legislation-review']),
  asStudy({ id: 'ames2016', type: 'article-journal', title: 'A Meta-Analysis of 100% of RCTs', author: [person('Ames', 'Ada'), person('Pérez-Tattam', 'Rocío')], 'container-title': 'Journal of Evidence & Practice', volume: '66', issue: '4-5', page: '183-205', DOI: '10.1000/jcom_12201', ISSN: '2049-3630', issued: on(2016, 2), language: 'en-GB' }),
  asStudy({ id: 'council2007', type: 'treaty', title: 'Convention on the Protection of Research Data', author: [{ literal: 'Council of Europe' }], number: 'CETS 201', issued: on(2007, 10, 25), URL: 'https://example.org/treaty_201#a', 'publisher-place': 'Lanzarote' }),
  asStudy({ id: 'series2007', type: 'treaty', title: 'Convention in a Series', author: [{ literal: 'Council of Europe' }], number: 'No. 5', 'collection-title': 'Council of Europe Treaty Series', 'collection-number': '201', issued: on(2007) }),
  asStudy({ id: 'act2003', type: 'legislation', title: 'Data Act 2003', number: 'c. 42', issued: on(2003), 'publisher-place': 'London' }),
  asStudy({ id: 'brandt2014', type: 'thesis', genre: 'PhD thesis', title: 'Reading Ω', author: [person('Brandt', 'Bo')], publisher: 'University of Oslo', issued: on(2014) }),
  asStudy({ id: 'brandt2012', type: 'thesis', genre: 'MSc dissertation', title: 'Reading', author: [person('Brandt', 'Bo')], publisher: 'University of Oslo', issued: on(2012) }),
  asStudy({ id: 'cole2018', type: 'chapter', title: 'A Chapter', author: [{ family: 'Cruz', given: 'María', 'non-dropping-particle': 'de la' }], editor: [person('Cole', 'Cy')], 'container-title': 'Handbook of Reviews', publisher: 'Evidence Press', 'publisher-place': 'Bergen', page: '1-9', issued: on(2018), ISBN: '978-3-16-148410-0' }),
  asStudy({ id: 'dahl2019', type: 'chapter', title: 'A Chapter Without Editor', author: [person('Dahl', 'D.')], 'container-title': 'Essays', publisher: 'P', issued: on(2019) }),
  asStudy({ id: 'site2020', type: 'webpage', title: 'A Page', author: [{ literal: 'Site Team' }], URL: 'https://example.org/a?b=1&c=%20', issued: on(2020, 2), accessed: on(2021, 1, 15) }),
  asStudy({ id: 'data2021', type: 'dataset', title: 'Survey Data', author: [person('Eide', 'Eva')], publisher: 'Archive', version: '2', DOI: '10.1000/d', issued: on(2021) }),
  asStudy({ id: 'book1999', type: 'book', title: 'A Book', author: [person('Чехов', 'Антон')], publisher: 'Наука', issued: on(1999) }),
  asStudy({ id: 'edited2001', type: 'book', title: 'Collected', editor: [person('Foss', 'F.')], publisher: 'P', issued: on(2001) }),
  asStudy({ id: 'conf2015', type: 'paper-conference', title: 'A Talk', author: [person('Gran', 'G.')], 'container-title': 'Proceedings', 'event-place': 'Rome', 'event-date': on(2015, 3, 1), issued: on(2015) }),
  asStudy({ id: 'preprint2022', type: 'article', title: 'A Preprint', author: [person('Holm', 'H.')], archive: 'arXiv', archive_location: '2201.00001', issued: on(2022) }),
  asStudy({ id: 'news2011', type: 'article-newspaper', title: 'News', author: [person('Iver', 'I.')], 'container-title': 'The Daily', issued: on(2011, 5, 4) }),
  asStudy({ id: 'case1998', type: 'legal_case', title: 'A v. B', authority: 'High Court', issued: on(1998) }),
  asStudy({ id: 'range2018', type: 'article-journal', title: 'Ranges', author: [person('Juul', 'J.')], 'container-title': 'J', issued: { 'date-parts': [[2016], [2018]] } }),
  asStudy({ id: 'circa1890', type: 'manuscript', title: 'Old Letters', author: [person('Krog', 'K.')], issued: { 'date-parts': [[1890]], circa: true } }),
]; // biome-ignore format: one work a line

/** Braces that protect a word are not a difference. */
const plain = (item: CslItem) =>
  JSON.parse(JSON.stringify(item).replace(/<span class=\\"nocase\\">(.*?)<\/span>/g, '$1'));

describe.each([
  ['BibLaTeX', writeBiblatex],
  ['BibTeX', writeBibtex],
] as const)('works of many types, written as %s', (label, write) => {
  it('come back with the same variables, their tags as keywords', async () => {
    const { studies, diagnostics } = await read(await write(WORKS));
    expect(diagnostics).toEqual([]);
    for (const [at, work] of WORKS.entries()) {
      const expected = plain(work.item);
      // What neither dialect has a field for is told by the writer.
      delete expected.authority;
      if (work.item.id === 'preprint2022') expected.URL = 'https://arxiv.org/abs/2201.00001';
      const { keyword, ...item } = plain(studies[at]!.item);
      expect(item, `${label}: ${work.item.id}`).toEqual(expected);
      expect(keywordsOf({ ...studies[at]!.item, keyword })).toEqual(work.tags);
    }
  });

  it('are the same bytes for the same studies', async () => {
    expect(await write(WORKS)).toBe(await write(structuredClone(WORKS)));
  });
});

describe('programs that read the export', () => {
  const run = (program: string, args: string[], options: { cwd?: string; input?: string } = {}) =>
    execFileSync(program, args, { ...options, encoding: 'utf8' });

  const has = (program: string) => {
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };

  function inFolder<T>(run: (folder: string) => T): T {
    const folder = mkdtempSync(join(tmpdir(), 'lectern-bib-'));
    try {
      return run(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  const biber = has('biber');
  it.skipIf(!biber)(
    `biber finds nothing to say about the data model${biber ? '' : ' (skipped: biber is not installed)'}`,
    { timeout: 60_000 },
    async () => {
      const text = await writeBiblatex(WORKS);
      const output = inFolder((folder) => {
        writeFileSync(join(folder, 'a.bib'), text);
        return run('biber', ['--tool', '--validate-datamodel', '--nolog', 'a.bib'], {
          cwd: folder,
        });
      });
      expect(output.split('\n').filter((line) => /^(?:WARN|ERROR)/.test(line))).toEqual([]);
    },
  );

  const bibtex = has('bibtex');
  it.skipIf(!bibtex)(
    `bibtex reads every entry without an error${bibtex ? '' : ' (skipped: bibtex is not installed)'}`,
    { timeout: 60_000 },
    async () => {
      const text = await writeBibtex(WORKS);
      const log = inFolder((folder) => {
        writeFileSync(join(folder, 'a.bib'), text);
        writeFileSync(join(folder, 'a.aux'), '\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{a}\n');
        run('bibtex', ['a'], { cwd: folder });
        return readFileSync(join(folder, 'a.blg'), 'utf8');
      });
      expect(log).not.toMatch(/error|---line/i);
    },
  );

  const pandoc = has('pandoc');
  it.skipIf(!pandoc)(
    `pandoc reads the same authors and titles${pandoc ? '' : ' (skipped: pandoc is not installed)'}`,
    { timeout: 60_000 },
    async () => {
      const text = await writeBiblatex(WORKS);
      const items = JSON.parse(run('pandoc', ['-f', 'biblatex', '-t', 'csljson'], { input: text })) as CslItem[];
      expect(items.map(({ id }) => id)).toEqual(WORKS.map(({ item }) => item.id));
      expect(items[0]?.author).toEqual([{ literal: 'International Centre for Studies & Practice' }]);
      expect(items[1]?.author).toEqual(WORKS[1]?.item.author);
      expect(items[1]?.DOI).toBe('10.1000/jcom_12201');
    },
  );
});

describe('any entry', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_.+-]{0,10}$/).filter((field) => !['crossref', 'xdata'].includes(field));
  const known = fc.constantFrom(
    'title',
    'subtitle',
    'author',
    'editor',
    'date',
    'year',
    'month',
    'journal',
    'journaltitle',
    'booktitle',
    'doi',
    'url',
    'pages',
    'number',
    'eprint',
    'eprinttype',
    'keywords',
    'abstract',
    'note',
    'type',
    'entrysubtype',
    'howpublished',
    'langid',
    'edition',
    'titleaddon',
    'pubstate',
    'publisher',
    'institution',
  );
  const NAME_FIELDS = new Set(['author', 'editor', 'translator', 'bookauthor']);
  const bare = fc.stringMatching(/^[A-Za-z0-9 ,.:;&%$#_~^'`\\/<>é-]{0,20}[a-z]$/);
  const value = fc.oneof(
    bare.map((text) => `{${text}}`),
    bare.map((text) => `{a {${text}} b}`),
    bare.map((text) => `"${text}"`),
    fc.nat().map(String),
    fc.constant('jun'),
  );
  const entry = fc.record({
    type: fc.constantFrom('article', 'Book', 'inproceedings', 'online', 'misc', 'thesis', 'report', 'unheardof'),
    fields: fc.uniqueArray(fc.tuple(fc.oneof(name, known), value), { selector: ([field]) => field, maxLength: 8 }),
  });
  const library = fc
    .array(entry, { minLength: 1, maxLength: 3 })
    .map((entries) =>
      entries.map(({ type, fields }, at) => ({ type, key: `k${at}`, fields: Object.fromEntries(fields) })),
    );

  it('keeps every field through its own format, as it was or named as mended', async () => {
    await fc.assert(
      fc.asyncProperty(library, async (entries) => {
        const text = entries
          .map(
            ({ type, key, fields }) =>
              `@${type}{${key},\n${Object.entries(fields)
                .map(([field, source]) => `  ${field} = ${source},\n`)
                .join('')}}\n`,
          )
          .join('\n');
        const studies = asStudies((await read(text)).studies);
        const residue = studies[0]?.residue?.bibtex as { dialect: 'bibtex' | 'biblatex' };
        const format = residue.dialect === 'biblatex' ? biblatexFormat : bibtexFormat;
        const { text: written, diagnostics } = await format.write!(studies, {});
        for (const { type, key, fields } of entries) {
          const said = diagnostics.filter((one) => one.key === key).map(({ message }) => message);
          const isNamed = (field: string) =>
            said.some((message) => message.includes(` ${field} (`) || message.startsWith(`${field}: `));
          expect(written).toContain(`@${type}{`);
          for (const [field, source] of Object.entries(fields)) {
            const inner = source.replace(/^[{"]|[}"]$/g, '');
            // biber would skip the entry of some lists of names, so they are mended.
            const isList = !NAME_FIELDS.has(field) || nameListProblem(inner) === undefined;
            const canStay = isList && !/[&%#_$^~\\]/.test(source) && field !== 'doi';
            if (canStay || !isNamed(field))
              expect(written.replace(/ +=/g, ' =')).toContain(`  ${field} = ${source},\n`);
          }
        }
        expect(await writeBibtex(studies, { verbatim: true })).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('means the same after it went through BibLaTeX', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            title: fc
              .stringMatching(/^[A-Z][a-z&%$#_{}~^\\é “”<>-]{0,20}[a-z]$/)
              .filter((text) => !/<\/?(?:i|b|sup|sub|sc|span)\b|--|\$.*\\| {2}/.test(text)),
            author: fc.array(
              fc.oneof(
                fc.record({ literal: fc.stringMatching(/^[A-Z][A-Za-z&, ]{0,12}[a-z]$/) }),
                fc.record({
                  family: fc.stringMatching(/^[A-Z][a-zé]{1,8}$/),
                  given: fc.stringMatching(/^[A-Z][a-z]{1,8}$/),
                }),
              ),
              { minLength: 1, maxLength: 3 },
            ),
            publisher: fc.stringMatching(/^[A-Z][a-z& ]{0,12}[a-z]$/),
            volume: fc.nat({ max: 99 }).map(String),
            note: fc.stringMatching(/^[a-z&%$#_{}~^\\é-]{1,20}$/).filter((text) => !/--|\$.*\\/.test(text)),
          },
          { requiredKeys: ['title'] },
        ),
        fc.uniqueArray(fc.stringMatching(/^[a-z][a-z/&,;_]{0,8}[a-z]$/), { maxLength: 3 }),
        async (variables, tags) => {
          const spaced = JSON.parse(JSON.stringify(variables).replace(/ {2,}/g, ' '));
          const study = asStudy({ type: 'book', ...spaced }, tags);
          const { studies } = await read(await writeBiblatex([study]));
          const { keyword, ...item } = plain(studies[0]!.item);
          expect(item).toEqual(study.item);
          expect(keywordsOf({ ...item, keyword })).toEqual(tags);
        },
      ),
      { numRuns: 500 },
    );
  });
});
