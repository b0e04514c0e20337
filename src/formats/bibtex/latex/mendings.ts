import type { Diagnostic } from '../../../domain/diagnostic.ts';
import type { Dialect } from '../fields.ts';
import type { LatexTables } from '../latex-tables.ts';
import { hasAsciiForm } from './ascii.ts';
import type { Note } from './mend-field.ts';
import { roleOf } from './typeset-fields.ts';

/** Entries that are named one by one; a file whose every entry was mended would fill the screen. */
const MOST_NAMED = 500;
const MOST_SHOWN = 10;
/** Characters beyond ASCII that LaTeX knows without a package (LaTeX 2022-11-01, t1enc.dfu, ts1enc.dfu, omsenc.dfu), and accents that it puts on letters. */
const KNOWN_TO_PDFLATEX =
  /[\0-\u0125\u0128-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e\u0192\u01c4-\u01d4\u01e2\u01e3\u01e6-\u01eb\u01f0\u01f4\u01f5\u0218-\u021b\u0232\u0233\u0237\u02c6\u02c7\u02d8\u02d9\u02db-\u02dd\u1e02\u1e03\u1e0d\u1e1e-\u1e21\u1e25\u1e30\u1e31\u1e37\u1e43\u1e45\u1e47\u1e5b\u1e63\u1e6d\u1e8e-\u1e91\u1e9e\u1ef2\u1ef3\u200c\u2010-\u2016\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2031\u2039-\u203b\u203d\u2044\u204e\u2052\u20a1\u20a4\u20a6\u20a9\u20ab\u20ac\u20b1\u2103\u2116\u2117\u211e\u2120\u2122\u2126\u2127\u212e\u2190-\u2193\ufb00-\ufb06\ufeff]+/g;

/** What an export changed for LaTeX, and what LaTeX needs for it, to be said at its end. */
export class Mendings {
  private readonly dialect: Dialect;
  private readonly entries = new Map<string, Map<string, Set<string>>>();
  private readonly beyond = new Set<string>();
  private readonly t1 = new Set<string>();
  private entriesBeyond = 0;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  /** Notes what is mended in the fields of an entry. */
  of(key: string): Note {
    return (field, what) => {
      const fields = this.entries.get(key) ?? new Map<string, Set<string>>();
      this.entries.set(key, fields);
      fields.set(field, (fields.get(field) ?? new Set()).add(what));
    };
  }

  /** Notes a letter that LaTeX sets only in the font encoding T1. */
  needsT1(character: string): void {
    this.t1.add(character);
  }

  /** Looks for characters that pdfLaTeX stops at in the values of an entry, as written. */
  look(fields: readonly { name: string; value: string }[]): void {
    let isBeyond = false;
    for (const { name, value } of fields) {
      if (/^[\0-\x7f]*$/.test(value) || roleOf(name.toLowerCase(), this.dialect) !== 'printed') continue;
      for (const character of value.normalize('NFC').replace(KNOWN_TO_PDFLATEX, '')) {
        isBeyond = true;
        this.beyond.add(character);
      }
    }
    if (isBeyond) this.entriesBeyond += 1;
  }

  diagnostics(tables: LatexTables): Diagnostic[] {
    const named = [...this.entries].map(
      ([key, fields]): Diagnostic => ({
        severity: 'warning',
        key,
        message: `mended for LaTeX: ${[...fields].map(([field, whats]) => `${field} (${[...whats].join(', ')})`).join(', ')}`,
      }),
    );
    const result = named.slice(0, MOST_NAMED);
    if (named.length > MOST_NAMED)
      result.push({
        severity: 'warning',
        message: `${named.length - MOST_NAMED} more entries were mended for LaTeX; --verbatim leaves them as they came`,
      });
    if (this.t1.size > 0)
      result.push({ severity: 'info', message: `LaTeX needs \\usepackage[T1]{fontenc} for ${shown(this.t1)}` });
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
