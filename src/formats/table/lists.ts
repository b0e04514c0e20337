/** Several texts in one cell: parted by "; ", or by line ends where one of them holds a semicolon. `splitList` makes the same again. */
export function joinList(texts: readonly string[]): string {
  if (!texts.some((text) => text.includes(';'))) return texts.join('; ');
  // A line end behind the only one says that its semicolon parts nothing.
  return texts.length === 1 ? `${texts[0]}\n` : texts.join('\n');
}

/** The texts of a cell: one a line where it has several lines, else parted by semicolons; blank ones left out. */
export function splitList(cell: string): string[] {
  return cell
    .split(cell.includes('\n') ? '\n' : ';')
    .map((text) => text.trim())
    .filter((text) => text !== '');
}
