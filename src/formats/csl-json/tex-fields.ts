import { loadLatexTables } from '../bibtex/latex/tables.ts';
import { entryToCsl } from '../bibtex/mapping/entry-to-csl.ts';
import { holdsTexFields, type ReadTex } from './zotero-extra.ts';

/** What reads the fields of BibTeX in the notes of a file (`tex.eprint: …`); undefined when there are none. */
export async function texReaderFor(text: string): Promise<ReadTex | undefined> {
  if (!holdsTexFields(text)) return undefined;
  const tables = await loadLatexTables();
  return (fields) => entryToCsl({ entryType: 'misc', key: '', fields, dialect: 'biblatex' }, tables);
}
