import { expect, test } from 'vitest';
import { TAG_COLOURS } from '../../src/domain/tag.ts';
import { type Token, themeFor } from '../../src/tui/theme.ts';

const TOKENS: readonly Token[] = [
  ...(['plain', 'title', 'heading', 'quiet', 'key', 'good', 'bad', 'warn', 'match', 'mark', 'cursor', 'off'] as const),
  ...TAG_COLOURS.map((colour) => `tag-${colour}` as const),
];
const XTERM = { TERM: 'xterm-256color' };

/** The number in the palette of 256 that a token is painted in. */
function colourOf(token: Token, theme: 'dark' | 'light'): number | undefined {
  const number = /38;5;(\d+)/.exec(themeFor(XTERM, theme).paint([['x', token]]))?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Relative luminance of a colour of xterm's cube or greys (WCAG 2.2). */
function luminance(colour: number): number {
  const cube = colour - 16;
  const step = (part: number) => (part === 0 ? 0 : 55 + part * 40);
  const grey = 8 + (colour - 232) * 10;
  const parts =
    colour >= 232 ? [grey, grey, grey] : [step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6)];
  const [r, g, b] = parts.map((part) => (part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

test.each(TOKENS)('%s can be read on dark and on light', (token) => {
  const [dark, light] = [colourOf(token, 'dark'), colourOf(token, 'light')];
  // Number 234 is #1c1c1c, number 255 #eeeeee.
  if (dark !== undefined) expect(contrast(luminance(dark), luminance(234))).toBeGreaterThanOrEqual(4.5);
  if (light !== undefined) expect(contrast(luminance(light), luminance(255))).toBeGreaterThanOrEqual(4.5);
});

test('every tag colour is another one in each theme', () => {
  for (const theme of ['dark', 'light'] as const)
    expect(new Set(TAG_COLOURS.map((colour) => colourOf(`tag-${colour}`, theme))).size).toBe(TAG_COLOURS.length);
});

test('a terminal of sixteen colours gets no others, whatever was chosen', () => {
  for (const name of ['auto', 'dark', 'light', '16-colour'] as const) {
    const painted = themeFor({ TERM: 'xterm' }, name).paint(TOKENS.map((token) => ['x', token]));
    expect(painted).not.toContain('38;');
    expect(painted).toContain('\x1b[32m');
  }
});

test('NO_COLOR and the theme "none" leave bold, underline and inverse alone', () => {
  for (const theme of [themeFor({ ...XTERM, NO_COLOR: '1' }, 'dark'), themeFor(XTERM, 'none')]) {
    const codes = theme.paint(TOKENS.map((token) => ['x', token])).matchAll(/\x1b\[([\d;]*)m/g);
    expect([...codes].flatMap(([, all]) => all?.split(';') ?? []).every((code) => '0147'.includes(code))).toBe(true);
  }
});

test('"auto" follows what the terminal says of its background', () => {
  const paint = (env: NodeJS.ProcessEnv) => themeFor(env).paint([['x', 'good']]);
  expect(paint({ ...XTERM, COLORFGBG: '0;15' })).toBe(themeFor(XTERM, 'light').paint([['x', 'good']]));
  expect(paint({ ...XTERM, COLORFGBG: '15;default;0' })).toBe(themeFor(XTERM, 'dark').paint([['x', 'good']]));
  expect(paint(XTERM)).toBe(themeFor(XTERM, '16-colour').paint([['x', 'good']]));
});
