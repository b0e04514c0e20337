import { citationKeyProblem } from '../../domain/citation-key.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { StudyDraft } from '../../domain/study.ts';
import { shortened } from '../../domain/text/shortened.ts';
import { boundProblem } from '../bounds.ts';
import type { ReadContext, ReadResult } from '../format.ts';
import { agreedStatus, readNote } from '../screening/notes.ts';
import { attachedFiles } from './attachments/attachments.ts';
import { nameListProblem, oddSuffix } from './field-values/name-lists.ts';
import { isJoinable, isNameField, joinRepeated } from './field-values/repeated.ts';
import { type LatexTables, loadLatexTables } from './latex/tables.ts';
import { latexToText } from './latex/to-text.ts';
import { entryToCsl, type Fields } from './mapping/entry-to-csl.ts';
import { isKnownEntryType } from './model/entry-types.ts';
import type { Dialect } from './model/fields.ts';
import { Inheritance } from './source/inherit.ts';
import { asJson } from './source/residue.ts';
import { type Place, type ReadEntry, SourceFile } from './source/source-file.ts';
import { dialectOf } from './syntax/dialect.ts';
import { keyWithoutLatex } from './syntax/entry-key.ts';
import { LineCounter, withLineFeeds } from './syntax/lines.ts';
import { Macros } from './syntax/macros.ts';
import { type Block, splitBibtex } from './syntax/split.ts';

const BREATH = 100;

/** Entries that hold data for others and are no studies; they stay in the text before the next entry. */
const CONTAINERS = new Set(['xdata', 'set']);

/**
 * Reads BibTeX and BibLaTeX alike: what is a list in one of them only goes by `dialect`, or else by that of the text. Every
 * entry comes in; what was wrong with it is a diagnostic. Never throws for bad content.
 */
export async function readBibtex(text: string, context: ReadContext, dialect?: Dialect): Promise<ReadResult> {
  const reader = new Reader(text, context, await loadLatexTables());
  return reader.read(context, dialect);
}

class Reader {
  private readonly text: string;
  private readonly source: string;
  private readonly file: SourceFile;
  private readonly tables: LatexTables;
  private readonly macros: Macros;
  private readonly diagnostics: Diagnostic[] = [];
  private readonly lines: LineCounter;
  private readonly keys = new Set<string>();
  private readonly foldedKeys = new Set<string>();
  private readonly byKey = new Map<string, ReadEntry>();
  private readonly inheritance = new Inheritance(this.byKey);

  constructor(text: string, { source, encoding = 'utf-8' }: ReadContext, tables: LatexTables) {
    this.text = text;
    this.source = source;
    this.file = new SourceFile(text, encoding);
    this.tables = tables;
    this.macros = new Macros(tables.macros);
    this.lines = new LineCounter(text);
  }

  async read(context: ReadContext, told?: Dialect): Promise<ReadResult> {
    const blocks = splitBibtex(this.text);
    const entries: ReadEntry[] = [];
    for (const block of blocks) {
      if (block.kind === 'string') this.defineMacros(block);
      if (block.kind !== 'entry') this.report(block, '');
      else if (!this.isTooLong(block)) entries.push(this.entry(block));
      if (entries.length % BREATH === 0) await context.onProgress?.((block.end / this.text.length) * 0.3);
    }
    this.tellLikeEntries(blocks);
    const dialect = told ?? dialectOf(blocks);
    const studies: StudyDraft[] = [];
    let end = 0;
    const own = entries.filter((entry) => !CONTAINERS.has(entry.entryType));
    for (const [index, entry] of own.entries()) {
      const isLast = index === own.length - 1;
      studies.push(
        this.draft(entry, { dialect, at: index, before: this.file.between(end, entry.block.start), isLast }),
      );
      end = entry.block.end;
      if (index % BREATH === 0) await context.onProgress?.(0.3 + (index / own.length) * 0.7);
    }
    if (own.length === 0 && !this.file.hasLeftOut) this.tellNothingIsKept(blocks);
    else for (const entry of entries) if (CONTAINERS.has(entry.entryType)) this.tellContainer(entry.block);
    this.diagnostics.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return { studies, diagnostics: this.diagnostics };
  }

  /** Text between the entries that somebody may take for one. */
  private tellLikeEntries(blocks: readonly Block[]): void {
    const ends = [0, ...blocks.map((block) => block.end)];
    for (const [index, from] of ends.entries()) {
      const between = this.text.slice(from, blocks[index]?.start ?? this.text.length);
      for (const match of between.matchAll(LIKE_ENTRY)) {
        const at = from + match.index + (match[1]?.length ?? 0);
        this.say('warning', at, '', `"${match[2]}" does not begin an entry; the text is kept as it is`);
      }
    }
  }

  private isTooLong(block: Block): boolean {
    const message = boundProblem(block.fields.map(({ name, from, to }) => [name, to - from]));
    if (message === undefined) return false;
    this.say('error', block.start, block.key.slice(0, 200), message);
    this.file.leaveOut(block);
    return true;
  }

  private tellContainer(block: Block): void {
    this.report(block, block.key);
    this.say('info', block.start, block.key, `an @${block.type} is not a study of its own; it is kept for export`);
  }

  /** What stands around studies is kept with them; a file without one has nothing to keep it with. */
  private tellNothingIsKept(blocks: readonly Block[]): void {
    const counts = new Map<string, number>();
    for (const { type } of blocks)
      counts.set(`@${type.toLowerCase()}`, (counts.get(`@${type.toLowerCase()}`) ?? 0) + 1);
    if (counts.size === 0) return;
    const found = [...counts].map(([type, count]) => `${count} ${type}`).join(', ');
    this.diagnostics.push({
      severity: 'error',
      message: `no study in it, only ${found}; nothing of it is kept`,
      source: this.source,
    });
  }

