import type { ScreeningStatus } from '../domain/study.ts';

const LABELS: Readonly<Record<ScreeningStatus, RegExp>> = {
  included: /^(?:1(?:\.0)?|yes|y|true|included?|relevant)$/i,
  excluded: /^(?:0(?:\.0)?|no|n|false|excluded?|irrelevant|not relevant)$/i,
  maybe: /^(?:maybe|unsure|undecided|unclear)$/i,
  unscreened: /^(?:-1(?:\.0)?|nan|none|unlabel{1,2}ed|unscreened|not seen)$/i,
};

/** Where a study stands by the label of a screening tool: ASReview's 1, 0 and -1, Rayyan's "Included", or yes and no. */
export function statusOfLabel(label: string): ScreeningStatus | undefined {
  const text = label.trim();
  for (const [status, pattern] of Object.entries(LABELS)) if (pattern.test(text)) return status as ScreeningStatus;
  return undefined;
}

export interface RayyanNotes {
  /** Undefined where reviewers differ, or nobody has decided. */
  status?: ScreeningStatus;
  labels: string[];
  /** What reviewers wrote, and what stands there beside Rayyan's own. */
  notes: string;
}

/**
 * Rayyan's export puts what reviewers did into the notes:
 * `RAYYAN-INCLUSION: {"Ann"=>"Included", "Bob"=>"Maybe"} | RAYYAN-LABELS: qualitative,child | USER-NOTES: {"Ann"=>["read again"]}`.
 * Undefined for other notes.
 */
export function readRayyanNotes(text: string): RayyanNotes | undefined {
  if (!/RAYYAN-|USER-NOTES:/.test(text)) return undefined;
  const result: RayyanNotes = { labels: [], notes: '' };
  const notes: string[] = [];
  for (const part of text.split(/\|\s{0,9}(?=RAYYAN-|USER-NOTES:)|\n/)) {
    const [, name = '', value = ''] = /^(RAYYAN-[A-Z-]{1,40}|USER-NOTES):\s*([\s\S]*)$/.exec(part.trim()) ?? [];
    if (name === 'RAYYAN-INCLUSION') {
      const said = new Set([...value.matchAll(/=>\s*"([^"]{0,40})"/g)].map(([, label = '']) => statusOfLabel(label)));
      const [only] = said;
      if (said.size === 1 && only) result.status = only;
    } else if (name === 'RAYYAN-LABELS')
      result.labels.push(
        ...value
          .split(',')
          .map((label) => label.trim())
          .filter(Boolean),
      );
    else if (name === 'USER-NOTES') notes.push(...quotedTexts(value));
    else if (name === '' && part.trim() !== '') notes.push(part.trim());
  }
  result.notes = notes.join('\n\n');
  return result;
}

/** The texts in quotation marks, but for the names before "=>". */
function quotedTexts(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"(\s{0,5}=>)?/g)].flatMap(([, quoted = '', arrow]) =>
    arrow === undefined ? [quoted.replace(/\\(.)/g, '$1')] : [],
  );
}
