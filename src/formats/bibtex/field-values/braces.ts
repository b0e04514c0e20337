export const braced = (value: string) => `{${value}}`;

/** The value without its braces when they do not match: they would end the field. */
export function balanced(value: string): string {
  let depth = 0;
  for (const character of value) {
    if (character === '{') depth++;
    else if (character === '}' && --depth < 0) break;
  }
  return depth === 0 ? value : value.replace(/[{}]/g, '');
}
