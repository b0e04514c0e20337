import type { ScreeningStatus } from '../../domain/study.ts';

const LABELS: Readonly<Record<ScreeningStatus, RegExp>> = {
  included: /^(?:1(?:\.0)?|yes|y|true|included?|relevant)$/i,
  excluded: /^(?:0(?:\.0)?|no|n|false|excluded?|irrelevant|not relevant)$/i,
  maybe: /^(?:maybe|unsure|undecided|unclear)$/i,
  unscreened: /^(?:-1(?:\.0)?|nan|none|unlabel{1,2}ed|unscreened|not seen)$/i,
};

/** Where a study stands by the label of a screening tool: ASReview's 1, 0 and -1, or words such as "Included" and "yes". */
export function statusOfLabel(label: string): ScreeningStatus | undefined {
  const text = label.trim();
  for (const [status, pattern] of Object.entries(LABELS)) if (pattern.test(text)) return status as ScreeningStatus;
  return undefined;
}
