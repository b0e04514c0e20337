import { freeCitationKeys } from '../../../domain/citation-key.ts';
import type { Dialect } from '../model/fields.ts';
import { endOfKey, lacksKey } from './entry-key.ts';

/** biber ends a key at more characters than BibTeX does. */
const NO_KEY_FOR_BIBER = /(?:[\s"#%'(),=@{}~\\\p{C}]|\^\^)+/gu;
/** TeX reads `^^5c` as a backslash. */
const NO_KEY_FOR_BIBTEX = /(?:[\s"#%,{}~\\\p{C}]|\^\^)+/gu;

/** A key as it is written, and the citation key that stands in the way of the one it would have otherwise. */
export interface WrittenKey {
  key: string;
  rival?: string;
}

/** The citation keys of one export as programs of its dialect take them: keys that differ still do. */
export class WrittenKeys {
  private readonly byId = new Map<string, WrittenKey>();

  /** `ids` are the citation keys of the studies, `reserved` those of entries that are no studies. The order does not matter. */
  constructor(ids: readonly string[], dialect: Dialect, reserved: readonly string[] = []) {
    /** Whose key it is, by written key in lower case: BibTeX makes no difference between "Ames" and "ames". */
    const owners = new Map(reserved.map((key) => [key.toLowerCase(), key]));
    const changed: { id: string; clean: string }[] = [];
    for (const id of [...new Set(ids)].sort()) {
      const clean = cleanKey(id, dialect);
      if (clean !== id) changed.push({ id, clean });
      else {
        this.byId.set(id, { key: id });
        owners.set(id.toLowerCase(), id);
      }
    }
    const free = freeCitationKeys((key) => owners.has(key.toLowerCase()));
    for (const { id, clean } of changed) {
      const rival = owners.get(clean.toLowerCase());
      const key = free(clean);
      this.byId.set(id, rival === undefined ? { key } : { key, rival });
      owners.set(key.toLowerCase(), id);
    }
  }

  of(id: string): WrittenKey {
    return this.byId.get(id) ?? { key: id };
  }
}

function cleanKey(id: string, dialect: Dialect): string {
  const clean = id.normalize('NFC').replace(dialect === 'biblatex' ? NO_KEY_FOR_BIBER : NO_KEY_FOR_BIBTEX, '-');
  const key = clean || 'unnamed';
  const start = `${key},`;
  return lacksKey(start, 0) || endOfKey(start, 0, '}') !== key.length ? key.replaceAll('=', '-') : key;
}
