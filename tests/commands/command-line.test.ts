import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Option, ownOptions } from '../../src/commands/command-line/options.ts';
import { positional, takesQuery } from '../../src/commands/command-line/params.ts';
import { type ParsedLine, parseLine, parseWords } from '../../src/commands/command-line/parse.ts';
import type { AnyCommand, Param } from '../../src/commands/define-command.ts';
import { COMMANDS, commandByName } from '../../src/commands/registry.ts';
import { completeArgs } from '../../src/commands/run-command.ts';
import { UserError } from '../../src/domain/user-error.ts';

/** The two that read a line: what a shell hands over, and the prompt. */
const FRONT_ENDS: [name: string, parse: (words: readonly string[]) => ParsedLine][] = [
  [
    'the command line',
    (words) => {
      const parsed = parseWords(words);
      if (!parsed.command) throw new Error(`no command in ${words.join(' ')}`);
      return parsed;
    },
  ],
  ['the prompt', (words) => parseLine(words.map((word) => `'${word}'`).join(' '))],
];

/** Words that the parameters given by place, and the query, can be. */
function wordsOf(command: AnyCommand): string[] {
  const given = positional(command).flatMap(([, param]) => sample(param));
  return [...given, ...(takesQuery(command) ? ['smith'] : [])];
}

function sample(param: Param): string[] {
  if (param.kind === 'number') return ['7'];
  if (param.kind === 'text' && param.choices) return [param.choices[0] ?? ''];
  const texts: Partial<Record<NonNullable<Param['completes']>, string>> = { 'tag-edit': '+harm', field: 'title=x' };
  return [texts[param.completes ?? 'key'] ?? 'word'];
}

function valueFor({ param }: Option): string {
  return param.kind === 'flag' ? '' : (sample(param)[0] ?? '');
}

function refusal(work: () => unknown): { message: string; hint: string; exitCode: number } {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return { message: error.message, hint: error.hint ?? '', exitCode: error.exitCode };
    throw error;
  }
  throw new Error('nothing was refused');
}

/** An argument of an option, or what Lectern itself was told by it. */
function heard({ args, manner }: ParsedLine, { name }: Option): unknown {
  return { ...manner, ...args }[name];
}

