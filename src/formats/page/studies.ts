import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { ExcerptDraft } from '../../domain/excerpt.ts';
import type { Source, StudyDraft } from '../../domain/study.ts';
import { shortened } from '../../domain/text/shortened.ts';
import { blocksOf } from './blocks.ts';
import {
  closesStudy,
  headingText,
  isFurniture,
  leadsToFullStudy,
  looksLikeHeading,
  runInSection,
  sectionName,
} from './headings.ts';
import { findHeads, type Head } from './heads.ts';
import { type LabelLine, labelLine } from './labels.ts';
import type { Block, Page } from './page-lines.ts';
import { pageSource, siteAt } from './provenance.ts';
import { describe, doiOf } from './variables.ts';

export interface PageStudies {
  studies: StudyDraft[];
  /** Without source; the reader knows it. */
  diagnostics: Diagnostic[];
}

const NO_STUDY =
  'no study found: a research page needs the title of the study on a line of its own, under it "Authors:" or "Published:", ' +
  'and headings such as Background, Methods, Results. Add these lines to the file, or enter the study by hand';

/** The studies that a page presents: bibliographic data from its label lines, and an excerpt a paragraph. */
export function studiesOf(page: Page): PageStudies {
  const blocks = blocksOf(page);
  const { heads, untitled } = findHeads(blocks);
  if (heads.length === 0) return { studies: [], diagnostics: [{ severity: 'error', message: NO_STUDY }] };
  const diagnostics: Diagnostic[] = untitled.map((line) => ({
    severity: 'warning',
    message: 'authors without a title above them: if a further study begins here, give it a title line',
    line,
  }));
  if (page.cutAt !== undefined) {
    const message = 'the page is nested too deeply to be read beyond this line';
    diagnostics.push({ severity: 'error', message, line: page.cutAt });
  }
  const siteBlock = siteAt(page, blocks, heads.at(-1)!.end);
  const source = pageSource(page, blocks, heads[0]!, siteBlock);
  const linkFirst = linkJustBefore(blocks, heads[0]!.titleAt) !== undefined;
  const studies = heads.flatMap((head, index) => {
    const end = heads[index + 1]?.titleAt ?? blocks.length;
    const before = linkFirst || heads.length === 1 ? linkJustBefore(blocks, head.titleAt) : undefined;
    const body = readBody(blocks, head, end, siteBlock, page.hardBreaks);
    const link = heads.length === 1 || !linkFirst ? (body.link ?? before) : (before ?? body.link);
    const { study, notes } = draft(head, body, link, source);
    if (presentsWork(study)) {
      diagnostics.push(...notes);
      return [study];
    }
    const message = `left out, as it has no authors, no date and no sections: "${shortened(head.title)}"`;
    diagnostics.push({ severity: 'warning', message, line: head.line });
    return [];
  });
  if (studies.length === 0) return { studies, diagnostics: [{ severity: 'error', message: NO_STUDY }] };
  return { studies, diagnostics };
}

interface Body {
  excerpts: ExcerptDraft[];
  abstract: string[];
  labels: LabelLine[];
  link: string | undefined;
}

function draft(
  head: Head,
  body: Body,
  link: string | undefined,
  source: Source,
): { study: StudyDraft; notes: Diagnostic[] } {
  const { item, residue, notes } = describe(head.title, [...head.labels, ...body.labels]);
  const doi = link === undefined ? undefined : doiOf(link);
  if (doi) item.DOI ??= doi;
  else if (link) item.URL ??= link;
  if (body.abstract.length > 0) item.abstract = body.abstract.join('\n\n');
  const missing = [
    item.author || item.editor ? '' : 'authors',
    item.issued ? '' : 'date of publication',
    body.excerpts.length > 0 || item.abstract ? '' : 'passage to excerpt',
  ].filter(Boolean);
  const at = { line: head.line };
  const told: Diagnostic[] = notes.map((message) => ({ severity: 'info', message, ...at }));
  if (missing.length > 0)
    told.push({ severity: 'warning', message: `the page gives no ${missing.join(', no ')}`, ...at });
  const study: StudyDraft = { item, tags: [], excerpts: body.excerpts, ...at };
  const { headline, ...rest } = source;
  const from: Source = headline !== undefined && headline !== item.title ? source : rest;
  if (Object.keys(from).length > 0) study.source = from;
  if (Object.keys(residue).length > 0) study.residue = { page: residue };
  return { study, notes: told };
}

