import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { commandOfWords, lineWords, paramsOf, positional, takesQuery } from '../commands/arguments.ts';
import type { Browser } from '../commands/browse.ts';
import type { Param } from '../commands/define-command.ts';
import { COMMANDS } from '../commands/registry.ts';
import { UI_ACTIONS } from '../commands/ui-actions.ts';
import { FIELDS } from '../domain/fields.ts';
import { fuzzyFilter } from './fuzzy.ts';
import type { State } from './state.ts';

export interface Proposals {
  /** Offset in the line at which the proposals go. */
  start: number;
  items: readonly string[];
}

const AT_MOST = 200;

/** What the last word of a line may become: names of commands and actions, options, tags, citation keys, files, fields. */
export function completeLine(line: string, browser: Browser, cwd: string, state: State): Proposals {
  const words = lineWords(line);
  const open = /\s$/.test(line) || words.length === 0;
  const word = open ? { text: '', start: line.length } : words.at(-1)!;
  const texts = words.map(({ text }) => text);
  const named = commandOfWords(open ? texts : texts.slice(0, -1));
  if (!named) return { start: line.length - line.trimStart().length, items: commandNames(line.trimStart()) };
  const { command, length } = named;
  const before = texts.slice(length, open ? undefined : -1);
  const previous = before.at(-1) ?? '';
  const option = paramsOf(command).find(
    ([name, param]) =>
      !param.positional &&
      param.kind !== 'flag' &&
      (previous === `--${name}` || (param.short && previous === `-${param.short}`)),
  );
  if (option) return { start: word.start, items: values(option[1], word.text, browser, cwd, state) };
  if (word.text.startsWith('--')) {
    const names = paramsOf(command)
      .filter(([, param]) => !param.positional)
      .map(([name]) => `--${name} `);
    return { start: word.start, items: names.filter((name) => name.startsWith(word.text)) };
  }
  const places = positional(command);
  const [, param] = places[Math.min(before.length, places.length - 1)] ?? [];
  const own = param ? values(param, word.text, browser, cwd, state) : [];
  const query = takesQuery(command) ? queryValues(word.text, browser, state) : [];
  return {
    start: word.start,
    items:
      own.length > 0 && !(param?.completes === 'tag-edit' && !/^[+-]/.test(word.text) && before.length > 0)
        ? own
        : query,
  };
}

function commandNames(typed: string): string[] {
  const names = [
    ...COMMANDS.filter(({ onlyCli }) => !onlyCli).map(({ name }) => name),
    ...UI_ACTIONS.filter(({ keys }) => 'global' in keys).map(({ name }) => name),
  ];
  const begins = names.filter((name) => name.startsWith(typed));
  return (begins.length > 0 ? begins : fuzzyFilter(names, typed, (name) => name).map(({ item }) => item)).map(
    (name) => `${name} `,
  );
}

function values(param: Param, typed: string, browser: Browser, cwd: string, state: State): string[] {
  if (param.kind === 'text' && param.choices) return quoted(param.choices.filter((choice) => choice.startsWith(typed)));
  switch (param.completes) {
    case 'tag':
      return quoted(tagNames(state, typed));
    case 'tag-edit': {
      const sign = /^[+-]/.exec(typed)?.[0] ?? '+';
      return quoted(tagNames(state, typed.replace(/^[+-]/, '')).map((name) => sign + name));
    }
    case 'key':
      return quoted(keys(typed, browser));
    case 'query':
      return queryValues(typed, browser, state);
    case 'file':
      return files(typed, cwd);
    case 'field':
      return /=/.test(typed)
        ? []
        : FIELDS.filter(
            ({ name, variable }) => (variable !== undefined || name === 'key') && name.startsWith(typed),
          ).map(({ name }) => `${name}=`);
    case 'search':
      return quoted(state.searches.map(({ name }) => name).filter((name) => name.startsWith(typed)));
    case 'attachment':
      return quoted(
        (state.open?.study.attachments ?? []).map(({ path }) => path).filter((path) => path.startsWith(typed)),
      );
    case 'excerpt':
      return (state.open?.study.excerpts ?? [])
        .map(({ uid }) => uid)
        .filter((uid) => uid.startsWith(typed) || uid.slice(-8).startsWith(typed))
        .map((uid) => `${uid.slice(-8)} `);
    default:
      return [];
  }
}

function queryValues(typed: string, browser: Browser, state: State): string[] {
  const tag = /^(-?tag:=?)(.*)$/.exec(typed);
  if (tag) return quoted(tagNames(state, tag[2] ?? '').map((name) => tag[1] + name));
  return typed === '' ? [] : quoted(keys(typed, browser));
}

function tagNames(state: State, typed: string): string[] {
  return fuzzyFilter(state.codebook, typed, ({ name }) => name, AT_MOST).map(({ item }) => item.name);
}

function keys(typed: string, browser: Browser): string[] {
  if (/[\s"()]/.test(typed)) return [];
  const ids = Array.from(browser.ids(typed === '' ? '' : `key:${typed}`, { kind: 'all' })).slice(0, AT_MOST);
  return browser.rows(ids).map(({ key }) => key);
}

/** Folders end in "/", so that Tab goes on in them. What begins with "." is proposed only when typed so. */
function files(typed: string, cwd: string): string[] {
  const folder = typed.endsWith('/') ? typed : typed.includes('/') ? `${dirname(typed)}/`.replace(/^\/\/$/, '/') : '';
  const begun = typed.slice(folder.length);
  try {
    return readdirSync(resolve(cwd, folder || '.'), { withFileTypes: true })
      .filter(({ name }) => name.startsWith(begun) && (begun.startsWith('.') || !name.startsWith('.')))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .slice(0, AT_MOST)
      .map(
        (entry) =>
          quote(join(folder, entry.name) + (entry.isDirectory() ? '/' : '')) + (entry.isDirectory() ? '' : ' '),
      );
  } catch {
    return [];
  }
}

function quoted(texts: readonly string[]): string[] {
  return texts.map((text) => `${quote(text)} `);
}

function quote(text: string): string {
  return /[\s"'\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
}
