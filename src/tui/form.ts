import { parseLocator } from '../commands/excerpt.ts';
import { EXPORT_FORMATS } from '../commands/export.ts';
import { names } from '../domain/csl.ts';
import { fieldProblem, fieldText } from '../domain/edit-item.ts';
import { EXCERPT_KINDS, type Excerpt } from '../domain/excerpt.ts';
import { CSL_TYPES, type Field, fieldByName, fieldsForType, typeLabel } from '../domain/fields.ts';
import { formatName } from '../domain/names.ts';
import type { CslItem } from '../domain/study.ts';
import { UserError } from '../domain/user-error.ts';
import { labelOf } from './keys.ts';
import { type LineState, lineState } from './line-editor.ts';

/** One row of a form. `block` takes several lines; `choice` one of `options`. */
export interface FormField {
  name: string;
  label: string;
  kind: 'line' | 'block' | 'choice';
  line: LineState;
  /** The text that it began with. */
  initial: string;
  options?: readonly { value: string; label: string }[];
  /** Shown while the field is in focus. */
  help: string;
  /** A long text, which the user's editor may take. */
  editor?: true;
  /** The names that a field of tags, parted by commas, completes. */
  tags?: readonly string[];
}

export type FormPurpose =
  | { kind: 'new-study' }
  /** `item` is undefined when several studies are edited: then empty fields stay as they are. */
  | { kind: 'edit-study'; studies: readonly number[]; item: CslItem | undefined }
  | { kind: 'new-excerpt'; studies: readonly number[] }
  | { kind: 'edit-excerpt'; excerpt: Excerpt }
  /** A file for each format, and the studies of each scope. */
  | { kind: 'export'; proposals: ReadonlyMap<string, string>; scopes: ReadonlyMap<string, readonly number[]> };

export interface Form {
  purpose: FormPurpose;
  title: string;
  fields: readonly FormField[];
  focus: number;
  /** What the command said when it was saved. */
  problem: string | undefined;
}

const byEditor = () => `${labelOf('editor', 'form')} opens your editor`;

function line(name: string, label: string, help: string, text = ''): FormField {
  return { name, label, kind: 'line', line: lineState(text), initial: text, help };
}

function block(name: string, label: string, help: string, text = ''): FormField {
  return { name, label, kind: 'block', line: lineState(text, { multiline: true }), initial: text, help };
}

function longText(name: string, label: string, help: string, text = ''): FormField {
  return { ...block(name, label, `${help}; ${byEditor()}`, text), editor: true };
}

function choice(
  name: string,
  label: string,
  help: string,
  options: readonly { value: string; label: string }[],
  value: string,
): FormField {
  return { name, label, kind: 'choice', line: lineState(value), initial: value, options, help };
}

const asIs = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

/** The form of a study: the fields of its type first. `item` undefined makes a form for several studies. */
export function studyForm(purpose: FormPurpose, title: string, item: CslItem | undefined): Form {
  const type = item?.type ?? 'article-journal';
  return {
    purpose,
    title,
    fields: studyFields(type, (field) => (item ? formText(item, field) : ''), item !== undefined),
    focus: item ? 1 : 0,
    problem: undefined,
  };
}

/** Names one a line; the rest as `fieldText` has it. */
function formText(item: CslItem, field: Field): string {
  return field.kind === 'names'
    ? names(item, field.variable ?? '')
        .map(formatName)
        .join('\n')
    : fieldText(item, field);
}

function studyFields(type: string, textOf: (field: Field) => string, withType: boolean): FormField[] {
  const key = fieldByName('key') as Field;
  const fields: FormField[] = [];
  for (const field of fieldsForType(type)) {
    if (field.kind === 'type') {
      if (withType)
        fields.push(
          choice(
            'type',
            field.label,
            'Left and right choose; or type the beginning of a type',
            CSL_TYPES.map(({ name, label }) => ({ value: name, label })),
            type,
          ),
        );
      continue;
    }
    const text = textOf(field);
    if (field.kind === 'names')
      fields.push(block(field.name, field.label, 'Family, Given; one name a line; {a body} in braces', text));
    else if (field.kind === 'long-text') fields.push(longText(field.name, field.label, field.description, text));
    else
      fields.push(
        line(
          field.name,
          field.label,
          field.kind === 'date' ? `${field.description}: 2020, 2020-06-12, June 2020, 2019/2020` : field.description,
          text,
        ),
      );
    if (field.name === 'issued' && withType)
      fields.push(line('key', key.label, 'What a paper cites the study by; made when empty', textOf(key)));
  }
  return fields;
}

