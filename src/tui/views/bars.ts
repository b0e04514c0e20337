import type { AnyCommand } from '../../commands/define-command.ts';
import { progressBarText, progressWords } from '../../commands/progress.ts';
import type { QueryProblem } from '../../domain/query/query-tree.ts';
import { cleanText } from '../../domain/text/clean-text.ts';
import { studiesCount } from '../../domain/text/counts.ts';
import { cut, firstFitting, width, wrapTo } from '../../domain/text/text-width.ts';
import { keysOf, labelOf } from '../keys.ts';
import { layoutOf } from '../layout.ts';
import { litQuery } from '../lit.ts';
import { placeLabel } from '../sidebar-items.ts';
import { currentStudy, isListWhole, type State, scopeOf } from '../state.ts';
import { fitRow, type Span, spansWidth, type Theme, wrapSpans } from '../theme.ts';
import { fieldSpans } from './field.ts';
import { overwriteSpans, questionSpans, screeningSpans } from './questions.ts';

export function titleBar(state: State, theme: Theme): string {
  const { columns } = state.size;
  const all = state.placeCounts.counts.get('all');
  const right = all === undefined ? '' : `${studiesCount(all)} `;
  const left: Span[] = [
    [' Lectern ', 'cursor'],
    [` ${cleanText(state.name)}`, 'title'],
  ];
  const room = columns - width(right);
  return theme.paint(room > 12 ? [...fitRow(left, room), [right, 'quiet']] : fitRow(left, columns));
}

/** The row above the hints: what is typed, what is asked, what is going on, or what was done last. */
export function statusBar(state: State, theme: Theme): string {
  const { columns } = state.size;
  return theme.paint(fitRow(statusSpans(state, columns), columns));
}

/** What is short enough to stand beside what is typed. */
function hintOf({ message, suggestion }: QueryProblem): string {
  return suggestion === undefined ? message : `did you mean ${suggestion}?`;
}

/** How many the list has; "…" while only the first are known. */
function totalOf({ found }: State): string {
  return found.isWhole ? found.ids.length.toLocaleString('en') : '…';
}

/** The rows are the newest that match, or those of the search before: their order is still to come. */
function isRanking(state: State): boolean {
  return !isListWhole(state) && state.query.trim() !== '';
}

function statusSpans(state: State, columns: number): Span[] {
  const { screen, status } = state;
  switch (screen.screen) {
    case 'search': {
      const { problems } = litQuery({ ...state, place: { kind: 'all' } });
      const mistake = problems.find(({ kind }) => kind === 'mistake') ?? problems.find(({ kind }) => kind === 'remark');
      const found = isRanking(state) ? '  … ranking ' : `  ${totalOf(state)} found `;
      const [hint = ''] = mistake ? wrapTo(cleanText(hintOf(mistake)), Math.floor(columns / 2), 1) : [];
      const told = hint === '' ? '' : `  ${hint}`;
      const room = columns - 1 - width(found) - width(told);
      return [['/', 'key'], ...fieldSpans(screen.line, Math.max(8, room)), [told, 'warn'], [found, 'quiet']];
    }
    case 'prompt': {
      const { proposals, line } = screen.prompt;
      if (!proposals) return [[':', 'key'], ...fieldSpans(line, columns - 1)];
      const shown = `  ${proposals.at + 1}/${proposals.items.length}: ${proposals.items
        .slice(proposals.at + 1, proposals.at + 6)
        .map((item) => item.trim())
        .join('  ')}`;
      const field = Math.min(columns - 10, Math.max(20, width(line.text) + 2));
      const [proposed = ''] = wrapTo(cleanText(shown), Math.max(1, columns - 1 - field), 1);
      return [[':', 'key'], ...fieldSpans(line, field), [proposed, 'quiet']];
    }
    case 'confirm':
      return [[' '], ...questionSpans(screen.question)];
    case 'screening':
      return [[' '], ...screeningSpans(screen)];
    case 'overwrite':
      return [[' '], ...overwriteSpans(screen)];
    case 'working':
      return workingSpans(screen, columns);
    default: {
      if (status) return [[` ${wrapTo(cleanText(status.text), columns - 1, 1).join('')}`, status.tone]];
      const id = screen.screen === 'browsing' ? currentStudy(state) : undefined;
      const isAlone = layoutOf(state.size, state.pane, state.alone).shape === 'single';
      if (state.pane === 'sidebar' && isAlone && screen.screen === 'browsing') {
        const place = cleanText(placeLabel(state.place)) || 'All studies';
        return [
          [
            ` ${cut(`${place}: ${totalOf(state)} ${state.found.ids.length === 1 ? 'study' : 'studies'}`, columns - 1)}`,
            'quiet',
          ],
        ];
      }
      if (id === undefined) return [];
      const place = ` ${(state.list.cursor + 1).toLocaleString('en')} of ${totalOf(state)}${isRanking(state) ? ' · still ranking' : ''}`;
      return [
        [
          firstFitting(
            onePane(state).map((note) => place + note),
            columns,
          ),
          'quiet',
        ],
      ];
    }
  }
}

