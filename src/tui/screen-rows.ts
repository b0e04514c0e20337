import type { AnyCommand } from '../commands/define-command.ts';
import { wrap } from '../domain/text/text-width.ts';
import { dialogBox, dialogPane, layoutOf } from './layout.ts';
import type { State } from './state.ts';
import type { Theme } from './theme.ts';
import { footRows, titleBar } from './views/bars.ts';
import { dialogView } from './views/dialogs.ts';
import { type ListWindow, listView } from './views/list.ts';
import { detailView, sidebarView } from './views/panes.ts';

export interface Shown {
  state: State;
  list: ListWindow;
  theme: Theme;
  disabledReason: (command: AnyCommand) => string | undefined;
}

/** The whole screen, row by row, painted: title, panes or a dialog, status, hints. */
export function screenRows(shown: Shown): string[] {
  const { state, theme } = shown;
  const { columns, rows } = state.size;
  if (layoutOf(state.size, state.pane, state.alone).shape === 'too-small')
    return wrap(`Lectern needs 24×6; here are ${columns}×${rows}.`, columns).slice(0, rows);
  const foot = footRows(state, theme, shown.disabledReason);
  return [titleBar(state, theme), ...bodyRows(shown).slice(0, rows - 1 - foot.length), ...foot];
}

function bodyRows({ state, list: window, theme }: Shown): readonly string[] {
  const { size, pane, alone, screen } = state;
  const dialog = dialogView(screen, dialogBox(state), theme);
  const over = dialogPane(state);
  if (dialog && !over) return dialog;
  const { shape, panes } = layoutOf(size, pane, alone);
  const side = panes.sidebar && sidebarView(state, panes.sidebar, theme);
  const list = over === 'list' ? dialog : panes.list && listView(state, window, panes.list, theme);
  const detail = over === 'detail' ? dialog : panes.detail && detailView(state, panes.detail, theme);
  const edge = theme.paint([['│', 'quiet']]);
  const beside = (left: readonly string[] | undefined, right: readonly string[] | undefined) =>
    left && right ? left.map((row, at) => row + edge + (right[at] ?? '')) : (left ?? right ?? []);
  const rest = shape === 'columns' ? beside(list, detail) : [...(list ?? []), ...(detail ?? [])];
  return beside(side, rest.length > 0 ? rest : undefined);
}
