/** "1 study", "3 studies", "1,000 tags". */
export function countOf(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** "1 study", "3 studies". */
export const studiesCount = (n: number): string => countOf(n, 'study', 'studies');
