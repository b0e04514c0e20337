import { type Difference, variableName } from '../domain/joining/join-item.ts';
import { type Gains, joinStudy } from '../domain/joining/join-study.ts';
import { keywordsOf } from '../domain/keywords.ts';
import type { StudyDraft } from '../domain/study.ts';
import { countOf } from '../domain/text/counts.ts';
import { cut } from '../domain/text/text-width.ts';
import { formatByName } from '../formats/formats.ts';
import { type JoinedSources, joinSources } from '../formats/join-sources.ts';
import { hasExcerpt, insertExcerpt } from '../store/excerpts.ts';
import type { Writer } from '../store/journal.ts';
import { readStudy, updateStudy } from '../store/studies.ts';

/** What became of a record of a study that the library has, in words. */
export interface JoinedDraft {
  /** What was added: "abstract", "2 keywords (a, b)". */
  gains: string[];
  /** What stays as it is: `pages (here "1-9", in the file "1-10")`. */
  differences: string[];
  /** Names of formats of which the study had no source and has that of the draft now. */
  sources: string[];
}

/**
 * Adds to a study what a record of it knows beyond it. Nothing of the study is changed or taken away.
 * @param tagsFor gives the tags of the draft, in their normal form, for a study that has these keywords already
 */
export function joinDraft(
  writer: Writer,
  id: number,
  draft: StudyDraft,
  tagsFor: (keywords: readonly string[]) => string[],
  spelled: (tags: readonly string[]) => string[],
): JoinedDraft {
  const study = readStudy(writer.library, id);
  if (!study) return { gains: [], differences: [], sources: [] };
  const tags = tagsFor(keywordsOf(study.item));
  const { gains, differences, excerpts, ...patch } = joinStudy(study, { ...draft, tags });
  const sources = joinSources(study.residue, draft.residue);
  const isSourceNew = sources.whole.length > 0 || sources.parts.some(({ added }) => added.length > 0);
  const news = { ...patch, ...(isSourceNew ? { residue: sources.residue } : {}) };
  if (Object.keys(news).length > 0) updateStudy(writer, id, news);
  for (const { uid, ...excerpt } of excerpts) {
    const own = uid !== undefined && !hasExcerpt(writer.library, uid) ? { uid } : {};
    insertExcerpt(writer, id, { ...excerpt, ...own, tags: spelled(excerpt.tags) });
  }
  return {
    gains: [...gainWords(gains), ...sourceGainWords(sources)],
    differences: [...differences.map(differenceWords), ...sourceDifferenceWords(sources)],
    sources: sources.whole,
  };
}

function gainWords({ variables, keywords, tags, attachments, excerpts, status, source }: Gains): string[] {
  return [
    ...variables.map(variableName),
    ...listed(keywords, 'keyword'),
    ...listed(tags, 'tag'),
    ...listed(
      attachments.map(({ path }) => path),
      'file',
    ),
    ...(excerpts > 0 ? [countOf(excerpts, 'excerpt')] : []),
    ...(status ? [`screening (${status})`] : []),
    ...(source ? ['the page that presents it'] : []),
  ];
}

const MOST_NAMED = 5;
const LONGEST_NAMED = 40;

/** "tag db/wos", "2 keywords (alpha, beta)". */
function listed(names: readonly string[], noun: string): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, MOST_NAMED).map((name) => cut(name.slice(0, 10 * LONGEST_NAMED), LONGEST_NAMED));
  if (names.length === 1) return [`${noun} ${shown[0]}`];
  return [`${countOf(names.length, noun)} (${shown.join(', ')}${names.length > MOST_NAMED ? ', …' : ''})`];
}

function sourceGainWords({ whole, parts }: JoinedSources): string[] {
  return [
    ...whole.map((format) => `its ${labelOf(format)} source`),
    ...parts.flatMap(({ format, added }) => listed(added, `${labelOf(format)} field`)),
  ];
}

function sourceDifferenceWords({ parts }: JoinedSources): string[] {
  return parts.flatMap(({ format, differing }) => listed(differing, `${labelOf(format)} field`));
}

const labelOf = (format: string) => formatByName(format)?.label ?? format;

function differenceWords({ name, values }: Difference): string {
  if (!values) return name;
  const [here, there] = [values.here, values.there].map((value) =>
    cut(value.slice(0, 10 * LONGEST_NAMED).replace(/\s+/g, ' '), LONGEST_NAMED),
  );
  return here === there ? name : `${name} (here "${here}", in the file "${there}")`;
}
