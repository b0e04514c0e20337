import { baseCitationKey, citationKeyProblem, freeCitationKeys } from '../domain/citation-key.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import type { StudyDraft } from '../domain/study.ts';
import { hasExcerpt, insertExcerpt } from '../store/excerpts.ts';
import type { Writer } from '../store/journal.ts';
import { insertStudy, isKeyTaken } from '../store/studies.ts';
import { knownSpelling } from '../store/tags.ts';
import { twinFinder } from '../store/twins.ts';
import { newUid } from '../store/uid.ts';

/** So many studies are indexed together, so that progress counts that work too. */
const BATCH = 500;

export interface Added {
  /** In the order of the drafts; row ids and citation keys of the studies that came in. */
  added: { id: number; uid: string; key: string }[];
  /** Drafts that the library has already, with the key it has them under. */
  skipped: { key: string; because: string }[];
  diagnostics: Diagnostic[];
}

/**
 * Adds what the library does not have yet, as `twinFinder` tells: the same drafts a second time add nothing.
 * @throws whatever `onProgress` throws; the caller's transaction then rolls back.
 */
export function addDrafts(
  writer: Writer,
  drafts: readonly StudyDraft[],
  source: string,
  onProgress?: (done: number) => void,
): Added {
  const { library } = writer;
  const lastBefore = (library.sql('select max(id) from study').pluck().get() as number | null) ?? 0;
  const outcome: Added = { added: [], skipped: [], diagnostics: [] };
  const note = (draft: StudyDraft, key: string, message: string, severity: Diagnostic['severity'] = 'warning') =>
    outcome.diagnostics.push({
      severity,
      source,
      key,
      message,
      ...(draft.line === undefined ? {} : { line: draft.line }),
    });

  // A tag keeps its spelling to the end of the step: it is looked up once.
  const spellings = new Map<string, readonly string[]>();
  const spelled = (tags: readonly string[]) => {
    const all = new Map<string, string>();
    for (const tag of tags) {
      const known = spellings.get(tag) ?? knownSpelling(library, [tag]);
      spellings.set(tag, known);
      for (const one of known) if (!all.has(one.toLowerCase())) all.set(one.toLowerCase(), one);
    }
    return [...all.values()];
  };

  const twinOf = twinFinder(library, lastBefore);
  const freeKey = freeCitationKeys((key) => isKeyTaken(library, key));
  for (const [index, draft] of drafts.entries()) {
    if (index % BATCH === BATCH - 1) writer.index();
    onProgress?.(index);
    const wanted = draft.item.id.trim();
    const problem = wanted === '' ? undefined : citationKeyProblem(wanted);
    const base = wanted === '' ? baseCitationKey(draft.item) : problem ? repairedKey(wanted, draft) : wanted;
    const twin = twinOf(draft, base);
    if (twin) {
      const where = twin.deleted ? `${twin.because}, in the trash` : twin.because;
      outcome.skipped.push({ key: twin.key, because: where });
      note(draft, twin.key, `skipped: already in the library (${where})`, 'info');
      continue;
    }
    const key = freeKey(base);
    if (problem) note(draft, key, `${problem}: "${wanted}" became ${key}`);
    else if (wanted !== '' && key !== wanted)
      note(draft, key, `the key ${wanted} belongs to another study: this one became ${key}`);
    const uid = draft.uid ?? newUid();
    const id = insertStudy(writer, {
      uid,
      item: { ...draft.item, id: key },
      tags: spelled(draft.tags),
      status: draft.status ?? 'unscreened',
      ...(draft.source ? { source: draft.source } : {}),
      ...(draft.attachments ? { attachments: draft.attachments } : {}),
      ...(draft.residue ? { residue: draft.residue } : {}),
    });
    for (const excerpt of draft.excerpts) {
      const { uid: own, ...rest } = excerpt;
      const known = own !== undefined && !hasExcerpt(library, own) ? { uid: own } : {};
      insertExcerpt(writer, id, { ...rest, ...known, tags: spelled(rest.tags) });
    }
    outcome.added.push({ id, uid, key });
  }
  return outcome;
}

function repairedKey(wanted: string, draft: StudyDraft): string {
  const cleaned = wanted.replace(/[\s"#%,{}~\\\p{C}]+/gu, '_').replace(/^_+|_+$/g, '');
  return cleaned || baseCitationKey(draft.item);
}
