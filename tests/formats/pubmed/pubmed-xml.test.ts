import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Study } from '../../../src/domain/study.ts';
import { detectFormat } from '../../../src/formats/formats.ts';
import { nbibFormat } from '../../../src/formats/pubmed/nbib.ts';
import { pubmedXmlFormat } from '../../../src/formats/pubmed/pubmed-xml.ts';
import { risFormat } from '../../../src/formats/ris/ris.ts';

const read = (text: string) => pubmedXmlFormat.read!(text, { source: 'pubmed.xml' });

const HEAD = `<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://example.org/pubmed.dtd">
<PubmedArticleSet>
`;
const ARTICLE = `<PubmedArticle>
<MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">24000001</PMID>
<DateCompleted><Year>2020</Year><Month>01</Month><Day>02</Day></DateCompleted>
<Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Electronic">1234-5679</ISSN>
<JournalIssue CitedMedium="Internet"><Volume>12</Volume><Issue>3</Issue><PubDate><Year>2019</Year><Month>Oct</Month><Day>12</Day></PubDate></JournalIssue>
<Title>Journal of reading</Title><ISOAbbreviation>J Read</ISOAbbreviation></Journal>
<ArticleTitle>Reading at <i>home</i> &amp; in CO<sub>2</sub>: a <u>study</u>.</ArticleTitle>
<Pagination><StartPage>45</StartPage><EndPage>67</EndPage><MedlinePgn>45-67</MedlinePgn></Pagination>
<ELocationID EIdType="pii" ValidYN="Y">e12</ELocationID><ELocationID EIdType="doi" ValidYN="Y">10.5555/jr.2019.1</ELocationID>
<Abstract><AbstractText Label="OBJECTIVE" NlmCategory="OBJECTIVE">To see who reads.</AbstractText>
<AbstractText Label="RESULTS">Many do (p &lt; 0.05).</AbstractText><CopyrightInformation>© 2019.</CopyrightInformation></Abstract>
<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Doe</LastName><ForeName>Jane M</ForeName><Initials>JM</Initials><Suffix>Jr</Suffix>
<AffiliationInfo><Affiliation>University of Nowhere.</Affiliation></AffiliationInfo></Author>
<Author><LastName>de la Cruz</LastName><ForeName>Maria</ForeName></Author>
<Author><CollectiveName>Friends of Reading, London</CollectiveName></Author></AuthorList>
<Language>eng</Language><PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList></Article>
<MedlineJournalInfo><Country>England</Country><ISSNLinking>1234-5687</ISSNLinking></MedlineJournalInfo>
<MeshHeadingList><MeshHeading><DescriptorName UI="D1" MajorTopicYN="N">Family</DescriptorName></MeshHeading>
<MeshHeading><DescriptorName UI="D2" MajorTopicYN="Y">Reading</DescriptorName><QualifierName>psychology</QualifierName><QualifierName>trends</QualifierName></MeshHeading></MeshHeadingList>
<KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">home</Keyword></KeywordList></MedlineCitation>
<PubmedData><PublicationStatus>ppublish</PublicationStatus><ArticleIdList><ArticleId IdType="pubmed">24000001</ArticleId><ArticleId IdType="pmc">PMC7654321</ArticleId></ArticleIdList>
<ReferenceList><Reference><Citation>Smith A. 2001.</Citation><ArticleIdList><ArticleId IdType="pubmed">11111111</ArticleId><ArticleId IdType="doi">10.5555/other</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData>
</PubmedArticle>
`;
const TAIL = '</PubmedArticleSet>\n';

const article = (inner: string) =>
  `<PubmedArticle><MedlineCitation><PMID>1</PMID><Article>${inner}</Article></MedlineCitation></PubmedArticle>`;

