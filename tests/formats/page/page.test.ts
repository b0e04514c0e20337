import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageFormat } from '../../../src/formats/page/page.ts';
import { fixture, readPage } from './read-page.ts';

async function onlyStudy(text: string) {
  const { studies, diagnostics } = await readPage(text);
  expect(studies).toHaveLength(1);
  return { study: studies[0]!, diagnostics };
}

const sections = (excerpts: { section: string }[]) => excerpts.map(({ section }) => section);

describe('a page copied as text', () => {
  test('the study gets its own title, not the headline of the page', async () => {
    const { study, diagnostics } = await onlyStudy(fixture('report with a blog headline.txt'));
    expect(study.item).toEqual({
      id: '',
      type: 'report',
      title: 'Reading Rooms for Schools: Model Agreements & National Review',
      author: [{ literal: 'National Institute for Libraries & Lifelong Learning' }],
      issued: { 'date-parts': [[2014]] },
    });
    expect(study.source).toEqual({
      headline: 'Libraries Open Their Reading Rooms to Schools, Review Finds',
      site: 'Shelf Notes',
    });
    expect(study.line).toBe(12);
    expect(diagnostics).toEqual([]);
  });

  test('every paragraph under a heading is one quotation', async () => {
    const { study } = await onlyStudy(fixture('report with a blog headline.txt'));
    expect(sections(study.excerpts)).toEqual([
      ...Array(2).fill('Background'),
      ...Array(2).fill('Methods'),
      ...Array(3).fill('Results'),
    ]);
    expect(study.excerpts.every(({ kind }) => kind === 'quotation')).toBe(true);
    expect(study.excerpts[1]?.text).toMatch(/^A reading agreement .* staff…$/);
    expect(study.excerpts.at(-1)?.text).toBe('Agreements with a fixed term were renewed more often.');
  });

  test('line ends of Windows change nothing', async () => {
    const text = fixture('report with a blog headline.txt');
    expect(await readPage(text.replaceAll('\n', '\r\n'))).toEqual(await readPage(text));
  });

  test('soft-wrapped lines become paragraphs again', async () => {
    const { study } = await onlyStudy(fixture('soft-wrapped lines.txt'));
    expect(study.item.title).toBe('A Longitudinal Study of Bedtimes and Reading in Primary Schools');
    expect(study.item.author).toEqual([
      { family: 'Smith', given: 'A.' },
      { family: 'Jones', given: 'B.' },
      { family: 'Doe', given: 'C.' },
    ]);
    const introduction = study.excerpts.filter(({ section }) => section === 'Introduction');
    expect(introduction.map(({ text }) => text.slice(-15))).toEqual(['estion is open.', 'n a short line.']);
  });

  test('label lines become variables, and a journal makes an article', async () => {
    const { study } = await onlyStudy(fixture('soft-wrapped lines.txt'));
    expect(study.item).toMatchObject({
      type: 'article-journal',
      'container-title': 'Journal of School Research',
      volume: '12',
      issue: '3',
      page: '45-67',
      DOI: '10.5555/jsr.2015.45',
      issued: { 'date-parts': [[2012], [2015]] },
      keyword: 'sleep, reading, primary school',
      abstract: expect.stringMatching(/^Bedtimes vary .* better reading\.$/),
    });
    expect(study.tags).toEqual([]);
  });

  test('numbers and capitals are no part of a section name', async () => {
    const { study } = await onlyStudy(fixture('soft-wrapped lines.txt'));
    expect([...new Set(sections(study.excerpts))]).toEqual([
      'Introduction',
      'Methods',
      'Sample of schools',
      'Discussion',
      'Conclusions',
    ]);
  });

  test('the abstract is no excerpt, and nothing after the references is', async () => {
    const { study } = await onlyStudy(fixture('soft-wrapped lines.txt'));
    const texts = study.excerpts.map(({ text }) => text);
    expect(texts.some((text) => text.includes('Bedtimes vary'))).toBe(false);
    expect(texts.some((text) => text.includes('is cited'))).toBe(false);
    expect(texts.slice(-3)).toEqual([
      'Regular bedtimes went with better reading.',
      'The effect was small.',
      'Diaries are better than questionnaires.',
    ]);
  });

  test('a study without authors comes in, and the lack is told', async () => {
    const { study, diagnostics } = await onlyStudy(fixture('no authors and no site.txt'));
    expect(study.item).toMatchObject({
      title: 'Annual Survey of Village Libraries',
      issued: { 'date-parts': [[2009]] },
    });
    expect(study.item).not.toHaveProperty('author');
    expect(sections(study.excerpts)).toEqual(['Executive Summary', 'Implications']);
    expect(study.source).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('no authors'), line: 1 },
    ]);
  });

  test('two studies on one page are two studies, each with its link', async () => {
    const { studies, diagnostics } = await readPage(fixture('two studies.txt'));
    expect(studies.map(({ item, excerpts }) => [item.title, item.URL, item.issued, excerpts.length])).toEqual([
      ['Reading Aloud at Home', 'https://example.org/first', { 'date-parts': [[2016, 6]] }, 2],
      ['Reading Aloud at School', 'https://example.org/second', { 'date-parts': [[2018]] }, 1],
    ]);
    expect(diagnostics).toEqual([]);
  });

  test('authors without a title above them are told with their line', async () => {
    const page = 'A Title\n\nAuthors: Ann Lee\nPublished: 2001\n\nResults\n\nOne.\n\nMethods\n\nAuthors: Bo Li\n\nTwo.';
    const { study, diagnostics } = await onlyStudy(page);
    expect(study.item.author).toEqual([{ family: 'Lee', given: 'Ann' }]);
    expect(diagnostics).toMatchObject([{ severity: 'warning', line: 12, source: 'page.txt' }]);
  });

  test('Markdown headings and links are understood', async () => {
    const page =
      '## Trees in Town\n\n**Authors:** Ann Lee\n**Published:** May 2003\n\n### Results\n\nShade **helps**.\n\nRead the [full study](https://doi.org/10.5555/trees).';
    const { study } = await onlyStudy(page);
    expect(study.item).toMatchObject({
      title: 'Trees in Town',
      DOI: '10.5555/trees',
      issued: { 'date-parts': [[2003, 5]] },
    });
    expect(study.excerpts).toMatchObject([{ section: 'Results', text: 'Shade **helps**.' }]);
  });

  test('a title directly above the sections is enough', async () => {
    const { study, diagnostics } = await onlyStudy('Trees in Town\n\nMethods\n\nWe counted.\n\nResults\n\nMany.');
    expect(study.item.title).toBe('Trees in Town');
    expect(diagnostics[0]?.message).toContain('no authors, no date');
  });
});

