import { CSL_TYPES } from '../../domain/fields.ts';
import { isObject } from '../json/is-object.ts';
import { unreadKind } from '../unread.ts';
import { kindOf } from './shapes.ts';

const TYPES: ReadonlySet<unknown> = new Set(CSL_TYPES.map(({ name }) => name));
/** Variables of which a work in CSL-JSON has one at least, and other JSON hardly any. */
const TELLING = ['title', 'author', 'editor', 'issued', 'container-title', 'DOI', 'ISBN', 'PMID', 'citation-key'];

/**
 * What a valid JSON text is when it holds no CSL item at all, in words for people; undefined when one of its members may be one, or
 * when it is an empty list.
 */
export function whatElseItIs(
  value: unknown,
  members: readonly unknown[] | undefined,
  source: string,
): string | undefined {
  if (members?.length === 0 || members?.some(isItem)) return undefined;
  const kind = unreadKind(source.slice(0, 65_536));
  if (kind) return `this is ${kind.name}, which Lectern does not read: ${kind.instead}`;
  return `this JSON holds no CSL items, but ${describe(members ?? value)}: expected [ { "id": …, "type": … } ]`;
}

function isItem(member: unknown): boolean {
  if (!isObject(member)) return false;
  return TYPES.has(member.type) || TELLING.some((name) => Object.hasOwn(member, name));
}

function describe(value: unknown): string {
  if (!Array.isArray(value)) return isObject(value) ? `an object ${withMembers(value)}` : kindOf(value);
  const kinds = new Set(value.map((one) => (one === null ? 'nulls' : kindOf(one).replace(/^an? (.*)$/, '$1s'))));
  const objects = value.find(isObject);
  return `a list of ${[...kinds].slice(0, 3).join(' and ')}${objects ? ` ${withMembers(objects)}` : ''}`;
}

function withMembers(value: Record<string, unknown>): string {
  const names = Object.keys(value);
  if (names.length === 0) return 'without members';
  const shown = names.slice(0, 4).map((name) => `"${name.slice(0, 30)}"`);
  return `with ${shown.join(', ')}${names.length > shown.length ? ' …' : ''}`;
}
