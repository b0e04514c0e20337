import { names, text } from '../../domain/csl.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { Study } from '../../domain/study.ts';
import type { WriteOptions } from '../format.ts';
import { braced, cslToFields, isPlainPage, type WrittenField } from './csl-to-fields.ts';
import { cslTypeOf, type EntryKind, entryKindOf } from './entry-types.ts';
import { type Dialect, fieldNameIn } from './fields.ts';
import { isGiven } from './inherit.ts';
import type { LatexTables } from './latex-tables.ts';
import { type GatheredMacros, Macros } from './macros.ts';
import type { Relations } from './relations.ts';
import { type BibtexResidue, fingerprints, type InheritedField, isUntouched } from './residue.ts';
import { type EncodeOptions, toAscii } from './text-to-latex.ts';

/** What CSL holds and neither dialect has a field for is said, not dropped in silence. */
const NOT_DATA = new Set([
  'id',
  'type',
  'custom',
  'citation-key',
  'citation-label',
  'shortTitle',
  'journalAbbreviation',
  'genre',
]);

/** What the entries of one export share. */
export interface Export {
  dialect: Dialect;
  options: WriteOptions;
  tables: LatexTables;
  /** The macros that are defined in it; entries add those that they use. */
  macros: GatheredMacros;
  relations: Relations;
  say: (severity: Diagnostic['severity'], key: string, message: string) => void;
}

/** A field of the source of a study: of its own entry, or of another one that cannot give it to it here. */
interface SourceField {
  name: string;
  /** As written. */
  source: string;
  variables: string[];
}

/** Writes one study as an entry: what has not changed since import as it came, the rest anew. */
export class EntryWriter {
  private readonly dialect: Dialect;
  private readonly label: string;
  private readonly options: WriteOptions;
  private readonly tables: LatexTables;
  private readonly macros: GatheredMacros;
  private readonly relations: Relations;
  private readonly say: Export['say'];

  constructor({ dialect, options, tables, macros, relations, say }: Export) {
    this.dialect = dialect;
    this.label = dialect === 'biblatex' ? 'BibLaTeX' : 'BibTeX';
    this.options = options;
    this.tables = tables;
    this.macros = macros;
    this.relations = relations;
    this.say = say;
  }

  write(study: Study, residue: BibtexResidue | undefined): string {
    const { item, tags } = study;
    const key = this.key(item.id);
    const unknown = new Set<string>();
    const encode = {
      tables: this.tables,
      ascii: this.options.ascii === true,
      onUnknown: (character: string) => unknown.add(character),
    };
    const kind = this.kind(study, residue);
    const written = cslToFields(item, tags, kind, this.dialect, encode);
    const fields = residue ? this.merge(study, residue, kind, written) : written;
    this.tellLeftOut(study, residue, fields);
    const width = Math.max(0, ...fields.map((field) => field.name.length));
    const lines = fields.map(
      (field) => `  ${field.name.padEnd(width)} = ${this.options.ascii ? asciiValue(field, encode) : field.value()},\n`,
    );
    if (unknown.size > 0)
      this.say('warning', key, `no LaTeX command for ${[...unknown].slice(0, 10).join(' ')}; written as it is`);
    return `@${kind.entryType}{${key},\n${lines.join('')}}`;
  }