test('what follows the link to the full study belongs to the page, not to the study', async () => {
  const page =
    'T\n\nAuthors: Ann Lee\n\nResults\n\nOne.\n\nRead the full study here.\n\nWe thank our readers for their letters.';
  const { study } = await onlyStudy(page);
  expect(study.excerpts.map(({ text }) => text)).toEqual(['One.']);
});

describe('a saved HTML page', () => {
  test('nested markup, entities and line breaks become plain text', async () => {
    const { study, diagnostics } = await onlyStudy(fixture('nested markup.html'));
    expect(study.item).toMatchObject({
      type: 'article-journal',
      title: 'Maps & Minds: A Study of Geography Lessons',
      author: [
        { family: 'Smith', given: 'Jane' },
        { family: 'Hunter', given: 'Tom' },
        { family: 'Cruz', given: 'José', 'non-dropping-particle': 'de la' },
      ],
      issued: { 'date-parts': [[2021, 1, 15]] },
      'container-title': 'Geography Lessons',
    });
    expect(study.excerpts.map(({ section, text }) => `${section}: ${text}`)).toEqual([
      'Background: Pupils who draw maps remember places longer…',
      'Findings: Three things stood out:',
      'Findings: Hand-drawn maps were kept.',
      'Findings: Printed maps were lost.',
      'Findings: Some were found again.',
      'Findings: “A map is a promise,” one pupil wrote.',
    ]);
    expect(diagnostics).toEqual([]);
  });

  test('the page itself is kept as provenance, and the link leads to the study', async () => {
    const { study } = await onlyStudy(fixture('nested markup.html'));
    expect(study.source).toEqual({
      headline: 'Maps in the Classroom Help Pupils, Study Says',
      site: 'The Map Room',
      url: 'https://maps.example.org/blog/classroom',
    });
    expect(study.item.DOI).toBe('10.5555/maps.2021.7');
    expect(study.item).not.toHaveProperty('URL');
    expect(study.line).toBe(14);
  });

  test('a relative link is made absolute with the address of the page', async () => {
    const page = fixture('nested markup.html').replace('https://doi.org/10.5555/maps.2021.7', '/files/study.pdf');
    const { study } = await onlyStudy(page);
    expect(study.item.URL).toBe('https://maps.example.org/files/study.pdf');
  });

  test.each(['javascript:alert(1)', 'mailto:a@example.org', '#top'])('%s is no address of a study', async (href) => {
    const page = fixture('nested markup.html').replace('https://doi.org/10.5555/maps.2021.7', href);
    const { study } = await onlyStudy(page);
    expect(study.item).not.toHaveProperty('URL');
  });
});

