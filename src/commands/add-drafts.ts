import type { Diagnostic } from '../domain/diagnostic.ts';
import type { StudyDraft } from '../domain/study.ts';
import type { KeptSource } from '../formats/format.ts';
import { hasExcerpt, insertExcerpt } from '../store/excerpts.ts';
import type { Writer } from '../store/journal.ts';
import type { Row } from '../store/rows.ts';
import { insertStudy, readStudy, studyId, updateStudy } from '../store/studies.ts';
import { columnsUnderKey, studyColumns } from '../store/study-columns.ts';
import { knownSpelling } from '../store/tags.ts';
import { type Twin, twinFinder } from '../store/twins.ts';
import { newUid } from '../store/uid.ts';
import { keyGiver, keysOf, wantedKey } from './draft-keys.ts';
import { joinDraft } from './join-draft.ts';
import { keywordTagger } from './keyword-tags.ts';
import { LooseText } from './loose-text.ts';

/** So many studies are indexed together, so that progress counts that work too. */
const BATCH = 500;

/** A draft of a study that the library has. */
export interface Known {
  uid: string;
  /** The citation key that the library has it under. */
  key: string;
  because: string;
  /** The key that the draft brought, where it is another one. */
  as?: string;
  /** What the study gained, and what the draft says otherwise, in words. */
  gains: string[];
  differences: string[];
  /** joined: compared with the draft, and given what is new in it; skipped, trashed: left as it is. */
  fate: 'joined' | 'skipped' | 'trashed';
  line?: number;
}

export interface Added {
  /** In the order of the drafts; row ids and citation keys of the studies that came in. */
  added: { id: number; uid: string; key: string }[];
  /** Drafts of studies that the library has already, in their order. */
  known: Known[];
  diagnostics: Diagnostic[];
}

export interface AddOptions {
  /** Of the format of the drafts. */
  keptSource?: KeptSource | undefined;
  /** What becomes of a draft of a study that the library has: its news join the study; nothing; it comes in beside it. */
  whenKnown?: 'join' | 'skip' | 'add';
  /** Keys of other files, which no key that is made may take: `keysOf` gives them. Those of `drafts` never need to be named. */
  reserved?: ReadonlySet<string>;
  /** All keywords go on as tags too, not only those that are in the codebook. */
  keywordsAsTags?: boolean;
  onProgress?: (done: number) => void;
}

/**
 * Adds what the library does not have yet, as `twinFinder` tells: the same drafts a second time add nothing.
 * A study in the trash is left there as it is.
 * @throws whatever `onProgress` throws; the caller's transaction then rolls back.
 */
export function addDrafts(
  writer: Writer,
  drafts: readonly StudyDraft[],
  source: string,
  options: AddOptions = {},
): Added {
  const adder = new Adder(writer, drafts, source, options);
  for (const [index, draft] of drafts.entries()) {
    if (index % BATCH === BATCH - 1) writer.index();
    options.onProgress?.(index);
    adder.take(draft);
  }
  return adder.finish();
}

class Adder {
  private readonly writer: Writer;
  private readonly source: string;
  private readonly whenKnown: 'join' | 'skip' | 'add';
  private readonly keywordsAsTags: boolean;
  private readonly outcome: Added = { added: [], known: [], diagnostics: [] };
  private readonly loose: LooseText | undefined;
  /** The last study that has a source of this file. */
  private last: number | undefined;
  private readonly twinOf: ReturnType<typeof twinFinder>;
  private readonly giveKey: ReturnType<typeof keyGiver>;
  private readonly keywordTags: ReturnType<typeof keywordTagger>;
  private readonly spellings = new Map<string, readonly string[]>();

  constructor(
    writer: Writer,
    drafts: readonly StudyDraft[],
    source: string,
    { keptSource, whenKnown = 'join', reserved = new Set(), keywordsAsTags = false }: AddOptions,
  ) {
    const { library } = writer;
    this.writer = writer;
    this.source = source;
    this.whenKnown = whenKnown;
    this.keywordsAsTags = keywordsAsTags;
    this.loose = keptSource && new LooseText(keptSource);
    const lastBefore = (library.sql('select max(id) from study').pluck().get() as number | null) ?? 0;
    this.twinOf = whenKnown === 'add' ? () => undefined : twinFinder(library, lastBefore);
    const own = keysOf(drafts, keptSource);
    this.giveKey = keyGiver(library, (folded) => own.has(folded) || reserved.has(folded));
    this.keywordTags = keywordTagger(library, keywordsAsTags);
  }

