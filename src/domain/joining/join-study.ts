import type { ExcerptDraft } from '../excerpt.ts';
import type { Attachment, CslItem, ScreeningStatus, Source, Study, StudyDraft } from '../study.ts';
import { joinExcerpts } from './join-excerpts.ts';
import { type Difference, joinItem } from './join-item.ts';

/** What a record adds to a study, and what it says otherwise. Residue is joined by those who know the formats. */
export interface Joining {
  /** Whole values to write; absent where nothing is added. */
  item?: CslItem;
  tags?: string[];
  attachments?: Attachment[];
  status?: ScreeningStatus;
  source?: Source;
  /** Excerpts to put behind those that are there. */
  excerpts: ExcerptDraft[];
  /** What of it is new. */
  gains: Gains;
  /** What stays as it is. */
  differences: Difference[];
}

export interface Gains {
  variables: string[];
  keywords: string[];
  tags: string[];
  attachments: Attachment[];
  excerpts: number;
  status?: ScreeningStatus;
  source?: true;
}

/** Decides what joins a study of the record `draft`; reads and writes nothing. `draft.tags` in their normal form. */
export function joinStudy(study: Study, draft: StudyDraft): Joining {
  const { item, variables, keywords, differences } = joinItem(study.item, draft.item);
  const known = new Set(study.tags.map((tag) => tag.toLowerCase()));
  const tags = draft.tags.filter((tag) => !known.has(tag.toLowerCase()));
  const paths = new Set((study.attachments ?? []).map(({ path }) => plainPath(path)));
  const attachments = (draft.attachments ?? []).filter(({ path }) => !paths.has(plainPath(path)));
  const { fresh: excerpts, edited } = joinExcerpts(study.excerpts, draft.excerpts);
  const joining: Joining = {
    excerpts,
    gains: { variables, keywords, tags, attachments, excerpts: excerpts.length },
    differences,
  };
  if (variables.length + keywords.length > 0) joining.item = item;
  if (tags.length > 0) joining.tags = [...study.tags, ...tags];
  if (attachments.length > 0) joining.attachments = [...(study.attachments ?? []), ...attachments];
  joinStatus(joining, study, draft);
  joinSource(joining, study, draft);
  if (edited > 0) differences.push({ name: edited === 1 ? '1 edited excerpt' : `${edited} edited excerpts` });
  return joining;
}

/** Without "./" in it: "./papers/a.pdf" is "papers/a.pdf". */
const plainPath = (path: string) =>
  path
    .split('/')
    .filter((part, at) => part !== '.' && (part !== '' || at === 0))
    .join('/');

/** A study that nobody has screened here takes over what was decided elsewhere. */
function joinStatus(joining: Joining, study: Study, { status }: StudyDraft): void {
  if (status === undefined || status === 'unscreened' || status === study.status) return;
  if (study.status === 'unscreened') {
    joining.status = status;
    joining.gains.status = status;
  } else joining.differences.push({ name: 'screening', values: { here: study.status, there: status } });
}

function joinSource(joining: Joining, study: Study, { source }: StudyDraft): void {
  if (!source || Object.keys(source).length === 0) return;
  if (!study.source) {
    joining.source = source;
    joining.gains.source = true;
    return;
  }
  const names = ['headline', 'site', 'url'] as const;
  const shown = (one: Source) => names.flatMap((name) => one[name] ?? []).join(', ');
  const differs = names.some((name) => source[name] !== undefined && source[name] !== study.source?.[name]);
  if (differs) {
    const values = { here: shown(study.source), there: shown(source) };
    joining.differences.push({ name: 'page that presents it', values });
  }
}
