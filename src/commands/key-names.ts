/** Keys with a name, as key maps write them. */
const MOVING = ['up', 'down', 'left', 'right', 'home', 'end', 'pageup', 'pagedown', 'insert', 'delete'];
const FUNCTION_KEYS = Array.from({ length: 12 }, (_, at) => `f${at + 1}`);
const SINGLE = ['enter', 'tab', 'esc', 'space', 'backspace', 'shift-tab', 'alt-enter', 'alt-backspace', 'ctrl-space'];
const named = [...MOVING, ...FUNCTION_KEYS].join('|');

/** What a chord must match: "x", "X", "ctrl-x", "alt-x", "f5", "shift-up", "pagedown". */
export const KEY_PATTERN = `^(?:(?:ctrl-)?(?:alt-)?(?:shift-)?(?:${named})|${SINGLE.join('|')}|ctrl-(?:alt-)?[a-gj-ln-z\\\\\\]^_]|(?:alt-)?[^\\s\\p{C}]\\p{M}*)$`;
const KEY = new RegExp(KEY_PATTERN, 'u');

/** Chords that reach a program as another key (ECMA-48 control characters). */
const SAME: Record<string, string> = {
  'ctrl-i': 'tab',
  'ctrl-m': 'enter',
  'ctrl-h': 'backspace',
  'ctrl-[': 'esc',
  ' ': 'space',
};

/** Why a chord can be no key, with what to write instead; undefined when it can. */
export function keyProblem(chord: string): { problem: string; hint: string } | undefined {
  const same = SAME[chord.toLowerCase()];
  if (same !== undefined) return { problem: `terminals send "${chord}" as "${same}"`, hint: `write "${same}"` };
  if (KEY.test(chord)) return undefined;
  const lower = /^(?:ctrl|alt|shift)-/i.test(chord) ? chord.toLowerCase() : undefined;
  const hint =
    lower !== undefined && lower !== chord && KEY.test(lower)
      ? `write "${lower}"`
      : 'write a key such as "x", "X", "ctrl-x", "alt-x", "f5", "pagedown" or "shift-tab"';
  return { problem: `"${chord}" is not a key`, hint };
}

/** Whether a key writes something into a field, so that it cannot be anything else there. */
export function writesText(chord: string): boolean {
  return chord === 'space' || /^[^\s\p{C}]\p{M}*$/u.test(chord);
}
