import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { detectFormat } from '../../src/formats/formats.ts';
import { BY_WORDS, FOREIGN_PARSERS, type ForeignEntry, type ForeignField, SURROUNDINGS } from './foreign-parsers.ts';

/**
 * `npm run bench:fidelity -- FILES OR FOLDERS…`: what of each file is still there after an import into a fresh library and an export
 * in the same format, as parsers see it that are not Lectern's. Formats that are only read are compared with what
 * the library keeps of them. Macros, preambles, comments and groups count as fields of the file. Ends with 1 when a field
 * is lost or altered and no diagnostic names it, by its name or its line.
 */

const LECTERN = 'dist/lectern.js';
/** Formats by the endings of files that leave no doubt; only the others are detected as Lectern does. */
const FORMAT_OF: Readonly<Record<string, string>> = {
  '.bib': 'bibtex',
  '.ris': 'ris',
  '.nbib': 'nbib',
  '.enw': 'enw',
  '.xml': 'endnote-xml',
  '.json': 'csl-json',
  '.ciw': 'wos',
  '.csv': 'csv',
  '.tsv': 'tsv',
};
/** Their sources are compared with what the library keeps of them. */
const KEPT = new Set(['nbib', 'enw', 'wos', 'cochrane', 'ovid']);

interface Diagnostic {
  message: string;
  key?: string;
  line?: number;
}

interface Tally {
  entriesIn: number;
  entriesOut: number;
  fieldsIn: number;
  fieldsOut: number;
  lost: number;
  altered: number;
  diagnostics: number;
  silent: string[];
}

function lectern(library: string, ...args: string[]): { stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [LECTERN, '--library', library, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`lectern ${args.join(' ')} ended with ${status}\n${stderr}`);
  return { stdout, stderr };
}

/** UTF-8, UTF-16 with a byte-order mark, else windows-1252 for the lines that are not UTF-8: without Lectern's own decoder. */
function independentText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const lines = bytes.toString('latin1').split(/(?<=\n)/);
  return lines
    .map((line) => {
      const own = Buffer.from(line, 'latin1');
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(own);
      } catch {
        return new TextDecoder('windows-1252').decode(own);
      }
    })
    .join('');
}

function measure(file: string, folder: string): Tally {
  const library = join(folder, 'lectern.db');
  const text = independentText(readFileSync(file));
  const format = FORMAT_OF[extname(file).toLowerCase()] ?? detectFormat(text.slice(0, 65_536), file)?.name ?? '';
  const parse = FOREIGN_PARSERS[format];
  if (!parse) throw new Error(`${file}: no foreign parser for "${format}"`);
  const report = JSON.parse(lectern(library, 'import', file, '--json').stdout) as { diagnostics: Diagnostic[] };
  const json = join(folder, 'kept.json');
  lectern(library, 'export', '--format', 'csl-json', '-o', json);
  const kept = JSON.parse(readFileSync(json, 'utf8')) as KeptItem[];
  let after: ForeignEntry[];
  const said = [...report.diagnostics];
  if (BY_WORDS.has(format)) return compareWords(parse(text), kept, said);
  if (KEPT.has(format)) after = kept.map((item) => keptEntry(item, format));
  else {
    const dialect =
      format === 'biblatex' || kept.some((item) => item.custom?.lectern?.residue?.bibtex?.dialect === 'biblatex');
    const out = join(folder, 'out');
    const name = format === 'bibtex' && dialect ? 'biblatex' : format;
    const { stderr } = lectern(library, 'export', '--format', name, '-o', out);
    after = parse(readFileSync(out, 'utf8'));
    for (const line of stderr.split('\n').filter(Boolean)) {
      const key = /^(\S+): /.exec(line)?.[1];
      said.push({ message: line, ...(key === undefined ? {} : { key }) });
    }
  }
  return compare(parse(text), after, said, text.split('\n'));
}

interface KeptItem {
  id: string;
  custom?: {
    lectern?: {
      residue?: {
        bibtex?: { dialect?: string };
        [format: string]: { fields?: [string, string][]; dialect?: string } | undefined;
      };
    };
  };
}

