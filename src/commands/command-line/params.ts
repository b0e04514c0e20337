import type { AnyCommand, Param } from '../define-command.ts';

/** The parameters of a command given by place, in their order. */
export function positional(command: AnyCommand): [string, Param][] {
  return paramsOf(command).filter(([, param]) => param.positional);
}

/** The names and descriptions of all arguments and options of a command, in the order in which it has them. */
export function paramsOf(command: AnyCommand): [string, Param][] {
  return Object.entries(command.params as AnyCommand['params']) as [string, Param][];
}

/** Whether the words behind its arguments say which studies it works on. */
export function takesQuery(command: AnyCommand): boolean {
  return command.selection !== 'none';
}

/**
 * Parts the words of a command that takes both edits and a query. Tag edits stand first; FIELD=VALUE stands anywhere.
 * @param literal how many words, at the end, stand behind "--": behind edits, they are the query.
 */
export function splitWords(param: Param, words: readonly string[], literal = 0): [edits: string[], query: string[]] {
  if (param.completes === 'tag-edit') {
    const mostEdits = literal < words.length ? words.length - literal : words.length;
    const other = words.findIndex((word) => !isTagEdit(word));
    const end = Math.min(other < 0 ? words.length : other, mostEdits);
    return [words.slice(0, end), words.slice(end)];
  }
  const isEdit = (word: string) => /^[A-Za-z][A-Za-z-]*=/.test(word);
  return [words.filter(isEdit), words.filter((word) => !isEdit(word))];
}

/** "+NAME" or "-NAME". */
export function isTagEdit(word: string): boolean {
  return /^[+-]./s.test(word);
}
