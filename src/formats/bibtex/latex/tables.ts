/** LaTeX commands and the characters they stand for: the tables of citation-js, and what they lack. */
export interface LatexTables {
  /** `'` → combining acute. */
  accents: Map<string, string>;
  /** `ss` → ß, `alpha` → α; commands without argument. */
  symbols: Map<string, string>;
  /** `emph` → italics; the word is a key of `MARKUP`. */
  styled: Map<string, string | undefined>;
  /** Declarations that hold to the end of their group: `it`, `bf`. */
  declarations: Map<string, string | undefined>;
  superscripts: Map<string, string>;
  subscripts: Map<string, string>;
  /** Macros that every bibliography style defines: `jacm`. */
  macros: Map<string, string>;
}

/** CSL's inline markup. CSL 1.0.2, "HTML-like tags". */
export const MARKUP: Record<string, [open: string, close: string]> = {
  italics: ['<i>', '</i>'],
  bold: ['<b>', '</b>'],
  superscript: ['<sup>', '</sup>'],
  subscript: ['<sub>', '</sub>'],
  smallcaps: ['<span style="font-variant:small-caps;">', '</span>'],
  nocase: ['<span class="nocase">', '</span>'],
  quotes: ['“', '”'],
};

const MORE_SYMBOLS: Record<string, string> = {
  aa: 'å', AA: 'Å', P: '¶', S: '§', dag: '†', ddag: '‡', pounds: '£', dots: '…', ldots: '…', cdots: '⋯', cdot: '·',
  slash: '/',
  hyphen: '-', textasciicircum: '^', LaTeX: 'LaTeX', TeX: 'TeX', BibTeX: 'BibTeX', times: '×', pm: '±', leq: '≤', le: '≤',
  geq: '≥', ge: '≥', neq: '≠', ne: '≠', approx: '≈', sim: '∼', infty: '∞', to: '→', rightarrow: '→', leftarrow: '←',
  leftrightarrow: '↔', circ: '∘', degree: '°', prime: '′', ell: 'ℓ', partial: '∂', sum: '∑', int: '∫', in: '∈',
  subset: '⊂', cup: '∪', cap: '∩', forall: '∀', exists: '∃', langle: '⟨', rangle: '⟩', guilsinglleft: '‹',
  guilsinglright: '›', flqq: '«', frqq: '»', glqq: '„', grqq: '“', textcopyright: '©', euro: '€', EUR: '€', quad: ' ',
  qquad: ' ', bibrangedash: '–', bibrangessep: ', ', newline: ' ', par: '\n\n', textquotedbl: '"', cprime: 'ʹ', nobreakspace: '\u00a0',
}; // biome-ignore format: a table reads better in rows

let loaded: Promise<LatexTables> | undefined;

/** Loads citation-js once, when the first .bib is read or written. */
export function loadLatexTables(): Promise<LatexTables> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<LatexTables> {
  const { plugins } = await import('@citation-js/core');
  await import('@citation-js/plugin-bibtex');
  const { constants } = plugins.config.get('@bibtex');
  const symbols = new Map<string, string>();
  for (const [command, character] of Object.entries({
    ...constants.mathCommands,
    ...constants.commands,
    ...MORE_SYMBOLS,
  })) {
    if (typeof character === 'string') symbols.set(command, character);
  }
  return {
    // The bar under a letter is a macron (LaTeX2e, ltoutenc): Ḏ is `\b{D}`.
    accents: new Map(Object.entries({ ...constants.diacritics, b: '\u0331' })),
    symbols,
    styled: new Map(
      Object.entries({ ...constants.formattingCommands, mbox: undefined, text: undefined, textnormal: undefined }),
    ),
    declarations: new Map(Object.entries(constants.formattingEnvs)),
    superscripts: new Map(Object.entries(constants.mathScripts['^'] ?? {})),
    subscripts: new Map(Object.entries(constants.mathScripts._ ?? {})),
    macros: new Map(Object.entries(constants.defaultStrings)),
  };
}
