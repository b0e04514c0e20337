import { baseCitationKey, citationKeyProblem, freeCitationKeys } from '../domain/citation-key.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import type { Residue, StudyDraft } from '../domain/study.ts';
import type { KeptSource } from '../formats/format.ts';
import { hasExcerpt, insertExcerpt } from '../store/excerpts.ts';
import type { Writer } from '../store/journal.ts';
import { hasKeyLike, insertStudy, keyHolder, readStudy, updateStudy } from '../store/studies.ts';
import { foldKey } from '../store/study-columns.ts';
import { knownSpelling } from '../store/tags.ts';
import { twinFinder } from '../store/twins.ts';
import { newUid } from '../store/uid.ts';
import { keywordTagger } from './keyword-tags.ts';
import { LooseText } from './loose-text.ts';

/** So many studies are indexed together, so that progress counts that work too. */
const BATCH = 500;

export interface Added {
  /** In the order of the drafts; row ids and citation keys of the studies that came in. */
  added: { id: number; uid: string; key: string }[];
  /** Drafts that the library has already, with the key it has them under. */
  skipped: { key: string; because: string }[];
  diagnostics: Diagnostic[];
}

export interface AddOptions {
  /** Of the format of the drafts. */
  keptSource?: KeptSource | undefined;
  /** Keys of other files, which no key that is made may take: `keysOf` gives them. Those of `drafts` never need to be named. */
  reserved?: ReadonlySet<string>;
  /** All keywords go on as tags too, not only those that are in the codebook. */
  keywordsAsTags?: boolean;
  onProgress?: (done: number) => void;
}

/**
 * Adds what the library does not have yet, as `twinFinder` tells: the same drafts a second time add nothing.
 * @throws whatever `onProgress` throws; the caller's transaction then rolls back.
 */
export function addDrafts(
  writer: Writer,
  drafts: readonly StudyDraft[],
  source: string,
  { keptSource, reserved = new Set(), keywordsAsTags = false, onProgress }: AddOptions = {},
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

  const keywordTags = keywordTagger(library, keywordsAsTags);
  const loose = keptSource && new LooseText(keptSource);
  let last: { id: number; residue: Residue } | undefined;
  const twinOf = twinFinder(library, lastBefore);
  const own = keysOf(drafts, keptSource);
  // BibTeX ignores case: a key that Lectern makes differs from all others in more.
  const isSpoken = (folded: string) => own.has(folded) || reserved.has(folded);
  const makeKey = freeCitationKeys((key) => isSpoken(foldKey(key)) || hasKeyLike(library, key));
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
      const residue = () => readStudy(library, twin.id)?.residue;
      const isOfThisFile = twin.id > lastBefore;
      const lost = isOfThisFile && keptSource ? newFields(keptSource, draft.residue, residue()) : [];
      const skipped = `skipped: already in the library (${where})`;
      if (lost.length === 0) note(draft, twin.key, skipped, 'info');
      else note(draft, twin.key, `${skipped}; not kept of this one: ${lost.join(', ')}`);
      loose?.add(draft.residue, residue);
      continue;
    }
    const keepsKey = base === wanted && keyHolder(library, wanted) === undefined;
    const key = keepsKey ? wanted : makeKey(base);
    if (problem) note(draft, key, `${problem}: "${wanted}" became ${key}`);
    else if (wanted !== '' && key !== wanted)
      note(draft, key, `the key ${wanted} belongs to another study: this one became ${key}`);
    const uid = draft.uid ?? newUid();
    const residue = draft.residue && loose ? loose.before(draft.residue) : draft.residue;
    const id = insertStudy(writer, {
      uid,
      item: { ...draft.item, id: key },
      // What Lectern wrote itself says which of its keywords are tags.
      tags: spelled([...draft.tags, ...(draft.uid === undefined || keywordsAsTags ? keywordTags(draft.item) : [])]),
      status: draft.status ?? 'unscreened',
      ...(draft.source ? { source: draft.source } : {}),
      ...(draft.attachments ? { attachments: draft.attachments } : {}),
      ...(residue ? { residue } : {}),
    });
    if (residue) last = { id, residue };
    for (const excerpt of draft.excerpts) {
      const { uid: own, ...rest } = excerpt;
      const known = own !== undefined && !hasExcerpt(library, own) ? { uid: own } : {};
      insertExcerpt(writer, id, { ...rest, ...known, tags: spelled(rest.tags) });
    }
    outcome.added.push({ id, uid, key });
  }
  if (loose && !loose.isEmpty) {
    if (last) updateStudy(writer, last.id, { residue: loose.after(last.residue) });
    else {
      const message = 'no study of it came in, so the comments, macros and the like around them were not kept';
      outcome.diagnostics.push({ severity: 'info', source, message });
    }
  }
  return outcome;
}

/** The keys that drafts bring, folded, with what else their entries may be cited by. */
export function keysOf(drafts: readonly StudyDraft[], keptSource?: KeptSource): Set<string> {
  const keys = new Set<string>();
  for (const { item, residue } of drafts) {
    const key = item.id.trim();
    if (key !== '') keys.add(foldKey(key));
    for (const alias of keptSource?.aliases(residue) ?? []) keys.add(foldKey(alias));
  }
  return keys;
}

/** Names of the fields that a draft has and its twin has not, or not so. */
function newFields(keptSource: KeptSource, draft: Residue | undefined, twin: Residue | undefined): string[] {
  const known = keptSource.fields(twin);
  return [...keptSource.fields(draft)].flatMap(([name, value]) => (known.get(name) === value ? [] : [name]));
}

function repairedKey(wanted: string, draft: StudyDraft): string {
  const cleaned = wanted.replace(/[\s"#%,{}~\\\p{C}]+/gu, '_').replace(/^_+|_+$/g, '');
  return cleaned || baseCitationKey(draft.item);
}
