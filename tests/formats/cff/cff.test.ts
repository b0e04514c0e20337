import { expect, test } from 'vitest';
import type { Study } from '../../../src/domain/study.ts';
import { detectFormat, formatByName } from '../../../src/formats/formats.ts';

const read = (text: string) => formatByName('cff')!.read!(text, { source: 'CITATION.cff' });

const FILE = `cff-version: 1.2.0
message: If you use this, cite it.
type: software
title: Lamp Tools
abstract: Tools for lamps.
authors:
  - family-names: Druskat
    given-names: Stella
    name-particle: von
    orcid: https://orcid.org/0000-0001-2345-6789
  - name: The Lamp Project
version: 2.10
date-released: 2021-07-18
doi: 10.5281/zenodo.123
license: MIT
repository-code: https://example.org/lamps
keywords: [lamps, light]
preferred-citation:
  type: article
  title: On lamps
  authors:
    - {family-names: Curie, given-names: Marya, name-suffix: Jr.}
  journal: Journal of Lamps
  year: 2020
  month: 5
  volume: 8
  issue: 2
  start: 10
  end: 19
references:
  - type: conference-paper
    title: Lamps at sea
    authors: [{name: Lamp Society}]
    conference: {name: Lamps 2019, city: Oslo, date-start: 2019-05-06}
    publisher: {name: Nowhere Press, city: London, country: GB}
    scope: method
    date-published: 2019-05-07
  - just text
`;

test('the work, its preferred citation and its references are studies', async () => {
  expect(detectFormat(FILE, 'file.bin')?.name).toBe('cff');
  const { studies, diagnostics } = await read(FILE);
  expect(studies.map(({ item }) => item)).toEqual([
    {
      id: '',
      type: 'software',
      title: 'Lamp Tools',
      abstract: 'Tools for lamps.',
      author: [{ family: 'Druskat', given: 'Stella', 'non-dropping-particle': 'von' }, { literal: 'The Lamp Project' }],
      version: '2.10',
      issued: { 'date-parts': [[2021, 7, 18]] },
      DOI: '10.5281/zenodo.123',
      license: 'MIT',
      URL: 'https://example.org/lamps',
      keyword: 'lamps, light',
    },
    {
      id: '',
      type: 'article-journal',
      title: 'On lamps',
      author: [{ family: 'Curie', given: 'Marya', suffix: 'Jr.' }],
      'container-title': 'Journal of Lamps',
      issued: { 'date-parts': [[2020, 5]] },
      volume: '8',
      issue: '2',
      page: '10-19',
    },
    {
      id: '',
      type: 'paper-conference',
      title: 'Lamps at sea',
      author: [{ literal: 'Lamp Society' }],
      'event-title': 'Lamps 2019',
      'event-place': 'Oslo',
      'event-date': { 'date-parts': [[2019, 5, 6]] },
      publisher: 'Nowhere Press',
      'publisher-place': 'London',
      issued: { 'date-parts': [[2019, 5, 7]] },
    },
  ]);
  expect(diagnostics).toMatchObject([{ severity: 'error', message: 'reference 2 has no fields; left out' }]);
});

test('what no variable says is kept, and named by other formats', async () => {
  const { studies } = await read(FILE);
  expect(studies.map(({ residue }) => Object.keys((residue?.cff as object | undefined) ?? {}))).toEqual([
    ['authors'],
    [],
    ['publisher', 'scope'],
  ]);
  const all = studies.map(
    (draft, at): Study => ({
      uid: '0',
      status: 'unscreened',
      ...draft,
      excerpts: [],
      item: { ...draft.item, id: `k${at}` },
    }),
  );
  const { diagnostics } = await formatByName('bibtex')!.write!(all, {});
  expect(diagnostics.map(({ message }) => message).join()).toContain(
    'what CITATION.cff said of 2 studies in authors, publisher, scope',
  );
});

test.each([
  ['cff-version: 1.2.0\ntitle: [open\n', 'this is not valid YAML'],
  ['cff-version: 1.2.0\nmessage: x\n', 'no work found'],
])('a broken file is told: %j', async (text, message) => {
  const { studies, diagnostics } = await read(text);
  expect(studies).toEqual([]);
  expect(diagnostics[0]).toMatchObject({ severity: 'error', message: expect.stringContaining(message) });
});
