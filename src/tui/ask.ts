import type { Browser } from '../commands/browse.ts';
import type { AnyCommand, CommandContext } from '../commands/define-command.ts';
import { EXPORT_FORMATS, proposedExport } from '../commands/export.ts';
import { INBOX_QUERY } from '../commands/listing.ts';
import { normalTags } from '../domain/tag.ts';
import { studiesCount } from '../domain/text/counts.ts';
import { UserError } from '../domain/user-error.ts';
import { excerptForm, exportForm, studyForm } from './form.ts';
import { labelOf } from './keys.ts';
import { lineState } from './line-editor.ts';
import { openPrompt } from './reduce-prompt.ts';
import { currentExcerpt, markedStudies, type Screen, type State, selectedStudies } from './state.ts';

/** The screen on which a command gets its arguments; undefined when it needs none. @throws UserError when there is nothing to work on. */
export function askFor(
  command: AnyCommand,
  state: State,
  browser: Browser,
  context: CommandContext,
): Screen | undefined {
  switch (command.asks) {
    case undefined:
      return undefined;
    case 'prompt':
      return openPrompt(state, `${command.name} `).screen;
    case 'tags':
      return { screen: 'picker', picker: pickerFor(state, browser) };
    case 'new-study':
      return {
        screen: 'form',
        form: studyForm({ kind: 'new-study' }, 'New study', { id: '', type: 'article-journal' }),
      };
    case 'edit-study': {
      const studies = selectedStudies(state);
      const [id] = studies;
      const study = id === undefined ? undefined : browser.study(id);
      if (!study) throw nothing();
      const item = studies.length === 1 ? study.item : undefined;
      const title = item ? `Edit ${item.id}` : `Edit ${studies.length} studies: what you fill in goes to all of them`;
      return { screen: 'form', form: studyForm({ kind: 'edit-study', studies, item }, title, item) };
    }
    case 'new-excerpt': {
      const studies = selectedStudies(state);
      if (studies.length === 0) throw nothing();
      const of = studies.length === 1 ? browser.rows(studies)[0]?.key : studiesCount(studies.length);
      return {
        screen: 'form',
        form: excerptForm({ kind: 'new-excerpt', studies }, `New excerpt of ${of}`, tagNames(state)),
      };
    }
    case 'edit-excerpt': {
      const excerpt = state.open?.study.excerpts.find(({ uid }) => uid === currentExcerpt(state));
      if (!excerpt) throw new UserError('choose an excerpt in the detail pane first');
      return {
        screen: 'form',
        form: excerptForm(
          { kind: 'edit-excerpt', excerpt },
          `Edit an excerpt of ${state.open?.study.item.id ?? ''}`,
          tagNames(state),
          excerpt,
        ),
      };
    }
    case 'save-search':
      return saveSearchPrompt(state);
    case 'screening': {
      const studies = selectedStudies(state);
      const rows = browser.rows(studies);
      const [first] = rows;
      if (!first) throw nothing();
      const now = rows.every(({ status }) => status === first.status) ? first.status : undefined;
      return { screen: 'screening', studies, of: rows.length === 1 ? first.key : studiesCount(rows.length), now };
    }
    case 'history': {
      const steps = browser.history();
      const here = steps.findIndex(({ state: how }) => how === 'done' || how === 'final');
      return { screen: 'history', steps, cursor: here < 0 ? steps.length : here, top: 0 };
    }
    case 'export': {
      const proposals = new Map(EXPORT_FORMATS.map((format) => [format, proposedExport(context, format)]));
      return { screen: 'form', form: exportForm(proposals, exportScopes(state, browser)) };
    }
  }
}

/** `:search save "|" "QUERY"` with the cursor where the name goes; the query is what the list shows. */
function saveSearchPrompt(state: State): Screen {
  const { place, query: shown, sort, searches } = state;
  const saved = place.kind === 'search' ? searches.find(({ name }) => name === place.name)?.query : undefined;
  const parts = [
    place.kind === 'tag' && `tag:"${place.name}"`,
    place.kind === 'inbox' && INBOX_QUERY,
    place.kind === 'trash' && 'in:trash',
    saved && (shown.trim() === '' ? saved : `(${saved})`),
    shown.trim() !== '' && (saved || place.kind !== 'all' ? `(${shown.trim()})` : shown.trim()),
    sort && `sort:${sort.descending ? '-' : ''}${sort.field}`,
  ].filter(Boolean);
  if (parts.length === 0)
    throw new UserError('there is no search to save', `search with ${labelOf('search', 'list')} first`);
  const begin = 'search save "';
  // Behind "--", a query that begins with a dash is no option.
  const query = parts.join(' ');
  const end = `" ${query.startsWith('-') ? '-- ' : ''}"${query.replace(/["\\]/g, '\\$&')}"`;
  const { screen } = openPrompt(state, begin + end);
  if (screen.screen !== 'prompt') return screen;
  const line = { ...screen.prompt.line, cursor: begin.length };
  return { ...screen, prompt: { ...screen.prompt, line } };
}

function exportScopes(state: State, browser: Browser): Map<string, readonly number[]> {
  const scopes = new Map<string, readonly number[]>();
  const marked = markedStudies(state);
  if (marked.size > 0) scopes.set('marked', [...marked]);
  if (state.query.trim() !== '' || state.place.kind !== 'all')
    scopes.set('shown in the list', [...new Set(Array.from(state.found.ids))]);
  scopes.set('all', Array.from(browser.ids('', { kind: 'all' })));
  return scopes;
}

function pickerFor(state: State, browser: Browser) {
  const excerpt =
    markedStudies(state).size === 0
      ? state.open?.study.excerpts.find(({ uid }) => uid === currentExcerpt(state))
      : undefined;
  const studies = selectedStudies(state);
  if (!excerpt && studies.length === 0) throw nothing();
  const present = excerpt
    ? new Map(excerpt.tags.map((tag) => [tag.toLowerCase(), 1] as const))
    : browser.tagsOn(studies);
  const of = excerpt
    ? `an excerpt of ${state.open?.study.item.id ?? ''}`
    : studies.length === 1
      ? (browser.rows(studies)[0]?.key ?? '')
      : studiesCount(studies.length);
  return {
    of,
    studies: excerpt ? [] : studies,
    excerpt: excerpt?.uid,
    present,
    total: excerpt ? 1 : studies.length,
    codebook: state.codebook,
    recent: state.recentTags,
    keywords: proposedKeywords(state, studies, browser),
    toggled: new Map(),
    filter: lineState(),
    cursor: 0,
  };
}

/** So many studies are looked at for keywords. */
const LOOKED_AT = 50;

/** As tags would be called; those that are in the codebook stand there. */
function proposedKeywords({ codebook }: State, studies: readonly number[], browser: Browser): string[] {
  const known = new Set(codebook.map(({ name }) => name.toLowerCase()));
  return normalTags(browser.keywordsOn(studies.slice(0, LOOKED_AT))).filter((word) => !known.has(word.toLowerCase()));
}

function tagNames({ codebook }: State): string[] {
  return codebook.map(({ name }) => name);
}

function nothing(): UserError {
  return new UserError(
    'there is no study here',
    `add one with ${labelOf('add', 'list')}, or import a file with ${labelOf('import', 'list')}`,
  );
}