describe('a page that is no study', () => {
  test.each([
    ['HTML', fixture('no study at all.html')],
    ['text', 'Opening hours\n\nNine to five.\n\nWe lend books.'],
    ['one word', 'hello'],
    ['a title with an identifier only', 'PG: 1-9\nDOI: 10.5555/1\nUS: https://example.org\n'],
    ['a byline of a blog', 'Ten Tips\n\nPublished: 3 May 2020\n\nTip one is to read. Tip two is to read more.'],
  ])('%s gives no study and one error that says what to do', async (_name, text) => {
    const { studies, diagnostics } = await readPage(text);
    expect(studies).toEqual([]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ severity: 'error', source: 'page.txt' });
    expect(diagnostics[0]?.message).toMatch(/no study found.*"Authors:".*by hand/s);
  });
});

test('pages are told from other text by their content', () => {
  expect(pageFormat.detect!(fixture('report with a blog headline.txt'))).toBe(true);
  expect(pageFormat.detect!(fixture('nested markup.html'))).toBe(true);
  expect(pageFormat.detect!('Dear all, the meeting is at nine.')).toBe(false);
});

describe('hostile input', () => {
  test('arbitrary text never crashes the reader', async () => {
    const piece = fc.constantFrom(
      ...[
        'Authors: A & B',
        'Published: 2017',
        'Methods',
        '\n',
        '\n\n',
        '<p>',
        '</p>',
        '<br>',
        '<a href="',
        '">',
        '&',
        ';',
        'Title',
        '](',
        '[',
      ],
    );
    const text = fc.array(fc.oneof(piece, fc.string())).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (source) => {
        const { studies, diagnostics } = await readPage(source);
        expect(studies.length + diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['open tags', '<div>'.repeat(200_000)],
    ['one paragraph of many lines', 'word word word\n'.repeat(200_000)],
    ['brackets', '<p>'.concat('[(['.repeat(200_000))],
    ['an endless author line', `T\nAuthors: ${'A & '.repeat(100_000)}`],
    ['quotes', `Methods: ${'."'.repeat(200_000)}`],
  ])('%s take time in proportion to their length', async (_name, text) => {
    await readPage(text);
  });
});

describe('label lines', () => {
  const page = (...labels: string[]) => `A Title\n${labels.join('\n')}\n\nResults\n\nIt is so.`;

  test.each([
    [
      'Published: Journal of Reading, 2016',
      { 'container-title': 'Journal of Reading', issued: { 'date-parts': [[2016]] } },
    ],
    [
      'Published: 2016, Journal of Reading',
      { 'container-title': 'Journal of Reading', issued: { 'date-parts': [[2016]] } },
    ],
    [
      'Published: 2016 in the Journal of Reading',
      { 'container-title': 'Journal of Reading', issued: { 'date-parts': [[2016]] } },
    ],
    ['Published: 2017 (revised 2018)', { type: 'report', issued: { 'date-parts': [[2017]] } }],
    ['Published: January 15, 2021', { issued: { 'date-parts': [[2021, 1, 15]] } }],
    ['Published: 25/12/2020', { issued: { 'date-parts': [[2020, 12, 25]] } }],
    ['Published: 03/04/2020', { issued: { literal: '03/04/2020' } }],
    ['Date: Spring 2014', { issued: { 'date-parts': [[2014]], season: 1 } }],
    ['Publisher: A Press', { publisher: 'A Press', type: 'report' }],
    ['Type: Doctoral dissertation', { type: 'thesis', genre: 'Doctoral dissertation' }],
    ['Published in: Proceedings of the Reading Conference', { type: 'paper-conference' }],
    ['DOI: https://doi.org/10.5555%2F1', { DOI: '10.5555/1' }],
    ['Link: https://example.org/study', { URL: 'https://example.org/study' }],
    ['Title: Its own title', { title: 'Its own title' }],
  ])('%s', async (label, expected) => {
    const { study } = await onlyStudy(page('Authors: Ann Lee', label));
    expect(study.item).toMatchObject(expected);
  });

  test('a label can be a heading over its value', async () => {
    const html =
      '<html><h1>A Title</h1><h3>Authors</h3><p>Ann Lee</p><h3>Methods &amp; Findings</h3><p>We looked.</p><h3>Keywords</h3><p>a; b</p></html>';
    const { study } = await onlyStudy(html);
    expect(study.item).toMatchObject({ title: 'A Title', author: [{ family: 'Lee', given: 'Ann' }], keyword: 'a, b' });
    expect(study.excerpts).toMatchObject([{ section: 'Methods & Findings', text: 'We looked.' }]);
  });

  test('an author line that names nobody gives no author', async () => {
    const { study, diagnostics } = await onlyStudy(page('Authors: not stated', 'Published: 2017'));
    expect(study.item).not.toHaveProperty('author');
    expect(diagnostics[0]?.message).toContain('no authors');
  });

  test('what a label line says beyond its variable stays as residue', async () => {
    const { study } = await onlyStudy(page('Authors: Ann Lee, A University', 'Published: 2017 (revised 2018)'));
    expect(study.residue).toEqual({ page: { author: 'Ann Lee, A University', issued: '2017 (revised 2018)' } });
  });
});

describe('a page without labels', () => {
  const SECTIONS = ['Background', 'Methods', 'Results']
    .map((name) => `<h2>${name}</h2><p>About ${name} it says much.</p>`)
    .join('');
  const TEXT = 'Background\n\nFew have asked.\n\nMethods\n\nWe asked.\n\nResults\n\nThey answered.\n';
  const NAMES = [
    { family: 'Alpha', given: 'Alice' },
    { family: 'Beta', given: 'Bob' },
  ];

  test('a date under the title is the date, and a list of names the authors', async () => {
    const { study } = await onlyStudy(
      `<h1>The <em>Effects</em> of Things</h1><ul><li>Alice Alpha</li><li>Bob Beta</li></ul><p class=date>4 March 2019</p>${SECTIONS}`,
    );
    expect(study.item).toMatchObject({ title: 'The Effects of Things', author: NAMES });
    expect(study.item.issued).toEqual({ 'date-parts': [[2019, 3, 4]] });
    expect(sections(study.excerpts)).toEqual(['Background', 'Methods', 'Results']);
  });

  test('a line that begins with "By" names the authors', async () => {
    const { study } = await onlyStudy(`My Study: On Things\nBy Alice Alpha and Bob Beta\n2016\n\n${TEXT}`);
    expect(study.item).toMatchObject({ title: 'My Study: On Things', author: NAMES });
    expect(study.item.issued).toEqual({ 'date-parts': [[2016]] });
    expect(study.excerpts).toHaveLength(3);
  });

  test('a by-line over a label is no title either', async () => {
    const { study } = await onlyStudy(`On Things\n\nBy Alice Alpha and Bob Beta\n\nPublished: 2016\n\n${TEXT}`);
    expect(study.item).toMatchObject({ title: 'On Things', author: NAMES });
  });

  test('a sentence that begins with "By" stays a passage', async () => {
    const { study } = await onlyStudy(
      `On Things\n\n${TEXT}\nBy Contrast With Others, it was read.\n\nBy 2016 they had read more.\n`,
    );
    expect(study.excerpts.map(({ text }) => text)).toContain('By 2016 they had read more.');
    expect(study.excerpts).toHaveLength(5);
  });

  test('the terms of a list are labels, and all their values count', async () => {
    const { study } = await onlyStudy(
      `<h1>On Things</h1><dl><dt>Authors</dt><dd>Alice Alpha</dd><dd>Bob Beta</dd><dt>Published</dt><dd>June 2011</dd></dl>${SECTIONS}`,
    );
    expect(study.item).toMatchObject({ title: 'On Things', author: NAMES, issued: { 'date-parts': [[2011, 6]] } });
    expect(study.excerpts).toHaveLength(3);
  });

  test('"n.d." is no date', async () => {
    const { study, diagnostics } = await onlyStudy(`On Things\n\nAuthors: Alice Alpha\nPublished: n.d.\n\n${TEXT}`);
    expect(study.item).not.toHaveProperty('issued');
    expect(diagnostics[0]?.message).toContain('no date');
  });
});
