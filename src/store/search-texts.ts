import { FIELDS, typeLabel } from '../domain/fields.ts';
import type { FieldText } from '../domain/highlight.ts';
import type { CslItem } from '../domain/study.ts';
import type { Library } from './open-library.ts';
import { valueTexts } from './search-index.ts';

interface StudyTexts {
  item: string;
  tags: string;
  status: string;
  source: string | null;
}

interface ExcerptTexts {
  text: string;
  comment: string | null;
  section: string;
  tags: string;
}

const ITEM_FIELDS = FIELDS.filter(({ variable, kind }) => variable !== undefined && kind !== 'type');
// What says most of why a study was found.
const FIRST = ['title', 'author', 'abstract'];

/** Every text of a study that a search looks into, as it is stored, the most telling first; each name, excerpt and tag by itself. */
export function searchedTexts(library: Library, study: number): FieldText[] {
  const row = library.sql('select item, tags, status, source from study where id = ?').get(study) as
    | StudyTexts
    | undefined;
  if (!row) return [];
  const excerpts = library
    .sql('select text, comment, section, tags from excerpt where study_id = ? order by position, id')
    .all(study) as ExcerptTexts[];
  const item = JSON.parse(row.item) as CslItem;
  // As in the index, editors stand for authors where there are none.
  if (valueTexts(item.author).length === 0 && item.editor !== undefined) item.author = item.editor;
  const fields = ITEM_FIELDS.map(({ name, variable }) => ({ field: name, texts: valueTexts(item[variable!]) }));
  const tags = [row, ...excerpts].flatMap((one) => JSON.parse(one.tags) as string[]);
  const all = [
    ...fields.filter(({ field }) => FIRST.includes(field)),
    { field: 'excerpt', texts: excerpts.flatMap(({ text, comment }) => [text, comment ?? '']) },
    { field: 'tag', texts: [...new Set(tags)] },
    { field: 'section', texts: [...new Set(excerpts.map(({ section }) => section))] },
    ...fields.filter(({ field }) => !FIRST.includes(field)),
    { field: 'key', texts: [item.id] },
    { field: 'type', texts: [typeLabel(item.type)] },
    { field: 'status', texts: [row.status] },
    {
      field: 'source',
      texts: row.source === null ? [] : Object.values(JSON.parse(row.source) as object).flatMap(valueTexts),
    },
  ];
  return all.flatMap(({ field, texts }) => texts.filter((text) => text !== '').map((text) => ({ field, text })));
}
