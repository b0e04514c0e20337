import type { Cell } from '../e2e/tty.ts';

const CELL = { width: 8.4, height: 18 };
const FONT_SIZE = 14;
/** Of the text's baseline in its row. */
const BASELINE = 13.5;
const MARGIN = 12;
const TITLE = 30;
const FONTS =
  "ui-monospace, 'SF Mono', Menlo, 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', 'Liberation Mono', 'Noto Sans Mono CJK SC', monospace";
const INK = '#d6d9de';
const PAPER = '#1b1e24';
/** The sixteen colours that a terminal calls by number. */
const SIXTEEN = [
  ...['#3b4048', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#c8ccd4'],
  ...['#7f8794', '#ff7b86', '#b5e890', '#ffd68a', '#7cc3ff', '#dd92f5', '#6fd3df', '#ffffff'],
];

type Style = Pick<Cell, 'bold' | 'underline'> & { ink: string; paper: string; faded: boolean };

interface Run {
  text: string;
  column: number;
  width: number;
  style: Style;
}

/** A screen as an SVG picture in the frame of a window. The same cells give the same bytes. */
export function svgOf(cells: readonly (readonly Cell[])[], title: string): string {
  const columns = Math.max(0, ...cells.map((row) => row.length));
  const width = round(columns * CELL.width + 2 * MARGIN);
  const height = cells.length * CELL.height + TITLE + 2 * MARGIN;
  const rows = cells.flatMap((row, at) => runsOf(row).map((run) => runMarkup(run, TITLE + MARGIN + at * CELL.height)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONTS}" font-size="${FONT_SIZE}">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="0.5" y="0.5" width="${round(width - 1)}" height="${height - 1}" rx="8" fill="${PAPER}" stroke="#4a505b"/>`,
    ...['#ff5f57', '#febc2e', '#28c840'].map(
      (colour, at) => `<circle cx="${20 + at * 18}" cy="16" r="5.5" fill="${colour}"/>`,
    ),
    `<text x="${round(width / 2)}" y="20.5" text-anchor="middle" fill="#9aa0aa">${escaped(title)}</text>`,
    ...rows.flat(),
    '</svg>',
    '',
  ].join('\n');
}

/** Neighbouring cells of one style. A wide character is a run of its own, so that it keeps its two columns in every font. */
function runsOf(row: readonly Cell[]): Run[] {
  const runs: Run[] = [];
  let open: Run | undefined;
  for (const [column, cell] of row.entries()) {
    if (cell.width === 0) continue;
    const style = styleOf(cell);
    const text = cell.chars === '' ? ' ' : cell.chars;
    if (open && cell.width === 1 && same(open.style, style)) {
      open.text += text;
      open.width += 1;
      continue;
    }
    const run = { text, column, width: cell.width, style };
    runs.push(run);
    open = cell.width === 1 ? run : undefined;
  }
  return runs;
}

function styleOf(cell: Cell): Style {
  const ink = colour(cell.foreground) ?? INK;
  const paper = colour(cell.background) ?? PAPER;
  return {
    ink: cell.inverse ? paper : ink,
    paper: cell.inverse ? ink : paper,
    faded: cell.dim,
    bold: cell.bold,
    underline: cell.underline,
  };
}

function same(a: Style, b: Style): boolean {
  return (Object.keys(a) as (keyof Style)[]).every((name) => a[name] === b[name]);
}

function runMarkup({ text, column, width, style }: Run, y: number): string[] {
  const x = round(MARGIN + column * CELL.width);
  const paper =
    style.paper === PAPER
      ? []
      : [
          `<rect x="${x}" y="${y}" width="${round(width * CELL.width)}" height="${CELL.height}" fill="${style.paper}" shape-rendering="crispEdges"/>`,
        ];
  if (text.trim() === '' && !style.underline) return paper;
  // Spaces at the ends are only in the way of fonts that are wider.
  const leading = style.underline ? 0 : text.length - text.trimStart().length;
  const trailing = style.underline ? 0 : text.length - text.trimEnd().length;
  const attributes = [
    `x="${round(x + leading * CELL.width)}"`,
    `y="${y + BASELINE}"`,
    `textLength="${round((width - leading - trailing) * CELL.width)}"`,
    'lengthAdjust="spacingAndGlyphs"',
    'xml:space="preserve"',
    `fill="${style.ink}"`,
    ...(style.bold ? ['font-weight="bold"'] : []),
    ...(style.faded ? ['opacity="0.65"'] : []),
    ...(style.underline ? ['text-decoration="underline"'] : []),
  ];
  return [...paper, `<text ${attributes.join(' ')}>${escaped(text.slice(leading, text.length - trailing))}</text>`];
}

/** Palette numbers as xterm has them: sixteen named colours, a cube of six steps, greys. */
function colour(value: Cell['foreground']): string | undefined {
  if (typeof value !== 'number') return value;
  if (value < 16) return SIXTEEN[value];
  const hex = (...parts: number[]) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  if (value >= 232) {
    const grey = 8 + (value - 232) * 10;
    return hex(grey, grey, grey);
  }
  const step = (part: number) => (part === 0 ? 0 : 55 + part * 40);
  const cube = value - 16;
  return hex(step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6));
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
