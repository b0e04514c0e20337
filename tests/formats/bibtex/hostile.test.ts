import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../src/formats/formats.ts';
import { ATTACKS, expectHarmless, problemsOf } from './harmless.ts';
import { asStudies, asStudy, writeBiblatex, writeBibtex } from './support.ts';

const format = (name: string) => FORMATS.find((one) => one.name === name)!;
const readAs = async (name: string, text: string) => (await format(name).read!(text, { source: 'a' })).studies;

const TYPES = ['article-journal', 'book', 'chapter', 'webpage', 'report', 'thesis', 'dataset', 'paper-conference', 'manuscript', 'software', 'article', 'broadcast']; // biome-ignore format: one line
const VARIABLES = (
  'id genre language journalAbbreviation shortTitle abstract annote archive archive_collection archive_location archive-place authority call-number citation-label ' +
  'collection-title container-title container-title-short dimensions division DOI event event-title event-place ISBN ISSN jurisdiction keyword medium note ' +
  'original-publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place references reviewed-genre reviewed-title scale section ' +
  'source status title title-short URL version volume-title chapter-number citation-number collection-number edition issue locator number number-of-pages ' +
  'number-of-volumes page page-first part printing supplement volume'
).split(' ');
const NAMES = ['author', 'editor', 'translator', 'container-author', 'director'];
const DATES = ['issued', 'accessed', 'event-date', 'original-date'];

