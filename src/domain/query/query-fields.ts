import { CSL_TYPES, type Field } from '../fields.ts';
import { SCREENING_STATUSES } from '../study.ts';
import { nearest } from '../text/nearest.ts';
import { foldForSearch, searchTerms } from '../text/search-text.ts';
import type { QueryNode, QueryProblem, Span } from './query-tree.ts';
import { completePart, isComparison, readDates, readNumbers, readTimes, readYears } from './query-values.ts';

interface Typed extends Span {
  quoted: boolean;
  /** Both quotes are there: the last word is whole. */
  closed: boolean;
  /** Nothing stands after it: more of it may come. */
  growing: boolean;
}

/** The condition that a value after `field:` stands for; undefined when there is none yet or it says nothing, which `problems` then tells. */
export function readFieldValue(
  field: Field,
  typed: string,
  how: Typed,
  problems: QueryProblem[],
): QueryNode | undefined {
  const span = { start: how.start, end: how.end };
  const { kind, name } = field;
  const asTyped = typed.trim();
  const isDated = kind === 'year' || kind === 'date' || kind === 'time';
  const complete = isDated && how.growing ? completePart(asTyped, kind) : asTyped;
  const whole = complete.startsWith('=');
  const value = (whole ? complete.slice(1) : complete).trim();
  if (/^[<>=.]*$/.test(value)) {
    const yet = how.growing ? ' yet' : '';
    const message = /^[<>=.]*$/.test(asTyped)
      ? `nothing after ${name}:${asTyped}${yet}`
      : `${name}:${asTyped} is not finished`;
    problems.push({ kind: how.growing ? 'unfinished' : 'mistake', message, ...span });
    return undefined;
  }
  const node = readKind(field, value, complete, whole, how, span);
  // What is left out makes the search wider than it will be.
  if (node && complete.endsWith('..') && complete !== asTyped) {
    problems.push({ kind: 'unfinished', message: `${name}:${asTyped} is read as ${name}:${complete} yet`, ...span });
  }
  if (node === undefined) problems.push(misfit(field, value, span));
  if (
    node?.kind === 'one-of' &&
    node.field === 'type' &&
    !whole &&
    !CSL_TYPES.some((t) => node.values.includes(t.name))
  )
    problems.push(unknownType(value, span));
  return node;
}

function readKind(
  field: Field,
  value: string,
  typed: string,
  equals: boolean,
  { quoted, closed, growing }: Typed,
  span: Span,
): QueryNode | undefined {
  // Of ="…" without the second quote, only the beginning is there.
  const whole = equals && (closed || !quoted);
  switch (field.kind) {
    case 'year':
      return numbers(field, readYears(typed), span);
    case 'date':
      return numbers(field, readDates(typed), span);
    case 'time': {
      const range = readTimes(value);
      return range && { kind: 'time', field: field.name as 'added' | 'changed', ...range, ...span };
    }
    case 'type':
      return { kind: 'one-of', field: 'type', values: typesLike(value, whole), ...span };
    case 'status': {
      const values = SCREENING_STATUSES.filter((s) => (whole ? s === value : s.startsWith(value.toLowerCase())));
      return values.length === 0 ? undefined : { kind: 'one-of', field: 'status', values, ...span };
    }
    case 'tag': {
      const open = !whole && value.endsWith('*');
      const name = (open ? value.slice(0, -1) : value).replace(/\s*\/\s*/g, '/').replace(/^\/|\/$/g, '');
      if (name === '') return undefined;
      const reach = whole ? 'only' : open ? 'prefix' : growing && !value.endsWith('/') ? 'growing' : 'branch';
      return { kind: 'tag', name: name.normalize('NFC'), reach, ...span };
    }
    case 'key':
      return { kind: 'begins', field: field.name, text: value.normalize('NFC').toLowerCase(), whole, ...span };
    case 'identifier':
      return { kind: 'begins', field: field.name, text: squeezed(field, value), whole, ...span };
    case 'number':
      if (isComparison(value)) return numbers(field, readNumbers(value), span);
      return words(field, value, equals, true, span);
    case 'attachment':
      return { kind: 'has', field: field.name, ...span };
    default:
      return words(field, value, equals, closed || (equals && !quoted), span);
  }
}

