import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { Study } from '../../domain/study.ts';
import { encodeAs } from '../encoding/encoding.ts';
import type { WriteOptions, WriteResult } from '../format.ts';
import { leftBehind } from '../left-behind.ts';
import { toAscii } from './latex/ascii.ts';
import { type LatexTables, loadLatexTables } from './latex/tables.ts';
import { closeBraces } from './mending/close-braces.ts';
import { mendValue } from './mending/mend.ts';
import { mendEntry } from './mending/mend-field.ts';
import { Mendings } from './mending/mendings.ts';
import type { Dialect } from './model/fields.ts';
import { Relations } from './source/relations.ts';
import { type BibtexResidue, bibtexResidue } from './source/residue.ts';
import { type Export, SourceFields } from './source/source-fields.ts';
import { declaringUtf8, type Piece, piecesOf, Repetitions } from './source/surroundings.ts';
import { GatheredMacros } from './syntax/macros.ts';
import { splitBibtex } from './syntax/split.ts';
import { WrittenKeys } from './syntax/written-keys.ts';
import { EntryWriter } from './write-entry.ts';

const BREATH = 100;
/** The start of an entry of which nothing could be read. */
const BROKEN_ENTRY = /@\s{0,9}([A-Za-z]{1,40})[\s{(]{1,9}([^\s,{}()@]{1,200})\s{0,9},/g;
const AT_SIGNS = 'a comment between entries has an "@", which would begin an entry: written as "(at)"';

/** Writes studies as BibTeX or BibLaTeX. What has not changed since import is written as it came. */
export async function writeBibtex(
  studies: readonly Study[],
  dialect: Dialect,
  options: WriteOptions,
): Promise<WriteResult> {
  const writer = new Writer(dialect, options, await loadLatexTables(), studies);
  const written = await (options.verbatim ? writer.verbatim() : writer.write());
  const label = dialect === 'biblatex' ? 'BibLaTeX' : 'BibTeX';
  return { ...written, diagnostics: [...written.diagnostics, ...leftBehind(studies, 'bibtex', label)] };
}

class Writer {
  private readonly dialect: Dialect;
  private readonly options: WriteOptions;
  private readonly tables: LatexTables;
  private readonly studies: readonly Study[];
  private readonly diagnostics: Diagnostic[] = [];
  private readonly macros = new GatheredMacros();
  private readonly relations: Relations;
  private readonly sources: SourceFields;
  private readonly entries: EntryWriter;
  private readonly mendings: Mendings;
  private atSigns = 0;
  /** Commands that preambles have defined so far. */
  private readonly defined = new Set<string>();
  private readonly repetitions = new Repetitions();
  /** Entries that are no studies, by key in lower case, as written so far. */
  private readonly containers = new Map<string, string>();

  constructor(dialect: Dialect, options: WriteOptions, tables: LatexTables, studies: readonly Study[]) {
    this.dialect = dialect;
    this.options = options;
    this.tables = tables;
    this.studies = studies;
    this.mendings = new Mendings(dialect);
    this.relations = new Relations(studies, this.macros);
    const shared: Export = {
      dialect,
      options,
      tables,
      macros: this.macros,
      relations: this.relations,
      keys: new WrittenKeys(
        studies.map(({ item }) => item.id),
        dialect,
        this.relations.dataKeys(),
      ),
      say: (severity, key, message) => this.say(severity, key, message),
      mendings: this.mendings,
    };
    this.sources = new SourceFields(shared);
    this.entries = new EntryWriter(shared, this.sources);
  }

  async write(): Promise<WriteResult> {
    const parts: { [place in Piece['place']]: string[] } = { top: [], preamble: [], here: [], end: [] };
    const studies = this.dialect === 'bibtex' ? this.relations.parentsLast(this.studies) : this.studies;
    for (const [index, study] of studies.entries()) {
      const residue = bibtexResidue(study.residue?.bibtex);
      if (residue) {
        for (const piece of piecesOf(residue.before, this.macros))
          if (this.isDue(piece, residue)) parts[piece.place].push(this.piece(piece));
        if (this.dialect === 'biblatex')
          parts.here.push(...this.missingData(residue).map((source) => this.container(source)));
        parts.here.push(...remarksOf(residue));
        if (residue.remarks?.some((remark) => remark.includes('@')))
          this.say(
            'info',
            study.item.id,
            'an "@" in its comments is written as "(at)": BibTeX would take it for an entry',
          );
      }
      parts.here.push(this.entries.write(study, residue));
      for (const piece of piecesOf(residue?.after ?? '', this.macros))
        if (residue && this.isDue(piece, residue))
          parts[piece.place === 'here' ? 'end' : piece.place].push(this.piece(piece));
      if (index % BREATH === 0) await this.options.onProgress?.(index / studies.length);
    }
    const strings = this.macros.all().map(({ name, source }) => `@string{${name} = ${this.macro(name, source)}}`);
    for (const name of this.macros.clashes)
      this.say(
        'info',
        name,
        'this @string has several values; those but the first are written out where they are used',
      );
    if (strings.length > 0) parts.top.push(strings.join('\n'));
    this.diagnostics.push(...this.mendings.diagnostics(this.tables));
    if (this.atSigns > 0) this.diagnostics.push({ severity: 'warning', message: AT_SIGNS });
    const blocks = [...parts.top, ...parts.preamble, ...parts.here, ...parts.end];
    return { text: blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`, diagnostics: this.diagnostics };
  }

  /** Whether a piece from between the studies is to be written; says so when it is not and nowhere else. */
  private isDue({ text, entry }: Piece, { file }: BibtexResidue): boolean {
    if (!entry) return this.repetitions.isDue(text, file);
    const { type, key } = entry;
    const known = this.containers.get(key);
    if (known === text) return false;
    if (this.dialect === 'bibtex')
      this.say(
        'info',
        key,
        `BibTeX has no @${type}${type === 'xdata' ? ': what studies have from it is written in them' : '; not written'}`,
      );
    else if (known !== undefined || !this.relations.isData(key, text))
      this.say('warning', key, `another file has another @${type} of this key; this one is not written`);
    else {
      this.containers.set(key, text);
      return true;
    }
    return false;
  }

  /** The `@xdata` entries that a study needs and that are not written yet: they can stand before one that is not exported. */
  private missingData(residue: BibtexResidue): string[] {
    if (!this.relations.hasData(residue)) return [];
    const missing = Object.entries(residue.data ?? {}).filter(([key]) => !this.containers.has(key));
    for (const [key, source] of missing) this.containers.set(key, source);
    return missing.map(([, source]) => source);
  }

  /** What an entry needs of its file that stands before entries that are not exported. `macros` are those of the file so far. */
  private missingBefore(residue: BibtexResidue, macros: Map<string, string>): string {
    const own = new GatheredMacros();
    for (const { text, entry } of piecesOf(residue.before, own)) if (entry) this.containers.set(entry.key, text);
    for (const { name, source } of own.all()) macros.set(name.toLowerCase(), source);
    const missing = Object.entries(residue.strings ?? {}).filter(([name, source]) => macros.get(name) !== source);
    for (const [name, source] of missing) macros.set(name, source);
    return [...missing.map(([name, source]) => `@string{${name} = ${source}}`), ...this.missingData(residue)]
      .map((block) => `${block}\n`)
      .join('');
  }

  private say(severity: Diagnostic['severity'], key: string, message: string): void {
    this.diagnostics.push({ severity, message, key });
  }

  /** Files whose studies are all there and untouched come out byte for byte; a changed study is written anew in its place. */
  async verbatim(): Promise<WriteResult> {
    const kept = this.studies.map((study) => ({ study, residue: bibtexResidue(study.residue?.bibtex) }));
    const files = [...new Set(kept.flatMap(({ residue }) => (residue ? [residue.file] : [])))];
    const pieces: { text: string; isBetween?: true }[] = [];
    for (const file of files) {
      const own = kept
        .filter(({ residue }) => residue?.file === file)
        .sort((a, b) => (a.residue?.at ?? 0) - (b.residue?.at ?? 0));
      const isWhole = own.every(({ residue }, at) => residue?.at === at) && own.at(-1)?.residue?.after !== undefined;
      const macros = new Map<string, string>();
      for (const { study, residue } of own) {
        if (!residue) continue;
        const entry = this.sources.isAsItCame(study, residue)
          ? residue.raw
          : [...remarksOf(residue), this.entries.write(study, residue)].join('\n');
        pieces.push(
          { text: residue.before, isBetween: true },
          { text: isWhole ? '' : this.missingBefore(residue, macros) },
          { text: entry },
          { text: residue.after ?? '', isBetween: true },
        );
      }
    }
    for (const { study, residue } of kept) {
      if (residue) continue;
      const last = pieces.findLast((piece) => piece.text !== '');
      const gap = last === undefined || last.text.endsWith('\n') ? '' : '\n';
      pieces.push({ text: `${gap}\n${this.entries.write(study, undefined)}\n` });
    }
    const text = pieces.map((piece) => piece.text).join('');
    const encodings = new Set(kept.flatMap(({ residue }) => (residue ? [residue.encoding ?? 'utf-8'] : [])));
    const [encoding = 'utf-8'] = encodings;
    if (encodings.size <= 1 && encoding === 'utf-8') return { text, diagnostics: this.diagnostics };
    const bytes = encodings.size === 1 ? encodeAs(text, encoding) : undefined;
    if (bytes) return { text, bytes, diagnostics: this.diagnostics };
    const reason =
      encodings.size > 1 || encoding === 'mixed'
        ? 'what was imported is in more than one encoding'
        : `${encoding}, in which it was imported, lacks a character`;
    this.diagnostics.push({ severity: 'warning', message: `written as UTF-8: ${reason}` });
    const utf8 = pieces.map((piece) => (piece.isBetween ? declaringUtf8(piece.text) : piece.text)).join('');
    return { text: utf8, diagnostics: this.diagnostics };
  }

  private piece({ text, entry, place, isText }: Piece): string {
    if (isText) return this.comment(text);
    if (place === 'preamble') return this.preamble(text);
    return entry ? this.container(text) : text;
  }

  /** Files have the same commands in their preambles, and LaTeX stops where one is defined a second time. */
  private preamble(text: string): string {
    return text.replace(/\\newcommand(?=\*?\s*\{?\\([A-Za-z@]+))/g, (command, name: string) => {
      if (this.defined.has(name)) return '\\providecommand';
      this.defined.add(name);
      return command;
    });
  }

  /** Text between entries, in which BibTeX and biber take every "@" for the start of one, in a line with "%" too. */
  private comment(text: string): string {
    if (!text.includes('@')) return text;
    const broken = [...text.matchAll(BROKEN_ENTRY)];
    for (const [, type, key = ''] of broken)
      this.say('warning', key, `what is left of this broken @${type} is written as a comment, with "(at)" for its "@"`);
    if (broken.length === 0) this.atSigns += 1;
    return text.replaceAll('@', '(at)');
  }

  /** An entry that is no study, as a paper can use it. */
  private container(source: string): string {
    const key = splitBibtex(source)[0]?.key ?? '';
    return this.ascii(key, mendEntry(source, this.dialect, this.mendings.of(key)));
  }

  /** The right side of a macro; it may stand in any field. */
  private macro(name: string, source: string): string {
    const { source: mended, marks } = mendValue(closeBraces(source), 'printed', this.dialect);
    if (marks.size > 0) this.mendings.of(name)(`@string ${name}`, `${[...marks].join(' ')} escaped`);
    return this.ascii(name, mended);
  }

  private ascii(name: string, source: string): string {
    if (!this.options.ascii) return source;
    const onUnknown = (character: string) =>
      this.say('warning', name, `no LaTeX command for ${character}; written as it is`);
    return toAscii(source, {
      tables: this.tables,
      onUnknown,
      onT1: (character) => this.mendings.needsT1(character),
      forBiber: this.dialect === 'biblatex',
      onBiber: (character) => this.mendings.comesFromBiber(character),
    });
  }
}

/** What stood within the entry and is no field: a comment before it, since BibTeX takes none in it, and takes an "@" in one for an entry. */
function remarksOf({ remarks = [] }: BibtexResidue): string[] {
  return remarks.length === 0
    ? []
    : [remarks.map((remark) => (remark.startsWith('%') ? remark : `% ${remark}`).replaceAll('@', '(at)')).join('\n')];
}
