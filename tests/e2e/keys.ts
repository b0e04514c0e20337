import type { Scope } from '../../src/commands/define-command.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { UI_ACTIONS } from '../../src/commands/ui-actions.ts';

type Keys = Partial<Record<Scope, readonly string[]>>;

/** The first key that the registry gives a command or an action in a scope. */
export function keyOf(name: string, scope: Scope = 'list'): string {
  const all: readonly { name: string; keys?: Keys }[] = [...COMMANDS, ...UI_ACTIONS];
  const keys: Keys = all.find((one) => one.name === name)?.keys ?? {};
  const key = keys[scope]?.[0] ?? keys.global?.[0];
  if (key === undefined) throw new Error(`${name} has no key in the scope ${scope}`);
  return key;
}