describe.each(FRONT_ENDS)('%s', (frontEnd, parse) => {
  describe.each(COMMANDS.map((command) => [command.name, command] as const))('%s', (name, command) => {
    const named = name.split(' ');
    const words = wordsOf(command);
    const plain = parse([...named, ...words]);
    const same = (parsed: ParsedLine) => {
      expect(parsed.query).toEqual(plain.query);
      for (const [place] of positional(command)) expect(parsed.args[place]).toEqual(plain.args[place]);
    };
    /** Of a command whose lines can have `--json` in the prompt, too. */
    const options = ownOptions(command).filter((option) => frontEnd === 'the command line' || option.name !== 'json');

    test('takes what it needs', () => {
      expect(plain.command).toBe(command);
      expect(plain.query).toEqual(takesQuery(command) ? ['smith'] : undefined);
    });

    test.each(options.map((option) => [option.name, option] as const))('takes --%s in every form', (_, option) => {
      const { param } = option;
      const value = valueFor(option);
      const long = `--${option.name}`;
      const forms = param.kind === 'flag' ? [[long]] : [[long, value], [`${long}=${value}`]];
      const short = param.short === undefined ? undefined : `-${param.short}`;
      if (short !== undefined) {
        forms.push(...(param.kind === 'flag' ? [[short]] : [[short, value], [`${short}=${value}`]]));
        if (param.kind === 'number' || (param.kind === 'text' && param.choices)) forms.push([short + value]);
      }
      for (const form of forms) {
        for (const line of [
          [...named, ...form, ...words],
          [...named, ...words, ...form],
        ]) {
          const parsed = parse(line);
          expect([line, heard(parsed, option)]).toEqual([
            line,
            param.kind === 'flag' ? true : param.kind === 'list' ? [value] : value,
          ]);
          same(parsed);
        }
      }
    });

    test.each(options.map((option) => [option.name, option] as const))(
      'of --%s given twice, the last counts, or both',
      (_, option) => {
        const { param } = option;
        const value = valueFor(option);
        const [first, last] = param.kind === 'flag' ? [[], []] : [['other'], [value]];
        const long = `--${option.name}`;
        const parsed = parse([...named, ...words, long, ...first, long, ...last]);
        expect(heard(parsed, option)).toEqual(
          param.kind === 'flag' ? true : param.kind === 'list' ? ['other', value] : value,
        );
      },
    );

    test('refuses an option without its value, and a flag with one', () => {
      for (const { name: one, param } of options) {
        const spellings = [`--${one}`, ...(param.short === undefined ? [] : [`-${param.short}`])];
        for (const spelled of spellings) {
          const { message, exitCode } =
            param.kind === 'flag'
              ? refusal(() => parse([...named, ...words, `${spelled}=yes`]))
              : refusal(() => parse([...named, ...words, spelled]));
          expect(message).toMatch(param.kind === 'flag' ? /takes no value/ : /needs a value/);
          expect(exitCode).toBe(2);
          if (param.kind === 'flag') continue;
          expect(refusal(() => parse([...named, spelled, '--library', ...words])).message).toContain(
            'looks like an option',
          );
          expect(heard(parse([...named, ...words, `${spelled}=--library`]), { name: one, param })).toEqual(
            param.kind === 'list' ? ['--library'] : '--library',
          );
          const dashed = parse([...named, ...words, spelled, '-5 degrees']);
          expect(heard(dashed, { name: one, param })).toEqual(param.kind === 'list' ? ['-5 degrees'] : '-5 degrees');
        }
      }
    });

    test('refuses an unknown option, wherever it stands, and names the nearest', () => {
      for (const wrong of ['--nope-nope', '--nope=1', '-0', '-é', '-Z']) {
        for (const line of [
          [...named, wrong, ...words],
          [...named, ...words, wrong],
        ]) {
          const { message, hint, exitCode } = refusal(() => parse(line));
          expect(message).toBe(`${name}: unknown option ${wrong}`);
          expect(hint).toContain('--help');
          expect(exitCode).toBe(2);
        }
      }
      for (const { name: one } of options) {
        const wrong = `--${one}s`;
        expect(refusal(() => parse([...named, ...words, wrong])).hint).toContain(`did you mean --${one}?`);
        expect(refusal(() => parse([...named, ...words, `-${one}`])).hint).toContain(`did you mean --${one}?`);
      }
    });

    test('reads a word with a dash as a search term only where nothing is written', () => {
      const words = wordsOf(command);
      for (const dashed of ['-type:report', '-draft', '-"two words"', '-two words']) {
        const line = [...named, ...words, dashed];
        if (!command.readsOnly) expect(refusal(() => parse(line)).message).toContain(`unknown option ${dashed}`);
        else {
          const { args, query = args.query } = parse(line);
          expect((query as string[]).at(-1)).toBe(dashed);
        }
      }
    });

    test('takes every word behind -- as it is', () => {
      if (!takesQuery(command)) return;
      const literal = ['-z', '--json', '--', '-draft'];
      expect(parse([...named, ...words, '--', ...literal]).query).toEqual(['smith', ...literal]);
    });

    test('refuses empty words where something has to be named', () => {
      const required = positional(command).filter(([, { required }]) => required);
      if (required.length === 0) return;
      const { args } = parse([...named, ...words.map(() => '')]);
      expect(refusal(() => completeArgs(command, args)).exitCode).toBe(2);
    });
  });
});

