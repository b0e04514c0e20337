import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const UPDATE = process.env.LECTERN_UPDATE === '1';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-exports-'));
  mkdirSync(join(folder, 'exports'));
  cpSync(join(ROOT, 'library'), join(folder, 'library'), { recursive: true, filter: (name) => !name.includes('.db') });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

for (const name of ['harms-review.bib', 'harms-review.json']) {
  test(`exports/${name} is what Lectern writes from the shipped review (npm run docs mends it)`, () => {
    execFileSync(process.execPath, [join(ROOT, 'dist/lectern.js'), 'export', '-o', `exports/${name}`], { cwd: folder });
    const fresh = readFileSync(join(folder, 'exports', name), 'utf8');
    if (UPDATE) writeFileSync(join(ROOT, 'exports', name), fresh);
    expect(readFileSync(join(ROOT, 'exports', name), 'utf8')).toBe(fresh);
  });
}

test('what is exported as CSL-JSON and imported again is the same library', () => {
  const again = mkdtempSync(join(tmpdir(), 'lectern-again-'));
  const run = (...args: string[]) =>
    execFileSync(process.execPath, [join(ROOT, 'dist/lectern.js'), '--library', join(again, 'lectern.db'), ...args], {
      encoding: 'utf8',
    });
  run('import', join(ROOT, 'exports/harms-review.json'));
  expect(run('export', '--format', 'csl-json')).toBe(readFileSync(join(ROOT, 'exports/harms-review.json'), 'utf8'));
  rmSync(again, { recursive: true, force: true });
});
