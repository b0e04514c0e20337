import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateBib } from './generate-bib.ts';

/**
 * Import and export of a large .bib through the built program, each in a process of its own, against citation-js
 * alone on the same data. Times of processes are from start to end, loading of the program included.
 */

const ENTRIES = 10_000;
const RUNS = 3;
const MOST_IMPORT = 2;
const MOST_EXPORT = 1.5;
const MOST_MEMORY_MB = 600;
const LECTERN = 'dist/lectern.js';

interface Measured {
  seconds: number;
  /** Time of the processor, all threads together: what else the machine does hardly changes it. */
  cpu: number;
  megabytes: number;
}

// Says at the end how much memory and processor time the process took.
const REPORT = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    process.stderr.write('\\npeak-kB ' + maxRSS + ' cpu-us ' + (userCPUTime + systemCPUTime) + '\\n');
  });`,
)}`;

function run(args: readonly string[]): Measured {
  const started = performance.now();
  const { status, stderr, stdout, error } = spawnSync(process.execPath, ['--import', REPORT, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0)
    throw new Error(
      `${args.join(' ').slice(0, 200)} ended with ${status} ${error ?? ''}\n${stderr}${stdout.slice(0, 2000)}`,
    );
  return {
    seconds,
    cpu: Number(/cpu-us (\d+)/.exec(stderr)?.[1] ?? 0) / 1e6,
    megabytes: Number(/peak-kB (\d+)/.exec(stderr)?.[1] ?? 0) / 1024,
  };
}

/** The fastest of some runs of each, taken in turns: what else the machine does only ever makes them slower. */
function best(...measures: (() => Measured)[]): Measured[] {
  const rounds = Array.from({ length: RUNS }, () => measures.map((measure) => measure()));
  return measures.map((_, at) => rounds.map((round) => round[at]!).reduce((a, b) => (b.seconds < a.seconds ? b : a)));
}

const citationJs = (body: string) => ['--input-type=module', '-e', body];
const parseAlone = (file: string) => `
  import { readFileSync } from 'node:fs';
  import { plugins } from '@citation-js/core';
  import '@citation-js/plugin-bibtex';
  const text = readFileSync(${JSON.stringify(file)}, 'utf8');
  plugins.input.chain(text, { generateGraph: false });
`;
const writeAlone = (json: string, format: string, out: string) => `
  import { readFileSync, writeFileSync } from 'node:fs';
  import { plugins } from '@citation-js/core';
  import '@citation-js/plugin-bibtex';
  import '@citation-js/plugin-csl';
  const data = JSON.parse(readFileSync(${JSON.stringify(json)}, 'utf8'));
  const text = plugins.output.format('${format === 'csl-json' ? 'data' : format}', data);
  writeFileSync(${JSON.stringify(out)}, text);
`;

let isMet = true;
function compare(what: string, most: number, [ours, theirs]: Measured[]): void {
  if (!ours || !theirs) return;
  const ratio = ours.seconds / theirs.seconds;
  const cells = (m: Measured) =>
    `${m.seconds.toFixed(2).padStart(6)} s ${m.cpu.toFixed(2).padStart(6)} s cpu ${Math.round(m.megabytes).toString().padStart(4)} MB`;
  process.stdout.write(
    `${what.padEnd(16)} ${cells(ours)}   citation-js ${cells(theirs)}   ratio ${ratio.toFixed(2)}, cpu ${(ours.cpu / theirs.cpu).toFixed(2)} (goal ${most})${ratio <= most ? '' : '  MISSED'}\n`,
  );
  isMet &&= ratio <= most;
}

const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
try {
  const file = join(folder, 'large.bib');
  writeFileSync(file, generateBib(ENTRIES));
  const megabytes = (statSync(file).size / 1e6).toFixed(1);
  process.stdout.write(
    `${ENTRIES.toLocaleString('en')} entries, ${megabytes} MB of BibTeX; the best of ${RUNS} runs\n`,
  );
  const library = join(folder, 'lectern.db');
  const imports = best(
    () => {
      for (const end of ['', '-wal', '-shm']) rmSync(library + end, { force: true });
      return run([LECTERN, '--library', library, 'import', file]);
    },
    () => run(citationJs(parseAlone(file))),
  );
  compare('import', MOST_IMPORT, imports);
  const json = join(folder, 'items.json');
  run([LECTERN, '--library', library, 'export', '--format', 'csl-json', '-o', json]);
  for (const format of ['bibtex', 'biblatex', 'csl-json']) {
    const out = join(folder, `ours.${format}`);
    const exports = best(
      () => {
        rmSync(out, { force: true });
        return run([LECTERN, '--library', library, 'export', '--format', format, '-o', out]);
      },
      () => run(citationJs(writeAlone(json, format, `${out}.theirs`))),
    );
    compare(`export ${format}`, MOST_EXPORT, exports);
  }
  if ((imports[0]?.megabytes ?? 0) > MOST_MEMORY_MB) {
    isMet = false;
    process.stdout.write(`memory of the import: goal ${MOST_MEMORY_MB} MB  MISSED\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (!isMet) process.exitCode = 1;