  private kind({ item }: Study, residue: BibtexResidue | undefined): EntryKind {
    const kind = entryKindOf(item.type, text(item, 'genre'), this.dialect, {
      hasAuthor: names(item, 'author').length > 0,
      hasEditor: names(item, 'editor').length > 0,
      hasContainer: text(item, 'container-title') !== undefined,
      hasAddress: ['URL', 'DOI', 'archive_location', 'PMID'].some((variable) => text(item, variable) !== undefined),
      hasSeries: ['collection-title', 'collection-number'].some((variable) => text(item, variable) !== undefined),
      isPlainPage: isPlainPage(item, this.dialect),
    });
    if (!residue) return kind;
    const now = fingerprints({ id: '', type: item.type, ...('genre' in item ? { genre: item.genre } : {}) }, []);
    if (now.type !== residue.seen.type || now.genre !== residue.seen.genre) return kind;
    if (residue.dialect === this.dialect) return { ...kind, entryType: residue.type };
    // The other dialect keeps a type that it knows too and that means the same there.
    const type = residue.type.toLowerCase();
    const shared =
      /^(?:article|book|booklet|inbook|incollection|inproceedings|manual|misc|proceedings|unpublished)$/.test(type);
    return shared && cslTypeOf(type, undefined, false) === item.type ? { ...kind, entryType: type } : kind;
  }

  /** Source fields in their order, as they came or anew, then what the study has gained since. */
  private merge(study: Study, residue: BibtexResidue, kind: EntryKind, written: WrittenField[]): WrittenField[] {
    const now = fingerprints(study.item, study.tags);
    const same = (variable: string) => now[variable] === residue.seen[variable];
    const inherited = residue.inherited ?? [];
    const left = inherited.filter((field) => this.isLeftToOthers(field, residue, kind));
    const source = [
      ...this.ownFields(study, residue),
      ...inherited.filter((field) => !left.includes(field)).map(({ value, ...rest }) => ({ ...rest, source: value })),
    ];
    const covered = new Set([...left.flatMap(({ variables }) => variables), ...this.derived(residue)].filter(same));
    const result: WrittenField[] = [];
    const isWhole = residue.dialect === this.dialect;
    /** Empty fields of the source: they keep their place for a value that the study has gained. */
    const vacant = new Map<string, WrittenField>();
    const place = (fresh: WrittenField, name = fresh.name) => {
      const waiting = vacant.get(fresh.name);
      if (waiting) Object.assign(waiting, { value: fresh.value, variables: fresh.variables });
      else if (!result.some((other) => other.name.toLowerCase() === fresh.name)) result.push({ ...fresh, name });
      vacant.delete(fresh.name);
    };
    for (const field of source) {
      const { name, variables } = field;
      const isSame = variables.every(same) && (!variables.includes('tags') || same('keyword'));
      if (variables.includes('tags') && isSame && study.tags.length === 0 && residue.seen.tags !== undefined) continue;
      const anew = variables.length > 0 && !isSame;
      if (!anew && (isWhole || !this.isConverted(study, source, field))) {
        const target = isWhole ? name : fieldNameIn(this.dialect, name.toLowerCase());
        const isRenamed = target !== name.toLowerCase();
        const clashes = isRenamed && source.some((other) => other.name.toLowerCase() === target);
        const kept: WrittenField = {
          name: clashes || !isRenamed ? name : target,
          value: () => this.sourceValue(field, residue),
          variables,
        };
        if (variables.length === 0 && EMPTY.test(field.source)) {
          if (result.some((other) => other.name.toLowerCase() === kept.name.toLowerCase())) continue;
          vacant.set(kept.name.toLowerCase(), kept);
        }
        result.push(kept);
        for (const variable of variables) covered.add(variable);
        continue;
      }
      for (const fresh of written) {
        if (!fresh.variables.some((variable) => variables.includes(variable))) continue;
        if (fresh.variables.some((variable) => covered.has(variable))) continue;
        const keepsName =
          isWhole &&
          variables.length === 1 &&
          !isDatePart(name) &&
          !isDatePart(fresh.name) &&
          variables[0] !== 'URL' &&
          source.find((other) => other.variables.includes(variables[0] ?? ''))?.name === name;
        place(fresh, keepsName ? name : fresh.name);
      }
    }
    for (const field of result) for (const variable of field.variables) covered.add(variable);
    for (const fresh of written) {
      const isThere = (variable: string) =>
        covered.has(variable) || (same(variable) && (variable === 'type' ? isWhole : !(variable in study.item)));
      if (fresh.variables.every(isThere)) continue;
      place(fresh);
    }
    return result;
  }

