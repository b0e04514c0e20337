import { nearest } from '../domain/text/nearest.ts';
import { UserError } from '../domain/user-error.ts';
import { syntaxDiagnostic } from '../formats/json/json-place.ts';
import { PANES, SCOPES, type Scope } from './define-command.ts';
import { jsonLines, pointerPart } from './json-lines.ts';
import { keyProblem, writesText } from './key-names.ts';
import { COMMANDS, keyClash } from './registry.ts';
import { DEFAULT_SETTINGS, type KeyOverrides, SETTINGS, type Setting, type Settings } from './settings.ts';
import { UI_ACTIONS, type UiAction } from './ui-actions.ts';

/** Dialogs with a field, where characters are typed. */
const TYPING: readonly Scope[] = ['search', 'prompt', 'picker', 'form', 'help'];
/** What a user must always be able to do: without a key for it there is no way out. */
const WAYS_OUT: readonly string[] = ['quit', 'close', 'clear-search', 'stop'];

/**
 * The settings that the text of a config.json holds; `file` is its name in messages.
 * @throws UserError for the first thing that is wrong, with its line: `config.json:7: "ctrl-shift-q" is not a key`.
 */
export function checkConfig(text: string, file: string): Settings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { line, message } = syntaxDiagnostic(text, file, error);
    throw new UserError(`${file}:${line}: ${message}`);
  }
  const lines = jsonLines(text);
  const fail: Fail = (path, message, hint) => {
    const line = lines.get(path.map((part) => `/${pointerPart(part)}`).join('')) ?? 1;
    return new UserError(`${file}:${line}: ${message}`, hint);
  };
  if (!isObject(value)) throw fail([], 'the settings must be an object: {…}');
  const settings: { [name: string]: unknown } = { ...DEFAULT_SETTINGS };
  for (const [name, given] of Object.entries(value)) {
    if (name === '$schema') continue;
    const setting = SETTINGS.find((one) => one.name === name);
    if (!setting)
      throw fail(
        [name],
        `there is no setting ${JSON.stringify(name)}`,
        proposal(
          name,
          SETTINGS.map((one) => one.name),
        ),
      );
    settings[setting.name] = setting.kind === 'keys' ? checkKeys(given, fail) : checkValue(setting, given, fail);
  }
  return settings as unknown as Settings;
}

type Fail = (path: readonly string[], message: string, hint?: string) => UserError;

function checkValue(setting: Exclude<Setting, { kind: 'keys' }>, given: unknown, fail: Fail): unknown {
  if (setting.kind === 'flag') {
    if (typeof given === 'boolean') return given;
    throw fail([setting.name], `"${setting.name}" must be true or false`);
  }
  if (typeof given === 'string' && setting.choices.includes(given)) return given;
  const choices = setting.choices.map((choice) => JSON.stringify(choice)).join(', ');
  throw fail([setting.name], `"${setting.name}" must be one of ${choices}`);
}

function checkKeys(given: unknown, fail: Fail): KeyOverrides {
  if (!isObject(given)) throw fail(['keys'], '"keys" must be an object: {"list": {"tag": ["t"]}}');
  const overrides: { [scope: string]: { [name: string]: readonly string[] } } = {};
  for (const [scope, names] of Object.entries(given)) {
    const path = ['keys', scope];
    if (!isScope(scope)) throw fail(path, `there is no scope ${JSON.stringify(scope)}`, proposal(scope, SCOPES));
    if (!isObject(names)) throw fail(path, `"${scope}" must be an object: {"NAME": ["KEY"]}`);
    const known = namesIn(scope);
    const chosen: { [name: string]: readonly string[] } = {};
    for (const [name, keys] of Object.entries(names)) {
      if (!known.includes(name))
        throw fail(
          [...path, name],
          `nothing is called ${JSON.stringify(name)} in the scope "${scope}"`,
          proposal(name, known),
        );
      chosen[name] = checkList(scope, name, keys, [...path, name], fail);
    }
    overrides[scope] = chosen;
  }
  const clash = keyClash(overrides);
  if (clash) {
    const { scope, key, names } = clash;
    const places = [scope, 'global'].flatMap((one) => [...names].reverse().map((name) => [one, name] as const));
    const [where, name] = places.find(([one, its]) => overrides[one]?.[its]?.includes(key)) ?? [scope, names[1]];
    const other = names.find((its) => its !== name);
    throw fail(
      ['keys', where, name],
      `the key ${JSON.stringify(key)} of "${name}" is that of "${other}" too, in the scope "${scope}"`,
      `give "${other}" another key, or none: []`,
    );
  }
  return overrides;
}

function checkList(scope: Scope, name: string, given: unknown, path: readonly string[], fail: Fail): string[] {
  const keys = typeof given === 'string' ? [given] : given;
  if (!Array.isArray(keys)) throw fail(path, `the keys of "${name}" must be a list: ["x", "ctrl-x"]`);
  for (const [at, key] of keys.entries()) {
    const place = typeof given === 'string' ? path : [...path, String(at)];
    if (typeof key !== 'string') throw fail(place, `${JSON.stringify(key)} is not a key`, 'write keys as texts: "x"');
    const wrong = keyProblem(key);
    if (wrong) throw fail(place, wrong.problem, wrong.hint);
    if (TYPING.includes(scope) && writesText(key))
      throw fail(
        place,
        `"${key}" is typed into a field in the scope "${scope}"`,
        'choose one with ctrl- or alt-, or a key that writes nothing',
      );
  }
  if (keys.length === 0 && WAYS_OUT.includes(name)) throw fail(path, `"${name}" needs a key in the scope "${scope}"`);
  return keys as string[];
}

/** What can have a key in a scope. */
export function namesIn(scope: Scope): string[] {
  const isPane = scope === 'global' || (PANES as readonly Scope[]).includes(scope);
  const actions: readonly UiAction[] = UI_ACTIONS;
  return [
    ...(isPane ? COMMANDS.map(({ name }) => name) : []),
    ...actions
      .filter(({ keys }) => keys[scope] !== undefined || (isPane && keys.global !== undefined))
      .map(({ name }) => name),
  ];
}

function isScope(name: string): name is Scope {
  return (SCOPES as readonly string[]).includes(name);
}

function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function proposal(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? `there are ${known.join(', ')}` : `did you mean "${near}"?`;
}
