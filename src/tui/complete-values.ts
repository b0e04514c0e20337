import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser } from '../commands/browse.ts';
import type { Param } from '../commands/define-command.ts';
import { pathOf } from '../commands/paths.ts';
import { CSL_TYPES, FIELDS } from '../domain/fields.ts';
import { keywordsOf } from '../domain/keywords.ts';
import { SCREENING_STATUSES } from '../domain/study.ts';
import { fuzzyFilter } from './fuzzy.ts';
import type { State } from './state.ts';

/** Where proposals come from. */
export interface Sources {
  browser: Pick<Browser, 'ids' | 'rows' | 'history'>;
  /** Folder that relative paths start from. */
  cwd: string;
  state: Pick<State, 'codebook' | 'searches' | 'open'>;
}

const AT_MOST = 200;

/** What a value of the parameter that begins so may become. A space ends what is complete. */
export function valuesOf(param: Param, typed: string, sources: Sources): string[] {
  const { browser, cwd, state } = sources;
  if (param.kind === 'text' && param.choices) return quoted(beginning(param.choices, typed));
  switch (param.completes) {
    case 'tag':
      return quoted(tagNames(sources, typed));
    case 'keyword':
      return quoted(beginning(keywordsOf(state.open?.study.item ?? { id: '', type: '' }), typed));
    case 'tag-edit': {
      const sign = /^[+-]/.exec(typed)?.[0] ?? '+';
      return quoted(tagNames(sources, typed.replace(/^[+-]/, '')).map((name) => sign + name));
    }
    case 'key':
      return quoted(keys(typed, sources));
    case 'query':
      return queryValues(typed, sources);
    case 'file':
      return files(typed, cwd);
    case 'field':
      return fieldEdits(typed);
    case 'search':
      return quoted(
        beginning(
          state.searches.map(({ name }) => name),
          typed,
        ),
      );
    case 'attachment':
      return quoted(
        beginning(
          (state.open?.study.attachments ?? []).map(({ path }) => path),
          typed,
        ),
      );
    case 'excerpt':
      return (state.open?.study.excerpts ?? [])
        .map(({ uid }) => uid)
        .filter((uid) => uid.startsWith(typed) || uid.slice(-8).startsWith(typed))
        .map((uid) => `${uid.slice(-8)} `);
    case 'step':
      return quoted(
        beginning(
          browser.history().map(({ id }) => `${id}`),
          typed,
        ),
      );
    default:
      return [];
  }
}

/** A word of a query: a field, what a field may hold, or a citation key. */
export function queryValues(typed: string, sources: Sources): string[] {
  const [, not = '', name, mark = '', begun = ''] = /^(-?)(?:([a-z-]+):(=?))?(.*)$/s.exec(typed) ?? [];
  const of = (values: readonly string[]) => quoted(values.map((value) => `${not}${name}:${mark}${value}`));
  const fields = FIELDS.map((field) => field.name);
  switch (name) {
    case undefined:
      return [
        ...beginning(fields, begun).map((field) => `${not}${field}:`),
        ...(begun === '' ? [] : quoted(keys(begun, sources).map((key) => not + key))),
      ];
    case 'tag':
      return of(tagNames(sources, begun));
    case 'status':
      return of(beginning(SCREENING_STATUSES, begun));
    case 'type':
      return of(beginning(TYPES, begun));
    case 'key':
      return of(keys(begun, sources));
    case 'has':
    case 'no':
      return of(beginning(fields, begun));
    case 'sort':
      return of(
        beginning(fields, begun.replace(/^-/, '')).map((field) => (begun.startsWith('-') ? `-${field}` : field)),
      );
    case 'in':
      return of(beginning(['trash', 'all'], begun));
    default:
      return [];
  }
}

const TYPES = CSL_TYPES.map(({ name }) => name);

/** "ty" → "type=", "type=bo" → "type=book". */
function fieldEdits(typed: string): string[] {
  if (typed.startsWith('type=')) return quoted(beginning(TYPES, typed.slice(5)).map((type) => `type=${type}`));
  if (typed.includes('=')) return [];
  const written = FIELDS.filter(({ name, variable }) => variable !== undefined || name === 'key');
  return beginning(
    written.map(({ name }) => name),
    typed,
  ).map((name) => `${name}=`);
}

function beginning(texts: readonly string[], typed: string): string[] {
  return texts.filter((text) => text.startsWith(typed));
}

function tagNames({ state }: Sources, typed: string): string[] {
  return fuzzyFilter(state.codebook, typed, ({ name }) => name, AT_MOST).map(({ item }) => item.name);
}

function keys(typed: string, { browser }: Sources): string[] {
  if (/[\s"()]/.test(typed)) return [];
  const ids = Array.from(browser.ids(typed === '' ? '' : `key:${typed}`, { kind: 'all' })).slice(0, AT_MOST);
  return browser.rows(ids).map(({ key }) => key);
}

/** Folders end in "/", so that Tab goes on in them. What begins with "." is proposed only when typed so. */
function files(typed: string, cwd: string): string[] {
  if (typed === '~') return ['~/'];
  const folder = typed.endsWith('/') ? typed : typed.includes('/') ? `${dirname(typed)}/`.replace(/^\/\/$/, '/') : '';
  const begun = typed.slice(folder.length);
  try {
    return readdirSync(pathOf(cwd, folder || '.'), { withFileTypes: true })
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
