import type { ThemeName } from '../commands/settings.ts';
import type { TagColour } from '../domain/tag.ts';
import { cut, width, wrapRows } from '../domain/text/text-width.ts';
import { paletteFor } from './palettes.ts';

/** What a stretch of text is; the theme decides how that looks. */
export type Token =
  | 'plain'
  | 'title'
  | 'heading'
  | 'quiet'
  | 'key'
  | 'good'
  | 'bad'
  | 'warn'
  | 'match'
  | 'mark'
  | 'cursor'
  | 'off'
  | `tag-${TagColour}`;

/** A stretch of one row: text that is safe to show, and what it is. */
export type Span = readonly [text: string, token?: Token];

export interface Theme {
  /** The row as a terminal takes it. `selected` shows all of it inverse. */
  paint(spans: readonly Span[], selected?: boolean): string;
}

export function themeFor(env: NodeJS.ProcessEnv, name: ThemeName = 'auto'): Theme {
  const codes = paletteFor(env, name);
  return {
    paint(spans, selected = false) {
      let out = '';
      for (const [text, token] of spans) {
        if (text === '') continue;
        // In a row shown inverse, a colour would become the background.
        const code = selected
          ? token === 'match'
            ? '7;1;4'
            : token === 'title'
              ? '7;1'
              : '7'
          : codes[token ?? 'plain'];
        out += code ? `\x1b[${code}m${text}\x1b[0m` : text;
      }
      return out;
    },
  };
}

export function spansWidth(spans: readonly Span[]): number {
  return spans.reduce((sum, [text]) => sum + width(text), 0);
}

/** Exactly `columns` wide: cut at the right, or filled with spaces. */
export function fitRow(spans: readonly Span[], columns: number): Span[] {
  const out: Span[] = [];
  let left = columns;
  for (const [text, token] of spans) {
    const wide = width(text);
    const shown = wide <= left ? text : cut(text, left);
    const used = shown === text ? wide : width(shown);
    if (used > 0) out.push(token === undefined ? [shown] : [shown, token]);
    left -= used;
    if (wide > used || left <= 0) break;
  }
  if (left > 0) out.push([' '.repeat(left)]);
  return out;
}

/** Rows of at most `columns`, broken as text is wrapped. */
export function wrapSpans(spans: readonly Span[], columns: number): Span[][] {
  return wrapRows(spans.map(([text]) => text).join(''), columns).map(({ start, end }) => {
    const row: Span[] = [];
    let at = 0;
    for (const [text, token] of spans) {
      const part = text.slice(Math.max(0, start - at), Math.max(0, end - at));
      at += text.length;
      if (part !== '') row.push(token === undefined ? [part] : [part, token]);
    }
    return row;
  });
}
