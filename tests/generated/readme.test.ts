import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type AnyCommand, type Param, SCOPES } from '../../src/commands/define-command.ts';
import { COMMANDS, keymap } from '../../src/commands/registry.ts';
import { SETTINGS } from '../../src/commands/settings.ts';
import { UI_ACTIONS } from '../../src/commands/ui-actions.ts';
import { FIELDS } from '../../src/domain/fields.ts';
import { QUERY_SYNTAX } from '../../src/domain/query/query.ts';
import { FORMATS } from '../../src/formats/formats.ts';

const README = new URL('../../README.md', import.meta.url);
const UPDATE = process.env.LECTERN_UPDATE === '1';

const TABLES: Record<string, () => string> = {
  commands: () =>
    table(
      ['Command', 'What it does', 'Key'],
      COMMANDS.map((command) => [code(`lectern ${usage(command)}`), command.summary, keysOf(command.keys)]),
    ),
  keys: () =>
    table(
      ['Key', 'What it does'],
      [...UI_ACTIONS, ...COMMANDS.filter(({ keys }) => keys)].map(({ keys, summary }) => [keysOf(keys), summary]),
    ),
  settings: () =>
    table(
      ['Setting', 'Values', 'What it does'],
      SETTINGS.map((setting) => [
        code(setting.name),
        setting.kind === 'choice'
          ? setting.choices.map((value) => code(JSON.stringify(value))).join(' ')
          : setting.kind === 'flag'
            ? '`false` `true`'
            : '`{"SCOPE": {"NAME": ["KEY"]}}`',
        setting.summary,
      ]),
    ),
  scopes: () => SCOPES.map(code).join(', '),
  queries: () =>
    table(
      ['Write', 'Finds', 'Example'],
      QUERY_SYNTAX.map(({ form, means, example }) => [code(form), means, code(example)]),
    ),
  fields: () => FIELDS.map(({ name }) => code(name)).join(', '),
  formats: () =>
    table(
      ['Format', '`--format`', 'Files', 'Reads', 'Writes'],
      FORMATS.map(({ label, name, extensions, read, write }) => [
        label,
        code(name),
        extensions.map(code).join(' '),
        read ? 'yes' : '',
        write ? 'yes' : '',
      ]),
    ),
};

for (const [name, make] of Object.entries(TABLES)) {
  test(`the README's ${name} say what the program says (npm run docs mends it)`, () => {
    const readme = readFileSync(README, 'utf8');
    const block = new RegExp(`(<!-- ${name}: generated -->\n)[\\s\\S]*?(\n<!-- /${name} -->)`);
    expect(block.test(readme), `the README has no place for ${name}`).toBe(true);
    const current = readme.replace(block, (_, begin: string, end: string) => `${begin}\n${make()}\n${end}`);
    if (UPDATE) writeFileSync(README, current);
    else expect(readme).toBe(current);
  });
}

test('no key is bound twice in a scope', () => {
  expect(() => keymap()).not.toThrow();
});

function usage(command: AnyCommand): string {
  const words = [command.name];
  for (const [name, param] of Object.entries(command.params as AnyCommand['params']) as [string, Param][]) {
    if (!param.positional) continue;
    const shown = (param.placeholder ?? name.toUpperCase()) + (param.kind === 'list' ? '…' : '');
    words.push(param.required ? shown : `[${shown}]`);
  }
  if (command.selection !== 'none') words.push(command.selection === 'optional' ? '[QUERY]' : 'QUERY');
  return words.join(' ');
}

function keysOf(keys: AnyCommand['keys'] = {}): string {
  const scopes = new Map<string, string[]>();
  for (const [scope, names] of Object.entries(keys)) {
    const shown = (names ?? []).map(code).join(' ');
    scopes.set(shown, [...(scopes.get(shown) ?? []), scope === 'global' ? 'panes' : scope]);
  }
  return [...scopes].map(([shown, of]) => (of.join() === 'panes' ? shown : `${shown} (${of.join(', ')})`)).join(' ');
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row))].join('\n');
}
