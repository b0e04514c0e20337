/**
 * One thing wrong with the input. Readers and writers return diagnostics; they never print or throw them.
 * `error`: something of the input did not come in. `warning`: it came in, but not as it was written. `info`: worth knowing.
 */
export interface Diagnostic {
  severity: 'error' | 'warning' | 'info';
  message: string;
  /** Name of the file or "standard input". */
  source?: string;
  /** 1-based line in the source. */
  line?: number;
  /** Citation key of the entry concerned. */
  key?: string;
}

/** `file.bib:123: knuth84: message`, the form that editors and compilers use. */
export function formatDiagnostic(d: Diagnostic): string {
  const place = d.source === undefined ? '' : d.line === undefined ? `${d.source}: ` : `${d.source}:${d.line}: `;
  return `${place}${d.key ? `${d.key}: ` : ''}${d.message}`;
}

/** Tells one thing that is wrong with the input; the one who hears it knows the source and the line. */
export type Say = (severity: Diagnostic['severity'], message: string, key?: string) => void;
