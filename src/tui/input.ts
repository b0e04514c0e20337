import { graphemes } from '../domain/text/graphemes.ts';

/** One key press. `text` is there when the key writes something; `paste` holds a whole bracketed paste, lines ended by "\n". */
export interface Key {
  /** "j", "G", "é", "space", "enter", "esc", "up", "pagedown", "f1", "paste" … */
  name: string;
  text?: string;
  ctrl?: true;
  alt?: true;
  shift?: true;
  paste?: string;
}

/** The name of a chord as key maps write it: "j", "G", "ctrl-r", "alt-b", "shift-tab", "ctrl-alt-left". */
export function keyName(key: Key): string {
  return `${key.ctrl ? 'ctrl-' : ''}${key.alt ? 'alt-' : ''}${key.shift ? 'shift-' : ''}${key.name}`;
}

const BY_LETTER: Record<string, string> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  M: 'enter',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
  Z: 'tab',
};
const BY_NUMBER: Record<string, string> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
};
const CONSOLE_F: Record<string, string> = { A: 'f1', B: 'f2', C: 'f3', D: 'f4', E: 'f5' };

const PASTE_END = '\x1b[201~';
const CSI = /^\x1b\[([0-?]*)[ -/]*([@-~])/;
const CONTROL_STRING = /^\x1b[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)/;
const UNFINISHED = /^\x1b(?:$|O$|\[[0-?]*[ -/]*$|\[\[$|\[M[\s\S]{0,2}$|[\]PX^_][^\x07\x1b\x9c]*\x1b?$)/;

export interface KeyReaderOptions {
  /** Milliseconds after which an escape character alone is the Esc key. */
  escapeDelay?: number;
  /** Milliseconds after which the beginning of a longer sequence is given up, never to become text. */
  sequenceDelay?: number;
  /** Milliseconds of silence after which a paste without an end is delivered. */
  pasteDelay?: number;
  /** UTF-16 units kept of one paste. */
  pasteLimit?: number;
}

/**
 * Turns what a terminal sends into keys. `onKeys` gets all keys of a chunk in one call; what is no key (mouse, focus, answers
 * to queries, unknown sequences) is dropped. xterm control sequences, bracketed paste, modifyOtherKeys and kitty's CSI u.
 */
export class KeyReader {
  readonly #onKeys: (keys: Key[]) => void;
  readonly #options: Required<KeyReaderOptions>;
  #rest = '';
  #paste: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(onKeys: (keys: Key[]) => void, options: KeyReaderOptions = {}) {
    this.#onKeys = onKeys;
    this.#options = { escapeDelay: 30, sequenceDelay: 250, pasteDelay: 5000, pasteLimit: 1 << 20, ...options };
  }

  /** `chunk` is decoded text, as a stream gives it after `setEncoding('utf8')`. */
  push(chunk: string): void {
    clearTimeout(this.#timer);
    this.#rest += chunk;
    this.#deliver();
    const { escapeDelay, sequenceDelay, pasteDelay } = this.#options;
    if (this.#paste !== undefined) this.#timer = setTimeout(() => this.#giveUp(), pasteDelay);
    else if (this.#rest)
      this.#timer = setTimeout(
        () => this.#giveUp(),
        this.#rest.length < 3 && !this.#rest.startsWith('\x1b[') ? escapeDelay : sequenceDelay,
      );
  }

  /** Forgets what has begun. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#rest = '';
    this.#paste = undefined;
  }

  #deliver(): void {
    const keys: Key[] = [];
    while (this.#rest && this.#take(keys));
    if (keys.length > 0) this.#onKeys(keys);
  }

  #giveUp(): void {
    if (this.#paste === undefined) {
      const key = aloneKey(this.#rest);
      this.#rest = '';
      if (key) this.#onKeys([key]);
    } else {
      this.#rest += PASTE_END;
      this.#deliver();
    }
  }

  /** Takes one piece from the rest; false when more has to come first. */
  #take(keys: Key[]): boolean {
    if (this.#paste !== undefined) return this.#takePaste(keys);
    if (!this.#rest.startsWith('\x1b')) return this.#takeText(keys);
    if (UNFINISHED.test(this.#rest)) return this.#overlong();
    if (this.#rest.startsWith('\x1b[M')) return this.#drop(6); // the mouse as X10 has it: three characters follow
    if (this.#rest.startsWith('\x1b[[')) return this.#keep(keys, 4, named(CONSOLE_F[this.#rest.charAt(3)]));
    const sequence = CSI.exec(this.#rest);
    if (sequence) {
      const [whole, parameters = '', final = ''] = sequence;
      if (parameters === '200' && final === '~') this.#paste = '';
      return this.#keep(keys, whole.length, sequenceKey(parameters, final));
    }
    const string = CONTROL_STRING.exec(this.#rest);
    if (string) return this.#drop(string[0].length);
    if (this.#rest.startsWith('\x1bO')) return this.#keep(keys, 3, named(BY_LETTER[this.#rest.charAt(2)]));
    if (this.#rest.startsWith('\x1b\x1b')) return this.#keep(keys, 1, { name: 'esc' });
    if (this.#rest.startsWith('\x1b[')) return this.#drop(2); // broken off by a character that no sequence has
    const first = firstGrapheme(this.#rest.slice(1, 65));
    return this.#keep(keys, 1 + first.length, withAlt(plainKey(first)));
  }

  #takePaste(keys: Key[]): boolean {
    const end = this.#rest.indexOf(PASTE_END);
    const ready = end < 0 ? Math.max(0, this.#rest.length - PASTE_END.length + 1) : end;
    const room = this.#options.pasteLimit - (this.#paste ?? '').length;
    this.#paste += this.#rest.slice(0, Math.min(ready, room));
    this.#rest = this.#rest.slice(ready);
    if (end < 0) return false;
    this.#rest = this.#rest.slice(PASTE_END.length);
    keys.push({ name: 'paste', paste: (this.#paste ?? '').replace(/\r\n?/g, '\n').toWellFormed() });
    this.#paste = undefined;
    return true;
  }

  #takeText(keys: Key[]): boolean {
    const next = this.#rest.indexOf('\x1b');
    const text = next < 0 ? this.#rest : this.#rest.slice(0, next);
    this.#rest = this.#rest.slice(text.length);
    for (const { segment } of graphemes(text)) {
      const key = plainKey(segment);
      if (key) keys.push(key);
    }
    return true;
  }

  #keep(keys: Key[], length: number, key: Key | undefined): true {
    this.#rest = this.#rest.slice(length);
    if (key) keys.push(key);
    return true;
  }

  #drop(length: number): true {
    this.#rest = this.#rest.slice(length);
    return true;
  }

  /** No sequence is this long: what has begun is dropped whole, so that it cannot grow for ever. */
  #overlong(): boolean {
    if (this.#rest.length <= 65_536) return false;
    this.#rest = '';
    return true;
  }
}

function firstGrapheme(text: string): string {
  for (const { segment } of graphemes(text)) return segment;
  return '';
}

/** What a beginning means when nothing follows: Esc, Alt with a letter, or nothing. */
function aloneKey(rest: string): Key | undefined {
  if (rest === '\x1b') return { name: 'esc' };
  return /^\x1b[^[\x1b]$/.test(rest) ? withAlt(plainKey(rest.slice(1))) : undefined;
}

function named(name: string | undefined): Key | undefined {
  return name === undefined ? undefined : { name };
}

function plainKey(text: string): Key | undefined {
  const code = text.codePointAt(0) ?? 0;
  if (code >= 32 && code < 127) return code === 32 ? { name: 'space', text } : { name: text, text };
  if (code === 13) return { name: 'enter' };
  if (code === 9) return { name: 'tab' };
  if (code === 8 || code === 127) return { name: 'backspace' };
  if (code === 27) return { name: 'esc' };
  if (code === 0) return { name: 'space', ctrl: true };
  if (code < 27) return { name: String.fromCharCode(code + 96), ctrl: true };
  if (code < 32) return { name: String.fromCharCode(code + 64), ctrl: true };
  if (code < 160) return undefined;
  return { name: text, text };
}

/** Modified keys write nothing. */
function withModifiers(key: Key, bits: number): Key {
  const { name, text } = key;
  const ctrl = key.ctrl === true || (bits & 4) !== 0;
  const alt = key.alt === true || (bits & 2) !== 0;
  const shift = key.shift === true || ((bits & 1) !== 0 && text === undefined);
  return {
    name,
    ...(text !== undefined && !ctrl && !alt && { text }),
    ...(ctrl && { ctrl }),
    ...(alt && { alt }),
    ...(shift && { shift }),
  };
}

function withAlt(key: Key | undefined): Key | undefined {
  return key && withModifiers(key, 2);
}

function sequenceKey(parameters: string, final: string): Key | undefined {
  if (/^[<=>?]/.test(parameters)) return undefined;
  const [first = '', second = '', third = ''] = parameters.split(';');
  const [modifiers = '1', event = '1'] = second.split(':');
  if (event === '3') return undefined; // kitty: the key was let go
  const bits = Math.max(0, (Number(modifiers) || 1) - 1);
  if (bits & 0b111000) return undefined; // super, hyper and meta belong to the desktop
  if (final === 'u') return codeKey(Number(first.split(':')[0]), bits, Number(first.split(':')[1]));
  if (final === '~' && first === '27') return codeKey(Number(third), bits);
  if (final === 'R' && parameters !== '') return undefined; // where the cursor is
  const name = final === '~' ? BY_NUMBER[first] : BY_LETTER[final];
  if (name === undefined || final === 'M') return undefined;
  return withModifiers({ name, ...(final === 'Z' && { shift: true as const }) }, bits);
}

/** A key told by its Unicode code point; codes of kitty's own for keys that write nothing are dropped. */
function codeKey(code: number, bits: number, shifted = Number.NaN): Key | undefined {
  if (!(code > 0 && code <= 0x10ffff) || (code >= 0xe000 && code <= 0xf8ff) || (code >= 0xd800 && code < 0xe000))
    return undefined;
  const base = String.fromCodePoint(code);
  const upper = shifted > 32 && shifted <= 0x10ffff ? String.fromCodePoint(shifted) : base.toUpperCase();
  const key = plainKey(bits & 1 && code > 32 && code !== 127 ? upper : base);
  return key && withModifiers(key, bits);
}
