import type { Diagnostic } from '../../domain/diagnostic.ts';
import { exactNumbers } from './exact-numbers.ts';
import { syntaxDiagnostic } from './json-place.ts';

export interface ParsedJson {
  /** Undefined when the text is no JSON, which `diagnostics` then tell. */
  value: unknown;
  /** The text without byte-order mark. */
  source: string;
  diagnostics: Diagnostic[];
}

/** The value of a JSON text; numbers that would lose digits are texts of the same digits. @param name of the file */
export function parseJson(text: string, name: string): ParsedJson {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    const value: unknown = JSON.parse(source);
    const { text: exact, numbers } = exactNumbers(source);
    const diagnostics = numbers.map(({ number, line }): Diagnostic => {
      const message = `the number ${number} would lose digits; kept as text`;
      return { severity: 'warning', message, source: name, line };
    });
    return { value: numbers.length > 0 ? JSON.parse(exact) : value, source, diagnostics };
  } catch (error) {
    return { value: undefined, source, diagnostics: [syntaxDiagnostic(source, name, error)] };
  }
}

/** SQLite takes JSON of at most 1,000 levels. */
export const MAX_DEPTH = 500;

/** Whether a JSON value has more than `limit` levels of lists and objects. */
export function isDeeperThan(limit: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((inner) => isDeeperThan(limit - 1, inner));
}