function keptEntry(item: KeptItem, format: string): ForeignEntry {
  const fields = item.custom?.lectern?.residue?.[format]?.fields ?? [];
  return {
    key: '',
    from: 0,
    to: 0,
    // The other parser leaves out the styles of EndNote, which Lectern keeps as rich text.
    fields: fields.map(([name, value]) => [
      name,
      (format === 'endnote-xml' ? value.replace(/<\/?(?:b|i|sup|sub)>/g, '') : value).replace(/\s+/g, ' ').trim(),
    ]),
  };
}

/**
 * For each record the item that has most of its words, and which words of a field that item lacks. Numbers count by their value,
 * identifiers by their letters and digits.
 */
function compareWords(before: readonly ForeignEntry[], kept: readonly KeptItem[], said: readonly Diagnostic[]): Tally {
  const wordsOf = (text: string) =>
    (text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []).map((word) => word.replace(/^0+(?=\d)/, ''));
  const squeezed = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const items = kept.map((item) => {
    const text = textsIn(item).join('\n');
    return { words: new Set(wordsOf(text)), squeezed: squeezed(text) };
  });
  const tally: Tally = {
    entriesIn: before.length,
    entriesOut: kept.length,
    fieldsIn: sum(before.map(({ fields }) => fields.length)),
    fieldsOut: 0,
    lost: 0,
    altered: 0,
    diagnostics: said.length,
    silent: [],
  };
  for (const entry of before) {
    const fields = entry.fields.map(([name, value]) => ({ name, value, words: wordsOf(value.replace(NO_WORDS, ' ')) }));
    const all = fields.flatMap(({ words }) => words);
    const scores = items.map((item) => all.filter((word) => item.words.has(word)).length);
    const item = items[scores.indexOf(Math.max(0, ...scores))];
    for (const { name, value, words } of fields) {
      const missing = words.filter((word) => !item?.words.has(word) && !item?.squeezed.includes(squeezed(word)));
      if (missing.length === 0) tally.fieldsOut += 1;
      else if (missing.length === words.length) tally.lost += 1;
      else tally.altered += 1;
      const isSaid = said.some(({ message, line }) => names(message, name) || line === entry.from);
      if (missing.length > 0 && !isSaid)
        tally.silent.push(`line ${entry.from}: ${name}: ${value.slice(0, 200)} -> without ${missing.join(', ')}`);
    }
  }
  return tally;
}

/** What a CSL item says in other words: the resolver of DOIs, the "and" of a list, names of types. */
const NO_WORDS = /https?:\/\/(?:dx\.)?doi\.org\/| and |^(?:journalArticle|Journal Article|Article|JOUR)$/g;

/** Every text and number in a JSON value. */
function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap(textsIn);
}

function compare(
  before: readonly ForeignEntry[],
  after: readonly ForeignEntry[],
  diagnostics: readonly Diagnostic[],
  lines: readonly string[],
): Tally {
  const isRecord = ({ key }: ForeignEntry) => key !== SURROUNDINGS;
  const tally: Tally = {
    entriesIn: before.filter(isRecord).length,
    entriesOut: after.filter(isRecord).length,
    fieldsIn: sum(before.map(({ fields }) => fields.length)),
    fieldsOut: sum(after.map(({ fields }) => fields.length)),
    lost: 0,
    altered: 0,
    diagnostics: diagnostics.length,
    silent: [],
  };
  for (const [entry, other] of pairs(before, after)) {
    const own = diagnostics.filter(
      ({ key, line }) =>
        (key !== undefined && (key === entry.key || key === other?.key)) ||
        (line !== undefined && entry.from > 0 && line >= entry.from && line <= entry.to) ||
        (key === undefined && !isRecord(entry)),
    );
    const isSaid = (name: string) =>
      own.some(({ message, line }) => !other || names(message, name) || names(lines[(line ?? 0) - 1] ?? '', name));
    for (const [name, value, now] of fieldPairs(entry.fields, other?.fields ?? [])) {
      if (now === value) continue;
      if (now === undefined) tally.lost += 1;
      else tally.altered += 1;
      if (!isSaid(name))
        tally.silent.push(
          `${entry.key || `line ${entry.from}`}: ${name}: ${value.slice(0, 300)} -> ${now?.slice(0, 300) ?? 'lost'}`,
        );
    }
  }
  return tally;
}

