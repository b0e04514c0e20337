import { add } from './add.ts';
import { attach, detach } from './attach.ts';
import { codebook, codebookDefine, codebookRename } from './codebook.ts';
import { config } from './config.ts';
import { copyKey, copyReference } from './copy.ts';
import { type AnyCommand, PANES, SCOPES, type Scope } from './define-command.ts';
import { edit } from './edit.ts';
import { excerptAdd, excerptEdit, excerptRemove } from './excerpt.ts';
import { exportStudies } from './export.ts';
import { find } from './find.ts';
import { history, historyJump, redo, undo } from './history.ts';
import { importFiles } from './import.ts';
import { init } from './init.ts';
import { codebookDemote, keywordAdopt, keywordList } from './keyword.ts';
import { open } from './open.ts';
import { rebuildSearchIndex } from './rebuild-index.ts';
import { searchList, searchRemove, searchSave } from './saved-search.ts';
import { screen } from './screen.ts';
import type { KeyOverrides } from './settings.ts';
import { show } from './show.ts';
import { tag } from './tag.ts';
import { tour } from './tour.ts';
import { emptyTrash, restore, trash } from './trash.ts';
import { UI_ACTIONS, type UiActionName } from './ui-actions.ts';

/** Every command, in the order in which help and README list them. */
export const COMMANDS: readonly AnyCommand[] = [
  init,
  importFiles,
  find,
  show,
  add,
  edit,
  tag,
  screen,
  attach,
  detach,
  excerptAdd,
  excerptEdit,
  excerptRemove,
  codebook,
  codebookDefine,
  codebookRename,
  codebookDemote,
  keywordList,
  keywordAdopt,
  searchSave,
  searchList,
  searchRemove,
  exportStudies,
  open,
  copyKey,
  copyReference,
  undo,
  redo,
  history,
  historyJump,
  trash,
  restore,
  emptyTrash,
  rebuildSearchIndex,
  config,
  tour,
];

/** What a key does: run a command, or act on the screen. */
export type Binding = { command: AnyCommand } | { action: UiActionName };

/** The command of this name ("excerpt add"); undefined for a name that no command has. */
export function commandByName(name: string): AnyCommand | undefined {
  return COMMANDS.find((command) => command.name === name);
}

/** A command or action with the keys that it has. */
export interface Bound {
  name: string;
  keys: Partial<Record<Scope, readonly string[]>>;
  binding: Binding;
}

/** All that can have a key, with the user's keys in place of its own. */
export function boundKeys(overrides: KeyOverrides = {}): Bound[] {
  const merged = (name: string, own: Bound['keys']) => {
    const keys = { ...own };
    for (const scope of SCOPES) {
      const chosen = overrides[scope];
      if (chosen && Object.hasOwn(chosen, name)) keys[scope] = chosen[name] ?? [];
    }
    return keys;
  };
  return [
    ...COMMANDS.map((command) => ({
      name: command.name,
      keys: merged(command.name, command.keys ?? {}),
      binding: { command },
    })),
    ...UI_ACTIONS.map(({ name, keys }) => ({ name, keys: merged(name, keys), binding: { action: name } })),
  ];
}

/** Two that want one key in one scope. */
export interface KeyClash {
  scope: Scope;
  key: string;
  names: readonly [string, string];
}

/** What each key does in each scope; a pane has the global keys too. @throws when two want one key: a mistake in the tables, found at start. */
export function keymap(overrides: KeyOverrides = {}): Record<Scope, ReadonlyMap<string, Binding>> {
  const { maps, clash } = mapKeys(overrides);
  if (clash)
    throw new Error(`the key ${clash.key} is used twice in the scope ${clash.scope}, by ${clash.names.join(' and ')}`);
  return maps;
}

/** The first two that want one key when the user's keys are taken. */
export function keyClash(overrides: KeyOverrides): KeyClash | undefined {
  return mapKeys(overrides).clash;
}

function mapKeys(overrides: KeyOverrides) {
  const maps = Object.fromEntries(SCOPES.map((scope) => [scope, new Map<string, Binding>()])) as Record<
    Scope,
    Map<string, Binding>
  >;
  let clash: KeyClash | undefined;
  for (const { name, keys, binding } of boundKeys(overrides)) {
    for (const scope of SCOPES) {
      for (const key of keys[scope] ?? []) {
        for (const target of scope === 'global' ? (['global', ...PANES] as const) : [scope]) {
          const other = maps[target].get(key);
          const before = other && ('command' in other ? other.command.name : other.action);
          if (before !== undefined && before !== name) clash ??= { scope: target, key, names: [before, name] };
          maps[target].set(key, binding);
        }
      }
    }
  }
  return { maps, clash };
}