describe('hostile LaTeX', () => {
  it('in any variable of CSL-JSON comes out as text', { timeout: 60_000 }, async () => {
    for (const type of TYPES) {
      const items = ATTACKS.flatMap((attack, at) => [
        {
          type,
          ...Object.fromEntries(VARIABLES.map((variable) => [variable, attack])),
          ...Object.fromEntries(NAMES.map((name) => [name, [{ family: attack, given: attack, suffix: attack, 'non-dropping-particle': attack }, { literal: attack }, { family: attack }]])),
          ...Object.fromEntries(DATES.map((name) => [name, { literal: attack }])),
          id: `a${at}`,
        },
        { type, id: `b${at}`, title: 'T', URL: attack, issued: { raw: attack } },
        { type, id: `c${at}`, title: 'T', archive: 'arXiv', archive_location: attack, DOI: attack, issued: { 'date-parts': [[attack]] } },
        { type, id: `d${at}`, title: 'T', PMID: attack, URL: `https://example.org/${attack}` },
      ]); // biome-ignore format: one item a line
      await expectHarmless(await readAs('csl-json', JSON.stringify(items)), type);
    }
  });

  it('in a citation key comes out as a key', async () => {
    for (const attack of ATTACKS)
      for (const write of [writeBibtex, writeBiblatex])
        expect(problemsOf(await write([asStudy({ id: attack, type: 'book', title: 'T' })]), 1), attack).toEqual([]);
  });

  it('in tags comes out as keywords', async () => {
    for (const write of [writeBibtex, writeBiblatex])
      expect(problemsOf(await write([asStudy({ type: 'book', title: 'T' }, ATTACKS)]), 1)).toEqual([]);
  });

  const TAGS = 'A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C5 CA CN CP CT CY DA DB DI DO DOI DP ED EP ET ID IP IS J1 J2 JA JF JO KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PA PB PMCID PMID PP PY RI RN RP SE SN SO SP ST SV T1 T2 T3 TA TI TT U1 UR VL Y1 Y2 ZZ'.split(' '); // biome-ignore format: one line
  const PUBMED = 'PMID OWN STAT DP TI PG LID AB FAU AU AD LA PT PL TA JT JID SB MH OT PMC EDAT AID PST SO VI IP IS DEP CN ED FED BTI CTI PB CRDT GR AUID'.split(' '); // biome-ignore format: one line
  const REFER = 'A B C D E F G H I J K L M N O P Q R S T U V W X Y Z 0 1 2 3 4 6 7 8 9 ? ! @ ( ) * $ & ^ > ['.split(
    ' ',
  );
  const lines = (attack: string) => attack.replace(/[\r\n\u2028\0]+/g, ' ');

  it('in any tag of RIS comes out as text', { timeout: 60_000 }, async () => {
    for (const type of ['JOUR', 'BOOK', 'CHAP', 'ELEC', 'RPRT', 'THES', 'CONF', 'GEN', 'DATA']) {
      const records = ATTACKS.map((attack) =>
        [`TY  - ${type}`, 'TI  - T', ...TAGS.flatMap((tag) => [`${tag}  - ${lines(attack)}`]), 'ER  - '].join('\n'),
      );
      await expectHarmless(await readAs('ris', records.join('\n\n')), type);
    }
  });

  it('in any tag of PubMed comes out as text', async () => {
    const records = ATTACKS.map((attack, at) =>
      [`PMID- ${at + 1}`, 'TI  - T', ...PUBMED.map((tag) => `${tag.padEnd(4)}- ${lines(attack)}`)].join('\n'),
    );
    await expectHarmless(await readAs('nbib', records.join('\n\n')), 'nbib');
  });

  it('in any tag of EndNote comes out as text', async () => {
    const records = ATTACKS.map((attack) =>
      ['%0 Journal Article', '%T T', ...REFER.filter((tag) => tag !== '0').map((tag) => `%${tag} ${lines(attack)}`)].join('\n'),
    ); // biome-ignore format: one record
    await expectHarmless(await readAs('enw', records.join('\n\n')), 'enw');
  });

  it('in any element of EndNote XML comes out as text', async () => {
    const escaped = (text: string) => lines(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const records = ATTACKS.map((attack) => {
      const text = escaped(attack);
      const of = (name: string) => `<${name}>${text}</${name}>`;
      const simple = 'electronic-resource-num volume number pages isbn publisher pub-location edition section label accession-num abstract notes research-notes custom1 custom2 language remote-database-name call-num num-vols work-type'.split(' ').map(of).join(''); // biome-ignore format: one line
      return `<record><ref-type name="Journal Article">17</ref-type><contributors><authors>${of('author')}</authors><secondary-authors>${of('author')}</secondary-authors></contributors><titles>${of('title')}${of('secondary-title')}${of('short-title')}</titles><periodical>${of('full-title')}${of('abbr-1')}</periodical><keywords>${of('keyword')}</keywords><dates>${of('year')}<pub-dates>${of('date')}</pub-dates></dates><urls><related-urls>${of('url')}</related-urls><pdf-urls>${of('url')}</pdf-urls></urls>${simple}</record>`;
    });
    const xml = `<?xml version="1.0"?><xml><records>${records.join('')}</records></xml>`;
    await expectHarmless(await readAs('endnote-xml', xml), 'endnote-xml');
  });

  it('in a DOI is kept and named, and nothing of it is written', async () => {
    const [study] = asStudies(await readAs('ris', 'TY  - JOUR\nTI  - T\nDO  - 10.1000/y\\input{secret.txt}\nER  - \n'));
    expect(JSON.stringify(study)).toContain('secret.txt');
    for (const write of [writeBibtex, writeBiblatex]) expect(await write([study!])).not.toContain('secret');
    const other = asStudy({ type: 'book', title: 'T', DOI: '10.1000/y\\input{secret.txt}' });
    for (const name of ['bibtex', 'biblatex']) {
      const { text, diagnostics } = await format(name).write!([other], {});
      expect(text).not.toContain('secret');
      expect(diagnostics.map(({ key, message }) => `${key}: ${message}`)).toEqual([
        'key: doi: "10.1000/y\\input{secret.txt}" is not a DOI; not written',
      ]);
    }
  });

  it('in a formula comes out as text, and mathematics stays mathematics', async () => {
    const title = async (text: string) => /title = \{(.*)\},/.exec(await writeBiblatex([asStudy({ type: 'book', title: text })]))?.[1];
    expect(await title('on $\\frac{1}{\\sqrt{x}}$ and $\\mathbb{R}^n$')).toBe('on $\\frac{1}{\\sqrt{x}}$ and $\\mathbb{R}^n$');
    expect(await title('on $\\input{x}$')).toBe('on \\$\\textbackslash{}input\\{x\\}\\$');
    expect(await title('on $x^^5cinput{x} \\alpha$')).not.toContain('^^');
    expect(await title('on $\\frac{1}{2$ x')).toContain('\\$');
  }); // biome-ignore format: one formula a line
});