/**
 * The rows at the bottom: status and hints. A sentence that does not fit into the status row stands in that of the hints too, and over
 * the last rows of the panes where it needs more.
 */
export function footRows(
  state: State,
  theme: Theme,
  disabledReason: (command: AnyCommand) => string | undefined,
): string[] {
  const { columns, rows } = state.size;
  const sentence = sentenceOf(state);
  const wrapped = sentence ? wrapSpans(sentence, columns - 2) : [];
  if (wrapped.length < 2) return [statusBar(state, theme), hintBar(state, theme, disabledReason)];
  const most = Math.max(2, Math.floor(rows / 2));
  return wrapped.slice(0, most).map((row) => theme.paint(fitRow([[' '], ...row], columns)));
}

/** What the status row says in a sentence, which must not be cut; undefined when it shows something else. */
function sentenceOf({ screen, status }: State): Span[] | undefined {
  switch (screen.screen) {
    case 'confirm':
      return questionSpans(screen.question);
    case 'screening':
      return screeningSpans(screen);
    case 'overwrite':
      return overwriteSpans(screen);
    case 'browsing':
      return status && [[cleanText(status.text), status.tone]];
    default:
      return undefined;
  }
}

/** What is said where there is too little room for the panes side by side, the longest first. */
function onePane({ size, pane, alone, screen }: State): string[] {
  const isSmall = screen.screen === 'browsing' && layoutOf(size, pane, alone).shape === 'single';
  if (!isSmall) return [''];
  const [all, next] = [labelOf('hide-panes', pane), labelOf('next-pane', pane)];
  return alone
    ? [` · this pane alone, ${all} shows all`, ` · alone; ${all}: all`, '']
    : [` · one pane at a time here, ${next} shows the next`, ` · one pane; ${next}: the next`, ''];
}

function workingSpans({ progress }: Extract<State['screen'], { screen: 'working' }>, columns: number): Span[] {
  const cells = Math.max(5, Math.min(30, columns - 70));
  const bar = ` ${progressBarText(progress, cells)} `;
  const [words = ''] = wrapTo(cleanText(progressWords(progress)), columns - width(bar), 1);
  return [[bar], [words, 'quiet']];
}

/** Where one finds everything else: these hints stay when there is little room. */
const ALWAYS: readonly string[] = ['save', 'apply', 'help', 'quit', 'close', 'clear-search'];

/** What keys do here, as many as fit. What cannot be used now is in brackets, with the reason where there is room; its key says it, too. */
function hintBar(state: State, theme: Theme, disabledReason: (command: AnyCommand) => string | undefined): string {
  const { columns } = state.size;
  const { screen } = state;
  const inLongText = screen.screen === 'form' && screen.form.fields[screen.form.focus]?.editor === true;
  const ways = screen.screen === 'overwrite' ? screen.ways.map((way) => `overwrite-${way}`) : [];
  const rows = keysOf(scopeOf(state)).filter(
    ({ name }) => (name !== 'editor' || inLongText) && (!name.startsWith('overwrite-') || ways.includes(name)),
  );
  const hinted = (which: 'hint' | 'spareHint') =>
    rows.flatMap((row) => (row[which] === undefined ? [] : [{ ...row, hint: row[which] }]));
  const painted = (which: 'hint' | 'spareHint') =>
    hinted(which).map(({ keys, hint, command, name }) => {
      const key = keys.split(' ')[0] ?? '';
      const reason = command && disabledReason(command);
      const spans: Span[] = reason
        ? [[`(${key} ${hint})`, 'off']]
        : [
            [key, 'key'],
            [` ${hint}`, 'quiet'],
          ];
      const long: Span | undefined = reason ? [` (${key} ${hint}: ${reason}) `, 'off'] : undefined;
      return { spans: [[' '] as Span, ...spans, [' '] as Span], always: ALWAYS.includes(name), long };
    });
  const hints = painted('hint');
  const tail = hints.filter(({ always }) => always).flatMap(({ spans }) => spans);
  let left = columns - spansWidth(tail);
  /** The first ones, as many as there is room for. */
  const fitting = (wanted: typeof hints) => {
    const shown: typeof hints = [];
    for (const hint of wanted) {
      const cells = spansWidth(hint.spans);
      if (cells > left) break;
      left -= cells;
      shown.push(hint);
    }
    return shown;
  };
  const main = fitting(hints.filter(({ always }) => !always));
  const spans = main.flatMap(({ spans: short, long }) => {
    const more = long ? width(long[0]) - spansWidth(short) : 0;
    if (!long || more > left) return short;
    left -= more;
    return [long];
  });
  const isAll = main.length + hints.filter(({ always }) => always).length === hints.length;
  const spare = isAll ? fitting(painted('spareHint')).flatMap((hint) => hint.spans) : [];
  return theme.paint(fitRow([...spans, ...spare, ...tail], columns));
}