describe('PubMed XML', () => {
  test('an article comes in with its structured abstract, bodies, MeSH and identifiers', async () => {
    const { studies, diagnostics } = await read(HEAD + ARTICLE + TAIL);
    expect(diagnostics).toEqual([]);
    expect(studies.map(({ line }) => line)).toEqual([4]);
    expect(studies[0]!.item).toEqual({
      id: '',
      type: 'article-journal',
      title: 'Reading at <i>home</i> & in CO<sub>2</sub>: a study',
      author: [
        { family: 'Doe', given: 'Jane M', suffix: 'Jr' },
        { family: 'Cruz', given: 'Maria', 'non-dropping-particle': 'de la' },
        { literal: 'Friends of Reading, London' },
      ],
      issued: { 'date-parts': [[2019, 10, 12]] },
      abstract: 'OBJECTIVE: To see who reads.\n\nRESULTS: Many do (p < 0.05).',
      language: 'en',
      'container-title': 'Journal of reading',
      'container-title-short': 'J Read',
      ISSN: '1234-5679, 1234-5687',
      volume: '12',
      issue: '3',
      page: '45-67',
      keyword: 'home, Family, Reading/psychology/trends',
      DOI: '10.5555/jr.2019.1',
      PMID: '24000001',
      PMCID: 'PMC7654321',
    });
  });

  test('the same record gives the same study from MEDLINE', async () => {
    const medline =
      'PMID- 1\nTI  - T.\nFAU - Doe, Jane\nCN  - A Body\nJT  - J\nVI  - 1\nDP  - 2016 Nov-Dec\nLA  - ger\nPT  - Journal Article\n';
    const xml = article(
      '<Journal><JournalIssue><Volume>1</Volume><PubDate><MedlineDate>2016 Nov-Dec</MedlineDate></PubDate></JournalIssue><Title>J</Title></Journal><ArticleTitle>T.</ArticleTitle><AuthorList><Author><LastName>Doe</LastName><ForeName>Jane</ForeName></Author><Author><CollectiveName>A Body</CollectiveName></Author></AuthorList><Language>ger</Language><PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList>',
    );
    const [own, other] = [await read(xml), await nbibFormat.read!(medline, { source: 'a' })];
    expect(own.studies[0]!.item).toEqual(other.studies[0]!.item);
  });

  test('every element and attribute stays as residue', async () => {
    const { studies } = await read(HEAD + ARTICLE + TAIL);
    const { fields } = studies[0]!.residue!['pubmed-xml'] as { fields: string[][] };
    expect(fields).toContainEqual(['MedlineCitation@Status', 'MEDLINE']);
    expect(fields).toContainEqual(['MedlineCitation/Article/Abstract/CopyrightInformation', '© 2019.']);
    expect(fields).toContainEqual(['MedlineCitation/Article/AuthorList/Author[2]/LastName', 'de la Cruz']);
    expect(fields).toContainEqual(['PubmedData/ReferenceList/Reference/ArticleIdList/ArticleId[2]', '10.5555/other']);
  });

  test('an export to another format names what it has no place for', async () => {
    const { studies } = await read(HEAD + ARTICLE + TAIL);
    const all = studies.map((draft): Study => ({ uid: 'u', status: 'unscreened', ...draft, excerpts: [] }));
    const { diagnostics, text } = await risFormat.write!(all, {});
    const told = diagnostics.map(({ message }) => message).join('\n');
    expect(told).toMatch(/what PubMed XML said of 1 study in .*Citation, .*CopyrightInformation/);
    expect(told).not.toMatch(/LastName|Affiliation|Label|IdType/);
    expect(text).toContain('AD  - University of Nowhere.');
  });

  test.each([
    ['<Year>2019</Year><Month>02</Month>', { 'date-parts': [[2019, 2]] }],
    ['<Year>2019</Year><Season>Spring</Season>', { 'date-parts': [[2019]], season: 1 }],
    ['<MedlineDate>2016 Nov-Dec</MedlineDate>', { 'date-parts': [[2016, 11], [2016, 12]] }],
  ])('the date %s', async (parts, issued) => {
    const { studies } = await read(article(`<Journal><JournalIssue><PubDate>${parts}</PubDate></JournalIssue></Journal>`));
    expect(studies[0]!.item.issued).toEqual(issued);
  }); // biome-ignore format: a row a date

  test('a whole book has its title, editors and publisher', async () => {
    const { studies } = await read(
      '<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>20000001</PMID><ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList><Book><Publisher><PublisherName>Press</PublisherName><PublisherLocation>Nowhere</PublisherLocation></Publisher><BookTitle>Whole Book</BookTitle><PubDate><Year>2010</Year></PubDate><AuthorList Type="editors"><Author><LastName>Roe</LastName><ForeName>Ann</ForeName></Author></AuthorList><Isbn>9783161484100</Isbn></Book><Language>eng</Language><PublicationType>Book</PublicationType></BookDocument></PubmedBookArticle></PubmedArticleSet>',
    );
    expect(studies[0]!.item).toMatchObject({
      type: 'book',
      title: 'Whole Book',
      editor: [{ family: 'Roe', given: 'Ann' }],
      publisher: 'Press',
      'publisher-place': 'Nowhere',
      issued: { 'date-parts': [[2010]] },
      ISBN: '9783161484100',
      PMID: '20000001',
    });
  });

  test('a chapter has its book, and the authors of the book beside its own', async () => {
    const { studies } = await read(
      '<PubmedBookArticle><BookDocument><PMID>2</PMID><Book><BookTitle>Whole</BookTitle><AuthorList Type="authors"><Author><LastName>Poe</LastName><ForeName>Cy</ForeName></Author></AuthorList></Book><ArticleTitle>Part</ArticleTitle><AuthorList Type="authors"><Author><LastName>Doe</LastName><ForeName>Jo</ForeName></Author></AuthorList></BookDocument></PubmedBookArticle>',
    );
    expect(studies[0]!.item).toMatchObject({
      type: 'chapter',
      title: 'Part',
      author: [{ family: 'Doe', given: 'Jo' }],
      'container-title': 'Whole',
      'container-author': [{ family: 'Poe', given: 'Cy' }],
    });
  });

  test('broken records cost no other, and are named with their line', async () => {
    const broken = `<PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>One</Article></MedlineCitation></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID>2</PMID><Article><ArticleTitle>Two</ArticleTitle>
<PubmedArticle><MedlineCitation><PMID>3</PMID><Article><ArticleTitle>Three</ArticleTitle></Article></MedlineCitation></PubmedArticle>
<PubmedArticle></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID>4</PMID><Article><ArticleTitle>Four &bogus; <b>cut`;
    const { studies, diagnostics } = await read(broken);
    expect(studies.map(({ item, line }) => [item.PMID, item.title, line])).toEqual([
      ['1', 'One', 2],
      ['2', 'Two', 3],
      ['3', 'Three', 4],
      ['4', 'Four &bogus; <b>cut</b>', 6],
    ]);
    expect(diagnostics.map(({ source, line, message }) => [source, line, message])).toEqual([
      ['pubmed.xml', 3, 'this record is cut off'],
      ['pubmed.xml', 5, 'this record is empty; left out'],
      ['pubmed.xml', 6, 'this record is cut off'],
    ]);
  });

  test.each([
    HEAD + ARTICLE + TAIL,
    ARTICLE,
    `<MedlineCitationSet><MedlineCitation><PMID>1</PMID></MedlineCitation></MedlineCitationSet>`,
  ])('is told by its content', (text) => {
    expect(detectFormat(text, 'a.bin')?.name).toBe('pubmed-xml');
  });

  test('a file without records gives one error', async () => {
    expect((await read('<PubmedArticleSet></PubmedArticleSet>')).diagnostics).toMatchObject([{ severity: 'error' }]);
  });

  test('a thousand records that are not closed are a thousand studies', async () => {
    const open = '<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T</ArticleTitle>';
    expect((await read(`<PubmedArticleSet>${open.repeat(1000)}`)).studies).toHaveLength(1000);
  });

  test('text nested too deeply is told, and arbitrary markup never crashes the reader', async () => {
    const deep = await read(`${ARTICLE}<PubmedArticle>${'<A>'.repeat(50_000)}`);
    expect(deep.studies.map(({ item }) => item.PMID)).toEqual(['24000001']);
    expect(deep.diagnostics.some(({ message }) => message.includes('too deeply'))).toBe(true);
    const piece = fc.constantFrom(
      '<PubmedArticle>',
      '</PubmedArticle>',
      '<MedlineCitation>',
      '<Article>',
      '<i>',
      '</i>',
      '<__proto__>',
      'text',
      '</Article>',
      '<constructor a="b">',
      '<!--',
      '&amp;',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece), async (pieces) => {
        const { studies, diagnostics } = await read(pieces.join(''));
        expect(studies.length + diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