  private defineMacros(block: Block): void {
    for (const field of block.fields) this.macros.define(field.name, this.text.slice(field.from, field.to));
  }

  private entry(block: Block): ReadEntry {
    const fields: Fields = new Map();
    const usedNames: string[] = [];
    const repeated = new Map<string, string[]>();
    for (const { name, from, to } of block.fields) {
      const { text, used, unknown } = this.macros.expand(withLineFeeds(this.text.slice(from, to)));
      usedNames.push(...used);
      for (const macro of unknown)
        block.problems.push({ at: from, message: `"${macro}" is not defined as an @string in this file` });
      const lower = name.toLowerCase();
      if (!fields.has(lower)) {
        if (text.trim() !== '') fields.set(lower, { text });
        continue;
      }
      const what = isJoinable(lower) ? 'their values are joined' : 'the first counts';
      block.problems.push({ at: from, message: `"${name}" is here twice; ${what}` });
      if (!isJoinable(lower)) continue;
      const values = repeated.get(lower) ?? [fields.get(lower)?.text ?? ''];
      values.push(text);
      repeated.set(lower, values);
    }
    for (const [name, values] of repeated) fields.set(name, { text: joinRepeated(name, values) });
    const entry = { block, entryType: block.type.toLowerCase(), fields, strings: this.stringsOf(usedNames) };
    const key = block.key.toLowerCase();
    if (key !== '' && !this.byKey.has(key)) this.byKey.set(key, entry);
    return entry;
  }

  private stringsOf(used: readonly string[]): { [name: string]: string } {
    return Object.fromEntries([...new Set(used)].map((name) => [name, this.macros.sourceOf(name) ?? '']));
  }

  private draft(entry: ReadEntry, place: Place): StudyDraft {
    const { block, entryType, strings } = entry;
    // Others inherit from the entry as it stands.
    const isLinked = entry.fields.has('crossref') || entry.fields.has('xdata');
    const fields = isLinked ? new Map(entry.fields) : entry.fields;
    const links = this.inheritance.addTo(fields, entryType);
    for (const { key, by } of links.missing) {
      const message =
        by === 'xdata'
          ? `there is no @xdata "${key}" in this file`
          : `the entry "${key}" that it refers to is not in this file`;
      block.problems.push({ at: block.start, message });
    }
    if (!isKnownEntryType(entryType)) {
      block.problems.push({
        at: block.start,
        message: `Lectern does not know the entry type @${block.type}; it is read as a document`,
      });
    }
    const isDouble = this.takeKey(block);
    const own = [...entry.fields].map(([name, { text }]) => [name, text] as const);
    const attachments = attachedFiles(own, (latex) => latexToText(latex, this.tables));
    const plain = keyWithoutLatex(block.key, this.tables);
    if (plain !== undefined)
      block.problems.push({ at: block.start, message: `this citation key has LaTeX in it; it is read as "${plain}"` });
    const key = plain ?? block.key;
    const mapped = entryToCsl({ entryType, key, fields, dialect: place.dialect }, this.tables);
    tellLists(block, fields);
    this.report(block, block.key);
    const status = agreedStatus(readNote(entry.fields.get('note')?.text ?? '').decisions);
    const data = links.data.flatMap((key) => this.byKey.get(key) ?? []);
    const residue = this.file.residueOf({ block, entryType, fields, strings }, mapped, place, { ...links, data });
    if (isDouble || citationKeyProblem(block.key) !== undefined) residue.keyless = true;
    return {
      item: mapped.item,
      tags: [],
      excerpts: [],
      ...(attachments.length === 0 ? {} : { attachments }),
      ...(status === undefined ? {} : { status }),
      residue: { bibtex: asJson(residue) },
      line: this.lines.at(block.start),
    };
  }

  /** @returns whether an entry above has the key of this one. */
  private takeKey({ key, start, problems }: Block): boolean {
    if (key === '') return false;
    const isDouble = this.keys.has(key);
    const folded = key.toLowerCase();
    if (isDouble) problems.push({ at: start, message: 'another entry of this file has the same citation key' });
    else if (this.foldedKeys.has(folded))
      this.say(
        'info',
        start,
        key,
        `another citation key of this file differs from this one only in case; ${CASE_RULE}`,
      );
    this.keys.add(key);
    this.foldedKeys.add(folded);
    return isDouble;
  }

  private report(block: Block, key: string): void {
    for (const { at, message } of block.problems) this.say('warning', at, key, message);
    block.problems = [];
  }

  private say(severity: Diagnostic['severity'], at: number, key: string, message: string): void {
    const diagnostic: Diagnostic = { severity, message, source: this.source, line: this.lines.at(at) };
    if (key !== '') diagnostic.key = key;
    this.diagnostics.push(diagnostic);
  }
}

const CASE_RULE = 'BibTeX takes them for one key, biber does not';

/** Names that are no list as BibTeX knows it. */
function tellLists({ fields, problems }: Block, read: Fields): void {
  for (const { name, from } of fields) {
    const text = isNameField(name) ? read.get(name.toLowerCase())?.text : undefined;
    if (text === undefined) continue;
    const odd = oddSuffix(text);
    const problem =
      nameListProblem(text) ?? (odd && `"${shortened(odd, 80)}" is read as one name, its middle part as a suffix`);
    if (problem) problems.push({ at: from, message: `${name}: ${problem}` });
  }
}

/** A line that begins with `@`, or as an entry would that lacks it. */
const LIKE_ENTRY = /^([ \t\ufeff]*)(@[^\s,{}]{0,40}|[a-z]{3,30}[ \t]{0,9}\{(?=[^\s{}(),"=]{1,200},))/gim;
