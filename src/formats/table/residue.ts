import type { Json, Residue } from '../../domain/study.ts';

/** A cell that no variable holds whole, with the name of its column. */
export type KeptCell = [column: string, cell: string];

/** The cells that variables do not say; undefined when they say all. A cell beyond the header is named by its number. */
export function keptCells(
  names: readonly string[],
  cells: readonly string[],
  said: readonly boolean[],
): Json | undefined {
  const kept: Json[] = [];
  for (const [at, cell] of cells.entries())
    if (cell !== '' && !said[at]) kept.push([names[at] || `column ${at + 1}`, cell]);
  return kept.length > 0 ? kept : undefined;
}

/** What `keptCells` kept of a study; none for a residue of another shape. */
export function cellsOf(residue: Residue | undefined): KeptCell[] {
  const kept = residue && Object.hasOwn(residue, 'table') ? residue.table : undefined;
  return (Array.isArray(kept) ? kept : []).flatMap((pair): KeptCell[] =>
    Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string' ? [[pair[0], pair[1]]] : [],
  );
}
