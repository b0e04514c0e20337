import type { Browser } from '../commands/browse.ts';
import type { StudyRow } from '../commands/view.ts';
import { cleanBlock, cleanText } from '../domain/text/clean-text.ts';
import { countOf, studiesCount } from '../domain/text/counts.ts';
import { announceDialog, openedDialog } from './announce-dialog.ts';
import { announceText } from './announce-text.ts';
import { keysOf } from './keys.ts';
import { linesOf } from './move.ts';
import { placeLabel, sidebarItems } from './sidebar-items.ts';
import { type Screen, type State, scopeOf } from './state.ts';

/** What of a library the announcements need. */
export type Look = Pick<Browser, 'rows' | 'passages'>;

/** What has changed from one state to the next, as lines to be read aloud, each once. `before` is undefined at the start. */
export function announce(before: State | undefined, after: State, look: Look): string[] {
  return changes(before, after, look)
    .map(cleanText)
    .filter((line) => line.trim() !== '');
}

function changes(before: State | undefined, after: State, look: Look): string[] {
  if (!before) return [`Lectern, ${after.name}.`, ...whereItIs(after, look), hints(after)];
  const status = after.status && after.status.text !== before.status?.text ? after.status.text : '';
  const said = screenChanges(before, after, look);
  // What is short is one announcement; a text to be read stays in its lines.
  return said.length > 1 ? [status, ...said] : [[status, ...said].filter(Boolean).join(' ')];
}

/** Dialogs that are read row by row. */
const READ: ReadonlySet<Screen['screen']> = new Set(['help', 'message', 'history', 'columns']);

function screenChanges(before: State, after: State, look: Look): string[] {
  const [was, is] = [before.screen, after.screen];
  if (was.screen === is.screen)
    return is.screen === 'browsing' || is.screen === 'search'
      ? announcePanes(before, after, look)
      : announceDialog(was, after);
  if (is.screen === 'browsing') return whereItIs(after, look);
  const opened = [...(is.screen === 'search' ? ['Search.'] : openedDialog(after)), hints(after)];
  return READ.has(is.screen) ? opened : [opened.filter(Boolean).join(' ')];
}

function announcePanes(before: State, after: State, look: Look): string[] {
  const { screen } = after;
  if (before.pane !== after.pane) return whereItIs(after, look);
  const [had, has] = [before.found, after.found];
  if (had.wanted !== has.wanted || had.ids.length !== has.ids.length || (has.isWhole && !had.isWhole)) {
    const isTyped = screen.screen === 'search';
    const place = after.pane === 'sidebar' ? [sidebarLine(after)] : [foundLine(after)];
    return isTyped || before.query !== after.query ? [listLine(after, look)] : place;
  }
  if (screen.screen === 'search' && before.screen.screen === 'search') {
    const said = announceText(before.screen.line, screen.line);
    if (said !== undefined) return [said];
  }
  if (after.pane === 'sidebar') return before.sidebar.cursor === after.sidebar.cursor ? [] : [sidebarLine(after)];
  if (after.pane === 'list') {
    const isSame = before.list.cursor === after.list.cursor && before.list.id === after.list.id;
    return isSame ? [] : [rowLine(after, look)];
  }
  if (before.detail.excerpt === after.detail.excerpt && before.open?.study === after.open?.study)
    return before.detail.top === after.detail.top ? [] : ['The text goes on.'];
  return detailLine(after);
}

/** The pane in focus, and what its cursor is on. */
function whereItIs(state: State, look: Look): string[] {
  if (state.pane === 'sidebar') return [`Library. ${sidebarLine(state)}`];
  if (state.pane === 'list') return [listLine(state, look)];
  return ['Study.', ...detailLine(state)];
}

/** What the list has, and what its cursor is on. */
function listLine(state: State, look: Look): string {
  return `${foundLine(state)}. ${rowLine(state, look)}`;
}

/** "7 studies, tag harm/grooming, search groom". */
function foundLine(state: State): string {
  const count = state.found.ids.length;
  const whole = state.found.passages ? countOf(count, 'passage') : studiesCount(count);
  const what = state.found.isWhole ? whole : 'The newest, still ranking';
  const query = state.query.trim();
  return [what, placeLabel(state.place), query && `search ${query}`].filter(Boolean).join(', ');
}

/** "3 of 20: Winters, Kaylor, Jeglic 2017: Sexual offenders …, tags evidence/qualitative, harm/grooming". */
function rowLine(state: State, look: Look): string {
  const { cursor } = state.list;
  const id = state.found.ids[cursor];
  if (id === undefined) return 'No study.';
  const place = state.found.isWhole ? `${cursor + 1} of ${state.found.ids.length}` : `${cursor + 1}`;
  const marked = state.marks.has(id) ? ', marked' : '';
  const passage = state.found.passages?.[cursor];
  if (passage !== undefined) {
    const [row] = look.passages([passage]);
    return `${place}${marked}: ${row ? `${row.key}, ${row.kind}: ${row.text}` : ''}`;
  }
  const [row] = look.rows([id]);
  return `${place}${marked}: ${row ? studyLine(row) : ''}`;
}

function studyLine({ author, year, title, key, tags }: StudyRow): string {
  const who = [author, year].filter(Boolean).join(' ');
  const plain = title.replace(/<\/?(?:i|b|sub|sup|sc|span)(?:\s[^<>]*)?>/g, '') || key;
  return [who, plain].filter(Boolean).join(': ') + (tags.length > 0 ? `, tags ${tags.join(', ')}` : '');
}

function sidebarLine(state: State): string {
  const items = sidebarItems(state);
  const item = items[state.sidebar.cursor];
  if (!item) return '';
  const label = item.place.kind === 'tag' ? `tag ${item.place.name}` : item.label;
  const count = item.count === undefined ? '' : `, ${studiesCount(item.count)}`;
  return `${state.sidebar.cursor + 1} of ${items.length}: ${label}${count}`;
}

/** The excerpt under the cursor; without one, the whole study. */
function detailLine(state: State): string[] {
  const { open, detail } = state;
  if (!open) return ['No study.'];
  const excerpt = open.study.excerpts[detail.excerpt];
  if (!excerpt) return linesOf(state).map(({ spans }) => spans.map(([text]) => text).join(''));
  const where = excerpt.locator ? `, ${excerpt.locator.label} ${excerpt.locator.value}` : '';
  const tags = excerpt.tags.length > 0 ? `, tags ${excerpt.tags.join(', ')}` : '';
  return [
    `${excerpt.section || 'Excerpt'}, ${excerpt.kind}${where}${tags}:`,
    ...cleanBlock(excerpt.text).split('\n'),
    ...(excerpt.comment ? [`Comment: ${excerpt.comment}`] : []),
  ];
}

/** What the most used keys do here. */
function hints(state: State): string {
  const all = keysOf(scopeOf(state)).flatMap(({ keys, hint }) =>
    hint === undefined ? [] : [`${keys.split(' ')[0]} ${hint}`],
  );
  return all.length > 0 ? `Keys: ${all.join(', ')}.` : '';
}
