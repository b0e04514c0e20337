import { names, text } from '../../domain/csl.ts';
import { bareDoi } from '../../domain/doi.ts';
import type { CslItem, Study } from '../../domain/study.ts';
import { shortened } from '../../domain/text/shortened.ts';
import type { WriteOptions } from '../format.ts';
import { fileField, isFileField } from './attachments/attachments.ts';
import { braced } from './field-values/braces.ts';
import { nameListProblem, withoutCommasAtEnd } from './field-values/name-lists.ts';
import { percentEscapes, toAscii } from './latex/ascii.ts';
import type { EncodeOptions } from './latex/from-text.ts';
import type { LatexTables } from './latex/tables.ts';
import { latexToText } from './latex/to-text.ts';
import { cslToFields } from './mapping/csl-to-fields.ts';
import { closeBraces } from './mending/close-braces.ts';
import { mendField, mendLanguage } from './mending/mend-field.ts';
import type { Mendings } from './mending/mendings.ts';
import type { Dialect } from './model/fields.ts';
import type { WrittenField } from './model/written-field.ts';
import { Conversion, isDatePart, isEmpty, type Standing } from './source/conversion.ts';
import { bibtexSource, withoutMarks } from './source/kept-source.ts';
import type { BibtexResidue } from './source/residue.ts';
import type { Export, SourceFields } from './source/source-fields.ts';
import { kindOf } from './source/study-kind.ts';
import type { WrittenKeys } from './syntax/written-keys.ts';

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
  private readonly keys: WrittenKeys;
  private readonly say: Export['say'];
  private readonly mendings: Mendings;

  constructor(shared: Export, sources: SourceFields) {
    const { dialect, options, tables, say, mendings } = shared;
    this.dialect = dialect;
    this.label = dialect === 'biblatex' ? 'BibLaTeX' : 'BibTeX';
    this.options = options;
    this.tables = tables;
    this.sources = sources;
    this.keys = shared.keys;
    this.say = say;
    this.mendings = mendings;
  }

  write(study: Study, residue: BibtexResidue | undefined): string {
    const { item, tags } = study;
    const key = this.key(item.id);
    const unknown = new Set<string>();
    const encode = {
      tables: this.tables,
      ascii: this.options.ascii === true,
      onUnknown: (character: string) => unknown.add(character),
      onT1: (character: string) => this.mendings.needsT1(character),
      forBiber: this.dialect === 'biblatex',
      onBiber: (character: string) => this.mendings.comesFromBiber(character),
    };
    const kind = kindOf(study, residue, this.dialect);
    const source = residue && this.sources.of(study, residue, kind);
    const conversion =
      residue && source && new Conversion(study, residue, kind.entryType, this.dialect, this.sources, source.now);
    const standings = residue ? this.withListsOfNames(study, residue, conversion?.of(source?.fields ?? []) ?? []) : [];
    const written = cslToFields({ item, tags, kind, dialect: this.dialect, encode, taken: takenNames(standings) });
    const saysOther = ({ kept }: Standing) => /^entrysubtype$/i.test(kept?.name ?? '') && kept?.variables.length === 0;
    if (kind.subtype !== undefined && conversion?.isWhole === false && standings.some(saysOther))
      this.say(
        'info',
        item.id,
        `${this.label} has no type for ${item.type}; its entrysubtype says something else and stays`,
      );
    const merged = conversion ? this.merge(study, conversion, standings, written, source?.elsewhere ?? []) : written;
    const fields = this.withFiles(study, merged);
    this.tellLeftOut(study, fields, source?.elsewhere ?? []);
    const width = Math.max(0, ...fields.map((field) => field.name.length));
    const values = fields.map((field) => {
      const value = this.withLanguage(key, field.name, conversion ? this.mended(key, field) : field.value());
      return { name: field.name, value: this.finished(field.name, value, encode) };
    });
    if (!encode.ascii && !this.options.verbatim) this.mendings.look(values);
    if (!this.options.verbatim) this.mendings.lookForBiber(values, this.tables);
    const lines = values.map(({ name, value }) => `  ${name.padEnd(width)} = ${value},\n`);
    if (unknown.size > 0)
      this.say('warning', key, `no LaTeX command for ${[...unknown].slice(0, 10).join(' ')}; written as it is`);
    return `@${kind.entryType}{${key},\n${lines.join('')}}`;
  }

  /** Names that BibTeX would not find are written anew, unless all is to come out as it came. */
  private withListsOfNames(
    { item }: Study,
    residue: BibtexResidue,
    standings: readonly Standing[],
  ): readonly Standing[] {
    if (this.options.verbatim) return standings;
    return standings.map((standing) => {
      const { field, meansOther, kept } = standing;
      if (!kept || !field.variables.some((variable) => names(item, variable).length > 0)) return standing;
      const list = this.sources.expanded(field.source, residue);
      const problem = nameListProblem(list);
      if (problem === undefined) return standing;
      const mended = withoutCommasAtEnd(list);
      if (nameListProblem(mended) === undefined) {
        this.say('warning', item.id, `${field.name}: ${problem}; written without it`);
        return { field, meansOther, kept: { ...kept, value: () => braced(mended) } };
      }
      this.say('warning', item.id, `${field.name}: ${problem}; written as a list that BibTeX and biber can read`);
      return { field, meansOther };
    });
  }

  /** Source fields in their order, as they came or anew, then what the study has gained since. */
  private merge(
    { item }: Study,
    conversion: Conversion,
    standings: readonly Standing[],
    written: readonly WrittenField[],
    elsewhere: readonly string[],
  ): WrittenField[] {
    const { isWhole } = conversion;
    const covered = new Set(elsewhere);
    const result: WrittenField[] = [];
    /** Empty fields of the source: they keep their place for a value that the study has gained. */
    const vacant = new Map<string, WrittenField>();
    const place = (fresh: WrittenField, name = fresh.name) => {
      const waiting = vacant.get(fresh.name);
      if (waiting) Object.assign(waiting, { value: fresh.value, variables: fresh.variables });
      else if (!result.some((other) => other.name.toLowerCase() === fresh.name)) result.push({ ...fresh, name });
      vacant.delete(fresh.name);
    };
    for (const { field, kept, meansOther } of standings) {
      const { name, variables } = field;
      if (variables.includes('DOI') && !this.options.verbatim && !hasDoi(item)) continue;
      if (kept) {
        const isFree = variables.length === 0 && !isEmpty(field);
        if (!isWhole && isFree && isDatePart(kept.name) && written.some((fresh) => fresh.name === kept.name)) {
          this.say('info', item.id, `${this.label} has another ${kept.name} here; left out: ${name} = ${field.source}`);
          continue;
        }
        if (variables.length === 0 && isEmpty(field)) {
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
          standings.find((other) => other.field.variables.includes(variables[0] ?? ''))?.field.name === name;
        place(fresh, keepsName ? name : fresh.name);
      }
    }
    for (const field of result) for (const variable of field.variables) covered.add(variable);
    for (const fresh of written) {
      const isThere = (variable: string) =>
        covered.has(variable) ||
        (conversion.isSame(variable) &&
          (variable === 'type' ? isWhole && fresh.name !== 'entrysubtype' : !(variable in item)));
      if (fresh.variables.every(isThere)) continue;
      place(fresh);
    }
    return result;
  }

  /** The fields with the attachments of today, where they are others than those of the source. */
  private withFiles({ item, attachments, residue }: Study, fields: WrittenField[]): WrittenField[] {
    const source = [...bibtexSource.fields(residue)].map(([name, value]) => [name, withoutMarks(value)] as const);
    const files = fileField(attachments, source, (latex) => latexToText(latex, this.tables));
    if (!files) return fields;
    for (const path of files.unfit)
      this.say('warning', item.id, `${this.label} cannot hold the name of the file ${path}; left out`);
    const others = fields.filter(({ name }) => !isFileField(name));
    return files.value === '' ? others : [...others, { name: 'file', value: () => braced(files.value), variables: [] }];
  }

  /** A value of which a part may be as it came, as a paper can use it. What is made anew needs no mending, and gets none. */
  private mended(key: string, { name, value }: WrittenField): string {
    return this.options.verbatim ? closeBraces(value()) : mendField(name, value(), this.dialect, this.mendings.of(key));
  }

  private withLanguage(key: string, name: string, value: string): string {
    if (this.dialect === 'bibtex' || this.options.verbatim || !/^language$/i.test(name)) return value;
    const mended = mendLanguage(value);
    if (mended !== value) this.mendings.of(key)(name, 'marks replaced');
    return mended;
  }

  private finished(name: string, value: string, encode: EncodeOptions): string {
    if (encode.ascii) return asciiValue(name, value, encode);
    // BibTeX gives LaTeX an accent as it stands, behind its letter, where pdfLaTeX has no place for it.
    return this.dialect === 'bibtex' && !this.options.verbatim && /\p{M}/u.test(value) ? value.normalize('NFC') : value;
  }

  private key(id: string): string {
    const { key, rival } = this.keys.of(id);
    const reason = rival === undefined ? '' : `, since "${rival}" is written as "${this.keys.of(rival).key}"`;
    if (key !== id)
      this.say('warning', id, `${this.label} does not take this citation key; it is written as "${key}"${reason}`);
    return key;
  }

  private tellLeftOut({ item }: Study, fields: readonly WrittenField[], elsewhere: readonly string[]): void {
    const written = new Set([...elsewhere, ...fields.flatMap((field) => field.variables)]);
    const left = Object.keys(item).filter((variable) => !NOT_DATA.has(variable) && !written.has(variable));
    const doi = text(item, 'DOI');
    if (doi !== undefined && left.includes('DOI') && bareDoi(doi) === undefined) {
      left.splice(left.indexOf('DOI'), 1);
      this.say('warning', item.id, `doi: "${shortened(doi, 200)}" is not a DOI; not written`);
    }
    if (left.length > 0) this.say('info', item.id, `${this.label} has no field for ${left.join(', ')}; not written`);
  }
}

/** Addresses have no LaTeX in them: theirs are percent escapes, and a path or an identifier stays what it is. */
function asciiValue(name: string, source: string, encode: EncodeOptions): string {
  if (/^[\0-\x7f]*$/.test(source)) return source;
  if (/^url$/i.test(name)) return percentEscapes(source);
  if (/^pages$/i.test(name)) return toAscii(source.replace(/[\u2010-\u2012\u2212]/g, '–'), encode);
  if (!VERBATIM.test(name)) return toAscii(source, encode);
  for (const [character] of source.matchAll(/[^\0-\x7f]/gu)) encode.onUnknown?.(character);
  return source;
}

const VERBATIM = /^(?:doi|file|eprint|pmid|pmcid|pmc)$/i;
const hasDoi = (item: CslItem) => bareDoi(text(item, 'DOI') ?? '') !== undefined;

/** The names of what stays as it is; a date is one date whatever fields say it. */
function takenNames(standings: readonly Standing[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { field, kept } of standings)
    if (kept && !isEmpty(field) && !isDatePart(kept.name)) names.add(kept.name.toLowerCase());
  return names;
}
