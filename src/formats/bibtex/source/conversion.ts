import type { Study } from '../../../domain/study.ts';
import { braced } from '../field-values/braces.ts';
import { convertedList } from '../field-values/lists.ts';
import { isJoinable, joinRepeated } from '../field-values/repeated.ts';
import { joinTitle } from '../field-values/titles.ts';
import { isPlainPage } from '../mapping/csl-to-fields.ts';
import { isInDataModel } from '../model/data-model.ts';
import { type Dialect, fieldNameIn, isBabelName, isListField, variablesByType } from '../model/fields.ts';
import type { WrittenField } from '../model/written-field.ts';
import type { BibtexResidue } from './residue.ts';
import type { SourceField, SourceFields, SourceOfStudy } from './source-fields.ts';
import { keepsHowpublished } from './study-kind.ts';

/** A field of the source, and how it stands in the export; without `kept`, its value is made anew. */
export interface Standing {
  field: SourceField;
  kept?: WrittenField;
  /** It says something else in an entry of the type that is written. */
  meansOther: boolean;
}

/** Whether nothing stands between the braces or quotation marks of a field. */
export const isEmpty = ({ source }: SourceField) => /^(?:\{\s*\}|"\s*"|)$/.test(source);
export const isDatePart = (name: string) => /^(?:date|year|month|day)$/i.test(name);

/** How the source of one study stands in an export: what has not changed keeps its source, in the form of the dialect that is written. */
export class Conversion {
  private readonly study: Study;
  private readonly residue: BibtexResidue;
  private readonly entryType: string;
  private readonly dialect: Dialect;
  private readonly sources: SourceFields;
  private readonly now: { [variable: string]: string };

  constructor(
    study: Study,
    residue: BibtexResidue,
    entryType: string,
    dialect: Dialect,
    sources: SourceFields,
    now: SourceOfStudy['now'],
  ) {
    this.study = study;
    this.residue = residue;
    this.entryType = entryType.toLowerCase();
    this.dialect = dialect;
    this.sources = sources;
    this.now = now;
  }

  /** Whether the dialect is that of the source. */
  get isWhole(): boolean {
    return this.residue.dialect === this.dialect;
  }

  /** Whether a variable is what it was when the study was imported. */
  isSame(variable: string): boolean {
    return this.now[variable] === this.residue.seen[variable];
  }

  /** All fields of the source in their order; repeated ones that can be one are one. */
  of(source: readonly SourceField[]): Standing[] {
    const standings: Standing[] = [];
    const whole = this.joined(source);
    for (const field of whole) {
      const meansOther = this.meansOther(field);
      const isAnew = meansOther || !field.variables.every((variable) => this.isSame(variable));
      if (isAnew || (!this.isWhole && this.isRewritten(field))) standings.push({ field, meansOther });
      else if (!this.isPartOfTitle(field, whole)) standings.push({ field, meansOther, kept: this.kept(field, whole) });
    }
    return standings;
  }

  /** BibTeX takes the first of several fields of a name, biber the last. */
  private joined(source: readonly SourceField[]): SourceField[] {
    const byName = new Map<string, SourceField[]>();
    for (const field of source) {
      const name = field.name.toLowerCase();
      const same = byName.get(name);
      if (same && isJoinable(name)) same.push(field);
      else if (!same) byName.set(name, [field]);
    }
    return source.flatMap((field) => {
      const name = field.name.toLowerCase();
      const same = byName.get(name) ?? [];
      if (same.length < 2) return field;
      if (same[0] !== field) return [];
      return {
        ...field,
        source: braced(
          joinRepeated(
            name,
            same.map((each) => this.text(each)),
          ),
        ),
      };
    });
  }

  private kept(field: SourceField, source: readonly SourceField[]): WrittenField {
    const { name, variables } = field;
    if (this.isWhole) return { name, value: () => this.sources.value(field, this.residue), variables };
    const lower = name.toLowerCase();
    const isBabel =
      lower === 'language' && this.dialect === 'biblatex' && variables.length > 0 && isBabelName(this.text(field));
    const target = isBabel ? 'langid' : fieldNameIn(this.dialect, lower, this.entryType);
    const isFree = target === lower || source.some((other) => other.name.toLowerCase() === target);
    return { name: isFree ? name : target, value: () => this.converted(field, source), variables };
  }

  private text({ source }: SourceField): string {
    return this.sources.expanded(source, this.residue);
  }

  private converted(field: SourceField, source: readonly SourceField[]): string {
    const name = field.name.toLowerCase();
    const text = () => this.text(field);
    const subtitle = this.dialect === 'bibtex' ? subtitleOf(field, source) : undefined;
    if (subtitle) return braced(joinTitle(text(), this.text(subtitle)));
    const list = isListField(name) ? convertedList(text(), this.dialect) : undefined;
    return list === undefined ? this.sources.value(field, this.residue) : braced(list);
  }

  /** Only BibLaTeX has subtitles: in BibTeX they belong to the title. */
  private isPartOfTitle(field: SourceField, source: readonly SourceField[]): boolean {
    return !this.isWhole && this.dialect === 'bibtex' && source.some((other) => subtitleOf(other, source) === field);
  }

  private meansOther({ name, variables }: SourceField): boolean {
    const possible = variablesByType(name.toLowerCase(), this.entryType);
    return possible.length > 0 && variables.length > 0 && !variables.some((variable) => possible.includes(variable));
  }

  /** Whether a field has a form in the other dialect that only its variable can tell. */
  private isRewritten(field: SourceField): boolean {
    const { name, source, variables } = field;
    if (variables.length === 0) return false;
    // BibTeX prints the name of a language as it is; BibLaTeX wants those of babel.
    if (/^lang(?:id|uage)$/i.test(name)) return this.dialect === 'biblatex' && !isBabelName(this.text(field));
    if (REWRITTEN.test(name) || variables.includes('issued')) return true;
    if (this.dialect === 'bibtex' && EXTENDED_NAME.test(source)) return true;
    if (!variables.includes('URL')) return false;
    if (/^howpublished$/i.test(name)) return !isInDataModel(this.entryType, 'howpublished');
    return isPlainPage(this.study.item, this.dialect, keepsHowpublished(this.study, this.residue));
  }
}

const REWRITTEN = /^(?:type|entrysubtype)$/i;
/** BibLaTeX's form of names, which BibTeX does not know. */
const EXTENDED_NAME = /(?:^[{"]|\sand\s)\s*(?:family|given|prefix|suffix)(?:-i)?\s*=/;

function subtitleOf({ name, variables }: SourceField, source: readonly SourceField[]): SourceField | undefined {
  if (!/title$/i.test(name) || /subtitle$/i.test(name)) return undefined;
  return source.find(
    (other) => /subtitle$/i.test(other.name) && other.variables.some((variable) => variables.includes(variable)),
  );
}
