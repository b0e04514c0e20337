import { isDeepStrictEqual } from 'node:util';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { splitKeywords } from '../../domain/keywords.ts';
import type { CslItem, Study, StudyDraft } from '../../domain/study.ts';
import { studiesCount } from '../../domain/text/counts.ts';
import { oneLine } from '../../domain/text/one-line.ts';
import { shortened } from '../../domain/text/shortened.ts';
import { areFilesOf } from '../attached/written-paths.ts';
import { recordsInBounds } from '../bounds.ts';
import {
  beginsWith,
  type Format,
  type ReadContext,
  type ReadResult,
  type WriteOptions,
  type WriteResult,
} from '../format.ts';
import { decodeEntities } from '../html-entities.ts';
import { leftBehind } from '../left-behind.ts';
import { NameDoubts } from '../names/name-doubts.ts';
import { NO_STATEMENT } from '../omissions.ts';
import { readNote, withStatus } from '../screening/notes.ts';
import { draftOf } from '../tagged/as-ris.ts';
import { borrowedFields } from '../tagged-sources.ts';
import { RIS_VARIABLES, risFields } from './from-csl.ts';
import { recordOf, recordResidue, type TagField, type TagRecord } from './record.ts';
import { splitRis } from './split.ts';
import { FILES, type Reading, risToCsl } from './to-csl.ts';
import { risTypeOf } from './types.ts';

const LINE_END = '\r\n';

/**
 * RIS: the specifications of 2001 and 2011, with the tags of Zotero, EndNote, Scopus, ProQuest, Embase, Ovid and PsycInfo.
 * Every field of the source stays with the study; a field whose variable has not changed is written as it came.
 */
export const risFormat: Format = {
  name: 'ris',
  label: 'RIS',
  extensions: ['.ris'],
  detect: (head) => beginsWith(head, /^\s{0,3}TY {0,3}- {0,3}[A-Za-z]{3,10}\s*$/im),
  read: readRis,
  inPlace: async () => (await import('../in-place/ris.ts')).risInPlace,
  write: writeRis,
};

async function readRis(text: string, context: ReadContext): Promise<ReadResult> {
  const { records: all, diagnostics } = splitRis(text);
  const records = recordsInBounds(all, diagnostics);
  const studies: StudyDraft[] = [];
  const nameDoubts = new NameDoubts();
  for (const [index, record] of records.entries()) {
    if (index % 500 === 499) await context.onProgress?.(index / records.length);
    const reading = risToCsl(record.fields);
    nameDoubts.add(reading.doubts, record.line);
    for (const message of reading.notes) diagnostics.push({ severity: 'warning', message, line: record.line });
    studies.push(draftOf(reading, { ris: recordResidue(record) }, record.line, context.source));
  }
  for (const doubt of nameDoubts.diagnostics()) diagnostics.push(doubt);
  if (all.length === 0) {
    diagnostics.push({
      severity: 'error',
      message: 'no RIS record found: a record starts with a line such as "TY  - JOUR"',
    });
  }
  diagnostics.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { studies, diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, source: context.source })) };
}

async function writeRis(studies: readonly Study[], options: WriteOptions): Promise<WriteResult> {
  const diagnostics: Diagnostic[] = [];
  const records: string[] = [];
  for (const [index, study] of studies.entries()) {
    if (index % 500 === 499) await options.onProgress?.(index / studies.length);
    records.push(writeRecord(study, options, diagnostics));
  }
  const passages = studies.filter(({ excerpts }) => excerpts.length > 0).length;
  if (passages > 0) {
    const message = `RIS has no place for excerpts; those of ${studiesCount(passages)} are left out (CSL-JSON keeps them)`;
    diagnostics.push({ severity: 'info', message });
  }
  for (const left of leftBehind(studies, 'ris', 'RIS')) diagnostics.push(left);
  return { text: records.join(LINE_END), diagnostics };
}

function writeRecord(study: Study, options: WriteOptions, diagnostics: Diagnostic[]): string {
  const source = recordOf(study.residue, 'ris');
  const reading = source && risToCsl(source.fields);
  let fields = reading ? changedFields(study, source, reading) : newFields(study);
  const present = fields.flatMap(([tag, value]) => (tag === 'KW' ? splitKeywords(decodeEntities(value)) : []));
  const known = new Set([...present, ...(reading?.tags ?? [])].map((word) => word.toLowerCase()));
  for (const tag of study.tags) if (!known.has(tag.toLowerCase())) fields.push(['KW', tag]);
  report(study.item, reading?.item, diagnostics);
  const start = fields.findIndex(([tag]) => tag === 'TY');
  if (start > 0) fields.unshift(...fields.splice(start, 1));
  if (!options.verbatim) fields = withShortTags(fields, study.item.id, diagnostics);
  const lines = [...(source?.before ?? []), ...fields.map(([tag, value]) => `${tag}  - ${value}`), 'ER  - '];
  return lines.map((line) => line.replaceAll('\n', LINE_END) + LINE_END).join('');
}