describe('the command line', () => {
  const words = (line: string) => line.split(' ');

  test.each(COMMANDS.map((command) => [command.name, command] as const))(
    'takes global options before, within and behind "%s"',
    (name, command) => {
      const named = name.split(' ');
      const rest = wordsOf(command);
      const given = [['--library', 'a.db'], ['--library=a.db']];
      for (const library of given) {
        for (const line of [
          [...library, ...named, ...rest],
          [...named.slice(0, 1), ...library, ...named.slice(1), ...rest],
          [...named, ...library, ...rest],
          [...named, ...rest, ...library],
        ]) {
          const parsed = parseWords(line);
          expect([line, parsed.command?.name, parsed.manner.library]).toEqual([line, name, 'a.db']);
        }
      }
      for (const flag of ['--json', '--yes', '-y']) {
        const has = flag === '--json' ? command.json : command.confirmation;
        if (has) expect(parseWords([flag, ...named, ...rest]).command).toBe(command);
        else expect(refusal(() => parseWords([flag, ...named, ...rest])).message).toContain(`unknown option ${flag}`);
      }
      for (const flag of ['--help', '-h']) expect(parseWords([...named, flag]).manner.help).toBe(true);
    },
  );

  test('a library is named once for all, or the last counts', () => {
    expect(parseWords(words('--library a.db find --library b.db x')).manner.library).toBe('b.db');
    expect(refusal(() => parseWords(['--library', '', 'find'])).message).toBe('--library is empty');
    expect(refusal(() => parseWords(['find', '--library'])).message).toBe('find: --library needs a value');
  });

  test('-- behind an edit begins the query; before the edits it only ends the options', () => {
    expect(parseWords(words('tag +a -- -draft x'))).toMatchObject({ args: { edits: ['+a'] }, query: ['-draft', 'x'] });
    expect(parseWords(words('tag -- -x smith'))).toMatchObject({ args: { edits: ['-x'] }, query: ['smith'] });
    expect(parseWords(words('tag +a -b/c smith'))).toMatchObject({ args: { edits: ['+a', '-b/c'] }, query: ['smith'] });
    expect(refusal(() => parseWords(words('tag +a smith -draft'))).message).toContain('unknown option -draft');
    expect(parseWords(words('edit title=x -- -q'))).toMatchObject({ args: { fields: ['title=x'] }, query: ['-q'] });
  });

  test('a value right behind the letter of an option is one where nothing else can be meant', () => {
    expect(parseWords(words('find -n12 x')).command).toBe(commandByName('find'));
    expect(parseWords(['find', '-nature'])).toMatchObject({ args: { query: ['-nature'] } });
    expect(refusal(() => parseWords(words('export -fbibtx'))).hint).toMatch(/^did you mean -f bibtex\?/);
    expect(refusal(() => parseWords(words('export -orefs.bib'))).hint).toMatch(/^did you mean -o refs\.bib\?/);
    expect(parseWords(['export', '-online'])).toMatchObject({ query: ['-online'] });
  });

  test('an unknown command is named with what was meant', () => {
    expect(refusal(() => parseWords(['']))).toMatchObject({ message: 'no such command: ""', exitCode: 2 });
    expect(refusal(() => parseWords(['excerpt', 'ad'])).hint).toBe('did you mean excerpt add?');
    expect(refusal(() => parseWords(['excerpt', 'qqqq'])).hint).toMatch(/^there is excerpt add, /);
    expect(refusal(() => parseWords(['-n', '1', 'find'])).hint).toContain('after its name');
  });
});

test('whatever is typed is read, or refused in one clear line', () => {
  const names = COMMANDS.flatMap(({ name }) => [name, ...name.split(' ')]);
  const options = COMMANDS.flatMap((command) =>
    ownOptions(command).flatMap(({ name, param }) => [`--${name}`, `--${name}=x`, `-${param.short ?? 'x'}`]),
  );
  const word = fc.oneof(
    fc.constantFrom(...names, ...options, '--library', '--json', '-y', '--', '-', '', '--=', '-=', '---', '__proto__'),
    fc.string({ maxLength: 12 }),
    fc.constantFrom('x'.repeat(10_000), `-${'x'.repeat(10_000)}`, `--${'x'.repeat(10_000)}`),
    fc.string({ maxLength: 4 }).map((text) => `-${text}`),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      for (const read of [() => parseWords(words), () => parseLine(words.join(' '))]) {
        try {
          read();
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          const { message, hint = '', exitCode } = error as UserError;
          expect(exitCode).toBe(2);
          expect(message.length + hint.length).toBeLessThan(500);
        }
      }
    }),
    { numRuns: 3000 },
  );
});

test('the prompt says which options are for the command line', () => {
  for (const option of ['--json', '--help', '--screen-reader', '--library=x'])
    expect(refusal(() => parseLine(`find ${option}`)).message).toMatch(
      /^--(json|help|screen-reader|library) is for the command line$/,
    );
});

test('no command has an option that Lectern has for all', () => {
  for (const command of COMMANDS) {
    const names = [...ownOptions(command).map(({ name }) => name), 'library', 'screen-reader', 'version', 'help'];
    expect([command.name, new Set(names).size]).toEqual([command.name, names.length]);
    const letters = [...ownOptions(command).flatMap(({ param }) => param.short ?? []), 'h', 'V'];
    expect([command.name, new Set(letters).size]).toEqual([command.name, letters.length]);
  }
});
