import type { Study } from '../../domain/study.ts';
import type { Format, WriteOptions, WriteResult } from '../format.ts';
import { isObject } from '../json/is-object.ts';
import { isJson } from '../json/outline.ts';
import { unreadKind } from '../unread.ts';
import { withEntities } from './entities.ts';
import { ownData } from './own-data.ts';
import { CSL_JSON, readCslJson } from './read.ts';
import { validShape } from './shapes.ts';
import { withExtra } from './zotero-extra.ts';

/** CSL-JSON 1.0.2. What is Lectern's own travels in `custom.lectern`, which other programs leave alone. */
export const cslJsonFormat: Format = {
  name: CSL_JSON,
  label: 'CSL-JSON',
  keepsPaths: true,
  extensions: ['.json'],
  detect: (head) => isJson(head) && !unreadKind(head),
  read: readCslJson,
  inPlace: async () => (await import('../in-place/csl-json.ts')).cslJsonInPlace,
  write: writeCslJson,
};

const BREATH = 200;
/** The first members of an item; the others follow by name, `custom` at last. */
const FIRST = [
  'id', 'type', 'title', 'author', 'issued', 'container-title', 'volume', 'issue', 'page', 'publisher', 'publisher-place', 'DOI', 'URL',
]; // biome-ignore format: a list reads better filled
/** How the text of an item ends. */
const END = '\n    }\n  }\n}';
const PLACE = new Map(FIRST.map((name, index) => [name, index]));

async function writeCslJson(studies: readonly Study[], options: WriteOptions): Promise<WriteResult> {
  const items: string[] = [];
  for (const [index, study] of studies.entries()) {
    items.push(itemText(study));
    if (index % BREATH === 0) await options.onProgress?.(index / studies.length);
  }
  return { text: items.length === 0 ? '[]\n' : `[\n${items.join(',\n')}\n]\n`, diagnostics: [] };
}

/** The item on lines of its own, but the residue, which is for no reader, on one. */
function itemText(study: Study): string {
  const { residue } = study;
  const { residue: _, ...rest } = ownData(study);
  const text = JSON.stringify(withOwnData(study, rest), null, 2);
  if (!residue || Object.keys(residue).length === 0) return `  ${text.replaceAll('\n', '\n  ')}`;
  // `lectern` is the last member of `custom`, and that of the item.
  const open = text.slice(0, -END.length);
  return `  ${`${open},\n      "residue": ${JSON.stringify(residue)}${END}`.replaceAll('\n', '\n  ')}`;
}

/** The CSL item of a study with what is Lectern's own in `custom.lectern`; members always in the same order. Values that are not valid as they are: valid there, and as they came in `kept`. */
export function studyToCslJson(study: Study): Record<string, unknown> {
  return withOwnData(study, ownData(study));
}

function withOwnData(study: Study, own: Record<string, unknown>): Record<string, unknown> {
  const came = study.residue?.[CSL_JSON];
  const { extra, entities } = isObject(came) ? came : {};
  const item = withEntities(withExtra(withCitationKey(study), extra), entities);
  const names = Object.keys(item).filter(
    (name) => name !== 'custom' && name !== '__proto__' && item[name] !== undefined,
  );
  names.sort((a, b) => (PLACE.get(a) ?? 99) - (PLACE.get(b) ?? 99) || (a < b ? -1 : a > b ? 1 : 0));
  const result: Record<string, unknown> = {};
  const kept: Record<string, unknown> = {};
  for (const name of names) {
    const { value } = validShape(name, item[name]);
    result[name] = value;
    if (value !== item[name]) kept[name] = item[name];
  }
  const lectern = { ...own, ...(Object.keys(kept).length > 0 ? { kept } : {}) };
  result.custom = { ...(isObject(item.custom) ? item.custom : {}), lectern };
  return result;
}

/** The member `citation-key` of an item that came with one is the citation key of now. */
function withCitationKey({ item, residue }: Study): Record<string, unknown> {
  const came = residue?.[CSL_JSON];
  return isObject(came) && 'citation-key' in came ? { 'citation-key': item.id, ...item } : item;
}