/** The fields of a study that did not come from RIS, with what a kindred format said that has a tag in RIS. */
function newFields({ item, attachments = [], residue }: Study): TagField[] {
  const fields = RIS_VARIABLES.flatMap((name) => risFields(item, name));
  const files = attachments.map(({ path }): TagField => ['L1', oneLine(path)]);
  const borrowed = borrowedFields(residue).map(([tag, value]): TagField => [tag, oneLine(value)]);
  const isThere = new Set([...fields, ...files].map((field) => field.join(' ')));
  return [...fields, ...files, ...borrowed.filter((field) => !isThere.has(field.join(' ')))];
}

/** Other programs than Lectern take a tag of more than two characters for text of the field above. */
function withShortTags(fields: readonly TagField[], key: string, diagnostics: Diagnostic[]): TagField[] {
  const taken = new Set(fields.map(([tag]) => tag));
  return fields.flatMap((field): TagField[] => {
    const [tag, value] = field;
    if (tag.length === 2) return [field];
    const short = SHORT_TAGS[tag]?.find((other) => tag === 'ISSN' || tag === 'ISBN' || !taken.has(other)) ?? 'C2';
    taken.add(short);
    if (value !== '') {
      const message = `"${tag}" is not a tag of RIS; written as ${short}: ${shortened(value, 40)}`;
      diagnostics.push({ severity: 'info', message, key });
    }
    return fields.some(([other, same]) => other === short && same === value) ? [] : [[short, value]];
  });
}

const SHORT_TAGS: { readonly [tag: string]: readonly string[] } = {
  PMID: ['AN', 'C2'],
  PMCID: ['C2'],
  PMC: ['C2'],
  DOI: ['DO', 'M3'],
  ISSN: ['SN'],
  ISBN: ['SN'],
};

/** The fields of the source, those of changed variables replaced where the first of them stood, new variables at the end. */
function changedFields({ item, status, attachments }: Study, source: TagRecord, reading: Reading): TagField[] {
  const { item: before, claims } = reading;
  const names = new Set([...Object.keys(before), ...Object.keys(item)]);
  const changed = new Set([...names].filter((name) => !isDeepStrictEqual(before[name], item[name])));
  // A key that the library made adds nothing to a record with an identifier of its own.
  if (before.id === '' && source.fields.some(([tag, value]) => tag === 'ID' && value !== '')) changed.delete('id');
  // Another type of work uses other tags for the same variables.
  if (changed.has('type')) {
    const type = risTypeOf(item.type).type;
    const anew = risToCsl(source.fields.map(([tag, value]): TagField => [tag, tag === 'TY' ? type : value]));
    const moved = new Set(claims.flatMap((claim, at) => (claim === anew.claims[at] ? [] : [claim, anew.claims[at]])));
    for (const name of names)
      if (moved.has(name) || !isDeepStrictEqual(before[name], anew.item[name])) changed.add(name);
  }
  if (attachments && !areFilesOf(attachments, reading.files)) changed.add(FILES);
  const isRescreened = reading.status !== undefined && reading.status !== status;
  const fields: TagField[] = [];
  const written = new Set<string>();
  const add = (name: string) => {
    const anew =
      name === FILES ? (attachments ?? []).map(({ path }): TagField => ['L1', oneLine(path)]) : risFields(item, name);
    if (!written.has(name)) for (const field of anew) fields.push(field);
    written.add(name);
  };
  for (const [at, field] of source.fields.entries()) {
    const claim = claims[at];
    const [tag, value] = field;
    if (claim !== undefined && changed.has(claim)) {
      add(claim);
      const { rest } = claim === 'annote' && tag === 'N1' ? readNote(value) : { rest: '' };
      if (rest !== '') fields.push([tag, rest]);
    } else fields.push(isRescreened && tag === 'N1' ? [tag, withStatus(value, status)] : field);
  }
  for (const name of [...RIS_VARIABLES, FILES]) if (changed.has(name)) add(name);
  return fields;
}

/** What a record cannot say of its study. */
function report(item: CslItem, before: CslItem | undefined, diagnostics: Diagnostic[]): void {
  const lost = Object.keys(item).filter(
    (name) =>
      !NO_STATEMENT.has(name) &&
      item[name] !== undefined &&
      item[name] !== '' &&
      !(before?.type === item.type && isDeepStrictEqual(before[name], item[name])) &&
      name !== 'id' &&
      risFields(item, name).length === 0,
  );
  if (lost.length > 0) {
    const message = `RIS has no place for ${lost.toSorted().join(', ')} in this type; left out`;
    diagnostics.push({ severity: 'warning', message, key: item.id });
  }
  const { type, exact } = risTypeOf(item.type);
  if (!exact && before?.type !== item.type) {
    const message = `RIS has no type for "${item.type}"; written as ${type}`;
    diagnostics.push({ severity: 'warning', message, key: item.id });
  }
}
