import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FIXTURES = `${ROOT}tests/fixtures/fidelity`;

test('every field of untidy files of every format survives, or its loss is told', { timeout: 120_000 }, () => {
  const files = readdirSync(FIXTURES).map((name) => `${FIXTURES}/${name}`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tests/bench/run.mjs', 'fidelity', ...files], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stdout + stderr).toMatch(/^in all .* 0$/m);
  expect(status).toBe(0);
});