  /** Whether a field has another form in the dialect that is written than in its source. */
  private isConverted({ item }: Study, source: readonly SourceField[], field: SourceField): boolean {
    const { name, variables } = field;
    if (CONVERTED.test(name) || variables.includes('issued')) return true;
    if (this.dialect === 'bibtex' && variables.length > 0 && EXTENDED_NAME.test(field.source)) return true;
    if (variables.includes('URL')) return isPlainPage(item, this.dialect);
    // Only BibLaTeX has subtitles: in BibTeX they belong to the title.
    return (
      this.dialect === 'bibtex' &&
      source.some(
        (other) => /subtitle$/i.test(other.name) && other.variables.some((variable) => variables.includes(variable)),
      )
    );
  }

  /** The fields of the entry itself. What points to entries that are not there is left out; other keys are those of today. */
  private ownFields({ item }: Study, residue: BibtexResidue): SourceField[] {
    return residue.fields.flatMap(([name, from, to, ...variables]) => {
      const field = { name, source: residue.raw.slice(from, to), variables };
      switch (name.toLowerCase()) {
        case 'xdata':
          return this.hasData(residue) ? field : [];
        case 'crossref':
          if (residue.parent !== undefined && !this.relations.parentOf(residue)) {
            this.say('info', item.id, `"${residue.parent}" is not exported: what this has from it is written here`);
            return [];
          }
          return { ...field, source: this.withKeysOfToday(field.source, residue) };
        default:
          return HAS_KEYS.test(name) ? { ...field, source: this.withKeysOfToday(field.source, residue) } : field;
      }
    });
  }

  /** Whether the source of a study can stand as it is: nothing has changed, and the entries that it refers to are there under their keys. */
  isAsItCame(study: Study, residue: BibtexResidue): boolean {
    return (
      isUntouched(study, residue) &&
      (residue.parent === undefined || this.relations.parentOf(residue) !== undefined) &&
      residue.fields.every(([name, from, to]) => {
        const source = residue.raw.slice(from, to);
        return !HAS_KEYS.test(name) || this.withKeysOfToday(source, residue) === source;
      })
    );
  }

  private hasData(residue: BibtexResidue): boolean {
    return residue.data === undefined || (this.dialect === 'biblatex' && this.relations.hasData(residue));
  }

  private withKeysOfToday(source: string, residue: BibtexResidue): string {
    const keys = this.expanded(source, residue)
      .split(',')
      .map((key) => key.trim());
    const today = keys.map((key) => {
      const study = this.relations.find(key, residue)?.study;
      return study && study.item.id.toLowerCase() !== key.toLowerCase() ? this.keyFor(study.item.id) : key;
    });
    return today.every((key, at) => key === keys[at]) ? source : braced(today.join(','));
  }

  /** Whether whoever reads the export finds this field in the entry that the study has it from. */
  private isLeftToOthers({ by, name, as }: InheritedField, residue: BibtexResidue, kind: EntryKind): boolean {
    if (by === 'xdata') return this.hasData(residue);
    const parent = this.relations.parentOf(residue);
    if (!parent?.residue) return false;
    const { item } = parent.study;
    const type = this.kind(parent.study, parent.residue).entryType.toLowerCase();
    if (!isGiven(this.dialect, { type, name: as }, { type: kind.entryType.toLowerCase(), name })) return false;
    return (
      parent.residue.fields.some(
        ([own, , , ...variables]) => own.toLowerCase() === as && variables.every((variable) => variable in item),
      ) ||
      // BibTeX goes up one step only.
      (parent.residue.inherited ?? []).some(
        (field) => field.name === as && (field.by === 'xdata' || this.dialect === 'biblatex'),
      )
    );
  }