/** Whether a text has the name of a field in it as a word. */
function names(text: string, field: string): boolean {
  const name = field.replace(/^@/, '').replace(/[^\w]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'i').test(text);
}

/** Each entry with the one it has become: the same key, or else the one that agrees with it most. */
function pairs(
  before: readonly ForeignEntry[],
  after: readonly ForeignEntry[],
): [ForeignEntry, ForeignEntry | undefined][] {
  const free = new Set(after);
  const byKey = new Map<string, ForeignEntry[]>();
  for (const entry of after) byKey.set(entry.key, [...(byKey.get(entry.key) ?? []), entry]);
  const taken = new Map<ForeignEntry, ForeignEntry>();
  for (const entry of before) {
    const same = entry.key === '' ? undefined : byKey.get(entry.key)?.find((other) => free.has(other));
    if (same) {
      taken.set(entry, same);
      free.delete(same);
    }
  }
  const byField = new Map<string, ForeignEntry[]>();
  for (const entry of free) {
    for (const field of entry.fields) {
      const list = byField.get(field.join('\0')) ?? [];
      list.push(entry);
      byField.set(field.join('\0'), list);
    }
  }
  for (const entry of before) {
    if (taken.has(entry)) continue;
    const votes = new Map<ForeignEntry, number>();
    for (const field of entry.fields) {
      for (const other of byField.get(field.join('\0')) ?? [])
        if (free.has(other)) votes.set(other, (votes.get(other) ?? 0) + 1);
    }
    const best = [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
    if (!best) continue;
    taken.set(entry, best);
    free.delete(best);
  }
  return before.map((entry) => [entry, taken.get(entry)]);
}

/** Each field with its value afterwards: an equal one of the same name, or else the next of that name. */
function fieldPairs(
  before: readonly ForeignField[],
  after: readonly ForeignField[],
): [string, string, string | undefined][] {
  const left = [...after];
  const take = (fits: (field: ForeignField) => boolean): string | undefined => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0]?.[1];
  };
  const equal = before.map(([name, value]) => take((field) => field[0] === name && field[1] === value));
  return before.map(([name, value], at) => [name, value, equal[at] ?? take((field) => field[0] === name)]);
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

const COLUMNS = ['entriesIn', 'entriesOut', 'fieldsIn', 'fieldsOut', 'lost', 'altered', 'diagnostics'] as const;
const HEADS = ['entries', 'out', 'fields', 'out', 'lost', 'altered', 'said', 'silent'];

function row(name: string, cells: readonly (string | number)[]): string {
  return `${name.slice(-44).padEnd(44)}${cells.map((cell) => String(cell).padStart(9)).join('')}\n`;
}

/** The files themselves, and those in folders, at any depth. */
const files = process.argv.slice(2).flatMap((named) =>
  statSync(named).isDirectory()
    ? readdirSync(named, { recursive: true, encoding: 'utf8' })
        .map((name) => join(named, name))
        .filter((path) => statSync(path).isFile() && !path.endsWith('.md'))
        .sort()
    : [named],
);
if (files.length === 0) {
  process.stderr.write('usage: npm run bench:fidelity -- FILES OR FOLDERS\n');
  process.exit(2);
}
process.stdout.write(row('', HEADS));
const tallies: Tally[] = [];
for (const file of files) {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-fidelity-'));
  try {
    const tally = measure(file, folder);
    tallies.push(tally);
    process.stdout.write(row(basename(file), [...COLUMNS.map((column) => tally[column]), tally.silent.length]));
    for (const line of tally.silent.slice(0, 20)) process.stdout.write(`    ${line}\n`);
  } catch (error) {
    process.exitCode = 1;
    process.stdout.write(`${basename(file)}: ${error instanceof Error ? error.message : error}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const silent = sum(tallies.map((tally) => tally.silent.length));
process.stdout.write(row('in all', [...COLUMNS.map((column) => sum(tallies.map((tally) => tally[column]))), silent]));
if (silent > 0) process.exitCode = 1;
