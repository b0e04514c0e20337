import { expect, test } from 'vitest';
import type { Study, StudyDraft } from '../../../src/domain/study.ts';
import { bibtexFormat } from '../../../src/formats/bibtex/bibtex.ts';
import { cslJsonFormat } from '../../../src/formats/csl-json/csl-json.ts';

const came = {
  id: 'k',
  type: 'book',
  title: 'Energy &amp; Society <i>x</i>',
  author: [{ family: 'M&uuml;ller', given: 'A' }],
  URL: 'https://example.org/?a=1&amp;b=2',
};

const read = async (items: unknown) => (await cslJsonFormat.read!(JSON.stringify(items), { source: 'a.json' })).studies;
const kept = ({ line: _, ...draft }: StudyDraft) =>
  ({ uid: 'u', status: 'unscreened', ...structuredClone(draft) }) as unknown as Study;
const written = async (study: Study) => JSON.parse((await cslJsonFormat.write!([study], {})).text)[0];

test('entities of HTML in the texts and names of an item are decoded, and come back as they came', async () => {
  const study = kept((await read([came]))[0]!);
  expect(study.item).toMatchObject({ title: 'Energy & Society <i>x</i>', author: [{ family: 'Müller', given: 'A' }] });
  expect((await bibtexFormat.write!([study], {})).text).toContain('Energy \\& Society \\emph{x}');
  const { custom: _, ...item } = await written(study);
  expect(item).toEqual(came);
});

test('what has changed since is written as it is now', async () => {
  const study = kept((await read([came]))[0]!);
  study.item.title = 'Other & more';
  expect(await written(study)).toMatchObject({ title: 'Other & more', author: came.author });
});

test('an export of Lectern reads the same as the study, and keeps an entity that somebody wrote', async () => {
  const study = kept((await read([came]))[0]!);
  expect((await read([await written(study)]))[0]).toMatchObject({ item: study.item, residue: study.residue });
  const typed: Study = { ...study, item: { id: 'k', type: 'book', title: 'On &amp;' }, residue: {} };
  expect((await read([await written(typed)]))[0]?.item.title).toBe('On &amp;');
});
