import { setTimeout as after } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Key, KeyReader, type KeyReaderOptions, keyName } from '../../src/tui/input.ts';

function read(chunks: string[], options: KeyReaderOptions = {}) {
  const batches: Key[][] = [];
  const reader = new KeyReader((keys) => batches.push(keys), {
    escapeDelay: 5,
    sequenceDelay: 10,
    pasteDelay: 10,
    ...options,
  });
  for (const chunk of chunks) reader.push(chunk);
  return { reader, batches, names: () => batches.flat().map(keyName) };
}

test.each([
  ['j', 'j'],
  ['G', 'G'],
  [' ', 'space'],
  ['\r', 'enter'],
  ['\t', 'tab'],
  ['\x1b[Z', 'shift-tab'],
  ['\x1b[A', 'up'],
  ['\x1bOB', 'down'],
  ['\x1b[5~', 'pageup'],
  ['\x1b[6~', 'pagedown'],
  ['\x12', 'ctrl-r'],
  ['\x1bb', 'alt-b'],
  ['\x1bB', 'alt-B'],
  ['\x7f', 'backspace'],
  ['\b', 'backspace'],
  ['\x1b\x7f', 'alt-backspace'],
  ['\x1b[3~', 'delete'],
  ['\x1b[H', 'home'],
  ['\x1b[4~', 'end'],
  ['\x1bOP', 'f1'],
  ['\x1b[[A', 'f1'],
  ['\x1b[1;5P', 'ctrl-f1'],
  ['\x1b[24~', 'f12'],
  ['\x1b[1;5C', 'ctrl-right'],
  ['\x1b[1;3D', 'alt-left'],
  ['\x1b[1;2A', 'shift-up'],
  ['\x1f', 'ctrl-_'],
  ['\0', 'ctrl-space'],
  ['\x1b[114;5u', 'ctrl-r'],
  ['\x1b[27;5;114~', 'ctrl-r'],
  ['\x1b[13;2u', 'shift-enter'],
  ['\x1b[27u', 'esc'],
  ['\x1b[103;2u', 'G'],
  ['\x1b[49:33;2u', '!'],
  ['é', 'é'],
  ['e\u0301', 'e\u0301'],
  ['👩‍👩‍👧', '👩‍👩‍👧'],
])('%j is %s', (sequence, name) => {
  expect(read([sequence]).names()).toEqual([name]);
});

test('only keys that write something have text', () => {
  const keys = read(['aé \x1bb\x01\r\x1b[103;5u']).batches.flat();
  expect(keys.map((key) => key.text)).toEqual(['a', 'é', ' ', undefined, undefined, undefined, undefined]);
});

test('all keys of a chunk come at once, none is lost', () => {
  const { batches } = read([`${'j'.repeat(500)}abc\r`]);
  expect(batches).toHaveLength(1);
  expect(batches[0]).toHaveLength(504);
  expect(batches[0]?.at(-1)).toEqual({ name: 'enter' });
});

test('Esc alone is a key after a moment, and at once when another sequence follows', async () => {
  const { batches, names } = read(['\x1b']);
  expect(batches).toEqual([]);
  await after(20);
  expect(names()).toEqual(['esc']);
  expect(read(['\x1b\x1b[A']).names()).toEqual(['esc', 'up']);
});

test('Alt with O is told from the beginning of a sequence', async () => {
  const { names } = read(['\x1bO']);
  await after(20);
  expect(names()).toEqual(['alt-O']);
});

test('a sequence in two chunks is one key', () => {
  for (const sequence of [
    '\x1b[1;5C',
    '\x1b[200~two\x1b[201~',
    '\x1bOA',
    '\x1b[<0;10;10M',
    '\x1b]11;rgb:00/00/00\x1b\\',
  ]) {
    const whole = read([`${sequence}j`]).names();
    for (let at = 1; at < sequence.length; at += 1) {
      expect(read([sequence.slice(0, at), `${sequence.slice(at)}j`]).names()).toEqual(whole);
    }
  }
});

test('what is no key is dropped and never text', () => {
  const noise = [
    '\x1b[I',
    '\x1b[O',
    '\x1b[<0;1;1M',
    '\x1b[<0;1;1m',
    '\x1b[M !!',
    '\x1b[12;40R',
    '\x1b[0n',
    '\x1b[?62;4c',
    '\x1b[?1u',
    '\x1b[>0;276;0c',
    '\x1b]11;rgb:ffff/ffff/ffff\x07',
    '\x1bP>|xterm\x1b\\',
    '\x1b_Gi=1;OK\x1b\\',
    '\x1b[999z',
    '\x1b[57358u',
    '\x1b[97;1:3u',
    '\x1b[201~',
    '\x1b[31m',
    '\x85',
  ];
  for (const sequence of noise) expect([sequence, read([`a${sequence}b`]).names()]).toEqual([sequence, ['a', 'b']]);
});

test('the beginning of a sequence that never ends is given up without becoming text', async () => {
  const { reader, names } = read(['\x1b[12;3']);
  await after(30);
  reader.push('j');
  expect(names()).toEqual(['j']);
});

test('a paste is one key, with its line ends as "\\n" and its keys as text', () => {
  const { batches } = read(['a\x1b[200~two\r\nlines\rq\x1b[31m\x03', '\x1b[201~b']);
  expect(batches.flat()).toEqual([
    { name: 'a', text: 'a' },
    { name: 'paste', paste: 'two\nlines\nq\x1b[31m\x03' },
    { name: 'b', text: 'b' },
  ]);
});

test('a paste is kept up to its limit and swallowed whole', () => {
  const { batches } = read(['\x1b[200~', 'x'.repeat(50), 'y'.repeat(50), '\x1b[201~j'], { pasteLimit: 60 });
  expect(batches.flat()).toEqual([
    { name: 'paste', paste: 'x'.repeat(50) + 'y'.repeat(10) },
    { name: 'j', text: 'j' },
  ]);
});

test('a paste without an end does not hold the keyboard for ever', async () => {
  const { reader, batches } = read(['\x1b[200~abc']);
  await after(30);
  reader.push('j');
  expect(batches.flat()).toEqual([
    { name: 'paste', paste: 'abc' },
    { name: 'j', text: 'j' },
  ]);
});

test('whatever comes in, no key carries a control character as text', () => {
  const noise = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\x1b', '\x1b[', '\x1bO', '\x1b]', '\x1b[M', ';5', 'u', '~', '\x9b'),
      ),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(noise, noise, (one, two) => {
      const { reader, batches } = read([one, two]);
      reader.reset();
      for (const key of batches.flat()) {
        expect(key.text ?? '').not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
        expect(key.name).not.toBe('');
      }
    }),
    { numRuns: 2000 },
  );
});

test('a hundred thousand sequences in one chunk are read before the test times out', () => {
  for (const unit of ['x', '\x1b[A', '\x1bP', '\x1b[', '漢']) read([unit.repeat(100_000)]).reader.reset();
});
