import { expect, test } from 'vitest';
import { checkConfig } from '../../src/commands/check-config.ts';
import { jsonLines } from '../../src/commands/json-lines.ts';
import { keymap } from '../../src/commands/registry.ts';
import { DEFAULT_SETTINGS } from '../../src/commands/settings.ts';
import { UserError } from '../../src/domain/user-error.ts';

const settings = (value: unknown) => checkConfig(JSON.stringify(value, null, 2), 'config.json');
function problem(text: string): string {
  try {
    checkConfig(text, 'config.json');
  } catch (error) {
    if (error instanceof UserError) return `${error.message}; ${error.hint}`;
    throw error;
  }
  return 'none';
}

test('an empty object is all as it comes', () => {
  expect(settings({})).toEqual(DEFAULT_SETTINGS);
});

test('each setting is taken, and the place of the schema is no setting', () => {
  const chosen = { theme: 'light', citationStyle: 'vancouver', screenReader: true, reducedMotion: true };
  expect(settings({ $schema: 'schema.json', ...chosen })).toEqual({ ...chosen, keys: {} });
});

test('what is no key is told with its line', () => {
  const text =
    '{\n  "theme": "dark",\n  "keys": {\n    "list": {\n      "tag": [\n        "t",\n        "ctrl-shift-q"\n      ]\n    }\n  }\n}';
  expect(problem(text)).toMatch(/^config\.json:7: "ctrl-shift-q" is not a key; write a key such as/);
});

test('a chord that arrives as another key names that key', () => {
  expect(problem('{"keys": {"list": {"tag": "ctrl-i"}}}')).toContain('as "tab"');
});

test.each([
  ['{"theme": "purple"}', /"theme" must be one of "auto", "dark"/],
  ['{"screenReader": "yes"}', /"screenReader" must be true or false/],
  ['{"themes": "dark"}', /no setting "themes".*did you mean "theme"/],
  ['{"keys": {"lists": {}}}', /no scope "lists".*did you mean "list"/],
  ['{"keys": {"list": {"tags": "T"}}}', /nothing is called "tags" in the scope "list".*did you mean "tag"/],
  ['{"keys": {"list": {"toggle": "T"}}}', /nothing is called "toggle" in the scope "list"/],
  ['{"keys": {"list": {"tag": [5]}}}', /5 is not a key/],
  ['{"keys": {"form": {"save": "s"}}}', /"s" is typed into a field in the scope "form"/],
  ['{"keys": {"form": {"close": []}}}', /"close" needs a key in the scope "form"/],
  ['{"keys": {"__proto__": {"tag": "t"}}}', /no scope "__proto__"/],
  ['[]', /must be an object/],
])('%s is refused in words', (text, words) => {
  expect(problem(text)).toMatch(words);
});

test('a text that is no JSON is told with its line', () => {
  expect(problem('{\n  "theme": "dark",\n}')).toMatch(/^config\.json:3: this is not valid JSON/);
});

test('a key that two want is told as such, at the line of the one that the user chose', () => {
  const text = '{\n  "keys": {\n    "list": {\n      "tag": "j"\n    }\n  }\n}';
  expect(problem(text)).toMatch(/^config\.json:4: the key "j" of "tag" is that of "down" too, in the scope "list"/);
});

test("the user's keys stand in place of those that a command has, in that scope alone", () => {
  const { keys } = settings({ keys: { list: { tag: ['T'], trash: [] } } });
  const maps = keymap(keys);
  expect(maps.list.get('T')).toMatchObject({ command: { name: 'tag' } });
  expect(maps.list.get('t')).toBeUndefined();
  expect(maps.list.get('d')).toBeUndefined();
  expect(maps.detail.get('t')).toMatchObject({ command: { name: 'tag' } });
});

test('a key that another gives up can be taken', () => {
  const { keys } = settings({ keys: { list: { tag: 'd', trash: 'D' } } });
  expect(keymap(keys).list.get('d')).toMatchObject({ command: { name: 'tag' } });
});

test('values are found on their lines, whatever is in strings', () => {
  const lines = jsonLines('{\n"a": "}\\n\\"[",\n"b/c": [\n1,\n{"d":\n2}]}');
  expect(Object.fromEntries(lines)).toEqual({ '': 1, '/a': 2, '/b~1c': 3, '/b~1c/0': 4, '/b~1c/1': 5, '/b~1c/1/d': 5 });
});