function words(field: Field, value: string, whole: boolean, closed: boolean, span: Span): QueryNode | undefined {
  const terms = searchTerms(value);
  if (terms.length === 0) return undefined;
  if (whole) return { kind: 'whole', field: field.name, text: foldForSearch(value), prefix: !closed, ...span };
  const node = (of: string[], prefix: boolean): QueryNode => ({
    kind: 'words',
    field: field.name,
    terms: of,
    prefix,
    ...span,
  });
  if (field.kind !== 'names' || terms.length === 1) return node(terms, !closed);
  const initials = terms.filter((term) => INITIAL.test(term));
  if (!value.includes(',') && initials.length === 0) return node(terms, !closed);
  const rest = terms.filter((term) => !INITIAL.test(term));
  const [first, ...others] = initials;
  // "Weber, M." and "M. Weber": names are indexed family first, too.
  if (first !== undefined && rest.length > 0 && (value.includes(',') || rest.length === 1)) {
    if (closed || INITIAL.test(terms.at(-1)!)) {
      return joined([node([...rest, first], true), ...others.map((term) => node([term], true))], span);
    }
  }
  // "Weber, Max" and "Max Weber" are the same person.
  const last = terms.length - 1;
  return joined(
    terms.map((term, i) => node([term], INITIAL.test(term) || (!closed && i === last))),
    span,
  );
}

// A letter that may stand for a name.
const INITIAL = /^[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}]$/u;

function joined(parts: QueryNode[], span: Span): QueryNode {
  return parts.length === 1 ? parts[0]! : { kind: 'and', parts, ...span };
}

function numbers(field: Field, range: { low?: number; high?: number } | undefined, span: Span): QueryNode | undefined {
  return range && { kind: 'range', field: field.name, ...range, ...span };
}

function squeezed(field: Field, value: string): string {
  if (field.name === 'doi') {
    const bare = value.replace(/^(?:https?:\/\/)?(?:(?:dx|www)\.)?(?:doi\.org\/|doi(?::\s*|\s+))/i, '');
    // A full stop that ended the sentence.
    return bare.replace(/[.,;]+$/, '').toLowerCase();
  }
  return foldForSearch(value).replace(/[\s\-–.]+/g, '');
}

/** Types of which a word begins so: `journal` → article-journal, `book` → book. A type unknown to CSL stands for itself. */
function typesLike(value: string, whole: boolean): string[] {
  const wanted = value.toLowerCase().replaceAll(' ', '-');
  const found = CSL_TYPES.filter(({ name, label }) => {
    const byLabel = label.toLowerCase().replaceAll(' ', '-');
    if (whole) return name === wanted || byLabel === wanted;
    return (
      name.startsWith(wanted) ||
      byLabel.startsWith(wanted) ||
      name.split(/[-_]/).some((part) => part.startsWith(wanted))
    );
  }).map((type) => type.name);
  return found.length === 0 ? [value] : found;
}

/** `artcle` is searched as it stands, for an import may have brought types that CSL does not have. */
function unknownType(value: string, span: Span): QueryProblem {
  const names = CSL_TYPES.flatMap(({ name, label }) => [name, ...name.split(/[-_]/), label.toLowerCase()]);
  const near = nearest(value.toLowerCase(), names)?.replaceAll(' ', '-');
  if (near !== undefined) return mistake(`type:${value}: no type is called so`, span, `type:${near}`);
  return mistake(`type:${value}: CSL has no such type; type:="${value}" looks for it all the same`, span);
}

function mistake(message: string, span: Span, suggestion?: string): QueryProblem {
  return {
    kind: 'mistake',
    message: suggestion === undefined ? message : `${message}; did you mean ${suggestion}?`,
    ...(suggestion === undefined ? {} : { suggestion }),
    ...span,
  };
}

function misfit(field: Field, value: string, span: Span): QueryProblem {
  const problem = (message: string, suggestion?: string) => mistake(message, span, suggestion);
  switch (field.kind) {
    case 'year':
      return problem(`${field.name}:${value} is not a year; write 2015, 2010..2020 or >=2015`);
    case 'date':
      return problem(`${field.name}:${value} is not a date; write 2015, 2015-03 or 2015-03-14..2016`);
    case 'time':
      return problem(`${field.name}:${value} is not a time; write 7d, today or 2024-05`);
    case 'number':
      if (isComparison(value)) return problem(`${field.name}:${value} is not a number; write 12, >10 or 3..5`);
      break;
    case 'status': {
      const near = nearest(value.toLowerCase(), SCREENING_STATUSES);
      return problem(`${field.name}:${value} is none of ${SCREENING_STATUSES.join(', ')}`, near && `status:${near}`);
    }
  }
  return problem(`${field.name}:${value} has neither letter nor digit to look for`);
}
