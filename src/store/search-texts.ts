import type { Library } from './open-library.ts';

/** A text of a study that a search looks into and a list does not show. `field` is a name of `fields.ts`. */
export interface SearchedText {
  field: string;
  text: string;
}

/** The abstract, the excerpts with their comments, and the other long or small texts of a study, as they are stored. */
export function searchedTexts(library: Library, study: number): SearchedText[] {
  const row = library
    .sql(
      `select item ->> '$.abstract' as abstract, item ->> '$.note' as note, item ->> '$.keyword' as keyword,
         container, item ->> '$.publisher' as publisher from study where id = ?`,
    )
    .get(study) as Record<string, unknown> | undefined;
  if (!row) return [];
  const excerpts = library
    .sql('select text, comment from excerpt where study_id = ? order by position, id')
    .all(study) as { text: string; comment: string | null }[];
  const { abstract, ...others } = row;
  const texts: { field: string; text: unknown }[] = [
    { field: 'abstract', text: abstract },
    ...excerpts.flatMap(({ text, comment }) => [
      { field: 'excerpt', text },
      { field: 'excerpt', text: comment },
    ]),
    ...Object.entries(others).map(([field, text]) => ({ field, text })),
  ];
  return texts.filter((one): one is SearchedText => typeof one.text === 'string' && one.text !== '');
}
