import { describe, expect, it } from 'vitest';
import { READABLE } from '../../../src/formats/formats.ts';
import { ATTACKS, expectHarmless } from './harmless.ts';

type Sample = (attack: string, at: number) => string;

const escaped = (text: string) => text.replaceAll('\0', '').replace(/[&<>"\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const line = (text: string) => text.replace(/[\r\n\u2028\0]+/g, ' ');
const words = (text: string) => text.split(' ');
/** The attack at every name. */
const each = (names: string, attack: unknown) => Object.fromEntries(words(names).map((name) => [name, attack]));
const tagged = (names: string, between: string, attack: string) =>
  words(names)
    .map((name) => `${name}${between}${line(attack)}`)
    .join('\n');

const csv =
  (delimiter: string): Sample =>
  (attack) => {
    const cell = `"${attack.replaceAll('"', '""')}"`;
    const names =
      'Title,Authors,Year,Source title,Volume,Issue,Page start,Page end,DOI,Link,Abstract,Author Keywords,Publisher,ISSN,ISBN,PubMed ID,Language of Original Document,Document Type,Source,EID,Notes,Extra'.split(
        ',',
      );
    return `${names.join(delimiter)}\n${names.map((name) => (name === 'Title' ? '"T"' : cell)).join(delimiter)}\n${names.map(() => cell).join(delimiter)}\n`;
  };
const names = (attack: string) => [{ family: attack, given: attack }, { name: attack }, { literal: attack }];

/** What stands in a .bib is LaTeX, and stays so. */
const LATEX = new Set(['bibtex', 'biblatex']);

/** A file of each other format with an attack wherever it has a value. Whoever adds a format adds its file. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  'csl-json': (attack) =>
    JSON.stringify([{ id: attack, type: 'book', ...each('title note publisher DOI URL page', attack), author: names(attack) }]),
  'zotero-json': (attack) => {
    const text = each(
      'title abstractNote publicationTitle volume issue pages date series seriesTitle seriesNumber seriesText journalAbbreviation language DOI ISSN ISBN shortTitle url accessDate archive archiveLocation libraryCatalog callNumber rights extra citationKey publisher place edition institution reportNumber reportType university thesisType websiteTitle websiteType bookTitle proceedingsTitle conferenceName numPages numberOfVolumes section repository archiveID',
      attack,
    );
    const creators = [
      { firstName: attack, lastName: attack, creatorType: 'author' },
      { name: attack, creatorType: 'editor' },
      { firstName: attack, lastName: attack, creatorType: attack },
    ];
    const more = { creators, tags: [{ tag: attack }], notes: [{ note: attack }], attachments: [{ title: attack, path: attack, url: attack }] };
    return JSON.stringify({
      config: { label: 'BetterBibTeX JSON' },
      items: words('journalArticle book bookSection report thesis webpage conferencePaper preprint').map((itemType) => ({ itemType, ...text, ...more })),
    });
  },
  crossref: (attack) =>
    JSON.stringify({
      status: 'ok',
      'message-type': 'work',
      message: {
        ...each('DOI URL type publisher publisher-location volume issue page edition-number language abstract source degree article-number PMID archive_location', attack),
        ...Object.fromEntries(words('title subtitle short-title original-title container-title short-container-title ISSN ISBN subject').map((name) => [name, [attack]])),
        ...each('author editor translator chair', [{ given: attack, family: attack, suffix: attack, ORCID: attack }, { name: attack }]),
        event: { name: attack, location: attack },
        issued: { 'date-parts': [[attack]] },
        institution: [{ name: attack, department: [attack] }],
        relation: { [attack]: [{ id: attack }] },
      },
    }),
  cff: (attack) => {
    const person = { 'family-names': attack, 'given-names': attack, 'name-particle': attack, 'name-suffix': attack, alias: attack };
    const fields = {
      ...each(
        'title abstract doi url version license repository repository-code date-released year month journal volume issue start end pages edition isbn issn pmcid publisher-place section collection-title collection-doi database department format institution-text languages location-text medium notes number scope status thesis-type term volume-title filename date-accessed copyright nihmsid loc-start loc-end abbreviation data-type',
        attack,
      ),
      authors: [person, { name: attack }],
      editors: [person],
      keywords: [attack],
      identifiers: [{ type: 'other', value: attack, description: attack }],
      ...each('publisher institution conference location database-provider', { name: attack, city: attack, country: attack }),
    };
    const references = words('article book report thesis website software generic conference-paper').map((type) => ({ type, ...fields }));
    return JSON.stringify({ 'cff-version': '1.2.0', message: attack, type: 'software', ...fields, 'preferred-citation': references[0], references });
  },
  'csl-yaml': (attack) =>
    JSON.stringify({
      references: [
        {
          id: attack,
          type: 'article-journal',
          ...each('title container-title publisher publisher-place volume issue page DOI URL ISBN ISSN note abstract annote keyword genre number edition language collection-title', attack),
          author: names(attack),
          editor: attack,
          issued: attack,
        },
      ],
    }),
  hayagriva: (attack) => {
    const fields = {
      ...each('title genre abstract note annote archive archive-location call-number edition chapter volume issue volume-total page-range page-total runtime language location organization time-range', attack),
      author: [attack, { name: attack, 'given-name': attack, prefix: attack, suffix: attack, alias: attack }],
      editor: attack,
      date: attack,
      url: { value: attack, date: attack },
      publisher: { name: attack, location: attack },
      'serial-number': each('doi isbn issn pmid pmcid arxiv serial', attack),
      affiliated: [{ role: 'director', names: [attack] }],
    };
    const of = (type: string) => ({ type, ...fields, parent: [{ type: 'periodical', ...fields, parent: { type: 'proceedings', ...fields } }, { type: 'conference', ...fields }] });
    return JSON.stringify({ [attack]: of('article'), b: of('book'), c: of('web'), d: of('thesis'), e: of(attack) });
  },
  'endnote-xml': (attack) => {
    const of = (all: string) => words(all).map((name) => `<${name}>${escaped(attack)}</${name}>`).join('');
    const record = (type: number) =>
      `<record><ref-type name="${escaped(attack)}">${type}</ref-type><contributors><authors>${of('author')}</authors></contributors><titles>${of('title secondary-title tertiary-title short-title')}</titles><keywords>${of('keyword')}</keywords><dates>${of('year')}</dates><urls><related-urls>${of('url')}</related-urls><pdf-urls>${of('url')}</pdf-urls></urls>${of('electronic-resource-num volume number pages isbn publisher pub-location edition notes label')}</record>`;
    return `<?xml version="1.0"?><xml><records>${[17, 6, 27, 32, 12].map(record).join('')}</records></xml>`;
  },
  'pubmed-xml': (attack, at) => {
    const of = (all: string) => words(all).map((name) => `<${name}>${escaped(attack)}</${name}>`).join('');
    const author = `<Author>${of('LastName ForeName Initials Suffix')}<AffiliationInfo>${of('Affiliation')}</AffiliationInfo></Author><Author>${of('CollectiveName')}</Author>`;
    const date = of('Year Month Day');
    const article = `<PubmedArticle><MedlineCitation><PMID>${at + 1}</PMID><Article><Journal>${of('ISSN Title ISOAbbreviation')}<JournalIssue>${of('Volume Issue')}<PubDate>${date}</PubDate></JournalIssue></Journal>${of('ArticleTitle VernacularTitle Language ELocationID')}<Pagination>${of('MedlinePgn StartPage EndPage')}</Pagination><Abstract>${of('AbstractText')}</Abstract><AuthorList>${author}</AuthorList><PublicationTypeList>${of('PublicationType')}</PublicationTypeList></Article><MeshHeadingList><MeshHeading>${of('DescriptorName QualifierName')}</MeshHeading></MeshHeadingList><KeywordList>${of('Keyword')}</KeywordList></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">${escaped(attack)}</ArticleId><ArticleId IdType="pmc">${escaped(attack)}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>`;
    const book = `<PubmedBookArticle><BookDocument><PMID>9${at}</PMID><Book><Publisher>${of('PublisherName PublisherLocation')}</Publisher>${of('BookTitle CollectionTitle Edition Isbn Volume')}<PubDate>${date}</PubDate><AuthorList Type="editors">${author}</AuthorList></Book>${of('ArticleTitle Language')}<AuthorList Type="authors">${author}</AuthorList></BookDocument></PubmedBookArticle>`;
    return `<?xml version="1.0"?><PubmedArticleSet>${article}${book}</PubmedArticleSet>`;
  },
  csv: csv(','),
  tsv: csv('\t'),
  ris: (attack) => `TY  - RPRT\nTI  - T\n${tagged('AU A2 T2 PB CY DO UR SN N1 KW AB AN C7 M3 PY DA SP L1 ID', '  - ', attack)}\nER  - \n`,
  nbib: (attack, at) => `PMID- ${at + 1}\nTI  - T\n${tagged('FAU JT  DP  AID LID PG  VI ', '- ', attack)}\n`,
  enw: (attack) => `%0 Report\n%T T\n${tagged('%A %I %C %R %U %D %P %M %9 %W %K', ' ', attack)}\n`,
  wos: (attack) =>
    `FN Clarivate Analytics Web of Science\nVR 1.0\n${words('J B S P')
      .map((type) => `PT ${type}\n${tagged('AU AF BA BE CA TI SO SE LA DT CT CY CL SP DE ID AB C1 RP EM RI FU PU PI PA SN EI BN J9 JI PD PY VL IS SU SI BP EP AR DI D2 PG WC SC GA UT PM OA PN CR', ' ', attack)}\nER\n`)
      .join('\n')}\nEF\n`,
  cochrane: (attack) =>
    `Record #1 of 1\n${tagged('ID AU TI SO YR VL NO PG PT XR KY DOI US AB PB SN LA ET PM', ': ', attack)}\n\n`,
  ovid: (attack) =>
    `<1>\n${'Unique Identifier,Title,Authors,Author,Source,Journal Name,Abstract,Year of Publication,Publisher,DOI,Digital Object Identifier,ISSN Print,Keywords,Keyword Heading,Subject Headings,Language,Publication Type,URL,Link to the Ovid Full Text or citation,Institution,Country of Publication,Volume,Issue,Page,Editor'
      .split(',')
      .map((name) => `${name}\n  ${line(attack)}`)
      .join('\n')}\n\n<2>\nVN  - Ovid Technologies\n${tagged('DB UI TI AU A1 AS SO JN AB YR PB DO IS KW MH LG PT XL UR IN CP VO IP PG ED', '  - ', attack)}\n`,
  page: (attack) =>
    `The Full Study\n\nA Study of ${line(attack)}\n\nAuthors: Smith, Ann\nPublished: 2016\n${'Editors,Journal,Volume,Issue,Pages,DOI,ISBN,ISSN,Publisher,Place,Edition,Language,Keywords,Type,URL'
      .split(',')
      .map((name) => `${name}: ${line(attack)}`)
      .join('\n')}\n\nBackground\n\n${line(attack)}\n\nResults\n\nIt was ${line(attack)}.\n`,
}; // biome-ignore format: a sample is a few long lines

describe('hostile LaTeX in a file of', () => {
  it.each(READABLE.map(({ name }) => name).filter((name) => !LATEX.has(name)))(
    '%s comes out as text',
    { timeout: 60_000 },
    async (name) => {
      const sample = SAMPLES[name];
      const format = READABLE.find((one) => one.name === name);
      expect(sample, 'a sample of each format stands in SAMPLES').toBeDefined();
      for (const [at, attack] of ATTACKS.entries()) {
        const { studies } = await format!.read(sample!(attack, at), { source: 'a', isChosen: true });
        await expectHarmless(studies, `${name}: ${attack}`);
      }
    },
  );
});
