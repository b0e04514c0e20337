import type { Format } from '../format.ts';
import { linesOf } from '../lines.ts';
import { keyOf } from '../yaml/blocks.ts';
import { ENTRY_TYPES } from './types.ts';

/** Hayagriva's YAML, the bibliographies of Typst: a mapping of citation keys to entries, which name the works that hold them as `parent`. */
export const hayagrivaFormat: Format = {
  name: 'hayagriva',
  label: 'Hayagriva (Typst)',
  extensions: ['.yml'],
  detect: isHayagriva,
  // Loaded when a file is read or written, so that the program starts without them.
  read: async (text, context) => (await import('./read.ts')).readHayagriva(text, context),
  write: async (studies, options) => (await import('./write.ts')).writeHayagriva(studies, options),
};

const FIELD = /^\s+["']?(title|author|editor|date|parent|url|publisher|serial-number|doi|page-range)["']?\s*:/;
const TYPE = /^\s+type\s*:\s*["']?([A-Za-z]+)["']?\s*(?:#.*)?$/;

/** Names alone at the margin; below the first of them a type of Hayagriva, or a title and another field. */
function isHayagriva(head: string): boolean {
  if (/^\s*[<{[@%]/.test(head.slice(0, 200))) return false;
  const fields = new Set<string>();
  let entries = 0;
  for (const line of linesOf(head, 2000)) {
    if (/^\s*(?:#.*)?$/.test(line) || /^---\s*$/.test(line)) continue;
    if (!/^\s/.test(line)) {
      if (keyOf(line) === undefined || !/:\s*(?:#.*)?$/.test(line)) return false;
      entries++;
      continue;
    }
    if (entries === 0) return false;
    const type = TYPE.exec(line)?.[1]?.toLowerCase();
    if (type !== undefined && ENTRY_TYPES.has(type)) fields.add('type');
    const field = FIELD.exec(line)?.[1];
    if (field) fields.add(field);
    if (entries > 3) break;
  }
  return fields.has('type') ? fields.size > 1 : fields.has('title') && fields.size > 1;
}
