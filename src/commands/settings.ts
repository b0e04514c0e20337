import { CITATION_STYLES, type CitationStyle } from '../formats/citation-style.ts';
import type { Scope } from './define-command.ts';

export const THEMES = ['auto', 'dark', 'light', '16-colour', 'none'] as const;
export type ThemeName = (typeof THEMES)[number];

/** The user's keys: by scope and name of a command or action; they stand in place of the keys it has by default. */
export type KeyOverrides = Partial<Record<Scope, { readonly [name: string]: readonly string[] }>>;

/** What the user can set in config.json. */
export interface Settings {
  theme: ThemeName;
  citationStyle: CitationStyle;
  screenReader: boolean;
  reducedMotion: boolean;
  keys: KeyOverrides;
}

interface SettingBase<N extends keyof Settings> {
  name: N;
  summary: string;
  default: Settings[N];
}
export type Setting =
  | (SettingBase<'theme' | 'citationStyle'> & { kind: 'choice'; choices: readonly string[] })
  | (SettingBase<'screenReader' | 'reducedMotion'> & { kind: 'flag' })
  | (SettingBase<'keys'> & { kind: 'keys' });

/** The one table of settings: the check of config.json, its schema and the README read it. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'theme',
    kind: 'choice',
    choices: THEMES,
    default: 'auto',
    summary:
      'Colours: for a dark or a light background, the sixteen of the terminal, or none. `auto` takes dark or light where the terminal says which it is (`COLORFGBG`), else the sixteen. The variable `NO_COLOR` always wins',
  },
  {
    name: 'citationStyle',
    kind: 'choice',
    choices: CITATION_STYLES,
    default: 'apa',
    summary: 'How references are written in the detail pane and by `copy reference`',
  },
  {
    name: 'screenReader',
    kind: 'flag',
    default: false,
    summary:
      'Plain lines, one for each change, instead of a full screen. So does `--screen-reader` or the variable `LECTERN_SCREEN_READER`',
  },
  {
    name: 'reducedMotion',
    kind: 'flag',
    default: false,
    summary: 'Nothing moves by itself: progress is shown at most once a second',
  },
  {
    name: 'keys',
    kind: 'keys',
    default: {},
    summary:
      'Other keys: scope, then the name of a command or action, then its keys there. An empty list takes its keys away',
  },
];

export const DEFAULT_SETTINGS = Object.fromEntries(
  SETTINGS.map((one) => [one.name, one.default]),
) as unknown as Settings;