/** `tags` are those of the codebook. */
export function excerptForm(purpose: FormPurpose, title: string, tags: readonly string[], excerpt?: Excerpt): Form {
  const place = excerpt?.locator ? `${excerpt.locator.label} ${excerpt.locator.value}` : '';
  const fields = [
    longText('text', 'Text', 'The passage', excerpt?.text),
    choice('kind', 'Kind', 'Left and right choose', asIs(EXCERPT_KINDS), excerpt?.kind ?? 'quotation'),
    line('section', 'Section', 'Background, Methods, Results …', excerpt?.section),
    line('locator', 'Locator', 'page 12-14, chapter 3, paragraph 7', place),
    longText('comment', 'Comment', 'What you make of it', excerpt?.comment),
    {
      ...line('tags', 'Tags', 'Parted by commas: harm/grooming, evidence/review', excerpt?.tags.join(', ')),
      tags,
    },
  ];
  return { purpose, title, fields, focus: 0, problem: undefined };
}

export function exportForm(
  proposals: ReadonlyMap<string, string>,
  scopes: ReadonlyMap<string, readonly number[]>,
): Form {
  const format = EXPORT_FORMATS.includes('biblatex') ? 'biblatex' : (EXPORT_FORMATS[0] ?? '');
  const options = [...scopes].map(([value, ids]) => ({
    value,
    label: `${value} (${ids.length.toLocaleString('en')})`,
  }));
  return {
    purpose: { kind: 'export', proposals, scopes },
    title: 'Export',
    fields: [
      choice('format', 'Format', 'Left and right choose', asIs(EXPORT_FORMATS), format),
      choice('scope', 'Studies', 'Left and right choose', options, options[0]?.value ?? ''),
      line('output', 'File', 'Where to write; an unchanged file is left alone', proposals.get(format)),
    ],
    focus: 0,
    problem: undefined,
  };
}

/** The form after its type was chosen: that type's fields first, what was written kept. */
export function withType(form: Form, type: string): Form {
  const kept = new Map(form.fields.map((field) => [field.name, field]));
  const fields = studyFields(type, () => '', true).map((field) => kept.get(field.name) ?? field);
  return {
    ...form,
    fields,
    focus: Math.max(
      0,
      fields.findIndex((field) => field.name === 'type'),
    ),
  };
}

/** What is wrong with a field, in words. Empty fields of a new study are fine, a title and a text aside. */
export function problemOf(form: Form, { name, line: { text }, initial }: FormField): string | undefined {
  if (text === initial && form.purpose.kind !== 'new-study') return undefined;
  switch (form.purpose.kind) {
    case 'new-study':
    case 'edit-study': {
      const field = fieldByName(name);
      if (!field || (text.trim() === '' && (name !== 'key' || form.purpose.kind === 'new-study'))) return undefined;
      return fieldProblem(field, text);
    }
    case 'new-excerpt':
    case 'edit-excerpt':
      if (name !== 'locator') return undefined;
      try {
        parseLocator(text);
        return undefined;
      } catch (error) {
        if (error instanceof UserError) return error.message;
        throw error;
      }
    case 'export':
      return name === 'output' && text.trim() === '' ? 'a file is needed' : undefined;
  }
}

export function isDirty(form: Form): boolean {
  return form.purpose.kind !== 'export' && form.fields.some(({ line: { text }, initial }) => text !== initial);
}

/** `title=…` for each field that was changed. */
export function fieldEdits(form: Form): string[] {
  const isNew = form.purpose.kind === 'new-study';
  return form.fields
    .filter(({ name, line: { text }, initial }) => (isNew ? text.trim() !== '' || name === 'type' : text !== initial))
    .map(({ name, line: { text } }) => `${name}=${text}`);
}

export function textOf(form: Form, name: string): string {
  return form.fields.find((field) => field.name === name)?.line.text ?? '';
}

/** The label of what a choice holds. */
export function choiceLabel({ options, line: { text }, name }: FormField): string {
  return options?.find(({ value }) => value === text)?.label ?? (name === 'type' ? typeLabel(text) : text);
}
