import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { targetAt } from '../../src/commands/export-file/target.ts';
import { writeTarget } from '../../src/commands/export-file/write-target.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each([false, true])('what another program writes while an export is made stands (keepOld %s)', (keepOld) => {
  const file = join(folder, 'paper.bib');
  const bytes = Buffer.from('@book{ours}');
  const fresh = targetAt(file, join(folder, 'lectern.db'), 'paper.bib');
  writeFileSync(file, '@book{theirs}');
  expect(() => writeTarget(fresh, bytes, 'paper.bib', keepOld)).toThrow(/changed by another program/);
  const known = targetAt(file, join(folder, 'lectern.db'), 'paper.bib');
  writeFileSync(file, '@book{theirs, title = {Two}}');
  expect(() => writeTarget(known, bytes, 'paper.bib', keepOld)).toThrow(/changed by another program/);
  expect(readFileSync(file, 'utf8')).toBe('@book{theirs, title = {Two}}');
  expect(readdirSync(folder)).toEqual(['paper.bib']);

  writeTarget(targetAt(file, join(folder, 'lectern.db'), 'paper.bib'), bytes, 'paper.bib', keepOld);
  expect(readFileSync(file, 'utf8')).toBe('@book{ours}');
});
