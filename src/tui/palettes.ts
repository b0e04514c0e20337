import type { ThemeName } from '../commands/settings.ts';
import type { Token } from './theme.ts';

/** SGR parameters by token (ECMA-48). */
export type Palette = Partial<Record<Token, string>>;

/** Bold, underline and inverse alone, for NO_COLOR (no-color.org) and terminals without colours. */
const NONE: Palette = { title: '1', heading: '1', key: '1', bad: '1', match: '1;4', mark: '1', cursor: '7' };

/** The sixteen colours of the terminal, none that vanishes on a dark or a light background. */
const SIXTEEN: Palette = {
  ...NONE,
  heading: '1;36',
  quiet: '2',
  good: '32',
  bad: '1;31',
  warn: '33',
  mark: '1;35',
  off: '2',
  'tag-red': '31',
  'tag-yellow': '33',
  'tag-green': '32',
  'tag-blue': '34',
  'tag-magenta': '35',
  'tag-cyan': '36',
  'tag-grey': '90',
};

/** Colours of the palette of 256 (xterm) that can be read on a dark background: WCAG 2.2, 1.4.3, contrast of 4.5 and more. */
const DARK: Palette = {
  ...NONE,
  heading: '1;38;5;80',
  quiet: '38;5;246',
  good: '38;5;114',
  bad: '1;38;5;210',
  warn: '38;5;222',
  mark: '1;38;5;177',
  off: '38;5;245',
  'tag-red': '38;5;210',
  'tag-yellow': '38;5;222',
  'tag-green': '38;5;114',
  'tag-blue': '38;5;111',
  'tag-magenta': '38;5;177',
  'tag-cyan': '38;5;80',
  'tag-grey': '38;5;246',
};

/** The same for a light background. */
const LIGHT: Palette = {
  ...NONE,
  heading: '1;38;5;24',
  quiet: '38;5;241',
  good: '38;5;22',
  bad: '1;38;5;124',
  warn: '38;5;94',
  mark: '1;38;5;90',
  off: '38;5;242',
  'tag-red': '38;5;124',
  'tag-yellow': '38;5;94',
  'tag-green': '38;5;22',
  'tag-blue': '38;5;25',
  'tag-magenta': '38;5;90',
  'tag-cyan': '38;5;23',
  'tag-grey': '38;5;241',
};

/** The colours for a terminal: NO_COLOR wins, then what the terminal has, then the theme that the user chose. */
export function paletteFor(env: NodeJS.ProcessEnv, theme: ThemeName): Palette {
  if ((env.NO_COLOR ?? '') !== '' || theme === 'none' || /^vt(?:100|220)/.test(env.TERM ?? '')) return NONE;
  if (theme === '16-colour' || !has256(env)) return SIXTEEN;
  const shade = theme === 'auto' ? backgroundOf(env) : theme;
  return shade === 'light' ? LIGHT : shade === 'dark' ? DARK : SIXTEEN;
}

function has256({ COLORTERM, TERM = '' }: NodeJS.ProcessEnv): boolean {
  return (
    /^(?:truecolor|24bit)$/.test(COLORTERM ?? '') || /256color|direct|kitty|ghostty|alacritty|wezterm|foot/.test(TERM)
  );
}

/** What rxvt, Konsole and others say of their colours: "15;0" is white on black. */
function backgroundOf({ COLORFGBG = '' }: NodeJS.ProcessEnv): 'dark' | 'light' | undefined {
  const background = /;(\d{1,2})$/.exec(COLORFGBG)?.[1];
  if (background === undefined) return undefined;
  return background === '7' || Number(background) >= 9 ? 'light' : 'dark';
}
