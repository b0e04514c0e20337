import { FIELDS, typeLabel } from '../domain/fields.ts';
import type { FieldText } from '../domain/query/highlight.ts';
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
export function* searchedTexts(library: Library, study: number): Generator<FieldText> {
  const row = library.sql('select item, tags, status, source from study where id = ?').get(study) as
    | StudyTexts
    | undefined;
  if (!row) return;
  const item = JSON.parse(row.item) as CslItem;
  // As in the index, editors stand for authors where there are none.
  if (valueTexts(item.author).length === 0 && item.editor !== undefined) item.author = item.editor;
  const filled = ITEM_FIELDS.filter(({ variable }) => item[variable!] !== undefined);
  for (const field of filled)
    if (FIRST.includes(field.name)) yield* textsOf(field.name, valueTexts(item[field.variable!]));

  const excerpts = library
    .sql('select text, comment, section, tags from excerpt where study_id = ? order by position, id')
    .all(study) as ExcerptTexts[];
  yield* textsOf(
    'excerpt',
    excerpts.flatMap(({ text, comment }) => [text, comment ?? '']),
  );
  yield* textsOf(
    'tag',
    [row, ...excerpts].flatMap(({ tags }) => JSON.parse(tags) as string[]),
  );
  yield* textsOf(
    'section',
    excerpts.map(({ section }) => section),
  );

  for (const field of filled)
    if (!FIRST.includes(field.name)) yield* textsOf(field.name, valueTexts(item[field.variable!]));
  yield* textsOf('key', [item.id]);
  yield* textsOf('type', [typeLabel(item.type)]);
  yield* textsOf('status', [row.status]);
  if (row.source !== null)
    yield* textsOf('source', Object.values(JSON.parse(row.source) as object).flatMap(valueTexts));
}

function* textsOf(field: string, texts: readonly string[]): Generator<FieldText> {
  for (const text of new Set(texts)) if (text !== '') yield { field, text };
}
