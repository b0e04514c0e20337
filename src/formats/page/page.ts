import type { Format, ReadContext, ReadResult } from '../format.ts';
import { sectionName } from './headings.ts';
import { labelLine } from './labels.ts';

const HTML = /<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:article|main|div|section|h[1-6]|p)[\s>]/i;

/**
 * The text or the saved HTML of a web page that presents a study: a title, "Authors:", "Published:", and sections whose
 * paragraphs become quotations. What stands around it (menus, headline, footer) is left out; headline, site and address of the
 * page are kept as provenance.
 */
export const pageFormat: Format = {
  name: 'page',
  label: 'research page',
  extensions: ['.txt', '.html', '.htm', '.xhtml', '.md'],
  detect: (head) => isHtml(head) || describesStudy(head),
  read: readPage,
};

async function readPage(text: string, context: ReadContext): Promise<ReadResult> {
  // Loaded when a page is read, so that the program starts without it.
  const { studiesOf } = await import('./studies.ts');
  const page = isHtml(text)
    ? (await import('./html-page.ts')).htmlPage(text)
    : (await import('./text-page.ts')).textPage(text);
  const { studies, diagnostics } = studiesOf(page);
  await context.onProgress?.(1);
  return { studies, diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, source: context.source })) };
}

const isHtml = (text: string): boolean => HTML.test(text.slice(0, 65_536));

/** Plain text with an "Authors:" line, or with the headings of a study. */
function describesStudy(head: string): boolean {
  const sections = new Set<string>();
  for (const line of head.split(/[\r\n]+/)) {
    const text = line.trim();
    if (labelLine(text)?.label === 'author' && /^\W*(?:study |report )?authors?\b/i.test(text)) return true;
    const section = sectionName(text);
    if (section) sections.add(section.toLowerCase());
  }
  return sections.size >= 2;
}
