import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function isInstalled(program: string): boolean {
  try {
    execFileSync(program, [program === 'pdftotext' ? '-v' : '--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export interface Paper {
  /** What LaTeX stopped at, a line each. */
  errors: string[];
  /** What BibTeX or biber could not read. */
  complaints: string[];
  /** As `pdftotext` reads it, every run of white space as one space; empty in a draft. */
  text: string;
}

const STYLES = {
  bibtex: {
    head: '\\usepackage{natbib}',
    end: '\\bibliographystyle{plainnat}\\bibliography{refs}',
    program: ['bibtex', '-min-crossrefs=99', 'paper'],
  },
  biblatex: {
    head: '\\usepackage{biblatex}\\addbibresource{refs.bib}',
    end: '\\printbibliography',
    program: ['biber', 'paper'],
  },
} as const;

/** Sets every entry of a .bib with pdfLaTeX. A draft makes no PDF, and needs no fonts for the encoding T1. */
export function typeset(bib: string, dialect: keyof typeof STYLES, draft: boolean): Paper {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-paper-'));
  const run = (program: string, ...args: string[]) => {
    try {
      return execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      return String((error as { stdout?: string }).stdout ?? '');
    }
  };
  try {
    const { head, end, program } = STYLES[dialect];
    const encoding = draft ? '\\usepackage[T1]{fontenc}' : '';
    writeFileSync(join(folder, 'refs.bib'), bib);
    writeFileSync(
      join(folder, 'paper.tex'),
      `\\documentclass{article}\n${encoding}${head}\\usepackage{hyperref}\n\\begin{document}\n\\nocite{*}\n${end}\n\\end{document}\n`,
    );
    const latex = ['-interaction=nonstopmode', '-file-line-error', '-no-shell-escape', 'paper'];
    run('pdflatex', '-draftmode', ...latex);
    const [name, ...args] = program;
    const said = run(name, ...args);
    run('pdflatex', ...(draft ? ['-draftmode'] : []), ...latex);
    // TeX breaks the lines of its log after 79 bytes.
    const log = readFileSync(join(folder, 'paper.log'), 'utf8');
    return {
      errors: log.split('\n').filter((line) => /^(?:\.\/[^:]{1,40}:\d+: |! )/.test(line)),
      complaints: said.split('\n').filter((line) => /^ERROR|---line|error message/.test(line)),
      text: draft ? '' : run('pdftotext', '-layout', 'paper.pdf', '-').replace(/\s+/g, ' '),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
