import type { Diagnostic } from '../domain/diagnostic.ts';
import { countOf, studiesCount } from '../domain/text/counts.ts';
import type { Added, Known } from './add-drafts.ts';
import type { Outcome } from './define-command.ts';

/** What became of the drafts of one file. */
export interface FileResult extends Added {
  source: string;
}

interface Tally {
  added: Added['added'];
  gained: Known[];
  /** Nothing of the draft is new. */
  complete: Known[];
  skipped: Known[];
  trashed: Known[];
}

/** So many keys stand in a sentence, and so many lines in a report. */
const MOST_KEYS = 5;
const MOST_LINES = 1000;
/** Up to so many studies of which nothing is new get a line of their own. */
const FEW = 20;

/** Says what an import did, or would do: counts in a sentence, a line for each study that has gained something or differs. */
export function importOutcome(read: readonly Diagnostic[], results: readonly FileResult[], dry: boolean): Outcome {
  const tally = tallyOf(results);
  const { added, gained } = tally;
  const diagnostics = [...read, ...results.flatMap((result) => result.diagnostics)];
  const failed = added.length + results.flatMap(({ known }) => known).length === 0;
  const focus = added[0]?.uid ?? gained[0]?.uid;
  return {
    ...(failed ? {} : { message: sentence(tally, dry) }),
    data: { dryRun: dry, ...dataOf(tally), diagnostics },
    diagnostics,
    report: report(tally, results, dry),
    failed,
    ...(focus !== undefined && !dry ? { focus } : {}),
  };
}

/** As the history names the step. */
export function importSummary(results: readonly FileResult[]): string {
  const { added, gained } = tallyOf(results);
  const joined = distinct(gained).length;
  const names = [...new Set(results.map(({ source }) => source))].join(', ');
  const what = [
    ...(added.length > 0 || joined === 0 ? [`import ${studiesCount(added.length)}`] : []),
    ...(joined > 0 ? [`add to ${studiesCount(joined)}`] : []),
  ];
  return `${what.join(', ')} from ${names}`;
}

function tallyOf(results: readonly FileResult[]): Tally {
  const known = results.flatMap((result) => result.known);
  const joined = known.filter(({ fate }) => fate === 'joined');
  return {
    added: results.flatMap((result) => result.added),
    gained: joined.filter(({ gains }) => gains.length > 0),
    complete: joined.filter(({ gains }) => gains.length === 0),
    skipped: known.filter(({ fate }) => fate === 'skipped'),
    trashed: known.filter(({ fate }) => fate === 'trashed'),
  };
}

function sentence({ added, gained, complete, skipped, trashed }: Tally, dry: boolean): string {
  const joined = distinct(gained);
  const parts = [`${dry ? 'Would import' : 'Imported'} ${studiesCount(added.length)}${keysIn(added)}`];
  if (joined.length > 0)
    parts.push(`${dry ? 'would add' : 'added'} to ${studiesCount(joined.length)}${keysIn(joined)}`);
  if (complete.length > 0) parts.push(`${complete.length.toLocaleString('en')} already here in full`);
  if (skipped.length > 0) parts.push(`${skipped.length.toLocaleString('en')} skipped, already in the library`);
  if (trashed.length > 0) parts.push(`${trashed.length.toLocaleString('en')} in the trash`);
  return `${parts.join('; ')}.`;
}

/** ": smith2010, weber1919"; nothing for none or many. */
function keysIn(studies: readonly { key: string }[]): string {
  if (studies.length === 0 || studies.length > MOST_KEYS) return '';
  return `: ${studies.map(({ key }) => key).join(', ')}`;
}

/** A study can be in the files more than once. */
function distinct(known: readonly Known[]): Known[] {
  return [...new Map(known.map((one) => [one.uid, one])).values()];
}

function dataOf({ added, gained, complete, skipped, trashed }: Tally) {
  const named = ({ key, because }: Known) => ({ key, because });
  return {
    added: added.map(({ key, uid }) => ({ key, uid })),
    joined: gained.map(({ key, uid, because, gains, differences }) => ({
      key,
      uid,
      because,
      gained: gains,
      ...(differences.length > 0 ? { differing: differences } : {}),
    })),
    complete: complete.map((one) => ({
      ...named(one),
      ...(one.differences.length > 0 ? { differing: one.differences } : {}),
    })),
    skipped: skipped.map(named),
    inTrash: trashed.map(named),
  };
}

function report({ complete }: Tally, results: readonly FileResult[], dry: boolean): Diagnostic[] {
  const isToldOf = ({ fate, gains, differences }: Known) =>
    fate !== 'joined' || gains.length + differences.length > 0 || complete.length <= FEW;
  const lines = results.flatMap(({ source, known }) =>
    known.filter(isToldOf).map((one): Diagnostic => {
      const place = one.line === undefined ? { source } : { source, line: one.line };
      return { severity: 'info', ...place, key: one.key, message: fateOf(one, dry) };
    }),
  );
  if (lines.length <= MOST_LINES) return lines;
  const more = countOf(lines.length - MOST_LINES, 'more study', 'more studies');
  return [...lines.slice(0, MOST_LINES), { severity: 'info', message: `and ${more}; --json tells all of them` }];
}

/** "added abstract, tag db/wos; stays as it is: pages (…); same DOI as ch2 in the file". */
function fateOf({ fate, key, because, as, gains, differences }: Known, dry: boolean): string {
  const parts: string[] = [];
  if (fate === 'skipped') parts.push('skipped: already in the library');
  else if (fate === 'trashed') parts.push(`in the trash, and stays as it is; "lectern restore ${key}" brings it back`);
  else if (gains.length > 0) parts.push(`${dry ? 'would add' : 'added'} ${gains.join(', ')}`);
  else parts.push(differences.length > 0 ? 'nothing new' : 'already here in full');
  if (differences.length > 0) parts.push(`stays as it is: ${differences.join(', ')}`);
  parts.push(as === undefined ? because : `${because} as ${as} in the file`);
  return parts.join('; ');
}
