import { isDeepStrictEqual } from 'node:util';
import { date } from '../../domain/csl.ts';
import { formatDate } from '../../domain/dates/dates.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { keywordsAndTags } from '../../domain/keywords.ts';
import type { CslItem, Study } from '../../domain/study.ts';
import { DATE_VARIABLES } from '../csl-json/shapes.ts';
import type { WriteOptions, WriteResult } from '../format.ts';
import { leftBehind } from '../left-behind.ts';
import { recordOf, type TagField, type TagRecord } from '../ris/record.ts';
import { risToCsl } from '../ris/to-csl.ts';
import { draftOf } from '../tagged/as-ris.ts';
import { TAGGED_SOURCES, unclaimedFields } from '../tagged-sources.ts';
import { inOrder, xmlFields } from './xml-fields.ts';
import { recordXml } from './xml-text.ts';
import { OF_THE_FILE, toRis } from './xml-to-ris.ts';

const BREATH = 500;
/** Members of the item that say nothing of the work. */
const NOT_WRITTEN = new Set([
  'id',
  'custom',
  'citation-key',
  'citation-label',
  'journalAbbreviation',
  'shortTitle',
  'categories',
]);
const SOURCE = TAGGED_SOURCES.find(({ name }) => name === 'endnote-xml');

/** Records as EndNote 20 exports them; one that came from EndNote and has not changed, field by field as it came. */
export async function writeEndnoteXml(studies: readonly Study[], options: WriteOptions): Promise<WriteResult> {
  const lost = new Lost();
  const records: string[] = [];
  for (const [index, study] of studies.entries()) {
    if (index % BREATH === 0) await options.onProgress?.(index / studies.length);
    const { text, dropped } = recordXml(lost.look(study, index + 1));
    if (dropped > 0) lost.add('characters that XML does not allow');
    records.push(text);
  }
  const diagnostics = [...lost.told(), ...leftBehind(studies, 'endnote-xml', 'EndNote XML')];
  return {
    text: `<?xml version="1.0" encoding="UTF-8" ?>\n<xml><records>${records.join('\n')}</records></xml>\n`,
    diagnostics,
  };
}

/** Makes the fields of records, and collects what they do not say of the studies. */
class Lost {
  private readonly kinds = new Map<string, number>();

  look(study: Study, number: number): TagField[] {
    if (study.excerpts.length > 0) this.add('excerpts');
    const source = recordOf(study.residue, 'endnote-xml');
    if (source && isUnchanged(study, source)) return source.fields;
    const fields = newFields(study, number, source);
    const read = reading(fields);
    const { item } = study;
    for (const [name, value] of Object.entries(item)) {
      if (
        !NOT_WRITTEN.has(name) &&
        value !== undefined &&
        value !== '' &&
        !isSame(name, item, read.item) &&
        !isKeyword(name, study)
      )
        this.add(name === 'type' ? `the type ${item.type}` : name);
    }
    if (!isDeepStrictEqual(paths(study), paths(read))) this.add('attachments');
    if (study.status !== (read.status ?? 'unscreened')) this.add('the screening');
    return fields;
  }

  add(what: string): void {
    this.kinds.set(what, (this.kinds.get(what) ?? 0) + 1);
  }

  told(): Diagnostic[] {
    return [...this.kinds].sort().map(([what, count]) => ({
      severity: 'info',
      message: `EndNote XML has no place for ${what} of ${count} ${count === 1 ? 'study' : 'studies'}, or not for all of it; left out (CSL-JSON keeps it)`,
    }));
  }
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
  const names = new Set([...Object.keys(item), ...Object.keys(before.item)].filter((one) => !NOT_WRITTEN.has(one)));
  const known = keywordsAndTags(before.item, before.tags).length;
  return (
    [...names].every((name) => isSame(name, item, before.item)) &&
    keywordsAndTags(before.item, [...before.tags, ...tags]).length === known &&
    (attachments ?? []).length === (before.attachments ?? []).length &&
    status === (before.status ?? 'unscreened')
  );
}

/** Tags are written among the keywords. */
const isKeyword = (name: string, { tags }: Study): boolean => name === 'keyword' && tags.length > 0;

function isSame(name: string, item: CslItem, other: CslItem): boolean {
  if (DATE_VARIABLES.has(name)) {
    const [a, b] = [date(item, name), date(other, name)];
    return a !== undefined && b !== undefined && formatDate(a) === formatDate(b);
  }
  const value = item[name];
  return typeof value === 'object' ? isDeepStrictEqual(value, other[name]) : String(value) === String(other[name]);
}