  take(draft: StudyDraft): void {
    const key = wantedKey(draft);
    const columns = studyColumns(draft.item);
    const twin = this.twinOf(draft, key.base, columns);
    if (twin) this.meet(draft, twin);
    else this.add(draft, key, columns);
  }

  finish(): Added {
    const { loose, last, writer, outcome, source } = this;
    if (!loose || loose.isEmpty) return outcome;
    const residue = last === undefined ? undefined : readStudy(writer.library, last)?.residue;
    if (last !== undefined && residue) updateStudy(writer, last, { residue: loose.after(residue) });
    else {
      const message = 'none of its studies came in, so comments, macros and the like around them were not kept';
      outcome.diagnostics.push({ severity: 'info', source, message });
    }
    return outcome;
  }

  private add(draft: StudyDraft, wish: ReturnType<typeof wantedKey>, columns: Row): void {
    const { writer, loose } = this;
    const { library } = writer;
    const key = this.giveKey(wish);
    const { wanted, problem } = wish;
    if (problem) this.warn(draft, key, `${problem}: "${wanted}" became ${key}`);
    else if (wanted !== '' && key !== wanted)
      this.warn(draft, key, `the key ${wanted} belongs to another study: this one became ${key}`);
    const uid = draft.uid === undefined || this.isUidTaken(draft.uid) ? newUid() : draft.uid;
    const residue = draft.residue && loose ? loose.before(draft.residue) : draft.residue;
    const study = {
      uid,
      item: { ...draft.item, id: key },
      tags: this.tagsOf(draft, []),
      status: draft.status ?? 'unscreened',
      ...(draft.source ? { source: draft.source } : {}),
      ...(draft.attachments ? { attachments: draft.attachments } : {}),
      ...(residue ? { residue } : {}),
    };
    const id = insertStudy(writer, study, columnsUnderKey(columns, key));
    if (residue) this.last = id;
    for (const excerpt of draft.excerpts) {
      const { uid: own, ...rest } = excerpt;
      const known = own !== undefined && !hasExcerpt(library, own) ? { uid: own } : {};
      insertExcerpt(writer, id, { ...rest, ...known, tags: this.spelled(rest.tags) });
    }
    this.outcome.added.push({ id, uid, key });
  }

  /** Only a draft that is added whatever the library has can bring the uid of another study. */
  private isUidTaken(uid: string): boolean {
    return this.whenKnown === 'add' && studyId(this.writer.library, uid) !== undefined;
  }

  /** Deals with a draft of a study that the library has. */
  private meet(draft: StudyDraft, { id, uid, key, because, deleted }: Twin): void {
    const { loose, writer } = this;
    const wanted = draft.item.id.trim();
    const fate = deleted ? 'trashed' : this.whenKnown === 'skip' ? 'skipped' : 'joined';
    const residue = () => readStudy(writer.library, id)?.residue;
    const known: Known = { uid, key, because, fate, gains: [], differences: [] };
    if (wanted !== '' && wanted !== key) known.as = wanted;
    if (draft.line !== undefined) known.line = draft.line;
    this.outcome.known.push(known);
    if (fate === 'joined') {
      const joined = joinDraft(
        writer,
        id,
        draft,
        (keywords) => this.tagsOf(draft, keywords),
        (tags) => this.spelled(tags),
      );
      Object.assign(known, { gains: joined.gains, differences: joined.differences });
      if (joined.sources.length > 0) {
        // What stood around the entry came along with its source.
        this.last = id;
        return;
      }
    }
    loose?.add(draft.residue, residue);
  }

  /** What Lectern wrote itself says which of its keywords are tags; keywords that the study had before were decided on then. */
  private tagsOf(draft: StudyDraft, old: readonly string[]): string[] {
    if (this.keywordsAsTags) return this.spelled([...draft.tags, ...this.keywordTags(draft.item)]);
    if (draft.uid !== undefined) return this.spelled(draft.tags);
    return this.spelled([...draft.tags, ...this.keywordTags(draft.item, old)]);
  }

  /** A tag keeps its spelling to the end of the step: it is looked up once. */
  private spelled(tags: readonly string[]): string[] {
    const all = new Map<string, string>();
    for (const tag of tags) {
      const known = this.spellings.get(tag) ?? knownSpelling(this.writer.library, [tag]);
      this.spellings.set(tag, known);
      for (const one of known) if (!all.has(one.toLowerCase())) all.set(one.toLowerCase(), one);
    }
    return [...all.values()];
  }

  private warn({ line }: StudyDraft, key: string, message: string): void {
    const { outcome, source } = this;
    outcome.diagnostics.push({ severity: 'warning', source, key, message, ...(line === undefined ? {} : { line }) });
  }
}
