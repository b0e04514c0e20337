import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Study } from '../../domain/study.ts';
import { FORMATS } from '../../formats/formats.ts';
import type { Library } from '../../store/open-library.ts';
import { readStudy } from '../../store/studies.ts';
import { rememberExport } from './own-exports.ts';
import { holds } from './write-target.ts';

/** More would hold up the first start. */
const MOST_STUDIES = 2000;

/** The studies as every export has them: by citation key, so that two exports differ only where the studies do. */
export function studiesInOrder(library: Library, ids: readonly number[]): Study[] {
  return ids.flatMap((id) => readStudy(library, id) ?? []).sort((a, b) => (a.item.id < b.item.id ? -1 : 1));
}

/**
 * In a workspace whose library has just been made from its files, as after a fresh clone: the files that are byte for byte what Lectern
 * writes of all studies are its own exports, and may be written anew. @param folder of the workspace
 */
export async function recognizeExports(library: Library, folder: string): Promise<void> {
  const ids = library.sql('select id from study where deleted_at is null').pluck().all() as number[];
  if (ids.length === 0 || ids.length > MOST_STUDIES) return;
  const studies = studiesInOrder(library, ids);
  const written = new Map<string, Buffer>();
  const place = { library, exportsFolder: join(folder, 'exports') };
  for (const { file, size } of ['exports', 'library'].flatMap((name) => filesIn(join(folder, name)))) {
    for (const { name, extensions, write } of FORMATS) {
      if (!write || !extensions.some((extension) => file.toLowerCase().endsWith(extension))) continue;
      if (!written.has(name)) {
        const result = await write(studies, {});
        written.set(name, Buffer.from(result.bytes ?? result.text));
      }
      const bytes = written.get(name);
      if (bytes?.length === size && holds(file, bytes)) rememberExport(place, realpathSync(file), bytes);
    }
  }
}

function filesIn(folder: string): { file: string; size: number }[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => ({ file: join(folder, name), size: statSync(join(folder, name)).size }));
  } catch {
    // What cannot be looked at is not known, and asked about.
    return [];
  }
}
