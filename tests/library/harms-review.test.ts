import { readFileSync } from 'node:fs';
import { validate, version } from 'uuid';
import { describe, expect, test } from 'vitest';
import { LOCATOR_LABELS } from '../../src/domain/excerpt.ts';
import {
  type CslDate,
  type CslItem,
  type CslName,
  SCREENING_STATUSES,
  type ScreeningStatus,
  type Source,
} from '../../src/domain/study.ts';

interface ShippedExcerpt {
  uid: string;
  kind: string;
  text: string;
  section: string;
  locator?: { label: string; value: string };
  comment?: string;
  tags: string[];
}

type ShippedItem = CslItem & {
  title: string;
  author: CslName[];
  custom: {
    lectern: { uid: string; tags: string[]; excerpts: ShippedExcerpt[]; status: ScreeningStatus; source?: Source };
  };
};

interface CodebookEntry {
  tag: string;
  definition: string;
  colour: string;
}

const readLibrary = (name: string) => readFileSync(new URL(`../../library/${name}`, import.meta.url), 'utf8');
const reviewText = readLibrary('harms-review.json');
const codebookText = readLibrary('codebook.json');
const review = JSON.parse(reviewText) as ShippedItem[];
const codebook = JSON.parse(codebookText) as CodebookEntry[];

const excerpts = review.flatMap((item) =>
  item.custom.lectern.excerpts.map((excerpt) => ({ where: item.id, ...excerpt })),
);
const usedTags = new Set([
  ...review.flatMap((item) => item.custom.lectern.tags),
  ...excerpts.flatMap((excerpt) => excerpt.tags),
]);

/** CSL 1.0.2, appendix III, those that a literature review can meet. */
const ITEM_TYPES = [
  'article-journal',
  'book',
  'chapter',
  'dataset',
  'legal_case',
  'legislation',
  'paper-conference',
  'report',
  'thesis',
  'treaty',
  'webpage',
];
const NAME_MEMBERS = ['family', 'given', 'literal', 'suffix', 'dropping-particle', 'non-dropping-particle'];
const DATE_VARIABLES = ['issued', 'original-date', 'accessed', 'submitted', 'event-date', 'available-date'];
const COLOURS = ['red', 'yellow', 'green', 'blue', 'magenta', 'cyan', 'grey'];

/** The items for which `holds` is false, by citation key, so that a failure names them. */
const failing = (holds: (item: ShippedItem) => boolean) => review.filter((item) => !holds(item)).map((item) => item.id);

function isName(name: CslName): boolean {
  const members = Object.entries(name);
  const wellFormed = members.every(
    ([member, value]) => NAME_MEMBERS.includes(member) && typeof value === 'string' && value !== '',
  );
  return wellFormed && (name.literal === undefined ? name.family !== undefined : members.length === 1);
}

function isDate(value: CslDate): boolean {
  const dates = value['date-parts'] ?? [];
  return (
    Object.keys(value).length === 1 &&
    (dates.length === 1 || dates.length === 2) &&
    dates.every((parts) => {
      const [year, month = 1, day = 1] = parts;
      return (
        parts.every(Number.isInteger) &&
        parts.length >= 1 &&
        parts.length <= 3 &&
        Number(year) > 1900 &&
        Number(month) >= 1 &&
        Number(month) <= 12 &&
        Number(day) >= 1 &&
        Number(day) <= 31
      );
    })
  );
}

describe('the shipped works as CSL-JSON', () => {
  test('about twenty works ship', () => {
    expect(review.length).toBeGreaterThanOrEqual(20);
  });

  test('both files are two-space JSON that ends in a line feed, so that git shows real edits', () => {
    expect(reviewText).toBe(`${JSON.stringify(review, null, 2)}\n`);
    expect(codebookText).toBe(`${JSON.stringify(codebook, null, 2)}\n`);
  });

  test('every work has a type of CSL 1.0.2 and a title', () => {
    expect(failing((item) => ITEM_TYPES.includes(item.type) && item.title.trim() !== '')).toEqual([]);
  });

  test('citation keys are ASCII, of the form author, year, word, and unique regardless of case', () => {
    expect(failing((item) => /^[a-z]+\d{4}[a-z]+$/.test(item.id))).toEqual([]);
    expect(new Set(review.map((item) => item.id.toLowerCase())).size).toBe(review.length);
  });

  test('the year of a citation key is the year the work was issued', () => {
    const year = (item: ShippedItem) => String((item.issued as CslDate)['date-parts']?.[0]?.[0]);
    expect(failing((item) => item.id.includes(year(item)))).toEqual([]);
  });

  test('works stand in the order of their citation keys', () => {
    const keys = review.map((item) => item.id);
    expect(keys).toEqual([...keys].sort());
  });

  test('an author has a family name, or is a literal and nothing else', () => {
    expect(failing((item) => item.author.length > 0 && item.author.every(isName))).toEqual([]);
  });

  test('dates are date-parts of integers: a year, or a year and a month, or a full date', () => {
    expect(failing((item) => item.issued !== undefined)).toEqual([]);
    expect(
      failing((item) => DATE_VARIABLES.every((name) => item[name] === undefined || isDate(item[name] as CslDate))),
    ).toEqual([]);
  });

  test('pages are a range with a hyphen', () => {
    expect(failing((item) => item.page === undefined || /^\d+-\d+$/.test(String(item.page)))).toEqual([]);
  });

  test('a DOI is bare, and no URL repeats it', () => {
    expect(failing((item) => item.DOI === undefined || /^10\.\d{4,9}\/\S+$/.test(String(item.DOI)))).toEqual([]);
    expect(failing((item) => !String(item.URL ?? '').includes('doi.org'))).toEqual([]);
    const dois = review.filter((item) => item.DOI !== undefined).map((item) => String(item.DOI).toLowerCase());
    expect(new Set(dois).size).toBe(dois.length);
  });

  test('an article names its journal and DOI, a report its publisher', () => {
    expect(failing((item) => item.type !== 'article-journal' || Boolean(item['container-title'] && item.DOI))).toEqual(
      [],
    );
    expect(failing((item) => item.type !== 'report' || Boolean(item.publisher))).toEqual([]);
  });

  test('bodies stay whole and diacritics survive', () => {
    const authors = (id: string) => review.find((item) => item.id === id)?.author;
    expect(authors('icmec2017online')).toEqual([{ literal: 'International Centre for Missing & Exploited Children' }]);
    expect(authors('childrens2023lot')).toEqual([{ literal: "Children's Commissioner for England" }]);
    expect(authors('council2007convention')).toEqual([{ literal: 'Council of Europe' }]);
    expect(authors('lorenzodus2016understanding')?.[2]).toEqual({ family: 'Pérez-Tattam', given: 'Rocío' });
  });
});

