import type { Query } from '../../domain/query/query.ts';
import { cleanText } from '../../domain/text/clean-text.ts';
import { countOf } from '../../domain/text/counts.ts';
import { pad } from '../../domain/text/text-width.ts';
import type { DetailLine } from '../detail-lines.ts';
import { type Box, hasFocus } from '../layout.ts';
import { litQuery, litRow, litSpans } from '../lit.ts';
import { linesOf } from '../move.ts';
import { sidebarItems } from '../sidebar-items.ts';
import type { State } from '../state.ts';
import { tagToken } from '../tag-colour.ts';
import { fitRow, type Span, type Theme } from '../theme.ts';
import { paneTitle } from './pane-title.ts';

export function sidebarView(state: State, box: Box, theme: Theme): string[] {
  const focused = hasFocus(state, 'sidebar');
  const items = sidebarItems(state);
  const out = [paneTitle('Library', focused, box.columns, theme)];
  for (let at = 0; at < box.rows - 1; at += 1) {
    const index = state.sidebar.top + at;
    const item = items[index];
    if (!item) {
      out.push(' '.repeat(box.columns));
      continue;
    }
    const here = index === state.sidebar.cursor;
    const count = item.count?.toLocaleString('en') ?? '';
    const room = Math.max(1, box.columns - 4 - count.length);
    const label = pad(`${'  '.repeat(item.depth)}${cleanText(item.label)}`, room);
    out.push(
      theme.paint(
        fitRow(
          [
            [here ? '> ' : '  ', 'mark'],
            [
              label,
              here && !focused
                ? 'title'
                : item.place.kind === 'tag'
                  ? tagToken(item.place.name, state.codebook)
                  : 'plain',
            ],
            [` ${count} `, 'quiet'],
          ],
          box.columns,
        ),
        here && focused,
      ),
    );
  }
  return out;
}

function litLine({ spans, field, block }: DetailLine, query: Query): Span[] {
  return spans.flatMap((span, at): readonly Span[] => {
    const [text, token] = span;
    if (UNLIT.has(token) && field !== 'section') return [span];
    return block && at === spans.length - 1
      ? litRow(text, block.of, block.start, query, field, token)
      : litSpans(text, query, field, token);
  });
}

// Labels and headings are no text of the study, but for those of sections.
const UNLIT: ReadonlySet<string | undefined> = new Set(['quiet', 'heading']);

export function detailView(state: State, box: Box, theme: Theme): string[] {
  const focused = hasFocus(state, 'detail');
  const lines = linesOf(state);
  const { top, excerpt } = state.detail;
  const query = litQuery(state);
  const height = box.rows - 1;
  const below = lines.length - top - height;
  const count = state.open?.study.excerpts.length ?? 0;
  const title = [
    state.open?.study.item.id ?? 'Study',
    count > 0 && `${count} ${count === 1 ? 'excerpt' : 'excerpts'}`,
    below > 0 && countOf(below, 'more row'),
  ];
  const out = [paneTitle(cleanText(title.filter(Boolean).join(' · ')), focused, box.columns, theme)];
  for (let at = 0; at < height; at += 1) {
    const line = lines[top + at];
    const mine = line?.excerpt !== undefined && line.excerpt === excerpt && focused;
    const first = mine && lines[top + at - 1]?.excerpt !== excerpt;
    const spans = line ? litLine(line, query) : [];
    out.push(theme.paint(fitRow([[first ? '> ' : mine ? '│ ' : '  ', 'mark'], ...spans], box.columns)));
  }
  return out;
}
