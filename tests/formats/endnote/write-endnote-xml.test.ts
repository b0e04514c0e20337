import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import type { CslItem, Study, StudyDraft } from '../../../src/domain/study.ts';
import { endnoteXmlFormat as format } from '../../../src/formats/endnote/endnote-xml.ts';
import { formatByName } from '../../../src/formats/formats.ts';

const read = (text: string) => format.read!(text, { source: 'list.xml' });
const study = (item: Partial<CslItem>, more: Partial<Study> = {}): Study => ({
  uid: '0',
  tags: [],
  excerpts: [],
  status: 'unscreened',
  ...more,
  item: { id: 'key2001', type: 'article-journal', ...item },
});
const write = async (...studies: Study[]) => format.write!(studies, {});
const kept = ({ item, ...draft }: StudyDraft): Study => study(item, { ...draft, excerpts: [] } as Partial<Study>);

test('a record as EndNote 20 exports it: elements in its order, text in styles, emphasis as runs', async () => {
  const { text, diagnostics } = await write(
    study(
      {
        title: 'Reading <i>at home</i> & away',
        author: [{ family: 'Doe', given: 'Jane' }],
        'container-title': 'J',
        issued: { 'date-parts': [[2011, 3, 4]] },
        page: '1-9',
        ISSN: '1234-5679, 2345-6789',
        DOI: '10.5555/1',
        abstract: 'One.\n\nTwo.',
      },
      { tags: ['a/b'], attachments: [{ path: 'papers/doe.pdf' }] },
    ),
  );
  const style = (value: string, face = 'normal') => `<style face="${face}" font="default" size="100%">${value}</style>`;
  expect(diagnostics).toEqual([]);
  expect(text).toBe(
    '<?xml version="1.0" encoding="UTF-8" ?>\n<xml><records><record><source-app name="Lectern">Lectern</source-app><rec-number>1</rec-number>' +
      `<ref-type name="Journal Article">17</ref-type><contributors><authors><author>${style('Doe, Jane')}</author></authors></contributors>` +
      `<titles><title>${style('Reading ')}${style('at home', 'italic')}${style(' &amp; away')}</title><secondary-title>${style('J')}</secondary-title></titles>` +
      `<periodical><full-title>${style('J')}</full-title></periodical><pages>${style('1-9')}</pages><keywords><keyword>${style('a/b')}</keyword></keywords>` +
      `<dates><year>${style('2011')}</year><pub-dates><date>${style('2011-03-04')}</date></pub-dates></dates><isbn>${style('1234-5679&#xD;2345-6789')}</isbn>` +
      `<abstract>${style('One.&#xD;&#xD;Two.')}</abstract><label>${style('key2001')}</label><urls><pdf-urls><url>${style('papers/doe.pdf')}</url></pdf-urls></urls>` +
      `<electronic-resource-num>${style('10.5555/1')}</electronic-resource-num></record></records></xml>\n`,
  );
});

test('which program wrote a record, and where it stood, is not named as lost by other formats', async () => {
  const { text } = await write(study({ title: 'T', 'container-title': 'J' }));
  const { studies } = await read(text);
  const { diagnostics } = await formatByName('bibtex')!.write!(studies.map(kept), {});
  expect(diagnostics).toEqual([]);
});

const LIBRARY = `<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><database name="Own.enl" path="C:\\Own.enl">Own.enl</database><rec-number>7</rec-number><foreign-keys><key app="EN" db-id="x" timestamp="1">7</key></foreign-keys><ref-type name="Journal Article">17</ref-type><contributors><authors><author><style face="normal" font="default" size="100%">Doe, Jane</style></author></authors></contributors><titles><title><style face="normal" font="default" size="100%">Reading</style></title><secondary-title><style face="normal" font="default" size="100%">J</style></secondary-title></titles><volume><style face="normal" font="default" size="100%">3</style></volume><keywords><keyword><style face="normal" font="default" size="100%">sleep</style></keyword><keyword><style face="normal" font="default" size="100%">home</style></keyword></keywords><dates><year><style face="normal" font="default" size="100%">2011</style></year></dates><custom1><style face="normal" font="default" size="100%">of one&apos;s own</style></custom1></record></records></xml>\n`;

