import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseQuery } from '../../src/domain/query/query.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { searchIds } from '../../src/store/search.ts';
import { libraryOf } from './generate-library.ts';
import { type Answer, WatchedProgram } from './watched-program.ts';

/**
 * The built program on libraries of several sizes in a real pseudo-terminal: start, keys, typing, a burst, queries, memory,
 * bytes, size. `npm run bench -- library 1000 100000` measures those sizes only.
 */

const LECTERN = resolve('dist/lectern.js');
const STARTS = 9;
const RUNS = 2;
const MOVES = 50;
const TYPED = ['anxiety', 'author:web', 'tag:method sleep', 'peer se', 'kato 20'];
const SCREENS = [
  { cols: 80, rows: 24 },
  { cols: 120, rows: 40 },
] as const;
/** A query of ours, and the bare FTS5 statement that finds the same studies in the same order. */
const QUERIES: readonly [query: string, match: string][] = [
  ['a', '"a" *'],
  ['anx', '"anx" *'],
  ['anxiety', '"anxiety" *'],
  ['anxiety sleep', '"anxiety" * AND "sleep" *'],
  ['"social media"', '"social media"'],
  ['author:weber', 'author : "weber" *'],
  ['title:adolescents', 'title : "adolescents" *'],
  ['peers OR parents OR teachers', '"peers" * OR "parents" * OR "teachers" *'],
  ['abstract:(mood grief)', 'abstract : "mood" * AND abstract : "grief" *'],
  ['anxiety -sleep', '"anxiety" * NOT "sleep" *'],
];
const RANK = 'bm25(study_fts, 10, 6, 2, 1, 3, 2, 1.5, 3, 1.5, 1)';

type Row = [name: string, ...values: string[]];

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0);
const chosen = sizes.length > 0 ? sizes : [1000, 10_000, 100_000];
const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-run-'));

