import type { Diagnostic } from '../../../domain/diagnostic.ts';
import { hasAsciiForm } from '../latex/ascii.ts';
import { beyondPdflatex } from '../latex/pdflatex.ts';
import type { LatexTables } from '../latex/tables.ts';
import { latexToText } from '../latex/to-text.ts';
import type { Dialect } from '../model/fields.ts';
import type { Note } from './mend-field.ts';
import { roleOf } from './typeset-fields.ts';

/** Entries that are named one by one; a file whose every entry was mended would fill the screen. */
const MOST_NAMED = 500;
const MOST_SHOWN = 10;
/** Accents that are commands of letters; those that are signs biber leaves on a box (see `toAscii`). */
const DECODED_BY_BIBER = /\\(?:[uvHdbcrkt](?![A-Za-z])|textcommabelow|textminus|[`'^"~=.](?!\{\\mbox))/;
/** What an export changed for LaTeX, and what LaTeX needs for it, to be said at its end. */
export class Mendings {
  private readonly dialect: Dialect;
  private readonly entries = new Map<string, Map<string, Set<string>>>();
  private readonly beyond = new Set<string>();
  private readonly t1 = new Set<string>();
  private readonly fromBiber = new Set<string>();
  private entriesBeyond = 0;
  /** Entries past those that are named; their notes come one entry after the other. */
  private unnamed = 0;
  private last: string | undefined;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  /** Notes what is mended in the fields of an entry. */
  of(key: string): Note {
    return (field, what) => {
      const fields = this.entries.get(key) ?? new Map<string, Set<string>>();
      if (fields.size === 0 && this.entries.size >= MOST_NAMED) {
        if (key !== this.last) this.unnamed += 1;
        this.last = key;
        return;
      }
      this.entries.set(key, fields);
      fields.set(field, (fields.get(field) ?? new Set()).add(what));
    };
  }

  /** Notes a letter that LaTeX sets only in the font encoding T1. */
  needsT1(character: string): void {
    this.t1.add(character);
  }

  /** Notes a letter that biber hands LaTeX as a character whatever the command for it, and that pdfLaTeX stops at. */
  comesFromBiber(character: string): void {
    this.fromBiber.add(character);
  }

  /** Looks for such letters in the values of an entry, as written. */
  lookForBiber(fields: readonly { name: string; value: string }[], tables: LatexTables): void {
    if (this.dialect === 'bibtex') return;
    for (const { name, value } of fields) {
      if (!DECODED_BY_BIBER.test(value) || roleOf(name.toLowerCase(), this.dialect) !== 'printed') continue;
      const text = latexToText(value.replace(/\$[^$]*\$/g, ''), tables);
      for (const character of beyondPdflatex(text)) if (!value.includes(character)) this.comesFromBiber(character);
    }
  }

  /** Looks for characters that pdfLaTeX stops at in the values of an entry, as written. */
  look(fields: readonly { name: string; value: string }[]): void {
    let isBeyond = false;
    for (const { name, value } of fields) {
      if (/^[\0-\x7f]*$/.test(value) || roleOf(name.toLowerCase(), this.dialect) !== 'printed') continue;
      for (const character of beyondPdflatex(value.normalize('NFC'))) {
        isBeyond = true;
        this.beyond.add(character);
      }
    }
    if (isBeyond) this.entriesBeyond += 1;
  }

  diagnostics(tables: LatexTables): Diagnostic[] {
    const result = [...this.entries].map(
      ([key, fields]): Diagnostic => ({
        severity: 'warning',
        key,
        message: `mended for LaTeX: ${[...fields].map(([field, whats]) => `${field} (${[...whats].join(', ')})`).join(', ')}`,
      }),
    );
    if (this.unnamed > 0)
      result.push({
        severity: 'warning',
        message: `${this.unnamed === 1 ? '1 more entry was' : `${this.unnamed} more entries were`} mended for LaTeX; --verbatim leaves them as they came`,
      });
    if (this.t1.size > 0)
      result.push({ severity: 'info', message: `LaTeX needs \\usepackage[T1]{fontenc} for ${shown(this.t1)}` });
    if (this.fromBiber.size > 0)
      result.push({
        severity: 'info',
        message: `pdfLaTeX stops at ${shown(this.fromBiber)}, which biber makes of their commands; run "biber --output-safechars", or use LuaLaTeX`,
      });
    if (this.beyond.size > 0) {
      const forms = [...this.beyond].filter((character) => hasAsciiForm(character, tables));
      const remedy =
        forms.length === this.beyond.size ? 'use --ascii' : forms.length > 0 ? 'use --ascii for some of them' : '';
      const entries = this.entriesBeyond === 1 ? '1 entry' : `${this.entriesBeyond} entries`;
      result.push({
        severity: 'info',
        message: `pdfLaTeX stops at ${shown(this.beyond)} in ${entries}; ${[remedy, 'LuaLaTeX sets them'].filter(Boolean).join(', or ')}`,
      });
    }
    return result;
  }
}

/** Characters for a message; those that nobody sees by their number. */
function shown(characters: ReadonlySet<string>): string {
  const list = [...characters]
    .slice(0, MOST_SHOWN)
    .map((character) =>
      /[\p{C}\p{Z}\p{M}]/u.test(character)
        ? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
        : character,
    );
  return list.join(' ') + (characters.size > MOST_SHOWN ? ' …' : '');
}
