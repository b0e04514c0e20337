import type { Diagnostic } from '../../../domain/diagnostic.ts';
import type { Study } from '../../../domain/study.ts';
import type { WriteOptions } from '../../format.ts';
import { braced } from '../field-values/braces.ts';
import type { LatexTables } from '../latex/tables.ts';
import type { Mendings } from '../mending/mendings.ts';
import type { EntryKind } from '../model/entry-types.ts';
import type { Dialect } from '../model/fields.ts';
import { type GatheredMacros, Macros } from '../syntax/macros.ts';
import type { WrittenKeys } from '../syntax/written-keys.ts';
import { isGiven } from './inherit.ts';
import type { Relations } from './relations.ts';
import { type BibtexResidue, fingerprints, type InheritedField, isUntouched } from './residue.ts';
import { kindOf } from './study-kind.ts';

/** What the entries of one export share. */
export interface Export {
  dialect: Dialect;
  options: WriteOptions;
  tables: LatexTables;
  /** The macros that are defined in it; entries add those that they use. */
  macros: GatheredMacros;
  relations: Relations;
  keys: WrittenKeys;
  say: (severity: Diagnostic['severity'], key: string, message: string) => void;
  mendings: Mendings;
}

/** A field of the source of a study: of its own entry, or of another one that cannot give it to it here. */
export interface SourceField {
  name: string;
  /** As written. */
  source: string;
  variables: string[];
}

export interface SourceOfStudy {
  fields: SourceField[];
  /** CSL variables that need no field, since other entries or the entry type have them. */
  elsewhere: string[];
  /** Fingerprints of the study as it is. */
  now: { [variable: string]: string };
}

/** What the source of a study gives an export: its fields as written, with those that no other entry of the export gives it. */
export class SourceFields {
  private readonly dialect: Dialect;
  private readonly tables: LatexTables;
  private readonly macros: GatheredMacros;
  private readonly relations: Relations;
  private readonly keys: WrittenKeys;
  private readonly say: Export['say'];
  private readonly isVerbatim: boolean;

  constructor({ dialect, options, tables, macros, relations, keys, say }: Export) {
    this.dialect = dialect;
    this.tables = tables;
    this.macros = macros;
    this.relations = relations;
    this.keys = keys;
    this.say = say;
    this.isVerbatim = options.verbatim === true;
  }

  of(study: Study, residue: BibtexResidue, kind: EntryKind): SourceOfStudy {
    const now = fingerprints(study.item, study.tags);
    const inherited = residue.inherited ?? [];
    const needed = inherited.filter((field) => !this.isLeftToOthers(field, residue, kind));
    // A title and its subtitle stay together.
    const variablesNeeded = new Set(needed.flatMap(({ variables }) => variables));
    const left = inherited.filter(
      (field) => !needed.includes(field) && !field.variables.some((variable) => variablesNeeded.has(variable)),
    );
    const writtenOut = inherited
      .filter((field) => !left.includes(field))
      .map(({ name, value, variables }) => ({ name, source: value, variables }));
    return {
      fields: [...this.ownFields(study, residue), ...writtenOut],
      elsewhere: [...left.flatMap(({ variables }) => variables), ...this.derived(residue)].filter(
        (variable) => now[variable] === residue.seen[variable],
      ),
      now,
    };
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
      const written = study && this.keys.of(study.item.id).key;
      return written === undefined || this.isSameKey(written, key) ? key : written;
    });
    return today.every((key, at) => key === keys[at]) ? source : braced(today.join(','));
  }

  /** biber finds no entry under a key in another case; BibTeX does. */
  private isSameKey(one: string, other: string): boolean {
    const asCame = this.dialect === 'bibtex' || this.isVerbatim;
    return one === other || (asCame && one.toLowerCase() === other.toLowerCase());
  }

  /** Whether whoever reads the export finds this field in the entry that the study has it from. */
  private isLeftToOthers({ by, name, as }: InheritedField, residue: BibtexResidue, kind: EntryKind): boolean {
    if (by === 'xdata') return this.hasData(residue);
    const parent = this.relations.parentOf(residue);
    if (!parent?.residue) return false;
    const { item } = parent.study;
    const type = kindOf(parent.study, parent.residue, this.dialect).entryType.toLowerCase();
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

  /** A value without its braces or quotes and with its macros replaced. */
  expanded(source: string, residue: BibtexResidue): string {
    return Macros.of(residue.strings, this.tables.macros).expand(source).text;
  }

  /** As written; with its macros replaced when one of them means something else in this export. Its braces may not match. */
  value({ source }: SourceField, residue: BibtexResidue): string {
    if (!residue.strings || (source.startsWith('{') && !source.includes('#'))) return source;
    const { used } = Macros.of(residue.strings, this.tables.macros).expand(source);
    const agree = used.map((name) => this.macros.define(name, residue.strings?.[name] ?? '""'));
    return agree.every(Boolean) ? source : braced(this.expanded(source, residue));
  }
}

const HAS_KEYS = /^(?:crossref|xref|related|entryset)$/i;
