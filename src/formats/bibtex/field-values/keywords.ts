import { cutAtOutsideBraces } from '../../../domain/braces.ts';
import { braced } from './braces.ts';

/** Keywords at commas, or at semicolons when there is one; what stands in braces stays whole. */
export function splitKeywords(source: string): string[] {
  const atSemicolons = cutAtOutsideBraces(source, ';');
  const words = atSemicolons.length > 1 ? atSemicolons : cutAtOutsideBraces(source, ',');
  return words.map((word) => word.trim());
}

/** The value, without its braces, from which `splitKeywords` makes the same keywords. LaTeX in and out. */
export function joinKeywords(words: readonly string[]): string {
  return words.map((word) => (/[,;]/.test(word) ? braced(word) : word)).join(', ');
}
