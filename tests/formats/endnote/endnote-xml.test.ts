import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endnoteXmlFormat } from '../../../src/formats/endnote/endnote-xml.ts';

const read = (text: string) => endnoteXmlFormat.read!(text, { source: 'list.xml' });

const LIBRARY = `<?xml version="1.0" encoding="UTF-8" ?><xml><records>
<record><database name="Own.enl">Own.enl</database><rec-number>7</rec-number><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal" font="default" size="100%">Doe, Jane</style></author>
<author><style face="normal">Friends of Reading,</style></author></authors></contributors>
<titles><title><style face="normal">Reading </style><style face="italic">at home</style><style face="normal"> &amp; away</style></title>
<secondary-title>Journal of Reading</secondary-title></titles>
<periodical><full-title>Journal of Reading</full-title></periodical>
<pages>1-9</pages><volume>3</volume><number>2</number>
<keywords><keyword>sleep</keyword><keyword>home</keyword></keywords>
<dates><year>2011</year><pub-dates><date>Mar 3</date></pub-dates></dates>
<isbn>1234-5679</isbn><urls><related-urls><url>https://example.org</url></related-urls>
<pdf-urls><url>internal-pdf://doe.pdf</url></pdf-urls></urls>
<electronic-resource-num>10.5555/1</electronic-resource-num><custom1>of one's own</custom1></record>
<record><ref-type name="Thesis">32</ref-type><titles><title>Two</title></titles></record>
</records></xml>`;

describe('EndNote XML', () => {
  test('raised, lowered, italic and bold text of titles and abstracts is rich text; other styles are plain', async () => {
    const style = (face: string, text: string) => `<style face="${face}">${text}</style>`;
    const { studies } = await read(
      `<xml><records><record><ref-type name="Book">6</ref-type><titles><title>${style('normal', 'x')}${style('superscript', '2')}</title></titles><abstract>CO${style('subscript', '2')} ${style('bold italic', 'in vivo')}</abstract><publisher>${style('italic', 'P')}</publisher></record></records></xml>`,
    );
    expect(studies[0]?.item).toMatchObject({
      title: 'x<sup>2</sup>',
      abstract: 'CO<sub>2</sub> <b><i>in vivo</i></b>',
      publisher: 'P',
    });
  });

  test('every part finds its variable', async () => {
    const { studies, diagnostics } = await read(LIBRARY);
    expect(diagnostics).toEqual([]);
    expect(studies[0]?.item).toEqual({
      id: '',
      type: 'article-journal',
      title: 'Reading <i>at home</i> & away',
      author: [{ family: 'Doe', given: 'Jane' }, { literal: 'Friends of Reading' }],
      'container-title': 'Journal of Reading',
      page: '1-9',
      volume: '3',
      issue: '2',
      keyword: 'sleep, home',
      issued: { 'date-parts': [[2011, 3, 3]] },
      ISSN: '1234-5679',
      URL: 'https://example.org',
      DOI: '10.5555/1',
    });
    expect(studies[1]).toMatchObject({ line: 14, item: { type: 'thesis', title: 'Two' } });
  });

  test('files in the folder of the library and elsewhere are attachments, custom fields have their numbers', async () => {
    const { studies } = await read(
      '<xml><records><record><database name="My.enl" path="C:\\u\\My.enl">My.enl</database><ref-type name="Journal Article">17</ref-type><accession-num>20123456</accession-num><custom2>PMC1234567</custom2><urls><related-urls><url>https://example.org/a</url><url>https://example.org/b</url></related-urls><pdf-urls><url>internal-pdf://0123/Smith.pdf</url><url>file:///C:/x/y.pdf</url></pdf-urls></urls><notes>RAYYAN-INCLUSION: {"Em"=&gt;"Included"}</notes><research-notes>my note</research-notes></record></records></xml>',
    );
    expect(studies[0]).toMatchObject({
      status: 'included',
      item: { PMCID: 'PMC1234567', URL: 'https://example.org/a', annote: 'my note' },
      attachments: [{ path: 'My.Data/PDF/0123/Smith.pdf' }, { path: 'C:/x/y.pdf' }],
    });
  });

  test('elements and attributes without a variable stay as residue', async () => {
    const { studies } = await read(LIBRARY);
    const { fields } = studies[0]!.residue!['endnote-xml'] as { fields: string[][] };
    expect(fields).toContainEqual(['custom1', "of one's own"]);
    expect(fields).toContainEqual(['urls/pdf-urls/url', 'internal-pdf://doe.pdf']);
    expect(fields).toContainEqual(['database@name', 'Own.enl']);
  });

  test('a file that is cut off gives what it has, and says so', async () => {
    const { studies, diagnostics } = await read(LIBRARY.slice(0, LIBRARY.indexOf('<pages>')));
    expect(studies[0]?.item).toMatchObject({ title: 'Reading <i>at home</i> & away' });
    expect(diagnostics).toMatchObject([{ severity: 'warning', message: expect.stringContaining('cut off'), line: 2 }]);
  });

  test('XML without a record gives one error', async () => {
    expect(await read('<xml><records></records></xml>')).toMatchObject({
      studies: [],
      diagnostics: [{ severity: 'error' }],
    });
  });

  test('elements nested without end are refused in time', async () => {
    const { diagnostics } = await read(`<xml><records><record>${'<a>'.repeat(500_000)}`);
    expect(diagnostics).toMatchObject([{ severity: 'error', message: expect.stringContaining('nested') }]);
  });

  test('arbitrary text never crashes the reader', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<record>',
        '</record>',
        '<titles><title>',
        '</title>',
        '<style>',
        '<!--',
        ']]>',
        '&#x;',
        '<author/>',
        '<__proto__>',
      ),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece), async (pieces) => {
        const { studies, diagnostics } = await read(pieces.join(''));
        expect(studies.length + diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
