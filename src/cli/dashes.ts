import type { AnyCommand, Param } from '../commands/define-command.ts';

// A private-use character in place of a leading dash hides a word from the option parser.
const HIDDEN = '\u{f02d}';

/**
 * Hides words such as `-harm/grooming` (take a tag off) and `-draft` (search without) from the option parser.
 * A single dash with one letter that the command knows as an option, and everything with two dashes, stays an option.
 */
export function protectDashes(argv: readonly string[], commands: readonly AnyCommand[]): string[] {
  const named = argv.filter((word) => !word.startsWith('-'));
  const command =
    commands.find(({ name }) => name === named.slice(0, 2).join(' ')) ?? commands.find(({ name }) => name === named[0]);
  if (!command) return [...argv];
  const params = Object.values(command.params as AnyCommand['params']) as Param[];
  const letters = new Set([
    'h',
    ...(command.confirmation ? ['y'] : []),
    ...params.flatMap((param) => param.short ?? []),
  ]);
  let literal = false;
  return argv.map((word) => {
    if (word === '--') literal = true;
    const hide = !literal && /^-[^-]/.test(word) && !(word.length === 2 && letters.has(word.slice(1)));
    return hide ? HIDDEN + word.slice(1) : word;
  });
}

/** Undoes `protectDashes` in a text or a list of texts. */
export function revealDashes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revealDashes);
  return typeof value === 'string' && value.startsWith(HIDDEN) ? `-${value.slice(HIDDEN.length)}` : value;
}
