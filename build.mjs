import { chmod, copyFile, readdir, rm, stat } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Each becomes dist/NAME.js; what they share, and what is imported only when needed, becomes chunks beside them. */
const ENTRY_POINTS = {
  lectern: 'src/main.ts',
  worker: 'src/worker.ts',
};

// Ink's development build alone asks for this package.
const withoutDevtools = {
  name: 'without-devtools',
  setup(bundle) {
    bundle.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'react-devtools-core', namespace: 'empty' }));
    bundle.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

process.chdir(fileURLToPath(new URL('.', import.meta.url)));
// `node build.mjs` builds the program; `node build.mjs FOLDER FILE` builds another one, as the tests do.
const [, , outdir = 'dist', file] = process.argv;
const entryPoints = file === undefined ? ENTRY_POINTS : { [parse(file).name]: file };

const { metafile } = await build({
  entryPoints,
  outdir,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // The ES modules of citation-js: what is imported when needed keeps its named exports.
  mainFields: ['module', 'main'],
  external: ['better-sqlite3'],
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
  },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  plugins: [withoutDevtools],
  // CommonJS packages inside call `require` and ask for their file name.
  banner: {
    js: [
      '#!/usr/bin/env node',
      "import { createRequire as requireFrom } from 'node:module';",
      "import { fileURLToPath as pathFrom } from 'node:url';",
      'const require = requireFrom(import.meta.url);',
      'const __filename = pathFrom(import.meta.url);',
    ].join('\n'),
  },
});
for (const name of Object.keys(entryPoints)) await chmod(`${outdir}/${name}.js`, 0o755);
// Editors read the schema of the settings from its own file.
const SCHEMA = 'config-schema.json';
await copyFile(`src/commands/${SCHEMA}`, join(outdir, SCHEMA));
// A program that is running loads its chunks when it needs them: those of an earlier build stay for an hour.
const current = new Set(Object.keys(metafile.outputs).map((name) => basename(name))).add(SCHEMA);
for (const name of await readdir(outdir)) {
  const { mtimeMs } = await stat(join(outdir, name));
  if (!current.has(name) && Date.now() - mtimeMs > 3_600_000) await rm(join(outdir, name), { recursive: true });
}