test('a record that has not changed comes back as it came, a changed one with what no variable holds', async () => {
  const { studies } = await read(LIBRARY);
  const came = kept(studies[0]!);
  came.item.id = 'doe2011reading';
  const { text, diagnostics } = await write(came);
  expect(diagnostics).toEqual([]);
  expect(text.replace('?>\n<xml>', '?><xml>').replace("one's", 'one&apos;s')).toBe(LIBRARY);
  const changed = (await write({ ...came, item: { ...came.item, volume: '4' } })).text;
  expect(changed).toMatch(/<rec-number>7<.*<volume><style[^>]*>4<.*<custom1><style[^>]*>of one's own</);
});

test('characters that XML does not allow are left out and named, and everything else that has no place', async () => {
  const { text, diagnostics } = await write(
    study(
      { type: 'song', title: 'a\u0000b\u001bc\ud800d', medium: 'tape' },
      { status: 'included', excerpts: [{ uid: '1', kind: 'quotation', text: 'T', section: '', tags: [] }] },
    ),
  );
  expect(text).toContain('>abcd<');
  expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  expect(diagnostics.map(({ message }) => /place for (.*) of 1 study/.exec(message)?.[1])).toEqual([
    'characters that XML does not allow',
    'excerpts',
    'medium',
    'the screening',
    'the type song',
  ]);
});

describe('reads back what it wrote', () => {
  const word = fc
    .array(fc.constantFrom('a', 'É', '<', '>', '&', '"', "'", ' ', '<i>x</i>', '<b>y</b>', ']]>', '1'), {
      minLength: 1,
      maxLength: 8,
    })
    .map((parts) => `x${parts.join('').replace(/\s+/g, ' ')}y`);
  const people = fc.array(
    fc.record(
      { family: fc.constantFrom('Smith', 'Müller', 'Okafor'), given: fc.constantFrom('A.', 'Béa') },
      { noNullPrototype: true },
    ),
    { minLength: 1, maxLength: 3 },
  );
  const item = fc.record(
    {
      title: word, author: people, editor: people, translator: people, 'container-title': word, publisher: fc.constantFrom('P & Q', '"R"'), volume: fc.constantFrom('1', 'A<1'),
      issue: fc.constantFrom('2', '3-4'), page: fc.constantFrom('1-9', 'e12'), abstract: word, annote: fc.constant('Mine & yours'), note: fc.constant('Printed > note'),
      DOI: fc.constant('10.5555/a<b>'), URL: fc.constant('https://example.org/?a=1&b=2'), keyword: fc.constantFrom('a, b', 'c'), language: fc.constant('en'), ISSN: fc.constant('1234-5679, 2345-6789'),
      issued: fc.constantFrom({ 'date-parts': [[2016]] }, { 'date-parts': [[2016, 5, 3]] }, { 'date-parts': [[2016]], season: 2 }, { 'date-parts': [[2015], [2016]] }),
      accessed: fc.constant({ 'date-parts': [[2020, 1, 2]] }),
    },
    { requiredKeys: ['title'], noNullPrototype: true },
  ); // biome-ignore format: a list reads better filled

  test('every variable that has a place, in the same bytes again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 3 }), async (items) => {
        const studies = items.map((one, at) => study({ ...one, id: `key${at}` }));
        const { text, diagnostics } = await write(...studies);
        expect(diagnostics).toEqual([]);
        expect(parseDocument(text, { xmlMode: true }).children.length).toBeGreaterThan(0);
        const { studies: back } = await read(text);
        expect(back.map((draft) => draft.item)).toEqual(studies.map((one) => one.item));
        expect((await write(...back.map(kept))).text).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
