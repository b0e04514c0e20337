import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CslItem } from '../../src/domain/study.ts';
import { cslJsonFormat } from '../../src/formats/csl-json/csl-json.ts';
import { asStudies, writeBiblatex } from '../formats/bibtex/support.ts';

const EXPORTS = fileURLToPath(new URL('../../exports/', import.meta.url));
const json = readFileSync(join(EXPORTS, 'harms-review.json'), 'utf8');
const items = JSON.parse(json) as CslItem[];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-programs-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (program: string, args: string[], input = '') =>
  execFileSync(program, args, { cwd: folder, encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'pipe'] });

/** A test that needs a program: without it, skipped in words. */
function withProgram(program: string, what: string, test: () => void | Promise<void>) {
  let installed = true;
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
  } catch {
    installed = false;
  }
  const name = installed ? what : `${what} (skipped: ${program} is not installed)`;
  it.skipIf(!installed)(name, { timeout: 120_000 }, test);
}

describe('the review that ships, as a paper uses it', () => {
  withProgram('biber', 'biber finds nothing to say about its BibLaTeX', async () => {
    const { studies } = await cslJsonFormat.read!(json, { source: 'harms-review.json' });
    writeFileSync(join(folder, 'latex.bib'), await writeBiblatex(asStudies(studies)));
    const output = run('biber', ['--tool', '--validate-datamodel', '--nolog', 'latex.bib']);
    expect(output.split('\n').filter((line) => /^(?:WARN|ERROR)/.test(line))).toEqual([]);
    const read = readFileSync(join(folder, 'latex_bibertool.bib'), 'utf8');
    expect(read.match(/^@/gm)).toHaveLength(items.length);
  });

  withProgram('bibtex', 'bibtex sets a reference for every study of its BibTeX, without an error', () => {
    copyFileSync(join(EXPORTS, 'harms-review.bib'), join(folder, 'review.bib'));
    writeFileSync(join(folder, 'paper.aux'), '\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{review}\n');
    run('bibtex', ['paper']);
    expect(readFileSync(join(folder, 'paper.blg'), 'utf8')).not.toMatch(/error|---line/i);
    const set = [...readFileSync(join(folder, 'paper.bbl'), 'utf8').matchAll(/^\\bibitem(?:\[.*\])?\{(.*)\}/gm)];
    expect(set.map(([, key]) => key).sort()).toEqual(items.map(({ id }) => id).sort());
  });

  withProgram('pandoc', 'pandoc cites every study from its CSL-JSON', () => {
    const bibliography = join(EXPORTS, 'harms-review.json');
    const paper = items.map(({ id }) => `A claim [@${id}].`).join('\n\n');
    const args = ['--citeproc', '--bibliography', bibliography, '-f', 'markdown', '-t', 'html', '--fail-if-warnings'];
    const html = run('pandoc', args, paper);
    for (const { id } of items) expect(html).toContain(`id="ref-${id}"`);
    expect(html).not.toContain('???');
  });
});
