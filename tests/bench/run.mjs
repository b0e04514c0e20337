import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// `npm run bench` measures every part, `npm run bench -- library` one of them; what follows "--" in that goes to the part.
const PARTS = ['import', 'library'];
/** Run only when named. */
const ON_DEMAND = ['fidelity'];

const root = fileURLToPath(new URL('../../', import.meta.url));
// Inside node_modules, so that what is built there finds the packages.
const outdir = `${root}node_modules/.cache/lectern-bench`;
const given = process.argv.slice(2);
const named = given.filter((word) => [...PARTS, ...ON_DEMAND].includes(word));
const rest = given.filter((word) => !named.includes(word));
process.chdir(root);
for (const part of named.length > 0 ? named : PARTS) {
  const source = `tests/bench/${part}.ts`;
  if (!existsSync(source)) continue;
  await build({
    entryPoints: [source],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  // A process of its own: memory is measured too.
  const { status } = spawnSync(process.execPath, ['--expose-gc', `${outdir}/${part}.mjs`, ...rest], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
