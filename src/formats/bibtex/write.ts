import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { Study } from '../../domain/study.ts';
import type { WriteOptions, WriteResult } from '../format.ts';
import type { Dialect } from './fields.ts';
import { type LatexTables, loadLatexTables } from './latex-tables.ts';
import { GatheredMacros } from './macros.ts';
import { bibtexResidue, isUntouched } from './residue.ts';
import { piecesOf } from './surroundings.ts';
import { toAscii } from './text-to-latex.ts';
import { EntryWriter } from './write-entry.ts';

const BREATH = 100;

/** Writes studies as BibTeX or BibLaTeX. What has not changed since import is written as it came. */
export async function writeBibtex(
  studies: readonly Study[],
  dialect: Dialect,
  options: WriteOptions,
): Promise<WriteResult> {
  const writer = new Writer(dialect, options, await loadLatexTables(), studies);
  return options.verbatim ? writer.verbatim() : writer.write();
}

class Writer {
  private readonly options: WriteOptions;
  private readonly tables: LatexTables;
  private readonly studies: readonly Study[];
  private readonly diagnostics: Diagnostic[] = [];
  private readonly macros = new GatheredMacros();
  private readonly entries: EntryWriter;

  constructor(dialect: Dialect, options: WriteOptions, tables: LatexTables, studies: readonly Study[]) {
    this.options = options;
    this.tables = tables;
    this.studies = studies;
    this.entries = new EntryWriter({
      dialect,
      options,
      tables,
      macros: this.macros,
      keys: new Set(studies.map((study) => study.item.id.toLowerCase())),
      say: (severity, key, message) => this.diagnostics.push({ severity, message, key }),
    });
  }

  async write(): Promise<WriteResult> {
    const parts: string[] = [];
    const endings: string[] = [];
    const entries: string[] = [];
    const seen = new Set<string>();
    const once = (list: string[], block: string) => {
      if (!seen.has(block)) list.push(block);
      seen.add(block);
    };
    for (const [index, study] of this.studies.entries()) {
      const residue = bibtexResidue(study.residue?.bibtex);
      if (residue) {
        for (const piece of piecesOf(residue.before, this.macros))
          once(piece.place === 'end' ? endings : piece.place === 'top' ? parts : entries, piece.text);
        for (const piece of piecesOf(residue.after ?? '', this.macros))
          once(piece.place === 'top' ? parts : endings, piece.text);
      }
      entries.push(this.entries.write(study, residue));
      if (index % BREATH === 0) await this.options.onProgress?.(index / this.studies.length);
    }
    const strings = this.macros.all().map(({ name, source }) => `@string{${name} = ${this.ascii(name, source)}}`);
    const blocks = [...parts, ...(strings.length > 0 ? [strings.join('\n')] : []), ...entries, ...endings];
    return { text: blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`, diagnostics: this.diagnostics };
  }

  /** Files whose studies are all there and untouched come out byte for byte; a changed study is written anew in its place. */
  async verbatim(): Promise<WriteResult> {
    const kept = this.studies.map((study) => ({ study, residue: bibtexResidue(study.residue?.bibtex) }));
    const files = [...new Set(kept.flatMap(({ residue }) => (residue ? [residue.file] : [])))];
    let result = '';
    for (const file of files) {
      const own = kept
        .filter(({ residue }) => residue?.file === file)
        .sort((a, b) => (a.residue?.at ?? 0) - (b.residue?.at ?? 0));
      for (const { study, residue } of own) {
        if (!residue) continue;
        result +=
          residue.before +
          (isUntouched(study, residue) ? residue.raw : this.entries.write(study, residue)) +
          (residue.after ?? '');
      }
    }
    for (const { study, residue } of kept) {
      if (!residue)
        result += `${result === '' || result.endsWith('\n') ? '' : '\n'}\n${this.entries.write(study, undefined)}\n`;
    }
    return { text: result, diagnostics: this.diagnostics };
  }

  private ascii(name: string, source: string): string {
    if (!this.options.ascii) return source;
    const onUnknown = (character: string) =>
      this.diagnostics.push({
        severity: 'warning',
        message: `no LaTeX command for ${character}; written as it is`,
        key: name,
      });
    return toAscii(source, { tables: this.tables, ascii: true, onUnknown });
  }
}
