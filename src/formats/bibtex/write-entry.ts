import { text } from '../../domain/csl.ts';
import { bareDoi } from '../../domain/doi.ts';
import type { Study } from '../../domain/study.ts';
import type { WriteOptions } from '../format.ts';
import { cslToFields, isPlainPage } from './csl-to-fields.ts';
import { type Dialect, fieldNameIn, variableByType } from './fields.ts';
import type { LatexTables } from './latex-tables.ts';
import { writtenKey } from './relations.ts';
import { type BibtexResidue, fingerprints } from './residue.ts';
import type { Export, SourceField, SourceFields, SourceOfStudy } from './source-fields.ts';
import { kindOf } from './study-kind.ts';
import { type EncodeOptions, toAscii } from './text-to-latex.ts';
import type { WrittenField } from './written-field.ts';

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

/** Writes one study as an entry: what has not changed since import as it came, the rest anew. */
export class EntryWriter {
  private readonly dialect: Dialect;
  private readonly label: string;
  private readonly options: WriteOptions;
  private readonly tables: LatexTables;
  private readonly sources: SourceFields;
  private readonly say: Export['say'];

  constructor(shared: Export, sources: SourceFields) {
    const { dialect, options, tables, say } = shared;
    this.dialect = dialect;
    this.label = dialect === 'biblatex' ? 'BibLaTeX' : 'BibTeX';
    this.options = options;
    this.tables = tables;
    this.sources = sources;
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
    const kind = kindOf(study, residue, this.dialect);
    const written = cslToFields(item, tags, kind, this.dialect, encode);
    const source = residue && this.sources.of(study, residue, kind);
    const fields = source ? this.merge(study, residue, source, written, kind.entryType) : written;
    this.tellLeftOut(study, fields, source?.elsewhere ?? []);
    const width = Math.max(0, ...fields.map((field) => field.name.length));
    const lines = fields.map(
      (field) => `  ${field.name.padEnd(width)} = ${this.options.ascii ? asciiValue(field, encode) : field.value()},\n`,
    );
    if (unknown.size > 0)
      this.say('warning', key, `no LaTeX command for ${[...unknown].slice(0, 10).join(' ')}; written as it is`);
    return `@${kind.entryType}{${key},\n${lines.join('')}}`;
  }

  /** Source fields in their order, as they came or anew, then what the study has gained since. */
  private merge(
    study: Study,
    residue: BibtexResidue,
    { fields: source, elsewhere }: SourceOfStudy,
    written: WrittenField[],
    entryType: string,
  ): WrittenField[] {
    const now = fingerprints(study.item, study.tags);
    const same = (variable: string) => now[variable] === residue.seen[variable];
    const covered = new Set(elsewhere);
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
      const isSame = variables.every(same);
      const meansOther = this.meansOther(field, entryType);
      const anew = (variables.length > 0 && !isSame) || meansOther;
      if (!anew && (isWhole || !this.isConverted(study, source, field))) {
        const target = isWhole ? name : fieldNameIn(this.dialect, name.toLowerCase());
        const isRenamed = target !== name.toLowerCase();
        const clashes = isRenamed && source.some((other) => other.name.toLowerCase() === target);
        const kept: WrittenField = {
          name: clashes || !isRenamed ? name : target,
          value: () => this.sources.value(field, residue),
          variables,
        };
        // Only one of a publisher and a school, or of two languages, has a field there.
        const isFree = variables.length === 0 && !EMPTY.test(field.source);
        if (!isWhole && isFree && written.some((fresh) => fresh.name === kept.name.toLowerCase())) {
          this.say(
            'info',
            study.item.id,
            `${this.label} has another ${kept.name} here; left out: ${name} = ${field.source}`,
          );
          continue;
        }
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
          !meansOther &&
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

  /** Whether a field says something else in an entry of this type: a `number` is an issue or a number in a series. */
  private meansOther({ name, variables }: SourceField, entryType: string): boolean {
    const variable = variableByType(name.toLowerCase(), entryType.toLowerCase());
    return variable !== undefined && variables.length > 0 && !variables.includes(variable);
  }

  /** Whether a field has another form in the dialect that is written than in its source. */
  private isConverted({ item }: Study, source: readonly SourceField[], field: SourceField): boolean {
    const { name, variables } = field;
    if (variables.length === 0) return false;
    if (CONVERTED.test(name) || variables.includes('issued')) return true;
    if (this.dialect === 'bibtex' && EXTENDED_NAME.test(field.source)) return true;
    if (variables.includes('URL')) return isPlainPage(item, this.dialect);
    // Only BibLaTeX has subtitles: in BibTeX they belong to the title.
    return (
      this.dialect === 'bibtex' &&
      source.some(
        (other) => /subtitle$/i.test(other.name) && other.variables.some((variable) => variables.includes(variable)),
      )
    );
  }

  private key(id: string): string {
    const key = writtenKey(id, this.dialect);
    if (key !== id) this.say('warning', id, `${this.label} does not take this citation key; it is written as "${key}"`);
    return key;
  }

  private tellLeftOut({ item }: Study, fields: readonly WrittenField[], elsewhere: readonly string[]): void {
    const written = new Set([...elsewhere, ...fields.flatMap((field) => field.variables)]);
    const left = Object.keys(item).filter((variable) => !NOT_DATA.has(variable) && !written.has(variable));
    const doi = text(item, 'DOI');
    if (doi !== undefined && left.includes('DOI') && bareDoi(doi) === undefined) {
      left.splice(left.indexOf('DOI'), 1);
      this.say('warning', item.id, `doi: "${doi.slice(0, 200)}" is not a DOI; not written`);
    }
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

const EMPTY = /^(?:\{\s*\}|"\s*"|)$/;
const VERBATIM = /^(?:url|doi|file|eprint|pmid|pmcid|pmc)$/i;
const CONVERTED = /^(?:type|entrysubtype|howpublished|school|institution|langid|language)$/i;
/** BibLaTeX's form of names, which BibTeX does not know. */
const EXTENDED_NAME = /(?:^[{"]|\sand\s)\s*(?:family|given|prefix|suffix)(?:-i)?\s*=/;
const isDatePart = (name: string) => /^(?:date|year|month|day)$/i.test(name);