/** A title alone presents nothing: authors, a date or a section belong to it. */
function presentsWork({ item, excerpts }: StudyDraft): boolean {
  if (item.author || item.editor || item.issued || item.abstract) return true;
  return excerpts.some(({ section }) => section !== '');
}

/** What stands between the head of a study and the next one. */
function readBody(
  blocks: readonly Block[],
  head: Head,
  end: number,
  siteBlock: number | undefined,
  plain: boolean,
): Body {
  const body: Body = { excerpts: [], abstract: [], labels: [], link: linkIn(blocks, head.titleAt, head.end) };
  const sectioned = blocks.slice(head.end, end).some(({ text }) => sectionName(text) || runInSection(text));
  let section = '';
  let open = true;
  const add = (text: string) => {
    if (!open || (!sectioned && !/[.!?…:]["”’)]*$/.test(text))) return;
    if (/^abstract$/i.test(section)) body.abstract.push(text);
    else body.excerpts.push({ kind: 'quotation', text, section, tags: [] });
  };
  for (let at = head.end; at < end; at++) {
    const block = blocks[at]!;
    const { text } = block;
    if (at === siteBlock || isFurniture(text)) continue;
    const label = labelLine(text);
    const known = sectionName(text);
    const runIn = runInSection(text);
    if (leadsToFullStudy(text) || label?.label === 'url') {
      body.link ??= linkOf(block);
      if (label) body.labels.push(label);
      else if (body.excerpts.length > 0) open = false;
    } else if (known) {
      section = known;
      open = true;
    } else if (label) {
      const ofHead = /^(?:author|editor|title)$/.test(label.label);
      if (!ofHead && (open || label.label === 'keyword' || label.label === 'doi')) body.labels.push(label);
    } else if (runIn) {
      section = runIn.section;
      open = true;
      add(runIn.rest);
    } else if (closesStudy(text)) open = false;
    else if (block.level !== undefined && head.titleLevel !== undefined && block.level <= head.titleLevel) open = false;
    else if (block.level !== undefined || (plain && open && isPlainHeading(block, blocks[at + 1])))
      section = headingText(text);
    else add(text.replace(/^[-*•‣]\s+/, ''));
  }
  return body;
}

/** In plain text a heading shows by its looks, and by the paragraph under it. */
function isPlainHeading({ text }: Block, next: Block | undefined): boolean {
  if (!next || next.text.length < 40) return false;
  if (looksLikeHeading(text)) return true;
  return text.length <= 60 && text.split(' ').length <= 6 && /^\p{Lu}/u.test(text) && !/[.!?…,;:"”’)]$/.test(text);
}

/** The link to the full study in the line above a title. */
function linkJustBefore(blocks: readonly Block[], titleAt: number): string | undefined {
  for (let at = titleAt - 1; at >= Math.max(0, titleAt - 3); at--) {
    if (leadsToFullStudy(blocks[at]!.text)) return linkOf(blocks[at]!) ?? '';
    if (!isFurniture(blocks[at]!.text)) return undefined;
  }
  return undefined;
}

function linkIn(blocks: readonly Block[], from: number, to: number): string | undefined {
  for (let at = from; at < to; at++) {
    const block = blocks[at]!;
    if (leadsToFullStudy(block.text) || labelLine(block.text)?.label === 'url') return linkOf(block);
  }
  // A title that is itself the link.
  return linkOf(blocks[from]!);
}

const linkOf = ({ links }: Block): string | undefined => links[0]?.href;