  /** An entry type can say a genre in one dialect only. */
  private derived(residue: BibtexResidue): string[] {
    const derived = residue.derived ?? [];
    return residue.dialect === this.dialect ? derived : derived.filter((variable) => variable !== 'genre');
  }

  private expanded(source: string, residue: BibtexResidue): string {
    return Macros.of(residue.strings, this.tables.macros).expand(source).text;
  }

  /** As written; with its macros replaced when one of them means something else in this export. */
  private sourceValue({ source }: SourceField, residue: BibtexResidue): string {
    if (!residue.strings || (source.startsWith('{') && !source.includes('#'))) return closed(source);
    const { used } = Macros.of(residue.strings, this.tables.macros).expand(source);
    const agree = used.map((name) => this.macros.define(name, residue.strings?.[name] ?? '""'));
    return agree.every(Boolean) ? closed(source) : braced(this.expanded(source, residue));
  }

  private key(id: string): string {
    const key = this.keyFor(id);
    if (key !== id) this.say('warning', id, `${this.label} does not take this citation key; it is written as "${key}"`);
    return key;
  }

  private keyFor(id: string): string {
    return (
      id.normalize('NFC').replace(this.dialect === 'biblatex' ? NO_KEY_FOR_BIBER : NO_KEY_FOR_BIBTEX, '-') || 'unnamed'
    );
  }

  private tellLeftOut({ item }: Study, residue: BibtexResidue | undefined, fields: readonly WrittenField[]): void {
    const written = new Set(fields.flatMap((field) => field.variables));
    const elsewhere = new Set([
      ...(residue?.derived ?? []),
      ...(residue?.inherited ?? []).flatMap(({ variables }) => variables),
    ]);
    const left = Object.keys(item).filter(
      (variable) => !NOT_DATA.has(variable) && !written.has(variable) && !elsewhere.has(variable),
    );
    if (left.length > 0) this.say('info', item.id, `${this.label} has no field for ${left.join(', ')}; not written`);
  }
}

/** Addresses have no LaTeX in them: theirs are percent escapes, and a path or an identifier stays what it is. */
function asciiValue({ name, value }: WrittenField, encode: EncodeOptions): string {
  const source = value();
  if (!VERBATIM.test(name)) return toAscii(source, encode);
  return source.replace(/[^\0-\x7f]/gu, (character) => {
    if (/^url$/i.test(name) && !/^\p{Cs}$/u.test(character)) return encodeURIComponent(character);
    encode.onUnknown?.(character);
    return character;
  });
}

/** A value whose closing mark was missing in the source gets one. */
function closed(source: string): string {
  if (source === '') return '{}';
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === 123) depth++;
    else if (code === 125) {
      // Escaped braces that BibTeX would count are counted by nobody else.
      if (--depth < 0) return braced(source.replace(/[{}"]/g, ''));
    } else if (code === 34 && depth === 0) isQuoted = !isQuoted;
  }
  return source + '}'.repeat(depth) + (isQuoted ? '"' : '');
}

/** biber ends a key at more characters than BibTeX does. */
const NO_KEY_FOR_BIBER = /[\s"#%'(),=@{}~\\\p{C}]+/gu;
const NO_KEY_FOR_BIBTEX = /[\s"#%,{}~\\\p{C}]+/gu;
const HAS_KEYS = /^(?:crossref|xref|related|entryset)$/i;
const EMPTY = /^(?:\{\s*\}|"\s*"|)$/;
const VERBATIM = /^(?:url|doi|file|eprint|pmid|pmcid|pmc)$/i;
const CONVERTED = /^(?:type|entrysubtype|howpublished|school|institution|\w*subtitle|langid|language)$/i;
/** BibLaTeX's form of names, which BibTeX does not know. */
const EXTENDED_NAME = /(?:^[{"]|\sand\s)\s*(?:family|given|prefix|suffix)(?:-i)?\s*=/;
const isDatePart = (name: string) => /^(?:date|year|month|day)$/i.test(name);
