import { type AnyCommand, DIALOGS, type Scope } from '../commands/define-command.ts';
import { type Binding, type Bound, boundKeys, COMMANDS, keymap } from '../commands/registry.ts';
import type { KeyOverrides } from '../commands/settings.ts';
import { UI_ACTIONS, type UiAction, type UiActionName } from '../commands/ui-actions.ts';
import { type Key, keyName } from './input.ts';

const ACTIONS: readonly UiAction[] = UI_ACTIONS;
let maps = keymap();
let bound = byName(boundKeys());

/** Takes the user's keys, once, before the first key is pressed. */
export function bindKeys(overrides: KeyOverrides): void {
  maps = keymap(overrides);
  bound = byName(boundKeys(overrides));
}

function byName(all: readonly Bound[]): ReadonlyMap<string, Bound['keys']> {
  return new Map(all.map(({ name, keys }) => [name, keys]));
}

/** What the key does in the scope. */
export function bindingOf(scope: Scope, key: Key): Binding | undefined {
  return maps[scope].get(keyName(key));
}

/** The action of a key in a dialog, where no commands are bound. */
export function actionOf(scope: Scope, key: Key): UiActionName | undefined {
  const binding = bindingOf(scope, key);
  return binding && 'action' in binding ? binding.action : undefined;
}

export interface KeyHelp {
  /** "j ↓" */
  keys: string;
  name: string;
  summary: string;
  hint: string | undefined;
  spareHint?: string | undefined;
  command?: AnyCommand;
}

/** Every key of a scope, commands first, each command or action once. */
export function keysOf(scope: Scope): KeyHelp[] {
  const inScope = (name: string) => {
    const keys = bound.get(name) ?? {};
    return [...(keys[scope] ?? []), ...(isDialog(scope) ? [] : (keys.global ?? []))];
  };
  const rows: KeyHelp[] = [];
  for (const command of COMMANDS) {
    const keys = inScope(command.name);
    if (keys.length > 0)
      rows.push({
        keys: keys.map(keyLabel).join(' '),
        name: command.name,
        summary: command.summary,
        hint: command.hint,
        spareHint: command.spareHint,
        command,
      });
  }
  for (const action of ACTIONS) {
    const keys = inScope(action.name);
    if (keys.length > 0)
      rows.push({
        keys: keys.map(keyLabel).join(' '),
        name: action.name,
        summary: action.summary,
        hint: action.hint,
        spareHint: action.spareHint,
      });
  }
  return rows;
}

/** The first key of a command or action in a scope, as people write it. */
export function labelOf(name: string, scope: Scope): string {
  const keys = bound.get(name) ?? {};
  const key = keys[scope]?.[0] ?? keys.global?.[0];
  return key === undefined ? '' : keyLabel(key);
}

/** Which of the keys of an action in a scope it is, from 1; 0 for none of them. */
export function placeOfKey(name: string, scope: Scope, key: Key): number {
  return (bound.get(name)?.[scope] ?? []).indexOf(keyName(key)) + 1;
}

const NAMES: Record<string, string> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  esc: 'Esc',
  enter: 'Enter',
  tab: 'Tab',
  space: 'Space',
  home: 'Home',
  end: 'End',
};

/** "ctrl-r" → "Ctrl-R", "f1" → "F1". */
function keyLabel(chord: string): string {
  const parts = /^((?:ctrl-|alt-|shift-)*)(.+)$/s.exec(chord);
  const [, modifiers = '', key = chord] = parts ?? [];
  const isUpper = modifiers.includes('ctrl-') || /^f\d+$/.test(key);
  const name = NAMES[key] ?? (isUpper ? key.toUpperCase() : key);
  return modifiers.replace('ctrl-', 'Ctrl-').replace('alt-', 'Alt-').replace('shift-', 'Shift-') + name;
}

function isDialog(scope: Scope): boolean {
  return (DIALOGS as readonly string[]).includes(scope);
}
