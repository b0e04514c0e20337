import type { Source } from '../../domain/study.ts';
import { isFurniture, leadsToFullStudy, sectionName } from './headings.ts';
import type { Head } from './heads.ts';
import { labelLine } from './labels.ts';
import type { Block, Page } from './page-lines.ts';

/** Where the page says that it comes from: its own headline, the name of its site, its address. */
export function pageSource(page: Page, blocks: readonly Block[], first: Head, siteBlock: number | undefined): Source {
  const source: Source = {};
  const site = page.site ?? (siteBlock === undefined ? copyrightHolder(blocks) : blocks[siteBlock]?.text);
  const headline = page.headline ?? headlineBefore(blocks, first.titleAt);
  if (headline) source.headline = withoutSite(headline, site);
  if (site) source.site = site;
  if (page.url) source.url = page.url;
  return source;
}

/** The block with the name of the site, which pages copied as text have as their last line. */
export function siteAt(page: Page, blocks: readonly Block[], bodyStart: number): number | undefined {
  if (!page.hardBreaks) return undefined;
  for (let at = blocks.length - 1; at >= bodyStart; at--) {
    const { text, level } = blocks[at]!;
    if (isFurniture(text)) continue;
    const words = text.split(' ');
    const isName =
      level === undefined &&
      text.length <= 60 &&
      words.length <= 6 &&
      !/[.!?…,;:”"]$/.test(text) &&
      words.every((word) => word.length < 4 || /^[^\p{Ll}]/u.test(word)) &&
      !labelLine(text) &&
      !sectionName(text) &&
      !leadsToFullStudy(text);
    return isName ? at : undefined;
  }
  return undefined;
}

/** The first line before the study that can be a headline. */
function headlineBefore(blocks: readonly Block[], titleAt: number): string | undefined {
  const before = blocks
    .slice(0, titleAt)
    .filter(({ text }) => text.length <= 250 && !isFurniture(text) && !leadsToFullStudy(text) && !labelLine(text));
  return (before.find(({ level }) => level === 1) ?? before.find(({ text }) => !/\.["”’)]*$/.test(text)))?.text;
}

/** "© 2021 Name of the Site. All rights reserved." */
function copyrightHolder(blocks: readonly Block[]): string | undefined {
  const line = blocks.findLast(({ text }) => text.length <= 200 && /^(?:©|\(c\)|copyright\b)/i.test(text))?.text;
  const name = line
    ?.replace(/^(?:©|\(c\)|copyright|\s)+/i, '')
    .replace(/^\d{4}(?:\s?[-–]\s?\d{4})?,?\s*(?:by\s+)?/i, '')
    .replace(/[.,|·]?\s*all rights reserved.*$/i, '')
    .replace(/[.,\s]+$/, '');
  return name || undefined;
}

function withoutSite(headline: string, site: string | undefined): string {
  if (!site || !headline.endsWith(site) || headline === site) return headline;
  return (
    headline
      .slice(0, -site.length)
      .replace(/\s*[|–—·:-]+\s*$/, '')
      .trim() || headline
  );
}
