import { expect, test } from 'vitest';
import type { Cell } from '../e2e/tty.ts';
import { svgOf } from './svg.ts';

const PLAIN: Omit<Cell, 'chars'> = {
  width: 1,
  foreground: undefined,
  background: undefined,
  bold: false,
  dim: false,
  inverse: false,
  underline: false,
};
const cells = (text: string, style: Partial<Cell> = {}): Cell[] =>
  [...text].map((chars) => ({ ...PLAIN, ...style, chars }));

test('the same screen gives the same picture', () => {
  expect(svgOf([cells('a row')], 'x')).toBe(svgOf([cells('a row')], 'x'));
});

test('neighbouring cells of one style are one text, those of another style another', () => {
  const svg = svgOf([[...cells('plain'), ...cells('bold', { bold: true })]], 'x');
  expect(svg).toContain('>plain</text>');
  expect(svg).toMatch(/font-weight="bold">bold<\/text>/);
});

test('inverse cells swap ink and paper', () => {
  const svg = svgOf([cells('here', { inverse: true, foreground: '#123456' })], 'x');
  expect(svg).toMatch(/<rect [^>]*fill="#123456"/);
});

test('a wide character takes two columns, and what follows stands behind it', () => {
  const wide = { ...PLAIN, chars: '漢', width: 2 };
  const svg = svgOf([[wide, { ...PLAIN, chars: '', width: 0 }, ...cells('b')]], 'x');
  expect(svg).toMatch(/x="12" [^>]*textLength="16.8"[^>]*>漢</);
  expect(svg).toMatch(/x="28.8" [^>]*>b</);
});

test('text of the screen cannot become markup', () => {
  expect(svgOf([cells('<a href="x">&')], 'x')).toContain('&#60;a href=&#34;x&#34;&#62;&#38;');
});
