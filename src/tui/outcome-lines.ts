import type { Outcome } from '../commands/define-command.ts';
import { formatDiagnostic } from '../domain/diagnostic.ts';
import { cleanBlock, cleanText } from '../domain/text/clean-text.ts';
import { countOf, studiesCount } from '../domain/text/counts.ts';
import { pad, wrap } from '../domain/text/text-width.ts';

/** What an outcome has to show besides its sentence: its view, its diagnostics, then its report. Safe to show, at most `columns` wide. */
export function outcomeLines({ view, diagnostics = [], report = [] }: Outcome, columns: number): string[] {
  const width = Math.max(20, columns - 2);
  const lines: string[] = [];
  switch (view?.kind) {
    case 'text':
      lines.push(...wrap(cleanBlock(view.text).trimEnd(), width));
      break;
    case 'steps':
      lines.push(
        ...view.steps.map(
          (one) => `${localTime(one.at)}  ${pad(one.state === 'done' ? '' : one.state, 7)} ${cleanText(one.summary)}`,
        ),
      );
      if (view.steps.length === 0) lines.push('Nothing was done yet.');
      break;
    case 'codebook':
      for (const tag of view.tags) {
        const [name, studies, excerpts] = [
          cleanText(tag.name),
          studiesCount(tag.studies),
          countOf(tag.excerpts, 'excerpt'),
        ];
        if (width < 60) lines.push(...wrap(`${name}: ${studies}, ${excerpts}`, width));
        else lines.push(`${pad(name, 30)} ${studies.padStart(12)} ${excerpts.padStart(12)}`);
        if (tag.definition) lines.push(...wrap(cleanBlock(tag.definition), width - 4).map((row) => `    ${row}`));
      }
      break;
    case 'table': {
      const widths = view.head.map((_, at) => (at === 0 ? Math.max(10, Math.floor(width / 2)) : 10));
      for (const row of view.rows)
        lines.push(
          row
            .map((cell, at) => (at < row.length - 1 ? pad(cleanText(cell), widths[at] ?? 10) : cleanText(cell)))
            .join(' ')
            .trimEnd(),
        );
      break;
    }
    case 'searches':
      lines.push(
        ...view.searches.map(({ name, studies, query }) =>
          cleanText(`${pad(name, 28)} ${studiesCount(studies)}: ${query}`),
        ),
      );
      break;
    case 'passages':
      for (const { key, kind, section, text } of view.passages) {
        lines.push(cleanText([key, section, kind].filter(Boolean).join(' · ')));
        lines.push(...wrap(cleanBlock(text), width - 4).map((row) => `    ${row}`));
      }
      break;
    case 'study':
      lines.push(...wrap(cleanText(view.reference), width));
      break;
    case 'studies':
      lines.push(
        ...view.rows.map((row) => cleanText(`${pad(row.key, 24)} ${pad(String(row.year ?? ''), 4)}  ${row.title}`)),
      );
      break;
  }
  const worth = [...diagnostics.filter(({ severity }) => severity !== 'info'), ...report];
  if (worth.length > 0 && lines.length > 0) lines.push('');
  for (const diagnostic of worth) lines.push(...wrap(cleanText(formatDiagnostic(diagnostic)), width));
  return lines;
}

/** ISO 8601 as the clock on the wall has it: "2025-03-01 14:05". */
export function localTime(iso: string): string {
  const at = new Date(iso);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
