import { FIELDS, type Field, fieldByName, nearestField } from '../../domain/fields.ts';
import { nearest } from '../../domain/text/nearest.ts';
import { shortened } from '../../domain/text/shortened.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Role } from './roles.ts';

/** Fields that a column cannot fill: the library notes them, or they are more than a text. */
const NOT_FROM_COLUMNS = new Set(['excerpt', 'section', 'source', 'added', 'changed']);

const EXAMPLE = '--columns title=Titel,author=Autoren,issued=Jahr';

/**
 * What `--columns FIELD=HEADER,FIELD=HEADER…` says, as a role for each column that it names. A comma parts two of them only
 * where another `FIELD=` follows, so that a header may hold one.
 * @throws UserError (exit code 2) for a field or header that is not there, with the nearest that is
 */
export function chosenColumns(option: string, names: readonly string[], source: string): Map<number, Role> {
  const chosen = new Map<number, Role>();
  for (const part of option.split(/,(?=\s{0,9}[A-Za-z-]{1,40}\s{0,9}=)/)) {
    if (part.trim() === '') continue;
    const at = part.indexOf('=');
    if (at < 0)
      throw new UserError(`--columns: "${part.trim()}" is not FIELD=HEADER`, `write them as in ${EXAMPLE}`, 2);
    const field = fieldOf(part.slice(0, at).trim());
    chosen.set(columnOf(part.slice(at + 1).trim(), names, source), field.name);
  }
  return chosen;
}

function fieldOf(name: string): Field {
  const field = fieldByName(name);
  if (field && !NOT_FROM_COLUMNS.has(field.name)) return field;
  const near = field ? undefined : nearestField(name);
  const why = field ? 'a column cannot fill this field' : 'no such field';
  const usable = FIELDS.filter((one) => !NOT_FROM_COLUMNS.has(one.name)).slice(0, 12);
  const hint = near ? `did you mean ${near}?` : `fields are ${usable.map((one) => one.name).join(', ')} …`;
  throw new UserError(`--columns: ${name}: ${why}`, hint, 2);
}

function columnOf(header: string, names: readonly string[], source: string): number {
  const exact = names.indexOf(header);
  const same = exact >= 0 ? exact : names.findIndex((name) => name.toLowerCase() === header.toLowerCase());
  if (same >= 0) return same;
  const near = nearest(header, names);
  const hint = near ? `did you mean "${near}"?` : `its columns are ${listed(names)}`;
  throw new UserError(`${source}: no column "${header}"`, hint, 2);
}

/** The names of the columns, the first forty of them. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 40).map((name) => (name === '' ? '(no name)' : shortened(name)));
  return shown.join(', ') + (names.length > shown.length ? ' …' : '');
}

/** Says of a table of unknown columns which it has, and how to say what they are. */
export const unknownColumns = (names: readonly string[]): string =>
  `Lectern does not know the columns of this table: ${listed(names)}; say what they are, as in ${EXAMPLE}`;
