import { commandByName } from '../commands/registry.ts';
import type { Key } from './input.ts';
import { actionOf, placeOfKey } from './keys.ts';
import { dialogRows } from './layout.ts';
import { edit, lineState } from './line-editor.ts';
import { type Picker, pickerEdits, pickerRows, toggleTag } from './picker.ts';
import { BROWSING, type Effect, type Screen, type State, type Step, step } from './state.ts';

export function reducePicker(state: State, screen: Extract<Screen, { screen: 'picker' }>, key: Key): Step {
  const { picker } = screen;
  const rows = pickerRows(picker);
  const show = (next: Picker) => step({ ...state, screen: { ...screen, picker: next } });
  const to = (cursor: number) => show({ ...picker, cursor: Math.max(0, Math.min(rows.length - 1, cursor)) });
  const page = Math.max(1, dialogRows(state.size) - 5);
  switch (actionOf('picker', key)) {
    case 'select-next':
      return to(picker.cursor + 1);
    case 'select-previous':
      return to(picker.cursor - 1);
    case 'select-page-down':
      return to(picker.cursor + page);
    case 'select-page-up':
      return to(picker.cursor - page);
    case 'toggle': {
      const row = rows[picker.cursor];
      if (!row) return step(state);
      const next = { ...toggleTag(picker, row.name), filter: lineState() };
      return show({
        ...next,
        cursor: Math.max(
          0,
          pickerRows(next).findIndex((one) => one.name === row.name),
        ),
      });
    }
    case 'apply':
      return apply(state, picker);
    case 'close':
      if (picker.filter.text !== '') return show({ ...picker, filter: lineState(), cursor: 0 });
      if (picker.toggled.size === 0) return step({ ...state, screen: BROWSING });
      return step({
        ...state,
        screen: {
          screen: 'confirm',
          question: `Leave without applying ${pickerEdits(picker).join(' ')}?`,
          yes: [],
          back: screen,
        },
      });
    default: {
      // While a name is typed, a digit belongs to it.
      const place = picker.filter.text === '' ? placeOfKey('recent-tag', 'picker', key) : 0;
      const recent = rows.find((row) => row.digit === place);
      if (recent) return apply(state, toggleTag({ ...picker, toggled: new Map(picker.toggled) }, recent.name));
      const filter = edit(picker.filter, key);
      return show({ ...picker, filter, cursor: filter.text === picker.filter.text ? picker.cursor : 0 });
    }
  }
}

function apply(state: State, picker: Picker): Step {
  const closed = { ...state, screen: BROWSING };
  const edits = pickerEdits(picker);
  const command = commandByName('tag');
  if (edits.length === 0 || !command) return step(closed);
  const used = [...picker.toggled.values()].filter(({ on }) => on).map(({ name }) => name);
  const older = state.recentTags.filter((name) => !used.some((one) => one.toLowerCase() === name.toLowerCase()));
  const effect: Effect = {
    effect: 'run',
    command,
    args: { edits, ...(picker.excerpt === undefined ? {} : { excerpt: picker.excerpt }) },
    selection: { studies: picker.studies },
  };
  return step({ ...closed, recentTags: [...used, ...older].slice(0, 9) }, effect, { effect: 'keep-recent-tags' });
}
