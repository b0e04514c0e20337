declare module '@citation-js/core' {
  /** The registry of citation-js, as far as Lectern uses it. */
  export const plugins: {
    config: { get(name: '@bibtex'): { constants: BibtexConstants } };
    output: { format(name: string, items: unknown[], options?: object): unknown };
    input: { chain(input: unknown, options?: object): unknown[] };
  };

  interface BibtexConstants {
    diacritics: Record<string, string>;
    commands: Record<string, string | null>;
    mathCommands: Record<string, string>;
    formattingCommands: Record<string, string | undefined>;
    formattingEnvs: Record<string, string | undefined>;
    mathScripts: Record<string, Record<string, string>>;
    defaultStrings: Record<string, string>;
  }
}

declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-csl';