describe('what the review says about the works', () => {
  test('every study and excerpt has a UUIDv7 of its own', () => {
    const uids = [...review.map((item) => item.custom.lectern.uid), ...excerpts.map((excerpt) => excerpt.uid)];
    expect(uids.filter((uid) => !validate(uid) || version(uid) !== 7)).toEqual([]);
    expect(new Set(uids).size).toBe(uids.length);
  });

  test('every study has been screened and has at least one excerpt and one tag', () => {
    expect(failing(({ custom: { lectern } }) => SCREENING_STATUSES.includes(lectern.status))).toEqual([]);
    expect(failing(({ custom: { lectern } }) => lectern.excerpts.length > 0 && lectern.tags.length > 0)).toEqual([]);
  });

  test('every excerpt is a summary in our own words, under a section and with a tag', () => {
    const wrong = excerpts.filter(
      ({ kind, text, section, tags }) =>
        kind !== 'summary' || text.trim() === '' || section.trim() === '' || tags.length === 0,
    );
    expect(wrong).toEqual([]);
  });

  test('a locator has a label that CSL knows and a value', () => {
    const labels: readonly string[] = LOCATOR_LABELS;
    expect(excerpts.filter(({ locator }) => locator && !(labels.includes(locator.label) && locator.value))).toEqual([]);
  });

  test('no tag is given twice to the same study or excerpt', () => {
    const lists = [...review.map((item) => item.custom.lectern.tags), ...excerpts.map((excerpt) => excerpt.tags)];
    expect(lists.filter((tags) => new Set(tags).size !== tags.length)).toEqual([]);
  });

  test('the ICMEC report has excerpts on background, methods and results, and says which page presented it', () => {
    const lectern = review.find((item) => item.id === 'icmec2017online')?.custom.lectern;
    expect(new Set(lectern?.excerpts.map((excerpt) => excerpt.section))).toEqual(
      new Set(['Background', 'Methods', 'Results']),
    );
    expect(lectern?.source).toEqual({
      headline: 'Online Sexual Predators Use Porn to Groom Children Into Sending Intimate Images, Report Shows',
      site: 'Truth About Porn',
    });
  });

  test('cautious, contested and null findings are among the included works', () => {
    const included = review.filter((item) => item.custom.lectern.status === 'included');
    const stances = included.filter((item) => item.custom.lectern.tags.some((tag) => tag.startsWith('stance/')));
    expect(stances.length).toBeGreaterThanOrEqual(3);
    for (const stance of ['stance/cautious', 'stance/contested', 'stance/null-finding'])
      expect(
        stances.some((item) => item.custom.lectern.tags.includes(stance)),
        stance,
      ).toBe(true);
  });

  test('where two meta-analyses disagree, both are tagged contested and each names the other', () => {
    const said = (id: string) => JSON.stringify(review.find((item) => item.id === id)?.custom.lectern);
    expect(said('wright2016meta')).toMatch(/stance\/contested.*Ferguson|Ferguson.*stance\/contested/);
    expect(said('ferguson2022pornography')).toMatch(/stance\/contested.*Wright|Wright.*stance\/contested/);
  });
});

describe('the codebook', () => {
  const tags = codebook.map((entry) => entry.tag);

  test('defines each tag once, with a colour that every terminal has', () => {
    expect(new Set(tags).size).toBe(tags.length);
    expect(codebook.filter((entry) => !COLOURS.includes(entry.colour) || entry.definition.length < 20)).toEqual([]);
  });

  test('covers every tag of the review', () => {
    expect([...usedTags].filter((tag) => !tags.includes(tag))).toEqual([]);
  });

  test('has no tag that the review does not use, itself or through a child', () => {
    const inUse = (tag: string) => [...usedTags].some((used) => used === tag || used.startsWith(`${tag}/`));
    expect(tags.filter((tag) => !inUse(tag))).toEqual([]);
  });

  test('has the parent of every tag, in the same colour', () => {
    const colourOf = new Map(codebook.map((entry) => [entry.tag, entry.colour]));
    const orphans = codebook.filter(({ tag, colour }) => {
      const slash = tag.lastIndexOf('/');
      return slash > 0 && colourOf.get(tag.slice(0, slash)) !== colour;
    });
    expect(orphans).toEqual([]);
  });
});
