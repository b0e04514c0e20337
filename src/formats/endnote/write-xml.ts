import { isDeepStrictEqual } from 'node:util';
import { keywordsAndTags } from '../../domain/keywords.ts';
import type { Study } from '../../domain/study.ts';
import type { WriteOptions, WriteResult } from '../format.ts';
import { leftBehind } from '../left-behind.ts';
import { isSameIn, NO_STATEMENT, Omissions } from '../omissions.ts';
import { recordOf, type TagField, type TagRecord } from '../ris/record.ts';
import { risToCsl } from '../ris/to-csl.ts';
import { draftOf } from '../tagged/as-ris.ts';
import { TAGGED_SOURCES, unclaimedFields } from '../tagged-sources.ts';
import { inOrder, xmlFields } from './xml-fields.ts';
import { recordXml } from './xml-text.ts';
import { OF_THE_FILE, toRis } from './xml-to-ris.ts';

const BREATH = 500;
const SOURCE = TAGGED_SOURCES.find(({ name }) => name === 'endnote-xml');

/** Records as EndNote 20 exports them; one that came from EndNote and has not changed, field by field as it came. */
export async function writeEndnoteXml(studies: readonly Study[], options: WriteOptions): Promise<WriteResult> {
  const lost = new Omissions('part');
  const records: string[] = [];
  for (const [index, study] of studies.entries()) {
    if (index % BREATH === 0) await options.onProgress?.(index / studies.length);
    const { text, dropped } = recordXml(fieldsFor(study, index + 1, lost));
    if (dropped > 0) lost.add('characters that XML does not allow');
    records.push(text);
  }
  const diagnostics = [...lost.told('EndNote XML'), ...leftBehind(studies, 'endnote-xml', 'EndNote XML')];
  return {
    text: `<?xml version="1.0" encoding="UTF-8" ?>\n<xml><records>${records.join('\n')}</records></xml>\n`,
    diagnostics,
  };
}

/** The fields of a study's record. What they do not say of it is added to `lost`. */
function fieldsFor(study: Study, number: number, lost: Omissions): TagField[] {
  if (study.excerpts.length > 0) lost.add('excerpts');
  const source = recordOf(study.residue, 'endnote-xml');
  if (source && isUnchanged(study, source)) return source.fields;
  const fields = newFields(study, number, source);
  const read = reading(fields);
  const { item } = study;
  for (const [name, value] of Object.entries(item)) {
    if (
      !NO_STATEMENT.has(name) &&
      name !== 'id' &&
      value !== undefined &&
      value !== '' &&
      !isSameIn(name, item, read.item) &&
      !isKeyword(name, study)
    )
      lost.add(name === 'type' ? `the type ${item.type}` : name);
  }
  if (!isDeepStrictEqual(paths(study), paths(read))) lost.add('attachments');
  if (study.status !== (read.status ?? 'unscreened')) lost.add('the screening');
  return fields;
}

function newFields(study: Study, number: number, source: TagRecord | undefined): TagField[] {
  const { item, tags } = study;
  const written = xmlFields(item).filter(([path]) => path !== 'keywords/keyword');
  const words = keywordsAndTags(item, tags).map((word): TagField => ['keywords/keyword', word]);
  const files = paths(study).map((path): TagField => ['urls/pdf-urls/url', path]);
  // What EndNote said and no variable holds goes on as it came.
  const left = new Set(source && SOURCE ? unclaimedFields(SOURCE, study.residue ?? {}, false) : []);
  const isKept = (path: string) => (left.has(path) || OF_THE_FILE.test(path)) && !written.some(([own]) => own === path);
  const kept = source?.fields.filter(([path]) => isKept(path)) ?? [];
  const own: TagField[] = kept.some(([path]) => path === 'rec-number')
    ? []
    : [
        ['source-app@name', 'Lectern'],
        ['source-app', 'Lectern'],
        ['rec-number', String(number)],
      ];
  return inOrder([...own, ...kept, ...written, ...words, ...files]);
}

const reading = (fields: readonly TagField[]) =>
  draftOf(risToCsl(toRis({ line: 0, before: [], fields: [...fields] })), {}, 0, '');

const paths = ({ attachments }: Pick<Study, 'attachments'>): string[] => (attachments ?? []).map(({ path }) => path);

function isUnchanged({ item, tags, attachments, status }: Study, source: TagRecord): boolean {
  const before = reading(source.fields);
  const names = new Set(
    [...Object.keys(item), ...Object.keys(before.item)].filter((one) => one !== 'id' && !NO_STATEMENT.has(one)),
  );
  const known = keywordsAndTags(before.item, before.tags).length;
  return (
    [...names].every((name) => isSameIn(name, item, before.item)) &&
    keywordsAndTags(before.item, [...before.tags, ...tags]).length === known &&
    (attachments ?? []).length === (before.attachments ?? []).length &&
    status === (before.status ?? 'unscreened')
  );
}

/** Tags are written among the keywords. */
const isKeyword = (name: string, { tags }: Study): boolean => name === 'keyword' && tags.length > 0;