try {
  const columns: Map<string, string>[] = [];
  for (const size of chosen) columns.push(await measure(size));
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  print([
    ['', ...chosen.map((n) => `${n.toLocaleString('en')} studies`)],
    ...names.map((name): Row => [name, ...columns.map((column) => column.get(name) ?? '')]),
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(size: number): Promise<Map<string, string>> {
  const out = new Map<string, string>();
  const library = libraryOf(size);
  // The measurement writes: settings, and what SQLite keeps beside the file.
  const workspace = join(folder, String(size));
  for (const name of ['library', 'exports']) mkdirSync(join(workspace, name), { recursive: true });
  cpSync(library.file, join(workspace, 'library', 'lectern.db'));
  out.set('file, MB', (library.bytes / 1e6).toFixed(0));
  await start(workspace, out);
  for (const { cols, rows } of SCREENS) await keys(workspace, cols, rows, size, out);
  queries(join(workspace, 'library', 'lectern.db'), out);
  rmSync(workspace, { recursive: true });
  return out;
}

/** In turns, so that what else the machine does meets both. */
async function start(workspace: string, out: Map<string, string>): Promise<void> {
  const empty = join('node_modules/.cache/lectern-bench', 'empty');
  spawnSync(process.execPath, ['build.mjs', empty, 'tests/bench/empty.tsx'], { stdio: 'inherit' });
  const times: { ours: number[]; empty: number[] } = { ours: [], empty: [] };
  for (let run = 0; run < STARTS; run += 1) {
    times.empty.push(await startOf(resolve(empty, 'empty.js'), workspace, 'empty program'));
    times.ours.push(await startOf(LECTERN, workspace, ' 1 of '));
  }
  const [ours, theirs] = [quantile(times.ours, 0.5), quantile(times.empty, 0.5)];
  out.set('first frame, ms', `${ours.toFixed(0)} (empty Ink ${theirs.toFixed(0)})`);
  const ratios = times.ours.map((time, at) => time / (times.empty[at] ?? time));
  out.set('first frame / empty Ink', `${(ours / theirs).toFixed(2)} (pairs ${quantile(ratios, 0.5).toFixed(2)})`);
}

async function startOf(file: string, cwd: string, text: string): Promise<number> {
  const program = new WatchedProgram(file, cwd, 120, 40);
  const time = await program.startedWith(text);
  await program.close();
  return time;
}

/** Each number is the best of some runs: what else the machine does makes single runs worse, and never better. */
async function keys(workspace: string, cols: number, rows: number, size: number, out: Map<string, string>) {
  const name = `${cols}×${rows}`;
  const runs: KeyRun[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await keyRun(workspace, cols, rows, size));
  const best = (of: (run: KeyRun) => number[], share: number) =>
    Math.min(...runs.map((run) => quantile(of(run), share))).toFixed(1);
  const both = (of: (run: KeyRun) => number[]) => `${best(of, 0.5)} / ${best(of, 0.95)}`;
  out.set(
    `j/k to frame ${name}, p50 / p95 ms`,
    both((run) => run.moves.map(({ firstMs }) => firstMs)),
  );
  out.set(
    `typed character to frame ${name}, p50 / p95 ms`,
    both((run) => run.typed.map(({ firstMs }) => firstMs)),
  );
  out.set(
    `typed character to last frame ${name}, p50 / p95 ms`,
    both((run) => run.typed.map(({ lastMs }) => lastMs)),
  );
  out.set(
    `processor a move ${name}, ms`,
    best((run) => [run.processorMs], 0.5),
  );
  out.set(
    `bytes a move / a character ${name}`,
    `${Math.round(quantile(runs[0]?.moves.map(({ bytes }) => bytes) ?? [], 0.5))} / ${Math.round(quantile(runs[0]?.typed.map(({ bytes }) => bytes) ?? [], 0.5))}`,
  );
  out.set(`burst of 500 keys ${name}`, runs.every(({ burst }) => burst) ? 'none lost' : 'LOST');
  out.set(
    `memory ${name}, MB`,
    best((run) => [run.memory / 1e6], 0.5),
  );
}

interface KeyRun {
  moves: Answer[];
  typed: Answer[];
  processorMs: number;
  burst: boolean;
  memory: number;
}

async function keyRun(workspace: string, cols: number, rows: number, size: number): Promise<KeyRun> {
  const program = new WatchedProgram(LECTERN, workspace, cols, rows);
  await program.startedWith(' 1 of ');
  await program.still(1000);
  // The tags are being counted.
  await program.idle();
  // First so that the code is warm, as it is in use.
  for (let at = 0; at < 15; at += 1) await program.press('j');
  const before = program.processorMs;
  const moves: Answer[] = [];
  for (let at = 0; at < MOVES; at += 1) moves.push(await program.press(at % 3 === 2 ? 'k' : 'j', 90));
  const processorMs = (program.processorMs - before) / MOVES;
  const typed: Answer[] = [];
  for (const text of TYPED) {
    await program.press('/');
    for (const character of text) typed.push(await program.press(character, 120));
    await program.press('\x1b', 200);
  }
  const whole = await burst(program, size);
  const { memory } = program;
  await program.close();
  return { moves, typed, processorMs, burst: whole, memory };
}

/** 300 down, 199 up and one down, as fast as the terminal takes them: the cursor must end on row 103. */
async function burst(program: WatchedProgram, size: number): Promise<boolean> {
  await program.press('g', 300);
  await program.press(`${'j'.repeat(300)}${'k'.repeat(199)}j`, 400);
  // The row before it, and back: the status is written anew.
  await program.press('k', 200);
  await program.press('j', 200);
  const status = `${(103).toLocaleString('en')} of ${size.toLocaleString('en')}`;
  return program.text.includes(status);
}

function queries(file: string, out: Map<string, string>): void {
  const library = openLibrary(file);
  const ratios: number[] = [];
  for (const [text, match] of QUERIES) {
    const bare = library.db
      .prepare(`select rowid from study_fts where study_fts match ? order by ${RANK}, rowid desc`)
      .pluck();
    const runs = { ours: [] as number[], bare: [] as number[] };
    for (let run = 0; run < 5; run += 1) {
      runs.ours.push(timed(() => searchIds(library, parseQuery(text), { order: 'ranked' })));
      runs.bare.push(timed(() => bare.all(match)));
    }
    const [ours, theirs] = [Math.min(...runs.ours), Math.min(...runs.bare)];
    ratios.push(ours / theirs);
    out.set(`query ${text}, ms`, `${ours.toFixed(1)} (bare ${theirs.toFixed(1)}, ratio ${(ours / theirs).toFixed(2)})`);
  }
  out.set(
    'queries / bare FTS5, median and most',
    `${quantile(ratios, 0.5).toFixed(2)} / ${Math.max(...ratios).toFixed(2)}`,
  );
  library.close();
}

function timed(work: () => unknown): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function print(rows: readonly Row[]): void {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length))) ?? [];
  const line = (row: Row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |\n`;
  const [head, ...body] = rows;
  if (!head) return;
  process.stdout.write(
    `${line(head)}|${widths.map((wide) => '-'.repeat(wide + 2)).join('|')}|\n${body.map(line).join('')}`,
  );
}
